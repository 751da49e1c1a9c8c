"""The organisation: one person, the way up, and those who report to them, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.pages import Page
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    Column,
    Listing,
    list_page,
    numbered_pages,
    page_numbers,
    part_at,
)
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import NO_WORDS, Label, Phrase, Ref, Shown, Words


class OrgView(msgspec.Struct, frozen=True):
    """One page of the organisation. Without ``person`` it is the top: who reports to nobody.

    ``counts`` says whether the last column counts the reports of each.
    """

    layout: Layout
    title: Label
    heading: Words
    person: Ref | None
    role: Words
    path: tuple[Ref, ...]
    reports: Listing
    counts: bool


def org_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the top of the organisation and the place of every person in it."""
    if not site.handbook.by_kind.get(Person.KIND):
        return
    yield from _pages_at(site, layouts, language, None)
    for key in site.listed(Person.KIND):
        yield from _pages_at(site, layouts, language, key)


def reports_of(site: SitePresenter, person: Key | None) -> tuple[Key, ...]:
    """Return who stands right below ``person`` in the tree, or (None) at its top."""
    return site.remember(REPORTS, person.id if person else "")


def _reports(site: SitePresenter, person: str) -> tuple[Key, ...]:
    return site.remember(ALL_REPORTS, "").get(person, ())


def _all_reports(site: SitePresenter, _: str) -> dict[str, tuple[Key, ...]]:
    """Return who stands below each person, by the id of that; at the top below nobody."""
    found: dict[str, list[Key]] = defaultdict(list)
    for key in site.listed(Person.KIND):
        found[site.remember(MANAGER, key)].append(key)
    return {manager: tuple(keys) for manager, keys in found.items()}


def _manager_of(site: SitePresenter, key: Key) -> str:
    person = site.handbook.find(Person, key.id)
    manager = site.handbook.find(Person, person.manager) if person else None
    # Below somebody who has left the lists nobody would be found.
    return manager.id if manager and manager.is_in_force else ""


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
    segments, below = _segments(key), reports_of(site, key)
    presenter = site.at_number(language, segments, number)
    ref = presenter.ref(key)
    title: Label = ref.title if ref else Phrase("section.org")
    counts = any(reports_of(site, one) for one in below)
    columns = (*_COLUMNS, Column("manager", _team_below)) if counts else _COLUMNS
    return OrgView(
        layout=layouts.around(presenter, segments, title, number=number),
        title=title,
        heading=presenter.words(site.handbook.kinds[Person.KIND].title),
        person=ref,
        role=_role(presenter, key),
        path=tuple(_path(presenter, key)),
        reports=list_page(presenter, segments, part_at(below, number), columns),
        counts=counts,
    )


def _team_below(person: Person, presenter: Presenter) -> Shown:
    count = len(reports_of(presenter.site, person.key))
    return place_link(presenter, "org", person.id, count) if count else None


def place_link(presenter: Presenter, tree: str, id_: str, count: int) -> Ref:
    """Return the link to somebody's place in a tree, which says how much stands below."""
    return Ref(tree, id_, Words(presenter.formats.number(Decimal(count))), presenter.to(tree, id_))


def _role(presenter: Presenter, key: Key | None) -> Words:
    person = presenter.handbook.find(Person, key.id) if key else None
    role = presenter.ref(person.role) if person else None
    return role.title if role else NO_WORDS


def _path(presenter: Presenter, key: Key | None) -> Iterator[Ref]:
    """Yield the links to the places above, from the top down."""
    if key is None:
        return
    for id_ in reversed(presenter.handbook.managers_above(key.id)):
        ref = presenter.ref(Key(Person.KIND, id_))
        if ref is not None and not ref.state:
            yield Ref("org", id_, ref.title, presenter.to("org", id_), ref.state)


_COLUMNS: Final = (
    Column("role", lambda person, presenter: presenter.ref(person.role)),
    Column("team", lambda person, presenter: presenter.ref(person.team)),
)

MANAGER: Final = Shared("manager", str, _manager_of, Key, (Person.KIND,))
ALL_REPORTS: Final = Shared("all reports", Mapping[str, tuple[Key, ...]], _all_reports)
REPORTS: Final = Shared("reports", tuple[Key, ...], _reports)
