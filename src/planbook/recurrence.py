"""When something that recurs takes place: the plain words, and the rules of RFC 5545.

dateutil expands the rules. This module says which rules there are, what is wrong with the others,
and what a manager expects where the RFC is strict: a day that a month lacks is its last day.
Times are wall-clock times of one time zone: 09:00 stays 09:00 when the clocks change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from heapq import merge
from itertools import islice
from types import MappingProxyType
from typing import Final, Literal

import msgspec
from dateutil import rrule

Frequency = Literal["daily", "weekly", "monthly", "yearly"]
Fault = Literal[
    "frequency", "often", "unknown", "twice", "value", "misplaced", "both-ends", "position-alone"
]

_PLAIN: Final[Mapping[str, tuple[Frequency, int]]] = MappingProxyType(
    {
        "daily": ("daily", 1),
        "weekly": ("weekly", 1),
        "biweekly": ("weekly", 2),
        "monthly": ("monthly", 1),
        "quarterly": ("monthly", 3),
        "yearly": ("yearly", 1),
    }
)
_FREQUENCIES: Final[Mapping[str, Frequency]] = MappingProxyType(
    {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly", "YEARLY": "yearly"}
)
_OFTENER: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_OF_DATEUTIL: Final[Mapping[str, int]] = MappingProxyType(
    {
        "daily": rrule.DAILY,
        "weekly": rrule.WEEKLY,
        "monthly": rrule.MONTHLY,
        "yearly": rrule.YEARLY,
    }
)
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = re.compile(r"(?P<ordinal>[+-]?[0-9]{1,2})?(?P<weekday>MO|TU|WE|TH|FR|SA|SU)")
_UNTIL: Final = re.compile(r"(?P<day>[0-9]{8})(T(?P<time>[0-9]{6})(?P<utc>Z)?)?")
# The numbers that a list of each part may hold; those that count from the end too are negative.
_LISTS: Final[Mapping[str, tuple[int, int, bool]]] = MappingProxyType(
    {
        "BYMONTH": (1, 12, False),
        "BYMONTHDAY": (1, 31, True),
        "BYYEARDAY": (1, 366, True),
        "BYWEEKNO": (1, 53, True),
        "BYSETPOS": (1, 366, True),
        "BYHOUR": (0, 23, False),
        "BYMINUTE": (0, 59, False),
        "BYSECOND": (0, 59, False),
    }
)
_DAYS: Final = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
_TIMES: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")
PARTS: Final = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_LISTS)
"""The names that a rule may hold."""

_TIMES_A_DAY: Final = 24
_LARGEST: Final = 1_000_000_000
# As far as the next days of something are looked for.
_HORIZON: Final = timedelta(days=366 * 30)
# The calendar repeats every 400 years, weekdays included. dateutil looks for the next day of a rule
# up to the year 9999: moved close to it, a rule that never comes is found out in milliseconds.
_CALENDAR: Final = 400
_LATEST: Final = 9_700


class Weekday(msgspec.Struct, frozen=True):
    """A day of the week (0 is Monday).

    ``ordinal`` 2 is the second such day of a month, -1 the last, 0 each of them.
    """

    number: int
    ordinal: int = 0


class Recurrence(msgspec.Struct, frozen=True):
    """How something recurs. ``month_days`` and the like count from the end where negative.

    ``until`` is a day, or a moment that is in UTC or in local time.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    times: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] = ((), (), ())
    week_start: int = 0
    count: int | None = None
    until: datetime | date | None = None

    @property
    def is_simple(self) -> bool:
        """Whether frequency, interval, weekdays and days of the month say all there is to say."""
        more = (self.months, self.year_days, self.weeks, self.positions, any(self.times))
        return not any(more) and not (self.weekdays and self.month_days)

    @property
    def comes_weekly(self) -> bool:
        """Whether no week goes by without it."""
        if not self.is_simple or self.month_days or any(one.ordinal for one in self.weekdays):
            return False
        match self.frequency:
            case "daily":
                return self.interval == 1 or (self.interval <= 7 and not self.weekdays)
            case "weekly":
                return self.interval == 1
            case "monthly":
                return self.interval == 1 and bool(self.weekdays)
        return False


class Unusable(msgspec.Struct, frozen=True):
    """Why a rule cannot be used: the ``fault``, and the ``part`` of it (``BYDAY=XX``) at fault."""

    fault: Fault
    part: str = ""


class Series(msgspec.Struct, frozen=True):
    """Something that takes place on ``starts`` and, with a ``recurrence``, again and again.

    ``until`` is the last day on which it may recur. It does not take place on the days of
    ``leaves_out``, and each day of ``moved`` is exchanged for another moment.
    """

    starts: datetime
    recurrence: Recurrence | None = None
    until: date | None = None
    leaves_out: frozenset[date] = frozenset()
    moved: tuple[tuple[date, datetime], ...] = ()


def parse_recurrence(written: str) -> Recurrence | Unusable:
    """Return the recurrence that ``written`` stands for, or why there is none."""
    if written in _PLAIN:
        return Recurrence(*_PLAIN[written])
    parts: dict[str, str] = {}
    for part in written.removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        if name not in PARTS:
            return Unusable("unknown", part)
        if name in parts:
            return Unusable("twice", part)
        parts[name] = value
    return _find_fault(parts) or _recurrence(parts)


def occurrences(series: Series, zone: tzinfo, first: date) -> Iterator[datetime]:
    """Yield when ``series`` takes place from the day ``first`` on, in local time, in order.

    Looks 30 years ahead of ``first``, or of the start where that is later.
    """
    moved = dict(series.moved)
    days = set(_days_of(series, zone, moved))
    kept = (
        moment
        for moment in set_by_rule(series, zone, first)
        if moment.date() not in series.leaves_out and moment.date() not in moved
    )
    instead = sorted(
        to
        for day, to in moved.items()
        if day in days and day not in series.leaves_out and to.date() >= first
    )
    return merge(kept, instead)


def next_occurrences(series: Series, zone: tzinfo, first: date, number: int) -> list[datetime]:
    """Return the first ``number`` moments at which ``series`` takes place from ``first`` on."""
    return list(islice(occurrences(series, zone, first), number))


def takes_place(series: Series, zone: tzinfo, first: date, last: date) -> bool:
    """Return whether ``series`` takes place on any day from ``first`` to ``last``."""
    moment = next(occurrences(series, zone, first), None)
    return moment is not None and moment.date() <= last


def days_without(series: Series, zone: tzinfo, days: Iterable[date]) -> frozenset[date]:
    """Return those of ``days`` on which the rule of ``series`` sets no meeting."""
    asked = frozenset(days)
    return asked - set(_days_of(series, zone, asked))


def day_beside(series: Series, zone: tzinfo, day: date, taken: Container[date] = ()) -> date | None:
    """Return the day nearest to ``day`` that the rule of ``series`` sets, or None without any.

    Those that are ``taken`` do not count.
    """
    near: date | None = None
    for moment in set_by_rule(series, zone, day - timedelta(days=400)):
        found = moment.date()
        if found in taken:
            continue
        if near is None or abs(found - day) < abs(near - day):
            near = found
        if found >= day:
            break
    return near


def _days_of(series: Series, zone: tzinfo, days: Iterable[date]) -> Iterator[date]:
    """Yield those of ``days`` on which the rule sets a meeting."""
    asked = set(days)
    if not asked:
        return
    last = max(asked)
    for moment in set_by_rule(series, zone, min(asked)):
        if moment.date() > last:
            return
        if moment.date() in asked:
            yield moment.date()


def set_by_rule(series: Series, zone: tzinfo, first: date) -> Iterator[datetime]:
    """Yield what the rule of ``series`` sets from ``first`` on, whatever its exceptions say.

    That is the start alone where it has no rule. Looks ahead as far as `occurrences`.
    """
    rule, starts = series.recurrence, series.starts
    if rule is None:
        if starts.date() >= first:
            yield starts
        return
    last = max(starts.date(), first) + _HORIZON
    if series.until is not None:
        last = min(last, series.until)
    end = min(last_moment(rule, zone), datetime.combine(last, time_of_day.max))
    for number, moment in enumerate(_expand(rule, starts, first), start=1):
        if moment > end or (rule.count is not None and number > rule.count):
            return
        if moment.date() >= first:
            yield moment


def last_moment(rule: Recurrence, zone: tzinfo) -> datetime:
    """Return the moment, in local time, behind which ``rule`` sets nothing."""
    until = rule.until
    if until is None:
        return datetime.max
    if not isinstance(until, datetime):
        return datetime.combine(until, time_of_day.max)
    return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until


def _expand(rule: Recurrence, starts: datetime, first: date) -> Iterator[datetime]:
    """Yield the moments of ``rule`` for ever, some of those before ``first`` left out."""
    if rule.count is None and rule.frequency in ("daily", "weekly"):
        # Nothing but the distance from the start matters: whole steps can be left out.
        step = rule.interval * (7 if rule.frequency == "weekly" else 1)
        steps = max(0, (first - starts.date()).days // step - 1)
        starts += timedelta(days=steps * step)
    eras = (_LATEST - starts.year) // _CALENDAR * _CALENDAR
    begin = starts.replace(year=starts.year + eras)
    for moment in merge(*_rules(rule, begin)):
        yield moment.replace(year=moment.year - eras)


def _rules(rule: Recurrence, begin: datetime) -> Iterator[Iterator[datetime]]:
    """Yield what dateutil expands ``rule`` to: as a rule one list, merged by the caller."""

    def expand(**more: object) -> Iterator[datetime]:
        hours, minutes, seconds = rule.times
        asked: dict[str, object] = {
            "freq": _OF_DATEUTIL[rule.frequency],
            "interval": rule.interval,
            "wkst": rule.week_start,
            "bymonth": rule.months,
            "bymonthday": rule.month_days,
            "byyearday": rule.year_days,
            "byweekno": rule.weeks,
            "byweekday": tuple(_weekday_of_dateutil(one) for one in rule.weekdays),
            "bysetpos": rule.positions,
            "byhour": hours,
            "byminute": minutes,
            "bysecond": seconds,
            **more,
        }
        given = {name: value for name, value in asked.items() if value != ()}
        return iter(rrule.rrule(dtstart=begin, **given))  # type: ignore[arg-type]

    day = begin.day
    has_days = rule.weekdays or rule.month_days or rule.year_days or rule.weeks
    if rule.frequency in ("monthly", "yearly") and not has_days and day > 28:
        # The last of these days that the month has.
        last = {"bymonthday": tuple(range(28, day + 1)), "bysetpos": -1}
        months = rule.months if rule.frequency == "yearly" else ()
        for month in months or ((begin.month,) if rule.frequency == "yearly" else (None,)):
            yield expand(**last, **({} if month is None else {"bymonth": month}))
    elif rule.frequency == "daily" and rule.interval == 1 and not rule.positions and has_days:
        # The same days, looked for month by month.
        days = rule.month_days or tuple(range(1, 32))
        yield expand(freq=rrule.MONTHLY, bymonthday=days)
    else:
        yield expand()


def _weekday_of_dateutil(weekday: Weekday) -> rrule.weekday:
    day = rrule.weekday(weekday.number)
    return day(weekday.ordinal) if weekday.ordinal else day


# What is wrong with a rule ------------------------------------------------------------------------


def _find_fault(parts: Mapping[str, str]) -> Unusable | None:
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES:
        fault: Fault = "often" if frequency in _OFTENER else "frequency"
        return Unusable(fault, f"FREQ={frequency}" if frequency else "")
    for name, value in parts.items():
        if not _READS.get(name, _is_word)(value):
            return Unusable("value", f"{name}={value}")
    for name in _DAYS:
        if name in parts and not _belongs(name, frequency, parts):
            return Unusable("misplaced", f"{name}={parts[name]}")
    if "COUNT" in parts and "UNTIL" in parts:
        return Unusable("both-ends", f"COUNT={parts['COUNT']}")
    if "BYSETPOS" in parts and not any(name in parts for name in (*_DAYS, "BYMONTH", *_TIMES)):
        return Unusable("position-alone", f"BYSETPOS={parts['BYSETPOS']}")
    times = 1
    for name in _TIMES:
        times *= len(set(parts[name].split(","))) if name in parts else 1
        if times > _TIMES_A_DAY:
            return Unusable("often", f"{name}={parts[name]}")
    return None


def _belongs(name: str, frequency: str, parts: Mapping[str, str]) -> bool:
    """Return whether a part that names days goes with the frequency, by the table of the RFC."""
    if name == "BYDAY":
        has_ordinal = any(
            match["ordinal"]
            for written in parts["BYDAY"].split(",")
            if (match := _DAY.fullmatch(written)) is not None
        )
        of_months = frequency in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in parts
        return of_months or not has_ordinal
    if name == "BYMONTHDAY":
        return frequency != "WEEKLY"
    return frequency == "YEARLY"


def _is_list_of(low: int, high: int, negative: bool) -> Callable[[str], bool]:
    def is_in(written: str) -> bool:
        number = _number(written)
        if number is None:
            return False
        return low <= number <= high or (negative and low <= -number <= high)

    return lambda value: all(map(is_in, value.split(",")))


def _number(written: str) -> int | None:
    return int(written) if re.fullmatch(r"[+-]?[0-9]{1,10}", written) else None


def _is_count(value: str) -> bool:
    return 1 <= (_number(value) or 0) <= _LARGEST


def _is_word(value: str) -> bool:
    return bool(value)


def _is_weekday(value: str) -> bool:
    return value in _WEEKDAYS


def _are_days(value: str) -> bool:
    for written in value.split(","):
        match = _DAY.fullmatch(written)
        if match is None or (match["ordinal"] and not 1 <= abs(int(match["ordinal"])) <= 53):
            return False
    return True


def _is_until(value: str) -> bool:
    try:
        return _until(value) is not None
    except ValueError:
        return False


_READS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "INTERVAL": _is_count,
        "COUNT": _is_count,
        "UNTIL": _is_until,
        "WKST": _is_weekday,
        "BYDAY": _are_days,
        **{name: _is_list_of(*limits) for name, limits in _LISTS.items()},
    }
)


# From text to a rule ------------------------------------------------------------------------------


def _recurrence(parts: Mapping[str, str]) -> Recurrence:
    def numbers(name: str) -> tuple[int, ...]:
        written = parts[name].split(",") if name in parts else ()
        return tuple(dict.fromkeys(int(one) for one in written))

    return Recurrence(
        frequency=_FREQUENCIES[parts["FREQ"]],
        interval=int(parts.get("INTERVAL", "1")),
        weekdays=tuple(map(_weekday, parts["BYDAY"].split(","))) if "BYDAY" in parts else (),
        month_days=numbers("BYMONTHDAY"),
        months=numbers("BYMONTH"),
        year_days=numbers("BYYEARDAY"),
        weeks=numbers("BYWEEKNO"),
        positions=numbers("BYSETPOS"),
        times=(numbers("BYHOUR"), numbers("BYMINUTE"), numbers("BYSECOND")),
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
    )


def _weekday(written: str) -> Weekday:
    match = _DAY.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return Weekday(_WEEKDAYS.index(match["weekday"]), int(match["ordinal"] or 0))


def _until(written: str) -> datetime | date | None:
    """Return the end that ``written`` names, or None; raises ValueError where the day is none."""
    match = _UNTIL.fullmatch(written)
    if match is None:
        return None
    if match["time"] is None:
        return date.fromisoformat(match["day"])
    moment = datetime.strptime(f"{match['day']}{match['time']}", "%Y%m%d%H%M%S")
    return moment.replace(tzinfo=UTC) if match["utc"] else moment
