"""A rule as calendars are told of it sets the days that planbook does, read by another parser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.recurrence import series
from planbook.recurrence import Series, Unusable, occurrences, parse_recurrence
from planbook.recurrence_rules import ToldSeries, tell_series

NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 9, 10)


def told(of: Series, zone: ZoneInfo = SHANGHAI) -> ToldSeries:
    found = tell_series(of, zone, TODAY)
    assert found is not None
    return found


def read_again(one: ToldSeries, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the moments that a program reads out of what it is told, in order."""
    moments: Iterator[datetime] = iter((one.starts,))
    if one.rule:
        rule = rrulestr(one.rule, dtstart=one.starts.replace(tzinfo=zone))
        moments = (moment.replace(tzinfo=None) for moment in rule)
    away = {*one.leaves_out, *(moment for moment, _ in one.moved)}
    near = islice(moments, 2000)
    kept = [moment for moment in near if moment not in away]
    yield from sorted([*kept, *one.more, *(to for _, to in one.moved)])


def two_years(moments: Iterator[datetime], first: date) -> list[datetime]:
    last = first + timedelta(days=731)
    return [moment for moment in moments if first <= moment.date() <= last]


RULES = [
    ("weekly", "2026-01-05T09:00"),
    ("biweekly", "2026-01-13T09:00"),
    ("monthly", "2026-01-15T09:00"),
    ("monthly", "2026-01-29T09:00"),
    ("monthly", "2026-01-30T09:00"),
    ("monthly", "2026-01-31T09:00"),
    ("quarterly", "2025-11-30T09:00"),
    ("quarterly", "2026-08-31T09:00"),
    ("yearly", "2024-02-29T09:00"),
    ("yearly", "2026-03-31T09:00"),
    ("FREQ=MONTHLY;BYDAY=2WE", "2026-01-14T09:00"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T09:00"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-30T09:00"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "2026-09-06T09:00"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "2026-09-06T09:00"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-09-10T09:00"),
    ("FREQ=DAILY;INTERVAL=10", "2026-09-01T09:00"),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-09-01T09:00"),
    ("FREQ=DAILY;INTERVAL=3;BYDAY=MO", "2026-09-01T09:00"),
    ("FREQ=YEARLY;BYWEEKNO=20", "2026-05-11T09:00"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2026-05-11T09:00"),
    ("FREQ=YEARLY;BYMONTHDAY=13", "2026-01-13T09:00"),
    ("FREQ=YEARLY;BYYEARDAY=1,-1", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYMONTH=2,3", "2026-01-30T09:00"),
    ("FREQ=YEARLY;BYMONTH=2,4", "2026-04-30T09:00"),
    ("FREQ=YEARLY;BYMONTH=1,2;INTERVAL=2", "2026-01-30T09:00"),
    ("FREQ=YEARLY;BYMONTH=1,3;BYHOUR=9,15", "2026-01-31T09:00"),
    ("FREQ=MONTHLY;BYHOUR=9,15", "2026-01-31T09:00"),
    ("FREQ=MONTHLY;BYHOUR=9,15", "2026-01-29T09:00"),
    ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31T09:00"),
    ("FREQ=MONTHLY;COUNT=5", "2026-08-31T09:00"),
    ("FREQ=MONTHLY;UNTIL=20270331", "2026-08-31T09:00"),
    ("FREQ=WEEKLY;UNTIL=20261005T010000Z", "2026-09-07T09:00"),
    ("FREQ=WEEKLY;UNTIL=20261005T005959Z", "2026-09-07T09:00"),
]


@pytest.mark.parametrize("zone", [SHANGHAI, NEW_YORK], ids=lambda zone: zone.key)
@pytest.mark.parametrize(("rule", "start"), RULES)
def test_the_days_of_two_years_are_the_same(rule: str, start: str, zone: ZoneInfo) -> None:
    of = series(rule, start)
    expected = two_years(occurrences(of, zone, TODAY), TODAY)
    assert expected or "COUNT" in rule or "UNTIL" in rule
    assert two_years(read_again(told(of, zone), zone), TODAY) == expected


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("monthly", "2026-01-31T09:00", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("monthly", "2026-01-30T09:00", "FREQ=MONTHLY;BYMONTHDAY=30"),
        ("FREQ=YEARLY;BYMONTH=2,4", "2026-04-30T09:00", "FREQ=MONTHLY;BYMONTH=2,4;BYMONTHDAY=-1"),
        ("yearly", "2024-02-29T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("quarterly", "2026-08-31T09:00", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("monthly", "2026-01-28T09:00", "FREQ=MONTHLY"),
    ],
)
def test_a_day_that_a_month_lacks_is_counted_from_its_end(
    rule: str, start: str, expected: str
) -> None:
    assert told(series(rule, start)).rule == expected


def test_a_february_without_the_day_is_listed_beside_the_rule() -> None:
    # A program that does not read BYSETPOS would else have a meeting on three days.
    found = told(series("monthly", "2026-01-30T09:00", leaves_out="2028-02-29"))
    assert found.more[:2] == (datetime(2026, 2, 28, 9), datetime(2027, 2, 28, 9))
    assert datetime(2028, 2, 29, 9) not in found.more
    assert "BYSETPOS" not in found.rule


def test_a_february_that_is_moved_is_listed_where_it_is() -> None:
    found = told(series("monthly", "2026-01-30T09:00", moved="2027-02-28>2027-03-01T10:00"))
    assert found.more[1] == datetime(2027, 3, 1, 10)
    assert found.moved == ()


def test_a_number_of_times_counts_those_that_are_listed() -> None:
    found = told(series("FREQ=MONTHLY;COUNT=3", "2026-12-30T09:00"))
    assert found.rule == "FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20270228T010000Z"
    assert found.more == (datetime(2027, 2, 28, 9),)


def test_a_start_that_the_rule_does_not_set_is_no_meeting() -> None:
    of = series("FREQ=WEEKLY;BYDAY=MO", "2026-09-10T09:00")
    assert told(of).starts == datetime(2026, 9, 14, 9)


def test_the_last_day_is_told_as_an_instant() -> None:
    of = series("weekly", "2026-09-07T09:00", "2026-09-21")
    assert told(of, NEW_YORK).rule == "FREQ=WEEKLY;UNTIL=20260922T035959Z"


def test_the_last_day_of_days_without_a_time_is_a_day() -> None:
    found = tell_series(series("weekly", "2026-09-07", "2026-09-21"), UTC, TODAY, in_days=True)
    assert found is not None
    assert found.rule == "FREQ=WEEKLY;UNTIL=20260921"


def test_of_a_number_of_times_and_a_last_day_the_first_counts() -> None:
    assert "COUNT=3" in told(series("FREQ=WEEKLY;COUNT=9", "2026-09-07T09:00", "2026-09-21")).rule
    assert "COUNT=2" in told(series("FREQ=WEEKLY;COUNT=2", "2026-09-07T09:00", "2026-09-21")).rule


def test_exceptions_name_the_time_that_they_are_about() -> None:
    of = series(
        "weekly",
        "2026-09-07T09:00",
        leaves_out="2026-09-14 2026-09-15",
        moved="2026-09-21>2026-09-22T14:00 2026-09-23>2026-09-24T14:00",
    )
    found = told(of)
    assert found.leaves_out == (datetime(2026, 9, 14, 9),)
    assert found.moved == ((datetime(2026, 9, 21, 9), datetime(2026, 9, 22, 14)),)


def test_a_day_with_two_times_that_is_moved_takes_place_once() -> None:
    of = series("FREQ=DAILY;BYHOUR=9,15", "2026-09-07T09:00", moved="2026-09-08>2026-09-09T12:00")
    found = told(of)
    assert found.moved == ((datetime(2026, 9, 8, 9), datetime(2026, 9, 9, 12)),)
    assert found.leaves_out == (datetime(2026, 9, 8, 15),)
    first = date(2026, 9, 7)
    assert two_years(read_again(found, SHANGHAI), first)[:9] == list(
        islice(occurrences(of, SHANGHAI, first), 9)
    )


def test_what_takes_place_once_has_no_rule() -> None:
    assert told(series(None, "2026-09-07T09:00")) == ToldSeries(datetime(2026, 9, 7, 9))
    moved = series(None, "2026-09-07T09:00", moved="2026-09-07>2026-09-08T10:00")
    assert told(moved) == ToldSeries(datetime(2026, 9, 8, 10))


def test_what_never_takes_place_is_not_told() -> None:
    assert (
        tell_series(series("FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2", "2026-01-30"), UTC, TODAY)
        is None
    )
    once = series(None, "2026-09-07T09:00", leaves_out="2026-09-07")
    assert tell_series(once, SHANGHAI, TODAY) is None
    twice = series("FREQ=WEEKLY;COUNT=2", "2026-09-07T09:00", leaves_out="2026-09-07 2026-09-14")
    assert tell_series(twice, SHANGHAI, TODAY) is None


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _lists(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    some = st.lists(numbers, min_size=1, max_size=3, unique=True)
    return some.map(lambda every: ",".join(map(str, every)))


WEEKDAYS = st.lists(st.sampled_from(("MO", "TU", "WE", "SA")), min_size=1, max_size=2, unique=True)
MONTHLY = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(("MONTHLY", "YEARLY"))},
    optional={
        "INTERVAL": st.sampled_from(("1", "2", "3")),
        "BYMONTH": _lists(st.integers(1, 12)),
        "BYMONTHDAY": _lists(st.integers(-3, 31).filter(bool)),
        "BYHOUR": st.sampled_from(("9", "9,15")),
        "COUNT": st.sampled_from(("4", "40")),
    },
)
OFTEN = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(("DAILY", "WEEKLY"))},
    optional={
        "INTERVAL": st.sampled_from(("1", "2", "5")),
        "BYDAY": WEEKDAYS.map(",".join),
        "BYMONTH": _lists(st.integers(1, 12)),
        "WKST": st.sampled_from(("MO", "SU")),
        "UNTIL": st.sampled_from(("20270101", "20270401T120000", "20270401T120000Z")),
    },
)


@given(
    (MONTHLY | OFTEN).map(_joined),
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(
        lambda start: start.replace(minute=30, second=0, microsecond=0)
    ),
    st.none() | st.dates(date(2026, 6, 1), date(2028, 6, 1)),
    st.sampled_from((SHANGHAI, NEW_YORK)),
)
@settings(max_examples=150)
def test_any_rule_sets_the_same_days(
    rule: str, start: datetime, until: date | None, zone: ZoneInfo
) -> None:
    recurrence = parse_recurrence(rule)
    assert not isinstance(recurrence, Unusable)
    of = Series(start, recurrence, until)
    found = tell_series(of, zone, TODAY)
    expected = two_years(occurrences(of, zone, TODAY), TODAY)
    assert found is not None or not expected
    if found is not None:
        assert two_years(read_again(found, zone), TODAY) == expected
