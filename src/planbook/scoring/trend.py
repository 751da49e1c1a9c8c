"""Trend: whether a metric keeps getting worse for somebody.

Falls in a row, and runs on the bad side of the median as run charts read them (Perla, Provost &
Murray, "The run chart", *BMJ Quality & Safety* 20, 2011): six in a row are a shift, and a reading
on the median itself neither counts nor ends a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from planbook.model.document import Key
from planbook.quantities import exact
from planbook.scoring.results import Arithmetic, Input, MetricScore, Trend
from planbook.scoring.series import Observation

FEWEST_READINGS: Final = 4
WATCHED_FALLS: Final = 3
DECLINE_FALLS: Final = 5
DECLINE_SIDE: Final = 6
MEDIAN_READINGS: Final = 10


@dataclass(frozen=True, slots=True)
class Run:
    """Readings in a row that went the bad way, up to the newest: how many, and on which days."""

    length: int
    dates: tuple[date, ...]


def falls_in_a_row(readings: Sequence[Observation], direction: str) -> Run:
    """Return the falls (rises where ``direction`` is down) up to the newest reading.

    The day before the first fall is among the days. A repeat neither counts nor ends the run.
    """
    falls = 0
    dates: list[date] = []
    for before, after in zip(reversed(readings[:-1]), reversed(readings[1:]), strict=True):
        worse = after.value < before.value if direction == "up" else after.value > before.value
        if not worse and after.value != before.value:
            break
        falls += worse
        dates.extend((after.date, before.date) if not dates else (before.date,))
    return Run(falls, tuple(reversed(dates)) if falls else ())


def bad_side_of_median(readings: Sequence[Observation], direction: str, median: Fraction) -> Run:
    """Return the readings in a row, up to the newest, that lie on the bad side of ``median``."""
    dates: list[date] = []
    for one in reversed(readings):
        value = exact(one.value)
        if value == median:
            continue
        if (value < median) != (direction == "up"):
            break
        dates.append(one.date)
    return Run(len(dates), tuple(reversed(dates)))


def median_of(readings: Sequence[Observation]) -> Fraction:
    """Return the median of the values."""
    values = sorted(exact(one.value) for one in readings)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def judge_trend(
    metric: Key,
    subject: Key,
    readings: Sequence[Observation],
    direction: str,
    *,
    excused: bool = False,
) -> MetricScore:
    """Return where ``readings``, oldest first, are heading.

    ``excused`` says that goals hang on the metric and all of them keep their pace: then falls
    in a row are nothing to watch yet. A decline is one all the same.
    """
    if len(readings) < FEWEST_READINGS:
        return MetricScore(metric, subject, "too_few", 0)
    falls = falls_in_a_row(readings, direction)
    median: Fraction | None = None
    side = Run(0, ())
    if len(readings) >= MEDIAN_READINGS:
        median = median_of(readings)
        side = bad_side_of_median(readings, direction, median)
    trend: Trend = "steady"
    rule: Literal["falls", "median", ""] = "falls" if falls.length else ""
    run = falls
    if falls.length >= DECLINE_FALLS:
        trend = "decline"
    elif side.length >= DECLINE_SIDE:
        trend, rule, run = "decline", "median", side
    elif falls.length >= WATCHED_FALLS and not excused:
        trend = "watch"
    inputs = [Input("run", Decimal(run.length), metric)]
    if rule == "median":
        inputs.append(Input("median", median))
    why = Arithmetic("trend.median" if rule == "median" else "trend.falls", tuple(inputs), trend)
    return MetricScore(metric, subject, trend, run.length, run.dates, rule, median, {"trend": why})
