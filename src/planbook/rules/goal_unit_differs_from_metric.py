"""A goal in another unit than its metric."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.measures import measure_of
from planbook.rules.rule import RelatedField, Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the unit that is not the metric's."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.metric is None or not measured.measure.unit:
        return
    unit, metric = measured.measure.unit, measured.metric
    if metric.unit and unit.casefold() != metric.unit.casefold():
        yield Violation(
            f"{measured.path}/unit",
            {"unit": unit, "metric": metric.id, "other": metric.unit},
            (
                RelatedField(
                    metric.key,
                    "/unit",
                    {"en": "the unit of the readings", "zh": "读数的单位"},
                ),
            ),
        )


RULE = Rule(
    Code(
        name="goal-unit-differs-from-metric",
        severity=Severity.WARNING,
        message={
            "en": "the goal is in {unit}, and the readings of `{metric}` are in {other}",
            "zh": "目标的单位是 {unit}，而 `{metric}` 的读数单位是 {other}",
        },
        help={
            "en": "write the goal's figures in {other} and leave `unit` out: it comes from the "
            "metric. Where both words mean the same, write the same one in both places",
            "zh": "请按 {other} 写目标的数字，并删去 `unit`：单位取自指标。"
            "若两种写法是同一个单位，请统一写法",
        },
        what={
            "en": "A goal names a metric and a unit, and the metric's unit is another one.",
            "zh": "目标写了指标和单位，而指标的单位与之不同。",
        },
        why={
            "en": "Readings are compared with baseline and target as they are; nothing is "
            "converted. In another unit, progress is wrong by that factor.",
            "zh": "读数直接与基线和目标值比较，不做换算。单位不同，进度就会差出相应的倍数。",
        },
        bad="# the metric's unit is CNY\nmeasurable: {type: reach, metric: channel-revenue, unit: 万元, target: 600}\n",
        good="# the metric's unit is CNY\nmeasurable: {type: reach, metric: channel-revenue, target: 6000000}\n",
    ),
    (Goal, Objective),
    find,
)
