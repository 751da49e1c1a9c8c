"""What is wrong with a project's schema as a JSON Schema, in words that its author can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.reading.schema_messages.words import as_yaml, found_words, shortened
from planbook.reading.violations import SchemaViolation

_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object")
_KINDS_OF_VALUE: Final[Mapping[str, Text]] = {
    "object": {
        "en": "a JSON object, in braces, belongs here",
        "zh": "这里应是花括号括起的 JSON 对象",
    },
    "array": {
        "en": "a JSON list, in brackets, belongs here",
        "zh": "这里应是方括号括起的 JSON 列表",
    },
    "string": {"en": "text in quotes belongs here", "zh": "这里应是引号括起的文字"},
    "boolean": {"en": "true or false belongs here", "zh": "这里应是 true 或 false"},
    "number": {"en": "a number belongs here", "zh": "这里应是数字"},
    "integer": {"en": "a whole number belongs here", "zh": "这里应是整数"},
}
NOT_AN_OBJECT: Final = _KINDS_OF_VALUE["object"]
_A_SCHEMA: Final[Text] = {
    "en": "a schema belongs here: a JSON object in braces, or true or false",
    "zh": "这里应是一个 schema：花括号括起的 JSON 对象，或 true、false",
}


def explain_schema_error(violation: SchemaViolation) -> Text:
    """Return what ``violation`` of the schema of all schemas means."""
    value: Any = violation.instance
    wanted: Any = violation.wanted
    path = [str(step) for step in violation.path]
    if "type" in path[-2:] and path[-2:-1] != ["properties"]:
        return _bad_type(value)
    if violation.keyword == "type":
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        said = _KINDS_OF_VALUE[types[0]] if len(types) == 1 else _A_SCHEMA
        found = found_words(value)
        return {
            "en": f"{said['en']}, and {found['en']} stands there",
            "zh": f"{said['zh']}，实际是{found['zh']}",
        }
    if violation.keyword == "exclusiveMinimum":
        return {
            "en": f"`{as_yaml(value)}` is too small: it must be more than {wanted}",
            "zh": f"`{as_yaml(value)}` 太小：必须大于 {wanted}",
        }
    if violation.keyword == "minimum":
        return {
            "en": f"`{as_yaml(value)}` is too small: at least {wanted} is needed",
            "zh": f"`{as_yaml(value)}` 太小：至少应为 {wanted}",
        }
    if violation.keyword == "minItems":
        return {"en": "the list may not be empty", "zh": "列表不能为空"}
    if violation.keyword == "uniqueItems":
        return {"en": "something stands twice in the list", "zh": "列表里有重复的内容"}
    written = shortened(as_yaml(value))
    return {
        "en": f"`{written}` cannot stand here",
        "zh": f"这里不能写 `{written}`",
    }


def _bad_type(value: Any) -> Text:
    written = shortened(as_yaml(value))
    hint = did_you_mean(closest(written, _TYPES))
    return {
        "en": f"`{written}` is no type: {hint['en']}there are {', '.join(_TYPES)}",
        "zh": f"没有 `{written}` 这种类型：{hint['zh']}可用的有 {'、'.join(_TYPES)}",
    }
