"""The repository around a project, and the commits that revisions stand for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from planbook.diagnostics.codes.git import (
    GIT_FAILED,
    GIT_HISTORY_MISSING,
    GIT_NO_COMMITS,
    GIT_NO_REPOSITORY,
    GIT_NOT_INSTALLED,
    GIT_UNKNOWN_REVISION,
    GIT_UNSAFE_REPOSITORY,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.reading.git.running import Ran, decode, run_git

_HERE: Final = Place(".")
_RANGE: Final = re.compile(r"(?P<from>.*?)\.\.\.?(?P<to>.*)")
_NO_ID: Final = 1


class Repository(msgspec.Struct, frozen=True):
    """A repository with a working tree, and where in it the project lies.

    ``prefix`` is the project's folder from the top of the tree, with a slash at its end; empty
    where they are the same. ``git_folder`` is where git keeps its own files.
    """

    root: Path
    prefix: str
    git_folder: Path
    is_shallow: bool = False


class Commit(msgspec.Struct, frozen=True):
    """A commit that a project is compared with.

    ``written`` is the revision as somebody wrote it. ``merged`` says that this is not the commit
    of that name, but the one from which it and the present work went separate ways.
    """

    written: str
    id: str
    merged: bool = False

    @property
    def short(self) -> str:
        """The beginning of the id, as people quote it."""
        return self.id[:10]


def find_repository(root: Path) -> Outcome[Repository | None]:
    """Return the repository that the project in ``root`` lies in; None, with a finding, if none."""
    ran = run_git(
        root,
        "rev-parse",
        "--show-prefix",
        "--absolute-git-dir",
        "--is-shallow-repository",
        "--is-inside-work-tree",
    )
    lines = decode(ran.out).split("\n")
    if ran.code == 0 and len(lines) > 3 and lines[3] == "true":
        return Outcome(Repository(root, lines[0], Path(lines[1]), lines[2] == "true"))
    if ran.code == 0 or "not a git repository" in ran.said or "work tree" in ran.said:
        return Outcome(None, (GIT_NO_REPOSITORY.at(_HERE),))
    return Outcome(None, (failure_of(ran),))


def find_commit(repository: Repository, written: str) -> Outcome[Commit | None]:
    """Return the commit that the revision ``written`` stands for; None, with a finding, if none."""
    if written.startswith("-"):
        return _unknown(written, "option")
    between = _RANGE.fullmatch(written)
    if between is not None:
        return _unknown(written, "range", between["from"] or between["to"] or "HEAD")
    found = _id_of(repository, written)
    # `^main` is all but main, and no commit.
    if found.code == 0 and not found.words.startswith("^"):
        return Outcome(Commit(written, found.words))
    if found.code is None or (found.code > 1 and not _is_about_a_name(found)):
        return Outcome(None, (failure_of(found),))
    if _has_no_commits(repository):
        return Outcome(None, (GIT_NO_COMMITS.at(_HERE),))
    if written and run_git(repository.root, "cat-file", "-e", written).code == 0:
        return _unknown(written, "no-commit")
    names = revision_names(repository.root)
    remote = next((name for name in names if name.endswith(f"/{written}") and written), None)
    if remote is not None:
        return _unknown(written, "remote", remote)
    if repository.is_shallow:
        return _unknown(written, "shallow")
    return _unknown(written, "", closest(written, names))


def find_fork_point(repository: Repository, commit: Commit) -> Outcome[Commit | None]:
    """Return the commit from which ``commit`` and the present one went separate ways.

    Compared with it, a change answers for nothing that others did meanwhile. Where the two have
    no history in common it is ``commit`` itself.
    """
    ran = run_git(repository.root, "merge-base", commit.id, "HEAD")
    if ran.code == 0:
        return Outcome(Commit(commit.written, ran.words, merged=ran.words != commit.id))
    if ran.code == _NO_ID and repository.is_shallow:
        return Outcome(None, (GIT_HISTORY_MISSING.at(_HERE, name=commit.written),))
    if ran.code == _NO_ID or _has_no_commits(repository):
        return Outcome(commit)
    return Outcome(None, (failure_of(ran),))


def compared_with(commit: Commit) -> Text:
    """Return the sentence that says what a project was compared with."""
    if commit.merged:
        return {
            "en": f"Compared with {commit.short}, where {commit.written} and this work went "
            "separate ways.",
            "zh": f"与 {commit.short} 比较：{commit.written} 与当前工作从这里分开。",
        }
    if commit.written.startswith(commit.short):
        return {"en": f"Compared with {commit.short}.", "zh": f"与 {commit.short} 比较。"}
    return {
        "en": f"Compared with {commit.written} ({commit.short}).",
        "zh": f"与 {commit.written}（{commit.short}）比较。",
    }


def _id_of(repository: Repository, written: str) -> Ran:
    return run_git(repository.root, "rev-parse", "--verify", "--quiet", f"{written}^{{commit}}")


def _is_about_a_name(ran: Ran) -> bool:
    """Return whether git says no more than that it does not know the revision."""
    # Of a log that does not go back so far, as in `main@{99}`, it says nothing at all.
    known = ("ambiguous", "Needed a single", "unknown", "bad ")
    return not ran.said or any(words in ran.said for words in known)


def _has_no_commits(repository: Repository) -> bool:
    return run_git(repository.root, "rev-parse", "--verify", "--quiet", "HEAD").code != 0


def revision_names(root: Path) -> tuple[str, ...]:
    """Return the branches and tags of the repository around ``root``; none where there is none."""
    ran = run_git(
        root,
        "for-each-ref",
        "--count=5000",
        "--format=%(refname:short)",
        "refs/heads",
        "refs/remotes",
        "refs/tags",
    )
    return tuple(decode(ran.out).split()) if ran.code == 0 else ()


def _unknown(written: str, variant: str, suggestion: str | None = None) -> Outcome[Commit | None]:
    shown = written if len(written) <= _LONG else f"{written[:_LONG]}…"
    finding = GIT_UNKNOWN_REVISION.at(
        _HERE,
        variant=variant,
        name=shown,
        suggestion=suggestion,
        hint=did_you_mean(suggestion),
    )
    return Outcome(None, (finding,))


_LONG: Final = 120


def failure_of(ran: Ran) -> Finding:
    """Return the finding for a run of git that did not come to anything."""
    if ran.code is None:
        return GIT_NOT_INSTALLED.at(_HERE)
    unsafe = re.search(r"dubious ownership in repository at '(.*)'", ran.said)
    if unsafe is not None:
        return GIT_UNSAFE_REPOSITORY.at(_HERE, folder=unsafe[1])
    lines = [line for line in ran.said.splitlines() if line.strip()]
    said = lines[0].removeprefix("fatal: ") if lines else f"exit code {ran.code}"
    return GIT_FAILED.at(_HERE, reason=said)
