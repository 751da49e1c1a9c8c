"""A course that should follow last year, and cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.periods import add_months
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.expected import expect, last_year_line
from planbook.scoring.undertaking import Undertaking


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield `expected` where last year's readings cannot be followed, with the reason."""
    if isinstance(plan, Goal):
        wanted, pointer = plan.time_bound.expected, "/time_bound/expected"
    else:
        wanted, pointer = plan.expected, "/expected"
    if wanted != "last_year" or not plan.is_in_force:
        return
    undertaking = readings.undertakings.get(plan.key)
    if undertaking is None or undertaking.measure.metric is None:
        yield Violation(pointer)
        return
    reason = _reason(undertaking, readings)
    # What has not happened yet is not missing.
    if reason == "missing" and add_months(undertaking.span.due, -12) >= readings.as_of:
        return
    if reason == "missing" and readings.has_unread_table(undertaking.measure.metric):
        return
    if reason:
        words = {
            "metric": undertaking.measure.metric.id,
            "start": add_months(undertaking.span.start, -12),
            "due": add_months(undertaking.span.due, -12),
        }
        yield Violation(pointer, words, variant="" if reason == "no_metric" else reason)


def _reason(undertaking: Undertaking, readings: Readings) -> str:
    """Return why last year cannot be followed; empty where it can, or where nothing asks it."""
    source = readings.sources.get(undertaking.key)
    last_year = source.last_year if source is not None else None
    fiscal = readings.handbook.settings.fiscal_year
    if undertaking.type == "keep_within":
        # Only a budget is held against a course.
        found = last_year_line(undertaking, last_year, fiscal)
        return found if isinstance(found, str) else ""
    return expect(undertaking, last_year, fiscal).unusable


_LINEAR: Final[Text] = {
    "en": "expected progress is linear instead",
    "zh": "现按平均进度计算",
}
_READINGS: Final[Text] = {
    "en": "add to `{metric}` what is missing between {start} and {due}, or write `expected: linear`",
    "zh": "请在 `{metric}` 里补上 {start} 至 {due} 之间缺少的读数，或写 `expected: linear`",
}

RULE = ReadingRule(
    Code(
        name="goal-last-year-unusable",
        severity=Severity.WARNING,
        message={
            "en": "there is no metric whose last year could be followed; " + _LINEAR["en"],
            "zh": "没有可供参照去年走势的指标；" + _LINEAR["zh"],
        },
        help={
            "en": "name a metric with `aggregate: sum` as `metric`, or write `expected: linear`",
            "zh": "请用 `metric` 写明一个 `aggregate: sum` 的指标，或写 `expected: linear`",
        },
        variants={
            "not_a_sum": (
                {
                    "en": "`{metric}` is a level and no total; " + _LINEAR["en"],
                    "zh": "`{metric}` 不是累加的指标；" + _LINEAR["zh"],
                },
                {
                    "en": "write `expected: linear`: only totals are spread as in the year before",
                    "zh": "请写 `expected: linear`：只有累加的数才能按去年的走势分摊",
                },
            ),
            "missing": (
                {
                    "en": "`{metric}` lacks readings between {start} and {due}; " + _LINEAR["en"],
                    "zh": "`{metric}` 在 {start} 至 {due} 之间缺少读数；" + _LINEAR["zh"],
                },
                _READINGS,
            ),
            "no_total": (
                {
                    "en": "the readings of `{metric}` for {start} to {due} add up to nothing; "
                    + _LINEAR["en"],
                    "zh": "`{metric}` 在 {start} 至 {due} 的读数合计不大于零；" + _LINEAR["zh"],
                },
                {
                    "en": "write `expected: linear`, or correct the readings",
                    "zh": "请写 `expected: linear`，或改正读数",
                },
            ),
            "outside": (
                {
                    "en": "readings of `{metric}` for {start} to {due} are negative; "
                    + _LINEAR["en"],
                    "zh": "`{metric}` 在 {start} 至 {due} 有负数读数；" + _LINEAR["zh"],
                },
                {
                    "en": "write `expected: linear`, or correct the readings",
                    "zh": "请写 `expected: linear`，或改正读数",
                },
            ),
        },
        fixes={
            variant: ((Edit("write", "linear"),),)
            for variant in ("", "not_a_sum", "missing", "no_total", "outside")
        },
        what={
            "en": "A goal or objective has `expected: last_year`, and the readings of the year "
            "before cannot be used.",
            "zh": "目标写了 `expected: last_year`，但去年的读数无法使用。",
        },
        why={
            "en": "In a seasonal business a straight line says that the year is lost in spring and won "
            "in December. Whoever asked for last year's course should know that it is not shown.",
            "zh": "有淡旺季的业务按平均进度看，春天总像完不成，年底又总像超额。"
            "要求按去年走势的人应当知道现在没有按它显示。",
        },
        bad="measurable: {type: reach, target: 1440}\n"
        "time_bound: {start: 2026-01-01, due: 2026-12-31, expected: last_year}\n",
        good="measurable: {type: reach, metric: channel-revenue, target: 1440}\n"
        "time_bound: {start: 2026-01-01, due: 2026-12-31, expected: last_year}\n",
    ),
    (Goal, Objective),
    find,
)
