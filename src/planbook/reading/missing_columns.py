"""Where the headers of a table stand, and what to do where one is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from planbook.diagnostics.codes.csv import CSV_MISSING_COLUMN
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.span import Span
from planbook.diagnostics.suggestions import closest, in_a_row
from planbook.language import Text
from planbook.periods import parse_period
from planbook.reading.corrections import read_period
from planbook.reading.series_columns import READINGS, Table
from planbook.reading.table_headers import Found, fold_header, names_months
from planbook.reading.tables import HEAD_ROWS, Sheet, TableRecord
from planbook.spreadsheets.amounts import AmountReader, is_plain_number
from planbook.spreadsheets.days import read_day
from planbook.spreadsheets.unread import Unread

_OTHER_SEPARATORS: Final[Mapping[str, Text]] = {
    "，": {"en": "full-width commas", "zh": "全角逗号"},
    "|": {"en": "vertical bars", "zh": "竖线"},
}
_SAMPLE: Final = 20
_PLAIN_SCALAR: Final = re.compile(r"[^\W\d_](?:[\w ]*\w)?")
_NOT_TEXT: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_COLUMN_KEYS: Final = ("date", "subject", "value")
_HOLDS: Final[Mapping[str, str]] = {
    "date": "days",
    "period": "days",
    "subject": "words",
    "value": "numbers",
}
_EXAMPLES: Final[Mapping[str, str]] = {
    "values": "2026-07-31,wang-li,5250000",
    "targets": "2026-07,wang-li,5250000",
}


class Head(msgspec.Struct, frozen=True):
    """The row that names the columns, by its number in the sheet, and where each column stands."""

    row: int
    positions: Mapping[str, int]


def find_head(path: str, sheet: Sheet, table: Table) -> Outcome[Head | None]:
    """Return the row of ``sheet`` that names the columns; None, and a finding, where none does.

    Rows above it are a title, unless one of them holds figures.
    """
    records = sheet.records
    if not records:
        place = Place(path, span=Span(1, 1, 1, 2))
        empty = CSV_MISSING_COLUMN.at(place, variant="empty", columns=table.headers)
        return Outcome(None, () if sheet.broken is not None else (empty,))
    head = [table.find(record.cells) for record in records[:HEAD_ROWS]]
    whole = next((row for row, found in enumerate(head) if not found.missing), None)
    explaining = _Explaining(path, sheet, table)
    if whole is not None:
        found = head[whole]
        figures = next((record for record in records[:whole] if _holds_figures(record)), None)
        if figures is not None:
            explaining.explain_figures(figures)
        elif found.twice:
            explaining.explain_twice(records[whole], found)
        else:
            return Outcome(Head(whole, found.positions))
        return Outcome(None, tuple(explaining.findings))
    best = max(range(len(head)), key=lambda row: (len(head[row].positions), -row))
    if not head[best].positions:
        best = next((row for row in range(len(head)) if _may_name_columns(records[row])), 0)
    explaining.explain_missing(best, head[best])
    return Outcome(None, tuple(explaining.findings))


def _may_name_columns(record: TableRecord) -> bool:
    filled = sum(1 for cell in record.cells if cell.strip())
    return filled > 1 or any(mark in record.cells[0] for mark in _OTHER_SEPARATORS)


def _holds_figures(record: TableRecord) -> bool:
    """Return whether a row has a day or a period, and a number."""
    cells = [cell.strip() for cell in record.cells]
    return any(map(_is_day_or_period, cells)) and any(map(is_plain_number, cells))


class _Explaining(msgspec.Struct):
    """Says what is wrong with the headers of one table."""

    path: str
    sheet: Sheet
    table: Table
    findings: list[Finding] = msgspec.field(default_factory=list)

    def explain_twice(self, record: TableRecord, found: Found) -> None:
        """Say that two headers name the same column."""
        for column in self.table.columns:
            places = found.twice.get(column.name)
            if places:
                self._add(self._at_cell(record, places[1]), "twice", column=column.title)

    def explain_figures(self, record: TableRecord) -> None:
        """Say that no row above a row of figures names the columns."""
        self._add(Place(self.path, span=self.sheet.span_of(record)), "no-headers")

    def explain_missing(self, row: int, found: Found) -> None:
        """Say which columns a row of headers does not name, and how to name them."""
        record = self.sheet.records[row]
        names = [cell.strip() for cell in record.cells]
        whole = Place(self.path, span=self.sheet.span_of(record))
        missing = [column for column in self.table.columns if column.name in found.missing]
        listed = in_a_row([column.title for column in missing])
        text = self.sheet.text_of(record)
        mark = next((mark for mark in _OTHER_SEPARATORS if mark in text), None)
        if mark is not None and len(names) < len(self.table.columns):
            self._add(whole, "separator", missing=listed, separator=_OTHER_SEPARATORS[mark])
        elif names_months(names, [_is_day_or_period(name) for name in names]):
            self._explain_wide(record)
        elif _holds_figures(record):
            self.explain_figures(record)
        else:
            self._explain_columns(row, names, found)

    def _explain_wide(self, record: TableRecord) -> None:
        place = Place(self.path, span=self.sheet.span_of(record))
        self._add(place, "wide", example=_EXAMPLES[self.table.rows_of])

    def _explain_columns(self, row: int, names: Sequence[str], found: Found) -> None:
        record = self.sheet.records[row]
        free = [at for at, name in enumerate(names) if name and at not in found.positions.values()]
        holding = self._holding(row, free)
        numbers = len(holding.get("numbers", ()))
        if "subject" in found.missing and "words" not in holding and numbers > 1:
            self._explain_wide(record)
            return
        others = []
        for column in self.table.columns:
            if column.name not in found.missing:
                continue
            meant = closest(fold_header(column.title), [fold_header(names[at]) for at in free])
            if meant is None:
                others.append(column.title)
                continue
            near = next(at for at in free if fold_header(names[at]) == meant)
            self._add(
                self._at_cell(record, near),
                "suggest",
                missing=f"`{column.title}`",
                column=column.title,
                written=names[near],
            )
        if others:
            meant_by = self._guess(names, holding, found)
            self._explain_others(row, names, in_a_row(others), meant_by, found)

    def _explain_others(
        self,
        row: int,
        names: Sequence[str],
        missing: Text,
        meant_by: Mapping[str, int],
        found: Found,
    ) -> None:
        whole = Place(self.path, span=self.sheet.span_of(self.sheet.records[row]))
        headers = in_a_row([name for name in names if name])
        for_readings = self.table.named_in == READINGS.named_in
        unknown = [column.name for column in self.table.columns if column.name not in meant_by]
        if unknown and len(unknown) == 1 and unknown[0] in found.several and for_readings:
            ways = [{**meant_by, unknown[0]: at} for at in found.several[unknown[0]]]
            lines = [f"`{_columns_line(names, way)}`" for way in ways]
            either = {"en": " or ".join(lines), "zh": " 或 ".join(lines)}
            self._add(whole, "several", missing=missing, headers=headers, lines=either)
        elif unknown:
            self._add(whole, "", missing=missing, headers=headers)
        elif for_readings:
            line = _columns_line(names, meant_by)
            self._add(whole, "columns", missing=missing, headers=headers, line=line)
        else:
            renamed = [
                (names[meant_by[column.name]], column.title)
                for column in self.table.columns
                if names[meant_by[column.name]] != column.title
            ]
            words = {
                "en": ", ".join(f"`{old}` to `{new}`" for old, new in renamed),
                "zh": "，".join(f"把 `{old}` 改为 `{new}`" for old, new in renamed),
            }
            self._add(whole, "rename", missing=missing, headers=headers, renamed=words)

    def _holding(self, row: int, places: Iterable[int]) -> dict[str, list[int]]:
        """Return which columns probably hold days, words or numbers, by the cells below."""
        sample = self.sheet.records[row + 1 : row + 1 + _SAMPLE]
        holding: dict[str, list[int]] = {}
        for at in places:
            cells = (record.cells[at].strip() for record in sample if at < len(record.cells))
            holding.setdefault(_held_by([cell for cell in cells if cell]), []).append(at)
        return holding

    def _guess(
        self, names: Sequence[str], holding: Mapping[str, list[int]], found: Found
    ) -> dict[str, int]:
        """Return where each column probably stands, by what the cells below the headers hold."""
        guessed = dict(found.positions)
        for column in self.table.columns:
            likely = holding.get(_HOLDS[column.name], [])
            if column.name in found.missing and len(likely) == 1:
                guessed[column.name] = likely[0]
        # Only a header that no other column has can be named.
        folded = [fold_header(name) for name in names]
        unique = all(folded.count(folded[at]) == 1 for at in guessed.values())
        return guessed if unique else {}

    def _at_cell(self, record: TableRecord, at: int) -> Place:
        return Place(self.path, span=self.sheet.cell_span(record, at))

    def _add(self, place: Place, variant: str, **arguments: Any) -> None:
        self.findings.append(
            CSV_MISSING_COLUMN.at(place, variant=variant, columns=self.table.headers, **arguments)
        )


def _is_day_or_period(cell: str) -> bool:
    if is_plain_number(cell) and len(cell) < 6:
        return False
    found = read_day(cell)
    return (
        not isinstance(found, Unread)
        or found.reason == "ambiguous-day"
        or parse_period(read_period(cell) or cell) is not None
    )


def _held_by(cells: Sequence[str]) -> str:
    """Return what the cells of a column probably are."""
    if not cells:
        return "nothing"
    if sum(map(_is_day_or_period, cells)) * 5 >= len(cells) * 4:
        return "days"
    reader = AmountReader("", ".")
    numbers = sum(
        not isinstance(found, Unread) or found.reason in ("currency", "percent", "unit")
        for found in map(reader.read, cells)
    )
    if numbers * 5 >= len(cells) * 4:
        return "numbers"
    return "words" if numbers == 0 else "mixed"


def _columns_line(names: Sequence[str], meant_by: Mapping[str, int]) -> str:
    """Return the line by which a metric says what its columns are called."""
    entries = (f"{key}: {_scalar(names[meant_by[key]])}" for key in _COLUMN_KEYS)
    return f"columns: {{{', '.join(entries)}}}"


def _scalar(header: str) -> str:
    """Return ``header`` as a YAML scalar inside braces, in quotes where it needs them."""
    if _PLAIN_SCALAR.fullmatch(header) and header.casefold() not in _NOT_TEXT:
        return header
    return json.dumps(header, ensure_ascii=False)
