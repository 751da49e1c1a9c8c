"""Reviews: how a month, a quarter or a year went."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.record import Record
from planbook.periods import Period


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension, rated on the project's scale (1 to 5 unless planbook.yaml says another)."""

    dimension: dict[str, str] = {}
    score: Decimal | None = None
    comment: dict[str, str] = {}


class MetricReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a metric stood at, beside what it should have."""

    metric: Key | None = None
    value: Decimal | None = None
    target: Decimal | None = None


class Review(Record, frozen=True, kw_only=True):
    """One review of one person."""

    KIND: ClassVar[str] = "review"

    person: Key | None = None
    reviewer: Key | None = None
    period: Period | None = None
    date: datetime.date | None = None
    ratings: tuple[Rating, ...] = ()
    grade: str | None = None
    readings: tuple[MetricReading, ...] = ()
    strengths: dict[str, str] = {}
    concerns: dict[str, str] = {}
    decisions: tuple[Action, ...] = ()
