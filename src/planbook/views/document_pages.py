"""The pages of all documents: each one's own, the lists of a kind, the lists of what points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook
from planbook.pages import Page, lazy_view
from planbook.views.common_fields import LINKED_SHOWN, LinkedKeys, common_fields, linked_keys
from planbook.views.generic import generic_columns, view_generic
from planbook.views.kinds import PAGE_OF_KIND
from planbook.views.layout import Crumb, Layout, Layouts, kind_label
from planbook.views.lists import Column, Listing, list_page, paginate
from planbook.views.order import by_id
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import NO_WORDS, Label, Words


class ListView(msgspec.Struct, frozen=True):
    """One page of the list of a kind, or of the documents that point at one.

    ``about`` names the latter's target, and ``field`` the field that points.
    """

    layout: Layout
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
        present = [key for key in keys if handbook.records[key].is_in_force]
        found[kind] = tuple(sorted(present, key=lambda key: order(handbook.records[key])))
    return found


def document_pages(
    site: SitePresenter, layouts: Layouts, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the page of every document, and of everything that points at one in number."""
    ranks = _ranks(site.handbook, listed)
    for key, document in site.handbook.documents.items():
        path = site.addresses.document(language, key)
        presenter = site.at(language, path)
        kind = PAGE_OF_KIND.get(key.kind)
        linked = linked_keys(presenter, key, ranks, kind.own_sections if kind else frozenset())
        yield _document_page(document, presenter, path, layouts, linked)
        everything = (
            linked
            if not (kind and kind.own_sections)
            else linked_keys(presenter, key, ranks, frozenset())
        )
        for group in everything:
            if len(group.keys) > LINKED_SHOWN:
                yield from _linked_pages(site, layouts, language, key, group)


def kind_lists(
    site: SitePresenter, layouts: Layouts, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the lists of all kinds that have a document, page by page."""
    for kind, keys in listed.items():
        segments = (site.addresses.sections[kind],)
        for part in paginate(keys):
            path = site.addresses.numbered(language, segments, part.number)
            presenter = site.at(language, path)
            title = kind_label(presenter, kind)
            yield Page(
                path,
                language,
                list_template_of(kind),
                ListView(
                    layout=layouts.around(presenter, segments, title, number=part.number, trail=()),
                    title=title,
                    list=list_page(presenter, segments, part, columns_of(site.handbook, kind)),
                    heading=_heading(presenter, kind),
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
    document: Document,
    presenter: Presenter,
    path: str,
    layouts: Layouts,
    linked: tuple[LinkedKeys, ...],
) -> Page:
    key = document.key
    kind = PAGE_OF_KIND.get(key.kind)
    template = kind.template if kind else "generic.html"
    view = lazy_view(partial(_document_view, document, presenter, layouts, linked))
    return Page(path, presenter.language, template, view, str(key))


def _document_view(
    document: Document, presenter: Presenter, layouts: Layouts, linked: tuple[LinkedKeys, ...]
) -> Any:
    key = document.key
    record = presenter.handbook.records[key]
    part = common_fields(document, record, presenter, linked)
    layout = layouts.around(presenter, (presenter.addresses.sections[key.kind], key.id), part.title)
    kind = PAGE_OF_KIND.get(key.kind)
    if kind is None:
        return view_generic(record, presenter, layout, part, document)
    return kind.view(record, presenter, layout, part)


def _linked_pages(
    site: SitePresenter, layouts: Layouts, language: str, target: Key, group: LinkedKeys
) -> Iterator[Page]:
    segments = group.segments(site.addresses, target)
    for part in paginate(group.keys):
        path = site.addresses.numbered(language, segments, part.number)
        presenter = site.at(language, path)
        ref = presenter.ref(target)
        assert ref is not None
        title = kind_label(presenter, group.kind)
        trail = (layouts.crumb(presenter, segments[0]), Crumb(ref.title, ref.href))
        yield Page(
            path,
            language,
            list_template_of(group.kind),
            ListView(
                layout=layouts.around(presenter, segments, title, number=part.number, trail=trail),
                title=title,
                list=list_page(presenter, segments, part, columns_of(site.handbook, group.kind)),
                heading=_heading(presenter, group.kind),
                about=ref.title,
                field=presenter.label(group.kind, group.path),
            ),
            str(target),
        )


def _heading(presenter: Presenter, kind: str) -> Words:
    return presenter.words(presenter.handbook.kinds[kind].title) or Words(kind)


def _ranks(handbook: Handbook, listed: Mapping[str, tuple[Key, ...]]) -> dict[Key, int]:
    """Return each document's place in its kind's list, drafts behind, archived ones left out."""
    ranks = {key: place for keys in listed.values() for place, key in enumerate(keys)}
    drafts = (key for key, record in handbook.records.items() if record.state == "draft")
    return ranks | {key: len(handbook.documents) for key in drafts}
