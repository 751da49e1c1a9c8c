"""The folders of good and bad documents, run through the whole of reading and validation."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from builders.handbooks import builtin_kinds
from builders.validation import validated
from planbook.diagnostics.codes.schema import DOCUMENT_CODES
from planbook.diagnostics.finding import Finding
from planbook.model.settings import Limits
from planbook.reading.checking import check_values, checker_of
from planbook.reading.schema_messages.lookup import CheckedSubject
from planbook.reading.schemas import compile_file_schema, load_builtin_schemas
from planbook.reading.yaml_values import read_yaml

CASES = Path(__file__).parents[2] / "schemas"
VALID = sorted(path for path in CASES.glob("*/valid/*") if path.suffix in (".yaml", ".md"))
INVALID = sorted(
    path
    for path in CASES.glob("*/invalid/*")
    if path.suffix in (".yaml", ".md") and not path.name.endswith(".expected.yaml")
)


def findings_of(path: Path) -> tuple[Finding, ...]:
    text = path.read_text(encoding="utf-8")
    name = path.parents[1].name
    if name in builtin_kinds():
        return validated(text, path=f"content/{path.name}").findings
    document = read_yaml(text, path.name, Limits()).documents[0]
    where = CheckedSubject(path.name, 0, "", {"en": name, "zh": name}, ("en", "zh"))
    checker = checker_of(compile_file_schema(load_builtin_schemas(), name))
    return check_values(document.value, document.written, checker, where, DOCUMENT_CODES)[1]


def name_of(path: Path) -> str:
    return f"{path.parents[1].name}/{path.stem}"


def test_there_are_cases_of_every_kind() -> None:
    assert {path.parents[1].name for path in VALID} >= set(builtin_kinds())
    assert {path.parents[1].name for path in INVALID} >= set(builtin_kinds())


@pytest.mark.parametrize("path", VALID, ids=name_of)
def test_valid_document_has_no_finding(path: Path) -> None:
    # The tables that a metric names lie elsewhere: that is no matter of the schema.
    codes = [finding.code.name for finding in findings_of(path)]
    assert [code for code in codes if not code.startswith("csv-")] == []


@pytest.mark.parametrize("path", INVALID, ids=name_of)
def test_invalid_document_has_its_findings_at_their_places(path: Path) -> None:
    expected_file = path.with_name(f"{path.stem}.expected.yaml")
    expected = {
        (entry["code"], entry["pointer"])
        for entry in yaml.safe_load(expected_file.read_text(encoding="utf-8"))
    }
    findings = findings_of(path)
    # A property whose misspelling stands beside it is not also reported as missing.
    misspelt = {
        ("schema-missing-property", finding.place.pointer.rpartition("/")[0])
        for finding in findings
        if finding.code.name == "schema-unknown-property"
        and finding.help
        and finding.help["en"].startswith("did you mean")
    }
    found = {(finding.code.name, finding.place.pointer) for finding in findings}
    assert found | (misspelt & expected) == expected
