"""Numbers and what they count, as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planbook.prose_numbers.amounts import Amount, find_amounts
from planbook.prose_numbers.numerals import chinese_value, find_numbers
from planbook.prose_numbers.script import normalise


def amounts(text: str) -> tuple[Amount, ...]:
    return find_amounts(normalise(text), text)


def only(text: str) -> tuple[Decimal, str | None]:
    (amount,) = amounts(text)
    return amount.value, amount.unit


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两千五百万", 25_000_000),
        ("三十六", 36),
        ("一万二", 12_000),
        ("二百五", 250),
        ("一千零五十", 1050),
        ("八点五", "8.5"),
        ("一点二亿", 120_000_000),
        ("二〇二六", 2026),
    ],
)
def test_chinese_numerals_have_their_value(written: str, value: int | str) -> None:
    assert chinese_value(written) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,200万元", 12_000_000, "CNY"),
        ("1亿2000万元", 120_000_000, "CNY"),
        ("８００万元", 8_000_000, "CNY"),
        ("500w元", 5_000_000, "CNY"),
        ("$1.5M", 1_500_000, "USD"),
        ("US$ 20k", 20_000, "USD"),
        ("HK$2.4m", 2_400_000, "HKD"),
        ("€1.5 million", 1_500_000, "EUR"),
        ("RMB 6 million", 6_000_000, "CNY"),
        ("2 bn dollars", 2_000_000_000, "USD"),
        ("新台幣三百萬元", 3_000_000, "TWD"),
        ("百分之六十五", 65, "%"),
        ("千分之三", "0.3", "%"),
        ("三成", 30, "%"),
        ("八成五", 85, "%"),
        ("三分之一", "33.33", "%"),
        ("2.5个百分点", "2.5", "pp"),
        ("5 percentage points", 5, "pp"),
        ("150 basis points", "1.5", "pp"),
        ("4.2秒", "4.2", "s"),
        ("30 mins", 30, "minutes"),
        ("8小时", 8, "hours"),
        ("nine working days", 9, "days"),
        ("90分", 90, "points"),
        ("75公斤", 75, "kg"),
        ("1,200 litres", 1200, "L"),
        ("3倍", 3, "x"),
        ("15家代理商", 15, "家"),
        ("32間門店", 32, "間"),
        ("12 new distributors in the north", 12, "distributors"),
        ("6 account managers by", 6, "managers"),
        ("two dozen resellers", 24, "resellers"),
        ("40 qualified sales leads", 40, "leads"),
    ],
)
def test_an_amount_has_a_value_and_a_unit(text: str, value: int | str, unit: str) -> None:
    assert only(text) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15%-20%", 15, 20),
        ("10-15 percent", 10, 15),
        ("20-30万元", 200_000, 300_000),
        ("3~5家", 3, 5),
        ("between 10 and 15 partners", 10, 15),
    ],
)
def test_a_range_counts_by_its_lower_end(text: str, low: int, high: int) -> None:
    (amount,) = amounts(text)
    assert amount.value == low
    assert amount.upper == high


@pytest.mark.parametrize(
    ("text", "value", "moves"),
    [
        ("销售额翻一番", 100, 1),
        ("收入翻两番", 300, 1),
        ("double the number", 100, 1),
        ("triple sales", 200, 1),
        ("投诉减半", -50, -1),
        ("halve the backlog", -50, -1),
        ("cut the backlog in half", -50, -1),
    ],
)
def test_doubling_and_halving_are_changes_in_percent(text: str, value: int, moves: int) -> None:
    (amount,) = amounts(text)
    assert amount.value == value
    assert amount.unit == "%"
    assert amount.moves == moves


def test_a_unit_is_quoted_as_the_sentence_writes_it() -> None:
    assert only("45間") == (Decimal(45), "間")
    assert only("600 MQLs") == (Decimal(600), "MQLs")


def test_part_of_a_word_is_no_unit() -> None:
    # 升 is a litre, but not in 4.1升到4.5; 分 is a point, but not in 3分店.
    assert [amount.unit for amount in amounts("由4.1升到4.5")] == [None, None]


def test_digits_that_belong_to_a_name_are_no_number() -> None:
    assert [number.value for number in find_numbers("x200 and b2b, q4")] == []


def test_normalising_keeps_every_place() -> None:
    text = "將Ａ類　經銷商—由１２％İ"
    assert len(normalise(text)) == len(text)
    assert normalise(text).startswith("将a类 经销商-由12%")
