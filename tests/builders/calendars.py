"""Calendars of a site for tests, and another program's reading of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import vobject  # type: ignore[import-untyped]

from builders.pages import EVERYTHING, bytes_at
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook


def calendar_at(
    handbook: Handbook, path: str = "calendar.ics", edition: Edition = EVERYTHING
) -> str:
    """Return the calendar at ``path`` as it is written, its folded lines put together again."""
    return unfolded(bytes_at(handbook, path, edition))


def unfolded(content: bytes) -> str:
    """Return a calendar's text without the line ends that fold it."""
    return content.decode().replace("\r\n ", "")


def events_of(text: str) -> dict[str, dict[str, str]]:
    """Return the lines of each event by its UID: property with its parameters → value.

    Of several with one UID the first counts: the others are exceptions to it.
    """
    found: dict[str, dict[str, str]] = {}
    for part in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = part.partition("END:VEVENT")[0].splitlines()
        properties = dict(line.split(":", 1) for line in lines)
        found.setdefault(properties["UID"], properties)
    return found


def summaries_of(text: str) -> set[str]:
    """Return what the events of a calendar are called."""
    return {one["SUMMARY"] for one in events_of(text).values()}


def moments_read(text: str, name: str, first: date, last: date, zone: tzinfo) -> list[datetime]:
    """Return when the event ``name`` takes place from ``first`` to ``last``, as vobject reads it.

    Moments are instants in the time of ``zone``.
    """
    calendar = vobject.readOne(text)
    every = [one for one in calendar.vevent_list if one.uid.value == name]
    whole = next(one for one in every if not hasattr(one, "recurrence_id"))
    moved = {_instant(one.recurrence_id.value, zone): one for one in every if one is not whole}
    found = [
        _instant(moved[moment].dtstart.value, zone) if moment in moved else moment
        for moment in _expanded(whole, last, zone)
    ]
    return sorted(one for one in found if first <= one.date() <= last)


def _expanded(event: Any, last: date, zone: tzinfo) -> Iterator[datetime]:
    rules = event.getrruleset(addRDate=True)
    if rules is None:
        yield _instant(event.dtstart.value, zone)
        return
    for moment in rules:
        instant = _instant(moment, zone)
        if instant.date() > last + timedelta(days=2):
            return
        yield instant


def _instant(value: Any, zone: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        return datetime.combine(value.date(), value.time(), zone)
    moment: datetime = value.astimezone(UTC).astimezone(zone)
    return moment
