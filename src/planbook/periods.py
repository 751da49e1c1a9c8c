"""Periods as people write them: ``2026``, ``2026-H1``, ``2026-Q3``, ``2026-07``, ``2026-W30``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodType = Literal["year", "half", "quarter", "month", "week", "range"]

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])"
    r"|W(?P<week>\d{2})|(?P<month>\d{2})))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included.

    ``year`` and ``number`` name it (2026 and 3 for 2026-Q3; 0 for a year or a range).
    """

    start: date
    end: date
    type: PeriodType
    year: int
    number: int = 0

    def contains(self, day: date) -> bool:
        """Return whether ``day`` lies in the period."""
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """The length in days, first and last included."""
        return (self.end - self.start).days + 1


def parse_period(
    written: str | Mapping[str, object] | None, fiscal_year_start: int = 1
) -> Period | None:
    """Return the period that ``written`` stands for, or None where it stands for none.

    Years, halves and quarters begin with month ``fiscal_year_start`` (1 to 12); the fiscal
    year 2026 is the one that begins in 2026. Weeks are ISO 8601 weeks.
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
            week = int(match["week"])
            return Period(
                date.fromisocalendar(year, week, 1),
                date.fromisocalendar(year, week, 7),
                "week",
                year,
                week,
            )
        if match["month"]:
            month = int(match["month"])
            last = monthrange(year, month)[1]
            return Period(date(year, month, 1), date(year, month, last), "month", year, month)
        if match["quarter"]:
            number = int(match["quarter"])
            return _fiscal(year, fiscal_year_start + 3 * (number - 1), 3, "quarter", number)
        if match["half"]:
            number = int(match["half"])
            return _fiscal(year, fiscal_year_start + 6 * (number - 1), 6, "half", number)
        return _fiscal(year, fiscal_year_start, 12, "year", 0)
    except ValueError:  # week 54, month 13, year 0000
        return None


def _parse_range(written: Mapping[str, object]) -> Period | None:
    try:
        start = date.fromisoformat(str(written["start"]))
        end = date.fromisoformat(str(written["end"]))
    except (KeyError, ValueError):
        return None
    return Period(start, end, "range", start.year)


def _fiscal(year: int, month: int, months: int, type_: PeriodType, number: int) -> Period:
    # Months run on past December into the next year: month 13 is its January.
    start = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month - 1 + months
    end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(start, end, type_, year, number)
