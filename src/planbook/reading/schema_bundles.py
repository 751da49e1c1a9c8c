"""The schemas that editors get: one file each, nothing to fetch, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from planbook.model.field import Kind, Kinds

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def bundle_schema(kind: Kind, language: str = "en") -> dict[str, Any]:
    """Return the effective JSON Schema of ``kind``: self-contained, words in ``language``."""
    translated = _translate(kind.schema, language)
    return {"$schema": _DIALECT, **{k: v for k, v in translated.items() if k != "$schema"}}


def bundle_umbrella(kinds: Kinds, language: str = "en") -> dict[str, Any]:
    """Return one schema for folders that mix kinds: it branches on ``kind``."""
    parts: dict[str, Any] = {}
    for kind in kinds.values():
        schema = bundle_schema(kind, language)
        for name, part in schema.pop("$defs", {}).items():
            # Shared parts are the same in every kind, except where a project made one its own.
            if parts.setdefault(name, part) != part:
                parts[f"{kind.name}-{name}"] = part
                schema = _renamed(schema, name, f"{kind.name}-{name}")
        schema.pop("$schema", None)
        schema.pop("$id", None)
        parts[f"kind-{kind.name}"] = schema
    described = [_word(kind.schema, "description", language) for kind in kinds.values()]
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": {
            "kind": {
                "type": "string",
                "title": {"zh": "种类"}.get(language, "Kind"),
                "description": {"zh": "这是一份什么文档。"}.get(language, "What this document is."),
                "enum": list(kinds),
                "enumDescriptions": described,
            }
        },
        "required": ["kind"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/kind-{name}"},
            }
            for name in kinds
        ],
        "$defs": parts,
    }


def _word(schema: Mapping[str, Any], name: str, language: str) -> str:
    translated = schema.get("x-words", {}).get(language, {})
    return str(translated.get(name, schema.get(name, "")))


def _translate(schema: Any, language: str) -> Any:
    if isinstance(schema, list):
        return [_translate(part, language) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    words = schema.get("x-words")
    translated = {
        name: _translate(value, language) for name, value in schema.items() if name != "x-words"
    }
    if isinstance(words, Mapping) and isinstance(words.get(language), Mapping):
        translated.update(words[language])
    return translated


def _renamed(schema: Any, old: str, new: str) -> Any:
    if isinstance(schema, list):
        return [_renamed(part, old, new) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        name: f"#/$defs/{new}"
        if name == "$ref" and value == f"#/$defs/{old}"
        else _renamed(value, old, new)
        for name, value in schema.items()
    }
