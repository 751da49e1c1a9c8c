"""Training plans: what is learned, how, with whom, and whether it was."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record
from planbook.periods import Period


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to learn or to practise. ``cost`` is in the project's currency.

    ``after_start`` counts days from a person's ``started``: onboarding has a date of its own for
    everybody.
    """

    title: dict[str, str] = {}
    format: str = ""
    mode: str = ""
    competency: str | None = None
    date: datetime.date | None = None
    after_start: int | None = None
    recurs: str | None = None
    trainer: dict[str, str] = {}
    external: bool = False
    mentor: Key | None = None
    hours: Decimal | None = None
    cost: Decimal | None = None
    state: str = "planned"
    completed: datetime.date | None = None
    evidence: dict[str, str] = {}

    @property
    def held_on(self) -> datetime.date | None:
        """The day on which it was held, as far as somebody has written that it was."""
        return self.completed or (self.date if self.state == "done" else None)

    def day_after(self, started: datetime.date | None) -> datetime.date | None:
        """Return the day of onboarding for somebody who ``started`` then, or None."""
        if self.after_start is None or started is None:
            return None
        return started + datetime.timedelta(days=self.after_start)


class Training(Record, frozen=True, kw_only=True):
    """One training plan for people, teams or roles in a period."""

    KIND: ClassVar[str] = "training"

    recipients: tuple[Key, ...] = msgspec.field(default=(), name="for")
    period: Period | None = None
    items: tuple[Session, ...] = ()
