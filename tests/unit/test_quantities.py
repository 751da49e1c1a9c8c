"""Figures that know what they are, and rounding that never contradicts a decision."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.quantities import add, in_ten_thousands, rounded, rounded_beside, weight_of

RATIO_LIMITS = (Fraction(9, 10), Fraction(7, 10))


@pytest.mark.parametrize(
    ("pace", "written"),
    [
        ("0.895", "0.89"),  # half up would be 0.90, which is on track
        ("0.8999", "0.89"),
        ("0.9", "0.90"),
        ("0.902", "0.90"),
        ("0.905", "0.91"),
        ("0.6951", "0.69"),
        ("0.345", "0.35"),
        ("-0.345", "-0.35"),
    ],
)
def test_a_pace_stays_on_its_side_of_the_limits(pace: str, written: str) -> None:
    assert str(rounded_beside(Fraction(pace), RATIO_LIMITS, 2)) == written


@pytest.mark.parametrize(
    ("gap", "written"),
    [("16.46", "16.4"), ("16.5", "16.5"), ("33", "33.0"), ("33.04", "33.1"), ("32.96", "33.0")],
)
def test_a_gap_beyond_its_limit_is_not_rounded_back_to_it(gap: str, written: str) -> None:
    rounded = rounded_beside(Fraction(gap), (Fraction(33, 2),), 1, at_most=(Fraction(33),))
    assert str(rounded) == written


def test_without_limits_it_is_the_nearest() -> None:
    assert rounded_beside(Fraction(2, 3), (), 3) == Decimal("0.667")


def test_limits_closer_than_the_places_leave_the_nearest() -> None:
    close = (Fraction("0.891"), Fraction("0.894"))
    assert rounded_beside(Fraction("0.892"), close, 2) == Decimal("0.89")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
    )
)
def test_counting_in_ten_thousands_changes_no_amount(number: Decimal) -> None:
    figure, scale = in_ten_thousands(number)
    assert figure * {"": 1, "万": 10**4, "亿": 10**8}[scale] == number


@pytest.mark.parametrize(
    ("number", "figure", "scale"),
    [
        ("9999", "9999", ""),
        ("10000", "1", "万"),
        ("86123", "86123", ""),
        ("86100", "8.61", "万"),
        ("1234567", "123.4567", "万"),
        ("100000000", "1", "亿"),
        ("313483830", "31348.383", "万"),
        ("12345.5", "12345.5", ""),
    ],
)
def test_amounts_are_counted_in_ten_thousands_where_that_is_shorter(
    number: str, figure: str, scale: str
) -> None:
    assert in_ten_thousands(Decimal(number)) == (Decimal(figure), scale)


def test_what_has_no_weight_counts_one() -> None:
    assert weight_of(None) == 1
    assert weight_of(Decimal(0)) == 0
    assert weight_of(Decimal("0.5")) == Decimal("0.5")


def test_fractions_are_added_exactly() -> None:
    assert add([]) == 0
    assert add([Fraction(1, 3), Fraction(-1, 6), Fraction(2)]) == Fraction(13, 6)


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Decimal("2.5"), 0, "3"),
        (Fraction(10**308) + Fraction(1, 4), 1, "1" + "0" * 308 + ".3"),
        (Fraction(1, 10**300), 2, "0.00"),
    ],
)
def test_a_number_is_rounded_however_large_it_is(
    number: Fraction | Decimal, places: int, shown: str
) -> None:
    assert format(rounded(number, places), "f") == shown
