"""The measure of a goal, or an objective's own: what the rules about figures look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from planbook.model.goal import Goal, Measurable
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.quantities import plain
from planbook.rules.rule import Violation
from planbook.scoring.undertaking import metric_of, span_of


class Measured(msgspec.Struct, frozen=True):
    """A measure, the pointer to it in its document, and its metric where it names one."""

    measure: Measurable
    path: str
    metric: Metric | None

    @property
    def adds_up(self) -> bool:
        """Whether the figures of the metric are added up over a period."""
        return self.metric is not None and self.metric.aggregate == "sum"


def measure_of(plan: Goal | Objective, handbook: Handbook) -> Measured | None:
    """Return the measure of a goal, or that of an objective where it has one."""
    if isinstance(plan, Goal):
        return Measured(plan.measurable, "/measurable", metric_of(plan.measurable, handbook))
    if plan.measure is None:
        return None
    return Measured(plan.measure, "/measure", metric_of(plan.measure, handbook))


def lone_bound_of_total(
    plan: Goal | Objective, handbook: Handbook, bound: Literal["min", "max"]
) -> Iterator[Violation]:
    """Yield ``bound`` where it alone limits a metric that adds up, and ``per`` does not say how."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.metric is None or not measured.adds_up:
        return
    measure = measured.measure
    limit, other = measure.min, measure.max
    if bound == "max":
        limit, other = other, limit
    if measure.type != "keep_within" or measure.per is not None:
        return
    if limit is not None and other is None:
        words = {"metric": measured.metric.id, bound: plain(limit)}
        yield Violation(f"{measured.path}/{bound}", words)


def runs_until(plan: Goal | Objective, day: date) -> bool:
    """Return whether a goal or an objective is in force and not over by ``day``."""
    ended = isinstance(plan, Goal) and plan.result is not None and plan.result.outcome is not None
    days = span_of(plan)
    return plan.is_in_force and not ended and days is not None and day <= days.due
