"""Schemas of a project that nothing sensible can be made of: a finding at its line, and soon."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from builders.validation import validated
from planbook.reading.locations import locate_findings
from planbook.reading.schemas import Overlay, compile_kinds, load_builtin_schemas
from planbook.reading.sources import Sources

PATH = "schemas/account.schema.json"
INVALID, SYNTAX = "config-schema-invalid", "config-schema-syntax"


def nested(levels: int, inner: Any, wrap: Any) -> Any:
    for _ in range(levels):
        inner = wrap(inner)
    return inner


def doubling(levels: int) -> dict[str, Any]:
    parts: dict[str, Any] = {
        f"p{level}": {
            "properties": {
                "a": {"$ref": f"#/$defs/p{level + 1}"},
                "b": {"$ref": f"#/$defs/p{level + 1}"},
            }
        }
        for level in range(levels)
    }
    parts[f"p{levels}"] = {"type": "string"}
    return {"$defs": parts, "properties": {"x": {"$ref": "#/$defs/p0"}}}


def everybody_knows_everybody(count: int) -> dict[str, Any]:
    names = [f"n{number}" for number in range(count)]
    part = {"properties": {name: {"$ref": f"#/$defs/{name}"} for name in names}}
    return {"$defs": dict.fromkeys(names, part), "properties": {"x": {"$ref": "#/$defs/n0"}}}


def found_in(schema: object, name: str = "account") -> list[tuple[str, str, int | None]]:
    text = schema if isinstance(schema, str) else json.dumps(schema, indent=1)
    path = f"schemas/{name}.schema.json"
    outcome = compile_kinds(load_builtin_schemas(), [Overlay(path, text)])
    located = locate_findings(outcome.findings, Sources(), {path: text})
    assert all(found.path == path for found in located)
    for found in located:
        for words in (*found.message.values(), *(found.help or {}).values()):
            assert "Traceback" not in words
            assert "Error" not in words
    return [(found.code, found.pointer, found.span.line if found.span else None)
            for found in located]  # fmt: skip


@pytest.mark.parametrize(
    ("schema", "code", "pointer", "line"),
    [
        (doubling(18), INVALID, "/$defs/p0/properties/a/$ref", 6),
        (everybody_knows_everybody(9), INVALID, "/$defs/n0/properties/n0/$ref", 6),
        ({"allOf": [{"$ref": "#"}]}, INVALID, "/allOf/0/$ref", 4),
        ({"if": {"$ref": "#"}}, INVALID, "/if/$ref", 3),
        ({"not": {"anyOf": [{"$ref": "#"}]}}, INVALID, "/not/anyOf/0/$ref", 5),
        ({"dependentSchemas": {"a": {"$ref": "#"}}}, INVALID, "/dependentSchemas/a/$ref", 4),
        (
            {
                "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
                "properties": {"x": {"$ref": "#/$defs/a"}},
            },
            INVALID,
            "/$defs/a/$ref",
            4,
        ),
        (nested(300, {}, lambda inner: {"properties": {"a": inner}}), SYNTAX, "", 101),
        ({"const": nested(900, 1, lambda inner: [inner])}, SYNTAX, "", 101),
        ("[" * 100_000, SYNTAX, "", 1),
        ('{"properties": {"a": {"maximum": ' + "9" * 5000 + "}}}", SYNTAX, "", 1),
        ('{"properties":\n {"a": {"maximum": 1e999}}}', SYNTAX, "", 2),
        ('{"properties":\n {"a": {"minimum": NaN}}}', SYNTAX, "", 2),
        ('{"properties":\n {"a": {"const": -Infinity}}}', SYNTAX, "", 2),
        ('{"properties":\n {"a": {"const": "\\ud800"}}}', SYNTAX, "", 2),
        ('{"properties": {},\n "properties": {}}', SYNTAX, "", 2),
        ("", SYNTAX, "", 1),
        ("[1]", INVALID, "", 1),
        ("true", INVALID, "", 1),
        ('"text"', INVALID, "", 1),
        ({"properties": {"a": {"multipleOf": 0}}}, INVALID, "/properties/a/multipleOf", 4),
        ({"patternProperties": {"(": {}}}, INVALID, "/patternProperties/(", 3),
        ({"properties": {"a": {"pattern": "(?=x)"}}}, INVALID, "/properties/a/pattern", 4),
        ({"properties": {"a": {"pattern": "(x)\\1"}}}, INVALID, "/properties/a/pattern", 4),
        ({"properties": {"a": {"pattern": "(?i)x"}}}, INVALID, "/properties/a/pattern", 4),
        ({"properties": {"a": {"pattern": "\\Ax\\Z"}}}, INVALID, "/properties/a/pattern", 4),
        ({"properties": {"a": {"pattern": "(a{1000}){1000}"}}}, INVALID,
         "/properties/a/pattern", 4),
        ({"properties": {"a": {"format": "emial"}}}, INVALID, "/properties/a/format", 4),
        ({"properties": {"a": {"$dynamicRef": "#x"}}}, INVALID, "/properties/a/$dynamicRef", 4),
        ({"properties": {"a": {"$id": "x"}}}, INVALID, "/properties/a/$id", 4),
        ({"properties": {"a": {"$ref": "http://example.com/x"}}}, INVALID,
         "/properties/a/$ref", 4),
        ({"properties": {"a": {"$ref": "other.json#/x"}}}, INVALID, "/properties/a/$ref", 4),
        ({"properties": {"a": {"patern": "x"}}}, INVALID, "/properties/a/patern", 4),
        ({"dependencies": {"a": ["b"]}}, INVALID, "/dependencies", 2),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, INVALID, "/$schema", 2),
        ({"$vocabulary": {"https://example.com/v": True}}, INVALID, "/$vocabulary", 2),
        ({"x-audience": "private"}, INVALID, "/x-audience", 2),
        ({"properties": {"a": {"x-short": {"b": 1}}}}, INVALID, "/properties/a/x-short", 4),
        ({"properties": {"a": {"x-short": ["b"]}}}, INVALID, "/properties/a/x-short", 4),
    ],
)  # fmt: skip
def test_a_schema_that_nothing_can_be_made_of_is_a_finding_at_its_line(
    schema: object, code: str, pointer: str, line: int
) -> None:
    begun = time.process_time()
    found = found_in(schema)
    assert (code, pointer, line) in found
    assert time.process_time() - begun < 5


def test_large_but_plain_schemas_are_read() -> None:
    many = {"properties": {"a": {"enum": [f"option-{number}" for number in range(20_000)]}}}
    assert found_in(many) == []
    assert found_in({"properties": {f"p{number}": {} for number in range(2_000)}}) == []
    assert found_in(doubling(8)) == []
    assert found_in("\ufeff" + json.dumps({"properties": {}})) == []


def test_a_part_may_hold_itself_further_down() -> None:
    tree = {"$defs": {"n": {"properties": {"below": {"$ref": "#/$defs/n"}}}},
            "properties": {"root": {"$ref": "#/$defs/n"}}}  # fmt: skip
    assert found_in(tree) == []


def account(schema: object, values: str) -> set[tuple[str, str]]:
    outcome = compile_kinds(load_builtin_schemas(), [Overlay(PATH, json.dumps(schema))])
    assert outcome.findings == ()
    text = f"kind: account\nid: big\ntitle: Big\n{values}\n"
    return set(validated(text, kinds=outcome.value).places)


def test_no_pattern_takes_for_ever() -> None:
    begun = time.process_time()
    for pattern in ("^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^([a-z]+)*$", "(.*a){12}$"):
        found = account({"properties": {"code": {"pattern": pattern}}}, f"code: {'a' * 3000}!")
        assert found == {("schema-bad-format", "/code")}
    assert time.process_time() - begun < 5


def test_formats_of_json_schema_have_an_effect() -> None:
    mail = {"properties": {"mail": {"type": "string", "format": "email"}}}
    assert account(mail, "mail: nobody") == {("schema-bad-format", "/mail")}
    assert account(mail, "mail: li@example.com") == set()


def test_classes_of_characters_are_those_of_the_standard() -> None:
    digits = {"properties": {"code": {"type": "string", "pattern": "^\\d+$"}}}
    assert account(digits, "code: '１２'") == {("schema-bad-format", "/code")}
    assert account(digits, "code: '12'") == set()


def test_a_part_of_ones_own_is_not_taken_for_the_built_in_one_of_its_name() -> None:
    own = {"$defs": {"date": {"type": "object", "properties": {"day": {"type": "string"}}}},
           "properties": {"on": {"$ref": "#/$defs/date"}}}  # fmt: skip
    assert account(own, "on: {day: Monday}") == set()


def test_one_mistake_in_a_schema_is_told_once() -> None:
    assert found_in({"properties": {"a": 3}}) == [(INVALID, "/properties/a", 3)]
