"""A series as calendars are told of it: the rule of RFC 5545, and the exceptions to it.

`recurrence` decides when something takes place. What is said here sets the same days in any program
that follows the RFC, where what `recurrence` takes for granted has to be written out: that a day
which a month lacks is its last day, and that the first time is one that the rule sets.
"""

from __future__ import annotations

import calendar
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile
from typing import Final

import msgspec

from planbook.clocks import days_with_a_gap, existing
from planbook.recurrence import Recurrence, Series, Weekday, last_moment, occurrences, set_by_rule

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_MONTH: Final = 28
_ALL_MONTHS: Final = tuple(range(1, 13))
_LISTED_YEARS: Final = 10
"""How far ahead the times are listed that no rule says."""

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


def tell_series(
    series: Series, zone: tzinfo, day: date, *, in_days: bool = False
) -> ToldSeries | None:
    """Return how a calendar is told of ``series``; None where it never takes place.

    ``in_days`` says that it has no times of day. What no rule says is listed for some years from
    ``day`` on.
    """
    rule = series.recurrence
    first = next(occurrences(series, zone, date.min), None)
    if first is None:
        return None
    if rule is None:
        return ToldSeries(existing(first, zone))
    parts = _rule_parts(rule, series.starts)
    begins = next(set_by_rule(series, zone, date.min), first)
    instead = _has_last_days(rule, series.starts)
    if instead and begins.day != series.starts.day:
        return _listed(series, zone, day)
    leaves_out, moved = _exceptions(series, zone)
    moved += tuple(_in_gaps(series, zone, day, {*leaves_out, *(moment for moment, _ in moved)}))
    more: tuple[datetime, ...] = ()
    if instead:
        others = [one for one in _until(series, zone, day) if one.day != series.starts.day]
        to, away = dict(moved), {*leaves_out}
        more = tuple(to.get(one, one) for one in others if one not in away)
        leaves_out = tuple(one for one in leaves_out if one.day == series.starts.day)
        moved = tuple(one for one in moved if one[0].day == series.starts.day)
    parts |= _end(series, rule, zone, in_days=in_days, counts=not more)
    written = ";".join(f"{name}={value}" for name, value in parts.items())
    return ToldSeries(begins, written, more, leaves_out, moved)


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
    end = _listed_until(series, day)
    near = takewhile(lambda one: one.date() <= end, occurrences(series, zone, date.min))
    times = tuple(existing(one, zone) for one in near)
    return ToldSeries(times[0], more=times[1:]) if times else None


def _until(series: Series, zone: tzinfo, day: date) -> Iterator[datetime]:
    """Yield what the rule of ``series`` sets, up to some years from ``day`` on."""
    end = _listed_until(series, day)
    return takewhile(lambda one: one.date() <= end, set_by_rule(series, zone, date.min))


def _listed_until(series: Series, day: date) -> date:
    return max(day, series.starts.date()) + timedelta(days=366 * _LISTED_YEARS)


def _end(series: Series, rule: Recurrence, zone: tzinfo, *, in_days: bool, counts: bool) -> Parts:
    """Return where the rule ends: of a number of times and a last moment what comes first.

    Where some of its times are listed, ``counts`` is false: it ends with the last of all.
    """
    end = last_moment(rule, zone)
    if series.until is not None:
        end = min(end, datetime.combine(series.until, time(23, 59, 59)))
    if rule.count is not None:
        every = [*islice(set_by_rule(series, zone, date.min), rule.count)]
        if counts:
            return {"COUNT": str(len(every))}
        end = min(end, every[-1])
    if end.year >= date.max.year:
        return {}
    if in_days:
        return {"UNTIL": f"{end:%Y%m%d}"}
    return {"UNTIL": f"{end.replace(microsecond=0, tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"}


# The parts of a rule ------------------------------------------------------------------------------


def _rule_parts(rule: Recurrence, starts: datetime) -> Parts:
    """Return the parts of the RRULE without its end."""
    if _is_by_day_of_start(rule) and starts.day > _SHORTEST_MONTH:
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
    return parts | _written(lists) | _written_times(rule.times)


def _is_by_day_of_start(rule: Recurrence) -> bool:
    has_days = rule.weekdays or rule.month_days or rule.year_days or rule.weeks
    return rule.frequency in ("monthly", "yearly") and not has_days


def _last_days(rule: Recurrence, starts: datetime) -> Parts:
    """Return the parts of what takes place on the day of its start, or on the last there is.

    Where every month lacks the day, or has no later one, that is counted from the end. BYSETPOS
    could say it of all months; many programs do not read it beside days of the month.
    """
    parts, months = _head(rule), _months_of(rule, starts)
    if all(_lengths_of(month)[1] <= starts.day for month in months or _ALL_MONTHS):
        if rule.frequency == "yearly" and len(months) > 1 and rule.interval == 1:
            parts["FREQ"] = "MONTHLY"  # The same, and read by more programs.
        days = -1
    else:
        days = starts.day
    # Of a day with several times the last one counts.
    times = tuple((max(every),) if every else () for every in rule.times)
    return parts | _written({"BYMONTH": months, "BYMONTHDAY": (days,)}) | _written_times(times)


def _has_last_days(rule: Recurrence, starts: datetime) -> bool:
    """Return whether some of its times are on the last day of a month, and others are not."""
    if not _is_by_day_of_start(rule):
        return False
    lengths = [_lengths_of(month) for month in _months_of(rule, starts) or _ALL_MONTHS]
    day = starts.day
    return any(shortest < day for shortest, _ in lengths) and any(
        longest > day for _, longest in lengths
    )


def _months_of(rule: Recurrence, starts: datetime) -> tuple[int, ...]:
    """Return the months that a rule names or means; none where it means all."""
    return rule.months or ((starts.month,) if rule.frequency == "yearly" else ())


def _lengths_of(month: int) -> tuple[int, int]:
    """Return how many days a month has, at the least and at the most."""
    plain, leap = (calendar.monthrange(year, month)[1] for year in (2026, 2028))
    return plain, leap


def _head(rule: Recurrence) -> Parts:
    parts = {"FREQ": rule.frequency.upper()}
    if rule.interval > 1:
        parts["INTERVAL"] = str(rule.interval)
    if rule.week_start:
        parts["WKST"] = _WEEKDAYS[rule.week_start]
    return parts


def _written_times(times: Sequence[tuple[int, ...]]) -> Parts:
    return _written(dict(zip(("BYHOUR", "BYMINUTE", "BYSECOND"), times, strict=True)))


def _written(lists: Mapping[str, Sequence[int]]) -> Parts:
    return {name: ",".join(map(str, numbers)) for name, numbers in lists.items() if numbers}


def _weekday(weekday: Weekday) -> str:
    return f"{weekday.ordinal or ''}{_WEEKDAYS[weekday.number]}"
