"""Figures and names in findings: how they are shown, and when two figures are the same."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from planbook.language import Text
from planbook.quantities import exact, plain, rounded


def shown(value: Fraction) -> str:
    """Return ``value`` in plain digits, with at most four decimals."""
    return plain(rounded(value, 4))


def is_written_as(value: Fraction, written: Decimal) -> bool:
    """Return whether ``value``, with as many decimals as ``written`` has, is ``written``.

    So 81.67 may be written as 82, and 5213000 not as 5200000.
    """
    exact_one = exact(written)
    if value == exact_one:
        return True
    exponent = written.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return abs(value - exact_one) <= Fraction(1, 2 * 10**places)


_LISTED: Final = 5


def listed_ids(names: Iterable[str]) -> Text:
    """Return the first of ``names`` in one line, and how many more there are."""
    every = tuple(names)
    shown_ones, more = every[:_LISTED], len(every) - _LISTED
    if more <= 0:
        return {"en": ", ".join(shown_ones), "zh": "、".join(shown_ones)}
    return {
        "en": f"{', '.join(shown_ones)} and {more} more",
        "zh": f"{'、'.join(shown_ones)} 等 {len(every)} 个",
    }
