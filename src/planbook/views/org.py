"""The organisation: people as boxes in the box of whom they report to, page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.pages import Page
from planbook.views.branches import Branch, grow
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.objective import StatusCount
from planbook.views.people_figures import tally
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Day, Label, Phrase, Ref

_ROOM: Final = 150
"""How many boxes a page has inside those that it is about."""
_WIDTH: Final = 24
"""How many stand in one of them."""


class OrgBox(msgspec.Struct, frozen=True):
    """One person, and in the same box those who report to them.

    ``leads`` are the teams of which they are the lead, ``statuses`` count their goals of the
    present, ``starts`` is the day on which somebody new begins. ``left_out`` of those below are
    not shown; ``place`` leads to all of them.
    """

    person: Ref
    role: Ref | None
    team: Ref | None
    leads: tuple[Ref, ...]
    starts: Day | None
    statuses: tuple[StatusCount, ...]
    below: tuple[OrgBox, ...]
    left_out: int
    place: str


class OrgView(msgspec.Struct, frozen=True):
    """One page of the organisation. Without ``person`` it is the top: who reports to nobody.

    ``box`` is the person's own; ``left`` tells the last day of somebody who has left.
    """

    layout: Layout
    title: Label
    person: Ref | None
    box: OrgBox | None
    left: Day | None
    path: tuple[Ref, ...]
    boxes: tuple[OrgBox, ...]
    pager: Pager


def org_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the top of the organisation and the place of every person in it."""
    if not site.handbook.by_kind.get(Person.KIND):
        return
    yield from _pages_at(site, layouts, language, None)
    for key in site.listed(Person.KIND):
        yield from _pages_at(site, layouts, language, key)


def reports_of(site: SitePresenter, person: Key | None) -> tuple[Key, ...]:
    """Return who stands right below ``person`` in the tree, or (None) at its top.

    Who has left stands nowhere in it.
    """
    return site.remember(REPORTS, person.id if person else "")


def _reports(site: SitePresenter, person: str) -> tuple[Key, ...]:
    return site.remember(ALL_REPORTS, "").get(person, ())


def _all_reports(site: SitePresenter, _: str) -> dict[str, tuple[Key, ...]]:
    """Return who stands below each person, by the id of that; at the top below nobody."""
    found: dict[str, list[Key]] = defaultdict(list)
    for key in site.listed(Person.KIND):
        manager = site.remember(MANAGER, key)
        if manager is not None:
            found[manager].append(key)
    return {manager: tuple(keys) for manager, keys in found.items()}


def _manager_of(site: SitePresenter, key: Key) -> str | None:
    """Return below whom somebody stands, empty for the top; None for who stands nowhere.

    The nearest in the chain of managers who is there: below somebody who has left, or has left
    the lists, nobody would be found.
    """
    if not _is_there(site, key.id):
        return None
    above = site.handbook.managers_above(key.id)
    return next((manager for manager in above if _is_there(site, manager)), "")


def _is_there(site: SitePresenter, id_: str) -> bool:
    person = site.handbook.find(Person, id_)
    if person is None or not person.is_in_force:
        return False
    # Of most people the day is not asked: a new one then changes nothing for them.
    return person.ended is None or not person.has_left(site.scores.as_of)


def _pages_at(
    site: SitePresenter, layouts: Layouts, language: str, key: Key | None
) -> Iterator[Page]:
    numbers = page_numbers(len(reports_of(site, key)))
    make = partial(_org_view, site, layouts, language, key)
    segments, subject = _segments(key), str(key or "")
    yield from numbered_pages(site, language, segments, numbers, "org.html", make, subject)


def _segments(key: Key | None) -> tuple[str, ...]:
    return ("org", key.id) if key else ("org",)


def _org_view(
    site: SitePresenter, layouts: Layouts, language: str, key: Key | None, number: int
) -> OrgView:
    segments, part = _segments(key), part_at(reports_of(site, key), number)
    presenter = site.at_number(language, segments, number)
    ref = presenter.ref(key)
    title: Label = ref.title if ref else Phrase("section.org")
    branches = grow(part.items, partial(reports_of, site), room=_ROOM, width=_WIDTH)
    person = site.handbook.find(Person, key) if key else None
    is_there = key is not None and _is_there(site, key.id)
    return OrgView(
        layout=layouts.around(presenter, segments, title, number=number),
        title=title,
        person=ref,
        box=_box(Branch(key), presenter) if key is not None and is_there else None,
        left=presenter.day(person.ended) if person is not None and not is_there else None,
        path=tuple(_path(presenter, key)),
        boxes=tuple(_boxes(branches, presenter)),
        pager=pager_of(presenter, segments, part),
    )


def _boxes(branches: tuple[Branch, ...], presenter: Presenter) -> Iterator[OrgBox]:
    boxes = (_box(branch, presenter) for branch in branches)
    return (box for box in boxes if box is not None)


def _box(branch: Branch, presenter: Presenter) -> OrgBox | None:
    person, ref = presenter.handbook.find(Person, branch.key), presenter.ref(branch.key)
    if person is None or ref is None:
        return None
    leads = presenter.refs(_teams_led_by(person.key, presenter))
    team = presenter.ref(person.team)
    started, as_of = person.started, presenter.scores.as_of
    return OrgBox(
        person=ref,
        role=presenter.ref(person.role),
        team=None if team in leads else team,
        leads=leads,
        starts=presenter.day(started) if started is not None and started > as_of else None,
        statuses=_statuses(person, presenter),
        below=tuple(_boxes(branch.below, presenter)),
        left_out=branch.left_out,
        place=presenter.to("org", person.id),
    )


def _teams_led_by(person: Key, presenter: Presenter) -> Iterator[Key]:
    for key in presenter.handbook.referring(person, Team.KIND, "/lead"):
        if presenter.site.place(key).is_listed:
            yield key


def _statuses(person: Person, presenter: Presenter) -> tuple[StatusCount, ...]:
    """Return how many of the person's goals of the present have which status, the worst first."""
    score = presenter.scores.people.get(person.id)
    return tally(Counter(one.status for one in score.goals)) if score else ()


def _path(presenter: Presenter, key: Key | None) -> Iterator[Ref]:
    """Yield the links to the places above, from the top down."""
    if key is None:
        return
    for id_ in reversed(presenter.handbook.managers_above(key.id)):
        ref = presenter.ref(Key(Person.KIND, id_))
        if ref is not None and not ref.state and _is_there(presenter.site, id_):
            yield Ref("org", id_, ref.title, presenter.to("org", id_), ref.state)


MANAGER: Final = Shared("manager", str | None, _manager_of, Key, (Person.KIND,))
ALL_REPORTS: Final = Shared("all reports", Mapping[str, tuple[Key, ...]], _all_reports)
REPORTS: Final = Shared("reports", tuple[Key, ...], _reports)
