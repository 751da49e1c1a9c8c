"""Retrospectives: what a team learned from a period."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record
from planbook.periods import Period


class Retrospective(Record, frozen=True, kw_only=True):
    """One retrospective of one team."""

    KIND: ClassVar[str] = "retrospective"

    team: Key | None = None
    period: Period | None = None
    wins: tuple[dict[str, str], ...] = ()
    misses: tuple[dict[str, str], ...] = ()
    start: tuple[dict[str, str], ...] = ()
    stop: tuple[dict[str, str], ...] = ()
    continue_: tuple[dict[str, str], ...] = msgspec.field(default=(), name="continue")
