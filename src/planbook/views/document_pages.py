"""The pages of all documents: each one's own, the lists of a kind, the lists of what points."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.views.common_fields import LINKED_SHOWN, LinkedKeys, common_fields, linked_keys
from planbook.views.csv_pages import TableView
from planbook.views.generic import view_generic
from planbook.views.kinds import OVERVIEWS, PAGE_OF_KIND, columns_of, list_template_of
from planbook.views.layout import Layout, Layouts, kind_label
from planbook.views.list_tables import table_of_keys, table_of_kind
from planbook.views.lists import (
    LIST_SIZE,
    Listing,
    SectionLink,
    list_page,
    numbered_pages,
    page_numbers,
    part_at,
)
from planbook.views.order import LISTED_BY_PERIOD
from planbook.views.presenter import SitePresenter
from planbook.views.tables import table_href, table_page
from planbook.views.words import NO_WORDS, Label, Words


class ListView(msgspec.Struct, frozen=True):
    """One page of the list of a kind, or of the documents that point at one.

    ``about`` names the latter's target, and ``field`` the field that points. ``overview`` leads
    to a page about all documents of the kind, ``table`` to all lines in one file.
    """

    layout: Layout
    title: Label
    list: Listing
    heading: Words
    about: Words = NO_WORDS
    field: Words = NO_WORDS
    overview: SectionLink | None = None
    table: str = ""


def document_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the pages of all documents."""
    for key in site.handbook.documents:
        yield from pages_of_document(site, layouts, language, key)


def pages_of_document(
    site: SitePresenter, layouts: Layouts, language: str, key: Key
) -> Iterator[Page]:
    """Yield the page of a document, what it has no room for, and what points at it in number."""
    kind = PAGE_OF_KIND.get(key.kind)
    yield Page(
        site.addresses.document(language, key),
        language,
        kind.template if kind else "generic.html",
        lazy_view(partial(_document_view, site, layouts, language, key)),
        str(key),
    )
    for group in linked_keys(site, key):
        if len(group.keys) > LINKED_SHOWN:
            yield from _linked_pages(site, layouts, language, key, group)
    if kind is not None and kind.more is not None:
        yield from kind.more(site, layouts, language, key)


def kind_lists(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the lists of all kinds that have a document."""
    for kind in site.handbook.by_kind:
        yield from pages_of_kind(site, layouts, language, kind)


def pages_of_kind(
    site: SitePresenter, layouts: Layouts, language: str, kind: str
) -> Iterator[Page]:
    """Yield the list of a kind, page by page."""
    segments = (site.addresses.sections[kind],)
    numbers = page_numbers(len(site.listed(kind)), LIST_SIZE)
    make = partial(_list_view, site, layouts, language, kind)
    yield from numbered_pages(site, language, segments, numbers, list_template_of(kind), make)
    table = partial(table_of_kind, site, language, kind)
    yield table_page(site, language, segments, table)


def _document_view(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Any:
    presenter = site.at(language, site.addresses.document(language, key))
    document, record = site.handbook.documents[key], site.handbook.records[key]
    kind = PAGE_OF_KIND.get(key.kind)
    own = kind.own_sections if kind else frozenset()
    linked = [group for group in linked_keys(site, key) if (group.kind, group.path) not in own]
    part = common_fields(document, record, presenter, linked)
    layout = layouts.around(presenter, (site.addresses.sections[key.kind], key.id), part.title)
    if kind is None:
        return view_generic(record, presenter, layout, part, document)
    return kind.view(record, presenter, layout, part)


def _list_view(
    site: SitePresenter, layouts: Layouts, language: str, kind: str, number: int
) -> ListView:
    segments = (site.addresses.sections[kind],)
    presenter = site.at_number(language, segments, number)
    title = kind_label(presenter, kind)
    part = part_at(site.listed(kind), number, LIST_SIZE)
    return ListView(
        layout=layouts.around(presenter, segments, title, number=number, trail=()),
        title=title,
        list=list_page(
            presenter,
            segments,
            part,
            columns_of(site.handbook, kind),
            by_period=kind in LISTED_BY_PERIOD,
        ),
        heading=presenter.title_of_kind(kind),
        overview=OVERVIEWS[kind](presenter) if kind in OVERVIEWS else None,
        table=table_href(presenter, segments) if part.total else "",
    )


def _linked_pages(
    site: SitePresenter, layouts: Layouts, language: str, target: Key, group: LinkedKeys
) -> Iterator[Page]:
    segments = group.segments(site.addresses, target)
    numbers, template = page_numbers(len(group.keys), LIST_SIZE), list_template_of(group.kind)
    make = partial(_linked_view, site, layouts, language, target, (group.kind, group.path))
    yield from numbered_pages(site, language, segments, numbers, template, make, str(target))
    table = partial(_linked_table, site, language, target, (group.kind, group.path))
    yield table_page(site, language, segments, table, str(target))


def _linked_table(
    site: SitePresenter, language: str, target: Key, name: tuple[str, str]
) -> TableView:
    group = next(one for one in linked_keys(site, target) if (one.kind, one.path) == name)
    return table_of_keys(site, language, group.kind, group.keys)


def _linked_view(
    site: SitePresenter,
    layouts: Layouts,
    language: str,
    target: Key,
    name: tuple[str, str],
    number: int,
) -> ListView:
    group = next(one for one in linked_keys(site, target) if (one.kind, one.path) == name)
    segments = group.segments(site.addresses, target)
    presenter = site.at_number(language, segments, number)
    title = kind_label(presenter, group.kind)
    layout, ref = layouts.below(presenter, target, segments, title, number=number)
    part = part_at(group.keys, number, LIST_SIZE)
    return ListView(
        layout=layout,
        title=title,
        list=list_page(presenter, segments, part, columns_of(site.handbook, group.kind)),
        heading=presenter.title_of_kind(group.kind),
        about=ref.title,
        field=presenter.label(group.kind, group.path),
        table=table_href(presenter, segments),
    )
