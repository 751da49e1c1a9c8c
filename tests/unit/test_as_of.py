"""The day of judging: which of its four sources decides, and in which time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from planbook.as_of import UnusableEpochError, resolve_as_of
from planbook.model.settings import Settings

ASKED = date(2026, 3, 1)
EPOCH = {"SOURCE_DATE_EPOCH": "1788998400"}  # 2026-09-10T00:00Z
WRITTEN = Settings(as_of=date(2026, 6, 30))
SHANGHAI = Settings(timezone="Asia/Shanghai")
BEFORE_MIDNIGHT = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


def test_the_day_asked_for_wins_over_everything() -> None:
    assert resolve_as_of(ASKED, EPOCH, WRITTEN, BEFORE_MIDNIGHT) == ASKED


def test_the_epoch_wins_over_the_project_file() -> None:
    assert resolve_as_of(None, EPOCH, WRITTEN, BEFORE_MIDNIGHT) == date(2026, 9, 10)


def test_the_project_file_wins_over_the_clock() -> None:
    assert resolve_as_of(None, {}, WRITTEN, BEFORE_MIDNIGHT) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("timezone", "today"),
    [
        ("UTC", date(2026, 12, 31)),
        ("Asia/Shanghai", date(2027, 1, 1)),
        ("America/New_York", date(2026, 12, 31)),
    ],
)
def test_today_is_that_of_the_project_and_not_of_the_machine(timezone: str, today: date) -> None:
    for machine in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        now = BEFORE_MIDNIGHT.astimezone(ZoneInfo(machine))
        assert resolve_as_of(None, {}, Settings(timezone=timezone), now) == today


def test_outside_a_project_today_is_that_of_the_machine() -> None:
    now = BEFORE_MIDNIGHT.astimezone(ZoneInfo("Asia/Tokyo"))
    assert resolve_as_of(None, {}, None, now) == date(2027, 1, 1)


def test_the_epoch_gives_one_day_whatever_the_time_zone_of_the_project() -> None:
    late = {"SOURCE_DATE_EPOCH": "1789084799"}  # 2026-09-10T23:59:59Z
    for settings in (None, Settings(), SHANGHAI):
        assert resolve_as_of(None, late, settings, BEFORE_MIDNIGHT) == date(2026, 9, 10)


def test_an_empty_epoch_is_none() -> None:
    empty = {"SOURCE_DATE_EPOCH": ""}
    assert resolve_as_of(None, empty, WRITTEN, BEFORE_MIDNIGHT) == date(2026, 6, 30)


@pytest.mark.parametrize("epoch", ["soon", "1.5", "-9999999999", "99999999999", "9" * 30])
def test_an_epoch_outside_the_years_of_plans_is_refused(epoch: str) -> None:
    with pytest.raises(UnusableEpochError):
        resolve_as_of(None, {"SOURCE_DATE_EPOCH": epoch}, WRITTEN, BEFORE_MIDNIGHT)
