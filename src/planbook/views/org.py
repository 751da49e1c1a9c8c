"""The organisation: one person, the way up, and those who report to them, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.pages import Page
from planbook.views.lists import Column, Listing, list_page, paginate
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Shell, Shells
from planbook.views.words import NO_WORDS, Label, Phrase, Ref, Shown, Words


@dataclass(frozen=True, slots=True)
class OrgView:
    """One page of the organisation. Without ``person`` it is the top: who reports to nobody.

    ``counts`` says whether the last column counts the reports of each.
    """

    shell: Shell
    title: Label
    heading: Words
    person: Ref | None
    role: Words
    path: tuple[Ref, ...]
    reports: Listing
    counts: bool


def org_pages(
    pens: Pens, shells: Shells, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the top of the organisation and the place of every person in it."""
    people = listed.get(Person.KIND, ())
    if not pens.handbook.by_kind.get(Person.KIND):
        return
    reports: dict[str, list[Key]] = defaultdict(list)
    for key in people:
        person = pens.handbook.find(Person, key.id)
        manager = pens.handbook.find(Person, person.manager) if person else None
        # Below somebody who has left the lists nobody would be found.
        reports[manager.id if manager and manager.is_in_force else ""].append(key)
    yield from _pages_at(pens, shells, language, None, reports)
    for key in people:
        yield from _pages_at(pens, shells, language, key, reports)


def _pages_at(
    pens: Pens,
    shells: Shells,
    language: str,
    key: Key | None,
    reports: Mapping[str, Sequence[Key]],
) -> Iterator[Page]:
    segments = ("org", key.id) if key else ("org",)
    below = reports.get(key.id if key else "", ())
    for part in paginate(below):
        path = pens.addresses.numbered(language, segments, part.number)
        pen = pens.at(language, path)
        ref = pen.ref(key)
        title: Label = ref.title if ref else Phrase("section.org")
        yield Page(
            path,
            language,
            "org.html",
            OrgView(
                shell=shells.around(pen, segments, title, number=part.number),
                title=title,
                heading=pen.words(pens.handbook.kinds[Person.KIND].title),
                person=ref,
                role=_role(pen, key),
                path=tuple(_path(pen, key)),
                reports=list_page(pen, segments, part, _columns(below, reports)),
                counts=any(reports.get(one.id) for one in below),
            ),
            str(key or ""),
        )


def _columns(below: Sequence[Key], reports: Mapping[str, Sequence[Key]]) -> tuple[Column, ...]:
    def team_below(person: Any, pen: Pen) -> Shown:
        count = len(reports.get(person.id, ()))
        return place_link(pen, "org", person.id, count) if count else None

    if not any(reports.get(key.id) for key in below):
        return _COLUMNS
    return (*_COLUMNS, Column("manager", team_below))


def place_link(pen: Pen, tree: str, id_: str, count: int) -> Ref:
    """Return the link to somebody's place in a tree, which says how much stands below."""
    return Ref(tree, id_, Words(pen.formats.number(Decimal(count))), pen.to(tree, id_))


def _role(pen: Pen, key: Key | None) -> Words:
    person = pen.handbook.find(Person, key.id) if key else None
    role = pen.ref(person.role) if person else None
    return role.title if role else NO_WORDS


def _path(pen: Pen, key: Key | None) -> Iterator[Ref]:
    """Yield the links to the places above, from the top down."""
    if key is None:
        return
    for id_ in reversed(pen.handbook.managers_above(key.id)):
        ref = pen.ref(Key(Person.KIND, id_))
        if ref is not None and not ref.state:
            yield Ref("org", id_, ref.title, pen.to("org", id_), ref.state)


_COLUMNS: Final = (
    Column("role", lambda person, pen: pen.ref(person.role)),
    Column("team", lambda person, pen: pen.ref(person.team)),
)
