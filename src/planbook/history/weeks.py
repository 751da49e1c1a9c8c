"""The last thirty days by week: where the project stood, and which files are others since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from planbook.history.window import DAYS, days_up_to
from planbook.reading.git.log import FileChange, Log, LoggedCommit
from planbook.reading.project_folder import PROJECT_FILE_NAME

MOST_WEEKS: Final = 5


class Week(msgspec.Struct, frozen=True, array_like=True):
    """A week, or as much of it as lies in the thirty days, in which files were changed.

    The project stood at the commit ``earlier`` before, and at ``later`` when it ended; ``changes``
    are the files that differ between the two.
    """

    start: date
    end: date
    earlier: str
    later: str
    changes: tuple[FileChange, ...]


class LookedBack(msgspec.Struct, frozen=True):
    """How far back changes are known, where that is not as far as there are any.

    ``why`` says what stands at the beginning: the project itself (``began``, told of within the
    thirty days alone), the end of a shallow clone (``shallow``), or more commits than are looked
    at (``bounded``).
    """

    since: date
    why: str


def day_of(at: int, zone: ZoneInfo) -> date:
    """Return the day on which a commit was made, by the clock of the project."""
    try:
        return datetime.fromtimestamp(at, UTC).astimezone(zone).date()
    except (OverflowError, OSError, ValueError):
        return date.max if at > 0 else date.min


def spans(as_of: date) -> tuple[tuple[date, date], ...]:
    """Return the weeks of the thirty days up to ``as_of``, newest first, five at most.

    They begin on Mondays. A sixth would be a single Sunday: it goes with the week behind it.
    """
    first, last = days_up_to(as_of)
    later = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    mondays = [day for day in later if day.weekday() == 0]
    starts = [first, *mondays[-(MOST_WEEKS - 1) :]]
    ends = [day - timedelta(1) for day in starts[1:]] + [as_of]
    return tuple(zip(reversed(starts), reversed(ends), strict=True))


def weeks_of(log: Log, as_of: date, zone: ZoneInfo) -> tuple[Week, ...]:
    """Return the weeks of the thirty days up to ``as_of`` in which files changed, newest first."""
    line = _line(log)
    found: list[Week] = []
    for start, end in spans(as_of):
        newest = _stood_at(line, end, zone)
        oldest = _stood_at(line, start - timedelta(1), zone)
        part = line[newest:oldest]
        changes = tuple(_together(part))
        if changes:
            found.append(Week(start, end, _before(part[-1]), part[0].id, changes))
    return tuple(found)


def lately(log: Log, as_of: date, zone: ZoneInfo) -> Iterator[LoggedCommit]:
    """Yield the commits that came in since the thirty days up to ``as_of`` began, newest first.

    Those of side lines are among them, and those of days after ``as_of``.
    """
    line = log.main_line
    commits = {commit.id: commit for commit in log.commits}
    before: set[str] = set()
    waiting = [one.id for one in line[_stood_at(line, as_of - timedelta(DAYS), zone) :]]
    while waiting:
        here = waiting.pop()
        if here in commits and here not in before:
            before.add(here)
            waiting += commits[here].parents
    return (commit for commit in log.commits if commit.id not in before)


def looked_back(log: Log, as_of: date, zone: ZoneInfo) -> LookedBack | None:
    """Return how far back changes are known; None where that is as far as anybody asks."""
    line = log.main_line
    began = next((one for one in line if _is_beginning(one)), None)
    if began is not None:
        since = day_of(began.at, zone)
        return LookedBack(since, "began") if since >= days_up_to(as_of)[0] else None
    return LookedBack(day_of(line[-1].at, zone), log.limit) if line and log.limit else None


def _line(log: Log) -> Sequence[LoggedCommit]:
    """Return the commits of the main line whose changes are told, newest first.

    With the project itself nothing changed: it began. What came before has nothing to do with it.
    """
    found: list[LoggedCommit] = []
    for commit in log.main_line:
        if commit.is_end or _is_beginning(commit):
            break
        found.append(commit)
    return found


def _is_beginning(commit: LoggedCommit) -> bool:
    """Return whether the project is there since this commit."""
    return any(one.path == PROJECT_FILE_NAME and not one.before for one in commit.changes)


def _stood_at(line: Sequence[LoggedCommit], day: date, zone: ZoneInfo) -> int:
    """Return the position of the commit that the project stood at when ``day`` ended."""
    positions = (at for at, commit in enumerate(line) if day_of(commit.at, zone) <= day)
    return next(positions, len(line))


def _before(commit: LoggedCommit) -> str:
    return commit.parents[0] if commit.parents else ""


def _together(commits: Iterable[LoggedCommit]) -> Iterator[FileChange]:
    """Yield what several commits, newest first, changed in all."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for commit in commits:
        for change in commit.changes:
            after.setdefault(change.path, change.after)
            before[change.path] = change.before
    for path in sorted(after):
        if before[path] != after[path]:
            yield FileChange(path, before[path], after[path])
