"""The sentences of the rubric as plain text: words filled in, lists, amounts; in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.document import Key
from planbook.quantities import (
    Amount,
    Count,
    Day,
    Share,
    as_decimal,
    exact,
    in_ten_thousands,
    plain,
    rounded,
)
from planbook.scoring.results import Chain, Filled, RubricSentence

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
LONGEST: Final = 100
"""How many columns of an author's own words are quoted in a sentence; Chinese takes two each."""

_UNITS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "count": {"zh": "", "en": ""},
        "points": {"zh": " 分", "en": " points"},
        "x": {"zh": " 倍", "en": " times"},
        "%": {"zh": "%", "en": "%"},
        "CNY": {"en": " CNY"},
        "weeks": {"zh": " 周", "en": " weeks"},
        "days": {"zh": " 天", "en": " days"},
        "hours": {"zh": " 小时", "en": " hours"},
        "months": {"zh": " 个月", "en": " months"},
    }
)


def spell(sentence: RubricSentence) -> dict[str, str]:
    """Return ``sentence`` with its words in braces filled in, in each of its languages.

    This is for messages, files and other programs: days and numbers stand as in documents. Pages
    have formats of their own.
    """
    return {
        language: _filled(template, language, sentence.filling) if "{" in template else template
        for language, template in sentence.words.items()
    }


def _filled(template: str, language: str, filling: Mapping[str, Filled]) -> str:
    pieces = list(pieces_of(template))
    for position in range(1, len(pieces), 2):
        value = filling.get(pieces[position])
        pieces[position] = f"{{{pieces[position]}}}" if value is None else _written(value, language)
    return "".join(pieces)


def _written(value: Filled, language: str) -> str:
    match value:
        case str():
            return value
        case Key():
            return value.id
        case tuple():
            comma = "、" if language == "zh" else ", "
            return comma.join(_written(one, language) for one in value)
        case Chain(links):
            return " → ".join(_written(one, language) for one in links)
        case RubricSentence(words, filling):
            return _filled(in_language(words, language), language, filling)
        case Amount(amount, unit):
            return _amount(as_decimal(exact(amount)), unit, language)
        case Share(share):
            return f"{plain(rounded(share * 100, 1))}%"
        case Count(count):
            return str(count)
        case Day(day):
            return day.isoformat()
    return in_language(value, language)


# A rubric has some hundred sentences, which are filled in for every goal.
@lru_cache(maxsize=1024)
def pieces_of(template: str) -> tuple[str, ...]:
    """Return the words of ``template`` and its names in braces, in turn."""
    return tuple(PLACEHOLDER.split(template))


def in_language(text: Text, language: str) -> str:
    """Return the words of ``text`` in ``language``, else in English, else in its own first one."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def quoted(text: Text) -> Text:
    """Return an author's words on one line, cut where they are long, without the full stop."""
    return {language: _shortened(words) for language, words in text.items()}


def _amount(number: Decimal, unit: str, language: str) -> str:
    """Return ``number`` with its thousands set apart, and its unit; Chinese counts money in 万."""
    if unit == "CNY" and language == "zh":
        figure, scale = in_ten_thousands(number)
        return f"{_digits(figure)} {scale}元"
    ending = _UNITS.get(unit, {"en": f" {unit}"} if unit else {"en": ""})
    return f"{_digits(number)}{in_language(ending, language)}"


def _digits(number: Decimal) -> str:
    digits = plain(number)
    whole, point, fraction = digits.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole not in ("-0",) else digits


def _shortened(words: str) -> str:
    line = " ".join(words.split()).rstrip("。.；; ")
    if len(line) * 2 <= LONGEST:
        return line
    columns = 0
    for position, character in enumerate(line):
        columns += 1 if character.isascii() else 2
        if columns > LONGEST:
            return f"{line[:position].rstrip()}…"
    return line
