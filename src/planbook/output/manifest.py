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
from planbook.output.target import Target

MARKER: Final = ".planbook-site.json"
"""The file that names a site as planbook's."""

_FORMAT: Final = 1
_OWN_NAMES: Final = frozenset({MARKER, ".planbook-new", ".planbook-lock", ".planbook-lock-holder"})


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One file of the site: the digest of what it was made from, and how it lies on the disk."""

    digest: str
    content: str
    size: int
    modified_ns: int


class _Cache(msgspec.Struct, frozen=True):
    format_version: int
    files: dict[str, Entry]


class _Marker(msgspec.Struct, frozen=True):
    format_version: int
    files: list[str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a site.

    ``entries`` are files as the last build left them, checked against the disk; ``written`` are
    all files that a build wrote and that are still there; ``foreign`` came from elsewhere, and
    so did ``foreign_folders``, which hold nothing of planbook's. ``marked`` is False where
    the site lacks a marker that says just this.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    foreign_folders: frozenset[str] = frozenset()
    marked: bool = False


def read_manifest(target: Target) -> Manifest:
    """Return what stands at ``target``, the cache of the last build believed only where it fits.

    A file whose size and time are as they were left counts as unchanged; with another size or
    time it is read, and what it holds decides. Raises OSError where the site cannot be read.
    """
    if not target.path.is_dir():
        return Manifest()
    standing, folders = _scan(target.path)
    listed = _read_marker(target.path / MARKER)
    written = frozenset(listed or ()) & standing.keys()
    cached = _read_cache(target.manifest)
    entries = {}
    for path in written & cached.keys():
        entry = _checked(target.path / path, standing[path], cached[path])
        if entry is not None:
            entries[path] = entry
    own_folders = {str(above) for path in written for above in _parents(path)}
    return Manifest(
        entries=entries,
        written=written,
        foreign=frozenset(standing) - written,
        foreign_folders=frozenset(folders - own_folders),
        marked=listed is not None and written == frozenset(listed),
    )


def write_manifest(target: Target, entries: Mapping[str, Entry]) -> None:
    """Remember ``entries`` for the next build, in one step. Raises OSError."""
    target.manifest.parent.mkdir(parents=True, exist_ok=True)
    content = msgspec.json.encode(_Cache(_FORMAT, dict(sorted(entries.items()))))
    fresh = target.manifest.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(target.manifest)


def marker_content(paths: Iterator[str] | list[str]) -> bytes:
    """Return the marker of a site that consists of ``paths``.

    It lists the files that stand around it and nothing else, so that the next build knows its
    own from others' even when the cache is gone. No digest stands in it: one could tell of
    what an edition hides.
    """
    marker = msgspec.json.encode(_Marker(_FORMAT, sorted(paths)))
    return msgspec.json.format(marker, indent=1) + b"\n"


def digest_of_file(path: Path) -> str:
    """Return the digest of what the file holds, as `Entry.content` has it. Raises OSError."""
    with path.open("rb") as stream:
        return digest_of_stream(stream)


def _checked(path: Path, status: os.stat_result, entry: Entry) -> Entry | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    if (status.st_size, status.st_mtime_ns) == (entry.size, entry.modified_ns):
        return entry
    if status.st_size != entry.size:
        return None
    try:
        same = digest_of_file(path) == entry.content
    except OSError:
        return None
    return Entry(entry.digest, entry.content, status.st_size, status.st_mtime_ns) if same else None


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


def _read_cache(path: Path) -> Mapping[str, Entry]:
    # A cache that is missing, damaged or of another format is no cache.
    with suppress(OSError, msgspec.MsgspecError):
        cache = msgspec.json.decode(path.read_bytes(), type=_Cache)
        if cache.format_version == _FORMAT:
            return cache.files
    return {}


def _read_marker(path: Path) -> list[str] | None:
    with suppress(OSError, msgspec.MsgspecError):
        if path.is_symlink():
            return None
        marker = msgspec.json.decode(path.read_bytes(), type=_Marker)
        if marker.format_version == _FORMAT:
            return marker.files
    return None
