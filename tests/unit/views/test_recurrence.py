"""When something that recurs takes place."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.views.recurrence import next_days, parse_recurrence

AS_OF = date(2026, 9, 10)


def upcoming(
    rule: str | None, start: str = "2026-01-05", until: str | None = None, number: int = 3
) -> list[str]:
    end = date.fromisoformat(until) if until else None
    days = next_days(parse_recurrence(rule), date.fromisoformat(start), end, AS_OF, number)
    return [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("weekly", "2026-01-05", ["2026-09-14", "2026-09-21", "2026-09-28"]),
        ("biweekly", "2026-01-13", ["2026-09-22", "2026-10-06", "2026-10-20"]),
        ("monthly", "2026-01-30", ["2026-09-30", "2026-10-30", "2026-11-30"]),
        ("quarterly", "2026-01-13", ["2026-10-13", "2027-01-13", "2027-04-13"]),
        ("FREQ=MONTHLY;BYDAY=2WE", "2026-01-14", ["2026-10-14", "2026-11-11", "2026-12-09"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30", ["2026-09-25", "2026-10-30", "2026-11-27"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", ["2026-09-30", "2026-10-31", "2026-11-30"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-01-05", ["2026-09-10", "2026-09-14", "2026-09-17"]),
        ("RRULE:FREQ=DAILY;INTERVAL=10", "2026-09-01", ["2026-09-11", "2026-09-21", "2026-10-01"]),
        ("FREQ=YEARLY", "2020-03-01", ["2027-03-01", "2028-03-01"]),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1MO", "2020-03-02", ["2027-03-01", "2028-03-06"]),
    ],
)
def test_the_next_days_follow_the_rule(rule: str, start: str, days: list[str]) -> None:
    assert upcoming(rule, start, number=len(days)) == days


def test_a_month_without_the_day_is_left_out() -> None:
    assert upcoming("monthly", "2026-08-31") == ["2026-10-31", "2026-12-31", "2027-01-31"]


def test_nothing_takes_place_after_the_last_day() -> None:
    assert upcoming("weekly", until="2026-09-14") == ["2026-09-14"]
    assert upcoming("FREQ=WEEKLY;UNTIL=20260914T000000Z") == ["2026-09-14"]
    assert upcoming("weekly", until="2026-09-01") == []


def test_a_number_of_times_is_counted_from_the_first() -> None:
    assert upcoming("FREQ=WEEKLY;COUNT=3", "2026-09-01") == ["2026-09-15"]


def test_what_does_not_recur_takes_place_once() -> None:
    assert upcoming(None, "2026-11-26") == ["2026-11-26"]
    assert upcoming(None, "2026-01-05") == []


def test_a_series_that_has_not_begun_begins_on_its_first_day() -> None:
    assert upcoming("weekly", "2026-12-01", number=1) == ["2026-12-01"]


@pytest.mark.parametrize(
    "rule",
    [
        None,
        "sometimes",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=YEARLY;BYDAY=1MO",
        "FREQ=DAILY;COUNT=many",
    ],
)
def test_a_rule_that_says_more_is_not_understood_by_half(rule: str | None) -> None:
    assert parse_recurrence(rule) is None
