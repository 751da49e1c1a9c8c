"""Tables as spreadsheets read them: CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from planbook.views.csv_pages import Cell, TableView, csv_text
from planbook.views.words import Apart, Joined, Phrase, Telling, Told, Words

_TOLD: Final = (Words, Phrase, Telling, Joined, Apart)


class TableWriter:
    """Writes tables in the words that ``say`` finds."""

    def __init__(self, say: Callable[[Told], str]) -> None:
        self._say = say

    def __call__(self, view: TableView) -> str:
        """Return a table as text."""
        return csv_text(self._said(row) for row in (view.heads, *view.rows))

    def _said(self, row: Sequence[Cell | Words]) -> list[object]:
        return [self._say(one) if isinstance(one, _TOLD) else one for one in row]
