"""Where a project lies in its repository: services name files from the repository's root."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_CHECKOUTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables that hold the folder of a checkout, on GitHub and GitLab."""


def folder_in_repository(root: Path, environment: Mapping[str, str]) -> str:
    """Return the folder of the project in ``root``, from the repository's root and with a slash at
    its end; empty where the two are the same, or no repository is known.

    The repository is where `.git` lies, else (in a checkout without it) what ``environment`` says.
    """
    real = Path(os.path.realpath(root))
    for folder in (real, *real.parents):
        if os.path.lexists(folder / ".git"):
            return _from(folder, real)
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
