"""Diagnostics as GitLab's code quality report, which a merge request shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.fingerprints import fingerprints_of
from planbook.diagnostics.run import Run
from planbook.diagnostics.terminal import safe

_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.HINT: "info",
}


def render_gitlab(run: Run) -> str:
    """Return the report as JSON, with a line end: a list, empty where nothing was found.

    A finding without a place in its file stands on its first line: GitLab knows no other.
    """
    pairs = zip(run.diagnostics, fingerprints_of(run.diagnostics), strict=True)
    entries = [_entry(run, found, fingerprint) for found, fingerprint in pairs]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(run: Run, found: Diagnostic, fingerprint: str) -> dict[str, Any]:
    parts = (run.message(found), run.help(found), run.more_about(found.code))
    begin = found.span.line if found.span else 1
    return {
        "description": " — ".join(filter(None, parts)),
        "check_name": found.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {"path": safe(run.path(found.path)), "lines": {"begin": begin}},
    }
