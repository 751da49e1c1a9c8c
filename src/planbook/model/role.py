"""Roles: what somebody is there for, and how to choose one."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One duty, the objectives that it serves and the metrics that show it."""

    title: dict[str, str] = {}
    supports: tuple[Key, ...] = ()
    metrics: tuple[Key, ...] = ()
    reviewed: datetime.date | None = None


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the selection scorecard; ``anchors`` say what 1, 3 and 5 look like."""

    criterion: dict[str, str] = {}
    area: str = ""
    must: bool = False
    weight: Decimal | None = None
    anchors: dict[str, dict[str, str]] = {}


class Role(Record, frozen=True, kw_only=True):
    """One role."""

    KIND: ClassVar[str] = "role"

    purpose: dict[str, str] = {}
    duties: tuple[Duty, ...] = ()
    authority: tuple[dict[str, str], ...] = ()
    selection: tuple[Criterion, ...] = ()
    ladder: Key | None = None
