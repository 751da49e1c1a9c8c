"""Recognitions: who is thanked in public, and for what."""

from __future__ import annotations

import datetime
from typing import ClassVar

from planbook.model.document import Key
from planbook.model.record import Record


class Recognition(Record, frozen=True, kw_only=True):
    """One recognition."""

    KIND: ClassVar[str] = "recognition"

    people: tuple[Key, ...] = ()
    date: datetime.date | None = None
    type: str | None = None
    norm: str | None = None
    story: dict[str, str] = {}
    given_by: Key | None = None
