"""Between what a payout may come to lie if it goes on as it did, and what that is derived from.

A goal has a forecast with its interval. A total of a metric has none: the slowest and the best of
its closed months so far say how the days to come might go.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.periods import Period
from planbook.quantities import Amount, Count, Day, Share
from planbook.scoring.cadence import periods_within
from planbook.scoring.quotas import PaySources, PayTerms, Reached, figure_of
from planbook.scoring.results import Arithmetic, GoalScore, Input
from planbook.scoring.series import Series
from planbook.scoring.totals import totals_cadence

FEWEST_PERIODS: Final = 2
"""Of a single month there is no slowest and no best."""


class Outlook(msgspec.Struct, frozen=True):
    """The lowest and the highest attainment, and how they were computed."""

    basis: Literal["forecast", "months", "quarters"]
    low: Fraction
    high: Fraction
    low_arithmetic: Arithmetic
    high_arithmetic: Arithmetic


def outlook_of(terms: PayTerms, sources: PaySources, reached: Reached) -> Outlook | str:
    """Return between what the attainment may come to lie, or the key of why that is not told."""
    basis = terms.scheme.basis
    goal = sources.handbook.find(Goal, basis.goal)
    if goal is not None and goal.id in sources.goals:
        return _of_goal(goal.key, sources.goals[goal.id], terms, reached)
    series = sources.all_series.get(basis.metric) if basis.metric is not None else None
    return "level" if series is None else _of_metric(series, terms, sources, reached)


def _of_goal(key: Key, score: GoalScore, terms: PayTerms, reached: Reached) -> Outlook | str:
    if terms.is_narrowed:
        # The forecast is of all of the goal's days.
        return "narrowed"
    forecast = score.forecast
    if forecast is None:
        return "over" if score.no_forecast == "over" else "no_forecast"

    def attainment(progress: Fraction) -> tuple[Fraction, Arithmetic]:
        inputs = [Input("forecast", Share(progress), key)]
        value = progress
        if reached.quota is not None and score.target is not None:
            value = progress * Fraction(score.target) / reached.quota
            inputs.append(Input("target", Amount(score.target, score.unit), key))
            inputs.append(Input("quota", Amount(reached.quota, reached.unit)))
        return value, Arithmetic("attainment.forecast", tuple(inputs), Share(value))

    low, why_low = attainment(forecast.low)
    high, why_high = attainment(forecast.high)
    return Outlook("forecast", low, high, why_low, why_high)


def _of_metric(
    series: Series, terms: PayTerms, sources: PaySources, reached: Reached
) -> Outlook | str:
    metric, day = series.metric, reached.day
    if metric.aggregate != "sum" or day is None:
        return "level"
    to_come = (terms.days.end - day).days
    if to_come <= 0:
        return "over"
    subject = terms.scheme.basis.subject or terms.person
    closed: list[tuple[Period, Fraction]] = []
    for period in _closed_periods(series, terms, sources, reached):
        figure = figure_of(series, subject, period.start, period.end, sources)
        if figure is None or figure.read < figure.of:
            # What was not read may have been anything.
            return "unread_period"
        closed.append((period, figure.value))
    if len(closed) < FEWEST_PERIODS:
        return "too_few_periods"

    def attainment(period: Period, value: Fraction) -> tuple[Fraction, Arithmetic]:
        actual, quota = reached.actual or Fraction(0), reached.quota or Fraction(1)
        total = (actual + value / period.days * to_come) / quota
        inputs = (
            Input("actual", Amount(actual, metric.unit), metric.key),
            Input("from_day", Day(period.start)),
            Input("to_day", Day(period.end)),
            Input("of_period", Amount(value, metric.unit), metric.key),
            Input("period_days", Count(period.days)),
            Input("days_to_come", Count(to_come)),
            Input("quota", Amount(quota, metric.unit)),
        )
        return total, Arithmetic("attainment.rest", inputs, Share(total))

    by_rate = sorted(closed, key=lambda one: one[1] / one[0].days)
    low, why_low = attainment(*by_rate[0])
    high, why_high = attainment(*by_rate[-1])
    basis: Literal["months", "quarters"] = (
        "quarters" if totals_cadence(metric) == "quarterly" else "months"
    )
    return Outlook(basis, low, high, why_low, why_high)


def _closed_periods(
    series: Series, terms: PayTerms, sources: PaySources, reached: Reached
) -> Iterator[Period]:
    """Yield the months or quarters that lie in the days that count, and are over and read."""
    if reached.day is None:
        return
    cadence, fiscal = totals_cadence(series.metric), sources.handbook.settings.fiscal_year
    for period in periods_within(terms.days.start, reached.day, cadence, fiscal):
        if terms.days.start <= period.start and period.end <= reached.day:
            yield period
