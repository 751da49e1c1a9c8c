"""Forecast: where progress would stand on the due date if it went on as the readings did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, isqrt
from typing import Final

from planbook.quantities import Count, Day, Ratio, Share, exact, plain, rounded
from planbook.scoring.expected import Line, share_at
from planbook.scoring.results import Arithmetic, Forecast, Input, Point
from planbook.scoring.student import quantile_80
from planbook.scoring.undertaking import Undertaking, pointer_to_day

FEWEST_READINGS: Final = 3
_TEN_YEARS: Final = 3653
_DIGITS: Final = 9


def forecast_progress(
    undertaking: Undertaking, points: tuple[Point, ...], line: Line, as_of: date
) -> Forecast | str:
    """Return the forecast of ``undertaking``, or the key of the reason why there is none.

    Least squares of progress on the share that ``line`` expects by each reading's day, projected to
    all of it: on time, where the line is straight. With the 80 % prediction interval of a single
    new observation: ``t · s · √(1 + 1/n + (x − x̄)² / Sxx)`` with n − 2 degrees of freedom
    (Montgomery, Peck & Vining, *Introduction to Linear Regression Analysis*, 2.5). The fit is
    exact; only the interval has a root in it.
    """
    span = undertaking.span
    if undertaking.type not in ("reach", "increase", "decrease"):
        return "not_a_figure"
    if as_of < span.start:
        return "not_started"
    if as_of > span.due:
        return "over"
    if len(points) < FEWEST_READINGS:
        return "too_few_readings"
    gone = [share_at(line, one.date) for one in points]
    shares = [one.progress for one in points]
    count = len(points)
    mean_gone, mean_share = sum(gone, Fraction(0)) / count, sum(shares, Fraction(0)) / count
    spread = sum(((one - mean_gone) ** 2 for one in gone), Fraction(0))
    if not spread:
        return "nothing_expected_yet"
    slope = _slope(gone, shares, mean_gone, mean_share, spread)
    intercept = mean_share - slope * mean_gone
    residuals = sum(
        ((share - intercept - slope * at) ** 2 for at, share in zip(gone, shares, strict=True)),
        Fraction(0),
    )
    value = intercept + slope
    variance = residuals / (count - 2)
    error = _root(variance * (1 + Fraction(1, count) + (1 - mean_gone) ** 2 / spread))
    quantile = quantile_80(count - 2)
    half = Fraction(rounded(exact(quantile) * error, _DIGITS))
    inputs = (
        Input("readings", Count(count)),
        Input("slope", Ratio(slope)),
        Input("due", Day(span.due), undertaking.key, pointer_to_day(undertaking.key, "due")),
        Input("quantile", Ratio(Decimal(str(quantile)))),
        Input("error", Ratio(Decimal(plain(rounded(error, _DIGITS))))),
    )
    return Forecast(
        value,
        value - half,
        value + half,
        _reached_on(intercept, slope, line),
        Arithmetic("forecast.line", inputs, Share(value)),
    )


def _root(square: Fraction) -> Fraction:
    """Return the square root to more decimals than are told; floats would run over."""
    scale = 10 ** (2 * _DIGITS)
    return Fraction(isqrt(square.numerator * scale**2 // square.denominator), scale)


def _slope(
    gone: Sequence[Fraction],
    shares: Sequence[Fraction],
    mean_gone: Fraction,
    mean_share: Fraction,
    spread: Fraction,
) -> Fraction:
    products = (
        (at - mean_gone) * (share - mean_share) for at, share in zip(gone, shares, strict=True)
    )
    return sum(products, Fraction(0)) / spread


def _reached_on(intercept: Fraction, slope: Fraction, line: Line) -> date | None:
    """Return the first day on which the fit stands at everything, within ten years of due.

    After the due date it goes on at the average speed of the line.
    """
    if slope <= 0:
        return None
    wanted = (1 - intercept) / slope
    (start, first), (due, _) = line[0], line[-1]
    if wanted <= first:
        return start + timedelta(days=1)
    for (day, share), (next_day, next_share) in pairwise(line):
        if share < wanted <= next_share:
            part = (wanted - share) / (next_share - share)
            return day + timedelta(days=ceil(part * (next_day - day).days))
    beyond = ceil((wanted - 1) * (due - start).days)
    if beyond > _TEN_YEARS or due.toordinal() + beyond > date.max.toordinal():
        return None
    return due + timedelta(days=beyond)
