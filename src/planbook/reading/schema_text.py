"""A project's schema file as text: read as JSON, or refused at the place that keeps it from that.

What JSON itself forbids or leaves open (a key written twice, NaN, half a character) is refused,
and so is what nothing can be computed with.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from planbook.diagnostics.span import Span
from planbook.language import Text
from planbook.reading.lines import Lines

MOST_NESTED: Final = 100
"""How deep brackets and braces may be nested in a schema: a goal's has eleven levels."""

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)
_MOST_DIGITS: Final = 15
_HALF_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")


class Unreadable(msgspec.Struct, frozen=True):
    """Why a text is no schema, and where."""

    problem: Text
    span: Span


def read_schema_text(text: str) -> object | Unreadable:
    """Return the JSON value that ``text`` says, or why it says none."""
    try:
        # Numbers stay text here: those that are too large are reported below.
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        return Unreadable(_in_words(error), span)
    except RecursionError:
        pass  # The brackets are counted below.
    refused = next(_refused_places(text), None)
    if refused is not None:
        problem, start, end = refused
        return Unreadable(problem, Lines(text).span(start, end))
    value: object = json.loads(text)
    return value


class _Open(msgspec.Struct):
    """A bracket that is open: the names so far, and whether one comes next, in an object."""

    is_object: bool
    names: set[str] = msgspec.field(default_factory=set)
    expects_name: bool = True


def _refused_places(text: str) -> Iterator[tuple[Text, int, int]]:
    """Yield what is refused in ``text``, which is JSON otherwise, with its start and end."""
    around: list[_Open] = []
    for token in _TOKEN.finditer(text):
        word, start, end = token[0], token.start(), token.end()
        if word in "{[":
            around.append(_Open(word == "{"))
            if len(around) > MOST_NESTED:
                yield _TOO_DEEP, start, end
                return
        elif word in "}]":
            around.pop()
        elif word in ",:":
            around[-1].expects_name = word == ","
        elif word[0] == '"':
            said = str(json.loads(word, strict=False))
            if _HALF_CHARACTER.search(said) is not None:
                yield _HALF, start, end
            inner = around[-1] if around else _Open(is_object=False)
            if inner.is_object and inner.expects_name:
                if said in inner.names:
                    yield _twice(said), start, end
                inner.names.add(said)
        elif not _is_countable(word):
            yield _no_number(word), start, end


def _is_countable(word: str) -> bool:
    if word in ("true", "false", "null"):
        return True
    if word in ("NaN", "Infinity", "-Infinity"):
        return False
    digits = word.lstrip("-").partition("e")[0].partition("E")[0].replace(".", "")
    return len(digits.strip("0")) <= _MOST_DIGITS and math.isfinite(float(word))


def _in_words(error: json.JSONDecodeError) -> Text:
    for begun, words in _SYNTAX.items():
        if error.msg.startswith(begun):
            return words
    return {"en": error.msg.lower(), "zh": "语法有误"}


def _twice(name: str) -> Text:
    shown = name if len(name) <= 60 else f"{name[:59]}…"
    return {
        "en": f"`{shown}` is written twice in the same braces",
        "zh": f"同一对花括号里写了两次 `{shown}`",
    }


def _no_number(word: str) -> Text:
    shown = word if len(word) <= 30 else f"{word[:29]}…"
    return {
        "en": f"`{shown}` is not a number that planbook can compute with",
        "zh": f"`{shown}` 不是可以计算的数字",
    }


_TOO_DEEP: Final[Text] = {
    "en": f"it is nested more than {MOST_NESTED} levels deep",
    "zh": f"嵌套超过 {MOST_NESTED} 层",
}
_HALF: Final[Text] = {
    "en": "this text holds half a character (a `\\u` escape between D800 and DFFF without its "
    "partner)",
    "zh": "这段文字里有半个字符（`\\u` 转义在 D800–DFFF 之间，且没有成对）",
}
_SYNTAX: Final[Mapping[str, Text]] = {
    "Expecting ',' delimiter": {
        "en": "a comma or a closing bracket is missing here",
        "zh": "这里缺少逗号或右括号",
    },
    "Expecting ':' delimiter": {"en": "a colon is missing here", "zh": "这里缺少冒号"},
    "Expecting property name": {
        "en": "a name in double quotes belongs here (and no comma after the last one)",
        "zh": "这里应是双引号括起的名称（最后一项后面不加逗号）",
    },
    "Illegal trailing comma": {
        "en": "there is a comma after the last entry",
        "zh": "最后一项后面多了逗号",
    },
    "Expecting value": {"en": "a value is missing here", "zh": "这里缺少一个值"},
    "Extra data": {
        "en": "something follows after the end of the schema",
        "zh": "schema 结束之后还有内容",
    },
    "Unterminated string": {"en": "the closing quote is missing", "zh": "缺少右引号"},
    "Invalid control character": {
        "en": "a text ends on the line that it begins on: write a line end as `\\n`",
        "zh": "文字不能跨行：换行请写成 `\\n`",
    },
    "Invalid \\escape": {
        "en": "a backslash is written twice in JSON: `\\\\d`",
        "zh": "JSON 里的反斜杠要写两个：`\\\\d`",
    },
}
