"""What is due: what is overdue, what falls into this week, and what comes within 30 days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, timedelta
from functools import partial
from itertools import groupby
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.improvement import Improvement
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.model.training import Training
from planbook.pages import Page
from planbook.recurrence import next_occurrences
from planbook.views.alert_finders import person_for
from planbook.views.alerts import find_alerts
from planbook.views.csv_pages import TableView
from planbook.views.dates import Dated, dates_of
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    NO_PAGER,
    Pager,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.meeting import NEXT_MOMENT, participants
from planbook.views.places import place_in
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.tables import HERE, table_href, table_page
from planbook.views.words import Day, Phrase, Ref, Words

SECTION: Final = "due"
DAYS_AHEAD: Final = 30
DAYS_IN_A_WEEK: Final = 7
_KINDS: Final = (Goal.KIND, Training.KIND, Improvement.KIND, Meeting.KIND)
"""What has days of its own; steps of all kinds come beside them."""
_OVERDUE: Final = ("action", "training", "checkpoint")
"""The alerts that are about a day that has passed."""


class DeadlineView(msgspec.Struct, frozen=True):
    """One line. ``title`` is empty where the document itself is due."""

    day: Day
    category: Phrase
    what: Ref
    title: Words
    who: Ref | None
    at: str
    is_overdue: bool


class DueGroup(msgspec.Struct, frozen=True):
    """What is ``overdue``, falls into this ``week``, or comes ``later``."""

    name: str
    label: Phrase
    deadlines: tuple[DeadlineView, ...]


class DueList(msgspec.Struct, frozen=True):
    """Some of ``total`` deadlines; ``href`` leads to all, where there are more."""

    groups: tuple[DueGroup, ...]
    total: int
    pager: Pager
    href: str = ""


class DueView(msgspec.Struct, frozen=True):
    """One page of what is due."""

    layout: Layout
    list: DueList
    table: str


def due_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield what is overdue and what is due in the next 30 days, page by page."""
    if not has_deadlines(site):
        return
    numbers = page_numbers(len(find_deadlines(site)))
    make = partial(_due_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "due.html", make)
    yield table_page(site, language, (SECTION,), partial(_table, site, language))


def has_deadlines(site: SitePresenter) -> bool:
    """Return whether the edition holds anything that has days."""
    return any(site.handbook.by_kind.get(kind) for kind in (Goal.KIND, Person.KIND))


def _due_view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> DueView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    layout = layouts.around(presenter, segments, Phrase("section.due"), number=number)
    part = part_at(find_deadlines(site), number)
    groups = due_groups(presenter, part.items)
    found = DueList(groups, part.total, pager_of(presenter, segments, part))
    return DueView(layout, found, table_href(presenter, segments))


def _table(site: SitePresenter, language: str) -> TableView:
    """Return all that is overdue and due in the next 30 days."""
    presenter = site.at(language, HERE)
    heads = ("table.date", "table.time", "table.sort", "table.what", "table.in", "table.who")
    rows = []
    for one in find_deadlines(site):
        view = _view(one, presenter)
        if view is not None:
            within = view.what.title.text
            who = view.who.title.text if view.who is not None else None
            what = view.title.text or within
            rows.append((one.day, one.at, view.category, what, within, who))
    return TableView(tuple(map(Phrase, heads)), tuple(rows))


def find_deadlines(site: SitePresenter) -> tuple[Dated, ...]:
    """Return what is overdue, then what is due within 30 days, each the earliest first.

    It is found in all documents, listed or not.
    """
    return site.remember(DEADLINES, "")


def deadlines_for(site: SitePresenter, person: Key) -> tuple[Dated, ...]:
    """Return what is overdue and due for ``person``, the meetings that they are in among it."""
    return site.remember(DEADLINES_FOR, person)


def count_by_time(site: SitePresenter) -> Mapping[str, int]:
    """Return how much is ``overdue``, falls into the ``week`` and comes ``later``."""
    return site.remember(DUE_COUNTS, "")


def due_groups(presenter: Presenter, deadlines: Iterable[Dated]) -> tuple[DueGroup, ...]:
    """Return ``deadlines``, which are in order, under the time that they belong to."""
    as_of = presenter.scores.as_of
    return tuple(
        DueGroup(
            name,
            Phrase(f"due.{name}"),
            tuple(view for one in found if (view := _view(one, presenter)) is not None),
        )
        for name, found in groupby(deadlines, key=lambda one: time_of(one.day, as_of))
    )


def first_deadlines(presenter: Presenter, number: int) -> DueList:
    """Return the first ``number`` that are overdue or due this week, and how many there are."""
    found = find_deadlines(presenter.site)
    as_of = presenter.scores.as_of
    soon = [one for one in found if time_of(one.day, as_of) != "later"]
    groups = due_groups(presenter, soon[:number])
    href = presenter.to(SECTION) if len(soon) > number or len(found) > len(soon) else ""
    return DueList(groups, len(found), NO_PAGER, href)


def time_of(day: date, as_of: date) -> str:
    """Return whether ``day`` has passed, falls into the week from ``as_of`` on, or comes later."""
    if day < as_of:
        return "overdue"
    return "week" if day < as_of + timedelta(days=DAYS_IN_A_WEEK) else "later"


# What pages share


def _find_deadlines(site: SitePresenter, _: str) -> tuple[Dated, ...]:
    as_of = site.scores.as_of
    found = [one for _key, every in site.of_each(DEADLINES_OF) for one in every]
    steps = (
        Dated(one.due, "action", one.document, one.owner, one.title, one.pointer)
        for one in site.open_actions()
    )
    found += [one for one in steps if _is_soon(one.day, as_of)]
    found += [
        Dated(
            one.since,
            "session" if one.category == "training" else one.category,
            one.document,
            one.subject,
            one.title,
            one.anchor,
        )
        for one in find_alerts(site)
        if one.category in _OVERDUE and one.since is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (one.day, one.at, one.category, one.document, one.place))
    )


def _all_for(site: SitePresenter, _: str) -> dict[Key, tuple[Dated, ...]]:
    found: dict[Key, list[Dated]] = {}
    for one in find_deadlines(site):
        for person in _whose(one, site):
            found.setdefault(person, []).append(one)
    return {person: tuple(every) for person, every in found.items()}


def _whose(deadline: Dated, site: SitePresenter) -> Iterator[Key]:
    """Yield whose week a deadline is in: whoever answers for it, or takes part in the meeting."""
    if deadline.category == "meeting":
        yield from participants(site, deadline.document)
        return
    person = person_for(deadline.who, site)
    if person is not None:
        yield person


def _for(site: SitePresenter, person: Key) -> tuple[Dated, ...]:
    return site.remember(ALL_DEADLINES, "").get(person, ())


def _count(site: SitePresenter, _: str) -> dict[str, int]:
    counts = dict.fromkeys(("overdue", "week", "later"), 0)
    for one in find_deadlines(site):
        counts[time_of(one.day, site.scores.as_of)] += 1
    return counts


def _is_soon(day: date, as_of: date) -> bool:
    return as_of <= day <= as_of + timedelta(days=DAYS_AHEAD)


def _deadlines_of(site: SitePresenter, key: Key) -> tuple[Dated, ...]:
    """Return what one document has due within the 30 days."""
    meeting, as_of = site.handbook.find(Meeting, key), site.scores.as_of
    found = _of_meeting(meeting, site) if meeting is not None else _of_dates(site, key)
    return tuple(one for one in found if _is_soon(one.day, as_of))


def _of_dates(site: SitePresenter, key: Key) -> Iterator[Dated]:
    for one in dates_of(site, key):
        day = _next_day(one, site.scores.as_of)
        if day is not None and one.state == "open":
            yield replace(one, day=day, series=None)


def _of_meeting(meeting: Meeting, site: SitePresenter) -> Iterator[Dated]:
    """Yield the next time of a meeting, where that is in this week."""
    moment = site.remember(NEXT_MOMENT, meeting.key)
    if moment is not None and time_of(moment.date(), site.scores.as_of) == "week":
        at = f"{moment:%H:%M}"
        yield Dated(moment.date(), "meeting", meeting.key, meeting.owner, {}, at=at)


def _next_day(dated: Dated, today: date) -> date | None:
    """Return the day of something; of what recurs the next, to its end."""
    if dated.series is None:
        return dated.day
    return next((one.date() for one in next_occurrences(dated.series, UTC, today, 1)), None)


def _view(deadline: Dated, presenter: Presenter) -> DeadlineView | None:
    what = place_in(presenter, deadline.document, deadline.place)
    if what is None:
        return None
    return DeadlineView(
        day=presenter.short_day(deadline.day),
        category=Phrase(f"due.{deadline.category}"),
        what=what,
        title=presenter.words(deadline.title),
        who=presenter.ref(deadline.who),
        at=deadline.at,
        is_overdue=deadline.day < presenter.scores.as_of,
    )


DEADLINES_OF: Final = Shared("deadlines of", tuple[Dated, ...], _deadlines_of, Key, _KINDS)
DEADLINES: Final = Shared("deadlines", tuple[Dated, ...], _find_deadlines)
ALL_DEADLINES: Final = Shared("all deadlines", Mapping[Key, tuple[Dated, ...]], _all_for)
DEADLINES_FOR: Final = Shared("deadlines for", tuple[Dated, ...], _for, Key)
DUE_COUNTS: Final = Shared("due counts", Mapping[str, int], _count)
