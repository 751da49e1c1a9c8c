"""What the owner of a goal says of it on the way: check-ins, and the notes in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from planbook.model.goal import Checkin
from planbook.views.amounts import Amounts
from planbook.views.presenter import Presenter
from planbook.views.words import NO_WORDS, Day, Phrase, Quantity, Shown, Words

NOTES_SHOWN: Final = 10


class CheckinView(msgspec.Struct, frozen=True):
    """One reading with what its owner says of it.

    ``value_on`` is the day that the value stands for, where it is another one. ``number`` is that
    of its note in the chart, 0 where it has none there.
    """

    date: Day | None
    value_on: Day | None
    value: Shown
    confidence: Quantity | None
    note: Words
    status: Phrase | None
    reason: Words
    number: int = 0


class CheckinsView(msgspec.Struct, frozen=True):
    """All check-ins, the newest first; ``newest`` is the newest that says something.

    ``notes`` are the newest that do, numbered as in the chart; empty where there is no chart.
    """

    all: tuple[CheckinView, ...]
    newest: CheckinView | None
    notes: tuple[CheckinView, ...]


def checkins_view(
    checkins: Sequence[Checkin], amounts: Amounts | None, presenter: Presenter, *, has_chart: bool
) -> CheckinsView:
    """Return the check-ins of a goal, or of an objective's own measure."""
    numbers = {place: number for number, place in _numbered(checkins, presenter)}
    shown = [
        _view(one, amounts, presenter, numbers.get(place, 0) if has_chart else 0)
        for place, one in _newest_first(checkins)
    ]
    said = (one for one in shown if one.note and not _is_ahead(one, presenter))
    return CheckinsView(
        all=tuple(shown),
        newest=next(said, None),
        notes=tuple(one for one in shown if one.number),
    )


def numbered_notes(
    checkins: Sequence[Checkin], presenter: Presenter
) -> tuple[tuple[int, date], ...]:
    """Return the numbers of the newest notes with the days they speak of, oldest first."""
    found = [(number, checkins[place]) for number, place in _numbered(checkins, presenter)]
    return tuple((number, day) for number, one in found if (day := one.value_date or one.date))


def _numbered(checkins: Sequence[Checkin], presenter: Presenter) -> list[tuple[int, int]]:
    """Return the newest notes by the day of the figures, oldest first: number and place."""
    as_of = presenter.scores.as_of
    said = [
        place
        for place, one in _newest_first(checkins)
        if one.date is not None and one.date <= as_of and presenter.words(one.note)
    ]
    return list(enumerate(reversed(said[:NOTES_SHOWN]), start=1))


def _newest_first(checkins: Iterable[Checkin]) -> list[tuple[int, Checkin]]:
    """Return the check-ins with their places; of one day the later in the file comes first."""
    return sorted(
        enumerate(checkins), key=lambda found: (found[1].date or date.min, found[0]), reverse=True
    )


def _is_ahead(checkin: CheckinView, presenter: Presenter) -> bool:
    return checkin.date is None or checkin.date.machine > presenter.scores.as_of.isoformat()


def _view(
    checkin: Checkin, amounts: Amounts | None, presenter: Presenter, number: int
) -> CheckinView:
    value, override = checkin.value, checkin.override
    shown: Shown = presenter.yes_no(value)
    if isinstance(value, Decimal):
        shown = Quantity(amounts.exact(value)) if amounts else presenter.number(value)
    return CheckinView(
        date=presenter.day(checkin.date),
        value_on=presenter.day(checkin.value_date) if checkin.value_date != checkin.date else None,
        value=shown,
        confidence=presenter.percent(checkin.confidence),
        note=presenter.words(checkin.note),
        status=presenter.option("status", override.status) if override else None,
        reason=presenter.words(override.reason) if override else NO_WORDS,
        number=number,
    )
