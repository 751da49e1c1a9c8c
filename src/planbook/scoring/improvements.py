"""Which figures somebody already works on: the improvement plans that run."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement


def plans_by_figure(handbook: Handbook) -> dict[tuple[Key, Key], Key]:
    """Return the improvement plans that run, by person and metric.

    A plan is for its metric, and for that of its goal.
    """
    return {
        (plan.person, metric): plan.key
        for plan in handbook.all(Improvement)
        if plan.person is not None and plan.is_running
        for metric in _metrics_of(plan, handbook)
    }


def _metrics_of(plan: Improvement, handbook: Handbook) -> Iterator[Key]:
    if plan.metric is not None:
        yield plan.metric
    goal = handbook.find(Goal, plan.goal)
    if goal is not None and goal.measurable.metric is not None:
        yield goal.measurable.metric
