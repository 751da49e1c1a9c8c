"""A project's own schemas: kinds added, built-in ones narrowed, never loosened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from builders.handbooks import builtin_kinds
from builders.validation import validated
from planbook.model.field import Kinds
from planbook.reading.resources import builtin_schemas
from planbook.reading.schema_bundles import bundle_schema, bundle_umbrella
from planbook.reading.schemas import Overlay, compile_kinds, load_builtin_schemas

TOOL = "kind: tool\nid: crm\ntitle: CRM\ntype: crm\npurpose: Deals\n"


def compiled(name: str, schema: object) -> tuple[Kinds, set[tuple[str, str]]]:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    outcome = compile_kinds(load_builtin_schemas(), [Overlay(f"schemas/{name}.schema.json", text)])
    assert all(finding.code.scope == "project" for finding in outcome.findings)
    return outcome.value, {(f.code.name, f.place.pointer) for f in outcome.findings}


def test_a_property_is_added_to_a_built_in_kind() -> None:
    kinds, findings = compiled(
        "tool", {"properties": {"seats": {"type": "integer", "minimum": 1}}, "required": ["seats"]}
    )
    assert findings == set()
    assert validated(TOOL + "seats: 5\n", kinds=kinds).findings == ()
    assert validated(TOOL, kinds=kinds).places == {("schema-missing-property", "")}
    assert validated(TOOL + "seats: 0\n", kinds=kinds).places == {("schema-out-of-range", "/seats")}


def test_a_property_is_added_inside_a_shared_part_of_one_kind_only() -> None:
    part = {"properties": {"measurable": {"properties": {"formula": {"type": "string"}}}}}
    kinds, findings = compiled("goal", part)
    assert findings == set()
    assert "formula" in kinds["goal"].field.properties["measurable"].properties
    assert "formula" not in kinds["objective"].field.properties["measure"].properties
    assert "metric" in kinds["goal"].field.properties["measurable"].properties


def test_words_for_what_lies_in_a_shared_value_leave_it_what_it_is() -> None:
    word = {"properties": {"start": {"x-words": {"pl": {"title": "Początek"}}}}}
    kinds, findings = compiled("goal", {"properties": {"period": word}})
    assert findings == set()
    assert kinds["goal"].field.properties["period"].type == "period"
    assert (
        validated("kind: goal\nid: q3\nperiod: 2026-Q3\n", kinds=kinds).places
        == validated("kind: goal\nid: q3\nperiod: 2026-Q3\n").places
    )


def test_a_restriction_narrows() -> None:
    kinds, findings = compiled("tool", {"properties": {"type": {"enum": ["crm", "chat"]}}})
    assert findings == set()
    result = validated(TOOL.replace("type: crm", "type: learning"), kinds=kinds)
    assert result.places == {("schema-not-allowed-value", "/type")}
    assert kinds["tool"].field.properties["type"].options == ("crm", "chat")
    words = kinds["tool"].field.properties["type"].option_words
    assert words[0] == builtin_kinds()["tool"].field.properties["type"].option_words[0]


def test_a_field_may_be_kept_from_more_people() -> None:
    kinds, findings = compiled("tool", {"properties": {"url": {"x-audience": "private"}}})
    assert findings == set()
    assert kinds["tool"].field.properties["url"].audience == "private"


@pytest.mark.parametrize(
    ("kind", "schema", "pointer"),
    [
        ("goal", {"properties": {"owner": False}}, "/properties/owner"),
        ("goal", {"properties": {"weight": {"type": "string"}}}, "/properties/weight/type"),
        ("goal", {"properties": {"owner": {"x-ref": ["partner"]}}}, "/properties/owner/x-ref"),
        (
            "goal",
            {"properties": {"owner": {"x-subject": False}}},
            "/properties/owner/x-subject",
        ),
        ("goal", {"additionalProperties": True}, "/additionalProperties"),
        ("goal", {"x-plural": "targets"}, "/x-plural"),
        (
            "goal",
            {
                "properties": {
                    "actions": {"items": {"x-short": "owner", "properties": {"owner": {}}}}
                }
            },
            "/properties/actions/items/x-short",
        ),
        ("tool", {"properties": {"type": {"enum": ["crm", "fax"]}}}, "/properties/type/enum"),
        (
            "review",
            {"properties": {"audience": {"default": "team"}}},
            "/properties/audience/default",
        ),
        (
            "incentive",
            {"properties": {"quota": {"x-audience": "team"}}},
            "/properties/quota/x-audience",
        ),
        (
            "goal",
            {"properties": {"rewards": {"items": {"properties": {"amount": {"minimum": -5}}}}}},
            "/properties/rewards/items/properties/amount/minimum",
        ),
    ],
)
def test_what_is_computed_with_cannot_be_loosened(
    kind: str, schema: dict[str, Any], pointer: str
) -> None:
    kinds, findings = compiled(kind, schema)
    assert findings == {("config-schema-loosens-builtin", pointer)}
    assert kinds[kind].field == builtin_kinds()[kind].field


def test_a_new_kind_has_what_every_document_has() -> None:
    schema = {
        "title": "Account",
        "properties": {
            "region": {"$ref": "common.schema.json#/$defs/reference", "x-ref": ["territory"]},
            "stage": {"enum": ["won", "lost"]},
        },
        "required": ["region"],
    }
    kinds, findings = compiled("account", schema)
    assert findings == set()
    account = kinds["account"]
    assert (account.plural, account.default_audience, account.builtin) == (
        "accounts",
        "team",
        False,
    )
    assert account.field.properties["region"].refs == ("territory",)
    text = "kind: account\nid: a\ntitle: {en: A}\nregion: east-china\nextra: {a: 1}\n"
    assert validated(text, kinds=kinds).findings == ()
    result = validated(text + "stage: won?\ncolour: red\n", kinds=kinds)
    assert result.places == {
        ("schema-not-allowed-value", "/stage"),
        ("schema-unknown-property", "/colour"),
    }


def test_a_schema_that_is_no_json_is_shown_at_line_and_column() -> None:
    outcome = compile_kinds(
        load_builtin_schemas(), [Overlay("schemas/tool.schema.json", '{\n  "a": 1,\n}\n')]
    )
    (finding,) = outcome.findings
    assert finding.code.name == "config-schema-syntax"
    assert finding.place.span is not None
    assert (finding.place.span.line, finding.place.span.column) == (3, 1)


@pytest.mark.parametrize(
    ("name", "schema", "found"),
    [
        ("tool", [], ("config-schema-invalid", "")),
        ("tool", {"properties": []}, ("config-schema-invalid", "/properties")),
        (
            "tool",
            {"properties": {"fee": {"type": "number", "x-audience": "secret"}}},
            ("config-schema-invalid", "/properties/fee/x-audience"),
        ),
        (
            "tool",
            {"properties": {"a": {"type": "money"}}},
            ("config-schema-invalid", "/properties/a/type"),
        ),
        (
            "tool",
            {"properties": {"a": {"$ref": "common.schema.json#/$defs/nothing"}}},
            ("config-schema-invalid", "/properties/a/$ref"),
        ),
        ("account", {"required": ["name"]}, ("config-schema-invalid", "/required")),
        ("account", {"x-plural": "goals"}, ("config-schema-invalid", "/x-plural")),
        ("common", {"$defs": {}}, ("config-schema-not-a-kind", "")),
        ("My Kind", {}, ("config-schema-not-a-kind", "")),
    ],
)
def test_a_schema_that_cannot_be_used_is_reported(
    name: str, schema: object, found: tuple[str, str]
) -> None:
    _, findings = compiled(name, schema)
    assert findings == {found}


def test_a_copy_of_a_built_in_schema_adds_nothing() -> None:
    for path in builtin_schemas().glob("*.schema.json"):
        outcome = compile_kinds(
            load_builtin_schemas(),
            [Overlay(f"schemas/{path.name}", path.read_text(encoding="utf-8"))],
        )
        assert outcome.findings == ()
        assert outcome.value["goal"].schema == builtin_kinds()["goal"].schema


def test_parts_of_a_projects_own_are_found() -> None:
    schema = {
        "$defs": {"money": {"type": "number", "minimum": 0}},
        "properties": {"price": {"$ref": "#/$defs/money"}},
    }
    kinds, findings = compiled("tool", schema)
    assert findings == set()
    assert validated(TOOL + "price: -1\n", kinds=kinds).places == {
        ("schema-out-of-range", "/price")
    }


def test_a_schema_may_speak_of_itself() -> None:
    schema = {"properties": {"parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}},
              "$defs": {"part": {"type": "object", "properties": {
                  "name": {"type": "string"},
                  "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}},
                  "additionalProperties": False}}}  # fmt: skip
    kinds, findings = compiled("machine", schema)
    assert findings == set()
    parts = "[{name: a, parts: [{name: b, parts: [{nme: c}]}]}]"
    text = f"kind: machine\nid: a\ntitle: T\nparts: {parts}\n"
    assert validated(text, kinds=kinds).places == {
        ("schema-unknown-property", "/parts/0/parts/0/parts/0/nme")
    }


def test_alternatives_are_told_by_the_one_that_was_meant() -> None:
    price = {
        "anyOf": [
            {"type": "number"},
            {"type": "object", "properties": {"net": {"type": "number"}}, "required": ["net"]},
        ]
    }
    kinds, findings = compiled("tool", {"properties": {"price": price}})
    assert findings == set()
    assert validated(TOOL + "price: {gross: 5}\n", kinds=kinds).places == {
        ("schema-missing-property", "/price")
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_bundles_are_whole_and_valid(language: str) -> None:
    umbrella = bundle_umbrella(builtin_kinds(), language)
    for schema in (umbrella, *(bundle_schema(k, language) for k in builtin_kinds().values())):
        jsonschema.Draft202012Validator.check_schema(schema)
        text = json.dumps(schema)
        assert "common.schema.json#" not in text
        assert "x-words" not in text
    validator = jsonschema.Draft202012Validator(umbrella)
    assert validator.is_valid({"kind": "tool", "title": "T", "type": "crm", "purpose": "p"})
    assert not validator.is_valid({"kind": "tool", "title": "T", "type": "crm"})


def test_a_bundle_speaks_the_readers_language() -> None:
    schema = bundle_schema(builtin_kinds()["goal"], "zh")
    assert schema["title"] == "目标"
    assert schema["properties"]["owner"]["title"] != "Owner"


def test_the_folder_of_schemas_is_found(tmp_path: Path) -> None:
    assert (builtin_schemas() / "goal.schema.json").is_file()


SECRET = {"properties": {"pay": {"type": "number", "x-audience": "private"}}}


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"allOf": [SECRET]}, "/allOf/0/properties/pay/x-audience"),
        ({"anyOf": [SECRET]}, "/anyOf/0/properties/pay/x-audience"),
        ({"oneOf": [SECRET]}, "/oneOf/0/properties/pay/x-audience"),
        ({"if": {}, "then": SECRET}, "/then/properties/pay/x-audience"),
        ({"if": {}, "else": SECRET}, "/else/properties/pay/x-audience"),
        ({"not": SECRET}, "/not/properties/pay/x-audience"),
        (
            {"patternProperties": {"^s_": {"x-audience": "private"}}},
            "/patternProperties/^s_/x-audience",
        ),
        (
            {"dependentSchemas": {"url": SECRET}},
            "/dependentSchemas/url/properties/pay/x-audience",
        ),
        (
            {"properties": {"pays": {"prefixItems": [{"x-ref": ["person"]}]}}},
            "/properties/pays/prefixItems/0/x-ref",
        ),
        (
            {"properties": {"pays": {"contains": {"x-subject": True}}}},
            "/properties/pays/contains/x-subject",
        ),
        (
            {"properties": {"pays": {"propertyNames": {"x-markdown": True}}}},
            "/properties/pays/propertyNames/x-markdown",
        ),
        ({"x-audience": "private"}, "/x-audience"),
        # Only what is merged can tell that these are no list and no mapping.
        (
            {"properties": {"pay": {"type": ["array", "null"], "items": {"x-subject": True}}}},
            "/properties/pay/items/x-subject",
        ),
        (
            {"properties": {"pay": {"additionalProperties": {"x-audience": "private"}}}},
            "/properties/pay/additionalProperties/x-audience",
        ),
        (
            {
                "$defs": {"secret": SECRET},
                "properties": {"pay": {"allOf": [{"$ref": "#/$defs/secret"}]}},
            },
            "/properties/pay/allOf/0/properties/pay/x-audience",
        ),
        (
            {
                "$defs": {
                    "step": {
                        "type": "object",
                        "properties": {
                            "pay": {"type": "number", "x-audience": "private"},
                            "next": {"$ref": "#/$defs/step"},
                        },
                    }
                },
                "properties": {"step": {"$ref": "#/$defs/step"}},
            },
            "/properties/step/properties/next",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["tool", "account"])
def test_an_annotation_where_nothing_reads_it_is_a_finding(
    kind: str, schema: dict[str, Any], pointer: str
) -> None:
    _, findings = compiled(kind, schema)
    assert ("config-schema-invalid", pointer) in findings


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"properties": {"pay": {"x-audiance": "private"}}}, "/properties/pay/x-audiance"),
        ({"properties": {"pay": {"x-type": "money"}}}, "/properties/pay/x-type"),
        ({"properties": {"pay": {"x-short": "amount"}}}, "/properties/pay/x-short"),
        ({"properties": {"pay": {"x-short": "[]"}}}, "/properties/pay/x-short"),
        ({"x-short": "title"}, "/x-short"),
        ({"properties": {"pay": {"x-renamed": ["salary"]}}}, "/properties/pay/x-renamed"),
        ({"properties": {"pay": {"x-plural": "pays"}}}, "/properties/pay/x-plural"),
        ({"properties": {"pay": {"x-words": {"zh": "x"}}}}, "/properties/pay/x-words"),
        ({"properties": {"by": {"x-ref": ["persn"]}}}, "/properties/by/x-ref/0"),
        ({"properties": {"by": {"$anchor": "by"}}}, "/properties/by/$anchor"),
        ({"type": "array"}, "/type"),
        ({"properties": {"kind": {"const": "goal"}}}, "/properties/kind"),
        ({"properties": {"audience": {"default": "all"}}}, "/properties/audience/default"),
        ({"properties": {"by": {"pattern": "("}}}, "/properties/by/pattern"),
        ({"patternProperties": {"(": {}}}, "/patternProperties/("),
        ({"allOf": [False]}, "/allOf/0"),
    ],
)
def test_what_a_schema_cannot_mean_is_a_finding(schema: dict[str, Any], pointer: str) -> None:
    _, findings = compiled("account", schema)
    assert findings == {("config-schema-invalid", pointer)}


def test_a_property_may_be_called_like_an_annotation() -> None:
    _, findings = compiled("account", {"properties": {"x-audience": {"type": "string"}}})
    assert findings == set()


def test_a_misspelt_annotation_and_type_have_suggestions() -> None:
    for part, words in (
        ({"x-audiance": "private"}, "did you mean `x-audience`?"),
        ({"type": "strng"}, "`strng` is no type: did you mean `string`?"),
        ({"x-ref": ["persn"]}, "did you mean `person`?"),
    ):
        text = json.dumps({"properties": {"by": part}})
        (finding,) = compile_kinds(
            load_builtin_schemas(), [Overlay("schemas/tool.schema.json", text)]
        ).findings
        assert words in finding.message["en"]


def test_kinds_of_a_project_may_refer_to_each_other() -> None:
    overlays = [
        Overlay(
            f"schemas/{name}.schema.json",
            json.dumps({"properties": {"other": {"type": "string", "x-ref": [other]}}}),
        )
        for name, other in (("account", "visit"), ("visit", "account"))
    ]
    assert compile_kinds(load_builtin_schemas(), overlays).findings == ()


@pytest.mark.parametrize(
    ("part", "pointer"),
    [
        ({"title": {"type": "array"}}, "/properties/title/type"),
        ({"title": False}, "/properties/title"),
        ({"links": {"type": "string"}}, "/properties/links/type"),
        ({"audience": {"enum": ["public", "team", "private", "x"]}}, "/properties/audience/enum"),
    ],
)
@pytest.mark.parametrize("kind", ["tool", "account"])
def test_what_every_document_has_stays_as_it_is(
    kind: str, part: dict[str, Any], pointer: str
) -> None:
    kinds, findings = compiled(kind, {"properties": part})
    assert findings == {("config-schema-loosens-builtin", pointer)}
    assert kinds[kind].field.properties["title"].type == "text"


def test_a_new_kind_may_be_public_and_have_short_titles() -> None:
    part = {"audience": {"default": "public"}, "title": {"maxLength": 3}}
    kinds, findings = compiled("account", {"properties": part})
    assert findings == set()
    assert kinds["account"].default_audience == "public"
    result = validated("kind: account\ntitle: Four\n", kinds=kinds)
    assert result.places == {("schema-out-of-range", "/title")}


# Who sees what


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"a": {"x-subject": {"sees_own": "no"}}}, "/properties/a/x-subject"),
        ({"a": {"x-subject": {"sees": False}}}, "/properties/a/x-subject"),
        (
            {"a": {"x-default-audience": ["x"]}, "b": {"x-subject": {"sees_own": False}}},
            "/properties/a/x-default-audience",
        ),
        (
            {"a": {"enum": ["x"], "x-default-audience": {"x": "secret"}}},
            "/properties/a/x-default-audience",
        ),
        (
            {"a": {"enum": ["warning"], "x-default-audience": {"warnign": "private"}}},
            "/properties/a/x-default-audience/warnign",
        ),
        (
            {"a": {"properties": {"b": {"enum": ["x"], "x-default-audience": {"x": "private"}}}}},
            "/properties/a/properties/b/x-default-audience",
        ),
        (
            {"a": {"items": {"enum": ["x"], "x-default-audience": {"x": "private"}}}},
            "/properties/a/items/x-default-audience",
        ),
        (
            {"a": {"x-subject": {"sees_own": False}}, "audience": {"default": "team"}},
            "/properties/audience/default",
        ),
        (
            {
                "a": {"items": {"x-ref": ["person"], "x-subject": {"sees_own": False}}},
                "b": {"enum": ["x"], "x-default-audience": {"x": "team"}},
            },
            "/properties/b/x-default-audience/x",
        ),
    ],
)
def test_a_wrong_word_about_who_sees_a_document_is_a_finding(
    schema: dict[str, Any], pointer: str
) -> None:
    _, findings = compiled("account", {"properties": schema})
    assert ("config-schema-invalid", pointer) in findings


@pytest.mark.parametrize(
    ("kind", "properties", "pointer"),
    [
        (
            "meeting",
            {"type": {"x-default-audience": {"one_on_one": "team"}}},
            "/properties/type/x-default-audience/one_on_one",
        ),
        (
            "review",
            {"form": {"enum": ["open"], "x-default-audience": {"open": "public"}}},
            "/properties/form/x-default-audience/open",
        ),
        ("review", {"person": {"x-subject": {"sees_own": False}}}, "/properties/person/x-subject"),
    ],
)
def test_a_built_in_kind_is_shown_to_no_more_people(
    kind: str, properties: dict[str, Any], pointer: str
) -> None:
    _, findings = compiled(kind, {"properties": properties})
    assert ("config-schema-loosens-builtin", pointer) in findings


def test_a_built_in_kind_may_be_kept_to_fewer_people_by_a_value() -> None:
    kinds, findings = compiled(
        "meeting", {"properties": {"type": {"x-default-audience": {"weekly": "private"}}}}
    )
    assert not findings
    audiences = {
        type_: kinds["meeting"].default_audience_of({"type": type_})
        for type_ in ("weekly", "one_on_one", "other")
    }
    assert audiences == {"weekly": "private", "one_on_one": "private", "other": "team"}
    assert kinds["meeting"].default_audience_of({}) == "team"


def test_the_narrowest_of_several_values_decides_and_no_shape_of_value_is_too_odd() -> None:
    part = {"enum": ["open", "closed"], "x-default-audience": {"open": "public"}}
    other = {"enum": ["hot", "cold"], "default": "hot", "x-default-audience": {"hot": "private"}}
    kinds, findings = compiled("account", {"properties": {"a": part, "b": other}})
    assert not findings
    decide = kinds["account"].default_audience_of
    assert decide({"a": "open"}) == "private"
    assert decide({"a": "open", "b": "cold"}) == "public"
    assert decide({"a": "closed", "b": "cold"}) == "team"
    assert decide({"a": ["open"], "b": {"x": 1}}) == "team"


@pytest.mark.parametrize(
    ("kind", "schema", "pointer"),
    [
        ("goal", {"properties": {"owner": {"not": {}}}}, "/properties/owner"),
        ("goal", {"properties": {"commitment": {"enum": []}}}, "/properties/commitment"),
        ("goal", {"properties": {"weight": {"maximum": -1}}}, "/properties/weight"),
        ("person", {"properties": {"name": {"type": "integer"}}}, "/properties/name/type"),
        ("goal", {"maxProperties": 3}, "/maxProperties"),
        ("goal", {"not": {"required": ["owner"]}}, "/not"),
        (
            "goal",
            {"properties": {"checkins": {"items": {"properties": {"confidence": {"minimum": 2}}}}}},
            "/properties/checkins/items/properties/confidence",
        ),
        ("account", {"properties": {"a": {"type": "string", "enum": [1]}}}, "/properties/a"),
    ],
)
def test_a_restriction_that_leaves_nothing_is_told_at_the_schema(
    kind: str, schema: dict[str, Any], pointer: str
) -> None:
    _, findings = compiled(kind, schema)
    assert findings == {("config-schema-invalid", pointer)}


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("goal", {"properties": {"commitment": {"enum": ["committed"]}}}),
        ("goal", {"properties": {"title": {"maxLength": 60}}, "required": ["weight"]}),
        ("goal", {"properties": {"title": {"type": "object", "required": ["zh", "en"]}}}),
        ("goal", {"properties": {"tags": {"maxItems": 3}}, "minProperties": 5}),
        ("account", {"properties": {"a": {"not": {"enum": [1, 2]}}}, "maxProperties": 5}),
    ],
)
def test_a_restriction_that_leaves_something_is_no_contradiction(
    kind: str, schema: dict[str, Any]
) -> None:
    assert compiled(kind, schema)[1] == set()
