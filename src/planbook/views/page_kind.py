"""How the documents of one kind are shown: each view's module exports one such value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from planbook.model.document import Key
from planbook.model.record import Record
from planbook.pages import Page
from planbook.views.layout import Layouts
from planbook.views.lists import Column
from planbook.views.order import by_id
from planbook.views.presenter import SitePresenter


class PageKind(msgspec.Struct, frozen=True, kw_only=True):
    """The pages of one kind.

    ``view(record, presenter, layout, document)`` makes the view of a document's page, which
    ``template`` shows. ``columns`` and ``order`` are those of the kind's list, which
    ``list_template`` shows.
    ``own_sections`` names what points at such a document and has a section of its own on its
    page: (kind, path of the field). ``more`` yields what a document's page has no room for.
    """

    record: type[Record]
    template: str
    view: Callable[[Any, Any, Any, Any], Any]
    columns: tuple[Column, ...]
    order: Callable[[Any], tuple[int, str]] = by_id
    own_sections: frozenset[tuple[str, str]] = frozenset()
    list_template: str = "list.html"
    more: Callable[[SitePresenter, Layouts, str, Key], Iterator[Page]] | None = None
