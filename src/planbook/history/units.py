"""What the numbers of a document count: its measure's unit, a metric's, a currency."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from planbook.model.document import Document, Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.scoring.undertaking import unit_of


class Origin(msgspec.Struct, frozen=True):
    """Where values stand: a document of a handbook."""

    document: Document
    handbook: Handbook

    @property
    def key(self) -> Key:
        """The document's key."""
        return self.document.key


Entry = Mapping[str, Any]
_FindUnit = Callable[[Origin, Entry], str]


def unit_at(path: str, origin: Origin, entry: Entry) -> str:
    """Return what the number at ``path`` (``/checkins[]/value``) of a document counts, or nothing.

    ``entry`` is the mapping that it stands in: a line of a list may name its own metric.
    """
    find = _UNITS.get((origin.document.kind, path))
    return find(origin, entry) if find is not None else ""


def _of_measure(origin: Origin, _entry: Entry) -> str:
    plan = origin.handbook.records.get(origin.key)
    if isinstance(plan, Goal):
        return unit_of(plan.measurable, origin.handbook)
    if isinstance(plan, Objective) and plan.measure is not None:
        return unit_of(plan.measure, origin.handbook)
    return ""


def _of_metric(origin: Origin, _entry: Entry) -> str:
    metric = origin.handbook.find(Metric, origin.key)
    return metric.unit if metric is not None else ""


def _of_line(origin: Origin, entry: Entry) -> str:
    key = origin.handbook.resolve(str(entry.get("metric", "")), (Metric.KIND,))
    metric = origin.handbook.find(Metric, key)
    return metric.unit if metric is not None else ""


def _of_basis(origin: Origin, _entry: Entry) -> str:
    scheme = origin.handbook.find(Incentive, origin.key)
    if scheme is None:
        return ""
    metric = origin.handbook.find(Metric, scheme.basis.metric)
    if metric is not None:
        return metric.unit
    goal = origin.handbook.find(Goal, scheme.basis.goal)
    return unit_of(goal.measurable, origin.handbook) if goal is not None else ""


def _of_currency(origin: Origin, entry: Entry) -> str:
    written = entry.get("currency") or origin.document.values.get("currency")
    return str(written or origin.handbook.settings.currency or "")


def _percent(_origin: Origin, _entry: Entry) -> str:
    return "%"


_MEASURED: Final = ("baseline", "target", "min", "max")

_UNITS: Final[Mapping[tuple[str, str], _FindUnit]] = MappingProxyType(
    {
        **{("goal", f"/measurable/{name}"): _of_measure for name in _MEASURED},
        **{("objective", f"/measure/{name}"): _of_measure for name in _MEASURED},
        ("goal", "/time_bound/milestones[]/value"): _of_measure,
        ("goal", "/checkins[]/value"): _of_measure,
        ("objective", "/checkins[]/value"): _of_measure,
        ("goal", "/weight"): _percent,
        ("goal", "/rewards[]/amount"): _of_currency,
        ("metric", "/values[]/value"): _of_metric,
        ("metric", "/targets[]/value"): _of_metric,
        ("metric", "/bounds/min"): _of_metric,
        ("metric", "/bounds/max"): _of_metric,
        ("partner", "/scorecard[]/target"): _of_line,
        ("review", "/readings[]/value"): _of_line,
        ("review", "/readings[]/target"): _of_line,
        ("incentive", "/quota"): _of_basis,
        ("incentive", "/people[]/quota"): _of_basis,
        ("incentive", "/variable"): _of_currency,
        ("incentive", "/people[]/variable"): _of_currency,
        ("incentive", "/people[]/guarantee/amount"): _of_currency,
        ("incentive", "/adjustments[]/amount"): _of_currency,
        ("incentive", "/gates[]/above"): _of_line,
        ("incentive", "/gates[]/below"): _of_line,
        ("training", "/items[]/cost"): _of_currency,
    }
)
