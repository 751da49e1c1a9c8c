"""Figures and facts in sentences, Chinese and English: ``760 万元``, ``CNY 7.6M``, ``三成``.

This reads titles and reasons that people wrote beside a measured goal, to compare the two. Dates,
years, quarters and ordinals are not figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

FigureUnit = Literal["%", "currency", "times", "count", ""]


@dataclass(frozen=True, slots=True)
class Written:
    """One figure of a text: its value with 万, 亿, K or M applied, and how exactly it is written.

    ``step`` is the value of its last digit's place. A figure that is not ``firm`` may be none at
    all: ``one`` in English, a bare ``2026``. ``start`` is where in the text it begins.
    """

    value: Decimal
    unit: FigureUnit
    text: str
    step: Decimal
    start: int
    firm: bool = True

    def means(self, amount: Decimal) -> bool:
        """Return whether ``amount``, rounded as this figure is, is this figure."""
        return abs(abs(amount) - self.value) <= self.step / 2


_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# What looks like a figure and tells a time or a place in a list instead.
_NO_FIGURE: Final = re.compile(
    r"(?:19|20)\d{2}[-/.]\d{1,2}(?:[-/.]\d{1,2})?"
    r"|(?:19|20)\d{2}\s?-?\s?[QHW]\d{1,2}|\b[QHW][1-4]\b|\bFY\s?\d{2,4}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\b\d+(?:st|nd|rd|th)\b"
    r"|\d+\s?(?:年|月份?(?!户|台|套)|日|号|季度?|点钟|时\b|周年)"
    r"|第\s?[\d一二三四五六七八九十]+|[一二三四]季度|[上下]半年|[一二三四五六七八九十]+月",
    re.IGNORECASE,
)
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER: Final = re.compile(
    rf"(?P<money>CNY|RMB|USD|EUR|HKD|¥|\$|€|人民币)?\s?(?<![A-Za-z0-9.,_])(?P<number>{_DIGITS})\s?"
    r"(?P<scale>亿|千万|百万|万|千|billion\b|bn\b|million\b|m\b|k\b)?\s?"
    r"(?P<unit>%|个百分点|percentage points?\b|per ?cent\b|pp\b|元|yuan\b|倍|times\b|x\b"
    r"|points?\b|分(?![钟之])|[家名个人户台套间樘周天次条份场款件吨]|weeks?\b|days?\b)?",
    re.IGNORECASE,
)
_SCALES: Final = MappingProxyType(
    {
        "千": Decimal(1000),
        "k": Decimal(1000),
        "万": Decimal(10_000),
        "百万": Decimal(1_000_000),
        "m": Decimal(1_000_000),
        "million": Decimal(1_000_000),
        "千万": Decimal(10_000_000),
        "亿": Decimal(100_000_000),
        "bn": Decimal(1_000_000_000),
        "billion": Decimal(1_000_000_000),
    }
)
_CHINESE: Final = MappingProxyType(
    {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
    | {"六": 6, "七": 7, "八": 8, "九": 9}
)
_PLACES: Final = MappingProxyType({"十": 10, "百": 100, "千": 1000})
_NUMERAL: Final = r"[零一二两三四五六七八九十百千]+"
_CHINESE_FIGURE: Final = re.compile(
    rf"百分之(?P<hundredths>{_NUMERAL}|\d+(?:\.\d+)?)"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?!都|[为立员本果])"
    rf"|(?P<counted>{_NUMERAL})(?P<scale>亿|千万|百万|万)?\s?"
    r"(?P<measure>元|倍|个百分点|[家名个人户台套间樘周天次条份场款件吨])"
)
_WORDS: Final = MappingProxyType(
    {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
    | {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "fifteen": 15}
    | {"sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
    | {"sixty": 60, "eighty": 80, "hundred": 100}
)
_WORD: Final = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_MULTIPLE: Final = re.compile(
    r"(?P<double>翻一?番|翻倍|\bdoubl(?:e|es|ed|ing)\b)|(?P<half>减半|\bhalv(?:e|es|ed|ing)\b)",
    re.IGNORECASE,
)
_FACT_IN_TIME: Final = re.compile(
    rf"\b{_MONTH}\b|(?:19|20)\d{{2}}|[一二三四五六七八九十\d]+\s?月|Q[1-4]\b|[一二三四]季度",
    re.IGNORECASE,
)


def figures_in(text: str) -> tuple[Written, ...]:
    """Return the figures of ``text`` in their order, those that may be none included."""
    plain = _plain(text)
    found = [*_numbers(plain), *_chinese(plain), *_multiples(plain), *_spelt(plain)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def has_figure(text: str) -> bool:
    """Return whether ``text`` holds a figure that is certainly one."""
    return any(figure.firm for figure in figures_in(text))


def find_fact(text: str) -> str:
    """Return the clause of ``text`` that holds a number or a date, or the empty string."""
    plain = _narrow(text)
    starts = [figure.start for figure in figures_in(text) if figure.text.lower() != "one"]
    starts += [found.start() for found in _FACT_IN_TIME.finditer(plain)]
    return clause_at(plain, min(starts)) if starts else ""


def clause_at(text: str, position: int) -> str:
    """Return the clause of ``text`` around ``position``, without its full stop."""
    ends = [found.start() for found in re.finditer(r"[，。；;！？!?\n]|[,.](?=\s|$)", text)]
    start = max((end + 1 for end in ends if end < position), default=0)
    stop = min((end for end in ends if end >= position), default=len(text))
    return text[start:stop].strip()


def _plain(text: str) -> str:
    """Return ``text`` with full-width digits made plain and dates blanked out, in its length."""
    return _NO_FIGURE.sub(lambda found: " " * len(found.group()), _narrow(text))


def _narrow(text: str) -> str:
    """Return ``text`` with full-width letters and digits made plain, each in its place."""
    return "".join(map(_narrow_character, text)) if not text.isascii() else text


def _narrow_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    # Commas and full stops stay: they end a clause in Chinese.
    return plain if plain.isascii() and (plain.isalnum() or plain in "%$") else character


def _numbers(text: str) -> Iterator[Written]:
    for found in _NUMBER.finditer(text):
        digits = found["number"].replace(",", "")
        scale = _SCALES[(found["scale"] or "").lower()] if found["scale"] else Decimal(1)
        written = (found["unit"] or "").lower()
        unit = "currency" if found["money"] else _unit_of(written)
        if written == "个" and re.match(r"\s?(?:月|季度|小时|工作日|星期)", text[found.end() :]):
            continue
        places = len(digits.partition(".")[2])
        a_year = (
            not (found["scale"] or found["unit"] or found["money"] or "," in found["number"])
            and re.fullmatch(r"(?:19|20)\d{2}", digits) is not None
        )
        start = found.start("money") if found["money"] else found.start("number")
        yield Written(
            Decimal(digits) * scale,
            unit,
            text[start : found.end()].strip(),
            scale / 10**places,
            start,
            firm=not a_year,
        )


def _unit_of(written: str) -> FigureUnit:
    if written in ("%", "pp", "个百分点") or written.startswith(("percent", "per cent")):
        return "%"
    if written in ("元", "yuan"):
        return "currency"
    if written in ("倍", "times", "x"):
        return "times"
    return "count" if written else ""


def _chinese(text: str) -> Iterator[Written]:
    for found in _CHINESE_FIGURE.finditer(text):
        shown, start = found.group(), found.start()
        if found["hundredths"]:
            amount = _numeral(found["hundredths"])
            yield Written(amount, "%", shown, Decimal(1), start)
        elif found["tenths"]:
            yield Written(_numeral(found["tenths"]) * 10, "%", shown, Decimal(10), start)
        else:
            scale = _SCALES.get(found["scale"] or "", Decimal(1))
            yield Written(
                _numeral(found["counted"]) * scale,
                _unit_of(found["measure"]),
                shown,
                scale,
                start,
                firm=bool(found["scale"]),
            )


def _numeral(written: str) -> Decimal:
    if written[0].isdecimal():
        return Decimal(written)
    total, digit = 0, 0
    for character in written:
        if character in _PLACES:
            total += max(digit, 1) * _PLACES[character]
            digit = 0
        else:
            digit = _CHINESE[character]
    return Decimal(total + digit)


def _multiples(text: str) -> Iterator[Written]:
    for found in _MULTIPLE.finditer(text):
        amount = Decimal(100) if found["double"] else Decimal(50)
        yield Written(amount, "%", found.group(), Decimal(1), found.start())


def _spelt(text: str) -> Iterator[Written]:
    for found in _WORD.finditer(text):
        number = Decimal(_WORDS[found.group().lower()])
        yield Written(number, "count", found.group(), Decimal(1), found.start(), firm=False)
