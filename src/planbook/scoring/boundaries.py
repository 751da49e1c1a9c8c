"""The days on which a cadence closes: the ends of weeks, months and fiscal quarters."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final

_GREGORIAN_YEAR: Final = Fraction(146_097, 400)

CADENCE_DAYS: Final = MappingProxyType(
    {
        "weekly": Fraction(7),
        "monthly": _GREGORIAN_YEAR / 12,
        "quarterly": _GREGORIAN_YEAR / 4,
    }
)
"""How many days lie between two readings of a cadence, on average."""


def last_boundary(day: date, cadence: str | None, fiscal_year_start: int = 1) -> date:
    """Return the last day, ``day`` included, on which a period of ``cadence`` closed.

    Weeks are ISO weeks and close on Sundays; quarters follow the month that the fiscal year
    starts with. Without a cadence every day closes.
    """
    if cadence == "weekly":
        return _back(day, day.isoweekday() % 7)
    if cadence == "monthly":
        ends = day.day == monthrange(day.year, day.month)[1]
        return day if ends else _back(day.replace(day=1), 1)
    if cadence == "quarterly":
        following = _next(day)
        months = (following.month - fiscal_year_start) % 3
        month = following.year * 12 + following.month - 1 - months
        if month < 12:
            return date.min
        return _back(date(month // 12, month % 12 + 1, 1), 1)
    return day


def _back(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
