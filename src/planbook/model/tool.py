"""Tools: what the team works with, and which figures come from it."""

from __future__ import annotations

from typing import ClassVar

from planbook.model.document import Key
from planbook.model.record import Record


class Tool(Record, frozen=True, kw_only=True):
    """One tool."""

    KIND: ClassVar[str] = "tool"

    type: str = ""
    purpose: dict[str, str] = {}
    owner: Key | None = None
    url: str | None = None
    feeds: tuple[Key, ...] = ()
