"""What lies in a project's folders, told by one look at each file and by reading none.

A file with the mark that it had when it was read holds what it held then: its digest is taken from
the record. Any other is read and its digest taken anew.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from planbook.reading.files import ReadError, read_file
from planbook.stat_guard import FileMark, is_trustworthy, mark_of

_DIGEST_BYTES: Final = 16
_MOST_BYTES: Final = 1 << 31


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """A file as it lay on the disk when it was read, and the digest of what it held.

    Without ``is_trusted`` the mark alone is no proof: the file was changed just before.
    """

    mark: FileMark
    digest: bytes
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class FilesSeen:
    """The files below some folders by their paths, with ``/``, from the one above them.

    ``is_plain`` says that there is nothing else than folders and readable files with plain names:
    no links, no pipes. Only then do marks tell everything.
    """

    marks: Mapping[str, FileMark] = field(default_factory=dict)
    is_plain: bool = True


def look_at_files(root: Path, tops: Iterable[str]) -> FilesSeen:
    """Return the files of ``root`` in ``tops``, which may be folders or files, or missing."""
    marks: dict[str, FileMark] = {}
    is_plain = True
    waiting: list[str] = []
    for top in tops:
        try:
            status = os.lstat(root / top)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            waiting.append(top)
        elif stat.S_ISREG(status.st_mode):
            marks[top] = mark_of(status)
        else:
            is_plain = False
    start = f"{root}{os.sep}"
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{start}{folder}") as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    elif entry.is_file(follow_symlinks=False):
                        marks[path] = mark_of(entry.stat(follow_symlinks=False))
                    else:
                        is_plain = False
                    is_plain = is_plain and entry.name.isprintable()
        except OSError:
            is_plain = False
    return FilesSeen(marks, is_plain)


@dataclass(frozen=True, slots=True)
class FilesRead:
    """The records of all files seen. ``contents`` are those of the files that had to be read.

    ``is_whole`` is False where one of them could not be.
    """

    records: Mapping[str, FileRecord]
    contents: Mapping[str, bytes]
    is_whole: bool = True


def record_files(
    root: Path, seen: FilesSeen, known: Mapping[str, FileRecord], now_ns: int
) -> FilesRead:
    """Return the records of the files ``seen``; those with the mark of a ``known`` one unread.

    ``now_ns`` is the disk's time before any of them was looked at.
    """
    records: dict[str, FileRecord] = {}
    contents: dict[str, bytes] = {}
    is_whole = True
    for path, mark in seen.marks.items():
        record = known.get(path)
        if record is not None and record.is_trusted and record.mark == mark:
            records[path] = record
            continue
        content = read_file(root / path, _MOST_BYTES)
        if isinstance(content, ReadError):
            is_whole = False
            continue
        digest = blake2b(content, digest_size=_DIGEST_BYTES).digest()
        records[path] = FileRecord(mark, digest, is_trustworthy(mark, now_ns))
        if record is None or record.digest != digest:
            contents[path] = content
    return FilesRead(records, contents, is_whole)
