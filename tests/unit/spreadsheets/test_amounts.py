"""Amounts as spreadsheets write them: read where they can be only one number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.reading.table_headers import Headers, find_columns
from planbook.spreadsheets.amounts import AmountReader, Mark, is_nothing, marks_in
from planbook.spreadsheets.header_units import size_at_end
from planbook.spreadsheets.unread import Unread


def read(
    cell: str, unit: str = "CNY", mark: Mark | None = ".", column_unit: str = ""
) -> int | Decimal | Unread:
    return AmountReader(unit, mark, column_unit).read(cell)


def reason(found: object) -> str:
    assert isinstance(found, Unread)
    return found.reason


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3500000", 3500000),
        ("3,500,000", 3500000),
        ("3 500 000", 3500000),
        ("3\u00a0500\u202f000", 3500000),
        ("3'500'000", 3500000),
        ("3’500’000.50", Decimal("3500000.50")),
        ("1.234.567,89", Decimal("1234567.89")),
        ("1,234,567.89", Decimal("1234567.89")),
        ("12,34,567", 1234567),
        ("1,234", 1234),
        ("1.234", Decimal("1.234")),
        ("1,5", Decimal("1.5")),
        ("0,123", Decimal("0.123")),
        ("¥3,500", 3500),
        ("￥3,500.5", Decimal("3500.5")),
        ("CNY\u00a0 3,500", 3500),
        ("3,500元", 3500),
        ("CNY 1,200", 1200),
        ("1,200 CNY", 1200),
        ("RMB 1,200", 1200),
        ("(1,200)", -1200),
        ("（1,200）", -1200),
        ("¥ (1,200)", -1200),
        ("(¥1,200)", -1200),
        ("−1,200", -1200),
        ("-¥1,200", -1200),
        ("1,200-", -1200),
        ("350万", 3500000),
        ("3.5亿", 350000000),
        ("350 万元", 3500000),
        ("120k", 120000),
        ("3.5M", 3500000),
        ("５，０００", 5000),
        ("1.5E+06", Decimal("1.5E+6")),
        ("12345678901234567.89", Decimal("12345678901234567.89")),
        ("¥" + "123," * 12 + "456.78", Decimal("123" * 12 + "456.78")),
    ],
)
def test_an_amount_is_read_exactly(written: str, number: int | Decimal) -> None:
    assert read(written) == number
    assert read(f"  {written}\u00a0") == number


@pytest.mark.parametrize(
    ("written", "unit", "number"),
    [
        ("15%", "%", 15),
        ("１５％", "%", 15),
        ("1.5%", "pp", Decimal("1.5")),
        ("$5", "USD", 5),
        ("$5", "HKD", 5),
        ("¥5", "JPY", 5),
        ("5 €", "EUR", 5),
        ("350", "万元", 350),
        ("350万", "万元", 350),
        ("0.5亿", "万元", 5000),
        ("12家", "家", 12),
        ("12 partners", "partner", 12),
        ("5天", "days", 5),
        ("86分", "points", 86),
        ("5", "", 5),
    ],
)
def test_an_amount_is_read_in_the_metrics_unit(
    written: str, unit: str, number: int | Decimal
) -> None:
    assert read(written, unit) == number


@pytest.mark.parametrize(
    ("written", "unit", "why"),
    [
        ("$5", "CNY", "currency"),
        ("¥5", "USD", "currency"),
        ("HK$5", "USD", "currency"),
        ("12家", "CNY", "unit"),
        ("45天", "weeks", "unit"),
        ("15%", "CNY", "percent"),
        ("15%", "", "percent"),
        ("¥350", "万元", "scale"),
        ("5万", "%", "number"),
        ("#N/A", "CNY", "excel-error"),
        ("#DIV/0!", "CNY", "excel-error"),
        ("########", "CNY", "narrow"),
        ("about 5", "CNY", "number"),
        ("约5", "CNY", "number"),
        ("5 to 6", "CNY", "number"),
        ("12 34", "CNY", "number"),
        ("1,2,3", "CNY", "number"),
        ("nan", "CNY", "number"),
        ("1e400", "CNY", "rounded"),
        ("1.23457E+11", "CNY", "rounded"),
        ("9" * 5000, "CNY", "number"),
        ("350,0000", "CNY", "ambiguous-number"),
    ],
)
def test_what_is_no_certain_amount_is_told_apart_by_its_reason(
    written: str, unit: str, why: str
) -> None:
    assert reason(read(written, unit)) == why


@pytest.mark.parametrize(
    ("column_unit", "unit", "written", "number"),
    [
        ("万元", "CNY", "350", 3500000),
        ("万元", "万元", "350", 350),
        ("元", "CNY", "350", 350),
        ("%", "%", "15", 15),
        ("万元", "CNY", "¥350", 350),
        ("含税", "CNY", "350", 350),
        ("2026", "CNY", "350", 350),
    ],
)
def test_a_unit_in_the_header_counts_for_cells_without_one(
    column_unit: str, unit: str, written: str, number: int
) -> None:
    assert read(written, unit, ".", column_unit) == number


def test_a_unit_in_the_header_that_the_metric_does_not_count_in_is_refused() -> None:
    assert reason(read("350", "CNY", ".", "USD")) == "currency"
    assert reason(read("350", "万元", ".", "元")) == "scale"


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        (("1,234", "1.234", "15"), set()),
        (("1,234", "1,5"), {","}),
        (("1.234", "0.5"), {"."}),
        (("1.234.567",), {","}),
        (("1,234,567",), {"."}),
        (("1.234,56 €",), {","}),
        (("0,123",), {","}),
        (("1234,567",), {","}),
        (("350,0000",), set()),
        (("¥1,234",), {"."}),
        (("¥1.234",), set()),
        (("1,5", "1.5"), {".", ","}),
    ],
)
def test_the_other_rows_tell_the_decimal_mark(cells: tuple[str, ...], marks: set[Mark]) -> None:
    assert marks_in(cells) == marks


@pytest.mark.parametrize(
    ("mark", "written", "number"),
    [
        (",", "1.234", 1234),
        (",", "1,234", Decimal("1.234")),
        (".", "1,234", 1234),
        (".", "1.234", Decimal("1.234")),
    ],
)
def test_the_decimal_mark_decides_what_is_ambiguous(
    mark: Mark, written: str, number: int | Decimal
) -> None:
    assert read(written, mark=mark) == number


def test_without_a_decimal_mark_both_readings_are_told() -> None:
    found = read("1.234", mark=None)
    assert found == Unread("ambiguous-number", {"one": "1234", "other": "1.2340"})
    assert read("1234", mark=None) == 1234
    assert read("1.2340", mark=None) == Decimal("1.2340")


@pytest.mark.parametrize("cell", ["", " ", "-", "—", " - ", "n/a", "N/A", "无", "¥ -", "/"])
def test_a_dash_and_the_like_are_no_figure(cell: str) -> None:
    assert is_nothing(cell)


@pytest.mark.parametrize("cell", ["0", "-1", "abc", "#N/A", "无效"])
def test_a_figure_or_a_mistake_is_not_nothing(cell: str) -> None:
    assert not is_nothing(cell)


@given(st.decimals(-(10**12), 10**12, places=2), st.data())
def test_a_formatted_number_is_read_as_itself(number: Decimal, data: st.DataObject) -> None:
    group, mark = data.draw(st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]))
    english = f"{abs(number):,.2f}"
    shown = english.translate(str.maketrans(",.", group + mark))
    written = data.draw(st.sampled_from(["{}", "¥{}", "{} CNY", "CNY {}"])).format(shown)
    if number < 0:
        written = data.draw(st.sampled_from(["-{}", "({})", "−{}"])).format(written)
    assert read(written, mark="," if mark == "," else ".") == number


@given(st.text(max_size=70), st.sampled_from(["CNY", "%", "万元", ""]))
def test_any_cell_is_read_or_refused(cell: str, unit: str) -> None:
    assert isinstance(read(cell, unit, None), int | Decimal | Unread)
    is_nothing(cell)


@pytest.mark.parametrize(
    "header",
    ["EUR k", "k EUR", "in 1000 EUR", "T€", "TEUR", "k€", "EUR thousands", "'000", "Tsd. €", "k"],
)
def test_a_header_in_thousands_counts_in_any_of_their_writings(header: str) -> None:
    assert AmountReader("EUR", None, header).read("97") == 97000


@pytest.mark.parametrize("header", ["m€", "EUR million", "Mio. €", "millions"])
def test_a_header_in_millions_does_so_too(header: str) -> None:
    assert AmountReader("EUR", ".", header).read("0.97") == 970000


@pytest.mark.parametrize("header", ["Sales in k€", "Sales, TEUR", "Sales (k€)", "Sales in EUR"])
def test_a_size_at_the_end_of_a_header_is_no_part_of_its_name(header: str) -> None:
    columns = {"value": Headers(("value",), frozenset({"sales"}))}
    assert find_columns([header], columns).positions == {"value": 0}


@pytest.mark.parametrize("header", ["Sales in north", "Sales, net", "Sales - ACT", "Sales"])
def test_other_words_of_a_header_are_no_size(header: str) -> None:
    assert size_at_end(header) == (header, "")
