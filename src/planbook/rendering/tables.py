"""Tables as spreadsheets read them: CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from planbook.views.csv_pages import Cell, TableView, csv_text
from planbook.views.words import Apart, Joined, Phrase, Telling, Told, Words

_TOLD: Final = (Words, Phrase, Telling, Joined, Apart)


def write_table(view: TableView, say: Callable[[Told], str]) -> str:
    """Return the table as text, in the words that ``say`` finds."""
    return csv_text(_said(row, say) for row in (view.heads, *view.rows))


def _said(row: Sequence[Cell | Words], say: Callable[[Told], str]) -> list[object]:
    return [say(one) if isinstance(one, _TOLD) else one for one in row]
