"""One build of a site at a time."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from planbook.diagnostics.codes.site import SITE_LOCKED
from planbook.diagnostics.finding import Finding, Place
from planbook.language import Text
from planbook.output.cache import make_cache_folder
from planbook.output.failure import explain_failure
from planbook.output.folders import CACHE_FOLDER
from planbook.output.target import Target

SECONDS_TO_WAIT: Final = 5.0
"""How long a second build waits for the first: most are done by then."""


@contextmanager
def hold_lock(target: Target, wait: float = SECONDS_TO_WAIT) -> Iterator[Finding | None]:
    """Hold the lock of ``target`` for the time of the block.

    Gives None when it is held, and the finding that says who holds it when ``wait`` seconds
    were not enough. The system frees the lock of a process that dies. The lock lies in the
    project's cache; where the target is somewhere else, beside it, for other projects to see.
    """
    path, holder = target.lock, target.lock_holder
    try:
        if path.parent == target.project / CACHE_FOLDER:
            make_cache_folder(path.parent)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire(timeout=wait, poll_interval=0.05)
    except Timeout:
        yield SITE_LOCKED.at(Place(target.shown), holder=_describe_holder(holder))
        return
    except OSError as error:
        yield explain_failure(error, target)
        return
    try:
        # Who holds it is a kindness to the one who waits, nothing that the lock hangs on.
        with suppress(OSError):
            holder.write_text(
                json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), "utf-8"
            )
        yield None
    finally:
        with suppress(OSError):
            holder.unlink()
        # Nothing is left beside a folder outside. One who waits for the lock meanwhile sees
        # that its file is gone, and asks for it anew.
        if not target.is_inside_project:
            with suppress(OSError):
                path.unlink()
        lock.release()


def _describe_holder(path: Path) -> Text:
    try:
        # The file's own time: no clock is asked.
        since = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        holder = json.loads(path.read_text("utf-8"))
        pid, host = int(holder["pid"]), str(holder["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return {"en": "a process that left no name", "zh": "一个没有留下名字的进程"}
    moment = since.isoformat(sep=" ", timespec="seconds")
    return {
        "en": f"process {pid} on {host}, since {moment}",
        "zh": f"{host} 上的进程 {pid}，始于 {moment}",
    }
