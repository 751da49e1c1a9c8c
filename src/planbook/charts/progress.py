"""The course of a goal in its own unit: readings, target, what was to be expected, the forecast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

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
from planbook.charts.labels import Box, Label, along, around, beside, place
from planbook.charts.scale import DayScale, Figure, Scale, bounded, day_scale, round_ticks

_WIDTH: Final = 360
_HEIGHT: Final = 224
_TOP: Final = 24.0
_BOTTOM: Final = _HEIGHT - 28.0
_RIGHT: Final = _WIDTH - 14.0
_LANE: Final = 20
_NOTE: Final = 7.0
# Of a wide interval so much is shown: half as far again as from the start to the target.
_FORESEEN: Final = 1.5
_MOST_DOTS: Final = 60


class Reading(msgspec.Struct, frozen=True):
    """One reading: its day, its figure, and that as it is written."""

    day: date
    figure: Figure
    text: str


class Level(msgspec.Struct, frozen=True):
    """A line across the chart: ``target``, ``baseline``, ``success`` or ``bound``.

    ``text`` names it; ``short`` is in its place where there is no room for that.
    """

    style: str
    figure: Figure
    text: str
    short: str


class Interval(msgspec.Struct, frozen=True):
    """What a forecast says of the due day: a figure, and between which two it is likely to lie."""

    value: Figure
    low: Figure
    high: Figure
    text: str = ""


class Course(msgspec.Struct, frozen=True):
    """How a goal goes, in figures of its unit.

    ``way`` is where it began and its target: what runs away beyond twice of it is drawn at the
    edge, so that the rest stays readable. ``begins`` says whether the line of the readings comes
    from the beginning. ``expected`` is the line that it was to follow, ``milestones`` are marks on
    that. A forecast belongs to the day ``due``. ``first_day`` is the day to name at the left, where
    the line begins with nothing at the end of the day before. ``notes`` are the numbers of what
    somebody wrote, with their days.
    """

    start: date
    due: date
    as_of: date
    way: tuple[Figure, Figure] = (0, 1)
    begins: bool = True
    expected: tuple[tuple[date, Figure], ...] = ()
    readings: tuple[Reading, ...] = ()
    milestones: tuple[tuple[date, Figure], ...] = ()
    levels: tuple[Level, ...] = ()
    forecast: Interval | None = None
    first_day: date | None = None
    notes: tuple[tuple[int, date], ...] = ()


class Writing(msgspec.Struct, frozen=True):
    """How a chart writes the figures of its axis, and days."""

    figure: Callable[[Decimal], str]
    day: Callable[[date], str]


def progress_chart(course: Course, writing: Writing) -> Drawing:
    """Return the chart of a goal's course."""
    ticks = _ticks(course)
    labels = [writing.figure(tick) for tick in ticks]
    left = min(widest(labels) + 8, _WIDTH / 3)
    last = max(course.due, *(one.day for one in course.readings), course.due)
    days = day_scale(course.start, last, left, _RIGHT)
    figures = Scale(bounded(ticks[0]), bounded(ticks[-1]), _BOTTOM, _TOP)
    lane = _LANE if course.notes else 0
    parts = [
        *_axes(ticks, labels, left, figures),
        *_levels(course, left, figures),
        *_days(course, days, writing, lane),
        *_expected(course, days, figures),
        *_forecast(course, days, figures),
        *_actual(course, days, figures),
        *_notes(course, days),
        *_labels(course, days, figures, writing),
    ]
    return Drawing(_WIDTH, _HEIGHT + lane, "".join(parts))


def _ticks(course: Course) -> tuple[Decimal, ...]:
    start, target = (bounded(one) for one in course.way)
    lowest, highest = sorted((start - 2 * (target - start), start + 2 * (target - start)))
    figures = [bounded(one.figure) for one in course.readings]
    figures += [bounded(figure) for _, figure in course.milestones]
    # A level far away would press the course flat: it is then told in words alone.
    levels = (bounded(one.figure) for one in course.levels)
    figures += [one for one in levels if lowest <= one <= highest]
    if course.forecast:
        edge = start + _FORESEEN * (target - start)
        low, high = sorted((start, edge))
        ends = (bounded(course.forecast.low), bounded(course.forecast.high))
        figures += [bounded(course.forecast.value), *(min(max(end, low), high) for end in ends)]
    low = max(lowest, min([start, target, *figures]))
    high = min(highest, max([start, target, *figures]))
    return round_ticks(low, high)


def _axes(
    ticks: Sequence[Decimal], labels: Sequence[str], left: float, figures: Scale
) -> Iterator[str]:
    for tick, label in zip(ticks, labels, strict=True):
        height = figures.at(tick)
        yield line("zero" if tick == 0 else "rule", (left, height), (_WIDTH - 6.0, height))
        yield words("tick", (left - 6, height + LETTER / 3), label, "end")


def _levels(course: Course, left: float, figures: Scale) -> Iterator[str]:
    for one in course.levels:
        if figures.holds(one.figure):
            height = figures.at(one.figure)
            yield line(one.style, (left, height), (_WIDTH - 6.0, height))


def _days(course: Course, days: DayScale, writing: Writing, lane: int) -> Iterator[str]:
    start, due = writing.day(course.first_day or course.start), writing.day(course.due)
    below = _BOTTOM + lane + LETTER + 8
    yield words("tick", (days.at(course.start), below), start)
    at_due = days.at(course.due)
    yield line("due", (at_due, _TOP), (at_due, _BOTTOM))
    yield words("tick", (min(at_due + width_of(due) / 2, _WIDTH - 2.0), below), due, "end")
    if days.holds(course.as_of):
        at, today = days.at(course.as_of), writing.day(course.as_of)
        yield line("as-of", (at, _TOP - 6), (at, _BOTTOM))
        yield words("now", (_middle_of(today, at), LETTER), today, "middle")


def _middle_of(text: str, at: float) -> float:
    """Return where the middle of ``text`` stands, near ``at`` and inside the picture."""
    half = width_of(text) / 2
    return min(max(at, half), _WIDTH - half)


def _expected(course: Course, days: DayScale, figures: Scale) -> Iterator[str]:
    if len(course.expected) > 1:
        corners = ((days.at(day), figures.at(figure)) for day, figure in course.expected)
        yield path("expected", corners)
    for day, figure in course.milestones:
        yield diamond("milestone", (days.at(day), figures.at(figure)))


def _forecast(course: Course, days: DayScale, figures: Scale) -> Iterator[str]:
    forecast = course.forecast
    if forecast is None or not course.readings:
        return
    newest = course.readings[-1]
    begin = (days.at(newest.day), figures.at(newest.figure))
    due = days.at(course.due)
    high, low = (due, figures.at(forecast.high)), (due, figures.at(forecast.low))
    yield path("interval", (begin, high, low), closed=True)
    yield path("forecast", (begin, (due, figures.at(forecast.value))))
    for end in (high, low):
        yield line("whisker", (due - 4, end[1]), (due + 4, end[1]))
    yield line("whisker", high, low)
    yield dot("foreseen", (due, figures.at(forecast.value)))


def _actual(course: Course, days: DayScale, figures: Scale) -> Iterator[str]:
    places = _places(course, days, figures)
    if not places:
        return
    begin = ((days.at(course.start), figures.at(course.way[0])),) if course.begins else ()
    yield path("actual", (*begin, *places))
    every = range(len(places))
    # So many would run into one another: the line alone tells more.
    for number in every if len(places) <= _MOST_DOTS else _important(course.readings):
        at, one = places[number], course.readings[number]
        if figures.holds(one.figure):
            yield dot("reading", at)
        else:
            yield arrow("reading", at, up=bounded(one.figure) > figures.high)


def _places(course: Course, days: DayScale, figures: Scale) -> list[Point]:
    return [(days.at(one.day), figures.at(one.figure)) for one in course.readings]


def _notes(course: Course, days: DayScale) -> Iterator[str]:
    """Yield the numbers of the notes below the axis, each as near its day as there is room."""
    middle, wide = _BOTTOM + 11, 2 * _NOTE + 1
    wanted = [days.at(day) for _, day in course.notes]
    placed: list[float] = []
    for at in wanted:
        placed.append(max(at, placed[-1] + wide) if placed else at)
    # What was pushed over the edge pushes those before it back.
    edge = _WIDTH - _NOTE
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], edge)
        edge = placed[number] - wide
    for (number, _), day_at, at in zip(course.notes, wanted, placed, strict=True):
        yield line("leader", (day_at, _BOTTOM), (at, middle - _NOTE))
        yield dot("note", (at, middle), _NOTE)
        yield words("note-number", (at, middle + LETTER / 3), str(number), "middle")


def _labels(course: Course, days: DayScale, figures: Scale, writing: Writing) -> Iterator[str]:
    """Yield the names of the levels, then the readings' figures as far as there is room for them.

    The last reading has the first choice, then the first one and the extremes.
    """
    within = Box(days.start, 0, _WIDTH - 2.0, _BOTTOM)
    places = _places(course, days, figures)
    labels = [
        along(
            "level",
            _short_enough(one, days),
            figures.at(one.figure),
            within,
            at_end=one.style != "target",
        )
        for one in course.levels
        if figures.holds(one.figure)
    ]
    marks, taken = [around(at) for at in places], []
    if days.holds(course.as_of):
        today = writing.day(course.as_of)
        middle, half = _middle_of(today, days.at(course.as_of)), width_of(today) / 2
        taken.append(Box(middle - half, 0, middle + half, LETTER + 2))
    if course.forecast and course.forecast.text and places:
        at = (days.at(course.due), figures.at(course.forecast.value))
        labels.append(beside("foretold", course.forecast.text, at, within, must=True))
        marks.append(around(at))
    labels += _reading_labels(course, places, within)
    yield from place(labels, marks, taken, within)


def _reading_labels(course: Course, places: list[Point], within: Box) -> Iterator[Label]:
    first = _important(course.readings)
    others = reversed(range(len(places))) if len(places) <= _MOST_DOTS else ()
    for number in dict.fromkeys((*first, *others)):
        text, must = course.readings[number].text, number in first
        yield beside("value", text, places[number], within, must=must)


def _important(readings: Sequence[Reading]) -> tuple[int, ...]:
    """Return the places of the last reading, the first, the highest and the lowest."""
    if not readings:
        return ()
    by_figure = sorted(range(len(readings)), key=lambda place: bounded(readings[place].figure))
    return tuple(dict.fromkeys((len(readings) - 1, 0, by_figure[-1], by_figure[0])))


def _short_enough(level: Level, days: DayScale) -> str:
    return level.text if width_of(level.text) <= (days.end - days.start) / 2 else level.short
