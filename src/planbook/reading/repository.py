"""Where the repository of a project is, and where in it the project lies.

Services name files from the repository's root. git itself is not asked: it may be missing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_CHECKOUTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables that hold the folder of a checkout, on GitHub and GitLab."""


def repository_root(start: Path) -> Path | None:
    """Return the root of the git repository that ``start`` lies in, or None."""
    start = start.absolute()
    for folder in (start, *start.parents):
        # Of a worktree and a submodule it is a file.
        if os.path.lexists(folder / ".git"):
            return folder
    return None


def folder_in_repository(root: Path, environment: Mapping[str, str]) -> str:
    """Return the folder of the project in ``root``, from the repository's root and with a slash at
    its end; empty where the two are the same, or no repository is known.

    The repository is where `.git` lies, else (in a checkout without it) what ``environment`` says.
    """
    real = Path(os.path.realpath(root))
    repository = repository_root(real)
    if repository is not None:
        return _from(repository, real)
    for name in _CHECKOUTS:
        written = environment.get(name)
        if written and Path(written).is_absolute():
            checkout = Path(os.path.realpath(written))
            if real.is_relative_to(checkout):
                return _from(checkout, real)
    return ""


def _from(top: Path, folder: Path) -> str:
    inside = folder.relative_to(top).as_posix()
    return "" if inside == "." else f"{inside}/"
