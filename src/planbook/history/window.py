"""The days of which it is told what changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

DAYS: Final = 30
FURTHEST_AHEAD: Final = timedelta(days=366)
"""A commit of later than that, from the day of the figures, was made by a clock that is wrong."""


def days_up_to(as_of: date) -> tuple[date, date]:
    """Return the first and the last of the thirty days up to ``as_of``."""
    return as_of - timedelta(DAYS - 1), as_of
