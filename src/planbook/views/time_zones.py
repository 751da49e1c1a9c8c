"""A time zone as calendars carry it: when its clocks change (VTIMEZONE, RFC 5545, 3.6.5).

A change is written as the clock stood before it. `icalendar` can make such a description too; it
writes the spring change as the clock stands after it, an hour late, and lists every year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from planbook.clocks import Shift, offset_of, shifts_of

_YEARS_AHEAD: Final = 10
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK: Final = timedelta(days=7)


@cache
def time_zone_lines(zone: str, first: int, last: int) -> tuple[str, ...]:
    """Return the lines of the VTIMEZONE of ``zone`` for moments from the year ``first`` on.

    Changes that come by a rule are told by it, for ever; others are listed, up to some years
    after ``last``.
    """
    clock = ZoneInfo(zone)
    begin = datetime(first, 1, 1, tzinfo=clock)
    changes = shifts_of(clock, first, last + _YEARS_AHEAD)
    start = Shift(begin.tzname() or zone, offset_of(begin), offset_of(begin))
    is_summer = any(not shift.leaves_out for _, shift in changes[:1])
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    lines += _observance(start, (begin.replace(tzinfo=None),), "", is_summer=is_summer)
    groups: dict[Shift, list[datetime]] = {}
    for moment, shift in changes:
        groups.setdefault(shift, []).append(moment)
    for shift, moments in groups.items():
        rule = _rule(moments, last + _YEARS_AHEAD)
        lines += _observance(shift, moments, rule, is_summer=shift.leaves_out)
    lines.append("END:VTIMEZONE")
    return tuple(lines)


def _rule(moments: Sequence[datetime], last: int) -> str:
    """Return the yearly rule by which ``moments`` come up to the year ``last``, if there is one."""
    if [moment.year for moment in moments] != list(range(moments[0].year, last + 1)):
        return ""
    alike = {(moment.month, moment.weekday(), moment.time()) for moment in moments}
    if len(alike) > 1:
        return ""
    month, weekday, _ = alike.pop()
    places = {(moment.day - 1) // 7 + 1 for moment in moments}
    if all((moment + _WEEK).month != month for moment in moments):
        places = {-1}
    if len(places) > 1:
        return ""
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={places.pop()}{_WEEKDAYS[weekday]}"


def _observance(
    shift: Shift, moments: Sequence[datetime], rule: str, *, is_summer: bool
) -> Iterator[str]:
    kind = "DAYLIGHT" if is_summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{_written(moments[0])}"
    if rule:
        yield f"RRULE:{rule}"
    else:
        yield from (f"RDATE:{_written(moment)}" for moment in moments[1:])
    yield f"TZNAME:{shift.name}"
    yield f"TZOFFSETFROM:{_written_offset(shift.before)}"
    yield f"TZOFFSETTO:{_written_offset(shift.after)}"
    yield f"END:{kind}"


def _written(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _written_offset(offset: timedelta) -> str:
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{hours:02}{minutes:02}" + (f"{seconds:02}" if seconds else "")
