"""What a goal's metric did before the goal: whose readings they are, the goal's own source says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import msgspec

from planbook.model.goal import Goal
from planbook.periods import add_months
from planbook.quantities import Day, exact
from planbook.scoring.cadence import cadence_period, periods_within
from planbook.scoring.results import RubricSentence
from planbook.scoring.series import Figure, figure_between, figures_by_period
from planbook.scoring.smart_checks.check import Evidence

MOST: Final = 12
"""How many figures of the past are looked at."""

_SAME: Final = Fraction(1, 10)
"""How far a baseline may lie from a figure and still be that figure, rounded."""

_DAY: Final = timedelta(days=1)
_LONGEST: Final = timedelta(days=5 * 366)
"""How long a goal may be and still be compared with as much time before."""


class Past(msgspec.Struct, frozen=True):
    """What was reached before, and in words which past that is."""

    value: Fraction
    basis: RubricSentence


class Window(msgspec.Struct, frozen=True):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def before(self) -> Window:
        """Return as much time just before: as many whole months where these are whole months."""
        after = self.last + _DAY
        if self.first.day == after.day == 1:
            months = (after.year - self.first.year) * 12 + after.month - self.first.month
            first = add_months(self.first, -months)
        else:
            length = after - self.first
            first = date.fromordinal(max(self.first.toordinal() - length.days, 1))
        return Window(first, self.first - _DAY)

    def year_before(self) -> Window:
        """Return the same days a year before; the last day of a month is one there as well."""
        return Window(add_months(self.first, -12), add_months(self.last + _DAY, -12) - _DAY)


def window_of(goal: Goal) -> Window | None:
    """Return the days of the goal, or None where they are not known or far too many."""
    start, due = goal.time_bound.start, goal.time_bound.due
    if start is None or due is None or start == date.min or due == date.max:
        return None
    return Window(start, due) if timedelta(0) <= due - start <= _LONGEST else None


def figures_before(goal: Goal, evidence: Evidence) -> tuple[Figure, ...]:
    """Return the metric's figure of each period of its cadence before the goal, oldest first."""
    source, start = evidence.source, goal.time_bound.start
    if source is None or start is None or start == date.min:
        return ()
    last = start - _DAY
    series = source.series.up_to(last)
    fiscal = evidence.handbook.settings.fiscal_year
    read = {
        cadence_period(one.dated, source.metric.cadence, fiscal)
        for found in series.by_subject.values()
        for one in found
    }
    # Half a month's total is no month's.
    is_total = source.metric.aggregate == "sum"
    periods = sorted(period for period in read if period.end <= last or not is_total)
    return figures_by_period(series, source.members, periods, source.all_series)


def figure_of(window: Window, evidence: Evidence) -> Fraction | None:
    """Return the metric's figure of a time, or None where some of its periods are not read."""
    source = evidence.source
    if source is None:
        return None
    fiscal = evidence.handbook.settings.fiscal_year
    periods = [
        period
        for period in periods_within(window.first, window.last, source.metric.cadence, fiscal)
        if period.end <= window.last
    ]
    found = [
        figure_between(
            source.series,
            source.members,
            max(period.start, window.first),
            period.end,
            source.all_series,
        )
        for period in periods
    ]
    if not found or any(each is None or each.read < each.of for each in found):
        return None
    whole = figure_between(
        source.series, source.members, window.first, window.last, source.all_series
    )
    return None if whole is None else whole.value


def figures_of_times_before(goal: Goal, evidence: Evidence) -> tuple[Fraction, ...]:
    """Return the metric's figures of as much time before the goal, and before that, newest first.

    They end where a period was not read.
    """
    window = window_of(goal)
    figures: list[Fraction] = []
    while window is not None and window.first > date.min and len(figures) < MOST:
        window = window.before()
        figure = figure_of(window, evidence)
        if figure is None:
            break
        figures.append(figure)
    return tuple(figures)


def past_of(goal: Goal, evidence: Evidence) -> Past | None:
    """Return what the metric was before: the past that the baseline speaks of.

    A goal may set out from the last figure or from the same time a year ago (trades have
    seasons); a total, from what as much time brought. Of these the one nearest to the baseline
    is meant, and nothing else in the past will do: a baseline chosen low does not make a target
    look far away. Readings that do not reach back a year cannot contradict a baseline from before
    them: then there is no past to go by.
    """
    measure = goal.measurable
    meant = measure.baseline if measure.baseline is not None else measure.target
    if meant is None:
        return None
    is_total = measure.type == "reach"
    pasts = tuple(_totals(goal, evidence) if is_total else _levels(goal, evidence))
    if not pasts:
        return None
    wanted = exact(meant)
    nearest = min((past for past, _ in pasts), key=lambda past: abs(past.value - wanted))
    if measure.baseline is None or any(of_year_ago for _, of_year_ago in pasts):
        return nearest
    return nearest if abs(nearest.value - wanted) <= abs(wanted) * _SAME else None


def _levels(goal: Goal, evidence: Evidence) -> Iterator[tuple[Past, bool]]:
    """Yield the last figure and that of a year before the due date; which of them is that one."""
    figures = figures_before(goal, evidence)
    if figures:
        yield Past(figures[-1].value, _on(figures[-1].day, evidence)), False
    due, source = goal.time_bound.due, evidence.source
    if due is None or source is None or not figures:
        return
    fiscal = evidence.handbook.settings.fiscal_year
    year_ago = cadence_period(add_months(due, -12), source.metric.cadence, fiscal)
    for figure in figures:
        if year_ago.contains(figure.day):
            yield Past(figure.value, _on(figure.day, evidence)), True


def _totals(goal: Goal, evidence: Evidence) -> Iterator[tuple[Past, bool]]:
    """Yield what as much time brought, just before and a year ago; which of them is that one."""
    window = window_of(goal)
    if window is None:
        return
    before = figure_of(window.before(), evidence)
    if before is not None:
        yield Past(before, evidence.term("time_before")), False
    year_ago = figure_of(window.year_before(), evidence)
    if year_ago is not None:
        yield Past(year_ago, evidence.term("year_ago")), True


def _on(day: date, evidence: Evidence) -> RubricSentence:
    return evidence.term("on_day", day=Day(day))
