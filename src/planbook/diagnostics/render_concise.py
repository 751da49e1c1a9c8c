"""Diagnostics one line each, in the form that editors and grep understand.

They go into logs that others read: nothing in them quotes what the team may not see.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.rule_pages import Addresses, no_address
from planbook.diagnostics.terminal import BOLD, RESET, SEVERITY_COLOURS, link, safe
from planbook.language import words_in


def render_concise(
    diagnostics: Iterable[Diagnostic],
    language: str = "en",
    *,
    colour: bool = False,
    address: Addresses = no_address,
) -> str:
    """Return ``diagnostics`` in their order, one line each."""
    return "".join(
        f"{public_headline(diagnostic, language, colour=colour, address=address)}\n"
        for diagnostic in diagnostics
    )


def public_headline(
    diagnostic: Diagnostic,
    language: str = "en",
    *,
    colour: bool = False,
    address: Addresses = no_address,
) -> str:
    """Return the line of ``headline`` with no more than everybody may read."""
    public = replace(diagnostic, message=diagnostic.public_message or {"": diagnostic.code})
    return headline(public, language, colour=colour, address=address)


def headline(
    diagnostic: Diagnostic,
    language: str = "en",
    *,
    colour: bool = False,
    address: Addresses = no_address,
) -> str:
    """Return ``path:line:column: severity[code] subject: message`` without a line end.

    Where ``address`` knows the page about the code, the code links there.
    """
    place = safe(diagnostic.path)
    if diagnostic.span is not None:
        place = f"{place}:{diagnostic.span.line}:{diagnostic.span.column}"
    severity = f"{diagnostic.severity}[{link(diagnostic.code, address(diagnostic.code))}]"
    if colour:
        place = f"{BOLD}{place}{RESET}"
        severity = f"{SEVERITY_COLOURS[diagnostic.severity]}{severity}{RESET}"
    message = safe(words_in(diagnostic.message, (language, "en")))
    return f"{place}: {severity} {_subject(diagnostic.subject)}{message}"


def _subject(subject: str) -> str:
    kind, colon, id_ = subject.partition(":")
    return f'{safe(kind)} "{safe(id_)}": ' if colon else ""
