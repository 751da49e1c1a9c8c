"""Since when a goal has been behind: the first of the readings or words in a row that say so."""

from __future__ import annotations

from datetime import date

from planbook.model.goal import Goal
from planbook.scoring.expected import share_at
from planbook.scoring.pace import judge_confidence, judge_pace
from planbook.scoring.results import GoalScore
from planbook.scoring.settings import ScoringSettings
from planbook.scoring.undertaking import goal_undertaking


def behind_since(
    goal: Goal, score: GoalScore, settings: ScoringSettings, as_of: date
) -> date | None:
    """Return since when ``goal``, which is at risk or off track, has been so without a break.

    By what decided it: the day of the override, of the first check-in in a row with too little
    confidence, or of the first reading in a row that was short of what was expected on its day.
    Where the newest reading still was in time, the day on which more was expected.
    """
    if score.decided_by == "override":
        return score.override.date if score.override is not None else None
    if score.decided_by == "confidence":
        return _unsure_since(goal, settings, as_of)
    return _short_since(goal, score, settings) or score.judged_on


def _unsure_since(goal: Goal, settings: ScoringSettings, as_of: date) -> date | None:
    since: date | None = None
    told = [
        (one.date, one.confidence)
        for one in goal.checkins
        if one.date is not None and one.date <= as_of and one.confidence is not None
    ]
    told.sort(key=lambda one: one[0])
    for day, confidence in reversed(told):
        if judge_confidence(confidence, settings.confidence) == "on_track":
            break
        since = day
    return since


def _short_since(goal: Goal, score: GoalScore, settings: ScoringSettings) -> date | None:
    undertaking = goal_undertaking(goal, settings)
    if undertaking is None or not score.expected_line:
        return None
    since: date | None = None
    for point in reversed(score.points):
        expected = share_at(score.expected_line, point.date)
        if expected * undertaking.reach_for <= 0:
            break
        judged = judge_pace(point.progress, expected, settings.pace, undertaking.reach_for)
        if judged == "on_track":
            break
        since = point.date
    return since
