"""From texts to documents: YAML files, chapters in Markdown, and tables in CSV.

The values are as their authors wrote them. What a schema has to say comes later.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import structs

from planbook.diagnostics.codes.csv import CSV_AND_VALUES, CSV_UNKNOWN_FILE
from planbook.diagnostics.codes.file import (
    FILE_MISSING_ID,
    FILE_NAME_NOT_AN_ID,
    FILE_NOT_A_CHAPTER,
    FILE_OUTSIDE_PROJECT,
    FILE_TRANSLATION_KEY,
)
from planbook.diagnostics.codes.link import LINK_DUPLICATE_ID, LINK_DUPLICATE_ID_FIRST
from planbook.diagnostics.codes.yaml import (
    YAML_EMPTY_DOCUMENT,
    YAML_NOT_A_MAPPING,
    YAML_SYNTAX,
)
from planbook.diagnostics.finding import Finding, Outcome, Place, Related
from planbook.diagnostics.pointer import names_in
from planbook.diagnostics.suggestions import closest
from planbook.model.document import ID, Origin
from planbook.model.settings import Limits, Settings
from planbook.processes import map_in_two
from planbook.reading.front_matter import explain_head, find_front_matter
from planbook.reading.lines import Lines
from planbook.reading.presumed_ids import chapter_name, ids_in, ids_of_path
from planbook.reading.series import Row, read_table, series_path
from planbook.reading.series_columns import TABLES, Table
from planbook.reading.sources import Source, Sources
from planbook.reading.syntax import explain_bare_text
from planbook.reading.yaml_values import Cut, YamlDocument, read_yaml

# Tables that spreadsheets save as text, "Unicode Text" among them.
_TABLES_AS_TEXT: Final = (".txt", ".tsv", ".tab")
# What the files of a chapter in further languages may say in their front matter.
_TRANSLATED: Final = ("title", "summary")


class RawDocument(msgspec.Struct, frozen=True):
    """A document as it was written, before any schema has looked at it.

    ``values`` are lists, mappings, text, numbers and booleans; ``id`` is always there.
    ``written`` is the source text of numbers and booleans that ``str`` would write otherwise
    (`1.10`, `true`, `+8613800138000`), by JSON pointer. ``cuts`` are values that a comment may
    have cut, ``placeholders`` the pointers of values that one says are still to be filled in.
    """

    origin: Origin
    values: dict[str, Any]
    written: Mapping[str, str] = msgspec.field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    placeholders: tuple[str, ...] = ()


class ParsedFile(msgspec.Struct, frozen=True):
    """What one file, or the files of one chapter, hold: a function of their text alone.

    ``broken`` are ids that probably stand in what could not be understood. The rows of a metric's
    tables are not in its values yet (``fill_tables``).
    """

    documents: tuple[RawDocument, ...] = ()
    findings: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()


class Parsed(msgspec.Struct, frozen=True):
    """The documents of a project, in the order of their paths.

    ``broken`` are ids that probably stand in what could not be understood: references to them
    are not to be reported as well. Where the reading is ``incomplete``, any id may stand in what
    nobody could look into.
    """

    documents: tuple[RawDocument, ...]
    broken: frozenset[str] = frozenset()
    incomplete: bool = False


def parse_documents(sources: Sources, settings: Settings) -> Outcome[Parsed]:
    """Return the documents in ``sources``, and what keeps others from being read."""
    documents: list[RawDocument] = []
    findings: list[Finding] = []
    rows = _Tables(sources.series, findings)
    broken: set[str] = set()
    for file in _parse_all(sources, settings):
        findings += file.findings
        broken |= file.broken
        for raw in file.documents:
            filled = fill_tables(raw, sources, rows)
            findings += filled.findings
            documents.append(filled.value)
    for path in sources.unread:
        broken.update(ids_of_path(path, settings.languages))
    documents.sort(key=lambda document: document.origin.order)
    return Outcome(
        Parsed(tuple(documents), frozenset(broken | sources.salvaged), sources.incomplete),
        tuple(findings),
    )


def _parse_all(sources: Sources, settings: Settings) -> Iterator[ParsedFile]:
    yield from map_in_two(
        partial(parse_file, settings=settings),
        sources.documents,
        lambda file: not file.findings,
    )
    for files in chapters_in(sources.chapters, settings.languages):
        yield parse_chapter(files, settings)


def parse_file(source: Source, settings: Settings) -> ParsedFile:
    """Return the documents of one YAML file, and what keeps others from being read."""
    parser = _Parser(settings)
    parser.add_file(source)
    return parser.result


def parse_chapter(files: Sequence[ChapterFile], settings: Settings) -> ParsedFile:
    """Return the chapter that ``files`` hold, one of each language."""
    parser = _Parser(settings)
    parser.add_chapter(list(files))
    return parser.result


class ChapterFile(msgspec.Struct, frozen=True):
    """One file of a chapter. ``language`` is empty where its name does not say one."""

    source: Source
    folder: str
    stem: str
    language: str


def chapters_in(
    sources: Iterable[Source], languages: Sequence[str]
) -> tuple[tuple[ChapterFile, ...], ...]:
    """Return the files of each chapter, in the order of their folders and names."""
    files = (ChapterFile(source, *chapter_name(source.path, languages)) for source in sources)
    return tuple(tuple(group) for _, group in groupby(sorted(files, key=_chapter_of), _chapter_of))


def _chapter_of(file: ChapterFile) -> tuple[str, str]:
    return file.folder, file.stem


TableKey: TypeAlias = tuple[str, Table]
"""A table as a metric reads it: the path of its file, and what its columns are."""


def fill_tables(
    raw: RawDocument, sources: Sources, rows: Mapping[TableKey, Sequence[Row]]
) -> Outcome[RawDocument]:
    """Return ``raw`` with the rows of its tables in its values, in place of the files' names.

    ``rows`` are those of each table: what is wrong with these is found where they are read. Of
    the ``sources`` only those are asked for that the document names.
    """
    if raw.values.get("kind") != "metric":
        return Outcome(raw)
    return _Filling(raw, sources, rows).filled()


class _Tables(Mapping[TableKey, Sequence[Row]]):
    """The rows of the tables in ``series``, each read once; what is wrong is added to findings."""

    def __init__(self, series: Mapping[str, Source], findings: list[Finding]) -> None:
        self._series = series
        self._read: dict[TableKey, Outcome[tuple[Row, ...]]] = {}
        self._findings = findings

    def __getitem__(self, key: TableKey) -> Sequence[Row]:
        if key not in self._read:
            path, table = key
            self._read[key] = read_table(self._series[path], table)
            self._findings += self._read[key].findings
        return self._read[key].value

    def __iter__(self) -> Iterator[TableKey]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


class _Parser:
    """Takes in one file, or the files of one chapter."""

    def __init__(self, settings: Settings) -> None:
        self.languages = settings.languages
        self.limits: Limits = settings.limits
        self.documents: list[RawDocument] = []
        self.findings: list[Finding] = []
        self.broken: set[str] = set()

    @property
    def result(self) -> ParsedFile:
        return ParsedFile(tuple(self.documents), tuple(self.findings), frozenset(self.broken))

    # YAML files

    def add_file(self, source: Source) -> None:
        """Take in the documents of one YAML file."""
        read = read_yaml(source.text, source.path, self.limits)
        self.findings.extend(read.findings)
        written = [document for document in read.documents if document.value is not None]
        if read.broken:
            self._presume_broken(source)
        elif not written:
            self._report_empty(source)
            self._presume_broken(source)
        several = len(written) + len(read.broken) > 1
        for document in written:
            if not isinstance(document.value, dict):
                self._report_not_a_mapping(source, document)
                self._presume_broken(source)
                continue
            self._complete_id(source.path, document, several=several)
            cuts = tuple(cut for cut in read.cuts if cut.place.document == document.index)
            todo = tuple(where for index, where in read.placeholders if index == document.index)
            origin = Origin(source.path, document.index)
            self.documents.append(RawDocument(origin, document.value, document.written, cuts, todo))

    def _complete_id(self, path: str, document: YamlDocument, *, several: bool) -> None:
        """Fill in the id of a document that has none, from its file's name."""
        if document.value.get("id") is not None:
            return
        stem = posixpath.splitext(posixpath.basename(path))[0]
        place = Place(path, document.index)
        if several:
            self.findings.append(FILE_MISSING_ID.at(place))
        elif not ID.fullmatch(stem):
            self.findings.append(
                FILE_NAME_NOT_AN_ID.at(place, stem=stem, example=_as_id(stem, "my-document"))
            )
        else:
            document.value["id"] = stem
            return
        # Any id that fits will do: the document is checked on, and nobody refers to it.
        document.value["id"] = _as_id(f"{stem}-{document.index + 1}", "document")

    def _report_empty(self, source: Source) -> None:
        variant = "comments" if source.text.strip() else ""
        place = Place(source.path, span=Lines(source.text).span(0, 1))
        self.findings.append(YAML_EMPTY_DOCUMENT.at(place, variant=variant))

    def _report_not_a_mapping(self, source: Source, document: YamlDocument) -> None:
        place = Place(source.path, document.index)
        if isinstance(document.value, list):
            self.findings.append(YAML_NOT_A_MAPPING.at(place, variant="list"))
            return
        words = document.written.get("", str(document.value))
        self.findings.append(explain_bare_text(place, words))

    # Chapters

    def add_chapter(self, files: list[ChapterFile]) -> None:
        """Take in the files of one chapter, the first language's first."""
        ranks = {language: rank for rank, language in enumerate(("", *self.languages))}
        files.sort(key=lambda file: ranks[file.language])
        several = any(file.language for file in files)
        merged: dict[str, Any] = {}
        written: dict[str, str] = {}
        bodies: dict[str, str] = {}
        first: ChapterFile | None = None
        taken: dict[str, str] = {}
        cuts: list[Cut] = []
        for file in files:
            language = file.language or self.languages[0]
            if language in taken:
                self._report_second_file(file, taken[language])
                continue
            taken[language] = file.source.path
            read = self._read_chapter(file.source, cuts, needs_title=first is None)
            if read is None:
                self.broken.add(file.stem)
                return
            values, body = read.value, _body_of(file.source.text)
            if body.strip():
                bodies[language] = body
            if several:
                _speak(values, read.written, language)
            if first is None:
                first, merged, written = file, values, read.written
            else:
                self._add_translation(merged, values, file, first)
        if first is None:
            return
        if bodies:
            merged["body"] = bodies
        self._complete_chapter(first, merged, written, cuts)

    def _read_chapter(
        self, source: Source, cuts: list[Cut], *, needs_title: bool
    ) -> YamlDocument | None:
        """Return the front matter of a chapter; None where it cannot be understood.

        What a comment may have cut in it is added to ``cuts``.
        """
        matter = find_front_matter(source.text)
        if not source.text.strip():
            self._report_empty(source)
            return None
        trouble = explain_head(source.text, needs_title=needs_title)
        if trouble is not None:
            span = Lines(source.text).span(trouble.start, trouble.end)
            place = Place(source.path, span=span)
            self.findings.append(
                YAML_SYNTAX.at(place, variant=trouble.variant, **trouble.arguments)
            )
            return None
        read = read_yaml(source.text, source.path, self.limits, start=matter.start, end=matter.end)
        self.findings.extend(read.findings)
        if read.broken:
            return None
        cuts += read.cuts
        document = read.documents[0] if read.documents else YamlDocument(0, None)
        if document.value is None:
            document.value = {}
        if not isinstance(document.value, dict):
            place = Place(source.path, document.index)
            words = document.value if isinstance(document.value, str) else ""
            told = explain_bare_text(place, words)
            if not told.variant:
                told = YAML_NOT_A_MAPPING.at(place, variant="front-matter")
            self.findings.append(told)
            return None
        return document

    def _report_second_file(self, file: ChapterFile, earlier: str) -> None:
        related = Related(LINK_DUPLICATE_ID_FIRST, Place(earlier))
        self.findings.append(
            LINK_DUPLICATE_ID.at(
                Place(file.source.path), kind="chapter", id=file.stem, related=(related,)
            )
        )

    def _add_translation(
        self, merged: dict[str, Any], values: dict[str, Any], file: ChapterFile, first: ChapterFile
    ) -> None:
        for key, value in values.items():
            if key in _TRANSLATED:
                known = merged.get(key)
                if isinstance(known, dict) and isinstance(value, dict):
                    known.update(value)
                elif known is None:
                    merged[key] = value
            elif key not in ("kind", "id") or value not in (merged.get(key), "chapter"):
                place = Place(file.source.path, 0, f"/{key}", on="key")
                self.findings.append(
                    FILE_TRANSLATION_KEY.at(place, key=key, first=first.source.path)
                )

    def _complete_chapter(
        self,
        first: ChapterFile,
        values: dict[str, Any],
        written: dict[str, str],
        cuts: Sequence[Cut],
    ) -> None:
        path = first.source.path
        kind = values.get("kind")
        if kind is None:
            values["kind"] = "chapter"
        elif kind != "chapter":
            place = Place(path, 0, "/kind")
            self.findings.append(FILE_NOT_A_CHAPTER.at(place, kind=str(kind)))
            self.broken.update((first.stem, str(values.get("id", first.stem))))
            return
        if values.get("id") is None:
            if not ID.fullmatch(first.stem):
                self.findings.append(
                    FILE_NAME_NOT_AN_ID.at(
                        Place(path), stem=first.stem, example=_as_id(first.stem, "my-chapter")
                    )
                )
            values["id"] = _as_id(first.stem, "chapter")
        self.documents.append(RawDocument(Origin(path), values, written, tuple(cuts)))

    def _presume_broken(self, source: Source) -> None:
        """Presume that a file which was not understood holds what it is named for."""
        self.broken.update(ids_of_path(source.path, self.languages), ids_in(source.text))


class _Filling:
    """Puts the rows of a metric's tables into its values."""

    def __init__(
        self, raw: RawDocument, sources: Sources, rows: Mapping[TableKey, Sequence[Row]]
    ) -> None:
        self._raw = raw
        self._origin = raw.origin
        self._sources = sources
        self._rows = rows
        self._findings: list[Finding] = []

    def filled(self) -> Outcome[RawDocument]:
        origin, values = self._origin, dict(self._raw.values)
        found = []
        for sort in TABLES:
            written = values.get(sort.named_in)
            if not isinstance(written, str):
                continue
            table = sort.of_metric(values.get("columns"), values.get("unit"))
            path = self._find_table(values, table, written)
            if path is not None:
                found.append((table.rows_of, path))
                read = self._rows[path, table]
                if read:
                    del values[table.named_in]
                    values[table.rows_of] = [dict(row.cells) for row in read]
        origin = Origin(origin.path, origin.index, tuple(found))
        return Outcome(
            structs.replace(self._raw, origin=origin, values=values), tuple(self._findings)
        )

    def _find_table(self, values: Mapping[str, Any], table: Table, written: str) -> str | None:
        """Return the path of the table that the metric names; None where there is none to read."""
        origin, sources = self._origin, self._sources
        place = Place(origin.path, origin.index, f"/{table.named_in}")
        path = series_path(origin.path, written)
        if path is None:
            self._findings.append(FILE_OUTSIDE_PROJECT.at(place, variant="path", target=written))
        elif values.get(table.rows_of) is not None:
            self._findings.append(CSV_AND_VALUES.at(place, file=written, rows=table.rows_of))
        elif path in sources.series:
            return path
        elif path not in sources.unread and not sources.incomplete:
            self._findings.append(self._unknown_table(place, origin.path, written))
        return None

    def _unknown_table(self, place: Place, document: str, written: str) -> Finding:
        folder = posixpath.dirname(document)
        stem, ending = posixpath.splitext(written)
        if (
            ending.lower() in _TABLES_AS_TEXT
            and posixpath.join(folder, written) in self._sources.assets
        ):
            return CSV_UNKNOWN_FILE.at(
                place, variant="text", written=written, suggestion=f"{stem}.csv"
            )
        if ending.lower() in _SPREADSHEETS:
            saved, name = f"{stem}.csv", names_in(place.pointer)[-1]
            there = series_path(document, saved) in self._sources.series
            return CSV_UNKNOWN_FILE.at(
                place,
                variant="spreadsheet-saved" if there else "spreadsheet",
                written=written,
                saved=saved,
                name=name,
            )
        known = [posixpath.relpath(path, folder) for path in self._sources.series]
        stems = {posixpath.splitext(path)[0]: path for path in known}
        suggestion = stems.get(closest(posixpath.splitext(written)[0], stems) or "")
        if suggestion is None:
            return CSV_UNKNOWN_FILE.at(place, written=written)
        return CSV_UNKNOWN_FILE.at(place, variant="suggest", written=written, suggestion=suggestion)


def _body_of(text: str) -> str:
    """Return the Markdown of a chapter's file, with plain line ends."""
    body = text[find_front_matter(text).body :]
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"


def _speak(values: dict[str, Any], written: Mapping[str, str], language: str) -> None:
    """Say of plain titles and summaries that they are in ``language``."""
    for key in _TRANSLATED:
        value = values.get(key)
        if value is not None and not isinstance(value, dict | list):
            values[key] = {language: written.get(f"/{key}", str(value))}


_SPREADSHEETS: Final = frozenset(
    {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".fods", ".numbers", ".et", ".gsheet"}
)


def _as_id(words: str, otherwise: str) -> str:
    """Return an id that is made of the letters and digits of ``words``."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or otherwise
