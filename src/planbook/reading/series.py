"""Metric series: tables of readings and of targets in CSV files.

What is wrong with a table is told once a reason, with the rows that it is about: a column that
was saved in another format is one mistake, however long the table is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import msgspec

from planbook.diagnostics.codes.csv import CSV_BAD_ROW, CSV_SKIPPED_ROW
from planbook.diagnostics.finding import Code, Finding, Outcome, Place, Related
from planbook.diagnostics.span import Span
from planbook.language import Text
from planbook.prose_numbers.patterns import Pattern
from planbook.reading.missing_columns import find_head
from planbook.reading.series_columns import Cell, Column, ColumnCells, Read, Table
from planbook.reading.sources import CONTENT, Source
from planbook.reading.table_headers import fold_header, usual
from planbook.reading.tables import Sheet, TableRecord, read_sheet
from planbook.spreadsheets.amounts import is_nothing, is_plain_number
from planbook.spreadsheets.days import order_of, orders_in
from planbook.spreadsheets.unread import Unread

_CHINESE: Final = Pattern("[\u4e00-\u9fff]")
_OTHER_ORDER: Final[Text] = {"en": "the other way round here", "zh": "这里的顺序相反"}
_TOTALS: Final = usual(
    "total, totals, grand total, subtotal, sub-total, sum, 合计, 总计, 小计, 共计, 總計, 小計"
)
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used: its cells by column, and where they stand."""

    cells: Mapping[str, Cell]
    record: TableRecord = field(compare=False, repr=False)
    sheet: Sheet = field(compare=False, repr=False)
    positions: Mapping[str, int] = field(compare=False, repr=False)

    @property
    def spans(self) -> dict[str, Span]:
        """Where each cell stands, by column; looked up when there is need."""
        return {name: self.sheet.cell_span(self.record, at) for name, at in self.positions.items()}


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
    sheet = read_sheet(source.text, lambda cells: len(table.find(cells).positions))
    head = find_head(source.path, sheet, table)
    if head.value is None:
        return Outcome((), head.findings + _broken(source.path, sheet))
    reading = _Reading(source.path, sheet, table, head.value.positions)
    rows = reading.rows(head.value.row)
    problems = tuple(reading.problems.findings(source.path))
    return Outcome(rows, problems + _broken(source.path, sheet))


def _broken(path: str, sheet: Sheet) -> tuple[Finding, ...]:
    if sheet.broken is None:
        return ()
    line, reason = sheet.broken
    place = Place(path, span=Span(line, 1, line, 2))
    return (CSV_BAD_ROW.at(place, variant="broken", reason=reason),)


class _Problems:
    """What is wrong with the rows of a table, put together by reason."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], _Group] = {}

    def add(
        self,
        code: Code,
        reason: str,
        line: int,
        span: Callable[[], Span],
        arguments: Mapping[str, Any],
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note one row; only of a reason's first the place is looked up."""
        group = self._groups.get((code.name, reason))
        if group is None:
            group = _Group(code, reason, span(), arguments, related)
            self._groups[code.name, reason] = group
        group.lines.append(line)

    def findings(self, path: str) -> Iterator[Finding]:
        """Yield one finding a reason, at the first of its rows."""
        for group in self._groups.values():
            yield group.code.at(
                Place(path, span=group.span),
                variant=group.reason,
                related=group.related,
                **group.arguments,
                rows=rows_in_words(group.lines),
            )


class _Group(msgspec.Struct):
    """The rows that have one problem: the place and the words of the first, the lines of all."""

    code: Code
    reason: str
    span: Span
    arguments: Mapping[str, Any]
    related: tuple[Related, ...]
    lines: list[int] = msgspec.field(default_factory=list)


def rows_in_words(lines: Sequence[int]) -> Text:
    """Return how many rows there are and the first of them; nothing for a single one."""
    if len(lines) < 2:
        return {"en": "", "zh": ""}
    more = len(lines) > _SHOWN
    shown = [str(line) for line in lines[:_SHOWN]]
    return {
        "en": f" ({len(lines)} rows: {', '.join(shown)}{', …' if more else ''})",
        "zh": f"（共 {len(lines)} 行：第 {'、'.join(shown)}{' …' if more else ''} 行）",
    }


class _Reading:
    """One run over the rows of a table."""

    def __init__(self, path: str, sheet: Sheet, table: Table, positions: Mapping[str, int]) -> None:
        self.path = path
        self.sheet = sheet
        self.table = table
        self.positions = positions
        self.headers: Mapping[str, str] = {}
        self.problems = _Problems()

    def rows(self, header: int) -> tuple[Row, ...]:
        """Return the rows below the row ``header`` that can be used."""
        head = self.sheet.records[header]
        self.headers = {name: head.cells[at].strip() for name, at in self.positions.items()}
        names = [column.name for column in self.table.columns]
        last = max(self.positions.values())
        width = len(head.cells)
        whole: list[tuple[TableRecord, list[str]]] = []
        for record in self._records_below(header):
            written = record.cells
            if last >= len(written):
                self._report_short(record, last)
            elif any(is_plain_number(cell.strip()) for cell in written[width:]):
                self._report_long(record, width)
            elif written != head.cells:
                cells = [written[self.positions[name]].strip() for name in names]
                if not self._is_skipped(record, cells):
                    whole.append((record, cells))
        with_points = self._writes_points(head, [cells[0] for _, cells in whole])
        readers = []
        for at, column in enumerate(self.table.columns):
            below = [cells[at] for _, cells in whole]
            header_of = self.headers[column.name]
            given = ColumnCells(below, with_points, self.table.unit, header_of)
            readers.append(_cached(column.reader(given)))
        rows = []
        for record, cells in whole:
            values: dict[str, Cell] = {}
            for column, read, cell in zip(self.table.columns, readers, cells, strict=True):
                value = read(cell)
                if isinstance(value, Unread):
                    self._report_unread(record, column, cell, value)
                else:
                    values[column.name] = value
            if len(values) == len(names):
                rows.append(Row(values, record, self.sheet, self.positions))
        self._report_two_orders(whole)
        return tuple(rows)

    def _records_below(self, header: int) -> Iterator[TableRecord]:
        """Yield the rows below the headers, up to a quotation mark that nobody closes."""
        opened = self.sheet.open_quote
        records = self.sheet.records[header + 1 :]
        yield from records if opened is None else records[:-1]
        if opened is not None:
            self.problems.add(CSV_BAD_ROW, "quote", opened.line, lambda: opened, {})

    def _writes_points(self, head: TableRecord, days: Sequence[str]) -> bool:
        """Return whether decimals follow a point where nothing in their column decides it.

        So they do where commas stand between the cells, where the headers are Chinese, and where
        days are written as in the United States.
        """
        if self.sheet.separator == "," or _CHINESE.search("".join(head.cells)):
            return True
        return orders_in(day for day in set(days) if "/" in day) == {"month_first"}

    # Rows that cannot be used

    def _report(self, code: Code, reason: str, record: TableRecord, at: int, **more: Any) -> None:
        self.problems.add(
            code, reason, record.line, partial(self.sheet.cell_span, record, at), more
        )

    def _report_short(self, record: TableRecord, last: int) -> None:
        count = len(record.cells)
        absent = min(
            (column for column in self.table.columns if self.positions[column.name] >= count),
            key=lambda column: self.positions[column.name],
        )
        arguments = {"count": count, "expected": last + 1, "column": self.headers[absent.name]}
        span = partial(self.sheet.span_of, record)
        self.problems.add(CSV_BAD_ROW, "short", record.line, span, arguments)

    def _report_long(self, record: TableRecord, width: int) -> None:
        arguments = {"count": len(record.cells), "expected": width}
        span = partial(self.sheet.span_of, record)
        self.problems.add(CSV_BAD_ROW, "long", record.line, span, arguments)

    def _is_skipped(self, record: TableRecord, cells: Sequence[str]) -> bool:
        """Return whether a row holds a total, or no figure; both are said."""
        word = cells[0] or cells[1]
        if not word[:1].isdigit() and fold_header(word.rstrip(":： ")) in _TOTALS:
            at = self.positions[self.table.columns[0 if cells[0] else 1].name]
            self._report(CSV_SKIPPED_ROW, "total", record, at, written=word)
            return True
        for column, cell in zip(self.table.columns, cells, strict=True):
            if column.may_be_empty and is_nothing(cell) and all(cells[:-1]):
                at = self.positions[column.name]
                self._report(CSV_SKIPPED_ROW, "", record, at, column=self.headers[column.name])
                return True
        return False

    def _report_unread(self, record: TableRecord, column: Column, cell: str, why: Unread) -> None:
        arguments = {"written": cell, "column": self.headers[column.name], **why.arguments}
        at = self.positions[column.name]
        self._report(CSV_BAD_ROW, why.reason, record, at, **arguments)

    def _report_two_orders(self, whole: Sequence[tuple[TableRecord, list[str]]]) -> None:
        """Say that some rows write the day before the month, and others after it."""
        column = self.table.columns[0]
        written = {cells[0] for _, cells in whole if "-" not in cells[0][4:5]}
        orders = {cell: found for cell in written if (found := order_of(cell)) is not None}
        if column.name != "date" or len(set(orders.values())) < 2:
            return
        dated = [(cells[0], record) for record, cells in whole if cells[0] in orders]
        first, there = dated[0]
        at = self.positions[column.name]
        related = Related(_OTHER_ORDER, Place(self.path, span=self.sheet.cell_span(there, at)))
        for cell, record in dated:
            if orders[cell] != orders[first]:
                span = partial(self.sheet.cell_span, record, at)
                arguments = {"written": cell, "first": first}
                self.problems.add(
                    CSV_BAD_ROW, "two-orders", record.line, span, arguments, (related,)
                )


def _cached(read: Read) -> Read:
    """Return ``read`` with its answers kept: days, subjects and amounts come again and again."""
    known: dict[str, Cell | Unread] = {}

    def look_up(cell: str) -> Cell | Unread:
        found = known.get(cell)
        if found is None:
            found = known[cell] = read(cell) if cell else Unread("empty")
        return found

    return look_up
