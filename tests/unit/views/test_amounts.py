"""Amounts that stand together are in one scale, and on their side of what they are held against."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.views.amounts import Amounts
from planbook.views.formats import Formats

ENGLISH, CHINESE = Formats("en"), Formats("zh")


def amounts(
    formats: Formats, unit: str, *written: float | str, actual: str = "0", falls: bool = False
) -> Amounts:
    figures = [Decimal(str(one)) for one in written]
    return Amounts(formats, unit, figures, Decimal(actual), figures[:1], falls=falls)


@pytest.mark.parametrize(
    ("formats", "unit", "target", "value", "expected"),
    [
        (ENGLISH, "CNY", 3_200_000, "2460000", "CNY\u00a02.46M"),
        (ENGLISH, "CNY", 3_200_000, "2463999", "CNY\u00a02.46M"),
        (ENGLISH, "CNY", 495_000_000, "313483830", "CNY\u00a0313.5M"),
        (ENGLISH, "EUR", 320_000, "246000", "€246,000"),
        (ENGLISH, "EUR", 60_000, "48210", "€48,210"),
        (ENGLISH, "EUR", 320_000, "-246000", "−€246,000"),
        (ENGLISH, "orders", 1_200_000, "900000", "0.90M orders"),
        (ENGLISH, "%", 250_000, "12.5", "12.5%"),
        (CHINESE, "CNY", 21_700_000, "14193720", "1,419 万元"),
        (CHINESE, "元", 21_700_000, "14193720", "1,419 万元"),
        (CHINESE, "CNY", 495_000_000, "313483830", "3.13 亿元"),
        (CHINESE, "USD", 3_200_000, "2460000", "246 万美元"),
        (CHINESE, "件", 1_200_000, "900000", "90 万件"),
        (CHINESE, "orders", 1_200_000, "900000", "90 万 orders"),
        (CHINESE, "count", 1_200_000, "900000", "90 万"),
        (Formats("zh-Hant"), "CNY", 21_700_000, "14193720", "1,419 萬元"),
        (Formats("de"), "EUR", 3_200_000, "2460000", "2.460.000\u00a0€"),
    ],
)
def test_large_amounts_are_short_and_the_others_in_full(
    formats: Formats, unit: str, target: int, value: str, expected: str
) -> None:
    assert amounts(formats, unit, target, actual=value).of(Decimal(value)) == expected


def test_all_amounts_of_a_page_have_one_scale_but_those_it_would_leave_little_of() -> None:
    page = amounts(ENGLISH, "CNY", 3_200_000)
    shown = [page.of(Decimal(one)) for one in (3_200_000, 320_000, 31_999, 999, 0)]
    assert shown == [
        "CNY\u00a03.20M",
        "CNY\u00a00.32M",
        "CNY\u00a031,999",
        "CNY\u00a0999",
        "CNY\u00a00",
    ]


def test_a_column_and_a_line_have_one_scale() -> None:
    page = amounts(CHINESE, "CNY", 112_000_000, actual="65365730")
    shown = [page.exact(Decimal(one)) for one in (65_365_730, 14_329_950, 8_305_780, 90_000)]
    assert shown == ["0.6537 亿元", "0.1433 亿元", "0.0831 亿元", "9 万元"]
    points = [page.short(Decimal(one)) for one in (65_365_730, 8_305_780, 900_000, 0)]
    assert points == ["0.65亿", "0.08亿", "90万", "0"]
    # In a sentence an amount stands by itself.
    assert page.of(Decimal(6_612_000)) == "661.2 万元"


def test_what_was_written_keeps_its_digits_in_the_scale_of_the_page() -> None:
    assert amounts(ENGLISH, "CNY", 3_200_000).exact(Decimal(18_667_000)) == "CNY\u00a018.667M"
    assert amounts(ENGLISH, "CNY", 3_200_000).exact(Decimal(14_193_721)) == "CNY\u00a014.193721M"
    assert amounts(CHINESE, "CNY", 3_200_000).exact(Decimal(14_193_720)) == "1,419.372 万元"
    assert amounts(ENGLISH, "CNY", 3_200_000).exact(Decimal(1500)) == "CNY\u00a01,500"
    assert amounts(ENGLISH, "%", "99.95").of(Decimal("99.9501")) == "99.95%"
    assert amounts(ENGLISH, "%", "99.995").of(Decimal("99.9951")) == "99.995%"


@pytest.mark.parametrize(
    ("value", "falls", "expected"),
    [
        (21_699_000, False, "CNY\u00a021.69M"),
        (21_700_000, False, "CNY\u00a021.70M"),
        (21_701_000, False, "CNY\u00a021.70M"),
        (21_701_000, True, "CNY\u00a021.71M"),
        (21_699_000, True, "CNY\u00a021.70M"),
    ],
)
def test_no_amount_is_rounded_to_a_mark_that_it_has_not_reached(
    value: int, falls: bool, expected: str
) -> None:
    page = amounts(ENGLISH, "CNY", 21_700_000, falls=falls)
    assert page.of(Decimal(value)) == expected


def test_amounts_of_money_without_cents_stand_with_cents_beside_those_that_have_some() -> None:
    assert amounts(ENGLISH, "EUR", 100, actual="60.3").of(Decimal(100)) == "€100.00"
    assert amounts(ENGLISH, "EUR", 100, actual="60").of(Decimal(100)) == "€100"
    assert amounts(ENGLISH, "EUR", 2000, actual="1234.5").of(Decimal("1234.5")) == "€1,235"


@pytest.mark.parametrize(
    ("unit", "target", "gap", "expected"),
    [
        ("CNY", 3_200_000, Fraction(586_521), "CNY\u00a00.59M"),
        ("CNY", 3_200_000, Fraction(-43_210), "CNY\u00a043,210"),
        ("CNY", 3_200_000, Fraction(400), "CNY\u00a0400"),
        ("CNY", 3_200_000, Fraction(0), ""),
        ("CNY", 3_200_000, Fraction(1, 10**9), ""),
        ("CNY", 3_000, Fraction(4347, 10), "CNY\u00a0435"),
        ("%", 8, Fraction(27, 10), "2.7"),
        ("%", 8, Fraction(4, 1000), "0.004"),
        ("shops", 12, Fraction(1087, 1000), "1.1 shops"),
        ("shops", 2_300, Fraction(1087, 1000), "1 shops"),
        ("x", 3, Fraction(1, 8), "0.13×"),
    ],
)
def test_a_difference_is_told_as_finely_as_it_takes_to_see_it(
    unit: str, target: int, gap: Fraction, expected: str
) -> None:
    assert amounts(ENGLISH, unit, target).apart(gap) == expected


def test_what_nobody_knows_exactly_has_few_digits_and_keeps_its_side() -> None:
    shops = amounts(ENGLISH, "shops", 320)
    assert [shops.about(Decimal(one)) for one in ("321.912", "313.94", "319.99")] == [
        "321.9 shops",
        "313.9 shops",
        "319.9 shops",
    ]
    assert amounts(ENGLISH, "CNY", 3_200_000).about(Fraction(4_700_123)) == "CNY\u00a04.70M"
    assert shops.about(Decimal("321.912"), tight=True) == "321.9"


def test_a_chart_has_figures_without_currency_and_without_what_is_counted() -> None:
    money, shops, share = (
        amounts(ENGLISH, unit, target)
        for unit, target in (("CNY", 3_200_000), ("shops", 12), ("%", 8))
    )
    assert [money.tick(Decimal(one)) for one in (0, 500_000, 2_000_000)] == ["0", "0.5M", "2M"]
    assert money.short(Decimal(2_460_000)) == "2.46M"
    assert (shops.short(Decimal(7)), shops.tick(Decimal(5))) == ("7", "5")
    assert (share.short(Decimal("7.6")), share.tick(Decimal(-10))) == ("7.6%", "−10%")
    assert amounts(CHINESE, "CNY", 3_200_000).short(Decimal(2_460_000)) == "246万"


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(("CNY", "%", "shops", "")),
    st.sampled_from((ENGLISH, CHINESE)),
)
def test_any_amount_can_be_written(
    target: Decimal, value: Decimal, unit: str, formats: Formats
) -> None:
    page = Amounts(formats, unit, (target,), value, (target,))
    assert page.of(value)
    assert page.number(value)
    assert page.short(value)
    assert page.exact(value)
    page.apart(Fraction(value) - Fraction(target))
