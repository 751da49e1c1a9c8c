"""How the files of a site lie when it has been put in its place, as the next build has to know.

What has just been written cannot be told from what somebody writes at once afterwards: the disk's
clock may not have moved between. For what is that young, the clock is waited for (some
milliseconds), and then it is looked at once more, its contents included.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from planbook.output.manifest import MARKER, ManifestEntry, digest_of_file
from planbook.output.survey import OWN_NAMES
from planbook.output.target import Target
from planbook.stat_guard import (
    SECOND,
    TICK_NS,
    FileMark,
    disk_time_ns,
    is_trustworthy,
    mark_of,
    tick_ns,
)

_MOST_WAITS: Final = 2


class Settling:
    """A look at a site that was published at ``published_at_ns`` of its disk's time."""

    def __init__(self, target: Target, published_at_ns: int) -> None:
        self._target = target
        self._published = published_at_ns
        self._now = published_at_ns

    def wait(self) -> None:
        """Wait until what happens from now on can be told from what happened up to now.

        A disk that keeps whole seconds is not waited for: what is young on it stays in doubt.
        """
        clock = self._target.clock
        ready = disk_time_ns(clock) + TICK_NS
        for _ in range(_MOST_WAITS):
            time.sleep(TICK_NS / SECOND)
            self._now = disk_time_ns(clock)
            if self._now > ready:
                return

    def files(self, entries: Mapping[str, ManifestEntry]) -> dict[str, ManifestEntry]:
        """Return ``entries``, as they were written or found, with their present marks.

        A second name and a move count as a change of the file, though not of its contents. One
        that is not as it was left is forgotten: the next build makes it anew.
        """
        top, settled = self._target.path, {}
        for path, entry in entries.items():
            mark, was = _mark_at(f"{top}/{path}"), entry.mark
            if mark is None or (mark.size, mark.mtime_ns) != (was.size, was.mtime_ns):
                continue
            is_sure = is_trustworthy(mark, self._now)
            if is_sure and was.mtime_ns + tick_ns(was) >= self._published:
                # Somebody could have written to it without giving it another time.
                try:
                    if digest_of_file(top / path) != entry.content:
                        continue
                except OSError:
                    continue
            settled[path] = ManifestEntry(entry.digest, entry.content, mark, is_sure)
        return settled

    def folders(
        self, folders: Iterable[str], entries: Iterable[str], standing: Iterable[str]
    ) -> dict[str, FileMark | None]:
        """Return the marks of ``folders``; None for one in doubt.

        ``entries`` and ``standing`` are all files and all folders of the site.
        """
        marks: dict[str, FileMark | None] = {}
        young: dict[str, set[str]] = {}
        for folder in folders:
            mark = _mark_at(f"{self._target.path}/{folder}")
            marks[folder] = mark if mark and is_trustworthy(mark, self._now) else None
            if mark and not is_trustworthy(mark, self._published):
                young[folder] = set()
        if young:
            for path in chain(entries, standing):
                folder = path.rpartition("/")[0]
                if folder in young and path:
                    young[folder].add(path)
        for folder, expected in young.items():
            if not self._holds(folder, expected):
                marks[folder] = None
        return marks

    def spare_folders(self, spare: Path, folders: Iterable[str]) -> dict[str, FileMark]:
        """Return the marks of ``folders`` of ``spare``, none where one of them is in doubt."""
        marks: dict[str, FileMark] = {}
        for folder in folders:
            mark = _mark_at(f"{spare}/{folder}")
            if mark is None or not is_trustworthy(mark, self._now):
                return {}
            marks[folder] = mark
        return marks

    def _holds(self, folder: str, expected: Collection[str]) -> bool:
        prefix = f"{folder}/" if folder else ""
        try:
            places = (self._target.path / folder).iterdir()
            names = {f"{prefix}{place.name}" for place in places}
        except OSError:
            return False
        return names - OWN_NAMES == set(expected) - {MARKER}


def _mark_at(place: Path | str) -> FileMark | None:
    try:
        return mark_of(os.lstat(place))
    except OSError:
        return None
