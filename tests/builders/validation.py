"""Running texts through reading and validation, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from builders.handbooks import SETTINGS, builtin_kinds
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding
from planbook.model.document import Document
from planbook.model.field import Kinds
from planbook.model.settings import Settings
from planbook.reading.documents import parse_documents
from planbook.reading.locations import locate_findings
from planbook.reading.sources import Source, Sources
from planbook.reading.validation import validate_documents

PATH = "content/things/thing.yaml"


@dataclass(frozen=True)
class Validated:
    """What validation made of some texts."""

    documents: tuple[Document, ...]
    broken: frozenset[str]
    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def places(self) -> set[tuple[str, str]]:
        """Code and pointer of each finding."""
        return {(finding.code.name, finding.place.pointer) for finding in self.findings}

    def helps(self, pointer: str) -> str:
        """The English help of the one finding at ``pointer``."""
        (found,) = (finding for finding in self.findings if finding.place.pointer == pointer)
        return found.help["en"] if found.help else ""

    def says(self, pointer: str) -> str:
        """The English message of the one finding at ``pointer``."""
        (found,) = (finding for finding in self.findings if finding.place.pointer == pointer)
        return found.message["en"]


def validated(
    text: str,
    *,
    path: str = PATH,
    kinds: Kinds | None = None,
    settings: Settings = SETTINGS,
) -> Validated:
    """Return what reading and validation make of one file."""
    source = Source(path, text)
    sources = Sources(chapters=(source,)) if path.endswith(".md") else Sources(documents=(source,))
    parsed = parse_documents(sources, settings)
    valid = validate_documents(parsed.value, kinds or builtin_kinds(), settings)
    findings = (*parsed.findings, *valid.findings, *valid.value.unlike_ids)
    return Validated(
        valid.value.documents,
        valid.value.broken,
        findings,
        locate_findings(findings, sources),
    )
