"""Files put into a tree that stands, and taken out of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from planbook.output.manifest import folder_of

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(place: str, content: bytes) -> None:
    """Write ``content`` into a file that is not there yet. Raises OSError.

    Never over a file that is there: two pages with one address must not pass unseen.
    """
    handle = os.open(place, _NEW, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


class Placing:
    """Changes to the tree at ``top``, in which there is nothing of anybody else's in the way."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._folders = {""}

    def make_folder(self, path: str) -> None:
        """Make the folder that the file at ``path`` lies in. Raises OSError."""
        folder = folder_of(path)
        if folder not in self._folders:
            self.make_folder(folder)
            with suppress(FileExistsError):
                os.mkdir(f"{self._top}/{folder}")  # noqa: PTH102  # thousands of folders
            self._folders.add(folder)

    def replace(self, paths: Iterable[str], put: Callable[[str, Path], object]) -> None:
        """Have ``put`` bring the file of each of ``paths`` to its place. Raises OSError."""
        for path in paths:
            self._make_way(path)
            put(path, self._top / path)

    def remove(self, paths: Iterable[str]) -> None:
        """Take away the files at ``paths``, and the folders that they leave empty.

        Raises OSError.
        """
        for path in paths:
            place = self._top / path
            # A folder that stands there now has taken the place of the file.
            if not place.is_dir() or place.is_symlink():
                with suppress(FileNotFoundError, NotADirectoryError):
                    place.unlink()
            self._remove_empty_folders(path)

    def _make_way(self, path: str) -> None:
        """Remove own files that stand where folders belong, and folders where a file does."""
        folder, place = folder_of(path), self._top / path
        if folder not in self._folders:
            above = self._top
            for part in folder.split("/"):
                above /= part
                if os.path.lexists(above) and (above.is_symlink() or not above.is_dir()):
                    above.unlink()
            self.make_folder(path)
        if place.is_dir() and not place.is_symlink():
            # Foreign files there have been refused; what is left is of the old site.
            shutil.rmtree(place)

    def _remove_empty_folders(self, path: str) -> None:
        while folder := folder_of(path):
            try:
                (self._top / folder).rmdir()
            except OSError:
                return
            self._folders.discard(folder)
            path = folder
