"""A project's own schema merged into a built-in one: added to and narrowed, never loosened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.language import Text
from planbook.reading.schema_references import ANNOTATIONS, VALUE_TYPES, Schema, combine

_AUDIENCES: Final = ("public", "team", "private")
_LOWEST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_HIGHEST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_BY_VALUE: Final = "x-default-audience"
_BRANCHES: Final = ("if", "then", "else")
_HANDLED_APART: Final = ("$schema", "$id", "$defs", *_BRANCHES)
_FIXED: Final = ("$ref", "const", "x-subject", "x-author", "x-markdown", "x-plural", "x-short")


class Loosening(msgspec.Struct, frozen=True):
    """Something in a project's schema that a built-in kind cannot bear: where, and why not."""

    pointer: str
    keyword: str
    problem: Text


Follow = Callable[[str], Schema]


def merge_overlay(
    builtin: Schema, overlay: Schema, follow: Follow
) -> tuple[dict[str, Any], tuple[Loosening, ...]]:
    """Return ``builtin`` with ``overlay`` merged in, and what of it could not be.

    ``follow`` returns what a reference of the built-in schema leads to.
    """
    merging = _Merging(follow, _default_audience(builtin))
    merged = merging.merge(builtin, overlay, "")
    return merged, tuple(merging.loosenings)


class _Merging:
    """One run over two schemas; gathers what does not fit."""

    def __init__(self, follow: Follow, audience: Any) -> None:
        self._follow = follow
        self._audience = audience
        self.loosenings: list[Loosening] = []

    def merge(self, builtin: Schema, overlay: Schema, pointer: str) -> dict[str, Any]:
        if "$ref" in builtin and any(
            keyword in overlay for keyword in ("properties", "items", "required")
        ):
            # Something inside a shared part changes: here it becomes a part of its own.
            reference = builtin["$ref"]
            beside = {name: value for name, value in builtin.items() if name != "$ref"}
            builtin = combine(self._follow(reference), beside)
            # Its type goes by the name that it had, and stays.
            if (name := reference.rpartition("/")[2]) in VALUE_TYPES:
                builtin["x-type"] = name
        # Only what stands behind the reference says what is narrower than it.
        known = builtin
        if "$ref" in builtin:
            beside = {name: value for name, value in builtin.items() if name != "$ref"}
            known = combine(self._follow(builtin["$ref"]), beside)
        merged = dict(builtin)
        for keyword, value in overlay.items():
            self._merge_keyword(merged, known, keyword, value, f"{pointer}/{keyword}")
        if "if" in overlay:
            self._also(merged, {name: overlay[name] for name in _BRANCHES if name in overlay})
        self._pair_descriptions(merged, known, overlay)
        return merged

    def _merge_keyword(
        self, merged: dict[str, Any], known: Schema, keyword: str, value: Any, pointer: str
    ) -> None:
        if keyword in _HANDLED_APART:
            return
        if keyword in (*ANNOTATIONS, _BY_VALUE):
            self._merge_annotation(merged, known, keyword, value, pointer)
        elif keyword == "properties":
            merged["properties"] = self._merge_properties(known, value, pointer)
        elif keyword == "required":
            merged["required"] = list(dict.fromkeys([*known.get("required", ()), *value]))
        elif keyword == "items" and isinstance(known.get("items"), Mapping):
            if isinstance(value, Mapping):
                merged["items"] = self.merge(known["items"], value, pointer)
        elif keyword == "allOf":
            merged["allOf"] = [*merged.get("allOf", ()), *value]
        else:
            problem = _widening(keyword, known, value)
            if problem is not None:
                self.loosenings.append(Loosening(pointer, keyword, problem))
            elif keyword == "x-practices":
                merged[keyword] = list(dict.fromkeys([*known.get(keyword, ()), *value]))
            elif keyword == "additionalProperties" and known.get(keyword) is False:
                merged[keyword] = False
            elif keyword in known and known[keyword] != value and keyword not in _REPLACED:
                self._also(merged, {keyword: value})
            else:
                merged[keyword] = value

    def _merge_annotation(
        self, merged: dict[str, Any], known: Schema, keyword: str, value: Any, pointer: str
    ) -> None:
        if keyword == "default" and pointer == "/properties/audience/default":
            if _rank(value) < _rank(known.get("default")):
                self.loosenings.append(Loosening(pointer, keyword, _WIDER_AUDIENCE))
                return
        elif keyword == _BY_VALUE:
            value = self._merge_audiences(known.get(keyword, {}), value, pointer)
        elif keyword == "x-words" and isinstance(value, Mapping):
            earlier = known.get("x-words", {})
            value = {
                tag: {**earlier.get(tag, {}), **value.get(tag, {})}
                for tag in dict.fromkeys([*earlier, *value])
            }
        merged[keyword] = value

    def _merge_audiences(
        self, known: Mapping[str, Any], overlay: Mapping[str, Any], pointer: str
    ) -> dict[str, Any]:
        """Return the default audiences by value; none may be wider than before."""
        merged = dict(known)
        for value, audience in overlay.items():
            if _rank(audience) < _rank(known.get(value, self._audience)):
                below = f"{pointer}/{escape_pointer(value)}"
                self.loosenings.append(Loosening(below, value, _WIDER_AUDIENCE))
            else:
                merged[value] = audience
        return merged

    def _merge_properties(self, known: Schema, overlay: Any, pointer: str) -> dict[str, Any]:
        properties = dict(known.get("properties", {}))
        for name, part in overlay.items():
            below = f"{pointer}/{escape_pointer(name)}"
            if name not in properties:
                properties[name] = part
                if isinstance(part, Mapping) and _BY_VALUE in part:
                    audiences = self._merge_audiences({}, part[_BY_VALUE], f"{below}/{_BY_VALUE}")
                    properties[name] = {**part, _BY_VALUE: audiences}
            elif part is False:
                self.loosenings.append(Loosening(below, name, _TAKES_AWAY))
            elif isinstance(part, Mapping):
                properties[name] = self.merge(properties[name], part, below)
        return properties

    @staticmethod
    def _also(merged: dict[str, Any], part: Schema) -> None:
        merged["allOf"] = [*merged.get("allOf", ()), dict(part)]

    @staticmethod
    def _pair_descriptions(merged: dict[str, Any], known: Schema, overlay: Schema) -> None:
        # Descriptions of options stand beside them by position: fewer options, fewer of them.
        if "enum" not in overlay or "enum" not in known or "enum" not in merged:
            return
        kept = [known["enum"].index(option) for option in merged["enum"] if option in known["enum"]]

        def pick(descriptions: list[str]) -> list[str]:
            return [descriptions[position] for position in kept if position < len(descriptions)]

        if "enumDescriptions" not in overlay and "enumDescriptions" in known:
            merged["enumDescriptions"] = pick(known["enumDescriptions"])
        if "x-words" not in overlay and "x-words" in known:
            merged["x-words"] = {
                tag: {**words, "enumDescriptions": pick(words["enumDescriptions"])}
                if "enumDescriptions" in words
                else words
                for tag, words in known["x-words"].items()
            }


_REPLACED: Final = frozenset({"type", "enum", "x-audience", "x-ref", *_LOWEST, *_HIGHEST})
_WIDER_AUDIENCE: Final[Text] = {
    "en": "show to more people what is kept from them as a part",
    "zh": "让受限内容被更多人看到",
}
_TAKES_AWAY: Final[Text] = {"en": "take away a property", "zh": "去掉了一个字段"}
_RETYPES: Final[Text] = {"en": "change what a value is, in a property", "zh": "改变了值的含义"}
_LOOSENS: Final[Text] = {"en": "allow more than a property", "zh": "允许的范围比原来更大"}


def _widening(keyword: str, known: Schema, value: Any) -> Text | None:
    """Return why ``value`` cannot stand for ``keyword``, or None where it only narrows."""
    before = known.get(keyword)
    if keyword in _FIXED:
        same = before == value or (keyword == "const" and before is None)
        return None if same else _RETYPES
    if before is None:
        return _RETYPES if keyword == "x-ref" else None
    if keyword == "x-audience":
        return _WIDER_AUDIENCE if _rank(value) < _rank(before) else None
    if keyword in ("x-ref", "type"):
        return None if _types(value) <= _types(before) else _RETYPES
    wider = (
        (keyword == "enum" and not set(map(str, value)) <= set(map(str, before)))
        or (keyword in _LOWEST and value < before)
        or (keyword in _HIGHEST and value > before)
        or (keyword == "additionalProperties" and before is False and value is not False)
    )
    return _LOOSENS if wider else None


def _types(written: Any) -> frozenset[str]:
    named = {written} if isinstance(written, str) else set(written)
    return frozenset(named | ({"integer"} if "number" in named else set()))


def _default_audience(schema: Schema) -> Any:
    return schema.get("properties", {}).get("audience", {}).get("default")


def _rank(audience: Any) -> int:
    return _AUDIENCES.index(audience) if audience in _AUDIENCES else 0


def missing_requirements(schema: Schema, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield (pointer, name) of what a schema requires and its closed object does not have."""
    properties = schema.get("properties")
    if isinstance(properties, Mapping):
        for name in schema.get("required", ()):
            if name not in properties and schema.get("additionalProperties") is False:
                yield f"{pointer}/required", name
        for name, part in properties.items():
            if isinstance(part, Mapping):
                yield from missing_requirements(part, f"{pointer}/properties/{name}")
