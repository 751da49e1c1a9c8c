"""The schemas are the contract: these tests hold them to the conventions they promise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "schemas"
EXAMPLES = SCHEMAS / "examples"
CASES = ROOT / "tests" / "schemas"

KINDS = [
    "objective",
    "role",
    "person",
    "team",
    "partner",
    "goal",
    "training",
    "metric",
    "review",
    "improvement",
    "incentive",
    "recognition",
    "meeting",
    "feedback",
    "tool",
    "ladder",
    "growth",
    "retrospective",
    "chapter",
]
NAMES = [*KINDS, "planbook", "theme", "smart-rubric"]
PRACTICES = [
    "responsibilities",
    "goals",
    "training",
    "performance",
    "incentives",
    "communication",
    "team",
    "tools",
    "feedback",
    "growth",
]
EVERY_FILE = ["common", "document", *NAMES]

# What goes wrong in a schema's words, in the words of findings.
CODES = {
    "additionalProperties": "schema-unknown-property",
    "required": "schema-missing-property",
    "type": "schema-wrong-type",
    "enum": "schema-not-allowed-value",
    "const": "schema-not-allowed-value",
    "pattern": "schema-bad-format",
    "format": "schema-bad-format",
    "minLength": "schema-bad-format",
    "maxLength": "schema-bad-format",
    "minimum": "schema-out-of-range",
    "exclusiveMinimum": "schema-out-of-range",
    "maximum": "schema-out-of-range",
    "minItems": "schema-out-of-range",
    "minProperties": "schema-out-of-range",
    "maxProperties": "schema-out-of-range",
}


class Core(yaml.SafeLoader):
    """Reads YAML by the 1.2 core rules: dates, `no` and `off` stay text, keys are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


def construct_core_mapping(loader: Core, written: Any) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in written.value}


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first
    )
Core.add_constructor("tag:yaml.org,2002:map", construct_core_mapping)


def read_schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(
        (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    return schema


def read_documents(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        _, facts, body = text.split("---\n", 2)
        return [{**yaml.load(facts, Core), "body": body.strip()}]
    return list(yaml.load_all(text, Core))


def example_of(kind: str) -> Path:
    return EXAMPLES / ("chapter.md" if kind == "chapter" else f"{kind}.yaml")


REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(read_schema(name))) for name in EVERY_FILE
)


def findings_of(name: str, document: Any) -> set[tuple[str, str]]:
    """Return the code and the pointer of all that is wrong with ``document``."""
    validator = Draft202012Validator(
        read_schema(name), registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    found = set()
    for error in validator.iter_errors(document):
        pointer = "".join(
            "/" + str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path
        )
        code = CODES[str(error.validator)]
        if error.validator == "additionalProperties":
            found |= {
                (code, f"{pointer}/{key}")
                for key in error.instance
                if key not in error.schema.get("properties", {})
            }
        else:
            found.add((code, pointer))
    return found


def resolve(schema: Mapping[str, Any], file: str) -> tuple[Mapping[str, Any], str]:
    """Follow ``$ref`` and return the schema with its siblings laid over it, and its file."""
    merged, keep = dict(schema), file
    while "$ref" in merged:
        target, _, fragment = merged.pop("$ref").partition("#")
        keep = target.removesuffix(".schema.json") if target else keep
        found: Any = read_schema(keep)
        for step in fragment.split("/")[1:]:
            found = found[step]
        merged = {**found, **merged}
    return merged, keep


def levels_below(
    schema: Mapping[str, Any], file: str, path: str = ""
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every schema of a value, references followed, with its path."""
    merged, file = resolve(schema, file)
    yield path, merged
    for name, written in merged.get("properties", {}).items():
        yield from levels_below(written, file, f"{path}/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(merged.get(keyword), dict):
            yield from levels_below(merged[keyword], file, path)


def properties_below(
    schema: Mapping[str, Any], file: str, path: str = ""
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every property at every level, with its path; branches of if/then only narrow."""
    merged, file = resolve(schema, file)
    for name, written in merged.get("properties", {}).items():
        yield f"{path}/{name}", written
        yield from properties_below(written, file, f"{path}/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(merged.get(keyword), dict):
            yield from properties_below(merged[keyword], file, path)


def parts_of(schema: Any, inside_branch: bool = False) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield every mapping of a schema file, and whether it stands in an if/then branch."""
    if isinstance(schema, dict):
        yield schema, inside_branch
        for keyword, value in schema.items():
            branch = inside_branch or keyword in {"if", "then", "else", "allOf"}
            if keyword != "x-words":
                yield from parts_of(value, branch)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts_of(value, inside_branch)


def names_of(types: str | list[str] | None) -> list[str]:
    return [types] if isinstance(types, str) else types or []


def paths_in(values: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key that a document uses, without positions in lists."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield f"{path}/{key}"
            yield from paths_in(value, f"{path}/{key}")
    elif isinstance(values, list):
        for value in values:
            yield from paths_in(value, path)


@pytest.mark.parametrize("name", EVERY_FILE)
def test_every_schema_is_valid_draft_2020_12(name: str) -> None:
    schema = read_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{name}.schema.json"


def test_the_folder_holds_the_schemas_that_the_contract_names() -> None:
    found = {path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json")}
    assert set(EVERY_FILE) <= found


@pytest.mark.parametrize("name", EVERY_FILE)
def test_schema_files_keep_one_layout(name: str) -> None:
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", ["document", *NAMES])
def test_every_property_is_explained_in_both_languages(name: str) -> None:
    schema = read_schema(name)
    for path, written in [("", schema), *properties_below(schema, name)]:
        for words in (written, written.get("x-words", {}).get("zh", {})):
            assert words.get("title"), f"{name}{path} has no title"
            assert words.get("description"), f"{name}{path} has no description"
        chinese = written["x-words"]["zh"]["description"]
        assert re.search("[一-鿿]", chinese), f"{name}{path} is not explained in Chinese"


@pytest.mark.parametrize("name", EVERY_FILE)
def test_no_schema_leaves_a_choice_between_alternatives(name: str) -> None:
    for part, _ in parts_of(read_schema(name)):
        assert not {"anyOf", "oneOf", "not"} & set(part)


@pytest.mark.parametrize("name", NAMES)
def test_every_mapping_is_closed_or_has_a_schema_for_its_values(name: str) -> None:
    mappings = [
        (path, level)
        for path, level in levels_below(read_schema(name), name)
        if "object" in names_of(level.get("type"))
    ]
    assert mappings
    for path, level in mappings:
        rest = level.get("additionalProperties")
        if path == "/extra":
            assert rest is True
        elif "properties" in level:
            assert rest is False, f"{name}{path} is open"
        else:
            assert isinstance(rest, dict), f"{name}{path} is open"


@pytest.mark.parametrize("name", EVERY_FILE)
def test_every_reference_within_the_schemas_resolves(name: str) -> None:
    resolver = REGISTRY.resolver(f"{name}.schema.json")
    for part, _ in parts_of(read_schema(name)):
        if isinstance(part.get("$ref"), str):
            resolver.lookup(part["$ref"])


@pytest.mark.parametrize("name", EVERY_FILE)
def test_every_choice_is_explained_in_both_languages(name: str) -> None:
    for part, inside_branch in parts_of(read_schema(name)):
        if inside_branch or not isinstance(part.get("enum"), list):
            continue
        if "enumDescriptions" not in part and "const" not in part:
            # The short form of a rule's severity is a branch of its own and explained beside.
            assert name == "planbook"
        else:
            chinese = part["x-words"]["zh"]["enumDescriptions"]
            assert len(part["enum"]) == len(part["enumDescriptions"]) == len(chinese)
            assert all(part["enumDescriptions"])
            assert all(re.search("[一-鿿]", words) for words in chinese)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_its_address_its_practices_and_its_audience(kind: str) -> None:
    schema = read_schema(kind)
    assert re.fullmatch("[a-z]+", schema["x-plural"])
    assert schema["x-practices"]
    assert set(schema["x-practices"]) <= set(PRACTICES)
    assert schema["properties"]["kind"]["const"] == kind
    private = {"review", "improvement", "feedback", "growth"}
    audience = "private" if kind in private else "team"
    assert schema["properties"]["audience"]["default"] == audience
    assert schema["properties"]["state"]["default"] == "active"


def test_addresses_of_kinds_differ() -> None:
    addresses = [read_schema(kind)["x-plural"] for kind in KINDS]
    assert len(set(addresses)) == len(KINDS)


def test_the_fields_that_all_kinds_share_say_the_same_everywhere() -> None:
    shared = ["id", "state", "tags", "links", "notes", "extra"]
    goal = read_schema("goal")["properties"]
    for kind in KINDS:
        properties = read_schema(kind)["properties"]
        assert {name: properties[name] for name in shared} == {name: goal[name] for name in shared}


def test_the_fields_that_the_model_keeps_private_are_marked() -> None:
    marked = {
        f"{kind}{path}": written["x-audience"]
        for kind in KINDS
        for path, written in properties_below(read_schema(kind), kind)
        if "x-audience" in written
    }
    assert marked == {
        "person/contacts": "team",
        "goal/rewards/amount": "private",
        "training/items/cost": "private",
        "incentive/quota": "private",
        "incentive/variable": "private",
        "incentive/people": "private",
        "incentive/adjustments": "private",
    }


def test_the_persons_a_document_is_about_and_its_authors_are_marked() -> None:
    marked: dict[str, list[str]] = {"x-subject": [], "x-author": []}
    for kind in KINDS:
        for path, written in properties_below(read_schema(kind), kind):
            for mark, where in marked.items():
                if written.get(mark) or written.get("items", {}).get(mark):
                    where.append(f"{kind}{path}")
    assert marked["x-author"] == ["review/reviewer", "recognition/given_by", "feedback/from"]
    assert marked["x-subject"] == [
        "objective/owner",
        "team/lead",
        "partner/manager",
        "goal/owner",
        "training/for",
        "review/person",
        "improvement/person",
        "incentive/for",
        "incentive/people/person",
        "incentive/adjustments/person",
        "recognition/people",
        "meeting/owner",
        "meeting/attendees",
        "feedback/to",
        "tool/owner",
        "growth/person",
        "retrospective/team",
    ]
    assert [kind for kind in KINDS if read_schema(kind).get("x-subject")] == ["person"]


def test_references_name_kinds_or_vocabularies_that_exist() -> None:
    vocabularies = {"territory", "product_line", "level", "competency", "norm"}
    for name in EVERY_FILE:
        for part, _ in parts_of(read_schema(name)):
            if "x-ref" in part and "properties" not in part:
                assert set(part["x-ref"]) <= {*KINDS, *vocabularies}


def test_the_umbrella_knows_every_kind_once() -> None:
    schema = read_schema("document")
    assert schema["properties"]["kind"]["enum"] == KINDS
    branches = {
        branch["if"]["properties"]["kind"]["const"]: branch["then"]["$ref"]
        for branch in schema["allOf"]
    }
    assert branches == {kind: f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_examples_are_valid_by_their_kind_and_by_the_umbrella(kind: str) -> None:
    for document in read_documents(example_of(kind)):
        assert findings_of(kind, document) == set()
        assert findings_of("document", document) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_examples_use_every_field(kind: str) -> None:
    used = {path for document in read_documents(example_of(kind)) for path in paths_in(document)}
    known = {path for path, _ in properties_below(read_schema(kind), kind)}
    # A period is written as a word or as two days; one example of the two days is enough.
    optional = {f"{path}/{day}" for path in known for day in ("start", "end") if "period" in path}
    assert known - used - optional - SHOWN_ELSEWHERE.get(kind, set()) == set()


def shown_by(kind: str, field: str, as_: str) -> set[str]:
    """Return what the examples of ``kind`` show of ``field``, as paths below ``as_``."""
    return {
        f"{as_}{path.removeprefix(field)}"
        for document in read_documents(example_of(kind))
        for path in paths_in(document)
        if path.startswith(field)
    }


# An objective is measured and followed as a goal is: the goals show all of that.
SHOWN_ELSEWHERE = {
    "goal": shown_by("objective", "/measure", "/measurable"),
    "objective": shown_by("goal", "/measurable", "/measure")
    | shown_by("goal", "/checkins", "/checkins"),
}


@pytest.mark.parametrize(
    "path",
    sorted(CASES.glob("*/valid/*.yaml")),
    ids=lambda path: f"{path.parts[-3]}-{path.stem}",
)
def test_valid_documents_raise_no_finding(path: Path) -> None:
    for document in read_documents(path):
        assert findings_of(path.parts[-3], document) == set()


@pytest.mark.parametrize(
    "path",
    sorted(
        path for path in CASES.glob("*/invalid/*.yaml") if not path.name.endswith(".expected.yaml")
    ),
    ids=lambda path: f"{path.parts[-3]}-{path.stem}",
)
def test_invalid_documents_raise_the_expected_findings(path: Path) -> None:
    expected = yaml.safe_load(path.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    (document,) = read_documents(path)
    assert findings_of(path.parts[-3], document) == {
        (finding["code"], finding["pointer"]) for finding in expected
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_has_valid_and_invalid_cases(name: str) -> None:
    assert list((CASES / name / "valid").glob("*.yaml"))
    invalid = list((CASES / name / "invalid").glob("*.expected.yaml"))
    assert len(invalid) >= (6 if name == "goal" else 3)
