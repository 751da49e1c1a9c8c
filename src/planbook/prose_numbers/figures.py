"""Figures and facts in sentences, Chinese and English: ``760 万元``, ``CNY 7.6M``, ``三成``.

This reads titles and reasons that people wrote beside a measured goal, to compare the two. Dates,
years, quarters and ordinals are not figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

import msgspec

from planbook.prose_numbers.amounts import Amount, find_amounts
from planbook.prose_numbers.moments import Calendar
from planbook.prose_numbers.script import normalise
from planbook.prose_numbers.times import find_moments
from planbook.prose_numbers.traps import without_traps

_LARGE: Final = 1000
_NEAR: Final = Decimal("0.05")
"""How far a figure in thousands or more may lie from what it stands for, however it is rounded."""

FigureUnit = Literal["%", "currency", "times", "count", ""]


class Figure(msgspec.Struct, frozen=True):
    """One figure of a text: its value with 万, 亿, K or M applied, and how exactly it is written.

    ``step`` is the value of its last digit's place. A figure that is not ``firm`` may be none at
    all: ``one`` in English, a bare ``2026``. ``start`` is where in the text it begins. ``value``
    has no sign; ``below_zero`` says whether a minus, or a word such as 亏损 or loss, admits one.
    """

    value: Decimal
    unit: FigureUnit
    text: str
    step: Decimal
    start: int
    firm: bool = True
    below_zero: bool = False

    def is_amount(self, amount: Decimal) -> bool:
        """Return whether ``amount``, rounded as this figure is, is this figure, sign and all."""
        return self.means(amount) and (amount >= 0 or self.below_zero)

    def means(self, amount: Decimal) -> bool:
        """Return whether ``amount``, rounded as this figure is, is this figure, its sign apart.

        A large round figure is no licence to be far off: 1亿 is not 1.2亿.
        """
        allowed = self.step / 2
        if self.step >= _LARGE:
            allowed = min(allowed, self.value * _NEAR)
        return abs(abs(amount) - self.value) <= allowed


_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FACT_IN_TIME: Final = re.compile(
    rf"\b{_MONTH}\b|(?:19|20)\d{{2}}|[一二三四五六七八九十\d]+\s?月|Q[1-4]\b|[一二三四]季度",
    re.IGNORECASE,
)


_BELOW_ZERO: Final = re.compile(
    r"亏|负(?![责荷担])|赤字|缺口|\b(?:loss(?:es)?|deficit|negative|minus|shortfall|below zero)\b",
    re.IGNORECASE,
)
# Which day it is matters to no figure.
_SOME_DAY: Final = Calendar(date(2000, 1, 1))
_READ: Final = 4000


@lru_cache(maxsize=1024)
def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in their order, those that may be none included."""
    read = text[:_READ]
    plain = normalise(read)
    cleared = without_traps(plain, read, find_moments(plain, _SOME_DAY))
    amounts = find_amounts(cleared, read)
    return tuple(figure for amount in amounts for figure in _figures_of(amount, read))


def _figures_of(amount: Amount, text: str) -> Iterator[Figure]:
    """Yield the figure that ``amount`` is; of a range, both ends."""
    if amount.number == "chinese" and amount.unit is None and amount.step < 1000:
        return  # 统一, 一定
    values = (amount.value,) if amount.upper is None else (amount.value, amount.upper)
    words = amount.span.of(text).strip()
    in_brackets = text[: amount.span.start].rstrip().endswith(("(", "（")) and text[
        amount.span.end :
    ].lstrip().startswith((")", "）"))
    for value in values:
        yield Figure(
            abs(value),
            _unit_of(amount),
            f"-{words}" if amount.minus and not words.startswith("-") else words,
            amount.step,
            amount.span.start,
            firm=_is_firm(amount),
            below_zero=amount.minus or in_brackets or _BELOW_ZERO.search(text) is not None,
        )


def _unit_of(amount: Amount) -> FigureUnit:
    if amount.kind in ("percent", "points"):
        return "%"
    if amount.kind == "money":
        return "currency"
    if amount.unit in ("x", "times"):
        return "times"
    return "count" if amount.unit is not None else ""


def _is_firm(amount: Amount) -> bool:
    if amount.unit in ("months", "years"):
        return False
    if amount.number in ("chinese", "english"):
        return amount.step >= 1000 or amount.kind in ("percent", "points", "money")
    bare = amount.unit is None and amount.scale == 1
    return not (bare and 1900 <= amount.value < 2100 and amount.value == int(amount.value))


def has_figure(text: str) -> bool:
    """Return whether ``text`` holds a figure that is certainly one."""
    return any(figure.firm for figure in figures_in(text))


def find_fact(text: str) -> str:
    """Return the clause of ``text`` that holds a number or a date, or the empty string."""
    starts = [figure.start for figure in figures_in(text) if figure.firm or figure.value != 1]
    starts += [found.start() for found in _FACT_IN_TIME.finditer(text)]
    return clause_at(text, min(starts)) if starts else ""


def clause_at(text: str, position: int) -> str:
    """Return the clause of ``text`` around ``position``, without its full stop."""
    ends = [found.start() for found in re.finditer(r"[，。；;！？!?\n]|[,.](?=\s|$)", text)]
    start = max((end + 1 for end in ends if end < position), default=0)
    stop = min((end for end in ends if end >= position), default=len(text))
    return text[start:stop].strip()
