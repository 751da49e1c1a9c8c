"""What a document that came or went is told by: the fields that say most about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from planbook.history.units import Origin
from planbook.history.values import Part, label_of, value_of
from planbook.model.document import Document
from planbook.model.field import Field
from planbook.model.handbook import Handbook

_ESSENTIALS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "goal": ("owner", "period", "measurable/target", "measurable/min", "measurable/max",
                 "time_bound/due", "weight"),
        "objective": ("owner", "period", "measure/target", "measure/min", "measure/max"),
        "incentive": ("for", "period", "basis", "mode", "tiers", "gates", "threshold", "cap",
                      "quota", "variable"),
        "person": ("role", "team", "manager", "started"),
        "team": ("lead", "parent"),
        "partner": ("type", "territory", "manager"),
        "training": ("for", "period"),
        "metric": ("unit", "cadence"),
        "review": ("person", "period"),
        "improvement": ("person", "opened"),
        "meeting": ("owner", "type", "starts", "recurs"),
        "feedback": ("to", "from", "date"),
        "recognition": ("people", "date"),
        "growth": ("person", "target"),
        "retrospective": ("team", "period"),
    }
)  # fmt: skip


def essentials_of(document: Document, handbook: Handbook) -> tuple[Part, ...]:
    """Return the fields that tell what ``document`` is, where it has them."""
    field = handbook.kinds[document.kind].field
    names = _ESSENTIALS.get(document.kind, ())
    return tuple(_told(names, document, field, Origin(document, handbook)))


def _told(
    names: tuple[str, ...], document: Document, field: Field, origin: Origin
) -> Iterator[Part]:
    for name in names:
        value: Any = document.values
        around: Mapping[str, Any] = {}
        below: Field | None = field
        for step in name.split("/"):
            around = value if isinstance(value, Mapping) else {}
            value, below = around.get(step), below.properties.get(step) if below else None
        if value is None or below is None:
            continue
        told = value_of(value, below, f"/{name}", origin, around)
        if told is not None:
            yield Part(name, label_of(below, name), told)
