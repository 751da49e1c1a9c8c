"""Git repositories made on the spot, with nothing of the machine's own settings in them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planbook.starter.project import starter_files

DAY = date(2026, 9, 10)
PERSON = "content/people/bea-stone"


@dataclass(frozen=True, slots=True)
class Scratch:
    """A repository in ``folder``; the project lies in ``root``, in it or the same."""

    folder: Path
    root: Path

    def git(self, *arguments: str, at: str = "", author: str = "a@example.com") -> str:
        """Run git in the repository and return what it prints.

        Commits are made ``at`` a moment, now by default, and by the address ``author``.
        """
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_NAME": "A",
                "GIT_AUTHOR_EMAIL": author,
                "GIT_COMMITTER_NAME": "A",
                "GIT_COMMITTER_EMAIL": "a@example.com",
                "GIT_ALLOW_PROTOCOL": "file",
                **({f"GIT_{role}_DATE": at for role in ("AUTHOR", "COMMITTER")} if at else {}),
            },
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, path: str, text: str, *, newline: str = "\n") -> None:
        """Write a file of the project."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline=newline) as opened:
            opened.write(text)

    def read(self, path: str) -> str:
        """Return the text of a file of the project."""
        return (self.root / path).read_text("utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Put ``new`` in the place of the first ``old``, which has to be there, in a file."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def commit(self, words: str = "x", *, day: str = "", author: str = "a@example.com") -> str:
        """Commit everything, at noon of ``day`` or now, and return the commit's id."""
        self.git("add", "--all")
        at = f"{day}T12:00:00+0000" if len(day) == len("2026-09-10") else day
        arguments = ("commit", "--quiet", "--allow-empty", "--message", words)
        self.git(*arguments, at=at, author=author)
        return self.git("rev-parse", "HEAD")

    def clone(self, folder: Path, *, depth: int = 0) -> Scratch:
        """Return a clone in ``folder`` of the branch that is checked out, with so many commits."""
        shallow = (f"--depth={depth}",) if depth else ()
        self.git("clone", "--quiet", *shallow, self.folder.as_uri(), str(folder))
        return Scratch(folder, folder / self.root.relative_to(self.folder))


def new_repository(folder: Path, project: str = "") -> Scratch:
    """Return a repository in ``folder`` without a commit; the project is to lie in ``project``."""
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Scratch(folder, folder / project)
    scratch.root.mkdir(parents=True, exist_ok=True)
    scratch.git("init", "--quiet", "--initial-branch", "main")
    return scratch


def new_project(folder: Path, project: str = "", *, day: str = "") -> Scratch:
    """Return a repository with the starter project in one commit on ``main``, work beginning."""
    scratch = new_repository(folder, project)
    for path, text in starter_files("en", DAY, "none").items():
        scratch.write(path, text)
    scratch.commit(day=day)
    scratch.git("switch", "--quiet", "--create", "work")
    return scratch
