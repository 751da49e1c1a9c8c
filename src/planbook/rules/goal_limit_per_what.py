"""An upper limit on a total that does not say which total."""

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
    """Yield the maximum on a metric that adds up, where nothing says what it is the maximum of."""
    yield from lone_bound_of_total(plan, handbook, "max")


RULE = Rule(
    Code(
        name="goal-limit-per-what",
        severity=Severity.ERROR,
        message={
            "en": "`{metric}` adds up, and nothing says whether {max} is the most for each "
            "reading or for the whole time",
            "zh": "`{metric}` 是累加的，而这里没有说明上限 {max} 是针对每次读数，还是针对整个期间",
        },
        help={
            "en": "add `per: period` if {max} is the most for the whole time (a budget), or "
            "`per: reading` if it is the most for each reading",
            "zh": "若 {max} 是整个期间合计的上限（预算），请加上 `per: period`；"
            "若是每次读数的上限，请加上 `per: reading`",
        },
        fixes={
            "": ((Edit("write", "period", at="../per"),), (Edit("write", "reading", at="../per"),))
        },
        what={
            "en": "A goal of type `keep_within` has only a `max`, its metric has "
            "`aggregate: sum`, and `per` is missing.",
            "zh": "`keep_within` 类目标只写了 `max`，指标是 `aggregate: sum`，却没有写 `per`。",
        },
        why={
            "en": "Five complaints a month and five complaints a year are different promises. "
            "The figures cannot tell which one was meant.",
            "zh": "每月最多五起投诉和全年最多五起投诉是两回事，仅凭数字看不出是哪一种。",
        },
        bad="measurable: {type: keep_within, metric: complaints, max: 5}\n",
        good="measurable: {type: keep_within, metric: complaints, max: 5, per: reading}\n",
    ),
    (Goal, Objective),
    find,
)
