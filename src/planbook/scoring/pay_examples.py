"""Which attainments of a scheme are worked out as examples."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Final

import msgspec

from planbook.model.incentive import Incentive
from planbook.quantities import exact
from planbook.scoring.pay import attainment_at_cap, bands_of

_STEP: Final = Fraction(1, 10)
_FIRST: Final = Fraction(1, 2)
_PAST_THE_LAST_TIER: Final = Fraction(3, 10)
_AT_LEAST_TO: Final = Fraction(12, 10)
# What lies further above the first is told at the bounds of tiers alone, and of few of these.
_FURTHEST: Final = Fraction(3)
_MOST_BOUNDS: Final = 30


class Examples(msgspec.Struct, frozen=True):
    """The attainments that are worked out, the lowest first.

    Nothing is paid below ``nothing_below``; None where even the first unit is paid for.
    """

    attainments: tuple[Fraction, ...]
    nothing_below: Fraction | None


def examples_of(scheme: Incentive) -> Examples:
    """Return every tenth from the threshold to the cap, and the bounds of tiers between.

    Without a threshold it begins where something is paid, at 50 % where that is from the first unit
    on, and lower only where tiers lie lower. Without a cap it ends 30 points past the last tier.
    """
    bands = bands_of(scheme.tiers)
    if not bands:
        return Examples((), None)
    least = max(exact(scheme.threshold or 0), bands[0].lower)
    bounds = {one for band in bands for one in (band.lower, band.upper) if one}
    lowest = min(bounds, default=_FIRST)
    start = least or (_FIRST if lowest >= _FIRST else _STEP)
    capped = attainment_at_cap(scheme)
    end = capped if capped is not None else max(bounds, default=Fraction(1)) + _PAST_THE_LAST_TIER
    end = max(end, _AT_LEAST_TO, start)
    last = min(ceil(end / _STEP), ceil((start + _FURTHEST) / _STEP))
    tenths = {_STEP * number for number in range(ceil(start / _STEP), last + 1)}
    inside = sorted(one for one in bounds if start <= one <= end)[:_MOST_BOUNDS]
    found = tenths | {start, *inside} | ({capped} if capped is not None else set())
    return Examples(tuple(sorted(one for one in found if one >= start)), least or None)
