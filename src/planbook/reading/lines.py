"""Which line and column a character of a text stands on."""

from __future__ import annotations

import re
from bisect import bisect_right

from planbook.diagnostics.span import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text, for turning character positions (from 0) into spans."""

    __slots__ = ("_starts", "_words", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        # A line is asked for once for every finding on it; all of them share its words.
        self._words: dict[int, str] = {}
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines there are; behind a last line end there is one more, an empty one."""
        return len(self._starts)

    def line_of(self, position: int) -> int:
        """Return the number of the line (from 1) that the character at ``position`` is on."""
        return bisect_right(self._starts, position)

    def start_of(self, line: int) -> int:
        """Return the position of the first character of ``line``."""
        return self._starts[line - 1]

    def words_of(self, line: int) -> str:
        """Return ``line`` without its line end; an empty text for a line that is not there."""
        if not 1 <= line <= len(self._starts):
            return ""
        words = self._words.get(line)
        if words is None:
            start = self._starts[line - 1]
            end = self._starts[line] if line < len(self._starts) else len(self.text)
            words = self._words[line] = self.text[start:end].rstrip("\r\n")
        return words

    def span(self, start: int, end: int) -> Span:
        """Return the span from ``start`` up to ``end``, cut at the end of its first line.

        It covers one character at least, so that there is something to underline.
        """
        line = self.line_of(start)
        begin = self._starts[line - 1]
        column = start - begin
        words = self.words_of(line)
        last = min(end - begin, max(len(words.rstrip()), column))
        return Span(line, column + 1, line, max(last, column + 1) + 1)
