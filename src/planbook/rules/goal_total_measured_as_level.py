"""A total over the period that is measured as if it were a level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import measure_of
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the type that reads a metric which adds up as a level."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.metric is None or not measured.adds_up:
        return
    measure = measured.measure
    if measure.type not in ("increase", "decrease") or measure.per == "reading":
        return
    words = {
        "type": measure.type,
        "metric": measured.metric.id,
        "target": "…" if measure.target is None else plain(measure.target),
        "each": _EACH[measured.metric.cadence],
    }
    variant = "fewer" if measure.type == "decrease" else ""
    yield Violation(f"{measured.path}/type", words, variant=variant)


_EACH: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "weekly": {"en": "week", "zh": "周"},
        "monthly": {"en": "month", "zh": "月"},
        "quarterly": {"en": "quarter", "zh": "季度"},
    }
)

RULE = Rule(
    Code(
        name="goal-total-measured-as-level",
        severity=Severity.ERROR,
        message={
            "en": "`{metric}` adds up over the period, and `type: {type}` reads it as a level",
            "zh": "`{metric}` 在周期内累加，而 `type: {type}` 把它当作水平来读",
        },
        help={
            "en": "write `type: reach` and keep `target: {target}` as the total of the whole "
            "period; `baseline` may stay, for comparison. If the figure of each single {each} is "
            "meant, add `per: reading`",
            "zh": "请写 `type: reach`，`target: {target}` 作为整个周期的合计；`baseline` 可以保留，"
            "只作比较。若指的是每{each}各自的数字，请加上 `per: reading`",
        },
        variants={
            "fewer": (
                {
                    "en": "`{metric}` adds up over the period, and `type: {type}` reads it as a "
                    "level",
                    "zh": "`{metric}` 在周期内累加，而 `type: {type}` 把它当作水平来读",
                },
                {
                    "en": "if {target} is the most that the whole period may come to, write "
                    "`type: keep_within`, `max: {target}` and `per: period`. If the figure of each "
                    "single {each} is meant, add `per: reading`",
                    "zh": "若 {target} 是整个周期合计的上限，请写 `type: keep_within`、"
                    "`max: {target}` 和 `per: period`。若指的是每{each}各自的数字，请加上 "
                    "`per: reading`",
                },
            )
        },
        fixes={
            "": ((Edit("write", "reach"),), (Edit("write", "reading", at="../per"),)),
            "fewer": (
                (
                    Edit("write", "keep_within"),
                    Edit("write", "{target}", at="../max"),
                    Edit("write", "period", at="../per"),
                    Edit("remove", at="../target"),
                ),
                (Edit("write", "reading", at="../per"),),
            ),
        },
        what={
            "en": "A goal of type `increase` or `decrease` uses a metric with `aggregate: sum`, "
            "such as sales, orders or visits.",
            "zh": "`increase` 或 `decrease` 类目标用了 `aggregate: sum` 的指标，例如销售额、订单、拜访次数。",
        },
        why={
            "en": "A quarter's sales start at zero and grow with every month. Read as a level, "
            "from last year's total to the target, a quarter that is on plan shows progress far "
            "below zero.",
            "zh": "一个季度的销售额从零开始逐月累加。若当作从去年合计到目标值的水平来读，"
            "完全按计划推进的季度也会显示为远低于零。",
        },
        bad="measurable: {type: increase, metric: channel-revenue, baseline: 300000, target: 360000}\n",
        good="measurable: {type: reach, metric: channel-revenue, baseline: 300000, target: 360000}\n",
    ),
    (Goal, Objective),
    find,
)
