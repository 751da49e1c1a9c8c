"""In which order documents stand in a list."""

from __future__ import annotations

from datetime import date

from planbook.model.noun import DateRange, Noun
from planbook.periods import parse_period


def newest_first(when: date | str | DateRange | None) -> int:
    """Return a number that sorts dates and periods from the latest to the earliest.

    A period counts by its last day, the longer of two before its parts; what has no date comes
    last.
    """
    if when is None:
        return 0
    if isinstance(when, date):
        return -when.toordinal()
    if isinstance(when, DateRange):
        return -when.end.toordinal()
    period = parse_period(when)
    if period is not None:
        return -period.end.toordinal()
    try:
        return -date.fromisoformat(when[:10]).toordinal()
    except ValueError:
        return 0


def by_id(noun: Noun) -> tuple[int, str]:
    """Return the place of a document that has no date."""
    return (0, noun.id)
