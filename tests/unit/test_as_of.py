"""The day of judging: which of its four sources decides, and in which time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from planbook.as_of import UnusableEpochError, fixed_as_of, read_as_of
from planbook.model.settings import Settings

ASKED = date(2026, 3, 1)
EPOCH = {"SOURCE_DATE_EPOCH": "1788998400"}  # 2026-09-10T00:00Z
WRITTEN = Settings(as_of=date(2026, 6, 30))
SHANGHAI = Settings(timezone="Asia/Shanghai")
BEFORE_MIDNIGHT = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


def day_of(
    asked: date | None, environment: dict[str, str], settings: Settings | None, now: datetime
) -> date:
    return read_as_of(asked, environment, now).day_in(settings)


def test_the_day_asked_for_wins_over_everything() -> None:
    assert day_of(ASKED, EPOCH, WRITTEN, BEFORE_MIDNIGHT) == ASKED


def test_the_epoch_wins_over_the_project_file() -> None:
    assert day_of(None, EPOCH, WRITTEN, BEFORE_MIDNIGHT) == date(2026, 9, 10)


def test_the_project_file_wins_over_the_clock() -> None:
    assert day_of(None, {}, WRITTEN, BEFORE_MIDNIGHT) == date(2026, 6, 30)


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
        assert day_of(None, {}, Settings(timezone=timezone), now) == today


def test_outside_a_project_today_is_that_of_the_machine() -> None:
    now = BEFORE_MIDNIGHT.astimezone(ZoneInfo("Asia/Tokyo"))
    assert day_of(None, {}, None, now) == date(2027, 1, 1)


def test_the_epoch_gives_one_day_whatever_the_time_zone_of_the_project() -> None:
    late = {"SOURCE_DATE_EPOCH": "1789084799"}  # 2026-09-10T23:59:59Z
    for settings in (None, Settings(), SHANGHAI):
        assert day_of(None, late, settings, BEFORE_MIDNIGHT) == date(2026, 9, 10)


def test_an_empty_epoch_is_none() -> None:
    empty = {"SOURCE_DATE_EPOCH": ""}
    assert day_of(None, empty, WRITTEN, BEFORE_MIDNIGHT) == date(2026, 6, 30)


@pytest.mark.parametrize("epoch", ["soon", "1.5", "-9999999999", "99999999999", "9" * 30])
def test_an_epoch_outside_the_years_of_plans_is_refused(epoch: str) -> None:
    with pytest.raises(UnusableEpochError):
        read_as_of(None, {"SOURCE_DATE_EPOCH": epoch}, BEFORE_MIDNIGHT)


def test_a_wrong_epoch_does_no_harm_where_a_day_is_asked_for() -> None:
    assert day_of(ASKED, {"SOURCE_DATE_EPOCH": "soon"}, WRITTEN, BEFORE_MIDNIGHT) == ASKED


def test_a_known_day_is_that_day_whatever_the_project_file_says() -> None:
    assert fixed_as_of(ASKED).day_in(WRITTEN) == ASKED


def test_a_day_before_today_that_was_asked_for_looks_back() -> None:
    assert read_as_of(ASKED, {}, BEFORE_MIDNIGHT).looks_back
    assert not read_as_of(date(2026, 12, 31), {}, BEFORE_MIDNIGHT).looks_back
    assert not read_as_of(None, EPOCH, BEFORE_MIDNIGHT).looks_back
