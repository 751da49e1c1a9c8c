"""When something that recurs takes place."""

from __future__ import annotations

from datetime import date, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from builders.recurrence import series
from planbook.recurrence import (
    Recurrence,
    Series,
    Unusable,
    day_beside,
    days_without,
    next_occurrences,
    parse_recurrence,
    takes_place,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def days(of: Series, first: str = "2026-09-10", number: int = 3) -> list[str]:
    found = next_occurrences(of, SHANGHAI, date.fromisoformat(first), number)
    return [moment.date().isoformat() for moment in found]


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("weekly", "2026-01-05T09:00", ["2026-09-14", "2026-09-21", "2026-09-28"]),
        ("biweekly", "2026-01-13T09:00", ["2026-09-22", "2026-10-06", "2026-10-20"]),
        ("monthly", "2026-01-15T09:00", ["2026-09-15", "2026-10-15", "2026-11-15"]),
        ("quarterly", "2026-01-13T09:00", ["2026-10-13", "2027-01-13", "2027-04-13"]),
        ("FREQ=MONTHLY;BYDAY=2WE", "2026-01-14T09:00", ["2026-10-14", "2026-11-11", "2026-12-09"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T09:00", ["2026-09-25", "2026-10-30", "2026-11-27"]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "2026-01-30T09:00",
            ["2026-09-30", "2026-10-30", "2026-11-30"],
        ),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-01-05T09:00", ["2026-09-10", "2026-09-14", "2026-09-17"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
            "2026-09-06T09:00",
            ["2026-09-20", "2026-09-22", "2026-10-04"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO",
            "2026-09-06T09:00",
            ["2026-09-15", "2026-09-20", "2026-09-29"],
        ),
        (
            "RRULE:FREQ=DAILY;INTERVAL=10",
            "2026-09-01T09:00",
            ["2026-09-11", "2026-09-21", "2026-10-01"],
        ),
        ("FREQ=YEARLY;BYDAY=1MO", "2026-01-05T09:00", ["2027-01-04", "2028-01-03", "2029-01-01"]),
        (
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
            "2026-05-11T09:00",
            ["2027-05-17", "2028-05-15", "2029-05-14"],
        ),
        (
            "FREQ=YEARLY;BYYEARDAY=-1",
            "2025-12-31T09:00",
            ["2026-12-31", "2027-12-31", "2028-12-31"],
        ),
        (
            "FREQ=DAILY;BYMONTH=10;BYDAY=MO",
            "2026-01-05T09:00",
            ["2026-10-05", "2026-10-12", "2026-10-19"],
        ),
    ],
)
def test_the_next_days_follow_the_rule(rule: str, start: str, expected: list[str]) -> None:
    assert days(series(rule, start)) == expected


@pytest.mark.parametrize(
    ("rule", "start", "first", "expected"),
    [
        ("quarterly", "2026-03-31T15:00", "2026-06-30", ["2026-06-30", "2026-09-30", "2026-12-31"]),
        ("monthly", "2026-01-31T15:00", "2026-02-01", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ("monthly", "2027-12-30T15:00", "2028-01-01", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("monthly", "2026-12-29T15:00", "2027-01-01", ["2027-01-29", "2027-02-28", "2027-03-29"]),
        (
            "FREQ=MONTHLY",
            "2026-08-31T15:00",
            "2026-09-10",
            ["2026-09-30", "2026-10-31", "2026-11-30"],
        ),
        (
            "FREQ=MONTHLY;INTERVAL=6",
            "2026-08-31T15:00",
            "2026-09-10",
            ["2027-02-28", "2027-08-31", "2028-02-29"],
        ),
        (
            "FREQ=YEARLY",
            "2024-02-29T15:00",
            "2026-09-10",
            ["2027-02-28", "2028-02-29", "2029-02-28"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=6,3",
            "2026-03-31T15:00",
            "2026-04-01",
            ["2026-06-30", "2027-03-31", "2027-06-30"],
        ),
    ],
)
def test_a_day_that_a_month_lacks_is_its_last(
    rule: str, start: str, first: str, expected: list[str]
) -> None:
    assert days(series(rule, start), first) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-10-31", "2026-12-31", "2027-01-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-09-30", "2026-10-31", "2026-11-30"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", ["2026-11-13", "2027-08-13", "2028-10-13"]),
    ],
)
def test_a_day_that_the_rule_names_means_what_the_standard_says(
    rule: str, expected: list[str]
) -> None:
    assert days(series(rule, "2026-01-31T15:00")) == expected


def test_nothing_takes_place_after_the_last_day() -> None:
    assert days(series("weekly", "2026-01-05T09:00", "2026-09-14")) == ["2026-09-14"]
    assert days(series("weekly", "2026-01-05T09:00", "2026-09-01")) == []
    assert days(series("FREQ=WEEKLY;UNTIL=20260914", "2026-01-05T09:00")) == ["2026-09-14"]


def test_an_end_in_universal_time_is_read_in_the_time_zone_of_the_meeting() -> None:
    # 01:30 in London is 09:30 in Shanghai.
    assert days(series("FREQ=WEEKLY;UNTIL=20260914T013000Z", "2026-01-05T09:00")) == ["2026-09-14"]
    assert days(series("FREQ=WEEKLY;UNTIL=20260914T003000Z", "2026-01-05T09:00")) == []


def test_a_number_of_times_is_counted_from_the_first() -> None:
    assert days(series("FREQ=WEEKLY;COUNT=3", "2026-09-01T09:00")) == ["2026-09-15"]
    assert days(series("FREQ=MONTHLY;COUNT=7", "2026-03-31T15:00")) == ["2026-09-30"]


def test_what_does_not_recur_takes_place_once() -> None:
    assert days(series(None, "2026-11-26T09:00")) == ["2026-11-26"]
    assert days(series(None, "2026-01-05T09:00")) == []


def test_a_series_that_has_not_begun_begins_on_its_first_day() -> None:
    assert days(series("weekly", "2026-12-01T09:00"), number=1) == ["2026-12-01"]


def test_the_time_of_day_stays_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    weekly = series("weekly", "2026-03-22T09:00")
    found = next_occurrences(weekly, berlin, date(2026, 3, 22), 3)
    assert [f"{one:%m-%d %H:%M}" for one in found] == ["03-22 09:00", "03-29 09:00", "04-05 09:00"]


def test_days_are_left_out_and_moved() -> None:
    of = series(
        "weekly",
        "2026-09-07T09:00",
        leaves_out="2026-10-05",
        moved="2026-09-14>2026-09-30T14:00 2026-10-12>2026-10-01T09:00",
    )
    found = next_occurrences(of, SHANGHAI, date(2026, 9, 10), 5)
    assert [f"{one:%m-%d %H:%M}" for one in found] == [
        "09-21 09:00",
        "09-28 09:00",
        "09-30 14:00",
        "10-01 09:00",
        "10-19 09:00",
    ]


def test_a_meeting_of_the_past_that_was_put_off_is_still_to_come() -> None:
    of = series("monthly", "2026-01-07T09:00", moved="2026-09-07>2026-09-12T09:00")
    assert days(of, number=2) == ["2026-09-12", "2026-10-07"]


def test_a_day_moved_from_where_there_is_no_meeting_adds_none() -> None:
    of = series("weekly", "2026-09-07T09:00", moved="2026-09-15>2026-09-16T09:00")
    assert days(of, number=2) == ["2026-09-14", "2026-09-21"]


def test_days_that_are_none_of_the_series_are_told_with_the_nearest_that_is() -> None:
    weekly = series("weekly", "2026-09-07T09:00", "2026-12-31")
    asked = (date(2026, 10, 5), date(2026, 10, 6), date(2027, 1, 4))
    assert days_without(weekly, SHANGHAI, asked) == {date(2026, 10, 6), date(2027, 1, 4)}
    assert day_beside(weekly, SHANGHAI, date(2026, 10, 6)) == date(2026, 10, 5)
    assert day_beside(weekly, SHANGHAI, date(2026, 10, 10)) == date(2026, 10, 12)
    assert day_beside(weekly, SHANGHAI, date(2027, 1, 4)) == date(2026, 12, 28)
    assert day_beside(weekly, SHANGHAI, date(2026, 1, 4)) == date(2026, 9, 7)


def test_a_stretch_of_days_holds_a_meeting_or_none() -> None:
    monthly = series("monthly", "2026-01-31T09:00")
    assert takes_place(monthly, SHANGHAI, date(2026, 9, 11), date(2026, 9, 30))
    assert not takes_place(monthly, SHANGHAI, date(2026, 9, 1), date(2026, 9, 29))


@pytest.mark.parametrize(
    ("rule", "weekly"),
    [
        ("weekly", True),
        ("FREQ=DAILY", True),
        ("FREQ=DAILY;BYDAY=MO,WE", True),
        ("FREQ=WEEKLY;BYDAY=MO,TU", True),
        ("FREQ=MONTHLY;BYDAY=MO", True),
        ("biweekly", False),
        ("monthly", False),
        ("FREQ=MONTHLY;BYDAY=1MO", False),
        ("FREQ=WEEKLY;BYMONTH=3", False),
        ("FREQ=DAILY;BYMONTHDAY=1", False),
        ("FREQ=DAILY;INTERVAL=10", False),
        ("FREQ=YEARLY", False),
    ],
)
def test_what_leaves_no_week_out_comes_weekly(rule: str, weekly: bool) -> None:
    found = parse_recurrence(rule)
    assert isinstance(found, Recurrence)
    assert found.comes_weekly is weekly


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("sometimes", "unknown"),
        ("FREQ=OFTEN", "frequency"),
        ("INTERVAL=2", "frequency"),
        ("FREQ=SECONDLY", "often"),
        ("FREQ=HOURLY", "often"),
        ("FREQ=DAILY;BYHOUR=8,9;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55,56", "often"),
        ("FREQ=WEEKLY;BYEASTER=1", "unknown"),
        ("FREQ=WEEKLY;", "unknown"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "value"),
        ("FREQ=WEEKLY;INTERVAL=99999999999", "value"),
        ("FREQ=WEEKLY;BYDAY=2MO", "misplaced"),
        ("FREQ=YEARLY;BYWEEKNO=3;BYDAY=2MO", "misplaced"),
        ("FREQ=WEEKLY;BYMONTHDAY=2", "misplaced"),
        ("FREQ=MONTHLY;BYYEARDAY=2", "misplaced"),
        ("FREQ=MONTHLY;BYDAY=XX", "value"),
        ("FREQ=MONTHLY;BYDAY=0MO", "value"),
        ("FREQ=MONTHLY;BYDAY=", "value"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "value"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "value"),
        ("FREQ=MONTHLY;BYSETPOS=1", "position-alone"),
        ("FREQ=DAILY;COUNT=many", "value"),
        ("FREQ=DAILY;UNTIL=20260231", "value"),
        ("FREQ=DAILY;UNTIL=2026-12-31", "value"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "both-ends"),
    ],
)
def test_a_rule_that_cannot_be_used_is_not_understood_by_half(rule: str, fault: str) -> None:
    found = parse_recurrence(rule)
    assert isinstance(found, Unusable)
    assert found.fault == fault


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T09:00"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "1900-01-01T09:00"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "2026-01-01T09:00"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2199-01-01T09:00"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=300", "2026-01-01T09:00"),
        ("FREQ=DAILY;INTERVAL=999999999;BYDAY=FR", "2026-01-01T09:00"),
    ],
)
def test_a_rule_that_never_comes_is_found_out_soon(rule: str, start: str) -> None:
    began = process_time()
    first = datetime.fromisoformat(start).date()
    assert next_occurrences(series(rule, start), SHANGHAI, first, 1) == []
    assert process_time() - began < 4


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=1000000000", "weekly", "monthly"])
def test_a_series_of_a_hundred_years_is_read_soon(rule: str) -> None:
    began = process_time()
    assert len(days(series(rule, "1900-01-01T09:00"), "2199-12-01", 1)) == 1
    assert process_time() - began < 4
