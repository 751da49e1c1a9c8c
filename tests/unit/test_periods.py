"""Periods: the days that each form stands for, in fiscal years too."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.periods import FiscalYear, Period, parse_period


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
