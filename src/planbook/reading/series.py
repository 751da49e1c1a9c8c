"""Metric series: tables of readings and of targets in CSV files."""

from __future__ import annotations

import csv
import math
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from planbook.diagnostics.codes.csv import CSV_BAD_ROW, CSV_MISSING_COLUMN
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.span import Span
from planbook.diagnostics.suggestions import closest
from planbook.language import Text
from planbook.periods import parse_period
from planbook.reading.corrections import FIRST_YEAR, LAST_YEAR, advise_period, is_in_era
from planbook.reading.sources import CONTENT, Source

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,308}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOOSE_DATE: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: .*)?")
_SEPARATORS: Final[Mapping[str, Text]] = {
    ";": {"en": "semicolons", "zh": "分号"},
    "\t": {"en": "tabs", "zh": "制表符（Tab）"},
    "，": {"en": "full-width commas", "zh": "全角逗号"},
    "|": {"en": "vertical bars", "zh": "竖线"},
}
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


Cell = str | int | float
_Problem = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a table must have.

    ``name`` is the property that its cells become, ``headers`` the words by which the first line
    may name it, compared without regard to case, and ``read`` returns a cell's value, or what is
    wrong with it.
    """

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], Cell | _Problem]

    def named_by(self, position_of: Mapping[str, int]) -> int | None:
        """Return where the column stands in a first line of these words, or None."""
        return next(
            (position_of[_folded(word)] for word in self.headers if _folded(word) in position_of),
            None,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One sort of table: the property of a metric that its rows become, and its columns.

    ``named_in`` is the property in which a metric names the file.
    """

    rows_of: str
    named_in: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> str:
        """The first line of such a table."""
        return ",".join(column.headers[0] for column in self.columns)

    def with_headers(self, written: object) -> Table:
        """Return the table with the headers that a metric's ``columns`` gives to its readings.

        Targets may use them as well: a file of their own may come from the same place.
        """
        if not isinstance(written, Mapping):
            return self
        only = self.rows_of == READINGS.rows_of
        return replace(
            self, columns=tuple(_renamed(column, written, only=only) for column in self.columns)
        )


def _renamed(column: Column, written: Mapping[str, object], *, only: bool) -> Column:
    header = written.get(column.name)
    if not isinstance(header, str | int | float) or not str(header).strip():
        return column
    return replace(column, headers=(str(header).strip(), *(() if only else column.headers)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used: its cells by column, and their spans."""

    cells: Mapping[str, Cell]
    spans: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class _Record:
    """One line of a table (several, where a quoted cell has line ends in it)."""

    line: int
    cells: list[str]
    text: str


def series_path(document: str, written: str) -> str | None:
    """Return the path of the table that ``written`` in ``document`` means.

    It is taken from the document's folder; None where it leads out of the content.
    """
    if written.startswith("/") or "\\" in written:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(document), written))
    return path if path.startswith(f"{CONTENT}/") else None


def read_table(source: Source, table: Table) -> Outcome[tuple[Row, ...]]:
    """Return the rows of ``source``; rows that are wrong are findings, the others are kept."""
    records = _records(source.text)
    rows: list[Row] = []
    findings: list[Finding] = []
    positions: dict[str, int] | None = None
    for record in records:
        if isinstance(record, _BrokenTable):
            place = Place(source.path, span=Span(record.line, 1, record.line, 2))
            findings.append(CSV_BAD_ROW.at(place, variant="broken", reason=record.reason))
            break
        if not any(cell.strip() for cell in record.cells):
            continue
        if positions is None:
            positions, problems = _positions(source.path, record, table)
            findings.extend(problems)
            if problems:
                return Outcome((), tuple(findings))
            continue
        row, problems = _row(source.path, record, table, positions)
        findings.extend(problems)
        if row is not None:
            rows.append(row)
    if positions is None and not findings:
        place = Place(source.path, span=Span(1, 1, 1, 2))
        findings.append(CSV_MISSING_COLUMN.at(place, variant="empty", columns=table.headers))
    return Outcome(tuple(rows), tuple(findings))


@dataclass(frozen=True, slots=True)
class _BrokenTable:
    line: int
    reason: str


def _records(text: str) -> Iterator[_Record | _BrokenTable]:
    lines = text.splitlines(keepends=True) if text.isascii() else _split_lines(text)
    reader = csv.reader(lines)
    line = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield _BrokenTable(line + 1, str(error))
            return
        if cells is None:
            return
        yield _Record(line + 1, cells, "".join(lines[line : reader.line_num]))
        line = reader.line_num


def _split_lines(text: str) -> list[str]:
    # str.splitlines knows line ends (form feed, U+2028) that editors and spreadsheets do not.
    lines = []
    start = 0
    for match in _LINE_END.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        lines.append(text[start:])
    return lines


def _positions(path: str, record: _Record, table: Table) -> tuple[dict[str, int], list[Finding]]:
    """Return where each column stands, and a finding for each that is missing."""
    names = [cell.strip() for cell in record.cells]
    position_of = {_folded(name): number for number, name in reversed(list(enumerate(names)))}
    found = {column.name: column.named_by(position_of) for column in table.columns}
    positions = {name: number for name, number in found.items() if number is not None}
    missing = [column for column in table.columns if column.name not in positions]
    others = [
        name for number, name in enumerate(names) if name and number not in positions.values()
    ]
    findings = []
    for column in missing:
        whole = Place(path, span=_whole(record))
        separator = next((mark for mark in _SEPARATORS if mark in record.text), None)
        header, headers = column.headers[0], table.headers
        if separator is not None and len(names) < len(table.columns):
            findings.append(
                CSV_MISSING_COLUMN.at(
                    whole,
                    variant="separator",
                    column=header,
                    columns=headers,
                    separator=_SEPARATORS[separator],
                )
            )
            break
        meant = closest(_folded(header), [_folded(name) for name in others])
        if meant is not None:
            written = next(name for name in others if _folded(name) == meant)
            span = _cell_span(record, names.index(written))
            findings.append(
                CSV_MISSING_COLUMN.at(
                    Place(path, span=span),
                    variant="suggest",
                    column=header,
                    columns=headers,
                    written=written,
                )
            )
        else:
            findings.append(CSV_MISSING_COLUMN.at(whole, column=header, columns=headers))
    return positions, findings


def _folded(header: str) -> str:
    return unicodedata.normalize("NFKC", header).strip().casefold()


def _row(
    path: str, record: _Record, table: Table, positions: Mapping[str, int]
) -> tuple[Row | None, list[Finding]]:
    """Return the row in ``record``, or None and what is wrong with each of its cells."""
    written = record.cells
    opened = _open_quote(record)
    if opened is not None:
        return None, [CSV_BAD_ROW.at(Place(path, span=opened), variant="quote")]
    last = max(positions.values())
    if last >= len(written):
        absent = min(
            (column for column in table.columns if positions[column.name] >= len(written)),
            key=lambda column: positions[column.name],
        )
        finding = CSV_BAD_ROW.at(
            Place(path, span=_whole(record)),
            variant="short",
            count=len(written),
            expected=last + 1,
            column=absent.headers[0],
        )
        return None, [finding]
    problems = []
    cells: dict[str, Cell] = {}
    for column in table.columns:
        position = positions[column.name]
        words = written[position].strip()
        value = column.read(words) if words else ("empty", {"column": column.headers[0]})
        if isinstance(value, tuple):
            variant, arguments = value
            place = Place(path, span=_cell_span(record, position))
            problems.append(
                CSV_BAD_ROW.at(place, variant=variant, **{"written": words, **arguments})
            )
        else:
            cells[column.name] = value
    if problems:
        return None, problems
    spans = {name: _cell_span(record, position) for name, position in positions.items()}
    return Row(cells, spans), []


def _number(words: str) -> int | float | None:
    if _INTEGER.fullmatch(words):
        return int(words)
    if not _NUMBER.fullmatch(words):
        return None
    number = float(words)
    return number if math.isfinite(number) else None


def _read_number(words: str) -> Cell | _Problem:
    number = _number(words)
    if number is not None:
        return number
    bare = words.rstrip("%％").strip()
    if bare != words and _number(bare) is not None:
        return "percent", {"example": bare}
    without = re.sub(r"[,，'_ \u00a0\u202f]", "", words)
    if without != words and _number(without) is not None:
        return "separators", {"example": without}
    return "", {}


def _read_date(words: str) -> Cell | _Problem:
    if _DATE.fullmatch(words):
        try:
            date.fromisoformat(words)
        except ValueError:
            return "no-such-day", {}
        return words if is_in_era(words) else _out_of_era()
    loose = _LOOSE_DATE.fullmatch(words)
    if loose is None:
        return "date", {}
    try:
        day = date(int(loose[1]), int(loose[2]), int(loose[3]))
    except ValueError:
        return "no-such-day", {}
    return "date-suggest", {"example": day.isoformat()}


def _read_period(words: str) -> Cell | _Problem:
    if parse_period(words) is not None:
        return words if is_in_era(words) else _out_of_era()
    return "period", {"advice": advise_period(words)}


def _out_of_era() -> _Problem:
    return "era", {"first": FIRST_YEAR, "last": LAST_YEAR}


def _read_subject(words: str) -> Cell | _Problem:
    return words


_SUBJECT: Final = Column("subject", ("subject", "对象", "對象"), _read_subject)
_VALUE: Final = Column("value", ("value", "数值", "數值"), _read_number)
READINGS: Final = Table(
    "values", "data", (Column("date", ("date", "日期"), _read_date), _SUBJECT, _VALUE)
)
TARGETS: Final = Table(
    "targets",
    "targets_data",
    (Column("period", ("period", "周期", "週期"), _read_period), _SUBJECT, _VALUE),
)
TABLES: Final = (READINGS, TARGETS)
"""The tables that a metric may name."""


def _whole(record: _Record) -> Span:
    first = record.text.rstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    return Span(record.line, 1, record.line, max(len(first), 1) + 1)


def _cell_span(record: _Record, number: int) -> Span:
    """Return where cell ``number`` stands, cut at the end of its first line."""
    text = record.text.rstrip("\r\n")
    position = 0
    for _ in range(number):
        position = _cell_end(text, position) + 1
    end = _cell_end(text, position)
    before = text[:position]
    line = record.line + len(_LINE_END.findall(before))
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    words = _LINE_END.split(text[position:end], maxsplit=1)[0]
    lead = len(words) - len(words.lstrip())
    start = position - line_start + lead + 1
    return Span(line, start, line, start + max(len(words.strip()), 1))


def _open_quote(record: _Record) -> Span | None:
    """Return where a quotation mark stands that opens a cell and is never closed, or None."""
    text = record.text
    if '"' not in text:
        return None
    position = 0
    while position <= len(text):
        start = position
        if text.startswith('"', start):
            marks = re.match(r'"(?:[^"]|"")*', text[start:])
            closed = marks is not None and text.startswith('"', start + marks.end())
            if not closed:
                before = text[:start]
                line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
                line = record.line + len(_LINE_END.findall(before))
                return Span(line, start - line_start + 1, line, start - line_start + 2)
        position = _cell_end(text, start) + 1
    return None


def _cell_end(text: str, position: int) -> int:
    """Return where the cell that begins at ``position`` ends: at a comma, or with the text."""
    if text.startswith('"', position):
        position += 1
        while position < len(text):
            if text[position] == '"':
                if not text.startswith('""', position):
                    position += 1
                    break
                position += 1
            position += 1
    comma = text.find(",", position)
    return len(text) if comma < 0 else comma
