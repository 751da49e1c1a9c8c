"""A stretch of text in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
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


def spans_in(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Yield where each of ``stretches``, from first to last, stands in ``text``.

    The text is gone through once, however many there are.
    """
    line, counted, line_start = 1, 0, 0

    def place(offset: int) -> tuple[int, int]:
        nonlocal line, counted, line_start
        newlines = text.count("\n", counted, offset)
        if newlines:
            line, line_start = line + newlines, text.rfind("\n", counted, offset) + 1
        counted = max(counted, offset)
        return line, offset - line_start + 1

    for start, end in stretches:
        yield Span(*place(start), *place(end))
