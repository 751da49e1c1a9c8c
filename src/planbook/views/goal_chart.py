"""The chart of a goal's page: in the goal's own unit, where it is measured in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from planbook.charts.progress import Course, Interval, Level, Reading, Writing, progress_chart
from planbook.quantities import exact
from planbook.scoring.undertaking import way_of
from planbook.views.amounts import success_of
from planbook.views.figures import ChartView, key_views
from planbook.views.goal_headline import Told
from planbook.views.words import Phrase

Notes: TypeAlias = Sequence[tuple[int, date]]
"""The numbers of what a goal's owner wrote, with their days, oldest first."""


def chart_of(told: Told, notes: Notes) -> ChartView | None:
    """Return the chart of the course that ``told`` is about, or None where there is none.

    A goal without readings has none, and none that is a yes or no.
    """
    score = told.score
    if not score.points or len(score.expected_line) < 2 or told.undertaking.type == "yes_no":
        return None
    if way_of(told.undertaking.measure) is not None:
        return _of_amounts(told, notes)
    if told.undertaking.type == "milestones":
        return _of_shares(told, notes)
    values = [exact(one.value) for one in score.points if one.value is not None]
    return _of_bounds(told, values, notes) if len(values) == len(score.points) > 1 else None


def _of_amounts(told: Told, notes: Notes) -> ChartView:
    score, amounts = told.score, told.amounts
    line = tuple((day, told.amount(share)) for day, share in score.expected_line)
    marks = {one.due for one in told.undertaking.milestones if one.value is not None}
    course = Course(
        start=line[0][0],
        due=told.undertaking.span.due,
        as_of=told.presenter.scores.as_of,
        way=(told.amount(Fraction(0)), told.amount(Fraction(1))),
        expected=line,
        readings=tuple(
            Reading(one.date, figure := told.amount(one.progress), amounts.short(figure))
            for one in score.points
        ),
        milestones=tuple(one for one in line if one[0] in marks),
        levels=tuple(_levels(told)),
        forecast=_forecast(told),
        first_day=line[0][0] + timedelta(days=1),
        notes=tuple(notes),
    )
    return _chart("course", _summary(told), course, told, amounts.tick)


def _summary(told: Told) -> Phrase:
    """Return what the chart tells to those who do not see it."""
    score, write, day = told.score, told.amounts.of, told.presenter.formats.day
    newest = score.points[-1]
    said = {
        "day": day(newest.date),
        "actual": write(told.amount(newest.progress)),
        "target": write(told.amount(Fraction(1))),
        "due": day(told.undertaking.span.due),
    }
    if score.expected is None or score.judged_on is None:
        return Phrase("chart.amount.summary", said)
    expected = {"expected": write(told.amount(score.expected)), "by": day(score.judged_on)}
    return Phrase("chart.course.summary", {**said, **expected})


def _forecast(told: Told) -> Interval | None:
    forecast = told.score.forecast
    if forecast is None:
        return None
    value = told.amount(forecast.value)
    low, high = sorted((told.amount(forecast.low), told.amount(forecast.high)))
    return Interval(value, low, high, told.amounts.about(value, tight=True))


def _levels(told: Told) -> Iterator[Level]:
    """Yield the target, where it began or was a year before, and what would be a success."""
    measure = told.undertaking.measure
    yield from _named(told, "target", "target", measure.target)
    yield from _named(told, "baseline", "baseline", measure.baseline)
    success = success_of(told.undertaking)
    if success is not None:
        yield Level("success", success, told.amounts.of(success), told.amounts.short(success))


def _named(told: Told, style: str, name: str, figure: Decimal | None) -> Iterator[Level]:
    """Yield the line of a figure under the name of its field."""
    if figure is not None:
        label, write = told.presenter.label("goal", f"measurable/{name}").text, told.amounts
        yield Level(style, figure, f"{label} {write.of(figure)}", f"{label} {write.short(figure)}")


def _of_bounds(told: Told, values: Sequence[Fraction], notes: Notes) -> ChartView:
    """Return the readings of a figure that is to stay within bounds."""
    measure, score, amounts = told.undertaking.measure, told.score, told.amounts
    bounds = [exact(one) for one in (measure.min, measure.max) if one is not None]
    low, high = min((*bounds, *values)), max((*bounds, *values))
    air = (high - low) / 4
    line = score.expected_line
    course = Course(
        start=line[0][0],
        due=told.undertaking.span.due,
        as_of=told.presenter.scores.as_of,
        # What lies far outside of two bounds is an arrow at the edge.
        way=(bounds[0], bounds[-1]) if bounds[0] < bounds[-1] else (low - air, high + air),
        begins=False,
        readings=tuple(
            Reading(one.date, value, amounts.short(value))
            for one, value in zip(score.points, values, strict=True)
        ),
        levels=(
            *_named(told, "bound", "min", measure.min),
            *_named(told, "bound", "max", measure.max),
        ),
        first_day=line[0][0] + timedelta(days=1),
        notes=tuple(notes),
    )
    day = told.presenter.formats.day
    said = {
        "first": amounts.of(values[0]),
        "from": day(score.points[0].date),
        "last": amounts.of(values[-1]),
        "to": day(score.points[-1].date),
    }
    return _chart("bounds", Phrase("chart.series.summary", said), course, told, amounts.tick)


def _of_shares(told: Told, notes: Notes) -> ChartView:
    """Return how much of the pieces of work is done, beside what was to be done by then."""
    score, write, day = (
        told.score,
        told.presenter.formats.percent_rounded,
        told.presenter.formats.day,
    )
    due, newest = told.undertaking.span.due, score.points[-1]
    line = score.expected_line
    # The steps end with the last piece of work, which may be due before the whole.
    line = (*line, (due, line[-1][1])) if line[-1][0] < due else line
    course = Course(
        start=line[0][0],
        due=told.undertaking.span.due,
        as_of=told.presenter.scores.as_of,
        expected=line,
        readings=tuple(
            Reading(one.date, one.progress, write(one.progress)) for one in score.points
        ),
        first_day=line[0][0] + timedelta(days=1),
        notes=tuple(notes),
    )
    said = {"day": day(newest.date), "progress": write(newest.progress)}
    key = "chart.progress.summary" if score.expected is not None else "chart.progress.alone"
    if score.expected is not None:
        said["expected"] = write(score.expected)
    return _chart("progress", Phrase(key, said), course, told, write)


def _chart(
    name: str, summary: Phrase, course: Course, told: Told, tick: Callable[[Decimal], str]
) -> ChartView:
    parts = ["actual"]
    parts += ["expected"] if course.expected else []
    parts += ["milestone"] if course.milestones else []
    parts += ["success"] if any(one.style == "success" for one in course.levels) else []
    parts += ["forecast", "interval"] if course.forecast else []
    parts += ["as-of"] if course.start <= course.as_of <= course.due else []
    parts += ["note"] if course.notes else []
    return ChartView(
        title=Phrase(f"chart.{name}"),
        summary=summary,
        drawing=progress_chart(course, Writing(tick, told.presenter.formats.short_day)),
        legend=key_views(*((part, f"chart.{part}") for part in parts)),
    )
