"""A check-in and a metric that say different things of one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.quantities import as_decimal, plain
from planbook.rules.readings import Readings
from planbook.rules.rule import Breach, Elsewhere, ReadingRule
from planbook.rules.wordings import is_written_as, shown
from planbook.scoring.cadence import periods_within
from planbook.scoring.progress import Source, checkin_marks, period_figures
from planbook.scoring.series import Figure
from planbook.scoring.undertaking import Undertaking


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Breach]:
    """Yield the value of every check-in that differs from the metric's figure of that day."""
    undertaking, source = readings.undertakings.get(plan.key), readings.sources.get(plan.key)
    if undertaking is None or source is None or undertaking.type in ("milestones", "yes_no"):
        return
    if _is_misread(undertaking, source):
        return
    marks = checkin_marks(undertaking, readings.as_of)
    if not marks:
        return
    figures = _figures(undertaking, source, readings)
    for mark in marks:
        figure = figures.get(mark.day)
        if figure is None or is_written_as(figure.value, as_decimal(mark.value)):
            continue
        words = {
            "day": mark.day,
            "written": plain(as_decimal(mark.value)),
            "metric": source.metric.id,
            "read": shown(figure.value),
        }
        there = Elsewhere(
            source.metric.key,
            figure.pointer or "/values",
            {"en": "the newest reading that counts", "zh": "计入的最近一个读数"},
        )
        yield Breach(mark.pointer, words, (there,))


def _is_misread(undertaking: Undertaking, source: Source) -> bool:
    """Return whether a total is measured as a level or a level as a total: other rules tell."""
    adds_up = source.metric.aggregate == "sum"
    if undertaking.type == "reach":
        return not adds_up
    is_level = undertaking.type in ("increase", "decrease")
    return is_level and adds_up and undertaking.measure.per != "reading"


def _figures(undertaking: Undertaking, source: Source, readings: Readings) -> dict[date, Figure]:
    """Return what the metric says by each day on which all that counts has been read.

    A total so far is that of all weeks, months or quarters since the start.
    """
    span, fiscal = undertaking.span, readings.handbook.settings.fiscal_year
    counted = replace(source, series=source.series.up_to(span.due))
    figures = period_figures(undertaking, counted, readings.as_of, fiscal)
    complete = [figure for figure in figures if figure.read == figure.of]
    if not _counts_from_zero(undertaking, source):
        return {figure.day: figure for figure in complete}
    found: dict[date, Figure] = {}
    total = Fraction(0)
    periods = periods_within(span.start, span.due, source.metric.cadence, fiscal)
    for figure, period in zip(complete, periods, strict=False):
        if not period.contains(figure.day):
            break
        total += figure.value
        found[figure.day] = replace(figure, value=total)
    return found


def _counts_from_zero(undertaking: Undertaking, source: Source) -> bool:
    per_period = undertaking.type == "keep_within" and undertaking.measure.per == "period"
    return source.metric.aggregate == "sum" and (undertaking.type == "reach" or per_period)


RULE = ReadingRule(
    Code(
        name="goal-checkin-differs-from-metric",
        severity=Severity.WARNING,
        message={
            "en": "the check-in says {written} for {day}, and the readings of `{metric}` make "
            "{read}",
            "zh": "{day} 的跟进写的是 {written}，而 `{metric}` 的读数是 {read}",
        },
        help={
            "en": "correct one of the two, or leave `value` out of the check-in: the goal then "
            "reads the metric. The value of a `reach` goal is the total since its start",
            "zh": "请改正其中之一，或删去跟进里的 `value`，目标就会读取指标。"
            "`reach` 目标的数值是开始以来的合计",
        },
        what={
            "en": "A goal has a check-in with a value, and its metric has another figure for the "
            "same day.",
            "zh": "目标的跟进写了数值，而它的指标在同一天是另一个数。",
        },
        why={
            "en": "One of the two is wrong, and both are shown: on the goal's page and on the "
            "metric's. Often the month's figure was entered where the total so far belongs.",
            "zh": "两个数必有一个不对，却会同时出现在目标页和指标页上。常见的是在应写累计数的地方写了当月数。",
        },
        bad="# the metric has 120000 for July and 120000 for August\n"
        "checkins:\n  - {date: 2026-08-31, value: 120000}\n",
        good="# the metric has 120000 for July and 120000 for August\n"
        "checkins:\n  - {date: 2026-08-31, value: 240000}\n",
    ),
    (Goal, Objective),
    find,
)
