"""How far a measure can be exceeded: what a reward can wait for."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.quantities import exact
from planbook.scoring.undertaking import amount_at, metric_of

NEVER_MORE: Final = frozenset({"yes_no", "milestones", "keep_within"})
"""Types of measure of which all is the most there can be."""


def is_beyond_reach(goal: Goal, share: Fraction, handbook: Handbook) -> bool:
    """Return whether ``goal`` can never come to ``share`` of itself (1 is all of it)."""
    measure = goal.measurable
    if measure.type in NEVER_MORE:
        return share > 1
    amount, metric = amount_at(measure, share), metric_of(measure, handbook)
    if amount is None or metric is None or share <= 1:
        return False
    low, high = metric.bounds.min, metric.bounds.max
    return (high is not None and amount > exact(high)) or (low is not None and amount < exact(low))
