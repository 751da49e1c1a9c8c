"""A finding with everything that a reader needs: file, line, words, the source line itself."""

from __future__ import annotations

from typing import Literal

import msgspec

# What reads a diagnostic back has to know the types of its fields.
from planbook.diagnostics.finding import Place, Severity
from planbook.diagnostics.span import Span
from planbook.language import Text


class Note(msgspec.Struct, frozen=True):
    """A second place that belongs to a diagnostic.

    ``public_message`` is what of ``message`` everybody may read; empty where that is nothing.
    """

    message: Text
    path: str
    span: Span | None
    place: Place | None = None
    public_message: Text = msgspec.field(default_factory=dict)


class Diagnostic(msgspec.Struct, frozen=True):
    """One finding, located.

    ``path`` is relative to the project, with ``/`` on every system. ``excerpt`` is the source
    line that ``span`` begins on, where there is one. ``place`` is where the finding stood before
    its line was looked up.

    ``public_message`` and ``public_help`` quote nothing that the team may not see: they are what
    leaves the author's own screen.
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
    place: Place | None = None
    public_message: Text = msgspec.field(default_factory=dict)
    public_help: Text | None = None

    @property
    def document(self) -> int:
        """The number of the document in its file, from 0."""
        return self.place.document if self.place is not None else 0

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Return the one order in which diagnostics are shown: file, line, column, code."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.code, self.pointer, self.message.get("en", ""))
