"""What a text is found by: the terms of a search, and in which part of the index each stands.

The script of the pages (``themes/default/scripts/search.js``) cuts what somebody types in the same
way; ``tests/unit/views/search_terms.json`` holds the two together.

Chinese, and whatever else is written in signs, is cut into overlapping pairs, so that any two
signs that stand together are found. The last sign of a run is a term by itself: every sign then
begins exactly one term, and a single one is found by what its terms begin with. Words are terms as
they are; where one touches a sign, the two letters there are a pair as well. Of a title every pair
of letters inside a word is a term too, with a mark before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

LONGEST_WORD: Final = 32
INSIDE: Final = "~"
"""Stands before the letters that are inside a word of a title."""

SIGNS: Final = (
    "\u2190-\u2bff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
"""What is written without spaces, and pictures."""
UNSEEN: Final = re.compile(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_PIECE: Final = re.compile(rf"([{SIGNS}]+)|[^\W_{SIGNS}]+")
_PLAIN: Final = re.compile(
    "[\t\n -~\u00b7\u2013-\u2015\u2018-\u201f\u2026\u3001-\u3003\u3008-\u3011\u4e00-\u9fff"
    "\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]*"
)
"""Texts that are written as they are compared, but for capitals: most are."""


class Piece(msgspec.Struct, frozen=True):
    """A run of signs, or a word. ``gap`` is what stands between it and the piece before."""

    text: str
    is_signs: bool
    gap: str = ""


def folded(text: str) -> str:
    """Return ``text`` as it is compared: without capitals, accents and forms of one letter."""
    if not _PLAIN.fullmatch(text):
        text = UNSEEN.sub("", unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFKC", text)
    return text.lower().replace("ς", "σ")


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the runs of signs and the words of ``text``."""
    text = folded(text)
    end = 0
    for found in _PIECE.finditer(text):
        yield Piece(found[0], found[1] is not None, text[end : found.start()])
        end = found.end()


def terms_of(text: str) -> set[str]:
    """Return the terms of a text."""
    return _terms(tuple(pieces_of(text)))


def title_terms_of(title: str) -> set[str]:
    """Return the terms of a title: those of a text, and the letters inside its words."""
    pieces = tuple(pieces_of(title))
    found = _terms(pieces)
    for piece in pieces:
        if not piece.is_signs:
            found.update(INSIDE + letter for letter in piece.text)
            found.update(INSIDE + one + other for one, other in pairwise(piece.text))
    return found


def _terms(pieces: tuple[Piece, ...]) -> set[str]:
    found: set[str] = set()
    before: Piece | None = None
    for piece in pieces:
        text = piece.text
        if piece.is_signs:
            found.update(map("".join, pairwise(text)))
            found.add(text[-1])
        else:
            found.add(text[:LONGEST_WORD])
        # Some write a space between Chinese and a figure, others none.
        if before is not None and before.is_signs != piece.is_signs and not piece.gap.strip():
            found.add(before.text[-1] + text[0])
        before = piece
    return found


def shard_of(term: str, shards: int) -> int:
    """Return in which of ``shards``, a power of two, a term stands.

    All terms that begin with one sign stand together, and all words with three letters in common.
    """
    head = term[0] if _PIECE_OF_SIGNS.match(term) else term[:3]
    return _hash(head) & (shards - 1)


_PIECE_OF_SIGNS: Final = re.compile(f"[{SIGNS}]")


@lru_cache(maxsize=1 << 16)
def _hash(head: str) -> int:
    # FNV-1a, which a script computes as well; its lowest bits are the weakest.
    value = 2166136261
    for sign in head:
        value = (value ^ ord(sign)) * 16777619 & 0xFFFFFFFF
    return value ^ value >> 15
