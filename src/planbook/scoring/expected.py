"""What should be reached by when (scoring.md, 3): straight, by milestones, or as last year went."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

from planbook.model.document import Key
from planbook.periods import FiscalYear, Period, add_months
from planbook.quantities import Day, Share, exact, weight_of
from planbook.scoring.cadence import cadence_period, is_fresh, last_boundary, periods_within
from planbook.scoring.results import Arithmetic, Input
from planbook.scoring.series import AllSeries, Member, Series, figure_between
from planbook.scoring.undertaking import Undertaking, change

Line: TypeAlias = tuple[tuple[date, Fraction], ...]
"""Corners of the expected progress, oldest first; straight between two of them."""

Unusable: TypeAlias = Literal["", "no_metric", "not_a_sum", "missing", "no_total", "outside"]

_DAY = timedelta(days=1)


class Expectation(msgspec.Struct, frozen=True):
    """The expected course. ``unusable`` says why last year could not be followed, else empty."""

    line: Line
    basis: Literal["linear", "milestones", "last_year", "steps", "always", "at_due"]
    unusable: Unusable = ""


class LastYear(msgspec.Struct, frozen=True):
    """The readings that a course may follow: whose, of which series."""

    series: Series
    members: tuple[Member, ...]
    others: AllSeries


def expect(undertaking: Undertaking, last_year: LastYear | None, fiscal: FiscalYear) -> Expectation:
    """Return the expected course of ``undertaking``.

    ``last_year`` is what it is read from, for a course that follows the year before; None where it
    is read from no metric.
    """
    span = undertaking.span
    if undertaking.type == "keep_within":
        return Expectation(((span.start - _DAY, Fraction(1)), (span.due, Fraction(1))), "always")
    if undertaking.type == "yes_no":
        corners = ((span.start - _DAY, Fraction(0)), (span.due, Fraction(0)))
        return Expectation((*corners, (span.due + _DAY, Fraction(1))), "at_due")
    if undertaking.type == "milestones":
        return Expectation(tuple(_steps(undertaking)), "steps")
    dated = tuple(_milestone_corners(undertaking))
    straight: Line = ((span.start - _DAY, Fraction(0)), *dated, (span.due, Fraction(1)))
    if dated:
        return Expectation(straight, "milestones")
    if undertaking.expected != "last_year":
        return Expectation(straight, "linear")
    found = last_year_line(undertaking, last_year, fiscal)
    if isinstance(found, str):
        return Expectation(straight, "linear", found)
    return Expectation(found, "last_year")


def straight_line(undertaking: Undertaking, last_year: LastYear | None, fiscal: FiscalYear) -> Line:
    """Return the course that a total of the same days would be expected to take (a budget's)."""
    span = undertaking.span
    if undertaking.expected == "last_year":
        found = last_year_line(undertaking, last_year, fiscal)
        if not isinstance(found, str):
            return found
    return (span.start - _DAY, Fraction(0)), (span.due, Fraction(1))


def share_at(line: Line, day: date) -> Fraction:
    """Return the share that ``line`` expects by the end of ``day``."""
    before = max((corner for corner in line if corner[0] <= day), default=line[0])
    after = next((corner for corner in line if corner[0] > day), None)
    if after is None or day <= before[0]:
        return before[1]
    gone = Fraction((day - before[0]).days, (after[0] - before[0]).days)
    return before[1] + (after[1] - before[1]) * gone


def judging_day(
    undertaking: Undertaking,
    newest: date | None,
    cadence: str,
    as_of: date,
    fiscal: FiscalYear,
) -> date:
    """Return the day that both progress and expectation speak of.

    That of the newest reading while it is fresh, else the last boundary that has passed. What is
    known of pieces of work, and of a yes or no, is known of every day.
    """
    if undertaking.type in ("milestones", "yes_no"):
        return as_of
    if newest is not None and is_fresh(newest, as_of, cadence):
        return newest
    return last_boundary(as_of, cadence, undertaking.span.due, fiscal)


def explain_expected(expectation: Expectation, day: date, share: Fraction) -> Arithmetic:
    """Return why ``share`` is expected by ``day``."""
    line = expectation.line
    if expectation.basis in ("always", "at_due", "steps"):
        return Arithmetic(f"expected.{expectation.basis}", (Input("day", Day(day)),), Share(share))
    before = max((corner for corner in line if corner[0] <= day), default=line[0])
    after = next((corner for corner in line if corner[0] > day), before)
    inputs = (
        Input("day", Day(day)),
        Input("from_day", Day(before[0])),
        Input("from_share", Share(before[1])),
        Input("to_day", Day(after[0])),
        Input("to_share", Share(after[1])),
    )
    name = "last_year" if expectation.basis == "last_year" else "line"
    return Arithmetic(f"expected.{name}", inputs, Share(share))


def _steps(undertaking: Undertaking) -> Iterator[tuple[date, Fraction]]:
    """Yield the corners of pieces of work: each is expected once its due date has passed."""
    span, milestones = undertaking.span, undertaking.milestones
    total = sum((exact(weight_of(one.weight)) for one in milestones), Fraction(0))
    yield span.start - _DAY, Fraction(0)
    if total <= 0:
        yield span.due + _DAY, Fraction(1)
        return
    passed: dict[date, Fraction] = {}
    for one in milestones:
        due = min(one.due or span.due, span.due)
        passed[due] = passed.get(due, Fraction(0)) + exact(weight_of(one.weight))
    so_far = Fraction(0)
    for due in sorted(passed):
        yield due, so_far / total
        so_far += passed[due]
        yield due + _DAY, so_far / total


def _milestone_corners(undertaking: Undertaking) -> Iterator[tuple[date, Fraction]]:
    span = undertaking.span
    corners: dict[date, Fraction] = {}
    for one in undertaking.milestones:
        if one.due is None or one.value is None or not span.start <= one.due < span.due:
            continue
        reached = change(undertaking.measure, exact(one.value))
        if reached is not None:
            corners[one.due] = reached
    yield from sorted(corners.items())


def last_year_line(
    undertaking: Undertaking, last_year: LastYear | None, fiscal: FiscalYear
) -> Line | Unusable:
    """Return the course of the same dates a year before, or why there is none.

    The readings up to a day divided by their total, in equal parts inside a cadence period.
    """
    if last_year is None:
        return "no_metric"
    metric = last_year.series.metric
    if metric.aggregate != "sum":
        return "not_a_sum"
    span = undertaking.span
    parts: list[tuple[date, Fraction]] = []
    for period in periods_within(span.start, span.due, metric.cadence, fiscal):
        before = year_before(period, metric.cadence, fiscal)
        figure = figure_between(
            last_year.series, last_year.members, before.start, before.end, last_year.others
        )
        if figure is None or _lacks_one(last_year, before, figure.parts):
            return "missing"
        start, end = max(period.start, span.start), min(period.end, span.due)
        share_of_period = Fraction((end - start).days + 1, period.days)
        parts.append((end, figure.value * share_of_period))
    total = sum((value for _, value in parts), Fraction(0))
    if total <= 0:
        return "no_total"
    so_far = Fraction(0)
    corners = [(span.start - _DAY, Fraction(0))]
    for end, value in parts:
        so_far += value
        if not 0 <= so_far <= total:
            return "outside"
        corners.append((end, so_far / total))
    return tuple(corners)


def year_before(period: Period, cadence: str, fiscal: FiscalYear) -> Period:
    """Return the same week, month or quarter of the year before."""
    if cadence == "weekly":
        return cadence_period(period.start - timedelta(weeks=52), cadence, fiscal)
    return cadence_period(add_months(period.start, -12), cadence, fiscal)


def _lacks_one(last_year: LastYear, period: Period, read: Container[Key]) -> bool:
    """Return whether somebody whose readings belong to ``period`` has none in it.

    Of a team's people only those are missed who were read before and after.
    """
    for member in last_year.members:
        if member.subject in read or not member.touches(period.start, period.end):
            continue
        if member.is_named:
            return True
        found = last_year.series.of(member.subject)
        if found and found[0].day <= period.end and found[-1].day >= period.start:
            return True
    return False
