"""The meetings of the coming months: when they take place, with whom, and which collide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.edition import breadth
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.recurrence import occurrences
from planbook.rules.organisation import Organisation

ONE_TO_ONE: Final = "one_on_one"
"""The type of the meetings in which two people talk."""

_QUARTER: Final = timedelta(days=92)


class Schedule(msgspec.Struct, frozen=True):
    """When a meeting takes place in the coming quarter, and whether it recurs."""

    meeting: Meeting
    moments: tuple[datetime, ...]
    recurs: bool


class Clash(msgspec.Struct, frozen=True):
    """Two meetings at one time: when, for the first time and how often, and for whom."""

    other: Key
    moments: tuple[datetime, ...]
    people: tuple[Key, ...]


@dataclass(frozen=True)
class Diary:
    """The meetings in force that are to come after one day. Indexes are made once."""

    handbook: Handbook
    as_of: date
    organisation: Organisation

    @cached_property
    def keeps_meetings(self) -> bool:
        """Whether any meeting is written at all, past ones too, one-to-ones aside."""
        return any(one.is_in_force and one.type != ONE_TO_ONE for one in self.handbook.all(Meeting))

    @cached_property
    def keeps_one_to_ones(self) -> bool:
        """Whether any one-to-one is written, past ones too."""
        return any(one.is_in_force and one.type == ONE_TO_ONE for one in self.handbook.all(Meeting))

    @cached_property
    def to_come(self) -> Mapping[Key, Schedule]:
        """The meetings that take place on or after the day."""
        found: dict[Key, Schedule] = {}
        zone, last = self.handbook.settings.zone, self.as_of + _QUARTER
        for meeting in self.handbook.all(Meeting):
            series = meeting.series if meeting.is_in_force else None
            if series is None:
                continue
            moments: list[datetime] = []
            is_to_come = False
            for moment in occurrences(series, zone, self.as_of):
                is_to_come = True
                if moment.date() > last:
                    break
                moments.append(moment)
            if is_to_come:
                recurs = series.recurrence is not None
                found[meeting.key] = Schedule(meeting, tuple(moments), recurs)
        return found

    @cached_property
    def people_in(self) -> Mapping[Key, tuple[Key, ...]]:
        """Who in service calls or attends each meeting to come, by themselves or in a team."""
        return {
            key: tuple(dict.fromkeys(self._people_in(schedule.meeting)))
            for key, schedule in self.to_come.items()
        }

    def _people_in(self, meeting: Meeting) -> Iterator[Key]:
        for attendee in (meeting.owner, *meeting.attendees):
            if attendee is None:
                continue
            if attendee.kind == Team.KIND:
                yield from self.organisation.people_of.get(attendee, ())
            elif attendee.kind == Person.KIND and attendee in self.organisation.people:
                yield attendee

    @cached_property
    def meeting_regularly(self) -> frozenset[Key]:
        """Who is in a meeting to come that recurs, one-to-ones aside.

        What is said one to one is feedback's matter: the others do not hear it.
        """
        return frozenset(
            person
            for key, people in self.people_in.items()
            if self.to_come[key].recurs and self.to_come[key].meeting.type != ONE_TO_ONE
            for person in people
        )

    @cached_property
    def meeting_one_to_one(self) -> frozenset[Key]:
        """Who has a one-to-one to come with somebody above them."""
        above = self.organisation.above
        return frozenset(
            person
            for key, people in self.people_in.items()
            if self.to_come[key].meeting.type == ONE_TO_ONE
            for person in people
            if not above[person].isdisjoint(people)
        )

    @cached_property
    def clashes(self) -> Mapping[Key, tuple[Clash, ...]]:
        """The meetings that take place at the time of another with somebody who is in both.

        Each pair stands at the meeting that fewer people may see, else at the one whose id comes
        later.
        """
        meetings_of: dict[Key, list[Key]] = defaultdict(list)
        for meeting, people in self.people_in.items():
            for person in people:
                meetings_of[person].append(meeting)
        # Whoever is in the same meetings is in the same two at one time.
        alike: dict[tuple[Key, ...], list[Key]] = defaultdict(list)
        for person, meetings in meetings_of.items():
            if len(meetings) > 1:
                alike[tuple(meetings)].append(person)
        moments: dict[tuple[Key, Key], set[datetime]] = defaultdict(set)
        concerned: dict[tuple[Key, Key], set[Key]] = defaultdict(set)
        for diary, owners in alike.items():
            for one, other, moment in _collisions(self.to_come[key] for key in diary):
                pair = _in_order(one, other)
                moments[pair].add(moment)
                concerned[pair].update(owners)
        found: dict[Key, list[Clash]] = defaultdict(list)
        for pair, when in moments.items():
            place, against = pair
            found[place].append(Clash(against, tuple(sorted(when)), tuple(sorted(concerned[pair]))))
        return {place: tuple(clashes) for place, clashes in found.items()}


def _in_order(one: Meeting, other: Meeting) -> tuple[Key, Key]:
    """Return two meetings, first that at which a finding about both is to stand."""
    wide, narrow = sorted((one, other), key=lambda each: (breadth(each.audience), each.key))
    return narrow.key, wide.key


def _collisions(schedules: Iterable[Schedule]) -> Iterator[tuple[Meeting, Meeting, datetime]]:
    """Yield what begins while another meeting is on, with that one, and when.

    Of several that are on, it is the one that ends last.
    """
    every = sorted(
        (
            (moment, moment + timedelta(minutes=schedule.meeting.minutes or 0), schedule.meeting)
            for schedule in schedules
            for moment in schedule.moments
        ),
        key=lambda each: (*each[:2], each[2].key),
    )
    last: tuple[datetime, Meeting] | None = None
    for begin, end, meeting in every:
        if last is not None and begin < last[0] and meeting.key != last[1].key:
            yield last[1], meeting, begin
        if last is None or end > last[0]:
            last = (end, meeting)
