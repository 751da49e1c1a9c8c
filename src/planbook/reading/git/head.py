"""The commit that a project's working tree stands at.

Asking for it starts git once at most, and once more in a partial clone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from planbook.digest import digest_of
from planbook.reading.git.running import decode, run_git
from planbook.reading.project_folder import PROJECT_FILE_NAME

_ASKED: Final = (
    "--show-prefix",
    "--is-shallow-repository",
    "--is-inside-work-tree",
    "--git-path",
    "shallow",
    "--git-common-dir",
    "HEAD^{commit}",
    f"HEAD:./{PROJECT_FILE_NAME}",
)
_ANSWERS: Final = 7
_PARTIAL: Final = r"^(extensions\.partialclone|remote\..*\.promisor)$"


class Head(msgspec.Struct, frozen=True):
    """The commit that the working tree around ``root`` stands at, which holds the project.

    ``prefix`` is the project's folder from the top of the tree, with a slash at its end; empty
    where they are the same. ``ends`` are the commits behind which a shallow clone has nothing.
    A clone ``is_partial`` where it was made with a filter: it may lack what files held before.
    """

    root: Path
    prefix: str
    commit: str
    ends: tuple[str, ...] = ()
    is_partial: bool = False

    @property
    def digest(self) -> str:
        """What tells this history from any other."""
        partial = ("partial",) if self.is_partial else ()
        parts = (self.prefix, self.commit, *self.ends, *partial)
        return digest_of(*(part.encode() for part in parts))


def find_head(root: Path) -> Head | None:
    """Return the commit that the project in ``root`` stands at; None where it has no history.

    It has none outside of a repository, before the first commit, where git does not keep the
    project, is not installed, or refuses. Without a repository around it no program is started.
    """
    if not may_have_history(root):
        return None
    ran = run_git(root, "rev-parse", *_ASKED)
    lines = decode(ran.out).split("\n")[:-1]
    if ran.code != 0 or len(lines) != _ANSWERS:
        return None
    prefix, is_shallow, is_inside, shallow, shared_folder, commit, _ = lines
    if is_inside != "true":
        return None
    ends = _ends_in(root / shallow) if is_shallow == "true" else ()
    return Head(root, prefix, commit, ends, _is_partial(root, root / shared_folder / "config"))


def digest_of_head(root: Path) -> str:
    """Return what tells the history of the project in ``root`` from any other; empty for none."""
    head = find_head(root)
    return head.digest if head is not None else ""


def may_have_history(root: Path) -> bool:
    """Return whether there seems to be a repository around ``root``; no program is started."""
    real = Path(os.path.realpath(root))
    return any(os.path.lexists(folder / ".git") for folder in (real, *real.parents))


def _is_partial(root: Path, config: Path) -> bool:
    """Return whether the settings of a repository say that it was cloned with a filter.

    git is asked only where the file that a clone writes has a word of it.
    """
    try:
        written = config.read_bytes().lower()
    except OSError:
        return False
    if b"promisor" not in written and b"partialclone" not in written:
        return False
    ran = run_git(root, "config", "--null", "--get-regexp", _PARTIAL)
    found = (entry.partition("\n") for entry in decode(ran.out).split("\0") if entry)
    return any(not (key.endswith(".promisor") and sign and value.lower() in _OFF)
               for key, sign, value in found)  # fmt: skip


_OFF: Final = ("false", "no", "off", "0", "")


def _ends_in(shallow: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(shallow.read_text("ascii").split()))
    except (OSError, ValueError):
        return ()
