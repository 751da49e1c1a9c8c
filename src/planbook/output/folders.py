"""Which folders planbook may write to: none that holds what somebody has written."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from planbook.language import Text

CACHE_FOLDER: Final = ".planbook"
"""The folder of a project that holds what may be deleted at any time."""

OWN_PARTS: Final = ("content", "themes", "schemas", "static", ".git")
"""The folders of a project that are its own work."""

NO_NAME: Final[Text] = {
    "en": "no folder can have this name",
    "zh": "文件夹不能用这个名字",
}


def unsafe_because(root: Path, path: Path) -> Text | None:
    """Return why nothing that is replaced at will may lie at ``path``, None where it may.

    Both are real paths; ``root`` is the project's.
    """
    if path == root:
        return {"en": "it is the project itself", "zh": "它就是项目本身"}
    if same_or_inside(root, path):
        return {"en": "the project lies inside it", "zh": "项目就在它里面"}
    for part in OWN_PARTS:
        for place in (root / part, Path(os.path.realpath(root / part))):
            if overlap(path, place):
                return {
                    "en": f"`{part}/` is part of the project",
                    "zh": f"`{part}/` 是项目的一部分",
                }
    home = Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111  # never raises
    if same_or_inside(home, path):
        return {"en": "it is, or holds, your home folder", "zh": "它是或包含您的主目录"}
    return None


def overlap(one: Path, other: Path) -> bool:
    """Return whether one of two folders is the other, or lies in it."""
    return same_or_inside(one, other) or same_or_inside(other, one)


def same_or_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path`` is ``folder`` or lies below it, small and capital letters alike."""
    if path.is_relative_to(folder):
        return True
    # Some disks do not tell `Content` from `content`: ask them.
    for above in (path, *path.parents):
        try:
            if above.samefile(folder):
                return True
        except OSError:
            continue
    return False


def is_writable(folder: Path) -> bool:
    """Return whether files can be made in ``folder``, and are meant to be."""
    # The superuser may write everywhere; a folder that nobody may write to is still meant so.
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError:
        return False
    return bool(mode & 0o222) and os.access(folder, os.W_OK | os.X_OK)


def shown_in(root: Path, folder: Path) -> str:
    """Return what messages call ``folder``: from the project on where it lies in there."""
    if folder == root:
        return folder.name
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
