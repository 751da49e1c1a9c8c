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


class HeatScore(msgspec.Struct, frozen=True):
    """The newest closed period of one subject. Held against nothing it has no ``heat``."""

    total: PeriodTotal
    basis: HeatBasis
    heat: Heat | None


def heat_of(totals: MetricTotals | None, direction: str) -> HeatScore | None:
    """Return how the newest closed period of ``totals`` went; None without one.

    By its target, else by the same period of the year before.
    """
    periods = totals.periods if totals is not None else ()
    total = next((one for one in periods if not one.is_running), None)
    if total is None:
        return None
    if total.of_target is not None:
        return HeatScore(total, "share", _step(total.of_target))
    if total.against_target is not None:
        return HeatScore(total, "target", _of_change(total.against_target, direction))
    if total.year is not None:
        return HeatScore(total, "year", _of_change(total.year, direction))
    return HeatScore(total, "nothing", None)


def _of_change(change: Change, direction: str) -> Heat:
    """Return the step of a figure that differs from what it is held against."""
    if change.compared_with <= 0:
        # How far that is cannot be told from nothing or less.
        return "behind" if change.is_better is False else "reached"
    apart = change.difference / change.compared_with
    return _step(1 - apart if direction == "down" else 1 + apart)


def _step(share: Fraction) -> Heat:
    return next((heat for least, heat in STEPS if share >= least), "far_behind")
