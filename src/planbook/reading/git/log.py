"""What git's history says of a project's files: which commit changed which, how far back it goes.

Messages and names are not read. What is looked at is bounded: so many commits, so many changed
files in all. The bounds count what is in the history and nothing else, so that all machines look
equally far.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from planbook.reading.git.head import Head
from planbook.reading.git.running import pipe_through_git, run_git
from planbook.reading.project_folder import CONTENT_FOLDER, PROJECT_FILE_NAME, SCHEMA_FOLDER

MOST_COMMITS: Final = 5_000
MOST_BYTES: Final = 1 << 26
"""So much of the list of changed files is looked at."""

_A_COMMIT: Final = 80
_A_CHANGE: Final = 160
"""Bytes that git needs at most to name a commit, and to tell of a change beside its path."""
_SEPARATOR: Final = "\x1f"
_FORMAT: Final = f"--format=%P{_SEPARATOR}%ct{_SEPARATOR}%ae"
_NO_FILE: Final = ("000000", "120000", "160000")
"""The modes of nothing, of a link and of a submodule: no file of the project."""


class FileChange(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that a commit changed, with the ids of its contents; empty where there was none.

    ``path`` starts from the project's folder.
    """

    path: str
    before: str
    after: str


class LoggedCommit(msgspec.Struct, frozen=True, array_like=True):
    """A commit: when it was made (in seconds), and by whom, by e-mail address.

    The project stood at those of the main line one after the other. ``changes`` are those from
    the commit's parent; of a merge they are known on the main line alone, and are all that came
    in there. ``is_end`` says that a shallow clone has nothing behind it: it may have changed
    anything.
    """

    id: str
    parents: tuple[str, ...]
    at: int
    email: str
    is_on_main_line: bool
    is_end: bool = False
    changes: tuple[FileChange, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether it brings lines of history together, and tells nothing of its own."""
        return len(self.parents) > 1

    @property
    def is_looked_into(self) -> bool:
        """Whether its changes are known."""
        return not self.is_end and (self.is_on_main_line or not self.is_merge)


class Log(msgspec.Struct, frozen=True, array_like=True):
    """The newest commits of the history with the digest ``head``, newest first.

    ``limit`` says why there are no more: the clone is shallow, or they are too many to look at.
    Empty where these are all. The log is not whole where git lacked what it had to look at.
    """

    head: str = ""
    commits: tuple[LoggedCommit, ...] = ()
    limit: Literal["", "shallow", "bounded"] = ""
    is_whole: bool = True

    @property
    def main_line(self) -> tuple[LoggedCommit, ...]:
        """The commits that the project stood at one after the other, newest first."""
        return tuple(commit for commit in self.commits if commit.is_on_main_line)


NO_LOG: Final = Log()
"""What is known where nothing was looked at."""


def read_log(head: Head, known: Log = NO_LOG) -> Log:
    """Return what the history of ``head`` says of the project's files.

    What an earlier log, ``known``, says of a commit is not asked of git again. Where git cannot
    say what a commit changed, that commit and all behind it are left out.
    """
    if known.head == head.digest and known.is_whole:
        return known
    listed = _list(head)
    is_whole = bool(listed)
    limit: Literal["", "shallow", "bounded"] = "bounded" if len(listed) > MOST_COMMITS else ""
    listed = listed[:MOST_COMMITS]
    changes = {commit.id: commit.changes for commit in known.commits if commit.is_looked_into}
    asked = [one for one in listed if one.is_looked_into and one.id not in changes]
    changes |= _changes_of(asked, head) if asked else {}
    found: list[LoggedCommit] = []
    room = MOST_BYTES
    for commit in listed:
        if commit.is_looked_into:
            made = changes.get(commit.id)
            room -= _cost(made or ())
            if made is None or room < 0:
                limit = "bounded"
                is_whole = made is not None or sum(map(_cost, changes.values())) >= MOST_BYTES
                break
            commit = replace(commit, changes=made)
        elif commit.is_end:
            limit = limit or "shallow"
        found.append(commit)
    return Log(head.digest, tuple(found), limit, is_whole)


def _list(head: Head) -> list[LoggedCommit]:
    """Return the newest commits, one more than are looked at, without their changes."""
    most = f"--max-count={MOST_COMMITS + 1}"
    ran = run_git(head.root, "rev-list", most, "--encoding=UTF-8", _FORMAT, head.commit, "--")
    if ran.code != 0:
        return []
    lines = iter(ran.out.decode("utf-8", "replace").split("\n")[:-1])
    found: dict[str, LoggedCommit] = {}
    ends = frozenset(head.ends)
    for heading, told in zip(lines, lines, strict=False):
        id_ = heading.removeprefix("commit ")
        parents, at, email = told.split(_SEPARATOR, 2)
        # What some other program wrote may have no time.
        seconds = int(at) if at.removeprefix("-").isdecimal() else 0
        found[id_] = LoggedCommit(id_, tuple(parents.split()), seconds, email, False, id_ in ends)
    here = head.commit
    while here in found and not found[here].is_on_main_line:
        found[here] = replace(found[here], is_on_main_line=True)
        here = next(iter(found[here].parents), "")
    return list(found.values())


def _changes_of(commits: Sequence[LoggedCommit], head: Head) -> dict[str, tuple[FileChange, ...]]:
    """Return what each of ``commits`` changed, as far as git knows; the last may be missing."""
    most = MOST_BYTES + _A_COMMIT
    # A merge is held against the commit that the project stood at before.
    fed = "".join(f"{one.id} {one.parents[0]}\n" if one.is_merge else f"{one.id}\n"
                  for one in commits)  # fmt: skip
    ran = pipe_through_git(
        head.root,
        "diff-tree",
        *("--stdin", "-r", "-z", "--raw", "--root", "--always"),
        *("--no-renames", "--no-ext-diff", "--no-abbrev", "--ignore-submodules=none"),
        "--",
        *(CONTENT_FOLDER, SCHEMA_FOLDER, PROJECT_FILE_NAME),
        fed=fed.encode(),
        most=most,
    )
    if ran.code is None:
        return {}
    whole = ran.out[: ran.out.rfind(b"\0") + 1]
    found = dict(_parse(whole.split(b"\0"), len(head.prefix.encode("utf-8", "surrogateescape"))))
    if len(ran.out) == most:
        found.pop(next(reversed(found), ""), None)
    return found


def _parse(tokens: Sequence[bytes], prefix: int) -> Iterator[tuple[str, tuple[FileChange, ...]]]:
    """Yield the commits and their changes out of what git printed, apart at zero bytes."""
    words = iter(tokens)
    commit, changes = "", list[FileChange]()
    for word in words:
        if word[:1] == b":":
            change = _change(word, next(words, b"")[prefix:])
            if change is not None:
                changes.append(change)
            continue
        if commit:
            yield commit, tuple(changes)
        commit, changes = word.decode("ascii", "replace"), []


def _change(word: bytes, path: bytes) -> FileChange | None:
    """Return a changed file; None where it is none, or has a name that is no text."""
    old_mode, mode, before, after, _ = word[1:].decode("ascii").split(" ")
    try:
        name = path.decode()
    except UnicodeDecodeError:
        return None
    told = FileChange(
        name,
        "" if old_mode in _NO_FILE else before,
        "" if mode in _NO_FILE else after,
    )
    return None if told.before == told.after else told


def _cost(changes: Sequence[FileChange]) -> int:
    return _A_COMMIT + sum(map(_size, changes))


def _size(change: FileChange) -> int:
    return _A_CHANGE + len(change.path.encode())
