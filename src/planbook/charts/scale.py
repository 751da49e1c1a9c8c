"""Where a figure stands in a picture, and which figures an axis names."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import msgspec

Figure: TypeAlias = Decimal | Fraction | float | int

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LARGEST = 1e15


class Scale(msgspec.Struct, frozen=True):
    """Puts the figures from ``low`` to ``high`` on the stretch from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, figure: Figure) -> float:
        """Return the place of ``figure``; what lies outside stands at the edge.

        On a scale of figures too large to tell apart everything stands in the middle.
        """
        width = self.high - self.low
        share = (bounded(figure) - self.low) / width if width else 0.5
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def holds(self, figure: Figure) -> bool:
        """Return whether ``figure`` stands where it belongs, and not at the edge."""
        return self.low <= bounded(figure) <= self.high


class DayScale(msgspec.Struct, frozen=True):
    """Puts the days from ``first`` to ``last`` on the stretch from ``start`` to ``end``."""

    first: date
    last: date
    start: float
    end: float

    def at(self, day: date) -> float:
        """Return the place of ``day``; what lies outside stands at the edge."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def holds(self, day: date) -> bool:
        """Return whether ``day`` stands where it belongs."""
        return self.first <= day <= self.last


def day_scale(first: date, last: date, start: float, end: float) -> DayScale:
    """Return a scale for the days; a stretch of no length is given a day."""
    return DayScale(first, last if last > first else first + timedelta(days=1), start, end)


def bounded(figure: Figure) -> float:
    """Return ``figure`` as a float that can be reckoned with, however large it is."""
    try:
        # What ``float`` does with a fraction, without asking what it is.
        plain = figure.numerator / figure.denominator if type(figure) is Fraction else float(figure)
    except OverflowError:
        return math.copysign(_LARGEST, -1 if figure < 0 else 1)
    if math.isnan(plain):
        return 0.0
    return min(_LARGEST, max(-_LARGEST, plain))


def round_ticks(low: Figure, high: Figure, about: int = 4) -> tuple[Decimal, ...]:
    """Return round figures, evenly apart, the first at or below ``low``, the last at or above.

    There are at least two, and some ``about`` of them.
    """
    bottom, top = bounded(low), bounded(high)
    if top <= bottom:
        top = bottom + (abs(bottom) or 1.0)
    rough = Decimal(repr((top - bottom) / about))
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(one * power for one in _STEPS if one * power >= rough)
    first = math.floor(Decimal(repr(bottom)) / step)
    last = math.ceil(Decimal(repr(top)) / step)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))
