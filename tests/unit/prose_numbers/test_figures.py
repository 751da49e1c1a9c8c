"""Figures and facts in what people write."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planbook.prose_numbers.figures import figures_in, find_fact, has_figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("做到 760 万元", 7_600_000, "currency"),
        ("做到 1.40 亿元", 140_000_000, "currency"),
        ("CNY 7.6M a month", 7_600_000, "currency"),
        ("CNY 30,000 of budget", 30_000, "currency"),
        ("$1.2bn", 1_200_000_000, "currency"),
        ("提升 20%", 20, "%"),
        ("提升２０％", 20, "%"),
        ("20 per cent", 20, "%"),
        ("百分之二十五", 25, "%"),
        ("三成", 30, "%"),
        ("翻一番", 100, "%"),
        ("double the revenue", 100, "%"),
        ("3.3 times", "3.3", "times"),
        ("3.3 倍", "3.3", "times"),
        ("3,200 户", 3200, "count"),
        ("2000 户", 2000, "count"),
        ("24 家", 24, "count"),
        ("500k", 500_000, ""),
    ],
)
def test_a_figure_is_read_with_its_scale_and_unit(text: str, value: object, unit: str) -> None:
    (figure,) = (each for each in figures_in(text) if each.firm)
    assert (figure.value, figure.unit) == (Decimal(str(value)), unit)


@pytest.mark.parametrize(
    "text",
    [
        "2026 年", "in 2026", "第三季度", "Q3", "2026-Q3", "FY26", "9 月", "9 月 30 日前",
        "30 September", "September 30th", "by 2026-09-30", "第 3 名", "上半年", "三季度",
        "3 个月", "the 3rd", "一对一", "进一步", "",
    ],
)  # fmt: skip
def test_times_and_ordinals_are_no_figures(text: str) -> None:
    assert not has_figure(text)


@pytest.mark.parametrize(
    ("text", "amount", "means"),
    [
        ("7.6M", 7_620_000, True),
        ("7.6M", 7_660_000, False),
        ("14.6%", "14.58", True),
        ("20%", "19.6", True),
        ("20%", 19, False),
        ("8%", -8, True),
    ],
)
def test_a_figure_means_what_rounds_to_it(text: str, amount: object, means: bool) -> None:
    (figure,) = figures_in(text)
    assert figure.means(Decimal(str(amount))) is means


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Smooth so far. Two distributors signed in May; more to come.",
         "Two distributors signed in May"),
        ("一直很顺，五月签下两家分销商。", "五月签下两家分销商"),
        ("The market is promising", ""),
        ("市场前景广阔，大家一定努力", ""),
        ("One has to believe", ""),
    ],
)  # fmt: skip
def test_a_fact_is_quoted_with_its_clause(text: str, fact: str) -> None:
    assert find_fact(text) == fact


def test_any_text_is_read_without_complaint() -> None:
    for text in ("🙂🙂", "٣٤", "½ of it", "１２３，４５６", "%" * 1000, "9" * 5000, "一" * 5000):
        figures_in(text)
