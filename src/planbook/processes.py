"""Work in further processes: when a copy of this one is safe, and half a list done in a copy."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")

WORTH_A_COPY: Final = 500
"""With fewer files to parse than this, to make a copy and to hand over takes what it saves."""


def can_fork() -> bool:
    """Return whether a copy of this process is safe: on Linux, with one thread and no more.

    Such a copy has the pages and the modules already. Anywhere else a process starts from
    nothing, imports everything and is sent its pages, which takes it a second.
    """
    try:
        return sys.platform == "linux" and sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
    except OSError:
        return False


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_two(
    work: Callable[[Given], Result],
    given: Sequence[Given],
    is_plain: Callable[[Result], bool],
    *,
    worth: int = WORTH_A_COPY,
) -> list[Result]:
    """Return ``work`` of each of ``given``, in their order.

    ``work`` depends on nothing but what it is called with. Where that pays, a copy of this process
    does the second half and hands over the results that are plain data, as ``is_plain`` says; the
    others are worked out here once more, and so is all of it where the copy came to grief.
    """
    if len(given) < worth or processors() < 2 or not can_fork():
        return [work(one) for one in given]
    half = len(given) // 2
    starter = multiprocessing.get_context("fork")
    here, there = starter.Pipe(duplex=False)
    copy = starter.Process(
        target=_hand_over, args=(there, here, work, given[half:], is_plain), daemon=True
    )
    copy.start()
    there.close()
    try:
        own = [work(one) for one in given[:half]]
        handed: list[Result | None] = _received(here, len(given) - half)
    finally:
        here.close()
        copy.terminate()
        copy.join()
        copy.close()
    return [
        *own,
        *(
            work(one) if result is None else result
            for one, result in zip(given[half:], handed, strict=True)
        ),
    ]


def _hand_over(
    there: Connection,
    here: Connection,
    work: Callable[[Given], Result],
    given: Sequence[Given],
    is_plain: Callable[[Result], bool],
) -> None:
    here.close()
    # Whoever stops planbook stops this process by its parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What fails here fails in the parent as well, which then says so.
    with suppress(Exception):
        results = [work(one) for one in given]
        there.send_bytes(pickle.dumps([one if is_plain(one) else None for one in results], 5))
    there.close()


def _received(here: Connection, count: int) -> list[Result | None]:
    try:
        # It comes from a copy of this very process, through a pipe that nobody else has.
        received: list[Result | None] = pickle.loads(here.recv_bytes())
    except (EOFError, OSError):
        return [None] * count
    return received
