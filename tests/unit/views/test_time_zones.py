"""Time zones as calendars carry them, read again by another program and held against Python's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]

from planbook.views.time_zones import time_zone_lines

ZONES = [
    "Asia/Shanghai",
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
    "Asia/Tehran",
    "Etc/GMT+5",
]


def text_of(zone: str, first: int = 2021, last: int = 2026) -> str:
    return "\r\n".join(time_zone_lines(zone, first, last))


@pytest.mark.parametrize("zone", ZONES)
def test_another_program_has_the_same_offset_at_any_time(zone: str) -> None:
    component = vobject.readOne(f"{text_of(zone)}\r\n")
    read = vobject.icalendar.TimezoneComponent.gettzinfo(component)
    clock = ZoneInfo(zone)
    moment = datetime(2021, 1, 2, 0, 30, tzinfo=UTC)
    while moment.year < 2030:
        local = moment.astimezone(clock)
        naive = local.replace(tzinfo=None)
        # A time that there is twice, or never, is read one way or the other.
        is_plain = all(
            (moment + timedelta(hours=hours)).astimezone(clock).utcoffset() == local.utcoffset()
            for hours in (-2, 2)
        )
        if is_plain:
            assert read.utcoffset(naive) == local.utcoffset(), naive
        moment += timedelta(hours=37)


def test_a_change_that_comes_by_a_rule_is_told_by_it_as_the_clock_stood_before() -> None:
    text = text_of("America/New_York")
    assert (
        "BEGIN:DAYLIGHT\r\nDTSTART:20210314T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"
        "TZNAME:EDT\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT"
    ) in text
    assert "RDATE" not in text


def test_changes_that_follow_no_rule_are_listed() -> None:
    text = text_of("Africa/Casablanca")
    assert text.count("RDATE:") > 10
    assert "RRULE" not in text


def test_a_zone_without_changes_is_one_observance() -> None:
    assert text_of("Asia/Shanghai").count("BEGIN:") == 2
