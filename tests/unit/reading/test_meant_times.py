"""How long something takes and how often it comes again, in the words that people write."""

from __future__ import annotations

import pytest

from planbook.reading.corrections import advise_datetime, read_datetimes, read_period
from planbook.reading.meant_times import (
    is_bare_number,
    read_length,
    read_month_name,
    read_recurrence,
)
from planbook.reading.schema_messages.words import advise
from planbook.recurrence import Recurrence, parse_recurrence


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("45m", "45"),
        ("45 min", "45"),
        ("45分钟", "45"),
        ("1h", "60"),
        ("1.5 hours", "90"),
        ("1,5 h", "90"),
        ("1h 30", "90"),
        ("1 h 30 min", "90"),
        ("0:45", "45"),
        ("two hours", None),
        ("2 days", None),
        ("一刻钟", None),
    ],
)
def test_a_length_of_time_is_counted_in_the_unit_of_its_property(
    written: str, minutes: str | None
) -> None:
    assert read_length(written, "minutes") == minutes
    assert not is_bare_number(written)


def test_a_length_that_is_no_round_figure_in_its_unit_is_left_to_its_author() -> None:
    assert read_length("90 min", "hours") == "1.5"
    assert read_length("100 min", "hours") is None
    assert is_bare_number("1,5")


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("every Monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("Mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("Weekly on Tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("每周四", "FREQ=WEEKLY;BYDAY=TH"),
        ("last friday", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("first Monday of the month", "FREQ=MONTHLY;BYDAY=1MO"),
        ("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每月第二个星期三", "FREQ=MONTHLY;BYDAY=2WE"),
        ("daily", "FREQ=DAILY"),
        ("every year", "FREQ=YEARLY"),
        ("every 2 weeks", "biweekly"),
        ("every three months", "quarterly"),
        ("每两个月", "FREQ=MONTHLY;INTERVAL=2"),
        ("twice a month", None),
        ("now and then", None),
    ],
)
def test_how_often_is_written_as_a_rule_that_can_be_used(written: str, rule: str | None) -> None:
    assert read_recurrence(written) == rule
    assert rule is None or isinstance(parse_recurrence(rule), Recurrence)


@pytest.mark.parametrize("zone", ["Z", "+01:00", "+0100", " CET", " UTC+08:00"])
def test_a_time_zone_is_not_taken_for_a_time_of_day(zone: str) -> None:
    assert read_datetimes(f"2026-11-23T09:30{zone}") == ("2026-11-23 09:30",)
    assert "`timezone`" in advise_datetime(f"2026-11-23T09:30{zone}")["en"]


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("10/2026", "2026-10"),
        ("10.2026", "2026-10"),
        ("13/2026", None),
        ("2026-10-01 - 2026-12-31", "{start: 2026-10-01, end: 2026-12-31}"),
        ("year 2026", "2026"),
    ],
)
def test_a_period_is_read_in_the_order_that_people_write_it(
    written: str, period: str | None
) -> None:
    assert read_period(written) == period


@pytest.mark.parametrize("written", ["April", "apr", "Apr.", "四月", "4月"])
def test_a_month_has_a_number(written: str) -> None:
    assert read_month_name(written) == "4"
    assert read_month_name("spring") is None


@pytest.mark.parametrize(
    ("type_", "written", "says"),
    [
        ("colour", "red", '"#'),
        ("colour", "0066cc", '"#0066cc"'),
        ("colour", "bluish", "as in"),
        ("id", "themes/ours", "`ours`"),
    ],
)
def test_a_setting_is_told_in_the_form_it_has(type_: str, written: str, says: str) -> None:
    assert says in advise(type_, written).words["en"]
