"""Metrics: what is measured, and its readings."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.noun import Noun


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a metric for one subject on one day, in the metric's unit."""

    date: datetime.date | None = None
    subject: str | None = None
    value: Decimal | None = None


class Metric(Noun, frozen=True, kw_only=True):
    """One metric. ``values`` holds its readings, those from a CSV file included."""

    KIND: ClassVar[str] = "metric"

    unit: str = ""
    direction: str = "up"
    cadence: str = "monthly"
    aggregate: str = "last"
    definition: dict[str, str] = {}
    source: str | None = None
    values: tuple[Reading, ...] = ()
