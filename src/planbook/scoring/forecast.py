"""Forecast: where progress would stand on the due date if it went on as the readings did."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, sqrt
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.scoring.progress import Span
from planbook.scoring.results import Arithmetic, Forecast, Input, Point
from planbook.scoring.student import quantile_80

FEWEST_READINGS: Final = 3
_TEN_YEARS: Final = 3653
_DIGITS: Final = 9


def forecast_progress(
    goal: Goal, points: tuple[Point, ...], span: Span, as_of: date
) -> Forecast | str:
    """Return the forecast of ``goal``, or the key of the reason why there is none.

    Least squares of progress on time, with the 80 % prediction interval of a single new
    observation: ``t · s · √(1 + 1/n + (x − x̄)² / Sxx)`` with n − 2 degrees of freedom (Montgomery,
    Peck & Vining, *Introduction to Linear Regression Analysis*, 2.5). The line is exact; only the
    interval has a root in it.
    """
    if goal.measurable.type not in ("increase", "decrease"):
        return "not_a_figure"
    if as_of < span.start:
        return "not_started"
    if as_of > span.due:
        return "over"
    if len(points) < FEWEST_READINGS:
        return "too_few_readings"
    days = [Fraction((one.date - span.start).days) for one in points]
    shares = [one.progress for one in points]
    count = len(points)
    mean_day, mean_share = sum(days, Fraction(0)) / count, sum(shares, Fraction(0)) / count
    spread = sum(((day - mean_day) ** 2 for day in days), Fraction(0))
    slope = (
        sum(
            (
                (day - mean_day) * (share - mean_share)
                for day, share in zip(days, shares, strict=True)
            ),
            Fraction(0),
        )
        / spread
    )
    intercept = mean_share - slope * mean_day
    residuals = sum(
        ((share - intercept - slope * day) ** 2 for day, share in zip(days, shares, strict=True)),
        Fraction(0),
    )
    at = Fraction(span.days)
    value = intercept + slope * at
    variance = residuals / (count - 2)
    error = sqrt(variance * (1 + Fraction(1, count) + (at - mean_day) ** 2 / spread))
    quantile = quantile_80(count - 2)
    half = Fraction(str(round(quantile * error, _DIGITS)))
    return Forecast(
        value,
        value - half,
        value + half,
        _reached_on(intercept, slope, span),
        Arithmetic(
            "forecast.line",
            (
                Input("readings", Decimal(count)),
                Input("slope", slope),
                Input("due", span.due, Key(Goal.KIND, goal.id), "/time_bound/due"),
                Input("quantile", Decimal(str(quantile))),
                Input("error", Decimal(str(round(error, _DIGITS)))),
            ),
            value,
        ),
    )


def _reached_on(intercept: Fraction, slope: Fraction, span: Span) -> date | None:
    """Return the first day on which the line stands at everything, within ten years of due."""
    if slope <= 0:
        return None
    days = ceil((1 - intercept) / slope)
    if days > span.days + _TEN_YEARS or span.start.toordinal() + days > date.max.toordinal():
        return None
    return span.start + timedelta(days=max(days, 1 - span.start.toordinal()))
