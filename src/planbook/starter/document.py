"""The document that ``planbook new`` writes: made from a kind's schema, with comments that explain.

Required fields are filled in, with ``TODO`` where only a human knows; the document is a draft until
its writer takes that line away. Optional fields stand as lines that begin with ``#`` and are taken
into use by removing it.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from jsonschema import Draft202012Validator
from wcwidth import wcswidth

from planbook.language import Text, words_in

Schema = Mapping[str, Any]

# Explained once, in planbook's own documentation, and rarely the first thing that one writes.
_LEFT_OUT: Final = frozenset({"audience", "tags", "links", "notes", "extra"})
_LAST_DAYS: Final = frozenset({"by", "due", "end", "until"})
_WIDTH: Final = 96
_PLAIN: Final = re.compile(r"[^\W\d_][^\n:#\[\]{},&*!|>'\"%@`]*|\d[\w.:-]*")
_RESERVED: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "~"})


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known before a document is filled in.

    ``filled`` holds the values of fields of the document itself, by name. ``period`` is the
    current quarter and ``until`` its last day; ``today`` is what other dates begin with.
    ``known`` has an id of the project for each kind or vocabulary that references may name.
    """

    filled: Mapping[str, object]
    language: str
    today: date
    period: str
    until: date
    known: Mapping[str, str] = field(default_factory=dict)


class _GuessedWord(str):
    """A word that only holds the place of a better one, marked so in the document."""

    __slots__ = ()


class _GuessedNumber(int):
    """A number that only holds the place of a better one."""

    __slots__ = ()


def new_document(schema: Schema, blank: Blank) -> str:
    """Return the text of a new document of the kind that ``schema`` (with its $defs) describes."""
    values = _placeholders(schema, blank)
    writer = _Writer(schema, blank)
    heading = [
        *_comment(_described(schema, blank.language), ""),
        *_comment(words_in(_HOW_TO_READ, (blank.language, "en")), ""),
    ]
    lines = [*heading, "", *writer.mapping(schema, values, "")]
    if "body" in schema.get("properties", {}):
        return "\n".join(["---", *lines, "---", "", "TODO", ""])
    return "\n".join([*lines, ""])


_HOW_TO_READ: Final[Text] = {
    "en": "Replace every TODO. A line that begins with # and a field's name is optional: remove "
    "the # to use it. Remove `state: draft` when the document is ready to be seen.",
    "zh": "请替换每一处 TODO。以 # 紧接字段名开头的行可写可不写：去掉 # 就能使用。写好之后删掉 "
    "`state: draft`，别人才看得到。",
}


def _placeholders(schema: Schema, blank: Blank) -> dict[str, Any]:
    # What else is required can depend on what was filled in (the type of a measure), so the
    # schema is asked again until it misses nothing.
    values = _required_values(schema, schema, blank)
    values.update({"state": "draft", **blank.filled})
    validator = Draft202012Validator(schema)
    for _ in range(20):
        missing = [
            (list(error.absolute_path), name)
            for error in validator.iter_errors(values)
            if error.validator == "required"
            for name in error.validator_value
            if name not in error.instance
        ]
        if not missing:
            break
        for path, name in missing:
            below, described = _descend(schema, values, path)
            if name not in below:
                below[name] = _placeholder(
                    schema, _resolved(schema, described["properties"][name]), name, blank
                )
    return values


def _descend(schema: Schema, values: Any, path: list[Any]) -> tuple[dict[str, Any], Schema]:
    described = schema
    for step in path:
        values = values[step]
        below = described["items"] if isinstance(step, int) else described["properties"][step]
        described = _resolved(schema, below)
    return values, described


def _required_values(root: Schema, schema: Schema, blank: Blank) -> dict[str, Any]:
    return {
        name: _placeholder(root, _resolved(root, schema["properties"][name]), name, blank)
        for name in schema.get("required", ())
    }


def _placeholder(root: Schema, schema: Schema, name: str, blank: Blank) -> Any:
    """Return what stands for a value until its writer knows better."""
    types = schema.get("type", "string")
    first = types if isinstance(types, str) else types[0]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema.get("default", schema["enum"][0])
    if first == "object":
        return _required_values(root, schema, blank)
    if first == "array":
        element = _resolved(root, schema.get("items", {}))
        return [_placeholder(root, element, name, blank)]
    if first in ("number", "integer"):
        return _GuessedNumber(_number(schema, name))
    if first == "boolean":
        return False
    return _word(schema, name, blank)


def _number(schema: Schema, name: str) -> int:
    if name in ("target", "max"):
        return min(100, int(schema.get("maximum", 100)))
    return max(int(schema.get("minimum", 0)), int(schema.get("exclusiveMinimum", -1)) + 1)


def _word(schema: Schema, name: str, blank: Blank) -> str:
    match schema.get("x-type"):
        case "date":
            return (blank.until if name in _LAST_DAYS else blank.today).isoformat()
        case "datetime":
            return f"{blank.today.isoformat()}T09:00"
        case "period":
            return blank.period
        case "url":
            return "https://example.com/"
        case "currency":
            return "CNY" if blank.language == "zh" else "EUR"
        case "reference":
            known = (blank.known[kind] for kind in schema["x-ref"] if kind in blank.known)
            return _GuessedWord(next(known, "todo"))
        case "id":
            return _GuessedWord("todo")
    return "TODO"


def _resolved(root: Schema, schema: Schema) -> Schema:
    """Return ``schema`` with the shared part that it refers to; ``x-type`` is that part's name."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    name = reference.rpartition("/")[2]
    shared = _resolved(root, root["$defs"][name])
    return {**shared, "x-type": name, **schema}


@dataclass(frozen=True, slots=True)
class _Writer:
    root: Schema
    blank: Blank

    def mapping(self, schema: Schema, values: Mapping[str, Any], indent: str) -> Iterator[str]:
        """Yield the lines of a mapping: what it holds, and what it might."""
        required = [name for name in schema["properties"] if name in values]
        for name in required:
            yield from self._property(schema, name, values[name], indent, used=True)
        top = indent == ""
        for name, below in schema["properties"].items():
            if name in values or name == "body" or (top and name in _LEFT_OUT):
                continue
            sample = _placeholder(self.root, _resolved(self.root, below), name, self.blank)
            if sample != {}:
                yield from self._property(schema, name, sample, indent, used=False)

    def _property(
        self, schema: Schema, name: str, value: Any, indent: str, *, used: bool
    ) -> Iterator[str]:
        described = _resolved(self.root, schema["properties"][name])
        if indent == "" and name not in ("id", "kind"):
            yield ""
        if name != "kind":
            yield from _comment(_described(described, self.blank.language), indent)
            yield from self._options(described, indent)
        if used and isinstance(value, dict) and "properties" in described:
            yield f"{indent}{name}:"
            yield from self.mapping(described, value, f"{indent}  ")
            return
        mark = "" if used else "#"
        todo = "   # TODO" if used and _is_guessed(value) else ""
        for line in _written(name, value):
            ended = "" if line.endswith(":") else todo
            yield f"{mark}{indent}{line}{ended}"

    def _options(self, described: Schema, indent: str) -> Iterator[str]:
        options = described.get("enum", ())
        words = described.get("enumDescriptions", ())
        translated = described.get("x-words", {}).get(self.blank.language, {})
        words = translated.get("enumDescriptions", words)
        for position, option in enumerate(options):
            explained = f": {words[position]}" if position < len(words) else ""
            yield f"{indent}#   {option}{explained}"


def _described(schema: Schema, language: str) -> str:
    words = {**schema, **schema.get("x-words", {}).get(language, {})}
    colon = "：" if language == "zh" else ": "
    return f"{words.get('title', '')}{colon}{words.get('description', '')}"


def _comment(words: str, indent: str) -> Iterator[str]:
    width = _WIDTH - len(indent) - 2
    for line in _wrapped(words, width):
        yield f"{indent}# {line}"


def _wrapped(words: str, width: int) -> list[str]:
    # textwrap counts characters and breaks at spaces: Chinese has neither.
    if wcswidth(words) == len(words):
        return textwrap.wrap(words, width)
    lines, line = [], ""
    for piece in re.findall(r"`[^`]*` ?|[\x21-\x7e]+\s*|.", words):
        if line and wcswidth(line + piece) > width and piece not in "，。；：、）”":
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _written(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{name}:"
        for element in value:
            for position, (key, below) in enumerate(element.items()):
                yield f"  {'- ' if position == 0 else '  '}{key}: {_flow(below)}"
    elif isinstance(value, dict):
        yield f"{name}:"
        for key, below in value.items():
            yield from (f"  {line}" for line in _written(key, below))
    else:
        yield f"{name}: {_flow(value)}"


def _is_guessed(value: Any) -> bool:
    if isinstance(value, list | dict):
        below = value.values() if isinstance(value, dict) else value
        return any(_is_guessed(each) for each in below)
    return isinstance(value, _GuessedWord | _GuessedNumber)


def _flow(value: Any) -> str:
    """Return ``value`` as YAML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_flow(element) for element in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(below)}" for key, below in value.items()) + "}"
    text = str(value)
    if not isinstance(value, str):
        return text
    plain = _PLAIN.fullmatch(text) and text == text.strip()
    if plain and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)
