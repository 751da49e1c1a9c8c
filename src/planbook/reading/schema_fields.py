"""From a JSON Schema to the tree of fields that everything else walks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from planbook.language import Text
from planbook.model.field import Field, FieldType
from planbook.reading.schema_references import Schema

_TYPES: Final[Mapping[str, FieldType]] = MappingProxyType(
    {
        "id": "string",
        "language": "string",
        "text": "text",
        "texts": "list",
        "markdown": "text",
        "string": "string",
        "url": "string",
        "date": "date",
        "datetime": "datetime",
        "moment": "datetime",
        "done": "done",
        "period": "period",
        "amount": "number",
        "positive": "number",
        "share": "number",
        "rating": "number",
        "weight": "number",
        "currency": "string",
        "colour": "string",
        "reference": "reference",
        "audience": "string",
        "state": "string",
        "extra": "free",
    }
)

_JSON_TYPES: Final[Mapping[str, FieldType]] = MappingProxyType(
    {
        "object": "mapping",
        "array": "list",
        "string": "string",
        "integer": "integer",
        "number": "number",
        "boolean": "boolean",
    }
)


_CODES: Final = frozenset(("id", "language", "url", "currency", "colour"))
_OF_MAPPINGS: Final = ("properties", "propertyNames")


def field_of(schema: Schema) -> Field:
    """Return the field that ``schema`` (written out: no references left) describes."""
    type_ = type_of(schema)
    words = schema.get("x-words", {})
    element = schema.get("items")
    names = schema.get("propertyNames")
    audience, subject = schema.get("x-audience"), schema.get("x-subject")
    return Field(
        type=type_,
        title=_words(schema, words, "title"),
        description=_words(schema, words, "description"),
        properties={
            name: field_of(part)
            for name, part in schema.get("properties", {}).items()
            if isinstance(part, Mapping)
        }
        if type_ == "mapping"
        else {},
        required=frozenset(schema.get("required", ())),
        element=field_of(element) if isinstance(element, Mapping) else None,
        keys=_field_of_others(schema) if type_ == "mapping" else None,
        refs=tuple(schema.get("x-ref", ())),
        key_refs=tuple(names.get("x-ref", ()))
        if type_ == "mapping" and isinstance(names, Mapping)
        else (),
        options=_options(schema),
        option_words=_option_words(schema, words),
        audience=str(audience) if audience is not None else None,
        subject=subject is True or isinstance(subject, Mapping),
        sees_own=not (isinstance(subject, Mapping) and subject.get("sees_own") is False),
        author=schema.get("x-author") is True,
        markdown=schema.get("x-markdown") is True,
        default=schema.get("default"),
        audiences=dict(schema.get("x-default-audience", {})),
        short_for=str(schema.get("x-short", "")),
        renamed=dict(schema.get("x-renamed", {})),
        unit=str(schema.get("x-unit", "")),
        is_code=schema.get("x-type") in _CODES,
    )


def _field_of_others(schema: Schema) -> Field | None:
    """Return the field of the values of a mapping that its schema does not list by name.

    A mapping with a list of its properties shows no others: one might be a misspelt private one.
    """
    others = schema.get("additionalProperties", True)
    if isinstance(others, Mapping):
        return field_of(others)
    is_open = others is True and not schema.get("properties") and "patternProperties" not in schema
    return Field("free") if is_open else None


def type_of(schema: Schema) -> FieldType:
    """Return the type of the field that ``schema`` (written out) describes."""
    named = schema.get("x-type")
    if named is not None:
        return _TYPES[named]
    if "x-short" in schema:
        return "list" if schema["x-short"] == "[]" else "mapping"
    written = schema.get("type")
    types = {written} if isinstance(written, str) else set(written or ())
    if not types:
        return _type_without_word(schema)
    if "boolean" in types and schema.get("format") == "date":
        return "done"
    if len(types) == 1:
        return _JSON_TYPES.get(types.pop(), "free")
    if types <= {"integer", "number"}:
        return "number"
    if types <= {"string", "number", "boolean", "integer"}:
        return "scalar"
    # A rule in planbook.yaml is a word or a mapping: its mapping is what there is to walk.
    of_mappings = any(keyword in schema for keyword in _OF_MAPPINGS)
    return "mapping" if "object" in types and of_mappings else "free"


def _type_without_word(schema: Schema) -> FieldType:
    if any(keyword in schema for keyword in _OF_MAPPINGS):
        return "mapping"
    if "items" in schema:
        return "list"
    if isinstance(schema.get("const"), str) or "enum" in schema:
        return "string"
    return "free"


def _words(schema: Schema, words: Mapping[str, Any], name: str) -> Text:
    found = {"en": schema[name]} if isinstance(schema.get(name), str) else {}
    for language, translated in words.items():
        if isinstance(translated, Mapping) and isinstance(translated.get(name), str):
            found[language] = translated[name]
    return found


def _options(schema: Schema) -> tuple[str, ...]:
    if "const" in schema:
        return (str(schema["const"]),)
    return tuple(str(option) for option in schema.get("enum", ()))


def _option_words(schema: Schema, words: Mapping[str, Any]) -> tuple[Text, ...]:
    described: list[dict[str, str]] = [{} for _ in schema.get("enum", ())]
    sources = {"en": schema, **{tag: part for tag, part in words.items() if tag != "en"}}
    for language, source in sources.items():
        for option, description in zip(described, source.get("enumDescriptions", ()), strict=False):
            option[language] = str(description)
    return tuple(described)
