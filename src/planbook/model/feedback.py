"""Feedback: situation, behaviour, impact, next step."""

from __future__ import annotations

import datetime
from typing import ClassVar

import msgspec

from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.record import Record


class Feedback(Record, frozen=True, kw_only=True):
    """One piece of feedback: from a person or a partner, to a person or a team."""

    KIND: ClassVar[str] = "feedback"

    recipient: Key | None = msgspec.field(default=None, name="to")
    giver: Key | None = msgspec.field(default=None, name="from")
    date: datetime.date | None = None
    observed: datetime.date | None = None
    type: str | None = None
    situation: dict[str, str] = {}
    behaviour: dict[str, str] = {}
    impact: dict[str, str] = {}
    next_step: Action | None = None
    acknowledged: datetime.date | bool | None = None
