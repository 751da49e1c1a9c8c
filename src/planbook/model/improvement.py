"""Improvement plans: what keeps falling, why, and what is done about it."""

from __future__ import annotations

import datetime
from typing import ClassVar

import msgspec

from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.record import Record


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What is expected by a day, and what it came to."""

    date: datetime.date | None = None
    expect: dict[str, str] = {}
    actual: dict[str, str] = {}
    met: bool | None = None


class Improvement(Record, frozen=True, kw_only=True):
    """One improvement plan for one person."""

    KIND: ClassVar[str] = "improvement"

    person: Key | None = None
    opened: datetime.date | None = None
    facts: dict[str, str] = {}
    metric: Key | None = None
    goal: Key | None = None
    cause: dict[str, str] = {}
    target: dict[str, str] = {}
    support: dict[str, str] = {}
    actions: tuple[Action, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    outcome: str = "open"

    @property
    def is_running(self) -> bool:
        """Whether the plan is in force and nobody has closed it."""
        return self.is_in_force and self.outcome in ("open", "extended")
