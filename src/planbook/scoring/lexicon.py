"""Finding the words of a lexicon in a sentence, whatever language it is in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import chain

import msgspec

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Hit(msgspec.Struct, frozen=True):
    """A word of the lexicon as it stands in a sentence, and where."""

    word: str
    start: int
    end: int


def find_words(
    text: str,
    lexicon: Mapping[str, Iterable[str]],
    but_not: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Hit, ...]:
    """Return the words of ``lexicon`` in ``text``, those inside words of ``but_not`` left out.

    The words of all languages are looked for: sentences mix them. Of hits inside one another
    the longest stays.
    """
    plain = unicodedata.normalize("NFKC", text)
    wanted = set(_hits(plain, _frozen(lexicon)))
    if not wanted:
        return ()
    hidden = set(_hits(plain, _frozen(but_not))) if but_not else set()
    kept: list[Hit] = []
    reached = 0
    # From left to right, the longest first: what ends no further lies inside one before it.
    for hit in sorted(hidden | wanted, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reached:
            reached = hit.end
            if hit not in hidden:
                kept.append(hit)
    return tuple(kept)


def is_at_head(text: str, hit: Hit) -> bool:
    """Return whether ``hit`` is what the sentence begins with."""
    before = unicodedata.normalize("NFKC", text)[: hit.start]
    return re.fullmatch(r"[\W_]*(?:to\s+)?", before, re.IGNORECASE) is not None


def measures_of(text: str) -> tuple[str, ...]:
    """Return what ``text`` is made of: pairs of Chinese characters, and Latin words."""
    parts: list[str] = []
    for run in _WORD.findall(unicodedata.normalize("NFKC", text).lower()):
        for piece in re.findall(r"[a-z0-9]+|[^a-z0-9]+", run):
            if piece[0].isascii():
                parts.append(piece)
            else:
                parts.extend(piece[i : i + 2] for i in range(max(len(piece) - 1, 1)))
    return tuple(parts)


def overlap(text: str, other: str) -> Fraction:
    """Return the share of what ``text`` is made of that stands in ``other`` as well."""
    own, others = measures_of(text), set(measures_of(other))
    return Fraction(sum(part in others for part in own), len(own)) if own else Fraction(0)


def length_of(text: str) -> int:
    """Return how much ``text`` says: Chinese characters and Latin words, counted."""
    plain = unicodedata.normalize("NFKC", text)
    return len(re.findall(r"[a-zA-Z0-9][a-zA-Z0-9.%]*|[^\W\d_a-zA-Z]", plain))


def _frozen(lexicon: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in lexicon.values())


def _hits(text: str, lists: tuple[tuple[str, ...], ...]) -> Iterable[Hit]:
    pattern = _pattern(lists)
    if pattern is None:
        return
    position = 0
    while (found := pattern.search(text, position)) is not None:
        yield Hit(found.group(), found.start(), found.end())
        position = found.start() + 1


@lru_cache(maxsize=64)
def _pattern(lists: tuple[tuple[str, ...], ...]) -> re.Pattern[str] | None:
    """Return one pattern for all words of ``lists``, the longest first."""
    parts = []
    for word in sorted(set(chain.from_iterable(lists)), key=lambda word: (-len(word), word)):
        stem = re.escape(word.removesuffix("*"))
        if not word[:1].isascii():
            parts.append(stem)
        elif word.endswith("*"):
            parts.append(rf"(?<![A-Za-z]){stem}[A-Za-z]*")
        else:
            parts.append(rf"(?<![A-Za-z]){stem}(?![A-Za-z])")
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
