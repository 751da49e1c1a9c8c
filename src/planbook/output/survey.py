"""What stands at a target now: held against the record, with one look at each file's status.

A folder whose mark is as recorded holds the names that it held, and is not listed. A file whose
mark is as recorded holds what it held, and is not read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from planbook import __version__
from planbook.output.manifest import (
    MARKER,
    Manifest,
    ManifestEntry,
    Record,
    digest_of_file,
    edition_in_index,
    folders_above,
    read_marker,
    read_record,
)
from planbook.output.target import Target
from planbook.stat_guard import FileMark, disk_time_ns, is_trustworthy, mark_of

OWN_NAMES: Final = frozenset({MARKER, ".planbook-new", ".planbook-lock", ".planbook-lock-holder"})
_GONE: Final = (FileNotFoundError, NotADirectoryError)


def read_manifest(target: Target) -> Manifest:
    """Return what stands at ``target``, the record of the last build believed only where it fits.

    A file that does not lie as recorded is read where it still may be the same, and what it holds
    decides. Raises OSError where the site cannot be read.
    """
    if not target.path.is_dir():
        return Manifest()
    record = read_record(target)
    survey = _Survey(target, record)
    survey.look_at_folders()
    survey.look_at_files()
    return survey.manifest()


class _Survey:
    """One look at one site."""

    def __init__(self, target: Target, record: Record) -> None:
        self._target = target
        self._top = f"{target.path}/"
        self._record = record
        self._folders: dict[str, FileMark | None] = {}
        self._entries: dict[str, ManifestEntry] = {}
        self._standing: set[str] = set()
        # Names in folders that were listed, and that the record does not know.
        self._others: set[str] = set()

    @cached_property
    def _now(self) -> int:
        """Taken when first needed, which is before that is looked at which is in doubt."""
        return disk_time_ns(self._target.clock)

    def look_at_folders(self) -> None:
        """Find the folders of the site; list those that may hold other names than they did."""
        recorded = self._record.folders
        for path in ("", *sorted(recorded.keys() - {""})):
            # What lies in a folder that has become a link does not lie in the site.
            if path and path.rpartition("/")[0] not in self._folders:
                continue
            try:
                status = os.lstat(self._top + path)
            except _GONE:
                continue
            if not stat.S_ISDIR(status.st_mode):
                continue
            known = recorded.get(path)
            if known is not None and mark_of(status) == known:
                self._folders[path] = known
            else:
                self._list(path)

    def look_at_files(self) -> None:
        """Look at the files of the record that lie in the folders found."""
        folders, standing, entries = self._folders, self._standing, self._entries
        top, lstat = self._top, os.lstat
        for path, entry in self._record.files.items():
            if path.rpartition("/")[0] not in folders:
                continue
            try:
                status = lstat(top + path)
            except _GONE:
                continue
            if entry.is_sure and mark_of(status) == entry.mark:
                standing.add(path)
                entries[path] = entry
                continue
            if stat.S_ISDIR(status.st_mode):
                continue
            standing.add(path)
            if (checked := self._checked(path, entry)) is not None:
                entries[path] = checked

    def manifest(self) -> Manifest:
        """Return what was found."""
        record = self._record
        marker_mark, listed, named = self._marker()
        standing = self._standing | self._others
        # Without a marker, what still is as the last build left it was written by planbook.
        written = frozenset(self._entries if listed is None else listed & standing)
        entries: Mapping[str, ManifestEntry] = self._entries
        if not entries.keys() <= written:
            entries = {path: entry for path, entry in entries.items() if path in written}
        edition = ""
        if written:
            edition = named or (record.edition if listed is None else "")
            edition = edition or edition_in_index(self._target.path)
        now = Record(
            files=entries,
            folders=self._folders,
            spare=record.spare if self._shares_all(entries) else {},
            marker=marker_mark,
            edition=edition,
            version=record.version,
        )
        return Manifest(
            entries=entries,
            written=written,
            foreign=frozenset(standing) - written,
            foreign_folders=self._foreign_folders(written),
            marked=listed is not None and written == listed and edition == self._target.edition,
            edition=edition,
            record=now,
            is_news=now != record,
            checked=frozenset(record.files) if record.version == __version__ else frozenset(),
        )

    def _foreign_folders(self, written: frozenset[str]) -> frozenset[str]:
        record = self._record
        # A site with a spare had none, and these are its files and folders.
        if record.files.keys() == written and record.spare.keys() == self._folders.keys():
            return frozenset()
        return frozenset(self._folders.keys() - folders_above(written))

    def _marker(self) -> tuple[FileMark | None, frozenset[str] | None, str]:
        """Return how the marker lies, if that can be believed, its files and its edition."""
        record, path = self._record, self._target.path / MARKER
        try:
            mark = mark_of(path.lstat())
        except _GONE:
            return None, None, ""
        if mark == record.marker:
            return mark, frozenset(record.files), record.edition
        now = self._now
        marker = read_marker(path)
        if marker is None:
            return None, None, ""
        is_sure = is_trustworthy(mark, now) and mark == mark_of(path.lstat())
        fits = record.files.keys() == set(marker.files) and record.edition == marker.edition
        return mark if is_sure and fits else None, frozenset(marker.files), marker.edition

    def _list(self, path: str) -> None:
        """Note what is in the folder ``path``, and in those below it that the record lacks."""
        known_folders, known_files, now = self._record.folders, self._record.files, self._now
        waiting = [path]
        while waiting:
            folder = waiting.pop()
            mark = mark_of(os.lstat(self._top + folder))
            prefix, is_own = f"{folder}/" if folder else "", True
            with os.scandir(self._top + folder) as found:
                for one in found:
                    name = prefix + one.name
                    if name in OWN_NAMES:
                        continue
                    if not one.is_dir(follow_symlinks=False):
                        if name not in known_files:
                            self._others.add(name)
                            is_own = False
                    elif name not in known_folders:
                        waiting.append(name)
            # One with files that the record does not know has to be listed each time.
            is_known = is_own and is_trustworthy(mark, now)
            self._folders[folder] = mark if is_known else None

    def _checked(self, path: str, entry: ManifestEntry) -> ManifestEntry | None:
        """Return ``entry`` as it lies now, None where the file is another or cannot be read."""
        now, place = self._now, Path(self._top + path)
        try:
            status = place.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size != entry.mark.size:
                return None
            if digest_of_file(place) != entry.content:
                return None
        except OSError:
            return None
        mark = mark_of(status)
        return ManifestEntry(entry.digest, entry.content, mark, is_trustworthy(mark, now))

    def _shares_all(self, entries: Mapping[str, ManifestEntry]) -> bool:
        """Return whether what is in the site lies in the spare as well, being the same file."""
        recorded = self._record.files
        return all(
            entry is recorded[path] or entry.mark.inode == recorded[path].mark.inode
            for path, entry in entries.items()
        )
