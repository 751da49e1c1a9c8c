"""A stretch of text in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From (line, column) up to but without (end_line, end_column).

    Lines and columns count from 1; columns count characters, not bytes.
    """

    line: int
    column: int
    end_line: int
    end_column: int


def span_in(text: str, start: int, end: int) -> Span:
    """Return where the characters from ``start`` up to ``end`` of ``text`` stand in it."""
    line, column = _position(text, start)
    end_line, end_column = _position(text, end)
    return Span(line, column, end_line, end_column)


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
