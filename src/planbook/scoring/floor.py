"""The floor of the SMART score: a goal below it is an error, where a project has set one."""

from __future__ import annotations

from planbook.diagnostics.codes.score import GOAL_SMART_BELOW_FLOOR
from planbook.diagnostics.finding import Outcome, Place
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.quantities import plain
from planbook.scoring.results import SmartScore
from planbook.scoring.rollup import counts_now
from planbook.scoring.series import all_series
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart import LETTERS, score_smart


def check_floor(handbook: Handbook, rubric: Rubric) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for every goal in force that is below the floor.

    Without a floor there is none. Each points at the dearest of the checks that fell short.
    """
    limits = read_scoring_settings(handbook.settings.scoring).smart
    if limits.floor is None:
        return Outcome(handbook)
    series = all_series(handbook)
    findings = []
    for goal in handbook.all(Goal):
        if not counts_now(goal):
            continue
        score = score_smart(goal, handbook, rubric, limits, series)
        if score.total >= limits.floor:
            continue
        key = Key(Goal.KIND, goal.id)
        origin = handbook.documents[key].origin
        worst = max(score.checks, key=lambda check: check.of - check.points)
        findings.append(
            GOAL_SMART_BELOW_FLOOR.at(
                Place(origin.path, origin.index, worst.pointer),
                subject=str(key),
                total=plain(score.total),
                floor=plain(limits.floor),
                letter=_weakest(score),
                suggest=dict(worst.suggest or worst.saw),
            )
        )
    return Outcome(handbook, tuple(findings))


def _weakest(score: SmartScore) -> str:
    return min(LETTERS, key=lambda letter: score.letters[letter])
