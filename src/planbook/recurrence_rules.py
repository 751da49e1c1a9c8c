"""A series as calendars are told of it: the rule of RFC 5545, and the exceptions to it.

`recurrence` decides when something takes place. What is said here sets the same days in any program
that follows the RFC, where what `recurrence` takes for granted has to be written out: that a day
which a month lacks is its last day, and that the first time is one that the rule sets.
"""

from __future__ import annotations

import calendar
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Final

import msgspec

from planbook.clocks import days_with_a_gap, existing
from planbook.recurrence import Recurrence, Series, Weekday, last_moment, occurrences, set_by_rule

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_MONTH: Final = 31
_SHORTEST_MONTH: Final = 28
_LEAP_YEAR: Final = 2028
_ALL_MONTHS: Final = tuple(range(1, 13))
_LISTED_YEARS: Final = 5
"""How far ahead the times are listed of what no rule says."""

Parts = dict[str, str]


class ToldSeries(msgspec.Struct, frozen=True):
    """How a calendar is told of a series. All moments are in local time.

    ``rule`` is an RRULE, empty where there is none; ``more`` are times that it does not set
    (RDATE). It does not take place at ``leaves_out`` (EXDATE); of ``moved`` each first moment is
    exchanged for the second (RECURRENCE-ID), as are times that the clocks of the zone leave out.
    """

    starts: datetime
    rule: str = ""
    more: tuple[datetime, ...] = ()
    leaves_out: tuple[datetime, ...] = ()
    moved: tuple[tuple[datetime, datetime], ...] = ()


def tell_series(series: Series, zone: tzinfo, day: date, *, in_days: bool = False) -> ToldSeries | None:
    """Return how a calendar is told of ``series``; None where it never takes place.

    ``in_days`` says that it has no times of day. What no rule says is listed for five years from
    ``day`` on.
    """
    rule = series.recurrence
    if rule is None:
        only = next(occurrences(series, zone, date.min), None)
        return ToldSeries(existing(only, zone)) if only is not None else None
    begins = next(set_by_rule(series, zone, date.min), None)
    if begins is None or next(occurrences(series, zone, date.min), None) is None:
        return None
    leaves_out, moved = _exceptions(series, zone)
    moved += tuple(_in_gaps(series, zone, day, {*leaves_out, *(moment for moment, _ in moved)}))
    parts = _rule_parts(rule, series.starts)
    if parts is None:
        return _listed(series, zone, day)
    parts |= _end(series, rule, zone, in_days=in_days)
    written = ";".join(f"{name}={value}" for name, value in parts.items())
    return ToldSeries(begins, written, leaves_out=leaves_out, moved=moved)


def _exceptions(
    series: Series, zone: tzinfo
) -> tuple[tuple[datetime, ...], tuple[tuple[datetime, datetime], ...]]:
    """Return the moments that are left out, and those that are moved with their new ones.

    A day that is moved may have several times: it takes place once, at the new moment.
    """
    moves = {day: to for day, to in series.moved if day not in series.leaves_out}
    asked = series.leaves_out | moves.keys()
    leaves_out: list[datetime] = []
    moved: dict[date, tuple[datetime, datetime]] = {}
    if asked:
        for moment in set_by_rule(series, zone, min(asked)):
            day = moment.date()
            if day > max(asked):
                break
            if day in moves and day not in moved:
                moved[day] = (moment, existing(moves[day], zone))
            elif day in asked:
                leaves_out.append(moment)
    return tuple(leaves_out), tuple(moved.values())


def _in_gaps(
    series: Series, zone: tzinfo, day: date, away: Container[datetime]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times that the clocks leave out, with what they show instead.

    Programs read such times each in their own way: they are told them as moved, for some years.
    """
    first = max(day.year - 1, series.starts.year)
    gaps = {*days_with_a_gap(zone, first, day.year + _LISTED_YEARS)}
    if not gaps:
        return
    for moment in set_by_rule(series, zone, min(gaps)):
        if moment.date() > max(gaps):
            return
        if moment.date() in gaps and moment not in away:
            instead = existing(moment, zone)
            if instead != moment:
                yield moment, instead


def _listed(series: Series, zone: tzinfo, day: date) -> ToldSeries | None:
    """Return the times of ``series`` one by one, up to some years from ``day`` on."""
    until = max(day, series.starts.date()) + timedelta(days=366 * _LISTED_YEARS)
    times = []
    for moment in occurrences(series, zone, date.min):
        if moment.date() > until:
            break
        times.append(existing(moment, zone))
    return ToldSeries(times[0], more=tuple(times[1:])) if times else None


def _end(series: Series, rule: Recurrence, zone: tzinfo, *, in_days: bool) -> Parts:
    """Return where the rule ends: of a number of times and a last moment what comes first."""
    end = last_moment(rule, zone)
    if series.until is not None:
        end = min(end, datetime.combine(series.until, time(23, 59, 59)))
    if end.year >= date.max.year:
        return {"COUNT": str(rule.count)} if rule.count is not None else {}
    if rule.count is not None:
        number = sum(1 for _ in islice(set_by_rule(series, zone, date.min), rule.count))
        return {"COUNT": str(number)}
    if in_days:
        return {"UNTIL": f"{end:%Y%m%d}"}
    return {"UNTIL": f"{end.replace(microsecond=0, tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"}


# The parts of a rule ------------------------------------------------------------------------------


def _rule_parts(rule: Recurrence, starts: datetime) -> Parts | None:
    """Return the parts of the RRULE without its end, or None where no rule says the same."""
    has_days = rule.weekdays or rule.month_days or rule.year_days or rule.weeks
    if rule.frequency in ("monthly", "yearly") and not has_days and starts.day > _SHORTEST_MONTH:
        return _last_days(rule, starts)
    parts = _head(rule)
    if rule.weekdays:
        parts["BYDAY"] = ",".join(map(_weekday, rule.weekdays))
    elif rule.weeks and not (rule.month_days or rule.year_days):
        # All of the week: the RFC would take the weekday of the first time.
        parts["BYDAY"] = ",".join(_WEEKDAYS)
    months = rule.months
    if rule.frequency == "yearly" and rule.month_days and not (months or rule.weeks):
        months = _ALL_MONTHS
    lists = {
        "BYMONTH": months,
        "BYMONTHDAY": rule.month_days,
        "BYYEARDAY": rule.year_days,
        "BYWEEKNO": rule.weeks,
        "BYSETPOS": rule.positions,
    }
    return parts | _written(lists) | _times(rule)


def _last_days(rule: Recurrence, starts: datetime) -> Parts | None:
    """Return the parts of what takes place on the day of its start, or on the last there is.

    Most months that lack the day say so by counting from their end.
    """
    day, parts, times = starts.day, _head(rule), _times(rule)
    several = any(len(every) > 1 for every in rule.times)
    if several:
        times["BYSETPOS"] = "-1"  # Of a day with several times the last one counts.
    if rule.frequency == "monthly":
        months = rule.months
    else:
        months = rule.months or (starts.month,)
        lengths = [calendar.monthrange(_LEAP_YEAR, month)[1] for month in months]
        if several and len(months) > 1:
            return None
        if all(day <= length and month != 2 for month, length in zip(months, lengths, strict=True)):
            return parts | _written({"BYMONTH": months, "BYMONTHDAY": (day,)}) | times
        if any(length > day for length in lengths) or several:
            if rule.interval > 1:
                return None
            parts["FREQ"] = "MONTHLY"
        else:
            return parts | _written({"BYMONTH": months, "BYMONTHDAY": (-1,)}) | times
    if day == _LONGEST_MONTH:
        return parts | _written({"BYMONTH": months, "BYMONTHDAY": (-1,)}) | times
    days = tuple(range(_SHORTEST_MONTH, day + 1))
    return parts | _written({"BYMONTH": months, "BYMONTHDAY": days, "BYSETPOS": (-1,)}) | times


def _head(rule: Recurrence) -> Parts:
    parts = {"FREQ": rule.frequency.upper()}
    if rule.interval > 1:
        parts["INTERVAL"] = str(rule.interval)
    if rule.week_start:
        parts["WKST"] = _WEEKDAYS[rule.week_start]
    return parts


def _times(rule: Recurrence) -> Parts:
    return _written(dict(zip(("BYHOUR", "BYMINUTE", "BYSECOND"), rule.times, strict=True)))


def _written(lists: Mapping[str, Sequence[int]]) -> Parts:
    return {name: ",".join(map(str, numbers)) for name, numbers in lists.items() if numbers}


def _weekday(weekday: Weekday) -> str:
    return f"{weekday.ordinal or ''}{_WEEKDAYS[weekday.number]}"
