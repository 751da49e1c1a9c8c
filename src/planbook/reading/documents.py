"""From texts to documents: YAML files, chapters in Markdown, and tables in CSV.

The values are as their authors wrote them. What a schema has to say comes later.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as it was written, before any schema has looked at it.

    ``values`` are lists, mappings, text, numbers and booleans; ``id`` is always there.
    ``written`` is the source text of numbers and booleans that ``str`` would write otherwise
    (`1.10`, `true`, `+8613800138000`), by JSON pointer. ``cuts`` are values that a comment may
    have cut, ``placeholders`` the pointers of values that one says are still to be filled in.
    """

    origin: Origin
    values: dict[str, Any]
    written: Mapping[str, str] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
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
    parser = _Parser(sources, settings)
    for source in sources.documents:
        parser.add_file(source)
    for _, files in groupby(
        sorted(_chapter_files(sources.chapters, settings.languages), key=_by_chapter),
        key=lambda file: (file.folder, file.stem),
    ):
        parser.add_chapter(list(files))
    parser.add_broken(sources.unread)
    parser.broken.update(sources.salvaged)
    documents = sorted(
        parser.documents, key=lambda document: (document.origin.path, document.origin.index)
    )
    return Outcome(
        Parsed(tuple(documents), frozenset(parser.broken), sources.incomplete),
        tuple(parser.findings),
    )


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """One file of a chapter. ``language`` is empty where its name does not say one."""

    source: Source
    folder: str
    stem: str
    language: str


def _chapter_files(chapters: Iterable[Source], languages: Sequence[str]) -> Iterator[ChapterFile]:
    for source in chapters:
        yield ChapterFile(source, *chapter_name(source.path, languages))


def _by_chapter(file: ChapterFile) -> tuple[str, str]:
    return file.folder, file.stem


class _Parser:
    def __init__(self, sources: Sources, settings: Settings) -> None:
        self.sources = sources
        self.languages = settings.languages
        self.limits: Limits = settings.limits
        self.documents: list[RawDocument] = []
        self.findings: list[Finding] = []
        self.broken: set[str] = set()
        self.tables: dict[tuple[str, Table], tuple[Row, ...]] = {}

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
            self._add(RawDocument(origin, document.value, document.written, cuts, todo))

    def _add(self, raw: RawDocument) -> None:
        if raw.values.get("kind") == "metric":
            raw = replace(raw, origin=self._take_tables(raw.origin, raw.values))
        self.documents.append(raw)

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

    # Tables

    def _take_tables(self, origin: Origin, values: dict[str, Any]) -> Origin:
        """Put the rows of a metric's tables into its values, in place of the files' names."""
        found = []
        for sort in TABLES:
            written = values.get(sort.named_in)
            if not isinstance(written, str):
                continue
            table = sort.of_metric(values.get("columns"), values.get("unit"))
            rows = self._find_rows(origin, values, table, written)
            if rows is not None:
                path, read = rows
                found.append((table.rows_of, path))
                if read:
                    del values[table.named_in]
                    values[table.rows_of] = [dict(row.cells) for row in read]
        return Origin(origin.path, origin.index, tuple(found))

    def _find_rows(
        self, origin: Origin, values: dict[str, Any], table: Table, written: str
    ) -> tuple[str, tuple[Row, ...]] | None:
        """Return the path of the table that a metric names, and its rows; None without one."""
        place = Place(origin.path, origin.index, f"/{table.named_in}")
        path = series_path(origin.path, written)
        if path is None:
            self.findings.append(FILE_OUTSIDE_PROJECT.at(place, variant="path", target=written))
        elif values.get(table.rows_of) is not None:
            self.findings.append(CSV_AND_VALUES.at(place, file=written, rows=table.rows_of))
        elif path in self.sources.series:
            return path, self._rows(path, table)
        elif path not in self.sources.unread and not self.sources.incomplete:
            self.findings.append(self._unknown_table(place, origin.path, written))
        return None

    def _rows(self, path: str, table: Table) -> tuple[Row, ...]:
        if (path, table) not in self.tables:
            outcome = read_table(self.sources.series[path], table)
            self.tables[path, table] = outcome.value
            self.findings.extend(outcome.findings)
        return self.tables[path, table]

    def _unknown_table(self, place: Place, document: str, written: str) -> Finding:
        folder = posixpath.dirname(document)
        stem, ending = posixpath.splitext(written)
        if (
            ending.lower() in _TABLES_AS_TEXT
            and posixpath.join(folder, written) in self.sources.assets
        ):
            return CSV_UNKNOWN_FILE.at(
                place, variant="text", written=written, suggestion=f"{stem}.csv"
            )
        if ending.lower() in _SPREADSHEETS:
            saved, name = f"{stem}.csv", names_in(place.pointer)[-1]
            there = series_path(document, saved) in self.sources.series
            return CSV_UNKNOWN_FILE.at(
                place,
                variant="spreadsheet-saved" if there else "spreadsheet",
                written=written,
                saved=saved,
                name=name,
            )
        known = [posixpath.relpath(path, folder) for path in self.sources.series]
        stems = {posixpath.splitext(path)[0]: path for path in known}
        suggestion = stems.get(closest(posixpath.splitext(written)[0], stems) or "")
        if suggestion is None:
            return CSV_UNKNOWN_FILE.at(place, written=written)
        return CSV_UNKNOWN_FILE.at(place, variant="suggest", written=written, suggestion=suggestion)

    # What could not be understood

    def add_broken(self, unread: Iterable[str]) -> None:
        """Presume that files which were not read hold documents named as they are."""
        for path in unread:
            self.broken.update(ids_of_path(path, self.languages))

    def _presume_broken(self, source: Source) -> None:
        self.add_broken((source.path,))
        self.broken.update(ids_in(source.text))


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
