"""Where a mistake stands: what is around it, what is expected there, what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from planbook.diagnostics.finding import Place
from planbook.diagnostics.pointer import pointer_to
from planbook.language import Text, choose_language
from planbook.model.field import Field
from planbook.reading.examples import Ids, example_of
from planbook.reading.schema_messages.words import (
    EXPECTED_FORMS,
    EXPECTED_TYPES,
    TYPES_OF_FIELD,
    Path,
    shortened,
)


class CheckedSubject(msgspec.Struct, frozen=True):
    """What a checked mapping is: its file and number in it, its subject, its name in words.

    ``languages`` are those that texts may be in; ``parent`` is what unknown keys at the top are
    said not to belong to. ``ids`` are some of each kind that the project has, for examples.
    """

    path: str
    document: int
    subject: str
    parent: Text
    languages: tuple[str, ...]
    ids: Ids = msgspec.field(default_factory=dict)


class SchemaLookup(msgspec.Struct, frozen=True):
    """The mapping that is checked, as its schema describes it."""

    where: CheckedSubject
    shape: Field
    schema: Mapping[str, Any]
    values: Any = None

    def expected(self, path: Path, schema: Mapping[str, Any], types: set[str]) -> Text:
        """Return what belongs at ``path``, by a schema that allows ``types``, in words."""
        type_ = str(schema.get("x-type", ""))
        if type_ in EXPECTED_FORMS:
            return EXPECTED_FORMS[type_]
        if not types:
            described = self.field_at(path)
            types = {"string"} if described is None else TYPES_OF_FIELD[described.type]
        for name, words in EXPECTED_TYPES.items():
            if name <= types:
                return words
        return EXPECTED_TYPES[frozenset({"string"})]

    def example(self, path: Path) -> Text:
        """Return how the property at ``path`` may be written, as one line of YAML."""
        return {tag: f"{path[-1]}: {self._example_in(tag, path)}" for tag in ("en", "zh")}

    def example_value(self, path: Path) -> str:
        """Return what may be written at ``path``, as YAML in the project's language."""
        return self._example_in(choose_language({"en": "", "zh": ""}, self.where.languages), path)

    def _example_in(self, language: str, path: Path) -> str:
        ids = {
            kind: tuple(id_ for id_ in found if f"{kind}:{id_}" != self.where.subject)
            for kind, found in self.where.ids.items()
        }
        return example_of(str(path[-1]), self.schema_at(path), ids, language)

    def parent(self, path: Path) -> Text:
        """Return what the value at ``path`` is called as the place of something else."""
        if not path:
            return self.where.parent
        if isinstance(path[-1], int):
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            return {"en": f"an entry of `{name}`", "zh": f" `{name}` 条目"}
        return {"en": f"`{shortened(path[-1])}`", "zh": f" `{shortened(path[-1])}` "}

    def field_at(self, path: Path) -> Field | None:
        """Return the field at ``path``, None where the schema has none."""
        return field_at(self.shape, path)

    def homes_of(self, name: str, parent: Path) -> list[Path]:
        """Return where else in the document a property of this name belongs, nearest first."""
        above = [
            parent[:length]
            for length in range(len(parent) - 1, -1, -1)
            if self._has_property(parent[:length], name)
        ]
        return above or list(_homes_below(self.field_at(parent), name, parent))

    def value_at(self, path: Path) -> Any:
        """Return what is written at ``path``, None where there is nothing."""
        here = self.values
        for step in path:
            if isinstance(here, Mapping):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here

    def schema_at(self, path: Path) -> Mapping[str, Any]:
        """Return the schema of the value at ``path``, an empty one where there is none."""
        here: Any = self.schema
        for step in path:
            below = here.get("items") if isinstance(step, int) else None
            if below is None:
                others = here.get("additionalProperties")
                below = here.get("properties", {}).get(step, others)
            if not isinstance(below, Mapping):
                return {}
            here = below
        return here if isinstance(here, Mapping) else {}

    def mappings_around(self, parent: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """Yield the mappings above ``parent`` and below it, with the schemas of their properties.

        Those in lists are left out: what belongs into one entry nobody can say from outside.
        """
        for length in range(len(parent) - 1, -1, -1):
            yield parent[:length], self.schema_at(parent[:length]).get("properties", {})
        yield from _mappings_below(self.schema_at(parent), parent)

    def _has_property(self, path: Path, name: str) -> bool:
        found = self.field_at(path)
        return found is not None and name in found.properties

    def place(self, path: Path, *, on_key: bool = False) -> Place:
        """Return the place of the value at ``path``, or of its key."""
        return Place(
            self.where.path,
            self.where.document,
            pointer_to(path),
            "key" if on_key else "value",
        )


def field_at(shape: Field, path: Path) -> Field | None:
    """Return the field at ``path`` below ``shape``, None where the schema has none."""
    found: Field | None = shape
    for step in path:
        if found is None:
            return None
        below = found.element if isinstance(step, int) else found.properties.get(step)
        found = below or (None if isinstance(step, int) else found.keys)
    return found


def _mappings_below(
    schema: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, part in schema.get("properties", {}).items():
        if isinstance(part, Mapping) and "properties" in part and "x-type" not in part:
            yield (*path, name), part["properties"]
            yield from _mappings_below(part, (*path, name))


def _homes_below(shape: Field | None, name: str, path: Path) -> Iterator[Path]:
    if shape is None:
        return
    for step, below in shape.properties.items():
        # `links` and the like have a title everywhere: only what is written once counts.
        if below.type == "mapping":
            if name in below.properties:
                yield (*path, step)
            yield from _homes_below(below, name, (*path, step))
