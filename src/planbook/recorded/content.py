"""A project's content in tables: each file, document and finding is a unit of recorded work.

The functions are those of the stages. What they are given are mappings that note who asked for
what (`planbook.recording`), so that a run looks again only at what read something else.

Only sound reading is recorded. Where a file cannot be understood, what is wrong with it takes a
look at everything: `NotPlainError` says so, and the project is checked as a whole.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from planbook.codec import decoder_for, encode
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding
from planbook.digest import digest_bytes
from planbook.language import Text
from planbook.linking.subject_names import SubjectNames, name_subjects
from planbook.markup.parser import MarkdownReader
from planbook.model.document import Document, Key, Origin
from planbook.model.handbook import (
    Handbook,
    face_of,
    finder,
    references_of,
    sources_by_field,
    vocabulary_of,
)
from planbook.model.prose import files_of
from planbook.model.record import Record
from planbook.model.record_types import RECORD_TYPES
from planbook.model.reference import Reference
from planbook.reading.decoding import decode_table, decode_text
from planbook.reading.documents import (
    TableKey,
    chapters_in,
    fill_tables,
    parse_chapter,
    parse_file,
)
from planbook.reading.examples import Ids
from planbook.reading.files import ReadError, read_file
from planbook.reading.locations import Locator
from planbook.reading.project import Project
from planbook.reading.series import Row, read_table
from planbook.reading.sources import (
    Attachment,
    Source,
    Sources,
    has_hidden_ending,
    is_content_path,
    is_pointer_to_content,
    sort_of,
)
from planbook.reading.suppressions import Suppression, find_suppressions
from planbook.reading.validation import DocumentValidator, first_ids
from planbook.recording.recorder import Recorder
from planbook.recording.table import Table
from planbook.recording.unit import Codec


class NotPlainError(Exception):
    """Something is wrong that only a look at the whole project can tell."""


class FilesChangedError(Exception):
    """A file is another one now than when the run began."""


class Outlined(msgspec.Struct, frozen=True):
    """A document as others know of it: its name, its place in its file, and its tables."""

    key: Key
    title: Text
    index: int
    tables: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """Where a document is: its file's unit and its position there, and what is known of both."""

    unit: str
    position: int
    index: int
    tables: tuple[str, ...] = ()


class Outline(msgspec.Struct, frozen=True):
    """What others need to know of a file: its documents' names, and its comments for planbook."""

    documents: tuple[Outlined, ...] = ()
    drafts: int = 0
    comments: tuple[Suppression, ...] = ()


class Counts(msgspec.Struct, frozen=True):
    """How much there is in a project."""

    files: int = 0
    documents: int = 0
    drafts: int = 0


class Layout(msgspec.Struct, frozen=True):
    """The files of the content by what they are read as.

    ``units`` are the files that make documents: a YAML file, or all files of one chapter, by the
    path of the first.
    """

    units: dict[str, tuple[str, ...]]
    series: tuple[str, ...]
    assets: tuple[str, ...]
    statics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What one unit of the layout holds: its documents, and what was found in reading them."""

    documents: tuple[Document, ...]
    told: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """The files of a project: their digests, and those contents that have been read already."""

    root: Path
    digests: Mapping[str, bytes]
    sizes: Mapping[str, int]
    contents: Mapping[str, bytes]

    @property
    def names(self) -> Mapping[str, bytes]:
        """The digest of the paths of all files."""
        return {"": digest_bytes("\n".join(sorted(self.digests)).encode())}

    def read(self, path: str) -> bytes:
        """Return what a file holds. Raises `FilesChangedError` where that is something else now."""
        content: bytes | ReadError | None = self.contents.get(path)
        if content is None:
            content = read_file(self.root / path, self.sizes[path])
        if isinstance(content, ReadError) or digest_bytes(content) != self.digests[path]:
            raise FilesChangedError(path)
        return content


class _KeptDocument(msgspec.Struct, frozen=True, array_like=True):
    """A document as it is kept. Rows of tables hold decimals, which stand in ``rows``."""

    key: Key
    values: dict[str, Any]
    path: str
    index: int
    tables: tuple[tuple[str, str], ...]
    placeholders: tuple[str, ...]
    rows: bytes = b""


def document_codec() -> Codec:
    """Return the codec of documents, whose values are plain."""
    decoder = msgspec.msgpack.Decoder(_KeptDocument)

    read_rows = decoder_for(dict[str, Any])

    def write(one: Document) -> bytes:
        origin, names = one.origin, {name for name, _ in one.origin.tables}
        values = dict(one.values)
        rows = {name: values.pop(name) for name in names if name in values}
        # The order of properties is the author's: it says where the rows belong.
        values.update((name, None) for name in rows)
        kept = _KeptDocument(
            one.key,
            {name: values[name] for name in one.values},
            origin.path,
            origin.index,
            origin.tables,
            one.placeholders,
            encode(rows, dict[str, Any]) if rows else b"",
        )
        return msgspec.msgpack.encode(kept)

    def read(written: bytes) -> Document:
        kept = decoder.decode(written)
        if kept.rows:
            kept.values.update(read_rows(kept.rows))
        origin = Origin(kept.path, kept.index, kept.tables)
        return Document(kept.key, kept.values, origin, kept.placeholders)

    return Codec(write, read)


class _KeptUnderstood(msgspec.Struct, frozen=True, array_like=True):
    documents: tuple[bytes, ...]
    told: tuple[Diagnostic, ...]


def _understood_codec() -> Codec:
    documents, decoder = document_codec(), msgspec.msgpack.Decoder(_KeptUnderstood)
    assert documents.decode is not None
    decode = documents.decode

    def write(one: Understood) -> bytes:
        kept = _KeptUnderstood(tuple(map(documents.encode, one.documents)), one.told)
        return msgspec.msgpack.encode(kept, enc_hook=dict)

    def read(written: bytes) -> Understood:
        kept = decoder.decode(written)
        return Understood(tuple(map(decode, kept.documents)), kept.told)

    return Codec(write, read)


def _record_codec() -> Codec:
    decoders: dict[str, msgspec.msgpack.Decoder[Any]] = {}

    def write(record: Record) -> bytes:
        return record.key.kind.encode() + b"\0" + msgspec.msgpack.encode(record)

    def read(written: bytes) -> Record:
        kind, _, content = written.partition(b"\0")
        name = kind.decode()
        if name not in decoders:
            decoders[name] = msgspec.msgpack.Decoder(RECORD_TYPES.get(name, Record), strict=False)
        record: Record = decoders[name].decode(content)
        return record

    return Codec(write, read)


def codec_of(type_: Any) -> Codec:
    """Return the codec of plain values of one type."""
    return Codec(lambda value: encode(value, type_), decoder_for(type_))


class RecordedContent:
    """The handbook of a project's content, in tables of ``recorder``.

    ``texts`` are the project's own files by their paths, which findings may point into as well:
    whoever keeps the tables does so for these texts alone.
    """

    def __init__(
        self,
        recorder: Recorder,
        files: GivenFiles,
        project: Project,
        texts: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._recorder = recorder
        self._texts = texts
        self._files = files
        self._project = project
        settings = project.settings
        # Both are made of the schemas and of the language of Markdown alone.
        self._validator = DocumentValidator(project.kinds, settings, {})
        self._proposing: tuple[Ids, DocumentValidator] = ({}, self._validator)
        self.reader = MarkdownReader()
        self.file = recorder.given("file", files.digests, lambda path: self._files.read(path))
        self.paths = recorder.given("paths", files.names, lambda _: sorted(self._files.digests))
        self.layout = recorder.one("layout", self._lay_out)
        self.units = recorder.whole("unit", lambda: self.layout().units, codec_of(tuple[str, ...]))
        self.tables = recorder.one("tables", self._sources_of_tables)
        self.text = recorder.each("text", self._decode)
        self.understood = recorder.each("understood", self._understand, _understood_codec())
        self.outline = recorder.each("outline", self._outline, codec_of(Outline))
        self.where = recorder.whole("where", self._find_documents, codec_of(Place), Key)
        self.names = recorder.one("names", self._name_all)
        self.ids = recorder.one("ids", self._find_some_ids, codec_of(dict[str, tuple[str, ...]]))
        self.documents = recorder.each(
            # It is made again from the file that it stands in sooner than it is read back.
            "document",
            self._document,
            Codec(document_codec().encode),
            Key,
            self.where,
        )
        self.tables_of_handbook = RecordedHandbook(
            recorder, "", self.documents, self.where, self.where, project, self.reader
        )
        self.handbook = self.tables_of_handbook.handbook
        self.sources = recorder.one("sources", self._sources)
        self.content_paths = recorder.whole(
            "content-path", lambda: dict.fromkeys(self.sources().paths, True), codec_of(bool)
        )
        self.counts = recorder.one("counts", self._count, codec_of(Counts))
        self.comments = recorder.one(
            "comments", self._gather_comments, codec_of(tuple[Suppression, ...])
        )

    # Files

    def renew(self, files: GivenFiles) -> None:
        """Go on with the files as they are now."""
        self._files = files
        self._recorder.give(self.file, files.digests)
        self._recorder.give(self.paths, files.names)

    def _lay_out(self) -> Layout:
        units: dict[str, tuple[str, ...]] = {}
        chapters: list[Source] = []
        series, assets, statics = [], [], []
        for path in self.paths[""]:
            if path.startswith("static/"):
                statics.append(path)
            elif is_content_path(path):
                sort = sort_of(path)
                if sort == "document":
                    units[path] = (path,)
                elif sort == "chapter":
                    chapters.append(Source(path, ""))
                elif sort == "series":
                    series.append(path)
                elif has_hidden_ending(path):
                    raise NotPlainError(path)
                else:
                    assets.append(path)
        for files in chapters_in(chapters, self._project.settings.languages):
            found = tuple(file.source.path for file in files)
            units[found[0]] = found
        return Layout(dict(sorted(units.items())), tuple(series), tuple(assets), tuple(statics))

    def _decode(self, path: str) -> str:
        content = self.file[path]
        if len(content) > self._project.settings.limits.file_size or is_pointer_to_content(content):
            raise NotPlainError(path)
        decode = decode_table if sort_of(path) == "series" else decode_text
        outcome = decode(content, path)
        if outcome.value is None or outcome.findings:
            raise NotPlainError(path)
        return outcome.value

    def _understand(self, unit: str) -> Understood:
        return self._read(unit, self._validator)

    def told_in(self, unit: str) -> tuple[Diagnostic, ...]:
        """Return what was found in reading a unit, with ids of the project where one is proposed.

        Which ids there are is known only when all units are read: where there is something to
        tell, the unit is checked against its schemas once more.
        """
        if not self.understood[unit].told:
            return ()
        ids = self.ids()
        if self._proposing[0] != ids:
            validator = DocumentValidator(self._project.kinds, self._project.settings, ids)
            self._proposing = ids, validator
        return self._read(unit, self._proposing[1]).told

    def _read(self, unit: str, validator: DocumentValidator) -> Understood:
        settings = self._project.settings
        paths = self.units[unit]
        sources = [Source(path, self.text[path]) for path in paths]
        if sort_of(unit) == "document":
            parsed = parse_file(sources[0], settings)
        else:
            files = chapters_in(sources, settings.languages)
            parsed = parse_chapter(files[0], settings)
        if parsed.broken:
            raise NotPlainError(unit)
        findings = list(parsed.findings)
        documents: list[Document] = []
        for raw in parsed.documents:
            if raw.values.get("kind") == "metric":
                filled = fill_tables(raw, self.tables(), _Rows(self.text, findings))
                findings += filled.findings
                raw = filled.value
            validated = validator.validate(raw)
            if validated.document is None or validated.is_faulty or validated.broken:
                raise NotPlainError(unit)
            if validated.unlike_ids:
                raise NotPlainError(unit)
            findings += validated.findings
            documents.append(validated.document)
        return Understood(tuple(documents), self.locate(findings))

    def locate(self, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
        """Return ``findings`` with their lines."""
        texts = ChainMap(dict(self._texts), self.text)  # type: ignore[arg-type]  # only read
        locator = Locator(texts, TextsAsSources(self.text))
        return tuple(map(locator.locate, findings))

    def _outline(self, unit: str) -> Outline:
        understood, paths = self.understood[unit], self.units[unit]
        return Outline(
            tuple(
                Outlined(
                    one.key,
                    one.title,
                    one.origin.index,
                    tuple(path for _, path in one.origin.tables),
                )
                for one in understood.documents
            ),
            sum(one.is_draft for one in understood.documents),
            find_suppressions({path: self.text[path] for path in paths}),
        )

    def _sources_of_tables(self) -> Sources:
        layout = self.layout()
        return Sources(
            series={path: Source(path, "") for path in layout.series},
            assets={path: self._attachment(path) for path in layout.assets},
        )

    def _sources(self) -> Sources:
        """Return the files of the content without their words."""
        layout = self.layout()
        every = [path for paths in layout.units.values() for path in paths]
        return Sources(
            documents=tuple(Source(path, "") for path in every if sort_of(path) == "document"),
            chapters=tuple(Source(path, "") for path in every if sort_of(path) == "chapter"),
            series={path: Source(path, "") for path in layout.series},
            assets={path: self._attachment(path) for path in layout.assets},
            statics={path: self._attachment(path) for path in layout.statics},
        )

    def _attachment(self, path: str) -> Attachment:
        return Attachment(path, Path(self._files.root, path), self._files.sizes[path])

    # Documents

    def _find_documents(self) -> dict[Key, Place]:
        found: dict[Key, Place] = {}
        for unit in self.units:
            for position, one in enumerate(self.outline[unit].documents):
                if one.key in found:
                    raise NotPlainError(unit)
                found[one.key] = Place(unit, position, one.index, one.tables)
        return dict(sorted(found.items()))

    def _find_some_ids(self) -> Ids:
        known = (one.key for unit in self.units for one in self.outline[unit].documents)
        return first_ids(known, self._project.settings)

    def _name_all(self) -> SubjectNames:
        known = (one for unit in self.units for one in self.outline[unit].documents)
        documents = (Document(one.key, {"title": one.title}, Origin("")) for one in known)
        return SubjectNames(documents, self._project.settings)

    def _document(self, key: Key) -> Document:
        place = self.where[key]
        document = self.understood[place.unit].documents[place.position]
        if not document.origin.tables:
            return document
        return next(iter(name_subjects((document,), self._project.kinds, self.names())))

    def _count(self) -> Counts:
        layout, documents, drafts = self.layout(), 0, 0
        for unit in self.units:
            outline = self.outline[unit]
            documents += len(outline.documents)
            drafts += outline.drafts
        files = sum(len(paths) for paths in layout.units.values()) + len(layout.series)
        return Counts(files, documents, drafts)

    def _gather_comments(self) -> tuple[Suppression, ...]:
        return tuple(one for unit in self.units for one in self.outline[unit].comments)


class TextsAsSources(Mapping[str, Source]):
    """Texts by path, as the files that they are the words of."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, path: str) -> Source:
        return Source(path, self._texts[path])

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class RecordedHandbook:
    """The indexes of the documents in one table, and the handbook of them.

    ``name`` begins the names of the tables. ``known`` are the keys of the documents, ``where``
    their places.
    """

    def __init__(
        self,
        recorder: Recorder,
        name: str,
        documents: Table[Key, Document],
        known: Mapping[Key, Any],
        where: Mapping[Key, Place],
        project: Project,
        reader: MarkdownReader,
    ) -> None:
        settings = project.settings
        vocabulary = vocabulary_of(settings)
        find = finder(known, vocabulary)

        def by_kind() -> dict[str, tuple[Key, ...]]:
            found: dict[str, list[Key]] = defaultdict(list)
            for key in known:
                found[key.kind].append(key)
            return {kind: tuple(keys) for kind, keys in found.items()}

        def link_files() -> Mapping[str, Key]:
            # Of a document only its place counts here.
            places = ((key, where[key]) for key in known)
            stand_ins = (Document(key, {}, Origin(at.unit, at.index)) for key, at in places)
            return files_of(stand_ins, settings.languages)

        def refer(key: Key) -> tuple[Reference, ...]:
            document = documents[key]
            field = project.kinds[key.kind].field
            return references_of(document, field, find, known, files, reader)

        def face(key: Key) -> Record:
            document = documents[key]
            field = project.kinds[key.kind].field
            return face_of(document, field, find, settings.fiscal_year)

        def turn_around() -> dict[Key, tuple[Reference, ...]]:
            found: dict[Key, list[Reference]] = defaultdict(list)
            for key in known:
                for reference in references[key]:
                    found[reference.target].append(reference)
            return {key: tuple(each) for key, each in found.items()}

        keys, many = codec_of(tuple[Key, ...]), codec_of(tuple[Reference, ...])
        kinds = recorder.whole(f"{name}kind", by_kind, keys)
        files = recorder.whole(f"{name}linked-file", link_files, codec_of(Key))
        references = recorder.each(f"{name}references", refer, many, Key, known)
        records = recorder.each(f"{name}record", face, _record_codec(), Key, known)
        referrers = recorder.whole(f"{name}referrers", turn_around, many, Key)
        named_by = recorder.whole(
            f"{name}named-by", lambda: sources_by_field(references), keys, tuple[Key, str, str]
        )
        faces = recorder.each(
            f"{name}faces",
            lambda kind: tuple(records[key] for key in kinds[kind]),
            index=kinds,
        )
        self.records: Table[Key, Record] = records
        self.handbook = Handbook(
            settings=settings,
            kinds=project.kinds,
            documents=documents,
            records=records,
            by_kind=kinds,
            references=references,
            referrers=referrers,
            faces=faces,
            sources=named_by,
            vocabulary=vocabulary,
            files=files,
        )


class _Rows(Mapping[TableKey, tuple[Row, ...]]):
    """The rows of tables; what is wrong with them is added to the findings."""

    def __init__(self, texts: Mapping[str, str], findings: list[Finding]) -> None:
        self._texts = texts
        self._findings = findings

    def __getitem__(self, key: TableKey) -> tuple[Row, ...]:
        path, table = key
        outcome = read_table(Source(path, self._texts[path]), table)
        self._findings.extend(outcome.findings)
        return outcome.value

    def __iter__(self) -> Iterator[TableKey]:
        return iter(())

    def __len__(self) -> int:
        return 0
