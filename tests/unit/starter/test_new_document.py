"""Documents that ``planbook new`` begins: sound drafts, with every field in a form that fits."""

from __future__ import annotations

import re
from datetime import date

import pytest

from builders.handbooks import builtin_kinds
from builders.validation import validated
from planbook.starter.document import Blank, new_document

KNOWN = {
    kind: f"some-{kind}"
    for kind in ("person", "team", "role", "metric", "objective", "goal", "ladder", "tool")
}


def begun(kind: str, language: str = "en") -> str:
    blank = Blank(
        filled={"id": "x"},
        language=language,
        today=date(2026, 9, 10),
        period="2026-Q3",
        since=date(2026, 7, 1),
        until=date(2026, 9, 30),
        known=KNOWN,
    )
    return new_document(builtin_kinds()[kind].schema, blank)


def in_use(text: str) -> str:
    """Return the document with every optional field taken into use."""
    return re.sub(r"(?m)^#(?=[a-z_]+:|  )", "", text)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_a_document_of_every_kind_fits_its_schema(kind: str, language: str) -> None:
    path = f"content/x.{'md' if kind == 'chapter' else 'yaml'}"
    findings = validated(begun(kind, language), path=path).findings
    assert [each.message["en"] for each in findings] == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("metric", "across: sum"),
        ("meeting", "    actions: [TODO]"),
        ("goal", "  expected: linear"),
        ("goal", "contributors: [some-person]"),
        ("goal", "  subject: some-person"),
        ("feedback", "  title: TODO"),
        ("incentive", "    guarantee: {amount: 0, until: 2026-09-30}"),
        ("person", "  - until: 2026-09-30"),
        ("review", "  - title: TODO"),
        ("training", "    after_start: 0"),
        ("partner", "places: [TODO]"),
    ],
)
def test_what_may_be_added_stands_in_its_shortest_form(kind: str, line: str) -> None:
    assert line in in_use(begun(kind)).split("\n")


@pytest.mark.parametrize("kind", ["incentive", "person", "partner", "review", "feedback", "goal"])
def test_what_may_be_added_fits_the_schema_as_it_stands(kind: str) -> None:
    # Which of the fields that exclude each other is meant, only the writer knows.
    findings = validated(in_use(begun(kind))).findings
    assert {each.place.pointer for each in findings} <= {"/basis"}
