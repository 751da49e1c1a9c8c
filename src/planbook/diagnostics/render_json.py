"""Diagnostics for other programs: the stable JSON of ``validate --format json``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.rule_pages import Addresses, no_address
from planbook.diagnostics.span import Span
from planbook.diagnostics.summary import Summary
from planbook.language import words_in

FORMAT_VERSION: Final = 1


def render_json(
    diagnostics: Iterable[Diagnostic],
    summary: Summary,
    version: str,
    language: str = "en",
    address: Addresses = no_address,
) -> str:
    """Return the report as JSON, with a line end; ``version`` is planbook's own.

    A finding without a place in its file has null for line and column; one whose page is not known
    has null for its url.
    """
    report = {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "planbook", "version": version},
        "summary": {
            "files": summary.files,
            "documents": summary.documents,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "hints": summary.hints,
            "suppressed": summary.hidden.suppressed,
            "baselined": summary.hidden.baselined,
            **({} if summary.hidden.older is None else {"older": summary.hidden.older}),
        },
        "diagnostics": [_entry(diagnostic, language, address) for diagnostic in diagnostics],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _entry(diagnostic: Diagnostic, language: str, address: Addresses) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": _as_text(words_in(diagnostic.message, (language, "en"))),
        "path": _as_text(diagnostic.path),
        **_position(diagnostic.span),
        "pointer": _as_text(diagnostic.pointer),
        "subject": _as_text(diagnostic.subject),
        "help": _as_text(words_in(diagnostic.help, (language, "en"))) if diagnostic.help else None,
        "notes": [_note(note, language) for note in diagnostic.notes],
        "url": address(diagnostic.code),
    }


def _note(note: Note, language: str) -> dict[str, Any]:
    return {
        "message": _as_text(words_in(note.message, (language, "en"))),
        "path": _as_text(note.path),
        **_position(note.span),
    }


def _position(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"line": None, "column": None, "end_line": None, "end_column": None}
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _as_text(words: str) -> str:
    # A file name may hold bytes that are no text, and JSON readers stumble over such halves.
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
