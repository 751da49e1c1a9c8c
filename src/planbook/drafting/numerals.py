"""Numbers as people write them: digits, words, 万 and 亿, K and M, fractions, tenths (成)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from planbook.drafting.spans import Span
from planbook.drafting.wordlists import listed

Written = Literal["digits", "chinese", "english"]

CHINESE_DIGITS = "零〇一二两三四五六七八九"
CHINESE_NUMERAL = rf"[{CHINESE_DIGITS}十百千万亿]"

_VALUES: Mapping[str, int] = MappingProxyType(
    dict(zip(CHINESE_DIGITS, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
)
_PLACES: Mapping[str, int] = MappingProxyType({"十": 10, "百": 100, "千": 1000})

_ENGLISH_SMALL: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            listed(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen "
                "fourteen fifteen sixteen seventeen eighteen nineteen"
            )
        )
    }
    | {
        word: 10 * tens
        for tens, word in enumerate(
            listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
        )
    }
)
_ENGLISH_PLACES: Mapping[str, int] = MappingProxyType(
    {
        "hundred": 100,
        "dozen": 12,
        "thousand": 1000,
        "million": 10**6,
        "billion": 10**9,
    }
)

# What may follow digits and multiplies them. A lone m or b counts only right after the digits.
_MULTIPLIERS: Mapping[str, int] = MappingProxyType(
    {
        "万亿": 10**12,
        "千亿": 10**11,
        "百亿": 10**10,
        "十亿": 10**9,
        "亿": 10**8,
        "千万": 10**7,
        "百万": 10**6,
        "十万": 10**5,
        "万": 10**4,
        "千": 1000,
        "百": 100,
        "k": 1000,
        "w": 10**4,
        "mm": 10**6,
        "mn": 10**6,
        "mln": 10**6,
        "mio": 10**6,
        "m": 10**6,
        "bn": 10**9,
        "b": 10**9,
        "hundred": 100,
        "dozen": 12,
        "thousand": 1000,
        "lakh": 10**5,
        "million": 10**6,
        "mil": 10**6,
        "crore": 10**7,
        "billion": 10**9,
        "trillion": 10**12,
    }
)

_ENGLISH_WORD = "|".join(sorted((*_ENGLISH_SMALL, *_ENGLISH_PLACES), key=len, reverse=True))
_ENGLISH = re.compile(
    rf"(?<![a-z])(?:a (?=hundred|dozen|thousand|million|billion|couple of))?"
    rf"(?:(?:{_ENGLISH_WORD})(?![a-z])(?:[ -](?:and )?(?=(?:{_ENGLISH_WORD})(?![a-z]))|))+"
)
_DIGITS = re.compile(
    r"(?<![0-9a-z.])(?<![0-9],)"
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,6})?"
)
_MULTIPLIER = re.compile(
    r" ?(?P<chinese>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!克|米|瓦|卡)|百)"
    r"|[ -]?(?P<word>hundred|dozen|thousand|million|billion|trillion|lakh|crore|mln|mio|mil|bn|mm)"
    r"(?![a-z])"
    r"|(?P<letter>mn|k|w|m|b)(?![a-z0-9/'&])"
)
_CHINESE = re.compile(
    rf"(?<![0-9]){CHINESE_NUMERAL}{{1,18}}(?:点[{CHINESE_DIGITS}]{{1,6}}[十百千万亿]{{0,3}})?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it is written."""

    span: Span
    value: Decimal
    written: Written
    scale: Decimal = Decimal(1)  # what a word or letter behind the digits multiplied them by
    letter: str = ""  # the letter that did: 10k, 5m


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of normalised ``text`` from left to right, those in words included.

    A numeral that is part of a word (一定, 统一) is yielded as well: what follows a number
    decides whether it counts anything.
    """
    found = [*_with_digits(text), *_in_chinese(text), *_in_english(text)]
    end = 0
    for number in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if number.span.start >= end:
            end = number.span.end
            yield number


def chinese_value(written: str) -> Decimal | None:
    """Return the value of a Chinese numeral such as 两千五百 or 二〇二六, or None."""
    whole, _, decimals = written.partition("点")
    tail = re.fullmatch(rf"([{CHINESE_DIGITS}]*)([十百千万亿]*)", decimals)
    if tail is None:
        return None
    value = _chinese_integer(whole)
    if value is None:
        return None
    fraction = "".join(str(_VALUES[digit]) for digit in tail[1])
    total = Decimal(f"{value}.{fraction}") if fraction else Decimal(value)
    for place in tail[2]:
        total *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[place]
    return total


def _chinese_integer(written: str) -> int | None:
    if not written:
        return None
    if all(letter in _VALUES for letter in written):
        return int("".join(str(_VALUES[letter]) for letter in written))
    total = section = digit = 0
    last = 10  # 三万五 is 35000: a last digit without a place takes the next lower one
    for letter in written:
        if letter in _VALUES:
            digit = _VALUES[letter]
            if digit == 0:
                last = 10
        elif letter in _PLACES:
            section += (digit or (1 if section == 0 or letter == "十" else 0)) * _PLACES[letter]
            last, digit = _PLACES[letter], 0
        else:
            big = 10**4 if letter == "万" else 10**8
            total = (total + section + digit or 1) * big
            last, section, digit = big, 0, 0
    return total + section + digit * (last // 10 if last > 10 else 1)


def _with_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        value = Decimal(match[0].replace(",", ""))
        end, letter, scale = match.end(), "", Decimal(1)
        multiplier = _MULTIPLIER.match(text, end)
        if multiplier is not None:
            written = multiplier["chinese"] or multiplier["word"] or multiplier["letter"]
            scale = Decimal(_MULTIPLIERS[written])
            value *= scale
            end, letter = multiplier.end(), multiplier["letter"] or ""
            end = _with_tail(text, end)
        yield Number(Span(match.start(), end), value, "digits", scale, letter)


def _with_tail(text: str, end: int) -> int:
    # 5千万, 3百多万: the places that still follow were taken; here only "多" and "余" are passed.
    return end + 1 if text[end : end + 1] in ("多", "余") and end < len(text) else end


def _in_chinese(text: str) -> Iterator[Number]:
    for match in _CHINESE.finditer(text):
        value = chinese_value(match[0])
        if value is not None:
            yield Number(Span(*match.span()), value, "chinese")


def _in_english(text: str) -> Iterator[Number]:
    for match in _ENGLISH.finditer(text):
        words = [word for word in re.split(r"[ -]", match[0].strip()) if word not in ("and", "a")]
        total = section = Fraction(0)
        for word in words:
            if word in _ENGLISH_SMALL:
                section += _ENGLISH_SMALL[word]
            elif _ENGLISH_PLACES[word] < 1000:
                section = Fraction((section or 1) * _ENGLISH_PLACES[word])
            else:
                total += Fraction((section or 1) * _ENGLISH_PLACES[word])
                section = Fraction(0)
        end = match.start() + len(match[0].rstrip())
        yield Number(Span(match.start(), end), Decimal(int(total + section)), "english")
