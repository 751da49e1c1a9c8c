"""The typed faces of documents mirror their schemas: this keeps the two in step."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator

import msgspec
import pytest

from builders.handbooks import builtin_kinds
from planbook.model.field import Field
from planbook.model.record_types import RECORD_TYPES
from planbook.model.settings import Settings
from planbook.reading.schemas import PROJECT_FILE, compile_file_schema, load_builtin_schemas

# A series in a file is read into `values` before a metric is made.
NOT_IN_NOUNS = {"metric": {"data", "targets_data", "columns"}, "person": set[str]()}
# A record has a title even where the kind has a name instead; chapters and rewards share classes.
NOT_IN_SCHEMAS = {"/person": {"title"}, "/incentive/rewards": {"amount", "currency"}}


def structs_in(hint: object) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    elif isinstance(hint, types.UnionType) or typing.get_origin(hint) is not None:
        for part in typing.get_args(hint):
            yield from structs_in(part)


def differences(field: Field, struct: type[msgspec.Struct], path: str) -> Iterator[str]:
    hints = typing.get_type_hints(struct)
    names = {f.encode_name: hints[f.name] for f in msgspec.structs.fields(struct)}
    absent = NOT_IN_NOUNS.get(path.strip("/"), set())
    for name in set(field.properties) - set(names) - absent:
        yield f"{struct.__name__} lacks {path}/{name}"
    for name in set(names) - set(field.properties) - NOT_IN_SCHEMAS.get(path, set()):
        yield f"the schema lacks {path}/{name}"
    for name, below in field.properties.items():
        inner = below.element if below.type == "list" and below.element else below
        found = list(structs_in(names.get(name)))
        if inner.type == "mapping" and inner.properties and name in names:
            # An open mapping such as anchors may be kept as one.
            if found:
                yield from differences(inner, found[0], f"{path}/{name}")
            elif typing.get_origin(names[name]) is not dict:
                yield f"{path}/{name} is a mapping and has no class"


@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_every_property_of_a_kind_has_its_field_and_the_other_way_round(kind: str) -> None:
    assert list(differences(builtin_kinds()[kind].field, RECORD_TYPES[kind], f"/{kind}")) == []


def test_nouns_and_kinds_are_the_same() -> None:
    assert set(RECORD_TYPES) == set(builtin_kinds())


def test_settings_mirror_the_schema_of_the_project_file() -> None:
    field = compile_file_schema(load_builtin_schemas(), PROJECT_FILE).field
    named = {f.encode_name for f in msgspec.structs.fields(Settings)}
    assert named == set(field.properties)
