"""What the last build wrote, as far as it still stands in the site."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from planbook.digest import digest_of_stream
from planbook.model.edition import Audience, Edition
from planbook.output.cache import make_cache_folder, trim_cache
from planbook.output.target import Target

MARKER: Final = ".planbook-site.json"
"""The file that names a site as planbook's."""

_CACHE_FORMAT: Final = 2
_MARKER_FORMAT: Final = 1
_OWN_NAMES: Final = frozenset({MARKER, ".planbook-new", ".planbook-lock", ".planbook-lock-holder"})


class ManifestEntry(msgspec.Struct, frozen=True, array_like=True):
    """One file of the site: the digest of what it was made from, and how it lies on the disk.

    ``changed_ns`` is the time that the system itself keeps: no user can set it back.
    """

    digest: str
    content: str
    size: int
    modified_ns: int
    changed_ns: int
    inode: int


class _Cache(msgspec.Struct, frozen=True):
    format_version: int
    files: dict[str, ManifestEntry]
    edition: str = ""


class _Marker(msgspec.Struct, frozen=True):
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
    """

    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    foreign_folders: frozenset[str] = frozenset()
    marked: bool = False
    edition: str = ""


def read_manifest(target: Target) -> Manifest:
    """Return what stands at ``target``, the cache of the last build believed only where it fits.

    A file whose size, times and place on the disk are as they were left counts as unchanged;
    with others it is read, and what it holds decides. Raises OSError where the site cannot be read.
    """
    if not target.path.is_dir():
        return Manifest()
    standing, folders = _scan(target.path)
    marker = _read_marker(target.path / MARKER)
    cache = _read_cache(target.manifest)
    listed = None if marker is None else frozenset(marker.files)
    # Without a marker, what still is as the last build left it was written by planbook.
    claimed = (cache.files.keys() if listed is None else listed) & standing.keys()
    entries = {}
    for path in claimed & cache.files.keys():
        entry = _checked(target.path / path, standing[path], cache.files[path])
        if entry is not None:
            entries[path] = entry
    written = frozenset(entries if listed is None else claimed)
    edition = _edition_of(target.path, marker, cache) if written else ""
    own_folders = {str(above) for path in written for above in _parents(path)}
    return Manifest(
        entries=entries,
        written=written,
        foreign=frozenset(standing) - written,
        foreign_folders=frozenset(folders - own_folders),
        marked=marker is not None and written == listed and marker.edition == target.edition,
        edition=edition,
    )


def write_manifest(target: Target, entries: Mapping[str, ManifestEntry]) -> None:
    """Remember ``entries`` for the next build, in one step. Raises OSError."""
    make_cache_folder(target.cache)
    content = msgspec.json.encode(
        _Cache(_CACHE_FORMAT, dict(sorted(entries.items())), target.edition)
    )
    fresh = target.manifest.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(target.manifest)
    trim_cache(target.cache, in_use=(target.manifest,))


def marker_content(paths: Iterator[str] | list[str], edition: str) -> bytes:
    """Return the marker of a site of ``edition`` that consists of ``paths``.

    It lists the files that stand around it and nothing else, so that the next build knows its
    own from others' even when the cache is gone. No digest stands in it: one could tell of
    what an edition hides.
    """
    marker = msgspec.json.encode(_Marker(_MARKER_FORMAT, sorted(paths), edition))
    return msgspec.json.format(marker, indent=1) + b"\n"


def digest_of_file(path: Path) -> str:
    """Return the digest of what the file holds, as in `ManifestEntry.content`. Raises OSError."""
    with path.open("rb") as stream:
        return digest_of_stream(stream)


def _checked(path: Path, status: os.stat_result, entry: ManifestEntry) -> ManifestEntry | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    lies = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    if lies == (entry.size, entry.modified_ns, entry.changed_ns, entry.inode):
        return entry
    if status.st_size != entry.size:
        return None
    try:
        same = digest_of_file(path) == entry.content
    except OSError:
        return None
    return ManifestEntry(entry.digest, entry.content, *lies) if same else None


def _scan(top: Path) -> tuple[dict[str, os.stat_result], set[str]]:
    """Return the files below ``top`` with their status, and the folders, links not followed."""
    files: dict[str, os.stat_result] = {}
    folders: set[str] = set()
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(top / prefix if prefix else top) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if path in _OWN_NAMES:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(f"{path}/")
                else:
                    files[path] = entry.stat(follow_symlinks=False)
    return files, folders


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _read_cache(path: Path) -> _Cache:
    # A cache that is missing, damaged or of another format is no cache.
    with suppress(OSError, msgspec.MsgspecError):
        cache = msgspec.json.decode(path.read_bytes(), type=_Cache)
        if cache.format_version == _CACHE_FORMAT:
            return cache
    return _Cache(_CACHE_FORMAT, {})


def _read_marker(path: Path) -> _Marker | None:
    with suppress(OSError, msgspec.MsgspecError):
        if path.is_symlink():
            return None
        marker = msgspec.json.decode(path.read_bytes(), type=_Marker)
        if marker.format_version == _MARKER_FORMAT:
            return marker
    return None


def _edition_of(top: Path, marker: _Marker | None, cache: _Cache) -> str:
    """Return the edition of the site at ``top``; of one by an older planbook its index tells."""
    if marker is not None and marker.edition:
        return marker.edition
    if marker is None and cache.edition:
        return cache.edition
    with suppress(OSError, msgspec.MsgspecError):
        index = top / "api" / "v1" / "index.json"
        if not index.is_symlink():
            found = msgspec.json.decode(index.read_bytes(), type=_Index).edition
            return Edition(found.audience, found.viewer).name
    return ""
