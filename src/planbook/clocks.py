"""When the clocks of a time zone change, and which times of day they leave out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Final, NamedTuple

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


class Shift(NamedTuple):
    """One change of the clocks: what they are called and show from then on, and showed before."""

    name: str
    before: timedelta
    after: timedelta

    @property
    def leaves_out(self) -> bool:
        """Whether they go forward: some times of that day there are not."""
        return self.after > self.before


@cache
def shifts_of(clock: tzinfo, first: int, last: int) -> tuple[tuple[datetime, Shift], ...]:
    """Return the changes of a clock in the years ``first`` to ``last``.

    The moment of each is what the clock would have shown, had it not changed.
    """
    return tuple(_shifts(clock, first, last))


def existing(moment: datetime, clock: tzinfo) -> datetime:
    """Return what a clock shows at the local time ``moment``.

    That is another time where it leaves this one out: as RFC 5545 has it (3.3.5), it is counted
    as if the clock had not changed yet.
    """
    return moment.replace(tzinfo=clock).astimezone(UTC).astimezone(clock).replace(tzinfo=None)


def days_with_a_gap(clock: tzinfo, first: int, last: int) -> Iterator[date]:
    """Yield the days of some years on which a clock leaves a time out."""
    for moment, shift in shifts_of(clock, first, last):
        if shift.leaves_out:
            yield moment.date()


def offset_of(local: datetime) -> timedelta:
    """Return how far the clock that ``local`` is read on is before UTC."""
    return local.utcoffset() or timedelta()


def _shifts(clock: tzinfo, first: int, last: int) -> Iterator[tuple[datetime, Shift]]:
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    state = _state(day, clock)
    while day < end:
        following = day + _DAY
        became = _state(following, clock)
        if became != state:
            moment = _first_after(day, following, clock)
            before = offset_of((moment - _SECOND).astimezone(clock))
            after, name = _state(moment, clock)
            yield moment.replace(tzinfo=None) + before, Shift(name, before, after)
        day, state = following, became


def _first_after(low: datetime, high: datetime, clock: tzinfo) -> datetime:
    """Return the first second of what holds at ``high`` and not yet at ``low``."""
    state = _state(low, clock)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if _state(middle, clock) == state:
            low = middle
        else:
            high = middle
    return high


def _state(moment: datetime, clock: tzinfo) -> tuple[timedelta, str]:
    local = moment.astimezone(clock)
    return offset_of(local), local.tzname() or ""
