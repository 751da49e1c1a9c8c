"""Calendars as iCalendar writes them (RFC 5545): escaped, folded, with their time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from planbook.rendering.time_zones import time_zone_lines
from planbook.views.calendars import CalendarView, EventView
from planbook.views.words import Told

if TYPE_CHECKING:
    from icalendar import Event, vText

_MAKER: Final = "-//planbook//planbook//EN"
_HOW_OFTEN: Final = timedelta(hours=12)
_END: Final = "END:VCALENDAR\r\n"
# Programs that are given a file again take what has the higher number.
_FIRST_DAY: Final = date(2000, 1, 1)

# What a text of RFC 5545 may not hold; a line end and a tab it may.
_CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])

Say = Callable[[Told], str]


def write_calendar(view: CalendarView, say: Say) -> str:
    """Return the calendar as text, in the words that ``say`` finds."""
    # It takes as long to load as all of planbook, and most builds write no calendar.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name, words in (("name", say(view.title)), ("description", say(view.note))):
        calendar[name] = _text(words)
        calendar[f"x-wr-cal{'name' if name == 'name' else 'desc'}"] = _text(words)
    calendar["x-wr-timezone"] = _text(view.zone)
    calendar.add("refresh-interval", _HOW_OFTEN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    if view.url:
        calendar.add("url", view.url)
    begun = calendar.to_ical().decode().removesuffix(_END)
    # There is always one: a calendar without anything in it is none.
    zone = "\r\n".join(time_zone_lines(view.zone, _first_year(view), view.stamp.year))
    events = (text for one in view.events for text in _write_event(one, view, say))
    return "".join((begun, zone, "\r\n", *events, _END))


def _first_year(view: CalendarView) -> int:
    years = (one.told.starts.year for one in view.events if not one.in_days)
    return min(years, default=view.stamp.year)


def _write_event(view: EventView, calendar: CalendarView, say: Say) -> Iterator[str]:
    """Yield the text of an entry, and of each of its times that is another than the rule says."""
    zone = ZoneInfo(calendar.zone)
    yield _written(view, calendar, say, zone, view.told.starts, None)
    for moment, instead in view.told.moved:
        yield _written(view, calendar, say, zone, instead, moment)


def _written(
    view: EventView,
    calendar: CalendarView,
    say: Say,
    zone: ZoneInfo,
    starts: datetime,
    instead_of: datetime | None,
) -> str:
    from icalendar import Event, vRecur, vUri

    event = Event()
    event["uid"] = _text(view.name)
    event.add("dtstamp", datetime.combine(calendar.stamp, time(), UTC))
    event.add("sequence", (calendar.stamp - _FIRST_DAY).days)
    event["summary"] = _text(say(view.summary))
    if view.lines:
        event["description"] = _text("\n".join(map(say, view.lines)))
    if view.where:
        event["location"] = _text(view.where)
    if view.url:
        event["url"] = vUri(view.url)
    event.add("categories", [say(view.category)])
    if view.is_private:
        event["class"] = _text("PRIVATE")
    _put_times(event, view, zone, starts)
    if instead_of is not None:
        event.add("recurrence-id", _moment(instead_of, view, zone))
    else:
        if view.told.rule:
            event["rrule"] = vRecur.from_ical(view.told.rule)
        for name, moments in (("rdate", view.told.more), ("exdate", view.told.leaves_out)):
            if moments:
                event.add(name, [_moment(one, view, zone) for one in moments])
    return str(event.to_ical().decode())


def _put_times(event: Event, view: EventView, zone: ZoneInfo, starts: datetime) -> None:
    event.add("dtstart", _moment(starts, view, zone))
    if view.in_days:
        event.add("dtend", starts.date() + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    elif view.minutes:
        # An end in local time would be another where the clocks change in between.
        event.add("duration", timedelta(minutes=view.minutes))


def _text(words: str) -> vText:
    from icalendar import vText

    return vText(words.encode("utf-8", "replace").decode().translate(_CONTROLS))


def _moment(moment: datetime, view: EventView, zone: ZoneInfo) -> date:
    """Return a moment of the zone as it is; of what is in days, the day alone."""
    return moment.date() if view.in_days else moment.replace(tzinfo=zone)
