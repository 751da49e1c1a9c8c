"""One-to-ones: with whom somebody has them, when the last one was, and when the next one is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.recurrence import next_occurrences
from planbook.views.meeting import NEXT_MOMENT
from planbook.views.order import newest_first
from planbook.views.presenter import Shared, SitePresenter

_TYPE: Final = "one_on_one"
_LOOKS_BACK: Final = timedelta(days=124)
"""How far back the last time of a meeting without records is looked for: beyond a quarter."""
_MOST: Final = 200


class OneOnOne(msgspec.Struct, frozen=True):
    """Somebody's one-to-one with ``other``: when it was last held, and when it is held next.

    ``last`` is the day of the newest record, else the last day that it was planned for.
    """

    meeting: Key
    other: Key | None
    last: date | None
    next: datetime | None


def one_on_one_of(site: SitePresenter, person: Key) -> OneOnOne | None:
    """Return the one-to-one of ``person`` that the edition sees, or None.

    That with the manager, else the one that comes next, else the one that was last held.
    """
    return site.remember(ONE_ON_ONE, person)


def _find(site: SitePresenter, key: Key) -> OneOnOne | None:
    person = site.handbook.find(Person, key)
    if person is None:
        return None
    found = [_of(meeting, key, person.manager, site) for meeting in _meetings(site, key)]
    return min(
        found,
        key=lambda one: (
            one.other != person.manager,
            one.next is None,
            one.next or datetime.max,
            newest_first(one.last),
            one.meeting,
        ),
        default=None,
    )


def _meetings(site: SitePresenter, person: Key) -> Iterator[Meeting]:
    keys = {
        key: None
        for path in ("/owner", "/attendees")
        for key in site.handbook.referring(person, Meeting.KIND, path)
    }
    for key in keys:
        meeting = site.handbook.find(Meeting, key)
        if meeting is not None and meeting.is_in_force and meeting.type == _TYPE:
            yield meeting


def _of(meeting: Meeting, person: Key, manager: Key | None, site: SitePresenter) -> OneOnOne:
    others = [one for one in (meeting.owner, *meeting.attendees) if one not in (None, person)]
    other = manager if manager in others else next(iter(others), None)
    return OneOnOne(
        meeting.key, other, last_held(meeting, site), site.remember(NEXT_MOMENT, meeting.key)
    )


def last_held(meeting: Meeting, site: SitePresenter) -> date | None:
    """Return the last day before the day of the figures on which ``meeting`` was held.

    By its records; of one that keeps none, the last day that it was planned for.
    """
    as_of = site.scores.as_of
    held = [one.date for one in meeting.log if one.date is not None and one.date < as_of]
    if held:
        return max(held)
    series = meeting.series
    if meeting.log or series is None:
        return None
    zone = site.handbook.settings.zone
    planned = next_occurrences(series, zone, as_of - _LOOKS_BACK, _MOST)
    return max((one.date() for one in planned if one.date() < as_of), default=None)


ONE_ON_ONE: Final = Shared("one-on-one", OneOnOne | None, _find, Key, (Person.KIND,))
