"""A level that is measured as if it were a total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.measures import Measured, measure_of
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield `reach` on a metric whose readings are not added up."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.metric is None or measured.measure.type != "reach":
        return
    if measured.adds_up:
        return
    baseline, target = measured.measure.baseline, measured.measure.target
    words = {
        "metric": measured.metric.id,
        "aggregate": measured.metric.aggregate,
        "type": _right_type(measured),
        "bound": "max" if measured.metric.direction == "down" else "min",
        "baseline": "…" if baseline is None else plain(baseline),
        "target": "…" if target is None else plain(target),
    }
    variant = "without-baseline" if baseline is None else "held" if baseline == target else ""
    yield Violation(f"{measured.path}/type", words, variant=variant)


def _right_type(measured: Measured) -> str:
    measure, metric = measured.measure, measured.metric
    if measure.baseline is not None and measure.target is not None:
        return "decrease" if measure.target < measure.baseline else "increase"
    return "decrease" if metric is not None and metric.direction == "down" else "increase"


_MESSAGE: Final[Text] = {
    "en": "`{metric}` is a level (`aggregate: {aggregate}`), and `type: reach` counts a total "
    "from zero",
    "zh": "`{metric}` 是水平（`aggregate: {aggregate}`），而 `type: reach` 是从零累计的合计",
}

RULE = Rule(
    Code(
        name="goal-level-measured-as-total",
        severity=Severity.ERROR,
        message=_MESSAGE,
        help={
            "en": "write `type: {type}`, with `baseline: {baseline}` and `target: {target}`; if "
            "the readings of `{metric}` do add up, write `aggregate: sum` there",
            "zh": "请写 `type: {type}`，`baseline: {baseline}`，`target: {target}`；"
            "若 `{metric}` 的读数确实应当累加，请在指标里写 `aggregate: sum`",
        },
        variants={
            "without-baseline": (
                _MESSAGE,
                {
                    "en": "write `type: {type}` and add `baseline`, the level at the start; if "
                    "the readings of `{metric}` do add up, write `aggregate: sum` there",
                    "zh": "请写 `type: {type}`，并加上 `baseline`（开始时的水平）；"
                    "若 `{metric}` 的读数确实应当累加，请在指标里写 `aggregate: sum`",
                },
            ),
            "held": (
                _MESSAGE,
                {
                    "en": "to hold the level write `type: keep_within` and `{bound}: {target}`; if "
                    "the readings of `{metric}` do add up, write `aggregate: sum` there",
                    "zh": "要保持这个水平，请写 `type: keep_within` 和 `{bound}: {target}`；"
                    "若 `{metric}` 的读数确实应当累加，请在指标里写 `aggregate: sum`",
                },
            ),
        },
        fixes={
            "": ((Edit("write", "{type}"),),),
            "held": (
                (
                    Edit("write", "keep_within"),
                    Edit("write", "{target}", at="../{bound}"),
                    Edit("remove", at="../target"),
                ),
            ),
        },
        what={
            "en": "A goal of type `reach` uses a metric whose readings are not added up, such as "
            "a rate, a score or a stock.",
            "zh": "`reach` 类目标用了读数不累加的指标，例如比率、评分、存量。",
        },
        why={
            "en": "`reach` divides what has come together since the start by the target. A rate "
            "of 80 % on the way to 90 % would show as 89 % done on the first day.",
            "zh": "`reach` 用开始以来累计的数除以目标值。从 80 % 提高到 90 % 的比率，第一天就会显示完成 89 %。",
        },
        bad="measurable: {type: reach, metric: partner-satisfaction, baseline: 80, target: 90}\n",
        good="measurable: {type: increase, metric: partner-satisfaction, baseline: 80, target: 90}\n",
    ),
    (Goal, Objective),
    find,
)
