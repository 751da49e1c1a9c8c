"""The document that ``planbook new`` writes: made from a kind's schema, with comments that explain.

What is known is filled in. What only the writer knows is left empty and marked ``TODO``: the
document is a draft until its line ``state: draft`` goes, and then every blank is found. Optional
fields stand as lines that begin with ``#`` and are taken into use by removing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from planbook.language import Text, words_in
from planbook.reading.violations import SchemaValidator
from planbook.wrapping import wrap_words

Schema = Mapping[str, Any]

# Every kind has them, and they are rarely the first thing that one writes: they come last.
_RARE: Final = frozenset({"audience", "tags", "links", "notes", "extra"})
# Days on which something is written down: as a rule, that of writing.
_OF_TODAY: Final = frozenset({"date", "opened"})
_WIDTH: Final = 96
_PLAIN: Final = re.compile(r"[^\W\d_][^\n:#\[\]{},&*!|>'\"%@`]*|\d[\w.:-]*")
_RESERVED: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "~"})


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known before a document is filled in.

    ``filled`` holds the values of fields of the document, by name; ``questions`` what to ask where
    a field is left empty, by JSON pointer. ``today`` is the day of writing. A ``short`` document
    leaves the optional fields out.
    """

    filled: Mapping[str, Any]
    language: str
    today: date
    currency: str | None = None
    questions: Mapping[str, str] = field(default_factory=dict)
    short: bool = False


class _GuessedWord(str):
    """A word that only holds the place of a better one: the document leaves it empty."""

    __slots__ = ()


class _GuessedNumber(int):
    """A number that only holds the place of a better one."""

    __slots__ = ()


def new_document(schema: Schema, blank: Blank) -> str:
    """Return the text of a new document of the kind that ``schema`` (with its $defs) describes."""
    values = _placeholders(schema, blank)
    writer = _Writer(schema, blank)
    how_to_read = _HOW_TO_READ_SHORT if blank.short else _HOW_TO_READ
    heading = [
        *_comment(_described(schema, blank.language), ""),
        *_comment(words_in(how_to_read, (blank.language, "en")), ""),
    ]
    lines = [line.rstrip() for line in (*heading, "", *writer.fields(schema, values, "", ""))]
    if "body" in schema.get("properties", {}):
        return "\n".join(["---", *lines, "---", "", "TODO", ""])
    return "\n".join([*lines, ""])


_HOW_TO_READ: Final[Text] = {
    "en": "Fill in every line marked TODO. What stands behind a # at the very beginning of a line "
    "is optional: remove this # to use it, from all lines that belong together. Remove "
    "`state: draft` when the document is ready to be seen.",
    "zh": "请填写每一处标了 TODO 的内容。行首 # 后面的字段可写可不写：去掉行首的 # 就能使用，"
    "属于它的几行要一起去掉。写好之后删掉 `state: draft`，别人才看得到。",
}
_HOW_TO_READ_SHORT: Final[Text] = {
    "en": "Fill in every line marked TODO, and remove `state: draft` when the document is ready to "
    "be seen.",
    "zh": "请填写每一处标了 TODO 的内容；写好之后删掉 `state: draft`，别人才看得到。",
}


def _placeholders(schema: Schema, blank: Blank) -> dict[str, Any]:
    # What else is required can depend on what was filled in (the type of a measure), so the
    # schema is asked again until it misses nothing.
    values = _merged(_required_values(schema, schema, blank), {"state": "draft", **blank.filled})
    validator = SchemaValidator(schema)
    for _ in range(20):
        missing = [
            (list(violation.path), name)
            for violation in validator.find_violations(json.loads(json.dumps(values)))
            if violation.keyword == "required"
            for name in violation.names
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


def _merged(guessed: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``known``, with what is ``guessed`` where it says nothing."""
    below = {
        name: _merged(value, known[name])
        for name, value in guessed.items()
        if isinstance(value, Mapping) and isinstance(known.get(name), Mapping)
    }
    return {**guessed, **known, **below}


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
    first = _first_type(schema)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["default"] if "default" in schema else _GuessedWord(schema["enum"][0])
    if schema.get("x-short", "[]") != "[]":
        # Inside another field there is no room for its parts: the short form says enough.
        return _GuessedWord("TODO")
    if first == "object":
        return _required_values(root, schema, blank)
    if first == "array":
        element = _resolved(root, schema.get("items", {}))
        return [_placeholder(root, element, name, blank)]
    if first in ("number", "integer"):
        return _GuessedNumber(_number(schema, name))
    if first == "boolean":
        return _GuessedNumber(0)
    return _word(schema, name, blank)


def _first_type(schema: Schema) -> str:
    """Return the type that a value of several is written in first."""
    types = schema.get("type", "string")
    return str(types if isinstance(types, str) else types[0])


def _number(schema: Schema, name: str) -> int:
    if name in ("target", "max"):
        return min(100, int(schema.get("maximum", 100)))
    return max(int(schema.get("minimum", 0)), int(schema.get("exclusiveMinimum", -1)) + 1)


def _word(schema: Schema, name: str, blank: Blank) -> str:
    match schema.get("x-type"):
        case "date" if name in _OF_TODAY:
            return blank.today.isoformat()
        case "date" | "done":
            return _GuessedWord(blank.today.isoformat())
        case "datetime" | "moment":
            return _GuessedWord(f"{blank.today.isoformat()}T09:00")
        case "period":
            return _GuessedWord(str(blank.today.year))
        case "url":
            return _GuessedWord("https://example.com/")
        case "currency":
            return blank.currency or _GuessedWord("EUR")
        case "reference" | "id":
            return _GuessedWord("todo")
    return _GuessedWord(schema["examples"][0] if "examples" in schema else "TODO")


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

    def fields(
        self, schema: Schema, values: Mapping[str, Any], indent: str, pointer: str
    ) -> Iterator[str]:
        """Yield the lines of a mapping in use: what it holds, and what it might."""
        properties = schema["properties"]
        for name in properties:
            if name in values:
                yield from self._explained(properties, name, indent)
                yield from self._used(properties, name, values[name], indent, f"{pointer}/{name}")
        if self.blank.short:
            return
        unused = (name for name in properties if name not in values and name != "body")
        for name in sorted(unused, key=_RARE.__contains__):
            yield from self._explained(properties, name, indent)
            yield from (f"#{line}" for line in self._unused(properties, name, indent))

    def _explained(self, properties: Schema, name: str, indent: str) -> Iterator[str]:
        described = _resolved(self.root, properties[name])
        if indent == "" and name not in ("id", "kind"):
            yield ""
        if indent == "" and name == "kind":
            return
        yield from _comment(_described(described, self.blank.language), indent)
        options = described.get("enum", ())
        translated = described.get("x-words", {}).get(self.blank.language, {})
        words = translated.get("enumDescriptions", described.get("enumDescriptions", ()))
        for position, option in enumerate(options):
            meaning = f"{self._colon}{words[position]}" if position < len(words) else ""
            yield f"{indent}# - {option}{meaning}"

    @property
    def _colon(self) -> str:
        return "：" if self.blank.language == "zh" else ": "

    def _used(
        self, properties: Schema, name: str, value: Any, indent: str, pointer: str
    ) -> Iterator[str]:
        described = _resolved(self.root, properties[name])
        element = _resolved(self.root, described.get("items", {}))
        if isinstance(value, Mapping) and "properties" in described:
            yield f"{indent}{name}:"
            yield from self.fields(described, value, f"{indent}  ", pointer)
        elif isinstance(value, list) and "properties" in element and _are_mappings(value):
            yield f"{indent}{name}:"
            for at, below in enumerate(value):
                lines = self.fields(element, below, f"{indent}    ", f"{pointer}/{at}")
                yield from _dashed(lines, indent)
        elif _is_guessed(value):
            question = self.blank.questions.get(pointer)
            yield f"{indent}{name}:   # TODO{f': {question}' if question else ''}"
        else:
            yield f"{indent}{name}: {_flow(value)}"

    def _unused(self, properties: Schema, name: str, indent: str) -> Iterator[str]:
        described = _resolved(self.root, properties[name])
        element = _resolved(self.root, described.get("items", {}))
        if "properties" in described and _first_type(described) == "object":
            yield f"{indent}{name}:"
            yield from self._samples(described, f"{indent}  ")
        elif "properties" in element:
            yield f"{indent}{name}:"
            yield from _dashed(self._samples(element, f"{indent}    "), indent)
        else:
            yield f"{indent}{name}: {_flow(_sample(self.root, described, name, self.blank))}"

    def _samples(self, schema: Schema, indent: str) -> Iterator[str]:
        """Yield the lines of a mapping that is not in use: each field explained, none opened."""
        properties = schema["properties"]
        for name in properties:
            yield from self._explained(properties, name, indent)
            below = _resolved(self.root, properties[name])
            yield f"{indent}{name}: {_flow(_sample(self.root, below, name, self.blank))}"


def _sample(root: Schema, schema: Schema, name: str, blank: Blank) -> Any:
    value = _placeholder(root, schema, name, blank)
    if value == {}:
        return {
            below: _placeholder(root, _resolved(root, described), below, blank)
            for below, described in schema.get("properties", {}).items()
        }
    return value


def _dashed(lines: Iterable[str], indent: str) -> Iterator[str]:
    """Yield ``lines``, of which the first that is no comment begins an element of a list.

    Comments above it stand as far left as its dash.
    """
    begun = False
    for line in lines:
        if begun:
            yield line
        elif line.lstrip().startswith("#"):
            yield line.removeprefix("  ")
        else:
            begun = True
            yield f"{indent}  - {line.lstrip()}"


def _described(schema: Schema, language: str) -> str:
    words = {**schema, **schema.get("x-words", {}).get(language, {})}
    colon = "：" if language == "zh" else ": "
    return f"{words.get('title', '')}{colon}{words.get('description', '')}"


def _comment(words: str, indent: str) -> Iterator[str]:
    for line in wrap_words(words, _WIDTH - len(indent) - 2):
        yield f"{indent}# {line}"


def _are_mappings(values: list[Any]) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def _is_guessed(value: Any) -> bool:
    if isinstance(value, list):
        return any(_is_guessed(each) for each in value)
    return value is None or isinstance(value, _GuessedWord | _GuessedNumber)


def _flow(value: Any) -> str:
    """Return ``value`` as YAML on one line; a guess is left empty."""
    if _is_guessed(value):
        return ""
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
