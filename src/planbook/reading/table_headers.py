"""Which column of a table is which: by the words that name it, in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from planbook.spreadsheets.header_units import size_at_end

_IN_BRACKETS: Final = re.compile(r"\s*[(\[【]([^()\[\]【】]{1,20})[)\]】]\s*$")


class Headers(msgspec.Struct, frozen=True):
    """The words that may name one column.

    One of ``own`` names it certainly. One of ``usual`` does where no other header of the table is
    such a word too: a table with 姓名 and 客户 has to say whose figures they are.
    """

    own: tuple[str, ...]
    usual: frozenset[str] = frozenset()


class Found(msgspec.Struct, frozen=True):
    """Where the columns of a table stand, by their names, and which are missing.

    ``twice`` are columns that several headers certainly name, ``several`` those for which several
    might do; with the positions of these headers.
    """

    positions: dict[str, int]
    missing: tuple[str, ...]
    twice: dict[str, tuple[int, ...]]
    several: dict[str, tuple[int, ...]]


def find_columns(cells: Sequence[str], columns: dict[str, Headers]) -> Found:
    """Return which of ``cells``, the headers of a table, names which of ``columns``."""
    words = [_spellings(cell) for cell in cells]
    positions: dict[str, int] = {}
    twice: dict[str, tuple[int, ...]] = {}
    several: dict[str, tuple[int, ...]] = {}
    for name, headers in columns.items():
        for own in headers.own:
            found = tuple(at for at, spelt in enumerate(words) if fold_header(own) in spelt)
            exact = tuple(at for at in found if fold_header(own) == words[at][0]) or found
            if exact:
                positions[name] = exact[0]
                if len(exact) > 1:
                    twice[name] = exact
                break
    taken = set(positions.values())
    for name, headers in columns.items():
        if name in positions:
            continue
        found = tuple(
            at
            for at, spelt in enumerate(words)
            if at not in taken and not headers.usual.isdisjoint(spelt)
        )
        if len(found) == 1:
            positions[name] = found[0]
        elif found:
            several[name] = found
    missing = tuple(name for name in columns if name not in positions)
    return Found(positions, missing, twice, several)


def unit_in_header(header: str) -> str:
    """Return the unit at the end of ``header``: 万元 of 金额（万元）, k€ of Sales in k€."""
    match = _IN_BRACKETS.search(unicodedata.normalize("NFKC", header))
    return match[1].strip() if match is not None else size_at_end(header)[1]


# The underscore, and what pasting brings along without a width: U+200B and its like.
_UNSEEN: Final = re.compile("[_\u200b-\u200f\u2060\ufeff\u00ad]")


def fold_header(header: str) -> str:
    """Return ``header`` without the differences that do not matter: width, case, spaces."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return _UNSEEN.sub("", "".join(plain.split()))


def _spellings(header: str) -> tuple[str, ...]:
    """Return a header folded, and again without a unit at its end."""
    short = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", header))
    short = size_at_end(short)[0]
    return tuple(dict.fromkeys((fold_header(header), fold_header(short))))


def usual(words: str) -> frozenset[str]:
    """Return the headers in ``words``, one a line or between commas, folded."""
    listed = words.replace("\n", ",").split(",")
    return frozenset(fold_header(word) for word in listed if word.strip())


def names_months(cells: Collection[str], is_month: Collection[bool]) -> bool:
    """Return whether headers are months, one a column, as in a table that is read across."""
    named = sum(1 for cell in cells if _MONTH_NAME.fullmatch(fold_header(cell)))
    return max(named, sum(is_month)) > 2


_MONTH_NAME: Final = re.compile(
    r"(?:[1-9]|1[0-2]|[一二三四五六七八九十]|十[一二])月(?:份)?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
    r"|q[1-4]|第?[一二三四1-4]季度"
)
