"""Tables for spreadsheets: text with commas that a spreadsheet opens as it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Final, TypeAlias

import msgspec

from planbook.quantities import rounded
from planbook.views.words import Joined, Label, Phrase, Telling

TABLE: Final = "table.csv"
"""What writes the page of a table."""

_MARK: Final = "\ufeff"
"""What a spreadsheet knows UTF-8 by."""
_PLACES: Final = 6
_FORMULA: Final = re.compile(
    r"\A[\s\ufeff]*(?=[=+\-@＝＋－＠])|\A(?=[\t\r\n])"
    r"|(?<=\S[;\t\r\n])[ \u00a0]*(?=[=@＝＠]|[+\-＋－](?![\d.,\s]))"
)
"""Where a formula may begin: with the cell, and where a program that separates by semicolons or
takes each line for a row sees another cell begin."""
_NUMBER: Final = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?")

Cell: TypeAlias = str | int | Phrase | Telling | Joined | date | Decimal | None
"""A word, a day, a number, or nothing."""


Row: TypeAlias = tuple[Cell, ...]


class TableView(msgspec.Struct, frozen=True):
    """A table of its own: the heads of its columns and its rows."""

    heads: tuple[Label, ...]
    rows: tuple[Row, ...]


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return ``rows`` as a file: lines end with CR LF, as RFC 4180 has it.

    Words that a spreadsheet would take for a formula are defused; numbers stay what they are.
    """
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([csv_cell(one) for one in row])
    return _MARK + written.getvalue()


def csv_cell(value: object) -> str:
    """Return what stands in a cell: a number in full, a day as ISO 8601 has it, defused words."""
    if value is None:
        return ""
    if isinstance(value, Fraction | Decimal):
        figure = f"{rounded(value, _PLACES):f}"
        return figure.rstrip("0").rstrip(".") if "." in figure else figure
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if _NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub(lambda found: f"'{found[0]}", text)


def plain_figure(value: Fraction | Decimal | None) -> Decimal | None:
    """Return a computed figure as a view can hold it, to as many places as a table shows."""
    return None if value is None else rounded(value, _PLACES)
