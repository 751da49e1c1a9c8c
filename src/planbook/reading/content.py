"""All that was read of a project's content, stage by stage, for whoever reads it again in part."""

from __future__ import annotations

import msgspec

from planbook.diagnostics.finding import Finding
from planbook.reading.documents import Parsed
from planbook.reading.sources import Sources
from planbook.reading.validation import Valid


class Content(msgspec.Struct, frozen=True):
    """The files of a project's content, the documents in them, and those that fit their schemas.

    ``findings`` are what was found wrong on the way. Each of them comes of one file, or of a few
    that belong together, and of planbook.yaml and the schemas: of nothing else.
    """

    sources: Sources = msgspec.field(default_factory=Sources)
    parsed: Parsed = msgspec.field(default_factory=lambda: Parsed(()))
    valid: Valid = msgspec.field(default_factory=Valid)
    findings: tuple[Finding, ...] = ()
