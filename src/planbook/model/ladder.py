"""Career ladders: competencies, levels and what each level expects."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from planbook.model.record import Record


class Competency(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be good at."""

    id: str = ""
    title: dict[str, str] = {}
    description: dict[str, str] = {}


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One rung; ``expectations`` by competency id."""

    id: str = ""
    title: dict[str, str] = {}
    scope: dict[str, str] = {}
    expectations: dict[str, tuple[dict[str, str], ...]] = {}


class Ladder(Record, frozen=True, kw_only=True):
    """One ladder, lowest level first."""

    KIND: ClassVar[str] = "ladder"

    competencies: tuple[Competency, ...] = ()
    levels: tuple[Level, ...] = ()
