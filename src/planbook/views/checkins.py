"""What the owner of a goal says of it on the way: check-ins, and the notes in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Checkin, Goal, Measurable
from planbook.model.objective import Objective
from planbook.pages import Page
from planbook.scoring.results import GoalScore
from planbook.views.amounts import Amounts, amounts_of
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import NO_WORDS, Day, Phrase, Quantity, Ref, Shown, Words

NOTES_SHOWN: Final = 10
CHECKINS_SHOWN: Final = 25


class CheckinView(msgspec.Struct, frozen=True):
    """One reading with what its owner says of it.

    ``value_on`` is the day that the value stands for, where it is another one.
    """

    date: Day | None
    value_on: Day | None
    value: Shown
    confidence: Quantity | None
    note: Words
    status: Phrase | None
    reason: Words


class NoteView(msgspec.Struct, frozen=True):
    """What was said in a check-in; ``number`` is the one that its day has in the chart."""

    number: int
    date: Day | None
    confidence: Quantity | None
    note: Words


class CheckinList(msgspec.Struct, frozen=True):
    """Some of ``total`` check-ins, the newest first."""

    checkins: tuple[CheckinView, ...]
    total: int
    pager: Pager


class MoreCheckinsView(msgspec.Struct, frozen=True):
    """A further page of the check-ins of a goal or an objective."""

    layout: Layout
    document: Ref
    list: CheckinList


def note_views(checkins: Sequence[Checkin], presenter: Presenter) -> tuple[NoteView, ...]:
    """Return the newest notes by the day of the figures, the newest first."""
    found = (_note(number, one, presenter) for number, one in _numbered(checkins, presenter))
    return tuple(reversed(tuple(found)))


def numbered_days(
    checkins: Sequence[Checkin], presenter: Presenter
) -> tuple[tuple[int, date], ...]:
    """Return the numbers of the same notes with the days that they speak of, oldest first."""
    found = _numbered(checkins, presenter)
    return tuple((number, day) for number, one in found if (day := one.value_date or one.date))


def checkin_list(
    checkins: Sequence[Checkin], amounts: Amounts, presenter: Presenter, key: Key, number: int = 1
) -> CheckinList:
    """Return one page of the check-ins of the document ``key``."""
    part = part_at(_newest_first(checkins), number, CHECKINS_SHOWN)
    return CheckinList(
        checkins=tuple(_view(one, amounts, presenter) for one in part.items),
        total=part.total,
        pager=pager_of(presenter, _segments(presenter.site, key), part),
    )


def checkin_pages(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Iterator[Page]:
    """Yield the older check-ins of a goal or an objective that has many."""
    numbers = range(2, site.remember(CHECKIN_PAGES, key) + 1)
    make = partial(_more_checkins, site, layouts, language, key)
    segments, template = _segments(site, key), "goal-checkins.html"
    yield from numbered_pages(site, language, segments, numbers, template, make, str(key))


def _more_checkins(
    site: SitePresenter, layouts: Layouts, language: str, key: Key, number: int
) -> MoreCheckinsView:
    segments = _segments(site, key)
    presenter = site.at_number(language, segments, number)
    layout, ref = layouts.below(presenter, key, segments, number=number)
    measure, checkins, score = _measured(site, key)
    assert measure is not None
    amounts = amounts_of(measure, score, presenter)
    return MoreCheckinsView(layout, ref, checkin_list(checkins, amounts, presenter, key, number))


def _count_pages(site: SitePresenter, key: Key) -> int:
    """Return how many pages the check-ins of a goal or an objective take, its own being one."""
    measure, checkins, _ = _measured(site, key)
    return page_numbers(len(checkins), CHECKINS_SHOWN)[-1] if measure is not None else 1


def _find_long(site: SitePresenter, _: str) -> dict[Key, int]:
    return {key: pages for key, pages in site.of_each(CHECKIN_PAGES) if pages > 1}


CHECKIN_PAGES: Final = Shared("check-in pages", int, _count_pages, Key, (Goal.KIND, Objective.KIND))
LONG_CHECKINS: Final = Shared("long check-ins", Mapping[Key, int], _find_long)
"""How many pages those documents have that have several."""


def _measured(
    site: SitePresenter, key: Key
) -> tuple[Measurable | None, Sequence[Checkin], GoalScore | None]:
    """Return how a document is measured, its check-ins, and the figures of them."""
    match site.handbook.records[key]:
        case Goal() as goal:
            return goal.measurable, goal.checkins, site.scores.goals.get(goal.id)
        case Objective() as objective:
            score = site.scores.objectives.get(objective.id)
            return objective.measure, objective.checkins, score.measured if score else None
    return None, (), None


def _segments(site: SitePresenter, key: Key) -> tuple[str, ...]:
    return (site.addresses.sections[key.kind], key.id)


def _numbered(checkins: Sequence[Checkin], presenter: Presenter) -> list[tuple[int, Checkin]]:
    """Return the newest notes by the day of the figures, numbered in the order of their days."""
    as_of = presenter.scores.as_of
    said = [
        one
        for one in _newest_first(checkins)
        if one.date is not None and one.date <= as_of and presenter.words(one.note)
    ]
    return list(enumerate(reversed(said[:NOTES_SHOWN]), start=1))


def _newest_first(checkins: Iterable[Checkin]) -> list[Checkin]:
    """Return the check-ins by their days; of one day the later in the file comes first."""
    placed = sorted(
        enumerate(checkins), key=lambda found: (found[1].date or date.min, found[0]), reverse=True
    )
    return [one for _, one in placed]


def _note(number: int, checkin: Checkin, presenter: Presenter) -> NoteView:
    return NoteView(
        number,
        presenter.day(checkin.date),
        presenter.percent(checkin.confidence),
        presenter.words(checkin.note),
    )


def _view(checkin: Checkin, amounts: Amounts, presenter: Presenter) -> CheckinView:
    value, override = checkin.value, checkin.override
    return CheckinView(
        date=presenter.day(checkin.date),
        value_on=presenter.day(checkin.value_date) if checkin.value_date != checkin.date else None,
        value=Quantity(amounts.of(value))
        if isinstance(value, Decimal)
        else presenter.yes_no(value),
        confidence=presenter.percent(checkin.confidence),
        note=presenter.words(checkin.note),
        status=presenter.option("status", override.status) if override else None,
        reason=presenter.words(override.reason) if override else NO_WORDS,
    )
