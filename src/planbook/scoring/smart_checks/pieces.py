"""Goals that are measured by pieces of work: their milestones."""

from __future__ import annotations

from typing import Final

from planbook.model.goal import Goal
from planbook.scoring.smart_checks.activity import activity_in
from planbook.scoring.smart_checks.check import Evidence

FEWEST_PIECES: Final = 2


def count_pieces(goal: Goal, evidence: Evidence) -> int:
    """Return how many of the goal's milestones say what is reached, and not only what is done."""
    titles = (evidence.said(milestone.title) for milestone in goal.time_bound.milestones)
    return sum(bool(title.strip()) and not _is_to_do(title, evidence) for title in titles)


def _is_to_do(title: str, evidence: Evidence) -> bool:
    activity = activity_in(title, evidence)
    return activity is not None and not activity.with_result


def is_in_pieces(goal: Goal) -> bool:
    """Return whether the goal is measured by milestones."""
    return goal.measurable.type == "milestones"


def is_yes_or_no(goal: Goal) -> bool:
    """Return whether the goal is measured by yes or no alone."""
    return goal.measurable.type == "yes_no"
