"""Documents of a project as they were in commits, read from one file, or a few, at a time."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from planbook.model.chapter import spellings_of
from planbook.model.document import Document
from planbook.model.field import Kinds
from planbook.model.metric import Metric
from planbook.model.settings import Settings
from planbook.reading.decoding import decode_table, decode_text
from planbook.reading.documents import (
    ParsedFile,
    RawDocument,
    TableKey,
    chapters_in,
    fill_tables,
    parse_chapter,
    parse_file,
)
from planbook.reading.git.head import Head
from planbook.reading.git.objects import GitObjects
from planbook.reading.series import Row, read_table
from planbook.reading.sources import (
    Source,
    Sources,
    is_content_path,
    is_pointer_to_content,
    sort_of,
)
from planbook.reading.validation import DocumentValidator

_MOST_KEPT: Final = 512
"""So many files are remembered as they were: one is asked for by all documents that it holds."""


class Version(msgspec.Struct, frozen=True):
    """What a file held: its documents, and those with mistakes as far as they were understood.

    ``is_readable`` is False where git lacks it, or it holds something that could not be read.
    """

    documents: tuple[Document, ...] = ()
    faulty: tuple[Document, ...] = ()
    is_readable: bool = True


def unit_of(path: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the files that are read together with the one at ``path``; empty where it is none.

    A chapter is made of the files of all its languages.
    """
    if not is_content_path(path) or "\n" in path:
        return ()
    match sort_of(path):
        case "document":
            return (path,)
        case "chapter":
            return tuple(sorted({path, *spellings_of(path, languages)}))
    return ()


class Versions:
    """Reads what files of the project of ``head`` were, by its present settings and schemas.

    What a commit held never changes: what was read once is remembered. To be closed after use.
    ``lacks`` is called where git lacks contents that it knows the id of: that may change.
    """

    def __init__(
        self, head: Head, settings: Settings, kinds: Kinds, lacks: Callable[[], None] = lambda: None
    ) -> None:
        """Start nothing yet."""
        self._lacks = lacks
        self._lacked = 0
        self._head = head
        self._settings = settings
        self.kinds = kinds
        self._validator = DocumentValidator(kinds, settings, {})
        self._objects: tuple[int, GitObjects] | None = None
        self._kept: OrderedDict[tuple[str, ...], Version] = OrderedDict()
        self.reads = 0
        """How many files were read."""

    def read(self, unit: Sequence[str], commit: str, ids: Mapping[str, str]) -> Version:
        """Return what the files of ``unit`` held in ``commit``, as one.

        ``ids`` are those of the contents of some of them, empty where there were none.
        """
        names = tuple(ids.get(path, f"{commit}:{self._head.prefix}{path}") for path in unit)
        # Tables are asked for by what a metric says: their names have to be known too.
        where = (commit, *unit, *names)
        kept = self._kept.get(where)
        if kept is None:
            lacked = self._lacked
            kept = self._read({path: name for path, name in zip(unit, names, strict=True) if name},
                              commit, ids)  # fmt: skip
            if self._lacked != lacked:
                return kept
            self._kept[where] = kept
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return kept

    def close(self) -> None:
        """End the process that reads, if this one started it."""
        if self._objects is not None and self._objects[0] == os.getpid():
            self._objects[1].close()
        self._objects = None

    def text_of(self, path: str, commit: str, ids: Mapping[str, str]) -> str | None:
        """Return the text of a file in ``commit``; None where it is not there, or is no text."""
        name = ids.get(path, f"{commit}:{self._head.prefix}{path}")
        return self._text(path, name) if name else None

    def _read(self, names: Mapping[str, str], commit: str, ids: Mapping[str, str]) -> Version:
        sources = []
        for path, name in names.items():
            text = self._text(path, name)
            if text is not None:
                sources.append(Source(path, text))
            elif path in ids:
                return Version(is_readable=False)
        documents: list[Document] = []
        faulty: list[Document] = []
        is_readable = True
        for parsed in self._parse(sources):
            is_readable = is_readable and not parsed.broken
            for raw in parsed.documents:
                validated = self._validator.validate(self._with_tables(raw, commit, ids))
                if validated.document is None:
                    is_readable = False
                    continue
                (faulty if validated.is_faulty else documents).append(validated.document)
        return Version(tuple(documents), tuple(faulty), is_readable)

    def _parse(self, sources: Sequence[Source]) -> Iterator[ParsedFile]:
        if not sources:
            return
        if sort_of(sources[0].path) == "document":
            yield from (parse_file(source, self._settings) for source in sources)
            return
        for files in chapters_in(sources, self._settings.languages):
            yield parse_chapter(files, self._settings)

    def _with_tables(self, raw: RawDocument, commit: str, ids: Mapping[str, str]) -> RawDocument:
        if raw.values.get("kind") != Metric.KIND:
            return raw
        tables = _Tables(self, commit, ids)
        return fill_tables(raw, Sources(series=tables), _Rows(tables)).value

    def _text(self, path: str, name: str) -> str | None:
        limit = self._settings.limits.file_size
        read = self._pipe().read(name, limit)
        self.reads += 1
        # Of a name that is no id nobody knows whether it was there at all.
        if read is None and (":" not in name or self._head.is_partial):
            self._lacked += 1
            self._lacks()
        if read is None or read[1] > limit or is_pointer_to_content(read[0]):
            return None
        decode = decode_table if sort_of(path) == "series" else decode_text
        return decode(read[0], path).value

    def _pipe(self) -> GitObjects:
        """Return who reads objects in this process: a copy of it has to start its own."""
        if self._objects is None or self._objects[0] != os.getpid():
            self._objects = os.getpid(), GitObjects(self._head.root)
        return self._objects[1]


class _Tables(Mapping[str, Source]):
    """The tables of a commit by their paths, read when a metric names them."""

    def __init__(self, versions: Versions, commit: str, ids: Mapping[str, str]) -> None:
        self._versions = versions
        self._commit = commit
        self._ids = ids
        self._read: dict[str, str | None] = {}

    def __getitem__(self, path: str) -> Source:
        if path not in self._read:
            self._read[path] = self._versions.text_of(path, self._commit, self._ids)
        text = self._read[path]
        if text is None:
            raise KeyError(path)
        return Source(path, text)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Rows(Mapping[TableKey, Sequence[Row]]):
    """The rows of tables, as far as they can be read."""

    def __init__(self, tables: Mapping[str, Source]) -> None:
        self._tables = tables

    def __getitem__(self, key: TableKey) -> Sequence[Row]:
        path, table = key
        return read_table(self._tables[path], table).value

    def __iter__(self) -> Iterator[TableKey]:
        return iter(())

    def __len__(self) -> int:
        return 0
