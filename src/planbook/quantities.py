"""Numbers with what they count: amounts, percentages, money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def exact(number: float | Decimal) -> Fraction:
    """Return ``number`` as the fraction that its shortest decimal writing stands for.

    So ``exact(0.18) / exact(0.20)`` is nine tenths, which binary floats miss.
    """
    return Fraction(number if isinstance(number, Decimal) else str(number))


def plain(number: Decimal) -> str:
    """Return ``number`` in plain digits, without exponent and without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
