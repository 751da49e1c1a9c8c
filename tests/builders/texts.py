"""Content that exists in memory only: texts by path, read as a project's content is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.model.settings import Settings
from planbook.reading.documents import Parsed, parse_documents
from planbook.reading.locations import locate_findings
from planbook.reading.sources import Source, Sources

TWO_LANGUAGES = Settings(language="zh", languages=("zh", "en"))


def sources_of(texts: Mapping[str, str], unread: tuple[str, ...] = ()) -> Sources:
    """Return the sources that files with these texts would make."""
    found = [Source(path, text) for path, text in sorted(texts.items())]
    return Sources(
        documents=tuple(source for source in found if source.path.endswith((".yaml", ".yml"))),
        chapters=tuple(source for source in found if source.path.endswith(".md")),
        series={source.path: source for source in found if source.path.endswith(".csv")},
        unread=unread,
    )


@dataclass(frozen=True)
class Reading:
    """What reading gave: the documents, and the diagnostics in their order."""

    parsed: Parsed
    diagnostics: tuple[Diagnostic, ...]

    @property
    def seen(self) -> list[tuple[str, int, int]]:
        """Code, line and column of every diagnostic."""
        return [
            (each.code, each.span.line, each.span.column) if each.span else (each.code, 0, 0)
            for each in self.diagnostics
        ]

    @property
    def values(self) -> list[dict[str, object]]:
        """The values of every document."""
        return [document.values for document in self.parsed.documents]


def read(
    texts: Mapping[str, str] | str,
    settings: Settings = TWO_LANGUAGES,
    unread: tuple[str, ...] = (),
) -> Reading:
    """Return what reading ``texts`` gives; a single text stands in ``content/x.yaml``."""
    if isinstance(texts, str):
        texts = {"content/x.yaml": texts}
    sources = sources_of(texts, unread)
    outcome = parse_documents(sources, settings)
    return Reading(outcome.value, locate_findings(outcome.findings, sources))
