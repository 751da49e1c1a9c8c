"""From JSON text to values, strictly, with what is wrong in words and with its place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from planbook.diagnostics.span import Span
from planbook.language import Text
from planbook.reading.lines import Lines

# Strings are stepped over; what is left is a number, or a word that JSON does not have.
_TOKENS: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?P<word>-?Infinity|NaN)|(?P<number>-?[0-9][0-9.eE+-]*)', re.DOTALL
)
_ESCAPES: Final = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|.)", re.DOTALL)
_LONGEST: Final = 60

_PROBLEMS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "Expecting property name enclosed in double quotes": {
            "en": "a name in double quotes belongs here",
            "zh": "这里应是双引号括起的名称",
        },
        "Illegal trailing comma before end of object": {
            "en": "no comma may stand before `}`",
            "zh": "`}` 之前不能有逗号",
        },
        "Illegal trailing comma before end of array": {
            "en": "no comma may stand before `]`",
            "zh": "`]` 之前不能有逗号",
        },
        "Expecting ':' delimiter": {"en": "a colon belongs here", "zh": "这里应是冒号"},
        "Expecting ',' delimiter": {
            "en": "a comma or a closing bracket belongs here",
            "zh": "这里应是逗号或右括号",
        },
        "Expecting value": {"en": "a value belongs here", "zh": "这里应有一个值"},
        "Extra data": {"en": "something follows after the end", "zh": "结尾之后还有内容"},
        "Unterminated string starting at": {
            "en": "the text that begins here is never closed",
            "zh": "从这里开始的文字没有闭合的引号",
        },
        "Invalid control character at": {
            "en": "a line end or another control character stands in a text",
            "zh": "文字里有换行或其他控制字符",
        },
        "Invalid \\escape": {
            "en": "the backslash here begins nothing that JSON knows",
            "zh": "这里的反斜杠后面不是 JSON 认识的写法",
        },
        "Invalid \\uXXXX escape": {
            "en": "four digits from 0 to 9 and a to f belong after `\\u`",
            "zh": "`\\u` 之后应是四位十六进制数字",
        },
    }
)


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """What keeps a text from being read as JSON, and where."""

    problem: Text
    span: Span
    is_value: bool = False  # whether it is a value that is wrong, not a comma or a quote


class _RepeatedKeyError(ValueError):
    """A name stands twice in one object."""


def read_json(text: str) -> tuple[Any, JsonProblem | None]:
    """Return the value that ``text`` holds, or None with what is wrong with it.

    A name may stand once in an object; numbers are finite, and every character is whole.
    """
    try:
        value = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        known = _PROBLEMS.get(error.msg, {"en": error.msg.lower(), "zh": error.msg.lower()})
        return None, JsonProblem(known, _span(text, error.pos, error.pos + 1))
    except RecursionError:
        return None, JsonProblem(
            {"en": "it is nested too deeply", "zh": "嵌套太深"}, _span(text, 0, 1)
        )
    except _RepeatedKeyError as error:
        name = str(error)
        place = text.rfind(json.dumps(name, ensure_ascii=False))
        return None, JsonProblem(
            {"en": f"“{name}” stands there twice", "zh": f"“{name}”写了两次"},
            _span(text, max(place, 0), max(place, 0) + len(name) + 2),
        )
    except ValueError:  # a whole number of thousands of digits
        return None, _no_number(text) or JsonProblem(_TOO_LARGE, _span(text, 0, 1))
    problem = _no_number(text) or _half_character(text)
    return (None, problem) if problem is not None else (value, None)


_TOO_LARGE: Final[Text] = {
    "en": "a number is larger than can be computed with",
    "zh": "有数字超出了可计算的范围",
}


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _RepeatedKeyError(name)
        found[name] = value
    return found


def _no_number(text: str) -> JsonProblem | None:
    """Return the first number of ``text`` that is none, or is too large."""
    for found in _TOKENS.finditer(text):
        written = found[0]
        if found["word"]:
            problem: Text = {
                "en": f"`{written}` is no number in JSON",
                "zh": f"JSON 里没有 `{written}` 这样的数字",
            }
            return JsonProblem(problem, _span(text, *found.span()), is_value=True)
        if found["number"] and (len(written) > _LONGEST or "e" in written.lower()):
            try:
                is_finite = math.isfinite(float(written))
            except ValueError:
                continue
            if not is_finite or len(written) > 4 * _LONGEST:
                return JsonProblem(_TOO_LARGE, _span(text, *found.span()), is_value=True)
    return None


def _half_character(text: str) -> JsonProblem | None:
    """Return the first half of a character that stands without the other."""
    high: re.Match[str] | None = None
    for found in _ESCAPES.finditer(text):
        code = int(found["code"] or "0", 16)
        follows = high is not None and high.end() == found.start()
        if high is not None and not (follows and 0xDC00 <= code <= 0xDFFF):
            return _half(text, high)
        if high is None and 0xDC00 <= code <= 0xDFFF:
            return _half(text, found)
        high = found if 0xD800 <= code <= 0xDBFF else None
    return _half(text, high) if high is not None else None


def _half(text: str, found: re.Match[str]) -> JsonProblem:
    written = found[0]
    return JsonProblem(
        {
            "en": f"`{written}` is half of a character; write the character itself",
            "zh": f"`{written}` 只是半个字符，请直接写出该字符",
        },
        _span(text, *found.span()),
        is_value=True,
    )


def _span(text: str, start: int, end: int) -> Span:
    return Lines(text).span(min(start, len(text)), min(max(end, start + 1), len(text) + 1))
