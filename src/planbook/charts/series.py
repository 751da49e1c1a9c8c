"""A series of readings, its target, and the run of readings that made a trend."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from planbook.charts.drawing import (
    LETTER,
    Drawing,
    Point,
    dot,
    line,
    path,
    widest,
    words,
)
from planbook.charts.scale import DayScale, Figure, Scale, bounded, day_scale, round_ticks

_WIDTH: Final = 360
_HEIGHT: Final = 200
_TOP: Final = 12.0
_BOTTOM: Final = _HEIGHT - 28.0
_SPARK_WIDTH: Final = 120
_SPARK_HEIGHT: Final = 32


class Readings(msgspec.Struct, frozen=True):
    """Readings, the oldest first. ``run`` are the days of those that made the trend.

    ``usual`` is the figure that half of the readings lie below, where it decided.
    """

    points: tuple[tuple[date, Figure], ...]
    run: Collection[date] = ()
    target: Figure | None = None
    usual: Figure | None = None


class Units(msgspec.Struct, frozen=True):
    """How a chart writes the figures and the days of a series."""

    figure: Callable[[Decimal], str]
    day: Callable[[date], str]


def series_chart(readings: Readings, units: Units) -> Drawing:
    """Return the chart of a series; without readings it is empty."""
    points = readings.points
    if not points:
        return Drawing(_WIDTH, _HEIGHT, "")
    ticks = _ticks(readings)
    labels = [units.figure(tick) for tick in ticks]
    left = widest(labels) + 8
    days = day_scale(points[0][0], points[-1][0], left + 6, _WIDTH - 10.0)
    figures = Scale(bounded(ticks[0]), bounded(ticks[-1]), _BOTTOM, _TOP)
    parts = [
        *_axes(ticks, labels, left, figures),
        *_days(points, days, units),
        *_levels(readings, left, figures),
        *_course(readings, [(days.at(day), figures.at(value)) for day, value in points]),
    ]
    return Drawing(_WIDTH, _HEIGHT, "".join(parts))


def spark_line(readings: Readings) -> Drawing:
    """Return a series as a line in a table's cell: its shape, its run, its last reading."""
    points = readings.points
    if len(points) < 2:
        return Drawing(_SPARK_WIDTH, _SPARK_HEIGHT, "")
    values = [bounded(value) for _, value in points]
    low, high = min(values), max(values)
    flat = high == low
    days = day_scale(points[0][0], points[-1][0], 4.0, _SPARK_WIDTH - 6.0)
    figures = Scale(low - flat, high + flat, _SPARK_HEIGHT - 5.0, 5.0)
    places = [(days.at(day), figures.at(value)) for day, value in points]
    parts = (
        path("actual", places),
        *_runs(readings, places),
        dot("reading", places[-1], 3),
    )
    return Drawing(_SPARK_WIDTH, _SPARK_HEIGHT, "".join(parts))


def _ticks(readings: Readings) -> tuple[Decimal, ...]:
    values = [bounded(value) for _, value in readings.points]
    values += [bounded(level) for level in (readings.target, readings.usual) if level is not None]
    low, high = min(values), max(values)
    # A series that lies near zero is shown down to zero; one far above it by its changes.
    if 0 < low < (high - low):
        low = 0.0
    return round_ticks(low, high, 3)


def _axes(
    ticks: Sequence[Decimal], labels: Sequence[str], left: float, figures: Scale
) -> Iterator[str]:
    for tick, label in zip(ticks, labels, strict=True):
        place = figures.at(tick)
        yield line("zero" if tick == 0 else "rule", (left, place), (_WIDTH - 4.0, place))
        yield words("tick", (left - 6, place + LETTER / 3), label, "end")


def _days(points: Sequence[tuple[date, Figure]], days: DayScale, units: Units) -> Iterator[str]:
    below = _BOTTOM + LETTER + 8
    first, last = points[0][0], points[-1][0]
    yield words("tick", (days.at(first) - 6, below), units.day(first))
    if last > first:
        yield words("tick", (_WIDTH - 4.0, below), units.day(last), "end")


def _levels(readings: Readings, left: float, figures: Scale) -> Iterator[str]:
    for style, level in (("usual", readings.usual), ("target", readings.target)):
        if level is not None:
            place = figures.at(level)
            yield line(style, (left, place), (_WIDTH - 4.0, place))


def _course(readings: Readings, places: list[Point]) -> Iterator[str]:
    yield path("actual", places)
    yield from _runs(readings, places)
    for (day, _), place in zip(readings.points, places, strict=True):
        if day in readings.run:
            # A ring about the reading, so that the run shows without its colour.
            yield dot("ring", place, 6)
        yield dot("run-reading" if day in readings.run else "reading", place, 3)


def _runs(readings: Readings, places: list[Point]) -> Iterator[str]:
    run = [
        place
        for (day, _), place in zip(readings.points, places, strict=True)
        if day in readings.run
    ]
    if len(run) > 1:
        yield path("run", run)
