"""The words of mistakes: what a place is called, what belongs there, what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import msgspec

from planbook.colours import read_colour
from planbook.diagnostics.suggestions import did_you_mean
from planbook.language import Text
from planbook.reading.corrections import (
    advise_date,
    advise_datetime,
    advise_period,
    read_boolean,
    read_dates,
    read_datetimes,
    read_number,
    read_period,
    suggest_id,
)
from planbook.reading.language_tags import tag_meant

Path: TypeAlias = tuple[str | int, ...]
"""The names and positions that lead from a document to one of its values."""


def label_of(path: Path) -> Text:
    """Return what the value at ``path`` is called in a sentence."""
    if not path:
        return {"en": "the document", "zh": "文档"}
    *above, last = path
    if isinstance(last, int):
        name = next((step for step in reversed(above) if isinstance(step, str)), "")
        return {"en": f"entry {last + 1} of `{name}`", "zh": f"`{name}` 的第 {last + 1} 项"}
    return {"en": f"`{shortened(last)}`", "zh": f"`{shortened(last)}` "}


def shortened(written: str) -> str:
    """Return ``written``, cut after 60 characters."""
    return written if len(written) <= 60 else f"{written[:57]}…"


def as_yaml(value: Any) -> str:
    """Return ``value`` as it may be written in YAML, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(as_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k}: {as_yaml(v)}' for k, v in value.items())}}}"
    return str(value)


def as_entry(text: str) -> str:
    """Return ``text`` as one entry of a list in brackets; empty where that would be too long."""
    if len(text) > _LONGEST_ENTRY or "\n" in text:
        return ""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


_LONGEST_ENTRY: Final = 60
# What reads as the same text without quotes, also between brackets.
_PLAIN: Final = re.compile(
    r"(?!true$|false$|null$|[-+.0-9])[^\s\[\]{},:#&*!|>'\"%@`?~=<-][^\[\]{},:#]*(?<!\s)"
)


def hundredth(written: str) -> str:
    """Return a hundredth of the number ``written``, as a decimal fraction."""
    text = f"{float(written) / 100:.10f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def character_words(character: str) -> Text:
    """Return what a character that cannot be shown is called."""
    number = f"U+{ord(character):04X}"
    name = _CHARACTER_NAMES.get(character)
    shown = f"{name} ({number})" if name else number
    return {"en": shown, "zh": shown}


_CHARACTER_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"\0": "NUL", "\a": "BEL", "\b": "BS", "\v": "VT", "\f": "FF", "\x1b": "ESC", "\x7f": "DEL"}
)


def found_words(value: Any) -> Text:
    """Return what stands there, as the object of a sentence."""
    if isinstance(value, bool):
        word = "true" if value else "false"
        return {"en": f"`{word}`", "zh": f"`{word}`"}
    if isinstance(value, int | float):
        return {"en": f"the number `{value}`", "zh": f"数字 `{value}`"}
    if isinstance(value, str):
        return {"en": f"the text `{shortened(value)}`", "zh": f"文字 `{shortened(value)}`"}
    if isinstance(value, list):
        return {"en": "a list", "zh": "列表"}
    if isinstance(value, dict):
        return {"en": "a mapping of names to values", "zh": "带字段名的一组值"}
    return {"en": "empty", "zh": "空值"}


def size_words(value: str | list[Any] | dict[str, Any]) -> Text:
    """Return how long ``value`` is."""
    count = len(value)
    if isinstance(value, str):
        return {"en": f"{count} characters long", "zh": f" {count} 个字符"}
    return {
        "en": f"{count} {'entry' if count == 1 else 'entries'} long",
        "zh": f" {count} 项",
    }


def size_limit(value: str | list[Any] | dict[str, Any], keyword: str, bound: Any) -> Text:
    """Return what the schema says of the length of ``value``: ``keyword`` with ``bound``."""
    most = keyword.startswith("max")
    if isinstance(value, dict) and keyword == "maxProperties" and bound == 1:
        names = {
            "en": " or ".join(f"`{n}`" for n in value),
            "zh": "、".join(f"`{n}`" for n in value),
        }
        return {"en": f"keep only one of {names['en']}", "zh": f"请只保留其中一个：{names['zh']}"}
    return {
        "en": f"at {'most' if most else 'least'} {bound} may stand here"
        if most
        else f"at least {bound} are needed",
        "zh": f"最多 {bound}" if most else f"至少 {bound}",
    }


def limit_words(schema: Mapping[str, Any], keyword: str, bound: Any) -> Text:
    """Return what the schema says of the size of a number: ``keyword`` with ``bound``."""
    low, high = schema.get("minimum"), schema.get("maximum")
    if keyword in ("minimum", "maximum") and low is not None and high is not None:
        return {"en": f"it must lie between {low} and {high}", "zh": f"应在 {low} 到 {high} 之间"}
    words: Mapping[str, Text] = {
        "minimum": {"en": f"it must be at least {bound}", "zh": f"不得小于 {bound}"},
        "maximum": {"en": f"it must be at most {bound}", "zh": f"不得大于 {bound}"},
        "exclusiveMinimum": {"en": f"it must be more than {bound}", "zh": f"必须大于 {bound}"},
        "exclusiveMaximum": {"en": f"it must be less than {bound}", "zh": f"必须小于 {bound}"},
        "multipleOf": {"en": f"it must be a multiple of {bound}", "zh": f"必须是 {bound} 的倍数"},
    }
    return words[keyword]


class Advice(msgspec.Struct, frozen=True):
    """What to write in the place of a value: in words, and each value that the words propose."""

    words: Text
    writes: tuple[str, ...] = ()


def advise(type_: Any, value: str) -> Advice:
    """Return how a value of ``type_`` is written, ``value`` put right; no words if unknown."""
    if type_ == "done" and (meant := read_boolean(value)) is not None:
        return Advice({"en": f"write `{meant}`", "zh": f"请写成 `{meant}`"}, (meant,))
    if type_ in ("date", "done"):
        return Advice(advise_date(value), read_dates(value))
    if type_ == "datetime":
        return Advice(advise_datetime(value), read_datetimes(value))
    if type_ == "moment":
        return Advice(advise_date(value.replace("T", " ").partition(" ")[0]))
    if type_ == "period":
        period = read_period(value)
        return Advice(advise_period(value), (period,) if period is not None else ())
    if type_ == "id":
        return _advise_id(value)
    if type_ == "currency":
        return _advise_currency(value)
    if type_ == "colour":
        colour = read_colour(value)
        return Advice(
            {
                "en": f'write `"{colour}"`, in quotes',
                "zh": f'请写成 `"{colour}"`，带引号',
            }
            if colour
            else {
                "en": 'six digits 0-9 and a-f behind a #, in quotes, as in `"#0b5c66"`',
                "zh": '# 后面六位 0-9、a-f，带引号，例如 `"#0b5c66"`',
            },
            (colour,) if colour else (),
        )
    if type_ == "url":
        return Advice(
            {
                "en": "write an address that begins with https:// or mailto:, or the path of a "
                "file",
                "zh": "请写 https:// 或 mailto: 开头的地址，或文件路径",
            }
        )
    if type_ == "language":
        tag = tag_meant(value)
        if tag is not None:
            return Advice(did_you_mean(tag), (tag,))
        return Advice({"en": "as in zh, en or pt-BR", "zh": "例如 zh、en 或 pt-BR"})
    return Advice({})


def number_advice(schema: Mapping[str, Any]) -> Text:
    """Return how a number is written that ``schema`` lets stand."""
    least, most = schema.get("minimum", 0), schema.get("maximum")
    if schema.get("type") == "integer" or most is not None:
        example = str(max(least, 4 if most is None else min(most, 4)))
        return {"en": f"write digits alone, as in {example}", "zh": f"请只写数字，例如 {example}"}
    return {
        "en": "write digits alone, as in 5000000 or 0.7",
        "zh": "请只写数字，例如 5000000 或 0.7",
    }


ID_FORM: Final[Text] = {
    "en": "small letters a–z, digits and single hyphens, as in `wang-li` or `east-q3`",
    "zh": "只用小写字母 a–z、数字和单个连字符，例如 `wang-li`、`east-q3`",
}


def _advise_id(value: str) -> Advice:
    # A theme is named by its folder in `themes/`, without the path.
    fixed = suggest_id(value.strip("/").removeprefix("themes/"), "")[:100].strip("-")
    if not fixed:
        return Advice(ID_FORM)
    return Advice(
        {
            "en": f"small letters a–z, digits and single hyphens, as in `{fixed}`",
            "zh": f"只用小写字母 a–z、数字和单个连字符，例如 `{fixed}`",
        },
        (fixed,),
    )


def _advise_currency(value: str) -> Advice:
    reading = read_number(f"1{value}")
    if reading is not None and re.fullmatch("[A-Z]{3}", reading.unit):
        return Advice(
            {
                "en": f"three capital letters: write `{reading.unit}`",
                "zh": f"三个大写字母：请写成 `{reading.unit}`",
            },
            (reading.unit,),
        )
    return Advice({"en": "three capital letters, as in CNY", "zh": "三个大写字母，例如 CNY"})


NO_NUMBER: Final[Text] = {
    "en": "that is no number that can be computed with",
    "zh": "这不是可以计算的数字",
}
TOO_LARGE: Final[Text] = {
    "en": "that is larger than can be computed with",
    "zh": "超出了可计算的范围",
}
REFERENCE: Final[Text] = {"en": "an id", "zh": "标识（id）"}
MAPPING_ADVICE: Final[Text] = {
    "en": "write `name: value` lines below it, further in",
    "zh": "请在下面缩进，每行写一个 `字段: 值`",
}
SHARE_ADVICE: Final[Text] = {
    "en": "write a number from 0 to 1, such as 0.7 for 70 %",
    "zh": "请写 0 到 1 之间的数字，例如 0.7 表示 70%",
}
LIST_ADVICE: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "advice": {
            "en": "begin each entry with `- ` on a line of its own below the name",
            "zh": "请在字段名之下每项另起一行，以 `- ` 开头",
        }
    }
)
BOOLEAN_ADVICE: Final[Mapping[str, Any]] = MappingProxyType(
    {"advice": {"en": "write `true` or `false`", "zh": "请写 `true` 或 `false`"}}
)

EXPECTED_TYPES: Final[Mapping[frozenset[str], Text]] = MappingProxyType(
    {
        frozenset({"string", "object"}): {"en": "text", "zh": "文字"},
        frozenset({"number", "boolean"}): {
            "en": "a number, or true or false",
            "zh": "数字，或 true / false",
        },
        frozenset({"boolean", "string"}): {
            "en": "a date, or true or false",
            "zh": "日期，或 true / false",
        },
        frozenset({"string"}): {"en": "text", "zh": "文字"},
        frozenset({"integer"}): {"en": "a whole number", "zh": "整数"},
        frozenset({"number"}): {"en": "a number", "zh": "数字"},
        frozenset({"boolean"}): {"en": "true or false", "zh": "true 或 false"},
        frozenset({"array"}): {"en": "a list", "zh": "列表"},
        frozenset({"object"}): {"en": "a mapping of names to values", "zh": "带字段名的一组值"},
        frozenset({"null"}): {"en": "empty", "zh": "空值"},
    }
)
TYPES_OF_FIELD: Final[Mapping[str, set[str]]] = MappingProxyType(
    {
        "text": {"string"},
        "string": {"string"},
        "date": {"string"},
        "datetime": {"string"},
        "period": {"string"},
        "reference": {"string"},
        "number": {"number"},
        "integer": {"integer"},
        "boolean": {"boolean"},
        "scalar": {"number", "boolean"},
        "done": {"boolean", "string"},
        "list": {"array"},
        "mapping": {"object"},
        "free": {"string"},
    }
)
EXPECTED_FORMS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "id": REFERENCE,
        "language": {"en": "a language tag", "zh": "语言代码"},
        "text": {"en": "text", "zh": "文字"},
        "markdown": {"en": "text", "zh": "文字"},
        "string": {"en": "text", "zh": "文字"},
        "url": {"en": "a link", "zh": "链接"},
        "date": {"en": "a date", "zh": "日期"},
        "done": {"en": "a date, or true or false", "zh": "日期，或 true / false"},
        "datetime": {"en": "a day and a time", "zh": "日期和时间"},
        "moment": {"en": "a day, or a day and a time", "zh": "日期，或日期和时间"},
        "period": {"en": "a period", "zh": "周期"},
        "currency": {"en": "a currency", "zh": "货币代码"},
        "colour": {"en": "a colour", "zh": "颜色"},
        "reference": REFERENCE,
    }
)
PROPERTY_FORMS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "email": {"en": "an e-mail address", "zh": "邮箱地址"},
        "base_url": {"en": "a web address", "zh": "网址"},
        "timezone": {"en": "a time zone", "zh": "时区"},
        "recurs": {"en": "a way to recur", "zh": "重复方式"},
    }
)
OTHER_FORM: Final[Text] = {"en": "of the form that is described for it", "zh": "说明中的格式"}
