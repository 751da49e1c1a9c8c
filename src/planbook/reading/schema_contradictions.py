"""What a project's schema demands that no document could fulfil: told at the schema, not at each.

A restriction may narrow what is built in; where it leaves nothing, it takes away what planbook
computes with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import jsonschema_rs

from planbook.diagnostics.pointer import escape_pointer
from planbook.language import Text
from planbook.reading.schema_references import ANNOTATIONS, Problem, Schema

_TEXTS: Final = frozenset(
    {"text", "markdown", "string", "id", "url", "date", "datetime", "period", "currency",
     "reference", "language"}
)  # fmt: skip
# To reason about these may take long, and a document says soon enough what it does not fulfil.
_TOO_HARD: Final = frozenset(
    {"anyOf", "oneOf", "if", "dependentSchemas", "patternProperties", "$ref", "contains",
     "unevaluatedProperties", "unevaluatedItems"}
)  # fmt: skip
_MOST_PARTS: Final = 100


def find_contradictions(own: Schema, effective: Schema) -> Iterator[Problem]:
    """Yield where ``own``, a project's schema, leaves nothing that could be written.

    ``effective`` is what it was merged to, written out.
    """
    demands = {
        name: value
        for name, value in own.items()
        if name not in ("properties", "$defs", "additionalProperties", "items")
        and name not in ANNOTATIONS
        and not name.startswith(("x-", "$"))
    }
    if demands:
        required = effective.get("required", [])
        if _fits_nothing({**demands, "type": "object", "required": required}):
            yield f"/{escape_pointer(next(iter(demands)))}", _FITS_NO_DOCUMENT
    yield from _below(own, effective, "")


def _below(own: Schema, effective: Schema, pointer: str) -> Iterator[Problem]:
    properties = own.get("properties", {})
    for name, part in properties.items() if isinstance(properties, Mapping) else ():
        merged = effective.get("properties", {}).get(name)
        if isinstance(part, Mapping) and isinstance(merged, Mapping):
            yield from _part(part, merged, f"{pointer}/properties/{escape_pointer(name)}")
    items, merged = own.get("items"), effective.get("items")
    if isinstance(items, Mapping) and isinstance(merged, Mapping):
        yield from _part(items, merged, f"{pointer}/items")


def _part(own: Schema, effective: Schema, pointer: str) -> Iterator[Problem]:
    if "properties" in own or "items" in own:
        yield from _below(own, effective, pointer)
        return
    types = effective.get("type", ())
    allowed = {types} if isinstance(types, str) else set(types)
    if effective.get("x-type") in _TEXTS and allowed and not allowed & {"string", "object"}:
        yield f"{pointer}/type" if "type" in own else pointer, _IS_TEXT
    elif own and _fits_nothing(effective):
        yield pointer, _FITS_NOTHING


def _fits_nothing(schema: Mapping[str, Any]) -> bool:
    plain = {name: value for name, value in schema.items() if not name.startswith("x-")}
    if _hardness(plain) > _MOST_PARTS:
        return False
    try:
        return str(jsonschema_rs.canonicalize(plain).kind) == "false"
    except ValueError:
        return False


def _hardness(schema: Any, *, denied: bool = False) -> int:
    """Return how many parts ``schema`` has; more than can be looked at where it is too hard."""
    if isinstance(schema, list):
        return sum(_hardness(part, denied=denied) for part in schema)
    if not isinstance(schema, Mapping):
        return 1
    if not _TOO_HARD.isdisjoint(schema) or (denied and "not" in schema):
        return _MOST_PARTS + 1
    return 1 + sum(
        _hardness(part, denied=denied or name == "not")
        for name, part in schema.items()
        if name not in ("enum", "const", "required", "x-words")
    )


_FITS_NOTHING: Final[Text] = {
    "en": "nothing could be written here any more: these requirements, together with the built-in "
    "ones, contradict each other",
    "zh": "这样就没有任何内容可写：这些要求与内置要求合在一起互相矛盾",
}
_FITS_NO_DOCUMENT: Final[Text] = {
    "en": "no document could fulfil this: it contradicts what every document of the kind needs",
    "zh": "没有文档能满足这个要求：它与该种类必须有的字段互相矛盾",
}
_IS_TEXT: Final[Text] = {
    "en": "what is written here is read as text: `type` must keep `string`",
    "zh": "这里写的内容按文字读取：`type` 里必须保留 `string`",
}
