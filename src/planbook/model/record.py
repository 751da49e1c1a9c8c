"""What every kind of document has."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from planbook.language import Text
from planbook.model.document import Key


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link to somewhere else."""

    title: dict[str, str] = {}
    url: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
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
    def key(self) -> Key:
        """The name of the document in the whole handbook."""
        return Key(self.KIND or self.kind, self.id)

    @property
    def is_in_force(self) -> bool:
        """Whether the document counts in the present: it is neither a draft nor archived."""
        return self.state == "active"

    @property
    def label(self) -> Text:
        """What the document is called on a page: its title, else its id."""
        return self.title or {"": self.id}
