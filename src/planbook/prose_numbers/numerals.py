"""Numbers as people write them: digits, words, 万 and 亿, K and M; compound ones are one number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

import msgspec
from msgspec.structs import replace

from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Span
from planbook.prose_numbers.wordlists import listed

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
_ENGLISH = Pattern(
    r"(?<![a-z])(?:(?P<half>half an? |(?:an? )?half[ -](?=million|billion))"
    r"|(?P<article>(?:(?<=under )|(?<=below )|(?<=within )|(?<=than )|(?<=down to ))an?"
    r"(?= (?:second|minute|hour|day|week|month)(?![a-z])))"
    r"|an? (?=hundred|dozen|thousand|million|billion))?"
    rf"(?P<words>(?:(?:{_ENGLISH_WORD})(?![a-z])"
    rf"(?:[ -](?:and )?(?=(?:{_ENGLISH_WORD})(?![a-z]))| point (?=(?:{_ENGLISH_WORD})(?![a-z]))"
    r"| and a half(?![a-z])(?: (?=hundred|thousand|million|billion))?|))+)?"
)
_DIGITS = Pattern(
    r"(?<![0-9a-z.])(?<![0-9],)"
    r"(?:[0-9]{1,3}(?P<mark>[,_'])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])"
    r"|[0-9]{1,3}(?: [0-9]{3})* 000(?![0-9,.])|[0-9]{1,15})(?:\.[0-9]{1,6})?"
)
_MULTIPLIER = Pattern(
    r" ?(?P<chinese>[十百千万][多余]?亿|亿|[十百千][多余]?万|万|千(?!克|米|瓦|卡)|百(?!分))"
    r"|[ -]?(?P<word>hundred|dozen|thousand|million|billion|trillion|lakh|crore|mln|mio|mil|bn|mm)"
    r"(?![a-z])"
    r"|(?P<letter>mn|k|w|m|b)(?![a-z0-9/'&])"
)
_CHINESE = Pattern(
    rf"(?<![0-9数几])(?<![数几][十百千])(?<![数几][十百千]万){CHINESE_NUMERAL}{{1,18}}+(?!几)"
    rf"(?:点[{CHINESE_DIGITS}]{{1,6}}[十百千万亿]{{0,3}})?"
)
_MINUS = Pattern(r"(?:^|[^0-9a-z.,)）%\x00-])(?:-(?:[a-z]{0,3}[$¥€£]|[a-z]{3} ?)?|[$¥€£]-)$")
_SOME_MORE = Pattern(r" ?[多余](?=[个家名位人台套件单笔场次条户款])")
_LAST_DIGIT = Pattern(r"[1-9](?![0-9.,%亿万千百十])")


class Number(msgspec.Struct, frozen=True):
    """A number and where it is written.

    ``step`` is the value of its last digit's place. ``minus`` tells that a minus sign stands
    before it; ``value`` is without it, for a dash may also be a dash.
    """

    span: Span
    value: Decimal
    written: Written
    scale: Decimal = Decimal(1)  # what a word or letter behind the digits multiplied them by
    letter: str = ""  # the letter that did: 10k, 5m
    step: Decimal = Decimal(1)
    minus: bool = False


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of normalised ``text`` from left to right, those in words included.

    1亿2000万 and 3万5 are one number each. A numeral that is part of a word (一定, 统一) is yielded
    as well: what follows a number decides whether it counts anything.
    """
    found = [*_with_digits(text), *_in_chinese(text), *_in_english(text)]
    apart: list[Number] = []
    for number in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not apart or number.span.start >= apart[-1].span.end:
            apart.append(number)
    for number in _joined(apart, text):
        before = text[max(0, number.span.start - 8) : number.span.start]
        yield replace(number, minus=True) if _MINUS.search(before) else number


def _joined(numbers: list[Number], text: str) -> Iterator[Number]:
    """Yield numbers, of which 1亿2000万, 1亿两千万, 3万5千 and 3万5 are one each."""
    previous: Number | None = None
    for number in numbers:
        if previous is not None and _continues(previous, number, text):
            value, step = number.value, number.step
            if number.scale == 1 and _LAST_DIGIT.fullmatch(number.span.of(text)):
                value, step = value * previous.step / 10, previous.step / 10
            previous = replace(
                previous,
                span=Span(previous.span.start, number.span.end),
                value=previous.value + value,
                step=step,
            )
            continue
        if previous is not None:
            yield previous
        previous = number
    if previous is not None:
        yield previous


def _continues(first: Number, second: Number, text: str) -> bool:
    between = text[first.span.end : second.span.start]
    if between not in ("", " ") or text[first.span.end - 1] not in "亿万千":
        return False
    if between and second.scale == 1:
        return False  # 1 亿 2,000 万 is one number, 3 万 5 are two
    if second.written == "digits" and second.scale == 1:
        # 3万5 is 35 000; 3万50 is nothing that anybody writes.
        return first.written == "digits" and bool(_LAST_DIGIT.match(text, second.span.start))
    return second.value < first.step * 10


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
            digit = digit or _VALUES[letter]  # 五六百 is at least 500
            if _VALUES[letter] == 0:
                last = 10
        elif letter in _PLACES:
            section += (digit or (1 if section == 0 or letter == "十" else 0)) * _PLACES[letter]
            last, digit = _PLACES[letter], 0
        elif letter == "亿":  # multiplies all before it: 一万亿
            total = (total + section + digit or 1) * 10**8
            last, section, digit = 10**8, 0, 0
        else:  # 万 multiplies what stands since 亿: 一亿两千万
            total += (section + digit or 1) * 10**4
            last, section, digit = 10**4, 0, 0
    return total + section + digit * (last // 10 if last > 10 else 1)


def _with_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        digits = re.sub("[,_' ]" if match[0].count(".") < 2 else "[.]", "", match[0])
        value = Decimal(digits)
        end, letter, scale = match.end(), "", Decimal(1)
        multiplier = _MULTIPLIER.match(text, end)
        if multiplier is not None:
            written = multiplier["chinese"] or multiplier["word"] or multiplier["letter"]
            scale = Decimal(_MULTIPLIERS[re.sub("[多余]", "", written)])
            value *= scale
            end, letter = multiplier.end(), multiplier["letter"] or ""
            end = _with_tail(text, end)
        else:
            more = _SOME_MORE.match(text, end)
            end = more.end() if more is not None else end
        step = scale.scaleb(-len(digits.partition(".")[2]))
        yield Number(Span(match.start(), end), value, "digits", scale, letter, step)


def _with_tail(text: str, end: int) -> int:
    # 5千万, 3百多万: the places that still follow were taken; here only "多" and "余" are passed.
    return end + 1 if text[end : end + 1] in ("多", "余") and end < len(text) else end


def _in_chinese(text: str) -> Iterator[Number]:
    for match in _CHINESE.finditer(text):
        value = chinese_value(match[0])
        if value is not None:
            yield Number(Span(*match.span()), value, "chinese", step=_chinese_step(match[0]))


def _chinese_step(written: str) -> Decimal:
    whole, _, decimals = written.partition("点")
    places = len(re.sub("[十百千万亿]", "", decimals))
    for letter, value in (("万", 10**4), ("亿", 10**8)):
        if (decimals or whole).endswith(letter):
            return Decimal(value).scaleb(-places)
    return Decimal(1).scaleb(-places)


def _in_english(text: str) -> Iterator[Number]:
    for match in _ENGLISH.finditer(text):
        if match["article"]:
            yield Number(Span(*match.span("article")), Decimal(1), "english")
        if match["words"] is None:
            continue
        value, step = _english_value(match["words"])
        if match["half"]:
            # "half a million" is a number, "half an hour" and "half a dozen things" as well.
            value, step = value / 2, step / 10
        end = match.start() + len(match[0].rstrip(" -"))
        yield Number(Span(match.start(), end), value, "english", step=step)


def _english_value(written: str) -> tuple[Decimal, Decimal]:
    """Return the value of an English numeral, and that of its last digit's place."""
    total = section = Fraction(0)
    decimals, step = 0, Decimal(1)
    words = re.split(r"[ -]", written.strip().replace("and a half", "half"))
    for word in words:
        if word in ("and", "a", ""):
            continue
        if word == "point":
            decimals = 1
        elif word == "half":
            section += Fraction(1, 2)
        elif word in _ENGLISH_SMALL:
            section += Fraction(_ENGLISH_SMALL[word], 10**decimals)
            decimals += decimals > 0
            step = Decimal(1)
        elif _ENGLISH_PLACES[word] < 1000:
            section = (section or Fraction(1)) * _ENGLISH_PLACES[word]
        else:
            total += (section or Fraction(1)) * _ENGLISH_PLACES[word]
            section, decimals = Fraction(0), 0
            step = Decimal(_ENGLISH_PLACES[word])
    value = total + section
    return Decimal(value.numerator) / Decimal(value.denominator), step
