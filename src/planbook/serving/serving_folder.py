"""A folder in the project's cache for the site of one server, and of no other at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePath
from typing import Final

from filelock import FileLock, Timeout

from planbook.diagnostics.finding import Outcome
from planbook.model.edition import Edition
from planbook.output.cache import make_cache_folder
from planbook.output.failure import explain_failure
from planbook.output.folders import CACHE_FOLDER
from planbook.output.target import check_cached_target

_SITES: Final = PurePath("serve")


@contextmanager
def hold_serving_folder(project: Path, edition: Edition) -> Iterator[Outcome[PurePath | None]]:
    """Give the folder, from the cache, that a server of ``edition`` builds into, held for itself.

    Two servers of one edition have two: as of different days the one would overwrite the other,
    and what the one has built the other would not see as changed. The value is None where the
    cache cannot be written to. The system frees the folder of a process that dies, and the next
    one goes on from what stands there.
    """
    own = edition.folder_beside(_SITES / "site")
    for number in count(1):
        # No id has a dot in it.
        folder = own if number == 1 else own.with_name(f"{own.name}.{number}")
        target = check_cached_target(project, folder.as_posix(), edition.name)
        if target.value is None:
            yield Outcome(None, target.findings)
            return
        path = target.value.project / CACHE_FOLDER / folder.with_name(f"{folder.name}.lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            make_cache_folder(target.value.project / CACHE_FOLDER)
            lock = FileLock(path)
            lock.acquire(timeout=0)
        except Timeout:
            continue
        except OSError as error:
            yield Outcome(None, (explain_failure(error, target.value),))
            return
        try:
            yield Outcome(folder)
        finally:
            lock.release()
        return
