"""In which order documents stand in a list."""

from __future__ import annotations

from datetime import date

from planbook.model.record import Record
from planbook.periods import Period


def newest_first(when: date | Period | str | None) -> int:
    """Return a number that sorts dates and periods from the latest to the earliest.

    A period counts by its last day, a moment as ISO 8601 writes it by its own; what has no date
    comes last.
    """
    if when is None:
        return 0
    if isinstance(when, date):
        return -when.toordinal()
    if isinstance(when, Period):
        return -when.end.toordinal()
    try:
        return -date.fromisoformat(when[:10]).toordinal()
    except ValueError:
        return 0


def by_id(record: Record) -> tuple[int, str]:
    """Return the place of a document that has no date."""
    return (0, record.id)
