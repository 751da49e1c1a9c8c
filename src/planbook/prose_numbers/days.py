"""Arithmetic of days: periods by name, the next such date, durations, holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import msgspec

from planbook.periods import (
    CALENDAR_YEAR,
    FiscalYear,
    Period,
    add_months,
    half_of,
    month_of,
    parse_period,
    quarter_of,
    week_of,
    year_of,
)

# Holidays of the lunisolar calendar have no formula; month and day from 2025 on.
_LUNAR_FROM = 2025
_LUNAR: Mapping[str, str] = MappingProxyType(
    {
        "spring": "0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212",
        "lantern": (
            "0212 0303 0220 0209 0227 0217 0206 0225 0214 0305 0222 0211 0301 0218 0207 0226"
        ),
        "dragon": (
            "0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 0607 0527 0614"
        ),
        "double-seventh": (
            "0829 0819 0808 0826 0816 0805 0824 0812 0801 0820 0810 0828 0817 0807 0826 0814"
        ),
        "mid-autumn": (
            "1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002 0920"
        ),
        "double-ninth": (
            "1029 1018 1008 1026 1016 1005 1024 1012 1001 1020 1009 1027 1017 1007 1026 1014"
        ),
    }
)
_FIXED: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "new-year": (1, 1),
        "valentine": (2, 14),
        "womens-day": (3, 8),
        "qingming": (4, 5),
        "may-day": (5, 1),
        "childrens-day": (6, 1),
        "618": (6, 18),
        "independence": (7, 4),
        "national-day": (10, 1),
        "halloween": (10, 31),
        "singles-day": (11, 11),
        "double-twelve": (12, 12),
        "christmas-eve": (12, 24),
        "christmas": (12, 25),
        "new-years-eve": (12, 31),
    }
)


class Days(msgspec.Struct, frozen=True):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def part(self, which: str) -> Days:
        """Return the early, mid or late third of the period; any other word gives it whole.

        Of a month, early is up to the 10th and mid up to the 20th.
        """
        if which not in ("early", "mid"):
            return self
        length = (self.last - self.first).days + 1
        third = 10 if 28 <= length <= 31 else length // 3
        if which == "early":
            return Days(self.first, self.first + timedelta(days=max(third - 1, 0)))
        return Days(self.first, self.first + timedelta(days=max(2 * third - 1, 0)))


def days_of(period: Period | None) -> Days | None:
    """Return the days of ``period``."""
    return Days(period.start, period.end) if period is not None else None


def month(year: int, number: int) -> Days:
    """Return the month; numbers run on past 12 into the next years, and below 1 back."""
    years, index = divmod(number - 1, 12)
    there = month_of(date(year + years, index + 1, 1))
    return Days(there.start, there.end)


def quarter(year: int, number: int, fiscal: FiscalYear) -> Days | None:
    """Return quarter ``number`` of the business year ``year``."""
    return days_of(parse_period(f"{year:04}-Q{number}", fiscal))


def half(year: int, number: int, fiscal: FiscalYear) -> Days | None:
    """Return half ``number`` of the business year ``year``."""
    return days_of(parse_period(f"{year:04}-H{number}", fiscal))


def whole_year(year: int, fiscal: FiscalYear = CALENDAR_YEAR) -> Days | None:
    """Return the year of that name."""
    return days_of(parse_period(f"{year:04}", fiscal))


def quarter_from(day: date, shift: int, fiscal: FiscalYear) -> Days:
    """Return the quarter of ``day``, ``shift`` quarters later."""
    there = quarter_of(add_months(day, 3 * shift), fiscal)
    return Days(there.start, there.end)


def half_from(day: date, shift: int, fiscal: FiscalYear) -> Days:
    """Return the half year of ``day``, ``shift`` halves later."""
    there = half_of(add_months(day, 6 * shift), fiscal)
    return Days(there.start, there.end)


def year_from(day: date, shift: int, fiscal: FiscalYear) -> Days:
    """Return the business year of ``day``, ``shift`` years later."""
    there = year_of(add_months(day, 12 * shift), fiscal)
    return Days(there.start, there.end)


def week(day: date, shift: int = 0) -> Days:
    """Return the week from Monday to Sunday of ``day``, ``shift`` weeks later."""
    there = week_of(day + timedelta(weeks=shift))
    return Days(there.start, there.end)


def edge_of_year(year: int, count: int, unit: str, *, last: bool) -> Days | None:
    """Return the last ``count`` weeks, months or quarters of ``year``, or the first ones."""
    first_day, last_day = date(year, 1, 1), date(year, 12, 31)
    if unit == "week":
        length = timedelta(weeks=count)
        if last:
            return Days(last_day - length + timedelta(days=1), last_day)
        return Days(first_day, first_day + length - timedelta(days=1))
    months = count * (3 if unit == "quarter" else 1)
    if not 1 <= months <= 12:
        return None
    if last:
        return Days(month(year, 13 - months).first, last_day)
    return Days(first_day, month(year, months).last)


def day_of(year: int, number: int, day: int) -> Days | None:
    """Return that day, or None where the month has no such day."""
    try:
        found = date(year, number, day)
    except ValueError:
        return None
    return Days(found, found)


def next_day_of(number: int, day: int, as_of: date) -> Days | None:
    """Return the next such day that is not before ``as_of``."""
    for year in range(as_of.year, as_of.year + 9):  # 29 February may be eight years away
        found = day_of(year, number, day)
        if found is not None and found.last >= as_of:
            return found
    return None


def next_weekday(weekday: int, as_of: date) -> Days:
    """Return the next such weekday (Monday is 0), which may be ``as_of`` itself."""
    found = as_of + timedelta(days=(weekday - as_of.weekday()) % 7)
    return Days(found, found)


def weekday_of(period: Days, weekday: int, which: int) -> Days | None:
    """Return such a weekday of ``period``: the first for 1, the last for -1; None if none is."""
    found = [
        day
        for day in map(
            date.fromordinal, range(period.first.toordinal(), period.last.toordinal() + 1)
        )
        if day.weekday() == weekday
    ]
    try:
        day = found[which - 1 if which > 0 else which]
    except IndexError:
        return None
    return Days(day, day)


def next_numbered_week(number: int, as_of: date) -> Days | None:
    """Return the next ISO week of that number that has not ended before ``as_of``."""
    for year in (as_of.year, as_of.year + 1):
        found = days_of(parse_period(f"{year:04}-W{number:02}"))
        if found is not None and found.last >= as_of:
            return found
    return None


def after(as_of: date, count: int, unit: str) -> Days:
    """Return the days from ``as_of`` to ``count`` units (day, workday, week, month, …) later."""
    if unit in ("day", "week"):
        return Days(as_of, as_of + timedelta(days=count * (7 if unit == "week" else 1)))
    if unit == "workday":
        last, left = as_of, count
        while left > 0:
            last += timedelta(days=1)
            left -= last.weekday() < 5
        return Days(as_of, last)
    months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    return Days(as_of, add_months(as_of, months))


def holiday(name: str, as_of: date, year: int | None = None) -> Days | None:
    """Return the next such holiday, or that of ``year``; None where it is not known."""
    years = (year,) if year is not None else range(as_of.year, as_of.year + 2)
    for one in years:
        found = _holiday_in(name, one)
        if found is not None and (year is not None or found >= as_of):
            return Days(found, found)
    return None


def _holiday_in(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _LUNAR:
        written = _LUNAR[name].split()
        if not 0 <= year - _LUNAR_FROM < len(written):
            return None
        return date(
            year, int(written[year - _LUNAR_FROM][:2]), int(written[year - _LUNAR_FROM][2:])
        )
    if name == "easter":
        return _easter(year)
    # The fourth Thursday of November, and what is counted from it.
    first = date(year, 11, 1)
    thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    later = {"thanksgiving": 0, "black-friday": 1, "cyber-monday": 4}.get(name)
    return thursday + timedelta(days=later) if later is not None else None


def _easter(year: int) -> date:
    # The anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991).
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    number, day = divmod(h + length - 7 * m + 114, 31)
    return date(year, number, day + 1)
