"""Trend and drift: whether a metric keeps getting worse for somebody, and by how much it moves.

The trend counts falls in a row, and runs on the bad side of the median as run charts read them
(Perla, Provost & Murray, "The run chart", *BMJ Quality & Safety* 20, 2011): six in a row are a
shift, and a reading on the median itself neither counts nor ends a run.

The drift is about the size of the change: the median change on the year before, else the slope
of Theil and Sen (Sen, "Estimates of the regression coefficient based on Kendall's tau", *Journal
of the American Statistical Association* 63, 1968), which a single odd reading does not turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from math import lcm
from typing import Final, Literal

import msgspec

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.periods import FiscalYear, Period, add_months
from planbook.quantities import Amount, Count, Quantity, Share, Term
from planbook.scoring.cadence import cadence_period
from planbook.scoring.results import (
    Arithmetic,
    Change,
    Drift,
    Input,
    MetricScore,
    MetricTotals,
    Trend,
)
from planbook.scoring.series import Observation

FEWEST_READINGS: Final = 4
WATCHED_FALLS: Final = 3
DECLINE_FALLS: Final = 5
DECLINE_SIDE: Final = 6
MEDIAN_READINGS: Final = 10

DRIFT_READINGS: Final = 12
FEWEST_DRIFT_READINGS: Final = 6
LEVEL_BELOW: Final = Fraction(3, 100)
CLEAR_BEYOND: Final = Fraction(10, 100)

_YEAR_OF_WEEKS: Final = timedelta(weeks=52)

YearBefore = Mapping[date, Observation]
"""The reading of the same period a year before, by the date of a reading; where there is one."""


class Run(msgspec.Struct, frozen=True):
    """Readings in a row that went the bad way, up to the newest: how many, and on which dates."""

    length: int
    dates: tuple[date, ...]


class Movement(msgspec.Struct, frozen=True):
    """How a series moves over its newest readings, and how that was computed."""

    drift: Drift | None
    change: Change
    readings: int
    arithmetic: Arithmetic


def judge_trend(
    metric: Metric,
    subject: Key,
    readings: tuple[Observation, ...],
    fiscal: FiscalYear,
    *,
    excused: bool,
    totals: MetricTotals | None = None,
) -> MetricScore:
    """Return where ``readings`` of ``subject``, oldest first, are heading.

    ``excused`` says that goals hang on the metric and all of them keep their pace: then falls
    in a row are nothing to watch yet. A decline is one all the same. A total that is still
    running is not judged: half a month is no fall. ``totals`` are those of the subject.
    """
    judged = _closed(metric, readings, fiscal)
    if len(judged) < FEWEST_READINGS:
        return MetricScore(metric.key, subject, "too_few", 0, readings, totals=totals)
    before = year_before(metric, judged, fiscal)
    falls = falls_in_a_row(judged, metric.direction, before)
    median: Fraction | None = None
    side = Run(0, ())
    if len(judged) >= MEDIAN_READINGS:
        median = median_of([one.value for one in judged])
        side = bad_side_of_median(judged, metric.direction, median)
    trend: Trend = "steady"
    rule: Literal["falls", "median", ""] = "falls" if falls.length else ""
    run = falls
    if falls.length >= DECLINE_FALLS:
        trend = "decline"
    elif side.length >= DECLINE_SIDE:
        trend, rule, run = "decline", "median", side
    elif falls.length >= WATCHED_FALLS and not excused:
        trend = "watch"
    inputs = [Input("run", Count(run.length), metric.key)]
    if rule == "median" and median is not None:
        inputs.append(Input("median", Amount(median, metric.unit)))
    formula = "trend.median" if rule == "median" else "trend.falls"
    arithmetic = {"trend": Arithmetic(formula, tuple(inputs), Term("trend", trend))}
    movement = find_movement(metric, judged, before)
    if movement is not None:
        arithmetic["drift"] = movement.arithmetic
    return MetricScore(
        metric.key,
        subject,
        trend,
        run.length,
        readings,
        run.dates,
        rule,
        median,
        movement.drift if movement else None,
        movement.change if movement else None,
        movement.readings if movement else 0,
        totals,
        arithmetic=arithmetic,
    )


def year_before(metric: Metric, readings: Sequence[Observation], fiscal: FiscalYear) -> YearBefore:
    """Return for each of ``readings`` that of the same period a year before, where there is one.

    Of several in that period the one nearest to the same date counts. Weeks are compared with
    those 52 weeks before.
    """
    by_period: dict[Period, list[Observation]] = {}
    for one in readings:
        period = cadence_period(one.dated, metric.cadence, fiscal)
        by_period.setdefault(period, []).append(one)
    found: dict[date, Observation] = {}
    for one in readings:
        if one.dated.year == date.min.year:
            continue
        weekly = metric.cadence == "weekly"
        ago = one.dated - _YEAR_OF_WEEKS if weekly else add_months(one.dated, -12)
        same = by_period.get(cadence_period(ago, metric.cadence, fiscal))
        if same:
            found[one.dated] = min(same, key=lambda other: abs(other.dated - ago))
    return found


def falls_in_a_row(readings: Sequence[Observation], direction: str, before: YearBefore) -> Run:
    """Return the falls (rises where ``direction`` is down) up to the newest reading.

    Where there is a reading of a year ``before``, a fall is worse than that as well: what comes
    down every winter does not decline. The date before the first fall is among the dates. A
    repeat neither counts nor ends the run.
    """
    falls = 0
    dates: list[date] = []
    for earlier, later in reversed(tuple(pairwise(readings))):
        if later.value != earlier.value:
            ago = before.get(later.dated)
            if not _is_worse(later.value, earlier.value, direction) or (
                ago is not None and not _is_worse(later.value, ago.value, direction)
            ):
                break
            falls += 1
        dates.extend((later.dated, earlier.dated) if not dates else (earlier.dated,))
    return Run(falls, tuple(reversed(dates)) if falls else ())


def bad_side_of_median(readings: Sequence[Observation], direction: str, median: Fraction) -> Run:
    """Return the readings in a row, up to the newest, that lie on the bad side of ``median``."""
    dates: list[date] = []
    for one in reversed(readings):
        if one.value == median:
            continue
        if not _is_worse(one.value, median, direction):
            break
        dates.append(one.dated)
    return Run(len(dates), tuple(reversed(dates)))


def median_of(values: Sequence[Fraction]) -> Fraction:
    """Return the median of ``values``, of which there is at least one."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def find_movement(
    metric: Metric, readings: Sequence[Observation], before: YearBefore
) -> Movement | None:
    """Return how the newest readings move, or None where there are fewer than six.

    With six or more readings of the year before, by the median change on those; else along the
    line of Theil and Sen. A percentage, a score and a series that touches 0 move in points: they
    have a change and no drift.
    """
    newest = readings[-DRIFT_READINGS:]
    if len(newest) < FEWEST_DRIFT_READINGS:
        return None
    pairs = [(one, before[one.dated]) for one in newest if one.dated in before]
    if len(pairs) >= FEWEST_DRIFT_READINGS:
        return _on_year_before(metric, pairs)
    return _along_line(metric, newest)


def drift_of(change: Fraction) -> Drift:
    """Return the word for a relative change: level below 3 %, clear only beyond 10 %."""
    if abs(change) < LEVEL_BELOW:
        return "level"
    if change < 0:
        return "falling" if change < -CLEAR_BEYOND else "drifting_down"
    return "rising" if change > CLEAR_BEYOND else "drifting_up"


def _closed(
    metric: Metric, readings: Sequence[Observation], fiscal: FiscalYear
) -> Sequence[Observation]:
    if metric.aggregate != "sum":
        return readings
    return [
        one for one in readings if one.day == cadence_period(one.dated, metric.cadence, fiscal).end
    ]


def _is_worse(value: Fraction, other: Fraction, direction: str) -> bool:
    return value > other if direction == "down" else value < other


def _on_year_before(metric: Metric, pairs: Sequence[tuple[Observation, Observation]]) -> Movement:
    differences = [one.value - ago.value for one, ago in pairs]
    earlier = median_of([ago.value for _, ago in pairs])
    changes: list[Quantity]
    relative: Fraction | None = None
    if _moves_in_points(metric, [each.value for pair in pairs for each in pair]):
        changes = [Amount(each, metric.unit_of_change) for each in differences]
    else:
        shares = [
            difference / abs(ago.value)
            for difference, (_, ago) in zip(differences, pairs, strict=True)
        ]
        changes = [Share(each) for each in shares]
        relative = median_of(shares)
    inputs = (
        Input("readings", Count(len(pairs)), metric.key),
        *(
            Input("year_change", change, metric.key, one.pointer)
            for change, (one, _) in zip(changes, pairs, strict=True)
        ),
    )
    return _movement(metric, earlier, median_of(differences), relative, len(pairs), "year", inputs)


def _along_line(metric: Metric, readings: Sequence[Observation]) -> Movement:
    values = [one.value for one in readings]
    slope = _median_slope(values)
    median = median_of(values)
    difference = slope * (len(values) - 1)
    in_points = _moves_in_points(metric, values)
    inputs = (
        Input("readings", Count(len(values)), metric.key),
        Input("slope", Amount(slope, metric.unit_of_change)),
        *(() if in_points else (Input("median", Amount(median, metric.unit)),)),
    )
    relative = None if in_points else difference / abs(median)
    return _movement(metric, median, difference, relative, len(values), "line", inputs)


def _median_slope(values: Sequence[Fraction]) -> Fraction:
    """Return the median of the slopes between any two of ``values``, which are one step apart.

    Brought to one denominator, the slopes are whole numbers.
    """
    denominator = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (denominator // value.denominator) for value in values]
    steps = lcm(*range(1, len(whole)))
    slopes = sorted(
        (later - earlier) * (steps // (there - here))
        for (here, earlier), (there, later) in combinations(enumerate(whole), 2)
    )
    # Of an odd number both are the one in the middle.
    both = slopes[(len(slopes) - 1) // 2] + slopes[len(slopes) // 2]
    return Fraction(both, 2 * denominator * steps)


def _movement(
    metric: Metric,
    earlier: Fraction,
    difference: Fraction,
    relative: Fraction | None,
    readings: int,
    way: Literal["year", "line"],
    inputs: tuple[Input, ...],
) -> Movement:
    moved = difference if relative is None else relative
    is_better = None if moved == 0 else (moved > 0) == (metric.direction == "up")
    result: Quantity = (
        Amount(difference, metric.unit_of_change) if relative is None else Share(relative)
    )
    suffix = "_points" if relative is None else ""
    return Movement(
        None if relative is None else drift_of(relative),
        Change(earlier, difference, relative, is_better),
        readings,
        Arithmetic(f"drift.{way}{suffix}", inputs, result),
    )


def _moves_in_points(metric: Metric, values: Sequence[Fraction]) -> bool:
    """Return whether a share of an earlier figure makes no sense: of points, of 0, across 0."""
    return metric.counts_in_points or min(values) <= 0 <= max(values)
