"""Days as spreadsheets write them: read where they can be only one day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.spreadsheets.days import Order, order_of, orders_in, read_day, read_month
from planbook.spreadsheets.unread import Unread


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-31",
        "2026/10/31",
        "2026.10.31",
        "2026-10-31 00:00:00",
        "2026-10-31T00:00:00",
        "2026/10/31 0:00",
        "2026/10/31 上午 12:00:00",
        "10/31/2026 12:00:00 AM",
        "31.10.2026",
        "31/10/2026",
        "31-10-2026",
        "10/31/2026",
        "2026年10月31日",
        "2026 年 10 月 31 日",
        "2026年10月31日星期六",
        "２０２６／１０／３１",
        "20261031",
        "31-Oct-26",
        "31-Oct-2026",
        "31 October 2026",
        "31st Oct 2026",
        "October 31, 2026",
        "Oct. 31, 2026",
        "Saturday, October 31, 2026",
    ],
)
def test_a_day_is_read(written: str) -> None:
    assert read_day(written) == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026/1/5", date(2026, 1, 5)),
        ("2026-1-5", date(2026, 1, 5)),
        ("5/5/2026", date(2026, 5, 5)),
    ],
)
def test_a_day_is_read_without_leading_zeros(written: str, meant: date) -> None:
    assert read_day(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "2026-02",
        "2026-2",
        "2026/02",
        "2026/2",
        "2026.02",
        "2026年2月",
        "2026年02月份",
        "202602",
        "02/2026",
        "Feb 2026",
        "February 2026",
        "Feb-26",
        "Feb '26",
    ],
)
def test_a_month_stands_for_its_last_day(written: str) -> None:
    assert read_day(written) == date(2026, 2, 28)
    assert read_month(written) == (2026, 2)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2026", "ambiguous-day"),
        ("3.4.2026", "ambiguous-day"),
        ("2026.1", "ambiguous-day"),
        ("46326", "serial"),
        ("46326.5", "serial"),
        ("26/10/31", "short-year"),
        ("31.10.26", "short-year"),
        ("26年10月31日", "short-year"),
        ("10月31日", "no-year"),
        ("10月", "no-year"),
        ("31-Oct", "no-year"),
        ("October", "no-year"),
        ("10/31", "no-year"),
        ("2026-02-30", "no-such-day"),
        ("2026/13/1", "no-such-day"),
        ("13/13/2026", "no-such-day"),
        ("2026-13", "no-such-day"),
        ("0000-01-01", "no-such-day"),
        ("2026Q3", "date"),
        ("2026", "date"),
        ("5", "date"),
        ("soon", "date"),
        ("Marketing 2026", "date"),
        ("2026-10-31T16:00:00Z", "date"),
        ("1" * 5000, "date"),
    ],
)
def test_what_is_no_certain_day_is_told_apart_by_its_reason(written: str, reason: str) -> None:
    found = read_day(written)
    assert isinstance(found, Unread)
    assert found.reason == reason


def test_a_number_of_excel_is_told_as_the_day_that_it_stands_for() -> None:
    assert read_day("46326") == Unread("serial", {"example": "2026-10-31"})


def test_both_days_of_an_ambiguous_date_are_told() -> None:
    assert read_day("03/04/2026") == Unread(
        "ambiguous-day", {"one": "2026-03-04", "other": "2026-04-03"}
    )


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (("03/04/2026", "05/06/2026"), set()),
        (("03/04/2026", "31/10/2026"), {"day_first"}),
        (("03/04/2026", "10/31/2026"), {"month_first"}),
        (("31/10/2026", "10/31/2026"), {"day_first", "month_first"}),
        (("2026-03-04", "31.10.2026 00:00"), {"day_first"}),
        (("13/13/2026",), set()),
    ],
)
def test_the_other_rows_tell_the_order_of_day_and_month(
    cells: tuple[str, ...], orders: set[Order]
) -> None:
    assert orders_in(cells) == orders


def test_a_known_order_decides_what_is_ambiguous() -> None:
    assert read_day("03/04/2026", "day_first") == date(2026, 4, 3)
    assert read_day("03/04/2026", "month_first") == date(2026, 3, 4)
    assert read_day("10/31/2026", "day_first") == date(2026, 10, 31)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from("/.-"))
def test_a_written_day_is_read_as_itself_or_not_at_all(day: date, mark: str) -> None:
    written = f"{day.day}{mark}{day.month}{mark}{day.year}"
    assert read_day(written, "day_first") == day
    found = read_day(written)
    if isinstance(found, Unread):
        assert day.isoformat() in found.arguments.values()
        assert order_of(written) is None
    else:
        assert found == day


@given(st.text(max_size=70))
def test_any_cell_is_read_or_refused(cell: str) -> None:
    assert isinstance(read_day(cell), date | Unread)
    read_month(cell)
