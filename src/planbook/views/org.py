"""The organisation: one person, the way up, and those who report to them, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.pages import Page
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Column, Listing, list_page, paginate
from planbook.views.presenter import Presenter, SitePresenter
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


def org_pages(
    site: SitePresenter, layouts: Layouts, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the top of the organisation and the place of every person in it."""
    people = listed.get(Person.KIND, ())
    if not site.handbook.by_kind.get(Person.KIND):
        return
    reports: dict[str, list[Key]] = defaultdict(list)
    for key in people:
        person = site.handbook.find(Person, key.id)
        manager = site.handbook.find(Person, person.manager) if person else None
        # Below somebody who has left the lists nobody would be found.
        reports[manager.id if manager and manager.is_in_force else ""].append(key)
    yield from _pages_at(site, layouts, language, None, reports)
    for key in people:
        yield from _pages_at(site, layouts, language, key, reports)


def _pages_at(
    site: SitePresenter,
    layouts: Layouts,
    language: str,
    key: Key | None,
    reports: Mapping[str, Sequence[Key]],
) -> Iterator[Page]:
    segments = ("org", key.id) if key else ("org",)
    below = reports.get(key.id if key else "", ())
    for part in paginate(below):
        path = site.addresses.numbered(language, segments, part.number)
        presenter = site.at(language, path)
        ref = presenter.ref(key)
        title: Label = ref.title if ref else Phrase("section.org")
        yield Page(
            path,
            language,
            "org.html",
            OrgView(
                layout=layouts.around(presenter, segments, title, number=part.number),
                title=title,
                heading=presenter.words(site.handbook.kinds[Person.KIND].title),
                person=ref,
                role=_role(presenter, key),
                path=tuple(_path(presenter, key)),
                reports=list_page(presenter, segments, part, _columns(below, reports)),
                counts=any(reports.get(one.id) for one in below),
            ),
            str(key or ""),
        )


def _columns(below: Sequence[Key], reports: Mapping[str, Sequence[Key]]) -> tuple[Column, ...]:
    def team_below(person: Any, presenter: Presenter) -> Shown:
        count = len(reports.get(person.id, ()))
        return place_link(presenter, "org", person.id, count) if count else None

    if not any(reports.get(key.id) for key in below):
        return _COLUMNS
    return (*_COLUMNS, Column("manager", team_below))


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
