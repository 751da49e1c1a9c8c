"""Word lists made to be looked for in many texts: quick where nothing of them is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping


class WordList:
    """Finds words in a text in small letters, those inside words of ``but_not`` left out."""

    def __init__(
        self,
        *words: Mapping[str, Iterable[str]],
        but_not: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        wanted = {word for each in words for list_ in each.values() for word in list_}
        barred = {word for list_ in (but_not or {}).values() for word in list_}
        heads = sorted({re.escape(word.removesuffix("*").lower()) for word in wanted})
        # Plain words alone, so that the search runs over the text by their first letters.
        self._quick = re.compile("|".join(heads) or "(?!)")
        self._wanted = _pattern(wanted)
        self._barred = _pattern(barred) if barred else None

    def may_be_in(self, text: str) -> bool:
        """Return whether a closer look is worth it; ``text`` is in small letters."""
        return self._quick.search(text) is not None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where words of the list begin and end in ``text``, which is in small letters."""
        last = len(text) if end is None else end
        barred = (
            [found.span() for found in self._barred.finditer(text, start, last)]
            if self._barred is not None
            else []
        )
        for found in self._wanted.finditer(text, start, last):
            first, behind = found.span()
            if not any(left <= first and behind <= right for left, right in barred):
                yield first, behind

    def is_in(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Return whether a word of the list stands in ``text``, which is in small letters."""
        return next(self.find(text, start, end), None) is not None


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all ``words``, the longest first."""
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        stem = re.escape(word.removesuffix("*").lower())
        if not word[:1].isascii():
            parts.append(stem)
        elif word.endswith("*"):
            parts.append(rf"(?<![a-z]){stem}[a-z]*")
        else:
            parts.append(rf"(?<![a-z]){stem}(?![a-z])")
    return re.compile("|".join(parts) or "(?!)")
