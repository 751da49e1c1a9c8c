"""Diagnostics one line each, in the form that editors and grep understand."""

from __future__ import annotations

from collections.abc import Iterable

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.terminal import BOLD, RESET, SEVERITY_COLOURS, safe
from planbook.language import words_in


def render_concise(
    diagnostics: Iterable[Diagnostic], language: str = "en", *, colour: bool = False
) -> str:
    """Return ``diagnostics`` in their order, one line each."""
    return "".join(
        f"{headline(diagnostic, language, colour=colour)}\n" for diagnostic in diagnostics
    )


def headline(diagnostic: Diagnostic, language: str = "en", *, colour: bool = False) -> str:
    """Return ``path:line:column: severity[code] subject: message`` without a line end."""
    place = safe(diagnostic.path)
    if diagnostic.span is not None:
        place = f"{place}:{diagnostic.span.line}:{diagnostic.span.column}"
    severity = f"{diagnostic.severity}[{diagnostic.code}]"
    if colour:
        place = f"{BOLD}{place}{RESET}"
        severity = f"{SEVERITY_COLOURS[diagnostic.severity]}{severity}{RESET}"
    message = safe(words_in(diagnostic.message, (language, "en")))
    return f"{place}: {severity} {_subject(diagnostic.subject)}{message}"


def _subject(subject: str) -> str:
    kind, colon, id_ = subject.partition(":")
    return f'{safe(kind)} "{safe(id_)}": ' if colon else ""
