"""Progress against what was to be expected by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from planbook.charts.drawing import (
    LETTER,
    Drawing,
    Point,
    arrow,
    diamond,
    dot,
    line,
    path,
    widest,
    width_of,
    words,
)
from planbook.charts.scale import DayScale, Figure, Scale, bounded, day_scale, round_ticks

_WIDTH = 360
_HEIGHT = 224
_TOP = 24.0
_BOTTOM = _HEIGHT - 28.0
# A goal that runs away is drawn at the edge: the rest of its course has to stay readable.
_LOWEST, _HIGHEST = -2.0, 2.0


class Interval(msgspec.Struct, frozen=True):
    """What a forecast says of the due day: a value, and between which two it is likely to lie."""

    value: Figure
    low: Figure
    high: Figure


class Course(msgspec.Struct, frozen=True):
    """How a goal goes, in shares of its way: 0 is where it began, 1 is its target.

    ``expected`` is the line that it was to follow, ``points`` are its readings, ``milestones``
    are marks on the expected line. A forecast belongs to the day ``due``. ``first_day`` is the day
    to name at the left, where the line begins with nothing at the end of the day before.
    """

    start: date
    due: date
    as_of: date
    expected: tuple[tuple[date, Figure], ...] = ()
    points: tuple[tuple[date, Figure], ...] = ()
    milestones: tuple[tuple[date, Figure], ...] = ()
    forecast: Interval | None = None
    first_day: date | None = None


class Writing(msgspec.Struct, frozen=True):
    """How a chart writes shares and days."""

    share: Callable[[Decimal], str]
    day: Callable[[date], str]


def progress_chart(course: Course, writing: Writing) -> Drawing:
    """Return the chart of a goal's course: its readings, what was expected, the forecast."""
    ticks = _ticks(course)
    labels = [writing.share(tick) for tick in ticks]
    left = widest(labels) + 8
    last = max(course.due, *(day for day, _ in course.points), course.due)
    days = day_scale(course.start, last, left, _WIDTH - 14.0)
    shares = Scale(bounded(ticks[0]), bounded(ticks[-1]), _BOTTOM, _TOP)
    parts = [
        *_axes(ticks, labels, left, shares),
        *_days(course, days, writing),
        *_expected(course, days, shares),
        *_forecast(course, days, shares),
        *_actual(course, days, shares),
    ]
    return Drawing(_WIDTH, _HEIGHT, "".join(parts))


def _ticks(course: Course) -> tuple[Decimal, ...]:
    figures = [bounded(share) for _, share in (*course.points, *course.milestones)]
    if course.forecast:
        figures += [bounded(course.forecast.value)]
        # A wide interval must not press the course flat: so much of it is shown as there is room.
        figures += [min(bounded(course.forecast.high), 1.5), max(bounded(course.forecast.low), 0)]
    low = max(_LOWEST, min([0.0, *figures]))
    high = min(_HIGHEST, max([1.0, *figures]))
    return round_ticks(low, high)


def _axes(
    ticks: Sequence[Decimal], labels: Sequence[str], left: float, shares: Scale
) -> Iterator[str]:
    for tick, label in zip(ticks, labels, strict=True):
        place = shares.at(tick)
        style = "zero" if tick == 0 else "aim" if tick == 1 else "rule"
        yield line(style, (left, place), (_WIDTH - 6.0, place))
        yield words("tick", (left - 6, place + LETTER / 3), label, "end")


def _days(course: Course, days: DayScale, writing: Writing) -> Iterator[str]:
    start, due = writing.day(course.first_day or course.start), writing.day(course.due)
    below = _BOTTOM + LETTER + 8
    yield words("tick", (days.at(course.start), below), start)
    at_due = days.at(course.due)
    yield line("due", (at_due, _TOP), (at_due, _BOTTOM))
    yield words("tick", (min(at_due + width_of(due) / 2, _WIDTH - 2.0), below), due, "end")
    if days.holds(course.as_of):
        at = days.at(course.as_of)
        today = writing.day(course.as_of)
        half = width_of(today) / 2
        yield line("as-of", (at, _TOP - 6), (at, _BOTTOM))
        yield words("now", (min(max(at, half), _WIDTH - half), LETTER), today, "middle")


def _expected(course: Course, days: DayScale, shares: Scale) -> Iterator[str]:
    if len(course.expected) > 1:
        yield path("expected", ((days.at(day), shares.at(share)) for day, share in course.expected))
    for day, share in course.milestones:
        yield diamond("milestone", (days.at(day), shares.at(share)))


def _forecast(course: Course, days: DayScale, shares: Scale) -> Iterator[str]:
    forecast = course.forecast
    if forecast is None or not course.points:
        return
    day, share = course.points[-1]
    begin = (days.at(day), shares.at(share))
    due = days.at(course.due)
    high, low = (due, shares.at(forecast.high)), (due, shares.at(forecast.low))
    yield path("interval", (begin, high, low), closed=True)
    yield path("forecast", (begin, (due, shares.at(forecast.value))))
    for end in (high, low):
        yield line("whisker", (due - 4, end[1]), (due + 4, end[1]))
    yield line("whisker", high, low)
    yield dot("foreseen", (due, shares.at(forecast.value)))


def _actual(course: Course, days: DayScale, shares: Scale) -> Iterator[str]:
    places: list[tuple[Point, Figure]] = [
        ((days.at(day), shares.at(share)), share) for day, share in course.points
    ]
    if not places:
        return
    begin = (days.at(course.start), shares.at(0))
    yield path("actual", (begin, *(place for place, _ in places)))
    for place, share in places:
        if shares.holds(share):
            yield dot("reading", place)
        else:
            yield arrow("reading", place, up=bounded(share) > 0)
