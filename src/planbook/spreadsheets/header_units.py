"""Thousands and millions that the header of a column promises: ``Amount (k€)``, ``Sales in TEUR``.

A figure under such a header is a thousandth of what is meant; nothing in its cell says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.prose_numbers.single import read_single_number
from planbook.prose_numbers.units import CURRENCY_WORDS

_SIZES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "thousand": r"thousands?|1[,. ']?000s?|'?000'?s?|tsd\.?|tausend|th",
        "million": r"millions?|mln|mio\.?|millionen|1[,. ']?000[,. ']?000s?",
        "billion": r"billions?|bn|mrd\.?|milliarden",
    }
)
# One letter says a size only beside a currency: m alone may be metres.
_LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"thousand": "k|t", "million": "m|mm|mn", "billion": "b"}
)
_FACTORS: Final[Mapping[str, int]] = MappingProxyType(
    {"thousand": 10**3, "million": 10**6, "billion": 10**9}
)
_CURRENCIES: Final = frozenset(CURRENCY_WORDS.values())
_MONEY: Final = r"(?P<money>(?-i:[A-Z]{3})|US\$|[€$£¥]|euros?|dollars?)"


def _sizes(words: Mapping[str, str], *more: Mapping[str, str]) -> str:
    return "|".join(
        f"(?P<{size}>{'|'.join(table[size] for table in (words, *more))})" for size in words
    )


_FORMS: Final = tuple(
    re.compile(rf"(?:in )?(?:{form})", re.IGNORECASE)
    for form in (
        rf"{_MONEY} ?(?:in )?(?:{_sizes(_SIZES, _LETTERS)})",
        rf"(?:{_sizes(_SIZES, _LETTERS)}) ?(?:of )?{_MONEY}",
        rf"{_sizes(_SIZES)}|(?P<k>k)",
        _MONEY,
    )
)
# Without brackets a size is told by the word before it, or by the currency beside it.
_AT_END: Final = re.compile(r"^(?P<words>.*?\S)(?:,? +in +| *[,/|] *| +- +)(?P<unit>\S.*)$")


class HeaderUnit(msgspec.Struct, frozen=True):
    """What the cells below a header are multiplied with, and the currency that it names."""

    factor: Decimal
    unit: str = ""


def read_header_unit(words: str) -> HeaderUnit | None:
    """Return the size that ``words`` such as ``k€``, ``EUR thousands`` and ``'000`` stand for."""
    text = _plain(words)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        size = next((size for size in _FACTORS if parts.get(size)), "")
        factor = _FACTORS[size] if size else 1000 if parts.get("k") else 1
        money = read_single_number(f"5 {parts['money']}") if parts.get("money") else None
        # Three capital letters may be a word of the house: ACT is what was reached.
        if factor > 1 or money is None or money.unit in _CURRENCIES:
            return HeaderUnit(Decimal(factor), money.unit if money is not None else "")
    return None


def size_at_end(header: str) -> tuple[str, str]:
    """Return ``header`` without the size at its end, and that; as it is, where there is none."""
    found = _AT_END.match(_plain(header))
    if found is None or read_header_unit(found["unit"]) is None:
        return header, ""
    return found["words"], found["unit"]


def _plain(words: str) -> str:
    normal = unicodedata.normalize("NFKC", words).replace("’", "'")
    return " ".join(normal.split())
