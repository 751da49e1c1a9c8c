"""The lowest SMART score that a project admits: a goal below it is an error, where one is set."""

from __future__ import annotations

from datetime import date

from planbook.diagnostics.codes.score import GOAL_SMART_BELOW_FLOOR
from planbook.diagnostics.finding import Outcome, Place
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.quantities import plain
from planbook.scoring.results import SmartScore
from planbook.scoring.series import read_all_series
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart import LETTERS, score_smart


def check_minimum_score(handbook: Handbook, rubric: Rubric) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every goal in force with too low a score.

    Without a floor in planbook.yaml there is none. Each points at the check that cost the most.
    """
    limits = read_scoring_settings(handbook.settings.scoring).smart
    if limits.floor is None:
        return Outcome(handbook)
    series = read_all_series(handbook, date.max)
    findings = []
    for goal in handbook.all(Goal):
        if not goal.is_in_force:
            continue
        score = score_smart(goal, handbook, rubric, limits, series)
        if score.total >= limits.floor:
            continue
        origin = handbook.documents[goal.key].origin
        worst = max(score.checks, key=lambda check: check.of - check.points)
        findings.append(
            GOAL_SMART_BELOW_FLOOR.at(
                Place(origin.path, origin.index, worst.pointer),
                subject=str(goal.key),
                total=plain(score.total),
                floor=plain(limits.floor),
                letter=_weakest(score),
                suggest=dict(worst.suggest or worst.saw),
            )
        )
    return Outcome(handbook, tuple(findings))


def _weakest(score: SmartScore) -> str:
    worth = {letter: score.worth(letter) for letter in LETTERS}
    counted = [letter for letter in LETTERS if worth[letter]] or LETTERS
    return min(counted, key=lambda letter: score.letters[letter] / (worth[letter] or 1))
