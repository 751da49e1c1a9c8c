"""Teams: who leads them, their norms, channels and activities."""

from __future__ import annotations

import datetime
from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record


class Norm(msgspec.Struct, frozen=True, kw_only=True):
    """One norm of working together."""

    id: str = ""
    title: dict[str, str] = {}
    description: dict[str, str] = {}


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One way to reach the team, and how soon it answers."""

    type: str = ""
    where: dict[str, str] = {}
    purpose: dict[str, str] = {}
    reply_within: dict[str, str] = {}


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the team did or will do together."""

    date: datetime.date | None = None
    title: dict[str, str] = {}
    purpose: dict[str, str] = {}
    outcome: dict[str, str] = {}


class Team(Record, frozen=True, kw_only=True):
    """One team."""

    KIND: ClassVar[str] = "team"

    lead: Key | None = None
    parent: Key | None = None
    purpose: dict[str, str] = {}
    norms: tuple[Norm, ...] = ()
    channels: tuple[Channel, ...] = ()
    activities: tuple[Activity, ...] = ()
