"""Periods as people write them: ``2026``, ``2026-H1``, ``2026-Q3``, ``2026-07``, ``2026-W30``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

import msgspec

PeriodType = Literal["year", "half", "quarter", "month", "week", "range"]
NamedBy = Literal["start", "end"]

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

_KEPT: Final = 4096
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])"
    r"|W(?P<week>\d{2})|(?P<month>\d{2})))?",
    re.ASCII,
)


def is_in_era(text: str) -> bool:
    """Return whether the date or period ``text`` lies in the years that planbook counts in.

    A calendar of a plan needs no others, and no sum of days within them leaves the calendar.
    """
    year = text[:4]
    return not year.isdecimal() or FIRST_YEAR <= int(year) <= LAST_YEAR


class FiscalYear(msgspec.Struct, frozen=True):
    """How a project counts its business years.

    They begin with month ``first_month`` (1 to 12) and take the name of the calendar year in
    which they start or end.
    """

    first_month: int = 1
    named_by: NamedBy = "start"

    @property
    def offset(self) -> int:
        """Return how many years after its start a business year's name lies: 0 or 1."""
        return 1 if self.named_by == "end" and self.first_month != 1 else 0


CALENDAR_YEAR: Final = FiscalYear()


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included.

    ``year`` and ``number`` name it (2026 and 3 for 2026-Q3; 0 for a year or a range).
    """

    start: date
    end: date
    type: PeriodType = field(compare=False)
    year: int = field(compare=False)
    number: int = field(default=0, compare=False)

    def contains(self, day: date) -> bool:
        """Return whether ``day`` lies in the period."""
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """The length in days, first and last included."""
        return (self.end - self.start).days + 1

    @property
    def name(self) -> str:
        """The period as documents write it: ``2026-Q3``; a range as ``2026-07-01/2026-08-15``."""
        match self.type:
            case "year":
                return f"{self.year:04}"
            case "half":
                return f"{self.year:04}-H{self.number}"
            case "quarter":
                return f"{self.year:04}-Q{self.number}"
            case "month":
                return f"{self.year:04}-{self.number:02}"
            case "week":
                return f"{self.year:04}-W{self.number:02}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


def parse_period(
    written: str | Mapping[str, object] | None, fiscal: FiscalYear = CALENDAR_YEAR
) -> Period | None:
    """Return the period that ``written`` stands for, or None where it stands for none.

    Years, halves and quarters are those of the business year ``fiscal``. Weeks are ISO 8601
    weeks, months those of the calendar.
    """
    if written is None:
        return None
    if isinstance(written, Mapping):
        return _parse_range(written)
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year = int(match["year"])
    try:
        if match["week"]:
            return _week(year, int(match["week"]))
        if match["month"]:
            return _month(year, int(match["month"]))
        if match["quarter"]:
            return _fiscal(year, "quarter", int(match["quarter"]), fiscal)
        if match["half"]:
            return _fiscal(year, "half", int(match["half"]), fiscal)
        return _fiscal(year, "year", 0, fiscal)
    except (ValueError, OverflowError):  # week 54, month 13, year 0000, the end of the calendar
        return None


def month_of(day: date) -> Period:
    """Return the calendar month that ``day`` lies in."""
    return _month(day.year, day.month)


def quarter_of(day: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Period:
    """Return the quarter of the business year that ``day`` lies in."""
    passed = (day.month - fiscal.first_month) % 12
    year = day.year - (1 if day.month < fiscal.first_month else 0) + fiscal.offset
    return _fiscal(year, "quarter", passed // 3 + 1, fiscal)


def half_of(day: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Period:
    """Return the half of the business year that ``day`` lies in."""
    quarter = quarter_of(day, fiscal)
    return _fiscal(quarter.year, "half", (quarter.number + 1) // 2, fiscal)


def year_of(day: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Period:
    """Return the business year that ``day`` lies in."""
    year = day.year - (1 if day.month < fiscal.first_month else 0) + fiscal.offset
    return _fiscal(year, "year", 0, fiscal)


def week_of(day: date) -> Period:
    """Return the ISO week that ``day`` lies in."""
    year, week, _ = day.isocalendar()
    return _week(year, week)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later (earlier below 0).

    In a shorter month it is the last day. It is never before or after all days of the calendar.
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_within(day: date | None, months: int, as_of: date) -> bool:
    """Return whether ``day`` lies in the last ``months`` months up to ``as_of``."""
    return day is not None and add_months(as_of, -months) < day <= as_of


def _parse_range(written: Mapping[str, object]) -> Period | None:
    try:
        start = date.fromisoformat(str(written["start"]))
        end = date.fromisoformat(str(written["end"]))
    except (KeyError, ValueError):
        return None
    return Period(start, end, "range", start.year)


# The same few hundred periods are asked for again and again.
@lru_cache(_KEPT)
def _week(year: int, week: int) -> Period:
    first, last = date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    return Period(first, last, "week", year, week)


@lru_cache(_KEPT)
def _month(year: int, month: int) -> Period:
    last = monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), "month", year, month)


_MONTHS: Final = MappingProxyType({"year": 12, "half": 6, "quarter": 3})


@lru_cache(_KEPT)
def _fiscal(year: int, type_: PeriodType, number: int, fiscal: FiscalYear) -> Period:
    months = _MONTHS[type_]
    month = fiscal.first_month - 1 + months * max(number - 1, 0)
    first = year - fiscal.offset
    # Months run on past December into the next year: month 13 is its January.
    start = date(first + month // 12, month % 12 + 1, 1)
    after = month + months
    end = date(first + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(start, end, type_, year, number)
