"""People: their role, their manager and what they are answerable for."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from planbook.language import Text
from planbook.model.noun import Noun


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """A share of the work: territories, product lines and partners."""

    territories: tuple[str, ...] = ()
    product_lines: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


class Contacts(msgspec.Struct, frozen=True, kw_only=True):
    """How to reach somebody."""

    email: str | None = None
    im: str | None = None
    phone: str | None = None
    github: str | None = None


class Person(Noun, frozen=True, kw_only=True):
    """One person."""

    KIND: ClassVar[str] = "person"

    name: dict[str, str] = {}
    role: str | None = None
    manager: str | None = None
    team: str | None = None
    scope: Scope | None = None
    started: date | None = None
    ended: date | None = None
    level: str | None = None
    contacts: Contacts | None = None

    @property
    def label(self) -> Text:
        """The person's name, else the id."""
        return self.name or {"": self.id}
