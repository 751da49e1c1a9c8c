"""What the files of a project hold, told by one look at each and by reading none.

A file with the mark that it had when it was read holds what it held then: its digest is taken from
the record. Any other is read and its digest taken anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from planbook.digest import digest_bytes
from planbook.reading.files import ReadError, read_file
from planbook.reading.looking import FilesSeen
from planbook.stat_guard import FileMark, is_trustworthy

_MOST_BYTES: Final = 1 << 31


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """A file as it lay on the disk when it was read, and the digest of what it held.

    Without ``is_trusted`` the mark alone is no proof: the file was changed just before.
    """

    mark: FileMark
    digest: bytes
    is_trusted: bool


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
        digest = digest_bytes(content)
        records[path] = FileRecord(mark, digest, is_trustworthy(mark, now_ns))
        if record is None or record.digest != digest:
            contents[path] = content
    return FilesRead(records, contents, is_whole)
