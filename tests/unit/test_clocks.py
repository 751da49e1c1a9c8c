"""When the clocks of a zone change, and which times they leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planbook.clocks import days_with_a_gap, existing, shifts_of

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("zone", "local", "shown"),
    [
        ("America/New_York", "2027-03-14T01:59", "2027-03-14T01:59"),
        ("America/New_York", "2027-03-14T02:00", "2027-03-14T03:00"),
        ("America/New_York", "2027-03-14T02:30", "2027-03-14T03:30"),
        ("America/New_York", "2027-03-14T03:00", "2027-03-14T03:00"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T01:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45"),
        ("America/Santiago", "2026-09-06T00:30", "2026-09-06T01:30"),
        ("Asia/Shanghai", "2026-03-29T02:30", "2026-03-29T02:30"),
    ],
)
def test_a_time_that_is_left_out_is_counted_as_if_the_clock_stood(
    zone: str, local: str, shown: str
) -> None:
    moment = datetime.fromisoformat(local)
    assert existing(moment, ZoneInfo(zone)) == datetime.fromisoformat(shown)


def test_each_change_is_told_at_the_time_before_it() -> None:
    (spring, forward), (autumn, back) = shifts_of(NEW_YORK, 2026, 2026)
    assert (spring, autumn) == (datetime(2026, 3, 8, 2), datetime(2026, 11, 1, 2))
    assert (forward.name, back.name) == ("EDT", "EST")
    assert forward.after - forward.before == timedelta(hours=1)
    assert [forward.leaves_out, back.leaves_out] == [True, False]


def test_days_that_lack_a_time_are_those_of_spring() -> None:
    assert list(days_with_a_gap(NEW_YORK, 2026, 2027)) == [date(2026, 3, 8), date(2027, 3, 14)]
    assert list(days_with_a_gap(UTC, 2026, 2027)) == []
