"""What every kind of document has."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

import msgspec

from planbook.language import Text


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link to somewhere else."""

    title: dict[str, str] = {}
    url: str = ""


class DateRange(msgspec.Struct, frozen=True, kw_only=True):
    """A period written as its first and last day."""

    start: datetime.date
    end: datetime.date


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """The typed face of a document.

    Every field has a default: an edition may have taken any of them away.
    """

    KIND: ClassVar[str] = ""

    kind: str = ""
    id: str = ""
    title: dict[str, str] = {}
    audience: str = "private"
    state: str = "active"
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    notes: dict[str, str] = {}
    extra: dict[str, Any] = {}

    @property
    def label(self) -> Text:
        """What the document is called on a page: its title, else its id."""
        return self.title or {"": self.id}
