"""The day that figures are taken at: decided in one place, for every command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

import msgspec

from planbook.model.settings import Settings
from planbook.periods import is_in_era

EPOCH: Final = "SOURCE_DATE_EPOCH"
"""The variable that reproducible builds set: seconds since 1970-01-01T00:00Z."""


class UnusableEpochError(ValueError):
    """SOURCE_DATE_EPOCH is set, and is not a number of seconds in the years planbook counts in."""


class AsOf(msgspec.Struct, frozen=True):
    """What a call says about the day of judging, before the project file has been read.

    ``asked`` is ``--as-of``, ``epoch`` the day of SOURCE_DATE_EPOCH; ``now`` knows its time zone.
    """

    now: datetime
    asked: date | None = None
    epoch: date | None = None

    def day_in(self, settings: Settings | None) -> date:
        """Return the day of judging in a project with ``settings``.

        That is the day asked for, else that of the epoch, else ``as_of`` of planbook.yaml, else
        today in the project's time zone. Outside a project (None) today is that of ``now``.
        """
        if settings is None:
            return self.asked or self.epoch or self.now.date()
        return self.day_by(settings.as_of, settings.zone)

    def day_by(self, fixed: date | None, zone: tzinfo) -> date:
        """Return the day of judging where planbook.yaml says ``fixed``, or no day, and ``zone``."""
        return self.asked or self.epoch or fixed or self.now.astimezone(zone).date()

    @property
    def looks_back(self) -> bool:
        """Whether a day before today was asked for: the content goes on after it."""
        return self.asked is not None and self.asked < self.now.date()


def read_as_of(asked: date | None, environment: Mapping[str, str], now: datetime) -> AsOf:
    """Return what a call with ``--as-of`` ``asked`` in ``environment`` says about the day.

    The epoch's day is taken in UTC whatever the project's time zone, so that a build that pins it
    is the same everywhere. Raises UnusableEpochError, unless a day is asked for.
    """
    written = environment.get(EPOCH)
    if asked is not None or not written:
        return AsOf(now, asked)
    return AsOf(now, epoch=_day_of_epoch(written))


def fixed_as_of(day: date) -> AsOf:
    """Return the day of judging where it is known: ``day``, whatever the project file says."""
    return AsOf(datetime.combine(day, time(), UTC), day)


def _day_of_epoch(written: str) -> date:
    try:
        day = datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UnusableEpochError(written) from None
    if not is_in_era(day.isoformat()):
        raise UnusableEpochError(written)
    return day
