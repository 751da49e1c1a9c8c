"""Growth plans: where somebody stands, wants to be, and how to get there."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """One competency as the person and as the manager sees it, 1 to 5."""

    competency: str | None = None
    self: Decimal | None = None
    manager: Decimal | None = None
    date: datetime.date | None = None


class GrowthAction(msgspec.Struct, frozen=True, kw_only=True):
    """One step of growth."""

    title: dict[str, str] = {}
    type: str = ""
    competency: str | None = None
    training: Key | None = None
    due: datetime.date | None = None
    done: datetime.date | bool | None = None
    success: dict[str, str] = {}


class ScaledGoal(msgspec.Struct, frozen=True, kw_only=True):
    """One goal on the scale of goal attainment scaling, −2 to +2."""

    goal: dict[str, str] = {}
    weight: Decimal | None = None
    level: int | None = None


class Growth(Record, frozen=True, kw_only=True):
    """One growth plan of one person."""

    KIND: ClassVar[str] = "growth"

    person: Key | None = None
    ladder: Key | None = None
    current: str | None = None
    target: str | None = None
    by: datetime.date | None = None
    mentor: Key | None = None
    assessments: tuple[Assessment, ...] = ()
    actions: tuple[GrowthAction, ...] = ()
    reviews: tuple[datetime.date, ...] = ()
    attainment: tuple[ScaledGoal, ...] = ()
