"""A text that names one stretch of time and nothing else: ``1 July 2026``, ``2026年三季度``."""

from __future__ import annotations

from datetime import date
from typing import Final

from planbook.prose_numbers.days import Days
from planbook.prose_numbers.moments import Calendar
from planbook.prose_numbers.script import normalise
from planbook.prose_numbers.times import find_moments

_LONGEST: Final = 60
# What names its year means the same on every day of writing; "next Friday" does not.
_DAYS_OF_WRITING: Final = (date(1990, 3, 1), date(2050, 10, 1))


def read_single_time(text: str) -> Days | None:
    """Return the days that ``text`` stands for, or None where it is not one stretch of time.

    Words that depend on the day of writing, such as a quarter without its year, are none.
    Business years are counted as calendar years: what is called Q3 begins in July here.
    """
    written = normalise(text.strip())
    if not written or len(written) > _LONGEST:
        return None
    first, second = (_only_moment(written, day) for day in _DAYS_OF_WRITING)
    return first if first == second else None


def _only_moment(written: str, day: date) -> Days | None:
    moments = find_moments(written, Calendar(day))
    if len(moments) != 1 or moments[0].span.of(written) != written:
        return None
    return moments[0].days
