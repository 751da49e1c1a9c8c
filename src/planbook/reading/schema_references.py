"""References between JSON Schemas: followed, gathered into one file, or written out.

A schema travels in two forms. *Bundled* is what editors get: one file, its shared parts under
``$defs``. *Written out* is what planbook itself walks: no ``$ref`` left, and where a shared part
of a known name stood, ``x-type`` says which it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

from planbook.diagnostics.pointer import names_in
from planbook.language import Text

Schema = Mapping[str, Any]

Problem: TypeAlias = tuple[str, Text]
"""Where in a schema something is wrong, as a pointer, and what."""

MOST_PARTS: Final = 50_000
"""How many parts a schema may have with its references written out: a goal's has 1500."""

COMMON_FILE: Final = "common.schema.json"

VALUE_TYPES: Final = frozenset(
    {
        "id", "language", "text", "markdown", "string", "url", "date", "datetime", "done", "moment",
        "period", "amount", "positive", "share", "rating", "weight", "currency", "colour",
        "reference", "audience", "state", "extra",
    }
)  # fmt: skip
"""The shared parts that are a single value: their names are the types of planbook's fields."""

ANNOTATIONS: Final = frozenset(
    {
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
        "enumDescriptions", "$comment", "markdownDescription", "defaultSnippets", "x-words",
    }
)  # fmt: skip

# The keywords that hold schemas: by name, in a list, or one.
NAMED_CHILDREN: Final = ("properties", "patternProperties", "$defs", "dependentSchemas")
LISTED_CHILDREN: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE_CHILDREN: Final = (
    "items", "additionalProperties", "propertyNames", "contains", "if", "then", "else", "not",
    "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip


# These look at one another, so that they stay together where two schemas become one.
_TOGETHER: Final = (
    frozenset({"properties", "patternProperties", "additionalProperties"}),
    frozenset({"prefixItems", "items"}),
    frozenset({"contains", "minContains", "maxContains"}),
    frozenset({"if", "then", "else"}),
)
_EVERYTHING_BESIDE: Final = frozenset({"unevaluatedProperties", "unevaluatedItems"})
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9_-]")


class UnresolvableReferenceError(Exception):
    """A ``$ref`` that leads nowhere; ``reference`` is how it is written."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class TooManyPartsError(Exception):
    """A schema whose references, written out, come to more than anybody could mean."""


def absolute(schema: Any, file: str, own: str | None = None) -> Any:
    """Return ``schema`` with every ``$ref`` beginning with the file that it leads to.

    ``file`` is the file that the schema stands in. References to the name ``own`` lead to that
    file as well: a project's schema may speak of itself by its file name.
    """

    def rewrite(reference: str) -> str:
        target, _, fragment = reference.partition("#")
        return f"{file if target in ('', './', own) else target.removeprefix('./')}#{fragment}"

    return _map_references(schema, rewrite)


def follow(reference: str, files: Mapping[str, Schema]) -> Schema:
    """Return what ``reference`` (absolute) leads to; UnresolvableReferenceError if nothing."""
    file, _, fragment = reference.partition("#")
    found: Any = files.get(file)
    for name in names_in(unquote(fragment)):
        if isinstance(found, list):
            found = found[int(name)] if name.isdecimal() and int(name) < len(found) else None
        else:
            found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping):
        raise UnresolvableReferenceError(reference.partition(":")[2] or reference)
    return found


def bundle(schema: Schema, files: Mapping[str, Schema]) -> dict[str, Any]:
    """Return ``schema`` (its references absolute) as one file: what it uses is in ``$defs``."""
    names: dict[str, str] = {}
    parts: dict[str, Any] = {}

    def name_of(reference: str) -> str:
        if reference not in names:
            last = reference.rsplit("/", 1)[-1].rsplit("#", 1)[0]
            plain = _NO_NAME.sub("-", last.rsplit(":", 1)[-1].split(".", 1)[0])
            name, number = plain, 2
            # A project's own `date` is not the built-in one, which has a type of its own.
            shared = reference.partition("#")[0] == COMMON_FILE
            while name in parts or (name in VALUE_TYPES and not shared):
                name, number = f"{plain}-{number}", number + 1
            names[reference] = name
            parts[name] = None  # keeps the name while the part itself is being gathered
            parts[name] = _map_references(_unframed(follow(reference, files)), rewrite)
        return names[reference]

    def rewrite(reference: str) -> str:
        return f"#/$defs/{name_of(reference)}"

    own = {name: value for name, value in schema.items() if name != "$defs"}
    bundled: dict[str, Any] = _map_references(own, rewrite)
    if parts:
        bundled["$defs"] = {name: parts[name] for name in sorted(parts)}
    return bundled


def write_out(bundled: Schema) -> dict[str, Any]:
    """Return a bundled schema with every ``$ref`` replaced by what it leads to.

    What stands beside a ``$ref`` wins over the annotations behind it, and narrows the rest. A
    part that refers to itself keeps its ``$ref`` at the second round. Raises TooManyPartsError
    instead of more than ``MOST_PARTS`` parts.
    """
    parts = bundled.get("$defs", {})
    own = {name: value for name, value in bundled.items() if name != "$defs"}
    written: dict[str, Any] = _WritingOut(parts).write_out(own, ())
    if _has_reference(written):
        written["$defs"] = deepcopy(dict(parts))
    return written


def combine(referred: Schema, beside: Schema) -> dict[str, Any]:
    """Return the schema that means both ``referred`` and what stands ``beside`` its ``$ref``."""
    if not beside:
        return dict(referred)
    combined = dict(referred)
    also: dict[str, Any] = {}
    if not _EVERYTHING_BESIDE.isdisjoint(referred):
        also = {name: value for name, value in referred.items() if not _is_annotation(name)}
        combined = {name: value for name, value in referred.items() if _is_annotation(name)}
    for name, value in beside.items():
        if name in combined and combined[name] != value and not _is_annotation(name):
            group = next((names for names in _TOGETHER if name in names), frozenset({name}))
            also.update((other, combined.pop(other)) for other in group & combined.keys())
        combined[name] = value
    if also:
        combined["allOf"] = [*combined.get("allOf", ()), also]
    return combined


def _is_annotation(keyword: str) -> bool:
    return keyword in ANNOTATIONS or keyword.startswith("x-")


class _WritingOut:
    """One run over a bundled schema, which counts what it writes."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self._parts = parts
        self._written = 0

    def write_out(self, schema: Any, within: tuple[str, ...]) -> Any:
        if not isinstance(schema, Mapping):
            return schema
        self._written += 1
        if self._written > MOST_PARTS:
            raise TooManyPartsError
        reference = schema.get("$ref")
        if isinstance(reference, str):
            name = reference.removeprefix("#/$defs/")
            if name in within or name not in self._parts:
                return dict(schema)
            target = self.write_out(self._parts[name], (*within, name))
            if name in VALUE_TYPES and "x-type" not in target:
                target["x-type"] = name
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            return combine(target, _map_children(beside, lambda part: self.write_out(part, within)))
        return _map_children(schema, lambda part: self.write_out(part, within))


def _map_references(schema: Any, rewrite: Any) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    mapped = _map_children(schema, lambda part: _map_references(part, rewrite))
    if isinstance(mapped.get("$ref"), str):
        mapped["$ref"] = rewrite(mapped["$ref"])
    return mapped


def _map_children(schema: Schema, change: Any) -> dict[str, Any]:
    # Only places that hold schemas are entered: a property may itself be called "$ref".
    mapped: dict[str, Any] = {}
    for name, value in schema.items():
        if name in NAMED_CHILDREN and isinstance(value, Mapping):
            mapped[name] = {key: change(part) for key, part in value.items()}
        elif name in LISTED_CHILDREN and isinstance(value, list):
            mapped[name] = [change(part) for part in value]
        elif name in SINGLE_CHILDREN:
            mapped[name] = change(value)
        else:
            mapped[name] = deepcopy(value)
    return mapped


def _unframed(schema: Schema) -> dict[str, Any]:
    return {
        name: value for name, value in schema.items() if name not in ("$schema", "$id", "$defs")
    }


def _has_reference(schema: Any) -> bool:
    if isinstance(schema, Mapping):
        return "$ref" in schema or any(map(_has_reference, schema.values()))
    return isinstance(schema, list) and any(map(_has_reference, schema))
