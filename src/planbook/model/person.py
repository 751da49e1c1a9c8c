"""People: their role, their manager and what they are answerable for."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.record import Record


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """A share of the work: territories, product lines and partners."""

    territories: tuple[Key, ...] = ()
    product_lines: tuple[Key, ...] = ()
    partners: tuple[Key, ...] = ()

    @property
    def parts(self) -> tuple[Key, ...]:
        """The territories, the product lines and the partners, in this order."""
        return (*self.territories, *self.product_lines, *self.partners)


class Contacts(msgspec.Struct, frozen=True, kw_only=True):
    """How to reach somebody."""

    email: str | None = None
    im: str | None = None
    phone: str | None = None
    github: str | None = None


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """The team and manager that somebody had up to and including a day."""

    until: date | None = None
    team: Key | None = None
    manager: Key | None = None


class Person(Record, frozen=True, kw_only=True):
    """One person."""

    KIND: ClassVar[str] = "person"

    name: dict[str, str] = {}
    role: Key | None = None
    manager: Key | None = None
    team: Key | None = None
    scope: Scope | None = None
    started: date | None = None
    ended: date | None = None
    before: tuple[Station, ...] = ()
    level: str | None = None
    contacts: Contacts | None = None

    @property
    def label(self) -> Text:
        """The person's name, else the id."""
        return self.name or {"": self.id}

    def in_service(self, day: date) -> bool:
        """Return whether the person has started by ``day`` and has not left before it."""
        return self.serves_in(day, day)

    def is_serving(self, day: date) -> bool:
        """Return whether the person is in service on ``day`` and the document counts."""
        return self.is_in_force and self.in_service(day)

    def has_left(self, day: date) -> bool:
        """Return whether the person's last day was before ``day``."""
        return self.ended is not None and self.ended < day

    def serves_in(self, start: date, end: date) -> bool:
        """Return whether the person is in service on any day from ``start`` to ``end``."""
        return (self.started is None or self.started <= end) and not self.has_left(start)

    def months_served(self, day: date) -> int | None:
        """Return how many whole months of service have closed by ``day``; None: since when?

        A month has closed on the day after its last one.
        """
        if self.started is None:
            return None
        months = (day.year - self.started.year) * 12 + day.month - self.started.month
        return max(months - (1 if self.started.day > 1 else 0), 0)

    def is_too_new(self, looks_back: int, day: date) -> bool:
        """Return whether the person has served less than what looks back that many months."""
        months = self.months_served(day)
        return months is not None and months < looks_back
