"""The commit that a pull request is compared with: what its branch would be without it.

Services check out the merge of the request into its branch; the parent that is not the request's
last commit is then exactly the base. Where the request itself is checked out, it is the commit
that both have in common.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from planbook.hosting.request import ReviewRequest
from planbook.reading.git.running import run_git

_PARENT: Final = re.compile(rb"^parent ([0-9a-f]+)$", re.MULTILINE)


class UnknownRevisionError(Exception):
    """The base is not to be had: not in this clone, and not to be fetched."""


def find_compared_revision(folder: Path, request: ReviewRequest, token: str | None = None) -> str:
    """Return the base of ``request`` for what is checked out in ``folder``.

    What the clone lacks is fetched from its origin, with ``token`` where there is one. Raises
    UnknownRevisionError.
    """
    git = _Git(folder, token, request)
    parents = _parents(git)
    others = [parent for parent in parents if parent != request.head]
    if len(parents) == 2 and len(others) == 1:
        if not git.knows_parents_of_head():
            # The base alone would not do: what compares with it asks how the two are related.
            git.fetch("--depth=2", git.answer("rev-parse", "HEAD") or "HEAD")
        if git.has(others[0]) and git.knows_parents_of_head():
            return others[0]
        raise UnknownRevisionError
    if request.onto is None:
        raise UnknownRevisionError
    found = git.answer("merge-base", request.onto, "HEAD")
    if found is None:
        # Of a shallow clone the history that both have in common is missing.
        is_shallow = git.answer("rev-parse", "--is-shallow-repository") == "true"
        git.fetch(*(("--unshallow",) if is_shallow else ()), request.onto)
        found = git.answer("merge-base", request.onto, "HEAD")
    if found is None:
        raise UnknownRevisionError
    return found


def _parents(git: _Git) -> list[str]:
    # The object itself names them, also where the clone ends with it.
    content = git.run("cat-file", "commit", "HEAD")
    if content is None:
        raise UnknownRevisionError
    return [found.decode() for found in _PARENT.findall(content.partition(b"\n\n")[0])]


class _Git:
    """git in one folder. A command that fails returns None."""

    def __init__(self, folder: Path, token: str | None, request: ReviewRequest) -> None:
        self._folder = folder
        # The checkout's settings and variables say how its origin is reached.
        self._fetching = {
            **os.environ,
            **(_authorization(token) if token and request.service == "github" else {}),
            "GIT_TERMINAL_PROMPT": "0",
        }

    def run(self, *arguments: str) -> bytes | None:
        ran = run_git(self._folder, *arguments)
        return ran.out if ran.code == 0 else None

    def answer(self, *arguments: str) -> str | None:
        printed = self.run(*arguments)
        return printed.decode("utf-8", "replace").strip() if printed is not None else None

    def has(self, commit: str) -> bool:
        return self.run("cat-file", "-e", f"{commit}^{{commit}}") is not None

    def knows_parents_of_head(self) -> bool:
        """Return whether the clone goes on behind its last commit."""
        return self.run("rev-parse", "--verify", "--quiet", "HEAD^1") is not None

    def fetch(self, *arguments: str) -> None:
        options = ("--quiet", "--no-tags", "--no-recurse-submodules")
        run_git(self._folder, "fetch", *options, "origin", *arguments, variables=self._fetching)


def _authorization(token: str) -> Mapping[str, str]:
    """Return the variables that let git send ``token`` to GitHub's server and to nobody else."""
    server = os.environ.get("GITHUB_SERVER_URL") or "https://github.com"
    if not server.startswith("https://"):
        return {}
    counted = os.environ.get("GIT_CONFIG_COUNT", "")
    at = int(counted) if re.fullmatch("[0-9]{1,4}", counted) else 0
    name = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": str(at + 1),
        f"GIT_CONFIG_KEY_{at}": f"http.{server}/.extraheader",
        f"GIT_CONFIG_VALUE_{at}": f"AUTHORIZATION: basic {name}",
    }
