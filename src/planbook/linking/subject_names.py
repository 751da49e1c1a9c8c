"""Subjects in tables: a spreadsheet names people and partners by name, documents by id."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from typing import TypeAlias

from planbook.diagnostics.codes.link import LINK_AMBIGUOUS_ID
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.language import Text
from planbook.model.document import ID, Document, Key
from planbook.model.field import Field, Kinds
from planbook.model.reference import Mention, candidates
from planbook.model.settings import Settings

AtPointer: TypeAlias = tuple[str, int, str]
"""A place in a document: path, number in the file, pointer."""


class SubjectNames:
    """Who is called what: unique names and titles, in any language and without regard to case."""

    def __init__(self, documents: Iterable[Document], settings: Settings) -> None:
        self._keys = {document.key for document in documents}
        self._named: dict[str, set[Key]] = defaultdict(set)
        for document in documents:
            self._add(document.key, document.title)
        vocabulary = settings.vocabulary
        for kind, terms in (
            ("territory", vocabulary.territories),
            ("product_line", vocabulary.product_lines),
        ):
            for term in terms:
                self._keys.add(Key(kind, term.id))
                self._add(Key(kind, term.id), term.title)

    def _add(self, key: Key, title: Text) -> None:
        for words in title.values():
            # A document is linked whatever is wrong with it; its title may hold anything.
            if isinstance(words, str):
                self._named[_folded(words)].add(key)

    def find(self, written: str, kinds: tuple[str, ...]) -> tuple[Key, ...]:
        """Return whom ``written`` may mean among ``kinds`` where it is no id, smallest first."""
        if self._keys.intersection(candidates(Mention("", "", written, kinds))):
            return ()
        return tuple(
            sorted(key for key in self._named.get(_folded(written), ()) if key.kind in kinds)
        )

    def reference_to(self, key: Key, kinds: tuple[str, ...]) -> str:
        """Return how a field of ``kinds`` refers to ``key``: by its id where that is enough."""
        alike = self._keys.intersection(candidates(Mention("", "", key.id, kinds)))
        return key.id if len(alike) == 1 else str(key)


def name_subjects(
    documents: Iterable[Document], kinds: Kinds, settings: Settings, broken: Set[str]
) -> Outcome[tuple[tuple[Document, ...], frozenset[AtPointer]]]:
    """Return ``documents`` with ids in their tables' rows where names were written.

    A name that several have is a finding. With the documents come the places of names about which
    nothing more is to be said: those, and where files could not be understood (``broken``) all
    that nobody in the others is called.
    """
    documents = tuple(documents)
    if not any(document.origin.tables for document in documents):
        return Outcome((documents, frozenset()))
    names = SubjectNames(documents, settings)
    named: list[Document] = []
    findings: list[Finding] = []
    silent: set[AtPointer] = set()
    for document in documents:
        values = dict(document.values)
        for rows, _ in document.origin.tables:
            field = _subject_of(kinds[document.kind].field, rows)
            written = document.values.get(rows)
            if field is None or not isinstance(written, list):
                continue
            values[rows] = replaced = [*written]
            meant: dict[str, tuple[Key, ...]] = {}
            for position, row in enumerate(written):
                subject = row["subject"]
                if subject not in meant:
                    meant[subject] = names.find(subject, field.refs)
                found = meant[subject]
                pointer = f"/{rows}/{position}/subject"
                at = (document.origin.path, document.origin.index, pointer)
                if len(found) == 1:
                    reference = names.reference_to(found[0], field.refs)
                    replaced[position] = {**row, "subject": reference}
                elif found:
                    silent.add(at)
                    findings.append(_ambiguous(document, pointer, subject, found))
                elif broken and not ID.fullmatch(subject):
                    silent.add(at)
        named.append(replace(document, values=values))
    return Outcome((tuple(named), frozenset(silent)), tuple(findings))


def _ambiguous(document: Document, pointer: str, written: str, found: tuple[Key, ...]) -> Finding:
    return LINK_AMBIGUOUS_ID.at(
        Place(document.origin.path, document.origin.index, pointer),
        variant="name",
        subject=str(document.key),
        written=written,
        found=", ".join(f"`{key}`" for key in found),
        example=found[0].id,
    )


def _subject_of(field: Field, rows: str) -> Field | None:
    element = field.properties[rows].element
    return element.properties.get("subject") if element is not None else None


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip().casefold()
