"""What somebody probably meant by a text that stands where a number or a date belongs."""

from __future__ import annotations

import pytest

from planbook.reading.corrections import (
    NumberReading,
    advise_period,
    is_date,
    is_datetime,
    read_boolean,
    read_dates,
    read_number,
    suggest_id,
)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("5,000,000", "5000000", ""),
        ("5 000 000", "5000000", ""),
        ("5_000_000", "5000000", ""),
        ("5.000.000", "5000000", ""),
        ("1,234.50", "1234.5", ""),
        ("20%", "20", "%"),
        ("-3.5 %", "-3.5", "%"),
        ("+20%", "20", "%"),
        ("500万", "5000000", ""),
        ("500 万元", "5000000", "CNY"),
        ("1.5亿", "150000000", ""),
        ("5k", "5000", ""),
        ("2.5M", "2500000", ""),
        ("3 million", "3000000", ""),
        ("¥5000", "5000", "CNY"),
        ("￥５，０００", "5000", "CNY"),
        ("USD 300", "300", "USD"),
        ("300 EUR", "300", "EUR"),
        ("12 家", "12", "家"),
        ("3500w", "35000000", ""),
        ("3500 W", "35000000", ""),
        ("350wan", "3500000", ""),
        ("RMB 3,500", "3500", "CNY"),
        ("1，000，000", "1000000", ""),
        ("1_000_000", "1000000", ""),
        ("1'000'000", "1000000", ""),
        ("1,23,456", "123456", ""),
        ("600,0000", "6000000", ""),
        ("1.234,56", "1234.56", ""),
        ("0,750", "0.75", ""),
        ("1,5", "1.5", ""),
        ("30 partners", "30", "partners"),
    ],
)
def test_a_number_in_words_is_read(text: str, number: str, unit: str) -> None:
    assert read_number(text) == NumberReading(number, unit)


@pytest.mark.parametrize(
    "text", ["", "many", "1,2,3", "12,345,67", "350kk", "3500+", "3500左右", "3 or 4", "10-20"]
)
def test_a_text_that_is_no_plain_number_is_not_guessed_at(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年", "2026"),
        ("2026年第三季度", "2026-Q3"),
        ("2026Q3", "2026-Q3"),
        ("q3 2026", "2026-Q3"),
        ("2026-h1", "2026-H1"),
        ("2026年下半年", "2026-H2"),
        ("2026/7", "2026-07"),
        ("2026年7月", "2026-07"),
        ("2026w5", "2026-W05"),
    ],
)
def test_a_period_in_another_form_is_read(text: str, period: str) -> None:
    assert advise_period(text)["en"] == f"write {period}"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2026 07 01", ("2026-07-01",)),
        ("20260701", ("2026-07-01",)),
        ("31-Oct-26", ("2026-10-31",)),
        ("2026/7/1 上午9:00", ("2026-07-01",)),
        ("2026-07-01T09:30:00Z", ("2026-07-01",)),
        ("7/1/2026", ("2026-01-07", "2026-07-01")),
        ("13/1/2026", ("2026-01-13",)),
        ("1/7/26", ()),
        ("July 2026", ()),
        ("2026.1", ()),
        ("45678", ()),
    ],
)
def test_a_date_is_read_as_in_spreadsheets(text: str, dates: tuple[str, ...]) -> None:
    assert read_dates(text) == dates


def test_only_days_that_exist_are_dates() -> None:
    assert is_date("2024-02-29")
    assert not is_date("2026-02-29")
    assert not is_date("20260701")
    assert not is_date("2026-07-01 ")
    assert not is_date("0000-01-01")
    assert not is_date("２０２６-07-01")
    assert is_datetime("2026-07-01T09:30")
    assert is_datetime("2026-07-01 09:30:15")
    assert not is_datetime("2026-07-01 24:00")
    assert not is_datetime("2026-02-30 10:00")


def test_yes_and_no_are_read_in_both_languages() -> None:
    assert [read_boolean(word) for word in ("yes", "No", "是", "maybe")] == [
        "true",
        "false",
        "true",
        None,
    ]


def test_an_id_is_made_of_letters_digits_and_hyphens() -> None:
    assert suggest_id("East Q3 (new)") == "east-q3-new"
    assert suggest_id("Müller") == "muller"
    assert suggest_id("华东") == "east-q3"
