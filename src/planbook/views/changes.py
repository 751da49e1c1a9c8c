"""What changed in the last thirty days, by week, as git's history tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from planbook.history.window import days_up_to
from planbook.pages import Page
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.told_changes import ChangeTeller, caption_of
from planbook.views.words import Phrase, Told

if TYPE_CHECKING:
    from planbook.history.records import Change, Section, Subject

SECTION: Final = "changes"
A_PAGE: Final = 100
"""So many changes stand on one page."""

Dated: TypeAlias = "tuple[str, Change]"
"""A change with the first day of its week."""


class ChangeBlock(msgspec.Struct, frozen=True):
    """What is told of one document; without a ``lead`` it is of the project.

    ``href`` is empty where the document is not there any more.
    """

    lead: Told
    href: str
    lines: tuple[Told, ...]


class ChangeGroup(msgspec.Struct, frozen=True):
    """Changes of one sort."""

    caption: Phrase
    blocks: tuple[ChangeBlock, ...]


class WeekView(msgspec.Struct, frozen=True):
    """What changed in one week, or what of that stands on a page."""

    days: str
    groups: tuple[ChangeGroup, ...]


class ChangesView(msgspec.Struct, frozen=True):
    """One page of what changed. ``note`` says how far back that is known, if not all the way.

    Of a partial clone (``is_partial``) nobody knows whether that is all.
    """

    layout: Layout
    days: str
    note: Phrase | None
    is_partial: bool
    total: int
    weeks: tuple[WeekView, ...]
    pager: Pager


def change_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield what changed lately, page by page; nothing where there is no history."""
    if not site.history.is_known:
        return
    numbers = page_numbers(len(_changes(site)), A_PAGE)
    make = partial(_changes_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "changes.html", make)


def _changes(site: SitePresenter) -> Sequence[Dated]:
    """Return all changes, those of the newest week first."""
    history = site.history
    return [(start, change) for start in history.weeks for change in history.told[start]]


def _changes_view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> ChangesView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    part = part_at(_changes(site), number, A_PAGE)
    teller = ChangeTeller(presenter.words, presenter.formats, presenter.languages)
    return ChangesView(
        layout=layouts.around(presenter, segments, Phrase(f"section.{SECTION}"), number=number),
        days=presenter.formats.days(*days_up_to(site.history.until)),
        note=_note(presenter),
        is_partial=site.history.is_partial,
        total=part.total,
        weeks=tuple(_weeks(part.items, presenter, teller)),
        pager=pager_of(presenter, segments, part),
    )


def _note(presenter: Presenter) -> Phrase | None:
    found = presenter.site.history.looked_back
    if found is None:
        return None
    return Phrase(f"changes.{found.why}", {"day": presenter.formats.day(found.since)})


def _weeks(
    changes: Iterable[Dated], presenter: Presenter, teller: ChangeTeller
) -> Iterator[WeekView]:
    weeks = presenter.site.history.weeks
    for start, of_week in groupby(changes, key=lambda dated: dated[0]):
        week = weeks[start]
        sorts = groupby((change for _, change in of_week), key=_section_of)
        groups = tuple(
            ChangeGroup(caption_of(section), tuple(_blocks(of_sort, presenter, teller)))
            for section, of_sort in sorts
        )
        days = presenter.formats.days(week.start, week.end)
        one_day = week.start == week.end
        yield WeekView(presenter.formats.day(week.start) if one_day else days, groups)


def _blocks(
    changes: Iterable[Change], presenter: Presenter, teller: ChangeTeller
) -> Iterator[ChangeBlock]:
    for subject, found in groupby(changes, key=_subject_of):
        ref = presenter.ref(subject.key) if subject is not None else None
        yield ChangeBlock(
            teller.lead(subject) if subject is not None else "",
            ref.href if ref is not None else "",
            tuple(map(teller.change, found)),
        )


def _section_of(change: Change) -> Section:
    return change.section


def _subject_of(change: Change) -> Subject | None:
    return change.subject
