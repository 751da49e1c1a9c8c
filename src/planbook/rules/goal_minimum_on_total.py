"""A lower limit alone on a total: that is a total to reach."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.measures import lone_bound_of_total
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the minimum on a metric that adds up, where nothing says that each reading is meant."""
    yield from lone_bound_of_total(plan, handbook, "min")


RULE = Rule(
    Code(
        name="goal-minimum-on-total",
        severity=Severity.HINT,
        message={
            "en": "`{metric}` adds up, and `min: {min}` alone is a total to reach",
            "zh": "`{metric}` 是累加的，只写 `min: {min}` 其实是要达到的合计",
        },
        help={
            "en": "write `type: reach` and `target: {min}` in place of `min`; if each reading has "
            "to be at least {min}, add `per: reading`",
            "zh": "请写 `type: reach`，并把 `min` 换成 `target: {min}`；"
            "若要求每次读数都不低于 {min}，请加上 `per: reading`",
        },
        fixes={
            "": (
                (
                    Edit("write", "reach", at="../type"),
                    Edit("remove"),
                    Edit("write", "{min}", at="../target"),
                ),
                (Edit("write", "reading", at="../per"),),
            )
        },
        what={
            "en": "A goal of type `keep_within` has only a `min`, and its metric has "
            "`aggregate: sum`.",
            "zh": "`keep_within` 类目标只写了 `min`，而指标是 `aggregate: sum`。",
        },
        why={
            "en": "A total starts at zero and is below its minimum until the last weeks. As "
            "`reach` it has a pace that can be followed from the first day.",
            "zh": "合计从零开始，到最后几周之前都低于下限。写成 `reach`，从第一天起就能看出进度。",
        },
        bad="measurable: {type: keep_within, metric: visits, min: 120}\n",
        good="measurable: {type: reach, metric: visits, target: 120}\n",
    ),
    (Goal, Objective),
    find,
)
