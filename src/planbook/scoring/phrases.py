"""Building the sentences of scoring: words filled in, lists, amounts; in every language at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from planbook.language import Text
from planbook.quantities import in_ten_thousands, plain, rounded

Filling: TypeAlias = Mapping[str, Text | str]
"""What the words in braces of a sentence stand for."""

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
_UNIT_NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "count": {"zh": "个数", "en": "numbers"},
        "points": {"zh": "分", "en": "points"},
        "x": {"zh": "倍", "en": "times"},
        "CNY": {"zh": "元", "en": "CNY"},
        "weeks": {"zh": "周", "en": "weeks"},
        "days": {"zh": "天", "en": "days"},
        "hours": {"zh": "小时", "en": "hours"},
        "months": {"zh": "月", "en": "months"},
    }
)


def fill(sentence: Text, filling: Filling) -> dict[str, str]:
    """Return ``sentence`` with its words in braces filled in, in each of its languages."""

    return {
        language: _filled(template, language, filling) if "{" in template else template
        for language, template in sentence.items()
    }


def _filled(template: str, language: str, filling: Filling) -> str:
    pieces = list(_pieces_of(template))
    for position in range(1, len(pieces), 2):
        value = filling.get(pieces[position])
        if value is None:
            pieces[position] = f"{{{pieces[position]}}}"
        else:
            pieces[position] = value if isinstance(value, str) else in_language(value, language)
    return "".join(pieces)


# A rubric has some hundred sentences, which are filled in for every goal.
@lru_cache(maxsize=1024)
def _pieces_of(template: str) -> tuple[str, ...]:
    """Return the words of ``template`` and its names in braces, in turn."""
    return tuple(PLACEHOLDER.split(template))


def in_language(text: Text, language: str) -> str:
    """Return the words of ``text`` in ``language``, else in English, else in its own first one."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def listed(parts: Iterable[Text | str]) -> Text:
    """Return ``parts`` one after the other, with the comma of each language."""
    every = tuple(parts)
    return _joined(every, {"zh": "、"}, ", ")


def chained(parts: Iterable[Text | str]) -> Text:
    """Return ``parts`` with arrows between them."""
    return _joined(tuple(parts), {}, " → ")


def quoted(text: Text) -> Text:
    """Return an author's words on one line, cut where they are long, without the full stop."""
    return {language: _shortened(words) for language, words in text.items()}


def amount(number: Decimal, unit: str = "") -> Text:
    """Return ``number`` with its thousands set apart, and its unit; Chinese counts money in 万."""
    ending = _UNITS.get(unit, {"en": f" {unit}"} if unit else {"en": ""})
    english = f"{_digits(number)}{ending['en']}"
    if unit == "CNY":
        figure, scale = in_ten_thousands(number)
        return {"zh": f"{_digits(figure)} {scale}元", "en": english}
    return {"zh": f"{_digits(number)}{ending.get('zh', ending['en'])}", "en": english}


def _digits(number: Decimal) -> str:
    digits = plain(number)
    whole, point, fraction = digits.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole not in ("-0",) else digits


def unit_name(unit: str) -> Text:
    """Return what a unit is called."""
    return _UNIT_NAMES.get(unit, {"en": unit})


def percent(share: Fraction) -> str:
    """Return ``share`` in per cent, with one decimal where there is one."""
    return f"{plain(rounded(share * 100, 1))}%"


def changed_by(change: str) -> Text:
    """Return the words for a change by a share of what was."""
    return {"zh": f"变化 {change}", "en": f"a change of {change}"}


def of_what_is_left(share: str, ceiling: Text) -> Text:
    """Return the words for a share of the distance to the highest figure there can be."""
    return {
        "zh": f"补上了到 {ceiling['zh']} 差距的 {share}",
        "en": f"{share} of what is left to {ceiling['en']}",
    }


def day(value: date) -> str:
    """Return a day as it is written in documents."""
    return value.isoformat()


def _joined(parts: Sequence[Text | str], commas: Mapping[str, str], comma: str) -> Text:
    languages = dict.fromkeys(
        ("zh", "en", *(tag for part in parts if not isinstance(part, str) for tag in part if tag))
    )
    return {
        language: commas.get(language, comma).join(
            part if isinstance(part, str) else in_language(part, language) for part in parts
        )
        for language in languages
    }


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
