"""Which commits changed which file, by the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from planbook.reading.git.log import Log, LoggedCommit


class Moment(NamedTuple):
    """Where a commit stands among others: never before one that it rests on.

    ``seconds`` is its time, or that of an older commit that says a later one; ``place`` counts
    those of the same second.
    """

    seconds: int
    place: int


class Touch(msgspec.Struct, frozen=True, array_like=True):
    """A commit that changed a file, when and by whom it was made; the contents before and after."""

    commit: str
    moment: Moment
    at: int
    email: str
    before: str
    after: str


class FileHistory(msgspec.Struct, frozen=True, array_like=True):
    """The commits that changed a file, newest first, merges left out.

    ``now`` is the id of its contents where the project stands; empty where it is not there.
    """

    touches: tuple[Touch, ...]
    now: str


def histories_of(log: Log) -> Mapping[str, FileHistory]:
    """Return the history of each file that was changed on the way to where the project stands.

    What was changed on a side line alone, and did not come in, has no part in what there is.
    """
    now: dict[str, str] = {}
    for commit in log.main_line:
        for change in commit.changes:
            now.setdefault(change.path, change.after)
    touches: dict[str, list[Touch]] = defaultdict(list)
    moments = _moments(log.commits)
    for commit in log.commits:
        if commit.is_merge:
            continue
        for change in commit.changes:
            if change.path in now:
                touches[change.path].append(
                    Touch(
                        commit.id,
                        moments[commit.id],
                        commit.at,
                        commit.email,
                        change.before,
                        change.after,
                    )
                )
    return {
        path: FileHistory(
            tuple(sorted(touches[path], key=lambda touch: touch.moment, reverse=True)), id_
        )
        for path, id_ in sorted(now.items())
    }


def _moments(commits: Iterable[LoggedCommit]) -> dict[str, Moment]:
    """Return where each of ``commits`` stands: what lies further back decides, and nothing else.

    So it stays what it is when newer commits come.
    """
    found: dict[str, Moment] = {}
    for commit in reversed(tuple(commits)):
        above = [found[parent] for parent in commit.parents if parent in found]
        latest = max(above, default=Moment(commit.at - 1, 0))
        found[commit.id] = (
            Moment(commit.at, 0)
            if commit.at > latest.seconds
            else Moment(latest.seconds, latest.place + 1)
        )
    return found
