"""Weeks, months and quarters of a cadence, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planbook.periods import FiscalYear
from planbook.scoring.cadence import cadence_period, is_fresh, period_before, periods_within


@pytest.mark.parametrize(
    ("cadence", "name", "before"),
    [
        ("weekly", "2026-W32", "2026-W31"),
        ("monthly", "2026-08", "2026-07"),
        ("quarterly", "2026-Q3", "2026-Q2"),
    ],
)
def test_a_day_lies_in_a_period_of_its_cadence_and_one_comes_before(
    cadence: str, name: str, before: str
) -> None:
    period = cadence_period(date(2026, 8, 5), cadence)
    assert period.name == name
    assert period_before(period, cadence).name == before


def test_quarters_are_those_of_the_business_year() -> None:
    fiscal = FiscalYear(2)
    quarter = cadence_period(date(2026, 8, 5), "quarterly", fiscal)
    assert (quarter.start, quarter.name) == (date(2026, 8, 1), "2026-Q3")
    assert period_before(quarter, "quarterly", fiscal).name == "2026-Q2"


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ("2026-07-31", "2026-08-01", ["2026-07", "2026-08"]),
        ("2026-07-31", "2026-07-31", ["2026-07"]),
        ("2026-07-01", "2026-07-31", ["2026-07"]),
        ("2026-12-31", "2027-02-01", ["2026-12", "2027-01", "2027-02"]),
        ("2026-08-01", "2026-07-31", []),
    ],
)
def test_the_periods_within_days_are_all_that_they_touch(
    start: str, end: str, names: list[str]
) -> None:
    found = periods_within(date.fromisoformat(start), date.fromisoformat(end), "monthly")
    assert [period.name for period in found] == names


@pytest.mark.parametrize(("cadence", "days"), [("weekly", 10), ("monthly", 46), ("quarterly", 138)])
def test_a_reading_is_fresh_for_one_and_a_half_cadences(cadence: str, days: int) -> None:
    newest = date(2026, 1, 1)
    assert is_fresh(newest, newest + timedelta(days=days), cadence)
    assert not is_fresh(newest, newest + timedelta(days=days + 1), cadence)
