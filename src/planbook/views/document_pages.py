"""The pages of all documents: each one's own, the lists of a kind, the lists of what points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook
from planbook.pages import Page, late_view
from planbook.views.generic import generic_columns, view_generic
from planbook.views.kinds import PAGE_OF_KIND
from planbook.views.lists import Column, Listing, list_page, paginate
from planbook.views.order import by_id
from planbook.views.parts import LINKED_SHOWN, LinkedKeys, document_part, linked_keys
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Crumb, Shell, Shells, kind_label
from planbook.views.words import NO_WORDS, Label, Words


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of the list of a kind, or of the documents that point at one.

    ``about`` names the latter's target, and ``field`` the field that points.
    """

    shell: Shell
    title: Label
    list: Listing
    heading: Words
    about: Words = NO_WORDS
    field: Words = NO_WORDS


def listed_keys(handbook: Handbook) -> dict[str, tuple[Key, ...]]:
    """Return, by kind, the documents that lists show, in the lists' order.

    Drafts and archived documents keep their pages and leave the lists.
    """
    found: dict[str, tuple[Key, ...]] = {}
    for kind, keys in handbook.by_kind.items():
        order = PAGE_OF_KIND[kind].order if kind in PAGE_OF_KIND else by_id
        present = [key for key in keys if handbook.nouns[key].is_in_force]
        found[kind] = tuple(sorted(present, key=lambda key: order(handbook.nouns[key])))
    return found


def document_pages(
    pens: Pens, shells: Shells, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the page of every document, and of everything that points at one in number."""
    ranks = _ranks(pens.handbook, listed)
    for key, document in pens.handbook.documents.items():
        path = pens.addresses.document(language, key)
        pen = pens.at(language, path)
        kind = PAGE_OF_KIND.get(key.kind)
        linked = linked_keys(pen, key, ranks, kind.own_sections if kind else frozenset())
        yield _document_page(document, pen, path, shells, linked)
        everything = (
            linked
            if not (kind and kind.own_sections)
            else linked_keys(pen, key, ranks, frozenset())
        )
        for group in everything:
            if len(group.keys) > LINKED_SHOWN:
                yield from _linked_pages(pens, shells, language, key, group)


def kind_lists(
    pens: Pens, shells: Shells, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the lists of all kinds that have a document, page by page."""
    for kind, keys in listed.items():
        segments = (pens.addresses.sections[kind],)
        for part in paginate(keys):
            path = pens.addresses.numbered(language, segments, part.number)
            pen = pens.at(language, path)
            title = kind_label(pen, kind)
            yield Page(
                path,
                language,
                list_template_of(kind),
                ListView(
                    shell=shells.around(pen, segments, title, number=part.number, trail=()),
                    title=title,
                    list=list_page(pen, segments, part, columns_of(pens.handbook, kind)),
                    heading=_heading(pen, kind),
                ),
            )


def columns_of(handbook: Handbook, kind: str) -> tuple[Column, ...]:
    """Return the columns of a kind's list."""
    if kind in PAGE_OF_KIND:
        return PAGE_OF_KIND[kind].columns
    return generic_columns(handbook.kinds[kind].field)


def list_template_of(kind: str) -> str:
    """Return the template of a kind's list."""
    return PAGE_OF_KIND[kind].list_template if kind in PAGE_OF_KIND else "list.html"


def _document_page(
    document: Document, pen: Pen, path: str, shells: Shells, linked: tuple[LinkedKeys, ...]
) -> Page:
    key = document.key
    kind = PAGE_OF_KIND.get(key.kind)
    template = kind.template if kind else "generic.html"
    view = late_view(partial(_document_view, document, pen, shells, linked))
    return Page(path, pen.language, template, view, str(key))


def _document_view(
    document: Document, pen: Pen, shells: Shells, linked: tuple[LinkedKeys, ...]
) -> Any:
    key = document.key
    noun = pen.handbook.nouns[key]
    part = document_part(document, noun, pen, linked)
    shell = shells.around(pen, (pen.addresses.sections[key.kind], key.id), part.title)
    kind = PAGE_OF_KIND.get(key.kind)
    if kind is None:
        return view_generic(noun, pen, shell, part, document)
    return kind.view(noun, pen, shell, part)


def _linked_pages(
    pens: Pens, shells: Shells, language: str, target: Key, group: LinkedKeys
) -> Iterator[Page]:
    segments = group.segments(pens.addresses, target)
    for part in paginate(group.keys):
        path = pens.addresses.numbered(language, segments, part.number)
        pen = pens.at(language, path)
        ref = pen.ref(target)
        assert ref is not None
        title = kind_label(pen, group.kind)
        trail = (shells.crumb(pen, segments[0]), Crumb(ref.title, ref.href))
        yield Page(
            path,
            language,
            list_template_of(group.kind),
            ListView(
                shell=shells.around(pen, segments, title, number=part.number, trail=trail),
                title=title,
                list=list_page(pen, segments, part, columns_of(pens.handbook, group.kind)),
                heading=_heading(pen, group.kind),
                about=ref.title,
                field=pen.label(group.kind, group.path),
            ),
            str(target),
        )


def _heading(pen: Pen, kind: str) -> Words:
    return pen.words(pen.handbook.kinds[kind].title) or Words(kind)


def _ranks(handbook: Handbook, listed: Mapping[str, tuple[Key, ...]]) -> dict[Key, int]:
    """Return each document's place in its kind's list, drafts behind, archived ones left out."""
    ranks = {key: place for keys in listed.values() for place, key in enumerate(keys)}
    drafts = (key for key, noun in handbook.nouns.items() if noun.state == "draft")
    return ranks | {key: len(handbook.documents) for key in drafts}
