"""One engine for the verdict and the reasons, held to the suite of JSON Schema itself.

``json_schema_suite/draft2020-12.json`` are the required cases of the draft, as jsonschema's source
distribution carries them: all of a group are checked or its schema is refused when it is read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planbook.reading.schema_keywords import check_keywords, find_circles
from planbook.reading.schema_references import (
    UnresolvableReferenceError,
    absolute,
    bundle,
    write_out,
)
from planbook.reading.violations import SchemaValidator, UnusableSchemaError

SUITE = json.loads(
    Path(__file__).with_name("json_schema_suite").joinpath("draft2020-12.json").read_text("utf-8")
)
FILE = "project:suite.schema.json"

# How many groups of a file are refused: planbook follows plain references, fetches nothing, and
# documents are mappings.
REFUSED = {
    "allOf": 2,
    "anchor": 4,
    "boolean_schema": 2,
    "defs": 1,
    "dynamicRef": 20,
    "ref": 17,
    "refRemote": 15,
    "unevaluatedItems": 1,
    "unevaluatedProperties": 1,
    "vocabulary": 2,
}


def read(schema: Any) -> SchemaValidator | None:
    """Return the validator of ``schema``, or None where it is refused when it is read."""
    if not isinstance(schema, dict) or any(check_keywords(schema)):
        return None
    files = {FILE: absolute(schema, FILE)}
    if any(find_circles(files[FILE], FILE, files)):
        return None
    try:
        return SchemaValidator(write_out(bundle(files[FILE], files)))
    except (UnresolvableReferenceError, UnusableSchemaError):
        return None


@pytest.mark.parametrize("name", SUITE)
def test_the_suite_is_judged_right_or_refused_when_read(name: str) -> None:
    refused = 0
    for group in SUITE[name]:
        validator = read(group["schema"])
        if validator is None:
            refused += 1
            continue
        for description, value, valid in group["tests"]:
            said = f"{group['description']}: {description}"
            # The draft leaves it open whether formats are checked; here they are.
            fits = valid and "only an annotation" not in description
            violations = list(validator.find_violations(value))
            assert validator.is_valid(value) is fits, said
            assert (not violations) is fits, said
            for violation in violations:
                assert violation.of_name or violation.instance == at(value, violation.path), said
    assert refused == REFUSED.get(name, 0)


def test_half_a_character_is_judged_without_a_crash() -> None:
    validator = SchemaValidator({"properties": {"a": {"type": "number"}}, "required": ["b"]})
    values = {"a": "\ud800", "\udfff": {"x": 1}}
    assert not validator.is_valid(values)
    assert {(each.path, each.keyword) for each in validator.find_violations(values)} == {
        (("a",), "type"),
        ((), "required"),
    }


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value
