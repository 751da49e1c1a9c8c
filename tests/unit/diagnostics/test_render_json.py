"""The stable JSON of findings."""

from __future__ import annotations

import json

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.render_json import render_json
from planbook.diagnostics.span import Span
from planbook.diagnostics.summary import Summary

FOUND = Diagnostic(
    code="link-duplicate-id",
    severity=Severity.ERROR,
    message={"en": "there is already a goal", "zh": "已有目标"},
    path="content/q3.yaml",
    span=Span(14, 3, 14, 8),
    pointer="/id",
    subject="goal:q3",
    help={"en": "rename it"},
    notes=(Note({"en": "first defined here"}, "content/a.yaml", Span(2, 1, 2, 3)),),
)


def test_the_report_is_as_the_contract_shows_it() -> None:
    report = json.loads(render_json([FOUND], Summary(files=2, documents=3, errors=1), "1.2.3"))
    assert report == {
        "format_version": 1,
        "tool": {"name": "planbook", "version": "1.2.3"},
        "summary": {
            "files": 2,
            "documents": 3,
            "errors": 1,
            "warnings": 0,
            "hints": 0,
            "suppressed": 0,
            "baselined": 0,
        },
        "diagnostics": [
            {
                "code": "link-duplicate-id",
                "severity": "error",
                "message": "there is already a goal",
                "path": "content/q3.yaml",
                "line": 14,
                "column": 3,
                "end_line": 14,
                "end_column": 8,
                "pointer": "/id",
                "subject": "goal:q3",
                "help": "rename it",
                "notes": [
                    {
                        "message": "first defined here",
                        "path": "content/a.yaml",
                        "line": 2,
                        "column": 1,
                        "end_line": 2,
                        "end_column": 3,
                    }
                ],
                "url": None,
            }
        ],
    }


def test_chinese_stays_readable() -> None:
    assert "已有目标" in render_json([FOUND], Summary(), "1", "zh")


def test_a_name_that_is_no_text_does_not_break_the_report() -> None:
    found = Diagnostic("file-unreadable", Severity.ERROR, {"en": "no"}, "content/\udcff.yaml")
    text = render_json([found], Summary(), "1")
    assert json.loads(text.encode("utf-8"))["diagnostics"][0]["path"] == "content/\\udcff.yaml"
    assert json.loads(text)["diagnostics"][0]["line"] is None


def test_a_finding_has_the_address_of_its_page() -> None:
    text = render_json([FOUND], Summary(), "1", address=lambda code: f"https://x.example/{code}")
    assert json.loads(text)["diagnostics"][0]["url"] == "https://x.example/link-duplicate-id"
