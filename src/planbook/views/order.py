"""In which order documents stand in a list."""

from __future__ import annotations

from datetime import date
from typing import Final

from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.model.objective import Objective
from planbook.model.record import Record
from planbook.model.retrospective import Retrospective
from planbook.model.training import Training
from planbook.periods import Period

LISTED_BY_PERIOD: Final = frozenset(
    {Goal.KIND, Incentive.KIND, Objective.KIND, Retrospective.KIND, Training.KIND}
)
"""The kinds whose lists stand under periods, those of the present first."""

_LONGEST: Final = 9999


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


def by_sound(text: str) -> bytes:
    """Return what sorts texts, Chinese ones in the order of their sounds.

    That is how an old encoding has the usual characters; of one that is read in several ways the
    commonest counts.
    """
    return text.encode("gb18030", "replace")


def by_id(record: Record) -> tuple[int, str]:
    """Return the place of a document that has no date."""
    return (0, record.id)


def present_first(record: Record, as_of: date) -> tuple[int, int]:
    """Return what sorts documents by their periods: the present, the coming ones, then the past.

    Of the present and the coming ones the earliest to end comes first, of the past the latest; of
    those that end on one day the shortest. Documents of one period stand together.
    """
    period = getattr(record, "period", None)
    if record.kind not in LISTED_BY_PERIOD:
        return (0, 0)
    if not isinstance(period, Period):
        return (3, 0)
    days = min(period.days, _LONGEST)
    end = period.end.toordinal() * (_LONGEST + 1)
    if period.end < as_of:
        return (2, days - end)
    return (0 if period.contains(as_of) else 1, end + days)
