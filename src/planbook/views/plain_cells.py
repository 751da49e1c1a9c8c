"""What becomes of the cells of a list in a table for spreadsheets: words, days, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable

from planbook.model.document import Key
from planbook.views.csv_pages import Cell
from planbook.views.presenter import Presenter
from planbook.views.words import (
    BarView,
    Day,
    Joined,
    Outside,
    PeriodView,
    Phrase,
    Prose,
    Quantity,
    Ref,
    Rows,
    Shown,
    StateView,
    Words,
)


def plain_cell(shown: Shown) -> Cell:
    """Return what a cell of a list shows as a table holds it: words, a day as ISO 8601 has it."""
    match shown:
        case None | Prose():
            return None
        case Phrase():
            return shown
        case Words(text=text) | Quantity(text=text):
            return text
        case Day(machine=machine):
            return machine
        case PeriodView(name=name):
            return name
        case Ref(title=title) | Outside(title=title):
            return title.text
        case StateView(label=label):
            return label
        case BarView(progress=progress):
            return plain_cell(progress)
        case Rows(rows=rows):
            pairs = ((plain_cell(row.label), plain_cell(row.value)) for row in rows)
            return joined(joined(pair, "table.colon") for pair in pairs)
    return joined(map(plain_cell, shown))


def joined(cells: Iterable[Cell], between: str = "table.and") -> Cell:
    """Return several words in one cell; empty ones are left out."""
    parts = tuple(one for one in cells if isinstance(one, str | Phrase | Joined) and one != "")
    return None if not parts else parts[0] if len(parts) == 1 else Joined(between, parts)


def all_names(keys: Iterable[Key], presenter: Presenter) -> Cell:
    """Return what all of ``keys`` are called that the edition holds."""
    return joined(ref.title.text for ref in presenter.refs(keys))
