"""Goals: some in the current period, well written, at least one tied to a reward."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.quantities import plain
from planbook.scoring.practices.standing import Part, Standing, is_in_force, key_of, lacking, met

WELL_WRITTEN: Final = Decimal(70)
"""The mean SMART score from which a person's goals count as well written."""


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of goals."""
    goals = standing.present_goals()
    if not goals:
        yield lacking("本期没有目标。", "There are no goals in the current period.")
        return
    keys = tuple(key_of(goal) for goal in goals)
    yield met("本期有 {count} 个目标。", "Goals now: {count}.", *keys, count=str(len(goals)))
    scores = [standing.written[goal.id] for goal in goals if goal.id in standing.written]
    mean = sum(scores, Decimal(0)) / len(scores) if scores else Decimal(0)
    words = {"mean": plain(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))}
    if mean >= WELL_WRITTEN:
        yield met("SMART 平均 {mean} 分。", "Their mean SMART score is {mean}.", **words)
    else:
        yield lacking(
            "SMART 平均只有 {mean} 分，不到 70 分。",
            "Their mean SMART score is {mean}, below 70.",
            *keys,
            **words,
        )
    rewarded = [goal for goal in goals if _is_rewarded(goal, standing)]
    if rewarded:
        yield met("有目标与奖励挂钩。", "A reward hangs on at least one.", key_of(rewarded[0]))
    else:
        yield lacking("没有一个目标与奖励挂钩。", "No reward hangs on any of them.", *keys)


def _is_rewarded(goal: Goal, standing: Standing) -> bool:
    handbook = standing.handbook
    if goal.rewards or handbook.resolve(goal.incentive, ("incentive",)) is not None:
        return True
    return any(
        scheme.basis.goal is not None
        and handbook.resolve(scheme.basis.goal, ("goal",)) == key_of(goal)
        for scheme in handbook.all(Incentive)
        if is_in_force(scheme)
    )
