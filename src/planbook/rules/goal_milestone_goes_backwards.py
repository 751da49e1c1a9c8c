"""A milestone whose value lies behind that of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.quantities import exact, plain
from planbook.rules.rule import RelatedField, Rule, Violation
from planbook.scoring.undertaking import change, unit_of


def find(goal: Goal, handbook: Handbook) -> Iterator[Violation]:
    """Yield every milestone that is further from the target than the one before or the baseline.

    Dates that are out of order have a rule of their own.
    """
    measure = goal.measurable
    steps = [
        (one.due, one.value, position, progress)
        for position, one in enumerate(goal.time_bound.milestones)
        if one.due is not None
        and one.value is not None
        and (progress := change(measure, exact(one.value))) is not None
    ]
    if any(after[0] < before[0] for before, after in pairwise(steps)):
        return
    unit = unit_of(measure, handbook)
    for position, _ in enumerate(steps):
        _, value, at, progress = steps[position]
        pointer = f"/time_bound/milestones/{at}/value"
        words = {"value": plain(value), "unit": unit}
        if position and progress < steps[position - 1][3]:
            earlier, before, above, _ = steps[position - 1]
            yield Violation(
                pointer,
                {**words, "before": plain(before), "due": earlier},
                (_there(goal, above, earlier, before),),
            )
        elif progress < 0 and measure.baseline is not None and not position:
            yield Violation(pointer, {**words, "before": plain(measure.baseline)}, variant="start")


def _there(goal: Goal, position: int, due: date, value: Decimal) -> RelatedField:
    said = {"en": f"{plain(value)} on {due}", "zh": f"{due} 为 {plain(value)}"}
    return RelatedField(goal.key, f"/time_bound/milestones/{position}/value", said)


RULE = Rule(
    Code(
        name="goal-milestone-goes-backwards",
        severity=Severity.WARNING,
        message={
            "en": "{value} {unit} is further from the target than {before} on {due}",
            "zh": "{value} {unit} 比 {due} 的 {before} 离目标值更远",
        },
        help={
            "en": "correct the value: each milestone comes closer to the target; for a total each "
            "one is the total so far, not the part of its month",
            "zh": "请改正数值：里程碑应一步步接近目标值；累计型目标写到当日为止的累计，不是当月数",
        },
        variants={
            "start": (
                {
                    "en": "{value} {unit} is further from the target than the baseline of {before}",
                    "zh": "{value} {unit} 比起点 {before} 离目标值更远",
                },
                {
                    "en": "correct the value or the `baseline`: the first milestone lies between "
                    "baseline and target",
                    "zh": "请改正数值或 `baseline`：第一个里程碑应在起点与目标值之间",
                },
            )
        },
        what={
            "en": "The value of a milestone lies further from the target than the one before it, "
            "or the first lies behind the baseline.",
            "zh": "里程碑的数值比前一个离目标值更远，或者第一个还不如起点。",
        },
        why={
            "en": "What is expected follows the milestones. One that falls back makes a goal look "
            "ahead that is behind. Mostly a month's own figure was written instead of the total so far.",
            "zh": "应有进度按里程碑计算。里程碑倒退，落后的目标会显得超前。"
            "多半是把当月数写成了累计数。",
        },
        bad="measurable: {type: reach, unit: CNY, target: 6000000}\ntime_bound:\n  milestones:\n"
        "    - {due: 2026-07-31, value: 1900000}\n    - {due: 2026-08-31, value: 1700000}\n",
        good="measurable: {type: reach, unit: CNY, target: 6000000}\ntime_bound:\n  milestones:\n"
        "    - {due: 2026-07-31, value: 1900000}\n    - {due: 2026-08-31, value: 3600000}\n",
    ),
    Goal,
    find,
)
