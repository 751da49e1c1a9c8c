"""Baselines: what they hold, how many of it, and what is wrong with them."""

from __future__ import annotations

import json

import pytest

from planbook.diagnostics.baseline import (
    compare_with_baseline,
    make_baseline,
    parse_baseline,
    render_baseline,
)
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.span import Span

FILES = {"content/a.yaml", "content/b.yaml"}


def diagnostic(line: int = 1, path: str = "content/a.yaml", pointer: str = "/due") -> Diagnostic:
    span = Span(line, 1, line, 2)
    return Diagnostic("goal-owner-left", Severity.ERROR, {"en": "x"}, path, span, pointer)


def test_what_was_written_is_read_again_in_one_order() -> None:
    found = [
        diagnostic(path="content/b.yaml"),
        diagnostic(1),
        diagnostic(2),
        diagnostic(3, pointer="/a"),
    ]
    text = render_baseline(make_baseline(found), "1.0")
    assert text == render_baseline(make_baseline(reversed(found)), "1.0")
    assert parse_baseline(text, "b.json").value == make_baseline(found)
    entries = [tuple(entry.values()) for entry in json.loads(text)["entries"]]
    assert entries == [
        ("goal-owner-left", "content/a.yaml", "/a", 1),
        ("goal-owner-left", "content/a.yaml", "/due", 2),
        ("goal-owner-left", "content/b.yaml", "/due", 1),
    ]


def test_lines_do_not_count_and_numbers_do() -> None:
    baseline = make_baseline([diagnostic(1), diagnostic(2)])
    moved = [diagnostic(11), diagnostic(12), diagnostic(13)]
    compared = compare_with_baseline(moved, baseline, FILES, "b.json")
    assert (compared.known, compared.new) == (tuple(moved[:2]), (moved[2],))
    assert compared.findings == ()


def test_what_no_longer_occurs_is_told_once_with_its_number() -> None:
    baseline = make_baseline([diagnostic(1), diagnostic(2), diagnostic(path="content/b.yaml")])
    compared = compare_with_baseline([diagnostic(1)], baseline, FILES, "b.json")
    (told,) = compared.findings
    assert told.code.name == "baseline-outdated"
    assert told.message["en"] == (
        "findings of this baseline that no longer occur: 2 "
        "(content/a.yaml [goal-owner-left], content/b.yaml [goal-owner-left])"
    )


def test_a_baseline_of_other_files_is_of_another_project() -> None:
    baseline = make_baseline([diagnostic(path="content/elsewhere.yaml")])
    compared = compare_with_baseline([diagnostic()], baseline, FILES, "b.json")
    assert [told.code.name for told in compared.findings] == ["baseline-of-another-project"]
    assert compared.new == (diagnostic(),)


WRONG: tuple[tuple[str, object], ...] = (
    ("code", 1),
    ("path", None),
    ("pointer", []),
    ("count", 0),
    ("count", -1),
    ("count", True),
    ("count", "1"),
    ("count", 1.5),
)
ENTRY = {"code": "a", "path": "b", "pointer": "", "count": 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"text"',
        "{}",
        '{"format_version": 2, "entries": []}',
        '{"format_version": 1}',
        '{"format_version": 1, "entries": {}}',
        '{"format_version": 1, "entries": [1]}',
        "[" * 100_000,
        "9" * 5_000,
        *(
            json.dumps({"format_version": 1, "entries": [{**ENTRY, name: wrong}]})
            for name, wrong in WRONG
        ),
    ],
)
def test_what_is_no_baseline_is_one_finding(text: str) -> None:
    outcome = parse_baseline(text, "b.json")
    assert outcome.value is None
    assert [found.code.name for found in outcome.findings] == ["baseline-unreadable"]
