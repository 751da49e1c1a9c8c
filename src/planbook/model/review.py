"""Reviews: how a month, a quarter or a year went."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.noun import DateRange, Noun


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension, rated 1 to 5."""

    dimension: dict[str, str] = {}
    score: Decimal | None = None
    comment: dict[str, str] = {}


class MetricReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a metric stood at, beside what it should have."""

    metric: str | None = None
    value: Decimal | None = None
    target: Decimal | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, who does it and by when."""

    action: dict[str, str] = {}
    owner: str | None = None
    due: datetime.date | None = None
    done: datetime.date | bool | None = None


class Review(Noun, frozen=True, kw_only=True):
    """One review of one person."""

    KIND: ClassVar[str] = "review"

    person: str | None = None
    reviewer: str | None = None
    period: str | DateRange | None = None
    date: datetime.date | None = None
    ratings: tuple[Rating, ...] = ()
    readings: tuple[MetricReading, ...] = ()
    strengths: dict[str, str] = {}
    concerns: dict[str, str] = {}
    decisions: tuple[Decision, ...] = ()
