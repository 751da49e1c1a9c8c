"""What the last build left at a target: the record in the cache, and the marker in the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from planbook import __version__
from planbook.digest import digest_of_stream
from planbook.model.edition import Audience, Edition
from planbook.output.cache import make_cache_folder, trim_cache
from planbook.output.target import Target
from planbook.stat_guard import FileMark

MARKER: Final = ".planbook-site.json"
"""The file that names a site as planbook's."""

_RECORD_FORMAT: Final = 3
_MARKER_FORMAT: Final = 1


class ManifestEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file of the site: the digest of what it was made from, of what it holds, and how it lies.

    ``is_sure`` says that ``mark`` alone tells whether it is still the same (see `stat_guard`).
    """

    digest: str
    content: str
    mark: FileMark
    is_sure: bool = True


class Record(msgspec.Struct, frozen=True):
    """What a build remembers of a site, for the next one.

    ``folders`` and ``spare`` are the folders of the site and those of its spare, ``""`` being the
    top: each holds what it held as long as its mark is the same. A mark that is not to be believed
    is None, as is that of ``marker``. ``spare`` is empty where there is none.
    """

    files: Mapping[str, ManifestEntry] = {}
    folders: Mapping[str, FileMark | None] = {}
    spare: Mapping[str, FileMark] = {}
    marker: FileMark | None = None
    edition: str = ""
    version: str = __version__
    format_version: int = _RECORD_FORMAT


class Marker(msgspec.Struct, frozen=True):
    """The file in a site by which planbook knows its own files from others'."""

    format_version: int
    files: list[str]
    edition: str = ""


class _IndexEdition(msgspec.Struct, frozen=True):
    audience: Audience
    viewer: str | None = None


class _Index(msgspec.Struct, frozen=True):
    """The part of ``api/v1/index.json`` that says whom the site is for."""

    edition: _IndexEdition


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a site.

    ``entries`` are files as the last build left them, checked against the disk; ``written`` are
    all files that a build wrote and that are still there; ``foreign`` came from elsewhere, and
    so did ``foreign_folders``, which hold nothing of planbook's. ``marked`` is False where
    the site lacks a marker that says just this. ``edition`` is the name of the edition that
    stands there, empty where there is none or nobody knows.

    ``record`` is what this says as a record, to be written where ``is_news``. ``checked`` are the
    files of the site as a whole whose addresses this version of planbook has found to be right.
    """

    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    foreign_folders: frozenset[str] = frozenset()
    marked: bool = False
    edition: str = ""
    record: Record = field(default_factory=Record)
    is_news: bool = False
    checked: frozenset[str] = frozenset()


def read_record(target: Target) -> Record:
    """Return what the last build remembered; one that is missing, damaged or old is none."""
    with suppress(OSError, msgspec.MsgspecError):
        record = msgspec.json.decode(target.manifest.read_bytes(), type=Record)
        if record.format_version == _RECORD_FORMAT:
            return record
    return Record()


def write_record(target: Target, record: Record) -> None:
    """Remember ``record`` for the next build, in one step. Raises OSError."""
    make_cache_folder(target.cache)
    fresh = target.manifest.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(record))
    fresh.replace(target.manifest)
    trim_cache(target.cache, in_use=(target.manifest,))


def marker_content(paths: Iterable[str], edition: str) -> bytes:
    """Return the marker of a site of ``edition`` that consists of ``paths``.

    It lists the files that stand around it and nothing else, so that the next build knows its
    own from others' even when the cache is gone. No digest stands in it: one could tell of
    what an edition hides.
    """
    marker = msgspec.json.encode(Marker(_MARKER_FORMAT, sorted(paths), edition))
    return msgspec.json.format(marker, indent=1) + b"\n"


def read_marker(path: Path) -> Marker | None:
    """Return the marker at ``path``, None where it is missing, damaged or a link."""
    with suppress(OSError, msgspec.MsgspecError):
        if path.is_symlink():
            return None
        marker = msgspec.json.decode(path.read_bytes(), type=Marker)
        if marker.format_version == _MARKER_FORMAT:
            return marker
    return None


def edition_in_index(top: Path) -> str:
    """Return the edition of the site at ``top`` by its index, as an older planbook left it."""
    with suppress(OSError, msgspec.MsgspecError):
        index = top / "api" / "v1" / "index.json"
        if not index.is_symlink():
            found = msgspec.json.decode(index.read_bytes(), type=_Index).edition
            return Edition(found.audience, found.viewer).name
    return ""


def digest_of_file(path: Path) -> str:
    """Return the digest of what the file holds, as in `ManifestEntry.content`. Raises OSError."""
    with path.open("rb") as stream:
        return digest_of_stream(stream)


def folder_of(path: str) -> str:
    """Return the folder of the file or folder at ``path`` of a site; the top is ``""``."""
    return path.rpartition("/")[0]


def folders_above(paths: Iterable[str]) -> set[str]:
    """Return all folders that ``paths`` lie in, the top, ``""``, among them."""
    found = {""}
    for folder in {folder_of(path) for path in paths}:
        above = folder
        while above not in found:
            found.add(above)
            above = folder_of(above)
    return found
