"""The periods of a cadence: weeks, months and quarters of the business year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planbook.periods import CALENDAR_YEAR, FiscalYear, Period, month_of, quarter_of, week_of

CADENCE_DAYS: Final = MappingProxyType({"weekly": 7, "monthly": 31, "quarterly": 92})
"""How many days a cadence lasts (scoring.md, 1)."""

OLD_AFTER: Final = 2
"""From how many cadences on a reading is marked with its age."""

FRESH_FOR: Final = Fraction(3, 2)
"""How many cadences old a reading may be before it says nothing of today."""


def cadence_period(day: date, cadence: str, fiscal: FiscalYear = CALENDAR_YEAR) -> Period:
    """Return the week, month or quarter that ``day`` lies in."""
    if cadence == "weekly":
        return week_of(day)
    return quarter_of(day, fiscal) if cadence == "quarterly" else month_of(day)


def period_before(period: Period, cadence: str, fiscal: FiscalYear = CALENDAR_YEAR) -> Period:
    """Return the period of the same cadence that ends the day before ``period`` starts."""
    return cadence_period(period.start - timedelta(days=1), cadence, fiscal)


def periods_within(
    start: date, end: date, cadence: str, fiscal: FiscalYear = CALENDAR_YEAR
) -> Iterator[Period]:
    """Yield the periods of ``cadence`` that ``start`` to ``end`` touches, oldest first."""
    period = cadence_period(start, cadence, fiscal)
    while period.start <= end:
        yield period
        period = cadence_period(period.end + timedelta(days=1), cadence, fiscal)


def last_boundary(day: date, cadence: str, due: date, fiscal: FiscalYear = CALENDAR_YEAR) -> date:
    """Return the last day, ``day`` included, on which a period closed.

    The boundaries are the ends of the cadence's periods and ``due``; there is none after it.
    """
    if day >= due:
        return due
    period = cadence_period(day, cadence, fiscal)
    return day if period.end == day else period.start - timedelta(days=1)


def is_fresh(newest: date, day: date, cadence: str) -> bool:
    """Return whether a reading that stands for ``newest`` still speaks of ``day``.

    It does while it is not older than one and a half cadences.
    """
    return (day - newest).days <= FRESH_FOR * CADENCE_DAYS[cadence]


def is_old(newest: date, day: date, cadence: str) -> bool:
    """Return whether a reading that stands for ``newest`` is older than two cadences on ``day``."""
    return (day - newest).days > OLD_AFTER * CADENCE_DAYS[cadence]
