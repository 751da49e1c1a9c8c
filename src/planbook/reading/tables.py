"""CSV files as rows of cells: separators, quotes, line ends, and where a cell stands.

A spreadsheet separates cells by commas, semicolons or tabs, by the language of the computer that
it was saved on. The separator is the one with which a row names the columns that are looked for.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from planbook.diagnostics.span import Span

HEAD_ROWS: Final = 10
"""Among how many rows, blank ones aside, the headers are looked for."""

_SEPARATORS: Final = (",", ";", "\t")
_HEAD_LINES: Final = 60
_EXCELS_OWN: Final = re.compile(r'"?sep=(?P<mark>[^"\r\n]|")"?[,;\t]*[\r\n]*', re.IGNORECASE)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class TableRecord(NamedTuple):
    """One row: the numbers of its first line and of the line after it, and its cells."""

    line: int
    end: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether all cells are empty, or hold separators of another sort."""
        return not "".join(self.cells).strip().strip(",;\t ")


@dataclass(frozen=True)
class Sheet:
    """A table as text: its rows without the blank ones, and where they stand.

    Where the text cannot be read to its end, ``broken`` is the line and the reason.
    """

    lines: list[str]
    separator: str
    records: tuple[TableRecord, ...]
    broken: tuple[int, str] | None = None

    def text_of(self, record: TableRecord) -> str:
        """Return a row as it is written, without its line end."""
        return "".join(self.lines[record.line - 1 : record.end - 1]).rstrip("\r\n")

    def span_of(self, record: TableRecord) -> Span:
        """Return where a row stands, cut at the end of its first line."""
        first = _LINE_END.split(self.text_of(record), maxsplit=1)[0]
        return Span(record.line, 1, record.line, max(len(first), 1) + 1)

    def cell_span(self, record: TableRecord, number: int) -> Span:
        """Return where cell ``number`` of a row stands, cut at the end of its first line."""
        text = self.text_of(record)
        position = 0
        for _ in range(number):
            position = min(self._cell_end(text, position) + 1, len(text))
        end = self._cell_end(text, position)
        line, column = _line_and_column(record, text, position)
        words = _LINE_END.split(text[position:end], maxsplit=1)[0]
        start = column + len(words) - len(words.lstrip())
        return Span(line, start, line, start + max(len(words.strip()), 1))

    @cached_property
    def open_quote(self) -> Span | None:
        """Where a quotation mark stands that opens a cell and is never closed, or None.

        Everything after it is one cell of the last row.
        """
        record = self.records[-1] if self.records else None
        text = self.text_of(record) if record is not None else ""
        if record is None or '"' not in text:
            return None
        position = 0
        while position <= len(text):
            if text.startswith('"', position) and _closing_quote(text, position) is None:
                line, column = _line_and_column(record, text, position)
                return Span(line, column, line, column + 1)
            position = self._cell_end(text, position) + 1
        return None

    def _cell_end(self, text: str, position: int) -> int:
        """Return where the cell that begins at ``position`` ends: at a separator, or the end."""
        if text.startswith('"', position):
            closing = _closing_quote(text, position)
            position = len(text) if closing is None else closing + 1
        mark = text.find(self.separator, position)
        return len(text) if mark < 0 else mark


def read_sheet(text: str, fit: Callable[[list[str]], int]) -> Sheet:
    """Return the rows of ``text``, separated as its first rows show.

    ``fit`` returns how many of the columns that are looked for a row names. A first line
    ``sep=;``, which Excel writes and obeys, says the separator and is no row.
    """
    # Not str.splitlines: it knows line ends (form feed, U+2028) that editors do not.
    lines = list(io.StringIO(text, newline=""))
    said = _EXCELS_OWN.fullmatch(lines[0]) if lines else None
    first = 1 if said is not None else 0
    separator = said["mark"] if said is not None else _separator_of(lines, fit)
    records: list[TableRecord] = []
    broken = None
    try:
        records.extend(one for one in _records(lines, separator, first) if not one.is_blank)
    except _BrokenError as error:
        broken = error.line, error.reason
    return Sheet(lines, separator, tuple(records), broken)


class _BrokenError(Exception):
    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason


def _records(lines: list[str], separator: str, first: int) -> Iterator[TableRecord]:
    reader = csv.reader(islice(lines, first, None), delimiter=separator)
    line = first + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _BrokenError(line, str(error)) from error
        if cells is None:
            return
        end = first + reader.line_num + 1
        yield TableRecord(line, end, cells)
        line = end


def _separator_of(lines: list[str], fit: Callable[[list[str]], int]) -> str:
    best, separator = (0, 0), _SEPARATORS[0]
    for mark in _SEPARATORS:
        head: list[TableRecord] = []
        try:
            found = (one for one in _records(lines[:_HEAD_LINES], mark, 0) if not one.is_blank)
            head.extend(islice(found, HEAD_ROWS))
        except _BrokenError:
            pass
        score = (
            max((fit(record.cells) for record in head), default=0),
            max((len(record.cells) for record in head), default=0),
        )
        if score > best:
            best, separator = score, mark
    return separator


def _closing_quote(text: str, position: int) -> int | None:
    """Return where the quotation mark at ``position`` is closed, or None."""
    position = text.find('"', position + 1)
    while position >= 0 and text.startswith('""', position):
        position = text.find('"', position + 2)
    return position if position >= 0 else None


def _line_and_column(record: TableRecord, text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return record.line + len(_LINE_END.findall(before)), position - start + 1
