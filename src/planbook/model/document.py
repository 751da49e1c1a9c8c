"""A document: one plan as somebody wrote it, checked, with its positions left behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from planbook.language import Text

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id: it becomes part of an address, and is written in other documents."""

DRAFT: Final = "draft"
"""The state of a document that is still being written: it may lack what its kind requires."""


class Key(NamedTuple):
    """The name of a document in the whole handbook: ids are unique within their kind."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class Origin(msgspec.Struct, frozen=True):
    """Where a document was read: a file, and which document of that file.

    ``tables`` are the CSV files that values of it came from, by the property that their rows
    became: a metric's ``values`` and ``targets``.
    """

    path: str
    index: int = 0
    tables: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[str, int]:
        """Where it comes in the order of files, and of documents in a file."""
        return self.path, self.index


class Document(msgspec.Struct, frozen=True):
    """One document, as data.

    ``values`` has the author's field names; texts are language mappings, dates and references
    strings, empty values gone, and ``id``, ``audience`` and ``state`` filled in. Nobody writes
    into it: an edition's cut makes new mappings. ``placeholders`` are the pointers, in the file,
    of values that a comment beside them says are still to be filled in.
    """

    key: Key
    values: Mapping[str, Any]
    origin: Origin
    placeholders: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind's name."""
        return self.key.kind

    @property
    def id(self) -> str:
        """The id, unique within the kind."""
        return self.key.id

    @property
    def title(self) -> Text:
        """The title; of a person the name."""
        title = self.values.get("title") or self.values.get("name") or {}
        return title if isinstance(title, Mapping) else {}

    @property
    def audience(self) -> str:
        """``public``, ``team`` or ``private``."""
        return str(self.values.get("audience", "private"))

    @property
    def state(self) -> str:
        """``draft``, ``active`` or ``archived``."""
        return str(self.values.get("state", "active"))

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: few see it, and nothing counts it."""
        return self.state == DRAFT
