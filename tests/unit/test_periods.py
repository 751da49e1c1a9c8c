"""Periods: the days that each form stands for, in fiscal years too."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.periods import (
    FiscalYear,
    Period,
    add_months,
    month_of,
    parse_period,
    quarter_of,
    week_of,
    year_of,
)


def days(written: object, fiscal_year_start: int = 1) -> tuple[str, str] | None:
    fiscal = FiscalYear(fiscal_year_start)
    period = parse_period(written, fiscal)  # type: ignore[arg-type]  # any value at all
    return (period.start.isoformat(), period.end.isoformat()) if period else None


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
    ],
)
def test_a_written_period_is_its_days(written: str, start: str, end: str) -> None:
    assert days(written) == (start, end)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026", "2026-04-01", "2027-03-31"),
        ("2026-H1", "2026-04-01", "2026-09-30"),
        ("2026-H2", "2026-10-01", "2027-03-31"),
        ("2026-Q1", "2026-04-01", "2026-06-30"),
        ("2026-Q2", "2026-07-01", "2026-09-30"),
        ("2026-Q3", "2026-10-01", "2026-12-31"),
        ("2026-Q4", "2027-01-01", "2027-03-31"),
    ],
)
def test_a_fiscal_year_from_april_runs_into_the_next(written: str, start: str, end: str) -> None:
    assert days(written, 4) == (start, end)


@pytest.mark.parametrize("written", ["2026-07", "2026-W30", "2026-12"])
def test_months_and_weeks_do_not_know_of_fiscal_years(written: str) -> None:
    assert days(written, 4) == days(written)


@pytest.mark.parametrize("start", range(1, 13))
def test_quarters_and_halves_fill_their_year_wherever_it_begins(start: int) -> None:
    year = parse_period("2026", FiscalYear(start))
    assert year is not None
    for parts in (("H1", "H2"), ("Q1", "Q2", "Q3", "Q4")):
        periods = [parse_period(f"2026-{part}", FiscalYear(start)) for part in parts]
        assert all(periods)
        assert sum(period.days for period in periods if period) == year.days
        assert periods[0] is not None
        assert periods[-1] is not None
        assert (periods[0].start, periods[-1].end) == (year.start, year.end)


@pytest.mark.parametrize(
    "written",
    [
        "2027-W53",  # that year has 52
        "2026-W54",
        "2026-W00",
        "2026-13",
        "2026-00",
        "2026-Q0",
        "2026-Q5",
        "2026-H3",
        "2026-7",
        "0000",
        "0000-Q1",
        "0000-05",
        "9999",  # its last day would need a year that calendars do not have
        "26",
        "2026-q3",
        " 2026",
        "2026\n",
        "２０２６",
        "",
        None,
        {},
        {"start": "2026-01-01"},
        {"start": "2026-02-30", "end": "2026-03-01"},
    ],
)
def test_what_stands_for_no_period_is_none(written: object) -> None:
    assert days(written) is None


def test_a_range_is_named_by_its_first_day() -> None:
    period = parse_period({"start": "2026-07-15", "end": "2026-08-14"})
    assert period == Period(date(2026, 7, 15), date(2026, 8, 14), "range", 2026)
    assert period.days == 31


def test_both_ends_belong_to_a_period() -> None:
    quarter = parse_period("2026-Q3")
    assert quarter is not None
    assert quarter.contains(date(2026, 7, 1))
    assert quarter.contains(date(2026, 9, 30))
    assert not quarter.contains(date(2026, 6, 30))
    assert not quarter.contains(date(2026, 10, 1))


@pytest.mark.parametrize(
    "written", ["2026", "2026-H1", "2026-H2", "2026-Q1", "2026-Q4", "2026-07", "2026-W30"]
)
@pytest.mark.parametrize("fiscal", [FiscalYear(), FiscalYear(4), FiscalYear(10, "end")])
def test_a_period_is_named_as_documents_write_it(written: str, fiscal: FiscalYear) -> None:
    period = parse_period(written, fiscal)
    assert period is not None
    assert period.name == written


def test_a_range_is_named_by_its_days() -> None:
    assert (
        Period(date(2026, 7, 1), date(2026, 8, 15), "range", 2026).name == "2026-07-01/2026-08-15"
    )


def test_a_year_has_the_number_zero_and_other_periods_their_own() -> None:
    written = {"2026": 0, "2026-H2": 2, "2026-Q3": 3, "2026-07": 7, "2026-W30": 30}
    periods = [parse_period(each) for each in written]
    assert [period.number for period in periods if period] == list(written.values())
    assert year_of(date(2026, 7, 1)).number == 0


@pytest.mark.parametrize(
    ("fiscal", "day", "year", "quarter"),
    [
        (FiscalYear(), "2026-01-01", "2026", "2026-Q1"),
        (FiscalYear(), "2026-12-31", "2026", "2026-Q4"),
        (FiscalYear(4), "2026-03-31", "2025", "2025-Q4"),
        (FiscalYear(4), "2026-04-01", "2026", "2026-Q1"),
        (FiscalYear(4), "2026-06-30", "2026", "2026-Q1"),
        (FiscalYear(4), "2026-07-01", "2026", "2026-Q2"),
        (FiscalYear(4), "2027-01-01", "2026", "2026-Q4"),
        # Named by the year in which it ends.
        (FiscalYear(4, "end"), "2026-03-31", "2026", "2026-Q4"),
        (FiscalYear(4, "end"), "2026-04-01", "2027", "2027-Q1"),
        (FiscalYear(12, "end"), "2026-12-01", "2027", "2027-Q1"),
        # A year that begins in January ends in the same one.
        (FiscalYear(1, "end"), "2026-01-01", "2026", "2026-Q1"),
    ],
)
def test_a_day_lies_in_one_business_year_and_quarter(
    fiscal: FiscalYear, day: str, year: str, quarter: str
) -> None:
    on = date.fromisoformat(day)
    assert year_of(on, fiscal) == parse_period(year, fiscal)
    assert quarter_of(on, fiscal) == parse_period(quarter, fiscal)
    assert (year_of(on, fiscal).name, quarter_of(on, fiscal).name) == (year, quarter)
    assert year_of(on, fiscal).contains(on)
    assert quarter_of(on, fiscal).contains(on)


def test_a_day_lies_in_one_month_and_one_week() -> None:
    assert month_of(date(2026, 2, 28)) == parse_period("2026-02")
    assert month_of(date(2026, 3, 1)) == parse_period("2026-03")
    assert week_of(date(2027, 1, 3)) == parse_period("2026-W53")
    assert week_of(date(2027, 1, 4)) == parse_period("2027-W01")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 0, "2026-01-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-03-31", -13, "2025-02-28"),
        # The first and the last year of the calendar belong to it, what lies beyond does not.
        ("0002-05-05", -12, "0001-05-05"),
        ("0001-05-05", -5, "0001-01-01"),
        ("0001-05-05", -4, "0001-01-05"),
        ("9998-05-05", 12, "9999-05-05"),
        ("9999-05-05", 7, "9999-12-05"),
        ("9999-12-05", 1, "9999-12-31"),
    ],
)
def test_the_same_day_some_months_later_or_earlier(day: str, months: int, later: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)
