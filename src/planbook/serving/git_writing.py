"""Whether git is writing the working tree that a project lies in."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_LEFT_BEHIND: Final = 10.0
"""Seconds after which a lock is one that a killed git has left, or that waits for an editor."""

_LOCK: Final = "index.lock"
_GIT: Final = ".git"
_LINK: Final = "gitdir:"


def find_index_lock(root: Path) -> Path | None:
    """Return the file that is there while git writes the tree around ``root``; None without git.

    Nothing is run for it: the folder of git is found as git itself looks for it.
    """
    for folder in (root, *root.parents):
        git = folder / _GIT
        if git.is_dir():
            return git / _LOCK
        try:
            words = git.read_text("utf-8", "surrogateescape")
        except OSError:
            continue
        if words.startswith(_LINK):
            return folder / words.removeprefix(_LINK).strip() / _LOCK
    return None


def is_fresh(lock: Path) -> bool:
    """Return whether ``lock`` was made just now: git is at work."""
    with suppress(OSError):
        return abs(time.time() - lock.stat().st_mtime) < _LEFT_BEHIND
    return False
