"""How far a metric's newest closed period is from what was wanted: a step of five."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal, TypeAlias

import msgspec

from planbook.scoring.results import Change, MetricTotals, PeriodTotal

Heat: TypeAlias = Literal["far_above", "reached", "close", "behind", "far_behind"]
"""From 110 % on, 100 %, 90 %, 70 %, and below. Of what should fall, and of a change on the year,
as far on the good or the bad side of what it is held against."""

HeatBasis: TypeAlias = Literal["share", "target", "year", "nothing"]
"""What a figure is held against: the share of its target, the difference to it, the year before."""

STEPS: Final[tuple[tuple[Fraction, Heat], ...]] = (
    (Fraction(11, 10), "far_above"),
    (Fraction(1), "reached"),
    (Fraction(9, 10), "close"),
    (Fraction(7, 10), "behind"),
)

BEHIND: Final[tuple[Heat, ...]] = ("behind", "far_behind")
"""The steps that are too far from the target to be passed over."""


class HeatScore(msgspec.Struct, frozen=True):
    """The newest closed period of one subject. Held against nothing it has no ``heat``."""

    total: PeriodTotal
    basis: HeatBasis
    heat: Heat | None


def heat_of(totals: MetricTotals | None, direction: str) -> HeatScore | None:
    """Return how the newest closed period of ``totals`` went; None without one.

    By its target, else by the same period of the year before.
    """
    total = totals.newest_closed if totals is not None else None
    if total is None:
        return None
    against = heat_of_target(total, direction)
    if against is not None:
        return HeatScore(total, "share" if total.of_target is not None else "target", against)
    if total.year is not None:
        return HeatScore(total, "year", _of_change(total.year, direction))
    return HeatScore(total, "nothing", None)


def heat_of_target(total: PeriodTotal, direction: str) -> Heat | None:
    """Return how far a period's figure is from its target; None without one."""
    if total.of_target is not None:
        return _step(total.of_target)
    if total.against_target is not None:
        return _of_change(total.against_target, direction)
    return None


def nearness_to_target(total: PeriodTotal, direction: str) -> Fraction | None:
    """Return 1 for a figure on its target, less for one that is worse; None without a target.

    The share of it that is reached; of what should fall 1 less the part by which it is too much.
    """
    if total.of_target is not None:
        return total.of_target
    return _nearness(total.against_target, direction) if total.against_target else None


def _of_change(change: Change, direction: str) -> Heat:
    """Return the step of a figure that differs from what it is held against."""
    nearness = _nearness(change, direction)
    if nearness is None:
        # How far that is cannot be told from nothing or less.
        return "behind" if change.is_better is False else "reached"
    return _step(nearness)


def _nearness(change: Change, direction: str) -> Fraction | None:
    if change.compared_with <= 0:
        return None
    apart = change.difference / change.compared_with
    return 1 - apart if direction == "down" else 1 + apart


def _step(share: Fraction) -> Heat:
    return next((heat for least, heat in STEPS if share >= least), "far_behind")
