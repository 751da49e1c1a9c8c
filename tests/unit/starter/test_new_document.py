"""Documents that ``planbook new`` begins: sound drafts, with every field in a form that fits."""

from __future__ import annotations

import re
from datetime import date

import pytest

from builders.handbooks import builtin_kinds
from builders.validation import validated
from planbook.diagnostics.finding import Severity
from planbook.starter.document import Blank, new_document


def begun(kind: str, language: str = "en", *, short: bool = False) -> str:
    blank = Blank(filled={"id": "x"}, language=language, today=date(2026, 9, 10), short=short)
    return new_document(builtin_kinds()[kind].schema, blank)


def path_of(kind: str) -> str:
    return f"content/x.{'md' if kind == 'chapter' else 'yaml'}"


def in_use(text: str) -> str:
    """Return the document with every optional field taken into use."""
    return re.sub(r"(?m)^#(?=[a-z_]+:|  )", "", text)


@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_a_document_of_every_kind_is_a_draft_that_lacks_what_nobody_knows(
    kind: str, language: str, short: bool
) -> None:
    findings = validated(begun(kind, language, short=short), path=path_of(kind)).findings
    assert {each.code.severity for each in findings} <= {Severity.HINT}
    assert {each.code.name for each in findings} <= {"schema-missing-property"}


@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_every_blank_is_found_once_the_document_is_in_force(kind: str) -> None:
    text = begun(kind, short=True).replace("state: draft", "state: active")
    found = validated(text, path=path_of(kind)).diagnostics
    lines = {each.span.line for each in found if each.span and each.severity is Severity.ERROR}
    blanks = {
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(r"^[^#]*:   # TODO", line)
    }
    # What a goal is measured by decides what else its measure has to say.
    type_ = {n for n, line in enumerate(text.splitlines(), start=1) if line.startswith("  target:")}
    assert blanks - lines <= (type_ if kind == "goal" else set())
    assert blanks


@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_no_figure_and_no_reference_is_made_up(kind: str) -> None:
    text = begun(kind)
    used = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert not re.search(r": (0|1|100|todo|TODO)\b", used)
    optional = "\n".join(
        line for line in text.splitlines() if re.match(r"#( {2,})?-? ?[a-z_]+:", line)
    )
    assert not re.search(r": (0|100|todo)\b", optional)


@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_a_short_document_has_no_optional_fields(kind: str) -> None:
    assert not re.search(r"(?m)^#( {2,})?[a-z_]+:", begun(kind, short=True))
    if kind != "chapter":
        assert len(begun(kind, short=True)) < len(begun(kind))


def test_days_of_writing_are_filled_in_and_others_left_empty() -> None:
    assert "\ndate: 2026-09-10\n" in begun("feedback")
    assert "\nopened: 2026-09-10\n" in begun("improvement")
    for blank in ("  start:   # TODO", "  due:   # TODO", "period:   # TODO"):
        assert blank in begun("goal").split("\n")


def test_what_is_known_is_filled_in_and_what_is_open_is_asked() -> None:
    blank = Blank(
        filled={"id": "x", "measurable": {"type": "increase", "unit": "%"}},
        language="en",
        today=date(2026, 9, 10),
        questions={"/measurable/target": "How much?"},
    )
    lines = new_document(builtin_kinds()["goal"].schema, blank).split("\n")
    assert "  type: increase" in lines
    assert "  unit: '%'" in lines or '  unit: "%"' in lines
    assert "  baseline:   # TODO" in lines
    assert "  target:   # TODO: How much?" in lines


@pytest.mark.parametrize("kind", sorted(builtin_kinds()))
def test_what_may_be_added_is_read_as_it_stands(kind: str) -> None:
    # Which of the fields that exclude each other is meant, only the writer knows.
    findings = validated(in_use(begun(kind)), path=path_of(kind)).findings
    assert {each.code.name for each in findings} <= {"schema-missing-property"}
