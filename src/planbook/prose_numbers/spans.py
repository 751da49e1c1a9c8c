"""Places in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """The characters from ``start`` up to ``end``, which is not included."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]


class Covered:
    """The characters of a text that are taken; asking takes as long as the span is."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def add(self, span: Span) -> None:
        """Take the characters of ``span``."""
        self._taken[span.start : span.end] = b"\x01" * (span.end - span.start)

    def meets(self, span: Span) -> bool:
        """Return whether a character of ``span`` is taken."""
        return 1 in self._taken[span.start : span.end]


def blank_out(text: str, spans: Iterable[Span], blank: str = "\x00") -> str:
    """Return ``text`` at its length with ``blank`` for every character that ``spans`` cover."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = blank * (span.end - span.start)
    return "".join(letters)
