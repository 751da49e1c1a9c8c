"""A goal to stay between two figures that stand the wrong way round."""

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
    """Yield the lower bound that lies above the upper one."""
    measured = measure_of(plan, handbook)
    if measured is None:
        return
    measure = measured.measure
    if measure.min is not None and measure.max is not None and measure.min > measure.max:
        yield Violation(
            f"{measured.path}/min", {"min": plain(measure.min), "max": plain(measure.max)}
        )


RULE = Rule(
    Code(
        name="goal-min-above-max",
        severity=Severity.ERROR,
        message={
            "en": "the lower bound {min} is above the upper bound {max}",
            "zh": "下限 {min} 高于上限 {max}",
        },
        help={
            "en": "write the smaller figure as `min` and the larger as `max`: `min: {max}` and "
            "`max: {min}`",
            "zh": "请把较小的数写在 `min`，较大的数写在 `max`：`min: {max}`，`max: {min}`",
        },
        fixes={"": ((Edit("write", "{max}"), Edit("write", "{min}", at="../max")),)},
        what={
            "en": "A goal of type keep_within has a `min` above its `max`.",
            "zh": "keep_within 类目标的 `min` 大于 `max`。",
        },
        why={
            "en": "No reading can lie between the two, so the goal can never be kept.",
            "zh": "没有任何读数能落在两者之间，这个目标永远无法达成。",
        },
        bad="measurable:\n  type: keep_within\n  min: 95\n  max: 90\n",
        good="measurable:\n  type: keep_within\n  min: 90\n  max: 95\n",
    ),
    (Goal, Objective),
    find,
)
