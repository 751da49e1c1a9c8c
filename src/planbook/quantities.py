"""Numbers with what they count: amounts, percentages, money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, TypeAlias

import msgspec


def exact(number: float | Decimal | Fraction) -> Fraction:
    """Return ``number`` as the fraction that its shortest decimal writing stands for.

    So ``exact(0.18) / exact(0.20)`` is nine tenths, which binary floats miss.
    """
    if isinstance(number, Fraction):
        return number
    return Fraction(number if isinstance(number, Decimal) else str(number))


def add(numbers: Iterable[Fraction]) -> Fraction:
    """Return the sum of ``numbers``, 0 of none: brought to one denominator once, not at each."""
    pairs = [number.as_integer_ratio() for number in numbers]
    together = lcm(*(denominator for _, denominator in pairs))
    whole = sum(numerator * (together // denominator) for numerator, denominator in pairs)
    return Fraction(whole, together)


def as_decimal(number: Fraction) -> Decimal:
    """Return ``number`` as a decimal, of 28 digits where it has no end."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def weight_of(written: Decimal | None) -> Decimal:
    """Return what something counts beside others of its kind: 1 where no weight is written."""
    return Decimal(1) if written is None else written


def plain(number: Decimal) -> str:
    """Return ``number`` in plain digits, without exponent and without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_ten_thousands(number: Decimal) -> tuple[Decimal, str]:
    """Return an amount of money as Chinese writes it: the figure and 万, 亿 or nothing behind it.

    The amount stays exact: 313 483 830 is (31348.383, 万), 1 250 000 000 is (12.5, 亿). A figure
    that would not get shorter (86 123, an amount with cents) keeps its digits.
    """
    size = abs(number)
    if size < 10_000 or number != number.to_integral_value():
        return number, ""
    whole = int(number)
    if size >= 10**8 and whole % 10**6 == 0:
        return Decimal(whole).scaleb(-8), "亿"
    if size >= 10**6 or whole % 100 == 0:
        return Decimal(whole).scaleb(-4), "万"
    return number, ""


def rounded(number: Fraction | Decimal, places: int, divisor: int = 1) -> Decimal:
    """Return ``number`` to so many places, halves away from zero, however large it is.

    It is divided by ``divisor`` first.
    """
    numerator, denominator = number.as_integer_ratio()
    denominator *= divisor
    whole = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    # From its digits: no arithmetic is ever cut short, or refused for want of precision.
    return Decimal((int(numerator < 0), tuple(map(int, str(whole))), -places))


def rounded_beside(
    value: Fraction, limits: Sequence[Fraction], places: int, at_most: Sequence[Fraction] = ()
) -> Decimal:
    """Return ``value`` to so many places, on the same side of every limit as before.

    A figure that does not reach one of ``limits`` (at least) or goes beyond one of ``at_most`` is
    not rounded to where it would: 0.895 below a limit of 0.9 is 0.89 to two places. Halves go
    away from zero.
    """
    scale = 10**places
    below, rest = divmod(value.numerator * scale, value.denominator)
    # Twice the rest beside the denominator: more than half of a step, half, or less.
    half = 2 * rest - value.denominator
    goes_up = half > 0 or (half == 0 and value > 0)
    nearest, other = (below + 1, below) if goes_up else (below, below + 1)
    if limits or at_most:
        for steps in (nearest, other):
            rounded = Fraction(steps, scale)
            if all((rounded >= limit) == (value >= limit) for limit in limits) and all(
                (rounded <= limit) == (value <= limit) for limit in at_most
            ):
                return Decimal(steps).scaleb(-places)
        # Limits lie closer together than the places can tell.
    return Decimal(nearest).scaleb(-places)


if TYPE_CHECKING:
    Number: TypeAlias = Decimal | Fraction
else:
    # One type at run time: msgspec reads no union of the two.
    from numbers import Number


class Amount(msgspec.Struct, frozen=True, tag=True):
    """A number of something: 6 000 000 CNY, 12 partners, 86 points. ``unit`` may be empty."""

    value: Number
    unit: str = ""


class Share(msgspec.Struct, frozen=True, tag=True):
    """A part of a whole: 1 is all of it. Shown as a percentage."""

    value: Fraction


class Ratio(msgspec.Struct, frozen=True, tag=True):
    """One figure divided by another of its kind: a pace, a rate, a factor. Shown as a number."""

    value: Number


class Count(msgspec.Struct, frozen=True, tag=True):
    """How many there are."""

    value: int


class Day(msgspec.Struct, frozen=True, tag=True):
    """A day of the calendar."""

    value: date


class Answer(msgspec.Struct, frozen=True, tag=True):
    """Yes or no."""

    value: bool


class Term(msgspec.Struct, frozen=True, tag=True):
    """A word of the interface's vocabulary: ``Term("status", "at_risk")``."""

    group: str
    value: str


Quantity: TypeAlias = Amount | Share | Ratio | Count | Day | Answer | Term
"""A figure that knows what it is: views match on its type and never guess."""
