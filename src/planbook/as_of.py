"""The day that figures are taken at: one function decides it, for every command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from planbook.model.settings import Settings
from planbook.reading.corrections import is_in_era

EPOCH: Final = "SOURCE_DATE_EPOCH"
"""The variable that reproducible builds set: seconds since 1970-01-01T00:00Z."""


class UnusableEpochError(ValueError):
    """SOURCE_DATE_EPOCH is set, and is not a number of seconds in the years planbook counts in."""


def resolve_as_of(
    asked: date | None, environment: Mapping[str, str], settings: Settings | None, now: datetime
) -> date:
    """Return the day of judging.

    That is the day ``asked`` for, else that of SOURCE_DATE_EPOCH in ``environment``, else ``as_of``
    of planbook.yaml, else today in the project's time zone. ``settings`` are None outside a
    project: today is then that of ``now``, which has to know its time zone.

    The epoch's day is taken in UTC whatever the project's time zone, as other tools take it.

    >>> resolve_as_of(None, {"SOURCE_DATE_EPOCH": "1788998400"}, None, datetime.now(UTC))
    datetime.date(2026, 9, 10)

    Raises UnusableEpochError.
    """
    if asked is not None:
        return asked
    written = environment.get(EPOCH)
    if written:
        return _day_of_epoch(written)
    if settings is None:
        return now.date()
    return settings.as_of or now.astimezone(ZoneInfo(settings.timezone)).date()


def _day_of_epoch(written: str) -> date:
    try:
        day = datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UnusableEpochError(written) from None
    if not is_in_era(day.isoformat()):
        raise UnusableEpochError(written)
    return day
