"""The same text is the same number in a title, in a finding's advice and in a draft."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from builders.plans import smart_of
from planbook.drafting.draft import draft_goal
from planbook.prose_numbers.figures import figures_in
from planbook.reading.corrections import read_number

TEXTS = {
    "840,500": 840_500,
    "3,500": 3500,
    "12 000 000": 12_000_000,
    "3500w": 35_000_000,
    "3500W": 35_000_000,
    "3500万": 35_000_000,
    "3.5k": 3500,
    "3.5K": 3500,
    "7.6M": 7_600_000,
    "1.2bn": 1_200_000_000,
    "2 million": 2_000_000,
    "1.2亿": 120_000_000,
    "1亿2000万": 120_000_000,
    "１亿２０００万": 120_000_000,
    "一亿两千万": 120_000_000,
    "一億兩千萬": 120_000_000,
    "一百二十万": 1_200_000,
    "三千五百万": 35_000_000,
    "一亿零五百万": 105_000_000,
    "十二点五万": 125_000,
    "3万5千": 35_000,
    "500 万元": 5_000_000,
    "¥840,500": 840_500,
    "€5,000.00": 5000,
    "USD 3.2M": 3_200_000,
    "20%": 20,
    "２０％": 20,
    "百分之二十": 20,
    "百分之十二点五": "12.5",
    "三成": 30,
    "2.5个百分点": "2.5",
    "twenty-five partners": 25,
    "one hundred and twenty thousand": 120_000,
    "half a million": 500_000,
    "one and a half million": 1_500_000,
    "a dozen shops": 12,
    "24 家": 24,
}


@pytest.mark.parametrize(("text", "value"), TEXTS.items())
def test_a_number_is_the_same_in_all_three_places(text: str, value: int | str) -> None:
    advice = read_number(text)
    assert advice is not None
    (figure,) = figures_in(f"做到 {text}")
    drafted = draft_goal(f"Reach {text} by the end of March 2027", date(2026, 9, 10)).found.target
    assert [Decimal(advice.write), figure.value, drafted] == [Decimal(value)] * 3


@pytest.mark.parametrize("text", ["-€5,000.00", "−5,000", "－５，０００", "(5,000)", "USD -5000"])
def test_a_minus_is_read_however_it_is_written(text: str) -> None:
    advice = read_number(text)
    assert advice is not None
    assert advice.write == "-5000"
    assert [figure.value for figure in figures_in(text)] == [5000]


def test_both_ends_of_a_range_are_figures() -> None:
    assert [figure.value for figure in figures_in("20万-30万元")] == [200_000, 300_000]


def test_a_compound_number_is_quoted_whole() -> None:
    (figure,) = figures_in("销售额做到1亿2000万元")
    assert figure.text == "1亿2000万元"


@pytest.mark.parametrize("text", ["十几家", "数十家", "几百万"])
def test_a_number_that_nobody_knows_is_not_guessed(text: str) -> None:
    assert not any(figure.firm for figure in figures_in(text))


@pytest.mark.parametrize(
    "title",
    ["渠道销售额做到一亿两千万元", "渠道销售额做到1亿2000万元", "Channel sales of CNY 120M"],
)
def test_a_title_in_any_writing_agrees_with_the_target(title: str) -> None:
    score = smart_of(
        {
            "/title": {"zh": title},
            "/measurable/unit": "CNY",
            "/measurable/baseline": 100_000_000,
            "/measurable/target": 120_000_000,
        }
    )
    (check,) = (check for check in score.checks if check.id == "title-figure")
    assert check.points == check.of
