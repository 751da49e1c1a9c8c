"""Meetings: when, who, about what, and what came of them."""

from __future__ import annotations

import datetime
from typing import ClassVar

import msgspec

from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.noun import Noun


class MeetingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one meeting decided."""

    date: datetime.date | None = None
    decisions: tuple[dict[str, str], ...] = ()
    actions: tuple[Action, ...] = ()


class Meeting(Noun, frozen=True, kw_only=True):
    """One meeting, or a series of them. ``starts`` is local time in the project's time zone."""

    KIND: ClassVar[str] = "meeting"

    owner: Key | None = None
    starts: str | None = None
    minutes: int | None = None
    type: str = "other"
    attendees: tuple[Key, ...] = ()
    recurs: str | None = None
    until: datetime.date | None = None
    where: dict[str, str] = {}
    agenda: tuple[dict[str, str], ...] = ()
    log: tuple[MeetingRecord, ...] = ()
