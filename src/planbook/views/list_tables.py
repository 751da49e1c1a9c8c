"""Lists of documents as tables: every line, whatever the pages have room for.

The rows of a kind's list are kept in parts, so that a change of one document makes few of them
anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from planbook.model.document import Key
from planbook.views.csv_pages import Row, TableView
from planbook.views.kinds import columns_of
from planbook.views.lists import LIST_SIZE, page_numbers, part_at
from planbook.views.presenter import Shared, SitePresenter
from planbook.views.tables import HERE, heads_of, row_of


class ListPart(NamedTuple):
    """Some lines of the list of a kind in one language."""

    kind: str
    language: str
    number: int


def table_of_kind(site: SitePresenter, language: str, kind: str) -> TableView:
    """Return all documents that the list of a kind shows."""
    heads = heads_of(site.at(language, HERE), kind, columns_of(site.handbook, kind))
    return TableView(heads, tuple(_rows_of_kind(site, language, kind)))


def table_of_keys(site: SitePresenter, language: str, kind: str, keys: Sequence[Key]) -> TableView:
    """Return some documents of a kind, in their order."""
    presenter, columns = site.at(language, HERE), columns_of(site.handbook, kind)
    known: dict[object, Row] = {}
    if len(keys) > LIST_SIZE:
        known = {row[0]: row for row in _rows_of_kind(site, language, kind)}
    rows = (known.get(key.id) or row_of(presenter, key, columns) for key in keys)
    return TableView(heads_of(presenter, kind, columns), tuple(rows))


def _rows_of_kind(site: SitePresenter, language: str, kind: str) -> Iterator[Row]:
    for number in page_numbers(len(site.listed(kind)), LIST_SIZE):
        yield from site.remember(LIST_ROWS, ListPart(kind, language, number))


def _rows_of_part(site: SitePresenter, asked: ListPart) -> tuple[Row, ...]:
    presenter = site.at(asked.language, HERE)
    columns = columns_of(site.handbook, asked.kind)
    keys = part_at(site.listed(asked.kind), asked.number, LIST_SIZE).items
    return tuple(row_of(presenter, key, columns) for key in keys)


LIST_ROWS: Final = Shared("list rows", tuple[Row, ...], _rows_of_part, ListPart)
