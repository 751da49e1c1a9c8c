"""The quantile of Student's t distribution, for prediction intervals.

By the closed form for whole degrees of freedom of Abramowitz & Stegun, *Handbook of Mathematical
Functions* (1964), 26.7.3 and 26.7.4, solved by the secant method from the expansion 26.7.5. A
library for it (SciPy) takes a third of a second to load at every call.
"""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt
from typing import Final

_NORMAL_80: Final = 1.2815515655446004
"""The quantile of the normal distribution that leaves a tenth above it."""

_DIGITS: Final = 9
"""The decimals kept: fewer than the last bits in which mathematical libraries differ."""


def within(t: float, freedom: int) -> float:
    """Return the probability that a t of ``freedom`` degrees lies between −``t`` and ``t``."""
    angle = atan(t / sqrt(freedom))
    sine, cosine = sin(angle), cos(angle)
    if freedom == 1:
        return 2 * angle / pi
    term = cosine if freedom % 2 else 1.0
    total = term
    for step in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= cosine * cosine * (step - 1) / step
        total += term
    return 2 * (angle + sine * total) / pi if freedom % 2 else sine * total


def quantile_80(freedom: int) -> float:
    """Return the t that a variable of ``freedom`` degrees stays within, either way, in 80 %."""
    if freedom > _MANY:
        freedom = _MANY
    before = _NORMAL_80
    now = before + (before**3 + before) / (4 * freedom)
    off_before, off_now = within(before, freedom) - _SHARE, within(now, freedom) - _SHARE
    for _ in range(_STEPS):
        if off_now == off_before:
            break
        before, now = now, now - off_now * (now - before) / (off_now - off_before)
        off_before, off_now = off_now, within(now, freedom) - _SHARE
    return round(now, _DIGITS)


_SHARE: Final = 0.8
_STEPS: Final = 12
# Beyond it the distribution is the normal one to four decimals.
_MANY: Final = 10_000
