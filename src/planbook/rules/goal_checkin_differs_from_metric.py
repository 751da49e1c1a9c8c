"""A check-in and a metric that say different things of one day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.periods import FiscalYear
from planbook.quantities import as_decimal, exact, plain
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.wordings import is_written_as, shown
from planbook.scoring.cadence import periods_within
from planbook.scoring.progress import (
    Source,
    figures_counted,
    period_figures,
    read_progress,
    readings_until_due,
)
from planbook.scoring.series import Figure
from planbook.scoring.undertaking import Undertaking, way_of


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield the value of every check-in that differs from the metric's figure of that day."""
    undertaking, source = readings.undertakings.get(plan.key), readings.sources.get(plan.key)
    if undertaking is None or source is None or undertaking.type in ("milestones", "yes_no"):
        return
    marks, fiscal = readings.checkins[plan.key], readings.handbook.settings.fiscal_year
    if not marks:
        return
    figures = period_figures(undertaking, source, readings.as_of, fiscal)
    read_on = _days_read(undertaking, source, figures, fiscal)
    figure_by = _figures_by_metric(undertaking, source, figures, readings) if read_on else None
    for mark in marks:
        if mark.day not in read_on or figure_by is None:
            continue
        actual = figure_by(mark.day)
        if actual is None or is_written_as(actual, as_decimal(mark.value)):
            continue
        words = {
            "day": mark.day,
            "written": plain(as_decimal(mark.value)),
            "metric": source.metric.id,
            "read": shown(actual),
        }
        there = RelatedField(
            source.metric.key,
            read_on[mark.day] or "/values",
            {"en": "the newest reading that counts", "zh": "计入的最近一个读数"},
        )
        yield Violation(mark.pointer, words, (there,))


def _figures_by_metric(
    undertaking: Undertaking, source: Source, figures: tuple[Figure, ...], readings: Readings
) -> Callable[[date], Fraction | None] | None:
    """Return what the metric alone says of the progress, asked by the day; None where nothing."""
    handbook, as_of = readings.handbook, readings.as_of
    if undertaking.measure.per == "period":
        alone = replace(undertaking, checkins=())
        return lambda day: read_progress(alone, source, handbook, day).actual
    counted = readings_until_due(source, undertaking)
    if counted is not source:
        figures = period_figures(undertaking, counted, as_of, handbook.settings.fiscal_year)
    marks = figures_counted(undertaking, counted, figures, as_of) if figures else ()
    if isinstance(marks, str):
        return None
    if undertaking.type != "keep_within" and way_of(undertaking.measure) is None:
        return None
    by_day = {mark.day: mark.value for mark in marks}
    # A figure is held against the digits that a page tells of it.
    return lambda day: exact(as_decimal(by_day[day])) if day in by_day else None


def _days_read(
    undertaking: Undertaking, source: Source, figures: tuple[Figure, ...], fiscal: FiscalYear
) -> dict[date, str]:
    """Return the days by which the metric is read of everybody; of a total without a gap before.

    Each has the pointer to its newest reading, empty where there are several subjects.
    """
    span = undertaking.span
    if source.metric.aggregate != "sum":
        return {figure.day: figure.pointer for figure in figures if figure.read == figure.of}
    periods = periods_within(span.start, span.due, source.metric.cadence, fiscal)
    found: dict[date, str] = {}
    for figure, period in zip(figures, periods, strict=False):
        if figure.read < figure.of or not period.contains(figure.day):
            break
        found[figure.day] = figure.pointer
    return found


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
        fixes={"": ((Edit("remove"),),)},
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
