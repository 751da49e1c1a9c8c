"""The handbook: every document, and the indexes that answer who points at whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from planbook.language import Text
from planbook.markup.parser import MarkdownReader
from planbook.model.document import Document, Key
from planbook.model.person import Person
from planbook.model.prose import files_of, linked_keys
from planbook.model.record import Record
from planbook.model.record_types import RECORD_TYPES
from planbook.model.reference import Reference, mentions_in
from planbook.model.resolving import Find, resolve_values
from planbook.model.team import Team

if TYPE_CHECKING:
    from planbook.model.field import Field, Kinds
    from planbook.model.settings import Settings
    from planbook.periods import FiscalYear

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Handbook(msgspec.Struct, frozen=True):
    """All documents of a project, or all that one edition sees, with their indexes.

    Documents are in the order of kind and id; ``faces`` are the typed ones of each kind, ``files``
    says which document a link to a file means, ``sources`` are the documents that name a target,
    by the target, their kind and the field.
    Made by ``index_handbook`` only, so that the indexes can never tell of a
    document that is not there.
    """

    settings: Settings
    kinds: Kinds
    documents: Mapping[Key, Document]
    records: Mapping[Key, Record]
    by_kind: Mapping[str, tuple[Key, ...]]
    references: Mapping[Key, tuple[Reference, ...]]
    referrers: Mapping[Key, tuple[Reference, ...]]
    faces: Mapping[str, tuple[Record, ...]]
    sources: Mapping[tuple[Key, str, str], tuple[Key, ...]]
    vocabulary: frozenset[Key] = frozenset()
    files: Mapping[str, Key] = msgspec.field(default_factory=dict)

    def all(self, record: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return every document of the record's kind in its typed face, by id."""
        return cast("tuple[AnyRecord, ...]", self.faces.get(record.KIND, ()))

    def find(self, record: type[AnyRecord], named: Key | str | None) -> AnyRecord | None:
        """Return the document with this key or id in its typed face; None where there is none."""
        if named is None:
            return None
        key = named if isinstance(named, Key) else Key(record.KIND, named)
        return cast("AnyRecord | None", self.records.get(key)) if key.kind == record.KIND else None

    def knows(self, key: Key) -> bool:
        """Return whether ``key`` is a document or a word of planbook.yaml's vocabulary."""
        return key in self.documents or key in self.vocabulary

    def title_of(self, key: Key) -> Text:
        """Return what a document or a word of the vocabulary is called, else its id."""
        record = self.records.get(key)
        if record is not None:
            return record.label
        vocabulary = self.settings.vocabulary
        terms = vocabulary.territories if key.kind == "territory" else vocabulary.product_lines
        titles = (term.title for term in terms if term.id == key.id)
        return next(titles, {}) or {"": key.id}

    def referring(self, target: Key, kind: str, path: str | None = None) -> tuple[Key, ...]:
        """Return the keys of the documents of ``kind`` that point at ``target``, by id.

        ``path`` narrows them to those that do so in that field (``/relevant/supports``).
        """
        if path is not None:
            return self.sources.get((target, kind, path), ())
        found = {
            reference.source: None
            for reference in self.referrers.get(target, ())
            if reference.source.kind == kind
        }
        return tuple(found)

    def in_force_about(
        self, record: type[AnyRecord], target: Key, path: str
    ) -> tuple[AnyRecord, ...]:
        """Return the documents in force that point at ``target`` in the field ``path``, by id."""
        found = (self.find(record, key) for key in self.referring(target, record.KIND, path))
        return tuple(one for one in found if one is not None and one.is_in_force)

    def resolve(self, written: str, kinds: Iterable[str]) -> Key | None:
        """Return the key that ``written`` (``east`` or ``team:east``) stands for, or None.

        For what is still text: a document's values, before or beside its typed face.
        """
        return finder(self.documents, self.vocabulary)(written, kinds)

    def managers_above(self, person: str) -> tuple[str, ...]:
        """Return the ids of those above ``person`` in the manager chain, nearest first.

        A chain in a circle, which linking reports, ends where it would repeat.
        """
        above: dict[str, None] = {}
        current = self.find(Person, person)
        while current is not None and current.manager is not None:
            manager = current.manager.id
            if manager in above or manager == person:
                break
            above[manager] = None
            current = self.find(Person, manager)
        return tuple(above)

    def lead_of(self, team: str) -> str | None:
        """Return the id of the person who leads ``team``, or None."""
        found = self.find(Team, team)
        return found.lead.id if found is not None and found.lead is not None else None


def index_handbook(
    documents: Iterable[Document],
    kinds: Kinds,
    settings: Settings,
    known: Handbook | None = None,
    same: Set[Key] = frozenset(),
) -> Handbook:
    """Return the handbook of ``documents``: typed faces made, references resolved.

    What the handbook ``known`` holds of the documents with the keys in ``same`` is taken over:
    whoever says that they are the same answers for what they refer to as well.

    Where two documents have one key the first stays; references that resolve to nothing are
    left out: both are linking's findings.
    """
    by_key: dict[Key, Document] = {}
    for document in sorted(documents, key=lambda document: document.key):
        by_key.setdefault(document.key, document)
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key in by_key:
        by_kind[key.kind].append(key)
    vocabulary = vocabulary_of(settings)
    find = finder(by_key, vocabulary)
    files = files_of(by_key.values(), settings.languages)
    reader = MarkdownReader()
    references: dict[Key, tuple[Reference, ...]] = {}
    records: dict[Key, Record] = {}
    referrers: dict[Key, list[Reference]] = defaultdict(list)
    for key, document in by_key.items():
        if known is not None and key in same:
            references[key], records[key] = known.references[key], known.records[key]
        else:
            field = kinds[key.kind].field
            references[key] = references_of(document, field, find, by_key, files, reader)
            records[key] = face_of(document, field, find, settings.fiscal_year)
        for reference in references[key]:
            referrers[reference.target].append(reference)
    return Handbook(
        settings=settings,
        kinds=kinds,
        documents=by_key,
        records=records,
        by_kind={kind: tuple(keys) for kind, keys in by_kind.items()},
        references=references,
        referrers={key: tuple(found) for key, found in referrers.items()},
        faces={kind: tuple(records[key] for key in keys) for kind, keys in by_kind.items()},
        sources=sources_by_field(references),
        vocabulary=vocabulary,
        files=files,
    )


def finder(documents: Container[Key], vocabulary: Container[Key]) -> Find:
    """Return how to find what a written reference stands for among kinds; None where nothing."""

    def find(written: str, kinds: Iterable[str]) -> Key | None:
        prefix, colon, id_ = written.partition(":")
        for kind in kinds:
            if not colon:
                key = Key(kind, written)
            elif kind == prefix:
                key = Key(kind, id_)
            else:
                continue
            if key in documents or key in vocabulary:
                return key
        return None

    return find


def references_of(
    document: Document,
    field: Field,
    find: Find,
    documents: Container[Key],
    files: Mapping[str, Key],
    reader: MarkdownReader,
) -> tuple[Reference, ...]:
    """Return whom ``document`` names in its fields, and in the links of its texts, once each.

    ``documents`` are those that a link may lead to, ``files`` say which one a link to a file means.
    """
    found: dict[Reference, None] = {}
    for mention in mentions_in(document.values, field):
        target = find(mention.written, mention.refs)
        if target is not None:
            found[Reference(document.key, mention.path, target)] = None
    for path, target in linked_keys(document, field, files, reader):
        if target in documents:
            found[Reference(document.key, path, target, in_prose=True)] = None
    return tuple(found)


def face_of(document: Document, field: Field, find: Find, fiscal_year: FiscalYear) -> Record:
    """Return the typed face of ``document``: its references and periods resolved."""
    values = resolve_values(document.values, field, find, fiscal_year)
    return msgspec.convert(values, RECORD_TYPES.get(document.kind, Record), strict=False)


def vocabulary_of(settings: Settings) -> frozenset[Key]:
    """Return the words that planbook.yaml defines for documents to refer to."""
    return frozenset(_vocabulary(settings))


def sources_by_field(
    references: Mapping[Key, Iterable[Reference]],
) -> dict[tuple[Key, str, str], tuple[Key, ...]]:
    """Return who names each target, by target, kind and field, each once, in their order."""
    found: dict[tuple[Key, str, str], dict[Key, None]] = defaultdict(dict)
    for source, every in references.items():
        for reference in every:
            found[reference.target, source.kind, reference.path][source] = None
    return {field: tuple(sources) for field, sources in found.items()}


def _vocabulary(settings: Settings) -> Iterator[Key]:
    for term in settings.vocabulary.territories:
        yield Key("territory", term.id)
    for term in settings.vocabulary.product_lines:
        yield Key("product_line", term.id)
