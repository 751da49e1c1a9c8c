"""A finding with everything that a reader needs: file, line, words, the source line itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planbook.diagnostics.finding import Severity
    from planbook.diagnostics.span import Span
    from planbook.language import Text


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that belongs to a diagnostic."""

    message: Text
    path: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, located.

    ``path`` is relative to the project, with ``/`` on every system. ``document`` counts the
    documents of that file from 0. ``excerpt`` is the source line that ``span`` begins on, where
    there is one.
    """

    code: str
    severity: Severity
    message: Text
    path: str
    span: Span | None = None
    pointer: str = ""
    subject: str = ""
    help: Text | None = None
    notes: tuple[Note, ...] = ()
    excerpt: str | None = None
    scope: Literal["content", "project", "machine"] = "content"
    document: int = 0

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Return the one order in which diagnostics are shown: file, line, column, code."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.code, self.pointer, self.message.get("en", ""))
