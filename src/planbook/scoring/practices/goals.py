"""Goals: some in the current period, well written, at least one tied to a reward."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.quantities import Amount, Count
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

WELL_WRITTEN: Final = Decimal(70)
"""The mean SMART score from which a person's goals count as well written."""


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of goals."""
    goals = evidence.present_goals()
    if not goals:
        yield lacking("goals.none")
        return
    keys = keys_of(goals)
    yield met("goals.some", keys, count=Count(len(goals)))
    scores = [evidence.written[goal.id] for goal in goals if goal.id in evidence.written]
    mean = sum(scores, Decimal(0)) / len(scores) if scores else Decimal(0)
    # Rounded down: 69.96 does not read as the 70 that it fell short of.
    shown = Amount(mean.quantize(Decimal("0.1"), ROUND_FLOOR))
    if mean >= WELL_WRITTEN:
        yield met("goals.well_written", mean=shown)
    else:
        yield lacking("goals.badly_written", keys, mean=shown, least=Amount(WELL_WRITTEN))
    rewarded = [goal for goal in goals if _is_rewarded(goal, evidence)]
    if rewarded:
        yield met("goals.rewarded", [rewarded[0].key])
    else:
        yield lacking("goals.unrewarded", keys)


def _is_rewarded(goal: Goal, evidence: PracticeEvidence) -> bool:
    if goal.rewards or goal.incentive is not None:
        return True
    handbook = evidence.handbook
    keys = handbook.referring(goal.key, Incentive.KIND, "/basis/goal")
    schemes = (handbook.find(Incentive, key) for key in keys)
    return any(scheme is not None and scheme.is_in_force for scheme in schemes)
