"""Metric series: tables of readings in CSV files."""

from __future__ import annotations

import csv
import math
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planbook.diagnostics.codes.csv import CSV_BAD_ROW, CSV_MISSING_COLUMN
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.span import Span
from planbook.diagnostics.suggestions import closest
from planbook.language import Text
from planbook.reading.corrections import FIRST_YEAR, LAST_YEAR, is_in_era
from planbook.reading.sources import CONTENT, Source

COLUMNS: Final = ("date", "subject", "value")
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


@dataclass(frozen=True, slots=True)
class Row:
    """One reading that can be used, and the spans of its cells by column."""

    date: str
    subject: str
    value: int | float
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


def read_series(source: Source) -> Outcome[tuple[Row, ...]]:
    """Return the readings of a table; rows that are wrong are findings, the others are kept."""
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
            positions, problems = _columns(source.path, record)
            findings.extend(problems)
            if problems:
                return Outcome((), tuple(findings))
            continue
        row, problems = _row(source.path, record, positions)
        findings.extend(problems)
        if row is not None:
            rows.append(row)
    if positions is None and not findings:
        place = Place(source.path, span=Span(1, 1, 1, 2))
        findings.append(CSV_MISSING_COLUMN.at(place, variant="empty"))
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


def _columns(path: str, record: _Record) -> tuple[dict[str, int], list[Finding]]:
    """Return where each column stands, and a finding for each that is missing."""
    names = [cell.strip() for cell in record.cells]
    positions = {name: number for number, name in reversed(list(enumerate(names)))}
    missing = [column for column in COLUMNS if column not in positions]
    findings = []
    for column in missing:
        whole = Place(path, span=_whole(record))
        separator = next((mark for mark in _SEPARATORS if mark in record.text), None)
        others = [name for name in names if name not in COLUMNS]
        meant = closest(column, [name.lower() for name in others])
        if separator is not None and len(names) < len(COLUMNS):
            findings.append(
                CSV_MISSING_COLUMN.at(
                    whole, variant="separator", column=column, separator=_SEPARATORS[separator]
                )
            )
            break
        if meant is not None:
            written = next(name for name in others if name.lower() == meant)
            span = _cell_span(record, names.index(written))
            findings.append(
                CSV_MISSING_COLUMN.at(
                    Place(path, span=span), variant="suggest", column=column, written=written
                )
            )
        else:
            findings.append(CSV_MISSING_COLUMN.at(whole, column=column))
    return positions, findings


def _row(
    path: str, record: _Record, positions: Mapping[str, int]
) -> tuple[Row | None, list[Finding]]:
    """Return the reading in ``record``, or None and what is wrong with each of its cells."""
    cells = record.cells
    opened = _open_quote(record)
    if opened is not None:
        return None, [CSV_BAD_ROW.at(Place(path, span=opened), variant="quote")]
    last = max(COLUMNS, key=positions.__getitem__)
    if positions[last] >= len(cells):
        absent = min((c for c in COLUMNS if positions[c] >= len(cells)), key=positions.__getitem__)
        finding = CSV_BAD_ROW.at(
            Place(path, span=_whole(record)),
            variant="short",
            count=len(cells),
            expected=positions[last] + 1,
            column=absent,
        )
        return None, [finding]
    written = {column: cells[positions[column]].strip() for column in COLUMNS}
    problems = []
    value: int | float | None = None
    for column in COLUMNS:
        words = written[column]
        problem: tuple[str, dict[str, Any]] | None = None
        if not words:
            problem = ("empty", {"column": column})
        elif column == "date":
            problem = _date_problem(words)
        elif column == "value":
            value = _number(words)
            if value is None:
                problem = _number_problem(words)
        if problem is not None:
            variant, arguments = problem
            place = Place(path, span=_cell_span(record, positions[column]))
            problems.append(
                CSV_BAD_ROW.at(place, variant=variant, **{"written": words, **arguments})
            )
    if problems or value is None:
        return None, problems
    spans = {column: _cell_span(record, positions[column]) for column in COLUMNS}
    return Row(written["date"], written["subject"], value, spans), []


def _number(words: str) -> int | float | None:
    if _INTEGER.fullmatch(words):
        return int(words)
    if not _NUMBER.fullmatch(words):
        return None
    number = float(words)
    return number if math.isfinite(number) else None


def _number_problem(words: str) -> tuple[str, dict[str, Any]]:
    bare = words.rstrip("%％").strip()
    if bare != words and _number(bare) is not None:
        return "percent", {"example": bare}
    without = re.sub(r"[,，'_ \u00a0\u202f]", "", words)
    if without != words and _number(without) is not None:
        return "separators", {"example": without}
    return "", {}


def _date_problem(words: str) -> tuple[str, dict[str, Any]] | None:
    if _DATE.fullmatch(words):
        try:
            date.fromisoformat(words)
        except ValueError:
            return "no-such-day", {}
        if not is_in_era(words):
            return "era", {"first": FIRST_YEAR, "last": LAST_YEAR}
        return None
    loose = _LOOSE_DATE.fullmatch(words)
    if loose is None:
        return "date", {}
    try:
        day = date(int(loose[1]), int(loose[2]), int(loose[3]))
    except ValueError:
        return "no-such-day", {}
    return "date-suggest", {"example": day.isoformat()}


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
