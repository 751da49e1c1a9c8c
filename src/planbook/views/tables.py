"""Tables beside the pages of lists, for spreadsheets: what becomes of the cells of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.periods import Period
from planbook.views.csv_pages import TABLE, Cell, Row, TableView
from planbook.views.lists import Column
from planbook.views.order import LISTED_BY_PERIOD
from planbook.views.plain_cells import plain_cell
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Label, Phrase

HERE: Final = "index.html"
"""The page that words are written for: no link stands in a table."""


def table_page(
    site: SitePresenter,
    language: str,
    segments: Sequence[str],
    make: partial[TableView],
    about: str = "",
) -> Page:
    """Return the page of the table beside the list at ``segments``."""
    path = site.addresses.file(language, *segments, table_name(segments))
    return Page(path, language, TABLE, lazy_view(make), about)


def table_href(presenter: Presenter, segments: Sequence[str]) -> str:
    """Return the link to the table beside the list at ``segments``."""
    return presenter.to_file(*segments, table_name(segments))


def table_name(segments: Sequence[str]) -> str:
    """Return the name of the file of a table: that of its folder."""
    return f"{segments[-1]}.csv"


def row_of(presenter: Presenter, key: Key, columns: Iterable[Column]) -> Row:
    """Return one document: its id, its title, its period where lists go by it, and the columns."""
    record = presenter.handbook.records[key]
    cells: list[Cell] = [key.id, presenter.title_of(record).text]
    if key.kind in LISTED_BY_PERIOD:
        cells.append(_period_name(getattr(record, "period", None)))
    for column in columns:
        if column.plain:
            cells.extend(make(record, presenter) for _, make in column.plain)
        else:
            period = getattr(record, "period", None) if column.path == "period" else None
            cells.append(_period_name(period) or plain_cell(column.shown(record, presenter)))
    return tuple(cells)


def heads_of(presenter: Presenter, kind: str, columns: Iterable[Column]) -> tuple[Label, ...]:
    """Return the heads of the columns of ``row_of``."""
    heads: list[Label] = [Phrase("table.id"), presenter.title_of_kind(kind)]
    if kind in LISTED_BY_PERIOD:
        heads.append(presenter.label(kind, "period"))
    for column in columns:
        if column.plain:
            heads.extend(label for label, _ in column.plain)
        else:
            heads.append(column.label or presenter.label(kind, column.path))
    return tuple(heads)


def _period_name(period: object) -> str | None:
    return period.name if isinstance(period, Period) else None
