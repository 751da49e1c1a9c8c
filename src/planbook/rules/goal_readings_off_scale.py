"""Readings in another unit than the goal's figures."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.scales import readings_off_scale, shares_for_percent
from planbook.rules.wordings import shown
from planbook.scoring.undertaking import Undertaking


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield every check-in that is off the goal's scale, or the goal where its metric is."""
    undertaking = readings.undertakings.get(plan.key)
    # Percentages written as shares have a rule of their own.
    if undertaking is None or shares_for_percent(plan, undertaking, readings):
        return
    for found in readings_off_scale(undertaking, readings):
        name, figure = _figure(undertaking)
        words = {
            "value": shown(found.mark.value),
            "factor": _factor_words(found.factor.numerator, found.factor.denominator),
            "name": name,
            "figure": figure,
        }
        if found.mark.document == undertaking.key:
            yield Violation(found.mark.pointer, words)
        else:
            there = RelatedField(
                found.mark.document, found.mark.pointer, {"en": "the reading", "zh": "读数"}
            )
            yield Violation(f"{undertaking.path}/{name}", words, (there,), variant="metric")


def _figure(undertaking: Undertaking) -> tuple[str, str]:
    """Return the name and the words of the figure that readings are compared with."""
    measure = undertaking.measure
    named = (
        ("target", measure.target),
        ("max", measure.max),
        ("min", measure.min),
        ("baseline", measure.baseline),
    )
    return next(((name, plain(one)) for name, one in named if one), ("target", "0"))


def _factor_words(times: int, parts: int) -> Text:
    if parts == 1:
        return {"en": f"about {times} times too large", "zh": f"约为应有的 {times} 倍"}
    return {"en": f"about {parts} times too small", "zh": f"约为应有的 1/{parts}"}


RULE = ReadingRule(
    Code(
        name="goal-readings-off-scale",
        severity=Severity.WARNING,
        message={
            "en": "{value} looks {factor} beside `{name}: {figure}`",
            "zh": "{value} 与 `{name}: {figure}` 相比，{factor}",
        },
        help={
            "en": "write the check-in in the unit of the goal's figures, or correct those",
            "zh": "请按目标数字的单位填写这次跟进，或改正目标的数字",
        },
        variants={
            "metric": (
                {
                    "en": "the metric's {value} looks {factor} beside `{name}: {figure}`",
                    "zh": "指标的读数 {value} 与 `{name}: {figure}` 相比，{factor}",
                },
                {
                    "en": "write the goal's figures in the metric's unit: thousands and "
                    "millions in full, percentages as 25 and not 0.25",
                    "zh": "请按指标的单位填写目标的数字：万、千要写全，百分数写 25 而不是 0.25",
                },
            )
        },
        what={
            "en": "What a goal reads is about 100, 1,000 or 10,000 times its figures, or a "
            "thousandth or ten-thousandth of them.",
            "zh": "目标的读数约为其数字的 100、1000、10000 倍，或千分之一、万分之一。",
        },
        why={
            "en": "One is written in yuan and the other in thousands. Progress is then either "
            "next to nothing or many thousand percent.",
            "zh": "一处按元、一处按千元或万元书写，进度不是接近于零，就是百分之几万。",
        },
        bad="measurable: {type: increase, unit: CNY, baseline: 500, target: 600}\n"
        "checkins:\n  - {date: 2026-08-31, value: 550000}\n",
        good="measurable: {type: increase, unit: CNY, baseline: 500000, target: 600000}\n"
        "checkins:\n  - {date: 2026-08-31, value: 550000}\n",
    ),
    (Goal, Objective),
    find,
)
