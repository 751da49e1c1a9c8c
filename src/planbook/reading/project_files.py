"""The files of a project, wherever they are: in its folder on the disk, or in a commit of git.

The reading stages ask for no more than this, so that a project as it was at a revision is read by
the code that reads it today, and nothing is checked out for it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from planbook.language import Text
from planbook.reading.files import (
    ReadError,
    read_beginning,
    read_file,
    reason_of,
    resolve_inside,
    sort_words,
)


class Entry(msgspec.Struct, frozen=True):
    """What stands at a path, a symbolic link not followed.

    ``identity`` is the same for two paths that are one file. ``words`` are what it is that is no
    file, folder or link.
    """

    sort: Literal["file", "folder", "link", "other"]
    identity: Hashable
    size: int = 0
    words: Text = msgspec.field(default_factory=dict)


class ProjectFiles(Protocol):
    """The files of one project. Paths are relative to its folder, with ``/``; "" is the folder.

    What is read or listed has to be named by its real path, as ``resolve`` returns it.
    """

    @property
    def root(self) -> Path:
        """The project's folder on the disk."""
        ...

    def look(self, path: str) -> Entry | ReadError | None:
        """Return what stands at ``path``; None where nothing does."""
        ...

    def names(self, path: str) -> tuple[tuple[str, bool], ...] | ReadError:
        """Return the names in the folder at ``path``, in order; whether each is a link."""
        ...

    def resolve(self, path: str) -> str | ReadError:
        """Return the path that ``path`` leads to, with no link left: inside the project."""
        ...

    def read(self, path: str, limit: int) -> bytes | ReadError:
        """Return what the file at ``path`` holds, if that is ``limit`` bytes at most."""
        ...

    def read_beginning(self, path: str, most: int) -> bytes | ReadError:
        """Return the first bytes of the file at ``path``, ``most`` of them at most."""
        ...


class DiskFiles:
    """The files of the project in a folder, as they are now."""

    def __init__(self, root: Path) -> None:
        """Take the project's folder, which may be reached by a link."""
        self._root = root
        self._real = os.path.realpath(root)

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self._root

    def look(self, path: str) -> Entry | ReadError | None:
        """Return what stands at ``path``; None where nothing does."""
        try:
            status = os.lstat(f"{self._real}{os.sep}{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            return ReadError("unreadable", reason_of(error))
        identity = (status.st_dev, status.st_ino)
        if stat.S_ISREG(status.st_mode):
            return Entry("file", identity, status.st_size)
        if stat.S_ISDIR(status.st_mode):
            return Entry("folder", identity)
        if stat.S_ISLNK(status.st_mode):
            return Entry("link", identity)
        return Entry("other", identity, words=sort_words(status.st_mode))

    def names(self, path: str) -> tuple[tuple[str, bool], ...] | ReadError:
        """Return the names in the folder at ``path``, in order; whether each is a link."""
        try:
            with os.scandir(f"{self._real}{os.sep}{path}") as entries:
                return tuple(sorted((entry.name, entry.is_symlink()) for entry in entries))
        except OSError as error:
            return ReadError("unreadable", reason_of(error))

    def resolve(self, path: str) -> str | ReadError:
        """Return the path that ``path`` leads to, with no link left: inside the project."""
        found = resolve_inside(self._place(path), self._real)
        return found if isinstance(found, ReadError) else found.relative_to(self._real).as_posix()

    def read(self, path: str, limit: int) -> bytes | ReadError:
        """Return what the file at ``path`` holds, if that is ``limit`` bytes at most."""
        return read_file(self._place(path), limit)

    def read_beginning(self, path: str, most: int) -> bytes | ReadError:
        """Return the first bytes of the file at ``path``, ``most`` of them at most."""
        return read_beginning(self._place(path), most)

    def _place(self, path: str) -> Path:
        return Path(self._real, path)


def files_of(project: Path | ProjectFiles) -> ProjectFiles:
    """Return the files of ``project``: those in the folder, where it is one."""
    return DiskFiles(project) if isinstance(project, Path) else project
