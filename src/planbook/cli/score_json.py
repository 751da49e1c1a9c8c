"""The figures for other programs: as JSON, and as CSV with one figure a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec

from planbook.cli.score_report import report_json
from planbook.diagnostics.terminal import safe
from planbook.scoring.records import leaves

if TYPE_CHECKING:
    from planbook.cli.score_report import Report

Row: TypeAlias = tuple[str, str, str, str, object]

COLUMNS: Final = ("kind", "id", "subject", "figure", "value")

# What one entry of each list is about, and the field that says whose it is.
_LISTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "goals": ("goal", "owner"),
        "objectives": ("objective", "owner"),
        "people": ("person", "id"),
        "teams": ("team", "id"),
        "territories": ("territory", "id"),
        "partners": ("partner", "id"),
        "metrics": ("metric", "subject"),
        "incentives": ("incentive", "person"),
        "growth": ("growth", "person"),
    }
)


def render_score_json(report: Report) -> str:
    """Return the figures as one JSON object. What is not known is null, never 0."""
    told = msgspec.json.format(msgspec.json.encode(report_json(report)), indent=2)
    return f"{told.decode()}\n"


def render_score_csv(report: Report) -> str:
    """Return one line a figure: kind, id, subject, figure, value. What is not known is empty.

    A figure goes by its dotted name in the JSON. What is about all of them is of the kind
    ``edition``, the company's totals are of the kind ``company``.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(report_json(report)):
        writer.writerow(_cell(value) for value in row)
    return written.getvalue()


def _rows(told: Mapping[str, Any]) -> Iterator[Row]:
    for name, value in told.items():
        if name in _LISTS:
            kind, whose = _LISTS[name]
            for entry in value:
                yield from _of_entry(kind, whose, entry)
        elif name == "company":
            for figure, leaf in leaves(value):
                yield "company", "", "", figure, leaf
        else:
            for figure, leaf in leaves(value, name):
                yield "edition", "", "", figure, leaf


def _of_entry(kind: str, whose: str, entry: Mapping[str, Any]) -> Iterator[Row]:
    id_, subject = entry["id"], entry[whose] or ""
    for name, value in entry.items():
        if name not in ("id", whose):
            for figure, leaf in leaves(value, name):
                yield kind, id_, subject, figure, leaf


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    return str(value).lower() if isinstance(value, bool) else value
