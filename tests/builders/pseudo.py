"""A third language for the example handbook, in which every word of the interface is a made-up one.

Every letter becomes the same odd one, so that whatever else is on a page was not asked for in the
catalogue, the schemas or the rubric.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from planbook.reading.resources import builtin_schemas, builtin_themes
from planbook.reading.schema_references import VALUE_TYPES

ROOT: Final = Path(__file__).parents[2]
TAG: Final = "pl"
"""A language with forms of its own for one, a few and many, and with other signs in numbers."""
LETTER: Final = "ƪ"
FORMS: Final = ("one", "few", "many", "other")

KEPT: Final = re.compile(r"(\{[A-Za-z_][A-Za-z0-9_]*\}|`[^`]*`)")
_NO_KINDS: Final = frozenset({"common", "document", "planbook", "theme", "smart-rubric"})


def pseudo(words: str) -> str:
    """Return ``words`` without a letter of theirs; places and what is to be typed stay."""
    parts = KEPT.split(words)
    return "".join(
        part if place % 2 else re.sub(r"[^\W\d_]", LETTER, part) for place, part in enumerate(parts)
    )


def make_project(root: Path, *, leave_out: str = "") -> None:
    """Write the example handbook into ``root``, with pages in the made-up language too.

    ``leave_out`` is a key that the catalogue lacks.
    """
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "planbook.yaml").read_text("utf-8")
    settings = settings.replace("languages: [zh, en]", f"languages: [zh, en, {TAG}]")
    _write(root / "planbook.yaml", settings)
    words = {key: text for key, text in catalogue().items() if key != leave_out}
    _write_yaml(root / f"themes/default/locales/{TAG}.yaml", words)
    for path in sorted(builtin_schemas().glob("*.schema.json")):
        schema = json.loads(path.read_text("utf-8"))
        if path.name.removesuffix(".schema.json") not in _NO_KINDS:
            overlay = json.dumps(dict(_overlay(schema, path.name)), ensure_ascii=False)
            _write(root / "schemas" / path.name, overlay)
    rubric = yaml.safe_load((builtin_schemas() / "smart.rubric.yaml").read_text("utf-8"))
    parts = {part: rubric[part] for part in ("letters", "checks", "terms")}
    _write_yaml(root / "schemas/smart.rubric.yaml", _translated(parts))


def catalogue() -> dict[str, str]:
    """Return the words of the interface; counted ones in each form, which they tell of."""
    english = yaml.safe_load((builtin_themes() / "default/locales/en.yaml").read_text("utf-8"))
    words: dict[str, str] = {}
    for key, text in english.items():
        word, _, form = key.rpartition(".")
        if form == "other" and "{count}" in text:
            for position, name in enumerate(FORMS):
                words[f"{word}.{name}"] = pseudo(text) + "¹²³⁴"[position]
        elif not (form == "one" and f"{word}.other" in english):
            words[key] = pseudo(text)
    return words


def _overlay(schema: Mapping[str, Any], file: str) -> Iterator[tuple[str, Any]]:
    """Yield what a project's own schema says to give ``schema`` its words in the language."""
    shared = _follow(schema, file)
    whole = {**shared, **schema}
    words: dict[str, Any] = {
        name: pseudo(whole[name]) for name in ("title", "description") if name in whole
    }
    if "enumDescriptions" in whole:
        words["enumDescriptions"] = [pseudo(each) for each in whole["enumDescriptions"]]
    if words:
        yield "x-words", {TAG: words}
    home = "common.schema.json" if shared else file
    below = {name: dict(_overlay(part, home)) for name, part in whole.get("properties", {}).items()}
    if below:
        yield "properties", below
    if isinstance(whole.get("items"), Mapping):
        yield "items", dict(_overlay(whole["items"], home))


def _follow(schema: Mapping[str, Any], file: str) -> Mapping[str, Any]:
    """Return the part that ``schema`` refers to, nothing for a single value."""
    name, _, pointer = str(schema.get("$ref", "")).partition("#")
    if not pointer or pointer.rpartition("/")[2] in VALUE_TYPES:
        return {}
    part = json.loads((builtin_schemas() / (name or file)).read_text("utf-8"))
    for step in pointer.strip("/").split("/"):
        part = part[step]
    found: Mapping[str, Any] = part
    return found


def _translated(value: Any) -> Any:
    """Return only what has words in English, with those of the language in their place."""
    if isinstance(value, Mapping):
        if "en" in value and isinstance(value["en"], str):
            return {TAG: pseudo(value["en"])}
        found = {name: _translated(each) for name, each in value.items()}
        return {name: each for name, each in found.items() if each}
    return None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _write_yaml(path: Path, value: object) -> None:
    _write(path, yaml.safe_dump(value, allow_unicode=True, width=10**6))
