"""A goal whose target lies on the other side of its baseline than its type says."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import measure_of
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the target that contradicts `increase` or `decrease`."""
    measured = measure_of(plan, handbook)
    if measured is None:
        return
    measure = measured.measure
    if measure.baseline is None or measure.target is None:
        return
    against = (measure.type == "increase" and measure.target < measure.baseline) or (
        measure.type == "decrease" and measure.target > measure.baseline
    )
    if against:
        yield Violation(
            f"{measured.path}/target",
            {
                "type": measure.type,
                "other": "decrease" if measure.type == "increase" else "increase",
                "target": plain(measure.target),
                "baseline": plain(measure.baseline),
            },
        )


RULE = Rule(
    Code(
        name="goal-target-against-type",
        severity=Severity.WARNING,
        message={
            "en": "target {target} is on the wrong side of baseline {baseline} for type {type}",
            "zh": "类型为 {type}，目标值 {target} 却在基线 {baseline} 的另一侧",
        },
        help={
            "en": "write the figure to be reached, not the change (for 20 % more than 300000: "
            "360000), or use `type: {other}`",
            "zh": "请写要达到的数，而不是变化量（比 300000 多 20 % 应写 360000），"
            "或者改用 `type: {other}`",
        },
        fixes={"": ((Edit("write", "{other}", at="../type"),),)},
        what={
            "en": "A goal of type increase has a target below its baseline, or one of type "
            "decrease a target above it.",
            "zh": "提升类目标的目标值低于基线，或降低类目标的目标值高于基线。",
        },
        why={
            "en": "Usually the change was written instead of the figure to reach: 20 for 20 %. "
            "Progress would then be computed in the wrong direction.",
            "zh": "多半是把变化量当成了目标值，例如把 20 % 写成 20。这样进度会朝相反的方向计算。",
        },
        bad="measurable:\n  type: increase\n  baseline: 300000\n  target: 20\n",
        good="measurable:\n  type: increase\n  baseline: 300000\n  target: 360000\n",
    ),
    (Goal, Objective),
    find,
)
