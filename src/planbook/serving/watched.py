"""What of a project on the disk a site is made from, and how it lies there.

Two looks at the same project tell what was saved between them. Nothing is opened: a file that
changed has another time, size or number.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias

from planbook.reading.project_folder import (
    CONTENT_FOLDER,
    PROJECT_FILE_NAME,
    SCHEMA_FOLDER,
    THEME_FOLDER,
)
from planbook.reading.sources import STATIC, is_content_path

Mark: TypeAlias = tuple[int, ...]
"""What tells a file from itself after it was written: times, size, number."""

_FOLDERS: Final = (CONTENT_FOLDER, STATIC, SCHEMA_FOLDER, THEME_FOLDER)


@dataclass(frozen=True, slots=True)
class Watched:
    """The files that count, by their real paths, each with its mark. All lie in ``root``.

    ``trees`` are the folders in which any new file counts, ``folders`` all that have to be
    watched to hear of a change. At ``places`` something counts, be it there or not. ``named`` are
    files that planbook.yaml names, ``at`` is when the look was taken, in nanoseconds.
    """

    root: str
    marks: Mapping[str, Mark] = field(default_factory=dict)
    trees: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    at: int = 0

    def concerns(self, path: str) -> bool:
        """Return whether a file that was saved, or a folder that came or went, at ``path`` counts.

        What an editor puts beside a file for a moment is gone when this is asked.
        """
        if path in self.marks or path in self.folders or path in self.places:
            return True
        in_tree = os.path.dirname(path) in self.trees  # noqa: PTH120  # compared as text
        return in_tree and not _is_left_out(path, self.root) and os.path.lexists(path)

    def changed_since(self, earlier: Watched) -> frozenset[str]:
        """Return the paths that are new, gone or not as they were ``earlier``.

        A file that planbook.yaml names only now was not looked at then: its own time tells.
        """
        old_news = {
            path
            for path in self.named - earlier.marks.keys()
            if max(self.marks[path][:2], default=0) <= earlier.at
        } | (earlier.named - self.marks.keys() - self.named)
        return frozenset(
            path
            for path in {*self.marks, *earlier.marks}
            if self.marks.get(path) != earlier.marks.get(path)
        ).difference(old_news)

    def looked_at_again(self, paths: Iterable[str]) -> Watched:
        """Return the same with the files at ``paths`` as they lie there now."""
        marks = dict(self.marks)
        for path in paths:
            marks.pop(path, None)
            with suppress(OSError, ValueError):
                marks[path] = _mark(os.lstat(path))
        return replace(self, marks=marks)


def look_at_project(root: Path, named: Iterable[str] = ()) -> Watched:
    """Return what counts in the project at ``root`` as it lies there now.

    ``named`` are the paths, from there, of the files that planbook.yaml names. Links are followed
    inside the project, as they are when it is read. What cannot be looked at is left out.
    """
    at = time.time_ns()
    real_root = os.path.realpath(root)
    look = _Look(real_root)
    look.add_file(PROJECT_FILE_NAME)
    for folder in _FOLDERS:
        look.add(folder)
    before = frozenset(look.marks)
    for path in named:
        look.add_file(path)
    found = frozenset(look.marks)
    return Watched(
        real_root,
        look.marks,
        frozenset(look.trees),
        frozenset(look.folders),
        frozenset(look.places),
        found - before,
        at,
    )


class _Look:
    """One look at a project."""

    def __init__(self, root: str) -> None:
        self.marks: dict[str, Mark] = {}
        self.trees: set[str] = set()
        self.folders: set[str] = {root}
        self.places: set[str] = set()
        self._root = root
        self._prefix = f"{root.rstrip(os.sep)}{os.sep}"

    def add_file(self, path: str) -> None:
        """Add the file at ``path`` from the project's folder, be it there or not."""
        place = os.path.normpath(f"{self._prefix}{path}")
        for each in {place, os.path.realpath(place)}:
            if self._is_inside(each):
                self._add_place(each)

    def add(self, folder: str) -> None:
        """Add the folder of that name in the project, with all that is below it."""
        folders: list[str] = []
        links = [f"{self._prefix}{folder}"]
        while folders or links:
            if folders:
                self._add_folder(folders.pop(), folders, links)
                continue
            path = links.pop()
            real = os.path.realpath(path)
            if real != path:
                # The link itself may be made to lead elsewhere.
                self._add_place(path)
            if not self._is_inside(real):
                continue
            if Path(real).is_dir():
                folders.append(real)
            else:
                self._add_place(real)

    def _add_folder(self, real: str, folders: list[str], links: list[str]) -> None:
        """Add the files in a folder that no link leads to, and to the lists what else it holds."""
        if real in self.trees:
            return
        self.trees.add(real)
        self.folders.add(real)
        # It went, or may not be opened: a look after that tells.
        with suppress(OSError), os.scandir(real) as entries:
            for entry in entries:
                if _is_left_out(entry.path, self._root):
                    continue
                if entry.is_symlink():
                    links.append(entry.path)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    self.marks[entry.path] = _mark(entry.stat(follow_symlinks=False))

    def _add_place(self, place: str) -> None:
        """Add what stands at ``place``, or may come to stand there."""
        with suppress(OSError, ValueError):
            self.marks[place] = _mark(os.lstat(place))
        self.places.add(place)
        above = Path(place).parent
        while not above.is_dir():
            self.places.add(str(above))
            above = above.parent
        if self._is_inside(f"{above}{os.sep}"):
            self.folders.add(str(above))

    def _is_inside(self, path: str) -> bool:
        return path.startswith(self._prefix)


def _is_left_out(path: str, root: str) -> bool:
    """Return whether ``path`` is in the content, and kept out of it by its name."""
    below = path[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
    return below.startswith(f"{CONTENT_FOLDER}/") and not is_content_path(below)


def _mark(status: os.stat_result) -> Mark:
    if stat.S_ISDIR(status.st_mode):
        return ()
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev)
