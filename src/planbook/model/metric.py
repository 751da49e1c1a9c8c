"""Metrics: what is measured, and its readings."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar, Final

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record
from planbook.periods import Period

_POINT_UNITS: Final = frozenset({"%", "pp", "points", "point", "score", "分", "百分点"})


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a metric for one subject on one day, in the metric's unit."""

    date: datetime.date | None = None
    subject: Key | None = None
    value: Decimal | None = None


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a subject's figure should come to in a period, in the metric's unit."""

    period: Period | None = None
    subject: Key | None = None
    value: Decimal | None = None


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """Between which figures a reading can lie: a score from 1 to 5."""

    min: Decimal | None = None
    max: Decimal | None = None


class WeightedMean(msgspec.Struct, frozen=True, kw_only=True):
    """Subjects are put together as a mean weighted with another metric's figure."""

    mean_by: Key | None = None


class Metric(Record, frozen=True, kw_only=True):
    """One metric. ``values`` and ``targets`` hold those from CSV files as well.

    ``aggregate`` (sum, last, mean) puts the readings of a longer period together, ``across``
    (sum, mean, none or a weighted mean) the subjects; None where nothing is written.
    """

    KIND: ClassVar[str] = "metric"

    unit: str = ""
    direction: str = "up"
    cadence: str = "monthly"
    aggregate: str = "last"
    across: str | WeightedMean | None = None
    dated: str = "in_period"
    bounds: Bounds = Bounds()
    definition: dict[str, str] = {}
    source: Key | None = None
    values: tuple[Reading, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def counts_in_points(self) -> bool:
        """Whether changes are told in points: it is a percentage or a score."""
        return self.unit in _POINT_UNITS or self.bounds != Bounds()

    @property
    def unit_of_change(self) -> str:
        """The unit of a difference between two figures: percentage points for a percentage."""
        return "pp" if self.unit == "%" else self.unit
