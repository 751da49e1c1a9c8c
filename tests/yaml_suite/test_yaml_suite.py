"""The YAML Test Suite: every case is read as it says, or stands among the exceptions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from planbook.model.settings import Limits
from planbook.reading.yaml_values import read_yaml

FOLDER = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "cases.jsonl").read_text("utf-8").splitlines()
]
EXCEPTIONS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (FOLDER / "exceptions.yaml").read_text("utf-8")
)
EXPECTED = {
    case: sort for sort, groups in EXCEPTIONS.items() for group in groups for case in group["cases"]
}


def outcome_of(case: dict[str, Any]) -> str:
    """What reading a case comes to: as the suite says it, or how it differs."""
    read = read_yaml(case["yaml"], "content/x.yaml", Limits())
    refused = any(finding.code.severity == "error" for finding in read.findings)
    if case.get("invalid"):
        return "as the suite says" if refused else "accepted"
    if refused:
        return "refused"
    values = [document.value for document in read.documents]
    if "values" in case and values != case["values"]:
        return "read_otherwise"
    return "as the suite says"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_is_read_as_the_suite_says_or_as_its_exception(case: dict[str, Any]) -> None:
    assert outcome_of(case) == EXPECTED.get(case["id"], "as the suite says")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_that_is_refused_is_told_its_line_in_words_of_our_own(case: dict[str, Any]) -> None:
    for finding in read_yaml(case["yaml"], "content/x.yaml", Limits()).findings:
        assert finding.place.span is not None
        assert finding.help
        assert "cannot be understood as YAML" not in finding.message["en"]


def test_every_exception_is_a_case_and_has_a_reason() -> None:
    assert set(EXPECTED) <= {case["id"] for case in CASES}
    named = [case for groups in EXCEPTIONS.values() for group in groups for case in group["cases"]]
    assert len(named) == len(set(named))
    assert all(group["reason"] for groups in EXCEPTIONS.values() for group in groups)
