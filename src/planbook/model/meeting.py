"""Meetings: when, who, about what, and what came of them."""

from __future__ import annotations

import datetime
from typing import ClassVar

import msgspec

from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.record import Record
from planbook.recurrence import Recurrence, Series, Unusable, parse_recurrence


class MeetingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one meeting decided."""

    date: datetime.date | None = None
    decisions: tuple[dict[str, str], ...] = ()
    actions: tuple[Action, ...] = ()


class MovedMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting of a series that takes place at another time, or on another day at its time."""

    from_: datetime.date | None = msgspec.field(default=None, name="from")
    to: str | None = None


class Meeting(Record, frozen=True, kw_only=True):
    """One meeting, or a series of them. ``starts`` is local time in the project's time zone."""

    KIND: ClassVar[str] = "meeting"

    owner: Key | None = None
    starts: str | None = None
    minutes: int | None = None
    type: str = "other"
    attendees: tuple[Key, ...] = ()
    recurs: str | None = None
    leaves_out: tuple[datetime.date, ...] = msgspec.field(default=(), name="except")
    moved: tuple[MovedMeeting, ...] = ()
    until: datetime.date | None = None
    where: dict[str, str] = {}
    agenda: tuple[dict[str, str], ...] = ()
    log: tuple[MeetingRecord, ...] = ()

    @property
    def first(self) -> datetime.datetime | None:
        """When the first meeting begins, in local time."""
        return _moment(self.starts)

    @property
    def recurrence(self) -> Recurrence | Unusable | None:
        """How it recurs, or why its rule cannot be used; None where it takes place once."""
        return parse_recurrence(self.recurs) if self.recurs else None

    @property
    def series(self) -> Series | None:
        """When it takes place; None where that is not said, or its rule cannot be used."""
        first, recurrence = self.first, self.recurrence
        if first is None or isinstance(recurrence, Unusable):
            return None
        moved = {
            one.from_: moment
            for one in self.moved
            if one.from_ is not None and (moment := _moment(one.to, first.time())) is not None
        }
        return Series(
            first, recurrence, self.until, frozenset(self.leaves_out), tuple(moved.items())
        )


def _moment(written: str | None, time: datetime.time | None = None) -> datetime.datetime | None:
    """Return the moment that is written; of a day alone, ``time`` on that day."""
    try:
        if time is not None and written is not None and len(written) == len("2026-07-01"):
            return datetime.datetime.combine(datetime.date.fromisoformat(written), time)
        return datetime.datetime.fromisoformat(written or "")
    except ValueError:
        return None
