"""The readings of metrics by subject, oldest first, and what they make of a longer period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.reference import split_reference
from planbook.quantities import exact

SUBJECTS: Final = ("person", "partner", "team")


@dataclass(frozen=True, slots=True)
class Observation:
    """One reading that counts: its day and value, and where in the metric it stands."""

    date: date
    value: Decimal
    pointer: str


Series: TypeAlias = Mapping[Key, tuple[Observation, ...]]
"""The readings of one metric by subject."""


def read_series(metric: Metric, handbook: Handbook) -> Series:
    """Return the readings of ``metric`` by subject, oldest first.

    Of two on one day the later in the file counts. A subject that the handbook does not hold
    is left out; territories are those of planbook.yaml.
    """
    territories = {term.id for term in handbook.settings.vocabulary.territories}
    found: dict[Key, dict[date, Observation]] = {}
    keys: dict[str, Key | None] = {}
    for position, reading in enumerate(metric.values):
        if reading.date is None or reading.value is None or reading.subject is None:
            continue
        if reading.subject not in keys:
            keys[reading.subject] = subject_of(reading.subject, handbook, territories)
        subject = keys[reading.subject]
        if subject is not None:
            by_day = found.setdefault(subject, {})
            by_day[reading.date] = Observation(reading.date, reading.value, f"/values/{position}")
    return {
        subject: tuple(by_day[day] for day in sorted(by_day)) for subject, by_day in found.items()
    }


def all_series(handbook: Handbook) -> dict[str, Series]:
    """Return the readings of every metric in force, by metric and subject."""
    return {
        metric.id: read_series(metric, handbook)
        for metric in handbook.all(Metric)
        if metric.state == "active"
    }


def subject_of(
    written: str, handbook: Handbook, territories: frozenset[str] | set[str]
) -> Key | None:
    """Return what a reading's subject stands for: a document, a territory, or None."""
    found = handbook.resolve(written, SUBJECTS)
    if found is not None:
        return found
    kind, id_ = split_reference(written)
    if kind in (None, "territory") and id_ in territories:
        return Key("territory", id_)
    return None


def put_together(values: Sequence[Decimal], aggregate: str) -> Fraction | None:
    """Return what readings make of a longer period: their sum, their mean or the last one."""
    if not values:
        return None
    if aggregate == "sum":
        return sum((exact(value) for value in values), Fraction(0))
    if aggregate == "mean":
        return sum((exact(value) for value in values), Fraction(0)) / len(values)
    return exact(values[-1])


def as_decimal(share: Fraction) -> Decimal:
    """Return ``share`` as a decimal, of 28 digits where it has no end."""
    return Decimal(share.numerator) / Decimal(share.denominator)
