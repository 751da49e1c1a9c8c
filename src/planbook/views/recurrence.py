"""When something that recurs takes place: the plain words, and the rules of RFC 5545.

Understood of a rule are FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, COUNT and UNTIL, with weeks
that begin on Monday; that is what people write. A rule that says more is not understood at all:
half a rule would name wrong days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Final

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLAIN: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        "daily": ("daily", 1),
        "weekly": ("weekly", 1),
        "biweekly": ("weekly", 2),
        "monthly": ("monthly", 1),
        "quarterly": ("monthly", 3),
        "yearly": ("yearly", 1),
    }
)
_FREQUENCIES: Final = frozenset({"daily", "weekly", "monthly", "yearly"})
_KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL", "WKST"}
)
_DAY: Final = re.compile(r"(?P<ordinal>[+-]?[1-5])?(?P<weekday>MO|TU|WE|TH|FR|SA|SU)")
# As far as the next days of something are looked for: long enough for what comes once a year.
_HORIZON: Final = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (0 is Monday).

    ``ordinal`` 2 is the second such day of a month, -1 the last, 0 each of them.
    """

    number: int
    ordinal: int = 0

    def matches(self, day: date) -> bool:
        """Return whether ``day`` is such a day."""
        if day.weekday() != self.number:
            return False
        if self.ordinal > 0:
            return (day.day - 1) // 7 + 1 == self.ordinal
        if self.ordinal < 0:
            return (_days_in_month(day) - day.day) // 7 + 1 == -self.ordinal
        return True


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How something recurs. ``frequency`` is daily, weekly, monthly or yearly.

    ``month_days`` count from the end where they are negative.
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None


def parse_recurrence(written: str | None) -> Recurrence | None:
    """Return the recurrence that ``written`` stands for, or None where it is not understood."""
    if not written:
        return None
    if written in _PLAIN:
        return Recurrence(*_PLAIN[written])
    pairs = [part.partition("=") for part in written.removeprefix("RRULE:").split(";")]
    parts = {name: value for name, _, value in pairs}
    try:
        found = Recurrence(
            frequency=parts.get("FREQ", "").lower(),
            interval=int(parts.get("INTERVAL", "1")),
            weekdays=tuple(map(_weekday, _several(parts, "BYDAY"))),
            month_days=tuple(map(int, _several(parts, "BYMONTHDAY"))),
            months=tuple(map(int, _several(parts, "BYMONTH"))),
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=_day(parts["UNTIL"]) if "UNTIL" in parts else None,
        )
    except ValueError:
        return None
    return found if parts.keys() <= _KNOWN and _is_plain_enough(found, parts) else None


def next_days(
    recurrence: Recurrence | None, start: date, until: date | None, as_of: date, number: int
) -> tuple[date, ...]:
    """Return the next ``number`` days, from ``as_of`` on, of what first takes place on ``start``.

    Without ``recurrence`` that is ``start`` alone.
    """
    if recurrence is None:
        return (start,) if start >= as_of else ()
    ends = [day for day in (until, recurrence.until) if day is not None]
    last = min(ends, default=date.max)
    # A number of times is counted from the first; all else can begin today.
    begin = start if recurrence.count is not None else max(start, as_of)
    end = min(last, max(start, as_of) + _HORIZON)
    days = _matching(recurrence, start, begin, end)
    if recurrence.count is not None:
        days = islice(days, recurrence.count)
    return tuple(islice((day for day in days if day >= as_of), number))


def _matching(recurrence: Recurrence, start: date, begin: date, end: date) -> Iterator[date]:
    for distance in range((end - begin).days + 1):
        day = begin + timedelta(days=distance)
        if _matches(recurrence, start, day):
            yield day


def _matches(rule: Recurrence, start: date, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    months = (day.year - start.year) * 12 + day.month - start.month
    match rule.frequency:
        case "daily":
            return (day - start).days % rule.interval == 0 and _on_weekday(rule, day)
        case "weekly":
            weeks = (_monday(day) - _monday(start)).days // 7
            wanted = _on_weekday(rule, day) if rule.weekdays else day.weekday() == start.weekday()
            return weeks % rule.interval == 0 and wanted
        case "monthly":
            return months % rule.interval == 0 and _on_month_day(rule, start, day)
    if not rule.months and day.month != start.month:
        return False
    return (day.year - start.year) % rule.interval == 0 and _on_month_day(rule, start, day)


def _on_weekday(rule: Recurrence, day: date) -> bool:
    return not rule.weekdays or any(weekday.matches(day) for weekday in rule.weekdays)


def _on_month_day(rule: Recurrence, start: date, day: date) -> bool:
    if not rule.month_days and not rule.weekdays:
        return day.day == start.day
    from_end = day.day - _days_in_month(day) - 1
    on_day = not rule.month_days or day.day in rule.month_days or from_end in rule.month_days
    return on_day and _on_weekday(rule, day)


def _is_plain_enough(rule: Recurrence, parts: Mapping[str, str]) -> bool:
    if rule.frequency not in _FREQUENCIES or rule.interval < 1 or parts.get("WKST", "MO") != "MO":
        return False
    if rule.frequency in ("daily", "weekly"):
        return not rule.month_days and not any(weekday.ordinal for weekday in rule.weekdays)
    if rule.frequency == "yearly" and not rule.months:
        return not rule.weekdays and not rule.month_days
    return True


def _weekday(written: str) -> Weekday:
    match = _DAY.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return Weekday(_WEEKDAYS.index(match["weekday"]), int(match["ordinal"] or 0))


def _several(parts: Mapping[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _day(written: str) -> date:
    return date.fromisoformat(written[:8])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]
