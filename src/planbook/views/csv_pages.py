"""Tables for spreadsheets: text with commas that a spreadsheet opens as it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import StringIO
from typing import Final

from planbook.quantities import rounded

_MARK: Final = "\ufeff"
"""What a spreadsheet knows UTF-8 by."""
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return ``rows`` as a file. Words that a spreadsheet would take for a formula are defused."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(one) for one in row])
    return _MARK + written.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Fraction):
        figure = f"{rounded(value, 6):f}"
        return figure.rstrip("0").rstrip(".") if "." in figure else figure
    text = str(value)
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
