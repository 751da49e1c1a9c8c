"""Calendars as iCalendar writes them (RFC 5545): escaped, folded, with their time zone.

Texts are escaped and lines folded by `icalendar`, and the head is all its own. Entries are put
together line by line: a large team has very many, and as components they take six times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from planbook.views.calendars import CalendarView, EventView
from planbook.views.words import Told

_MAKER: Final = "-//planbook//planbook//EN"
_HOW_OFTEN: Final = timedelta(hours=12)
_END: Final = "END:VCALENDAR\r\n"
# Programs that are given a file again take what has the higher number.
_FIRST_DAY: Final = date(2000, 1, 1)
# What a text of RFC 5545 may not hold; a line end and a tab it may.
_CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_ENTRIES_KEPT: Final = 10_000

Say = Callable[[Told], str]


class CalendarWriter:
    """Writes calendars in the words that ``say`` finds.

    An entry stands in the calendars of several: its text is kept for a while.
    """

    def __init__(self, say: Say) -> None:
        # It takes as long to load as all of planbook, and most builds write no calendar.
        from icalendar import Calendar, vText
        from icalendar.parser import Contentline

        self._say = say
        self._calendar = Calendar
        self._text = vText
        self._line: Callable[[str], Any] = Contentline
        self._kept: dict[str, tuple[EventView, str]] = {}
        self._surroundings: tuple[str, date] | None = None

    def __call__(self, view: CalendarView) -> str:
        """Return a calendar as text."""
        if self._surroundings != (view.zone, view.stamp) or len(self._kept) > _ENTRIES_KEPT:
            self._kept.clear()
            self._surroundings = (view.zone, view.stamp)
        zone = "\r\n".join(view.clock)
        # There is always a time zone: a calendar without anything in it is none.
        return "".join((self._head(view), zone, "\r\n", *map(self._entry(view), view.events), _END))

    def _head(self, view: CalendarView) -> str:
        calendar = self._calendar()
        calendar.add("prodid", _MAKER)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        title, note = _clean(self._say(view.title)), _clean(self._say(view.note))
        texts = {"name": title, "x-wr-calname": title, "description": note, "x-wr-caldesc": note}
        for name, words in texts.items():
            calendar[name] = self._text(words)
        calendar["x-wr-timezone"] = self._text(view.zone)
        calendar.add("refresh-interval", _HOW_OFTEN, {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")
        if view.url:
            calendar.add("source", view.url, {"VALUE": "URI"})
        return str(calendar.to_ical().decode()).removesuffix(_END)

    def _entry(self, calendar: CalendarView) -> Callable[[EventView], str]:
        def write(view: EventView) -> str:
            kept = self._kept.get(view.name)
            if kept is not None and (kept[0] is view or kept[0] == view):
                return kept[1]
            text = "".join(f"{line}\r\n" for line in self._lines(view, calendar))
            self._kept[view.name] = view, text
            return text

        return write

    def _lines(self, view: EventView, calendar: CalendarView) -> Iterator[str]:
        """Yield the lines of an entry, and of each of its times that the rule does not set."""
        words = tuple(self._words(view, calendar))
        told, zone = view.told, calendar.zone
        rule = [self._folded(f"RRULE:{told.rule}")] if told.rule else []
        for name, moments in (("RDATE", told.more), ("EXDATE", told.leaves_out)):
            rule += [_time(name, moment, view, zone) for moment in moments]
        yield from _event(view, zone, told.starts, (*rule, *words))
        for moment, instead in told.moved:
            exception = _time("RECURRENCE-ID", moment, view, zone)
            yield from _event(view, zone, instead, (exception, *words))

    def _words(self, view: EventView, calendar: CalendarView) -> Iterator[str]:
        """Yield what all times of an entry have alike."""
        say = self._say
        yield self._folded(f"UID:{view.name}")
        yield f"DTSTAMP:{calendar.stamp:%Y%m%d}T000000Z"
        yield f"SEQUENCE:{(calendar.stamp - _FIRST_DAY).days}"
        yield self._written("SUMMARY", say(view.summary))
        if view.lines:
            yield self._written("DESCRIPTION", "\n".join(map(say, view.lines)))
        if view.where:
            yield self._written("LOCATION", view.where)
        if view.url:
            yield self._folded(f"URL:{view.url}")
        yield self._written("CATEGORIES", say(view.category))
        if view.is_private:
            yield "CLASS:PRIVATE"

    def _written(self, name: str, words: str) -> str:
        return self._folded(f"{name}:{self._text(_clean(words)).to_ical().decode()}")

    def _folded(self, line: str) -> str:
        return str(self._line(line).to_ical().decode())


def _event(view: EventView, zone: str, starts: datetime, lines: Iterable[str]) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield _time("DTSTART", starts, view, zone)
    if view.in_days:
        yield f"DTEND;VALUE=DATE:{starts + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    elif view.minutes:
        # An end in local time would be another where the clocks change in between.
        yield f"DURATION:PT{view.minutes}M"
    yield from lines
    yield "END:VEVENT"


def _time(name: str, moment: datetime, view: EventView, zone: str) -> str:
    """Return a moment in local time; of what is in days, the day alone."""
    if view.in_days:
        return f"{name};VALUE=DATE:{moment:%Y%m%d}"
    if zone == "UTC":
        return f"{name}:{moment:%Y%m%dT%H%M%S}Z"
    return f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"


def _clean(words: str) -> str:
    return words.encode("utf-8", "replace").decode().translate(_CONTROLS)
