"""Work in further processes: when a copy of this one is safe, and how work is shared out.

In `run_shares` each process has a pipe of its own and one share at a time. That keeps the order
without sorting, bounds what is in memory to one share a process, needs no state in a module, and
cannot lock up: nobody ever writes into a pipe whose other end is writing too.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar

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


class WorkerLostError(RuntimeError):
    """A process ended before its work was done; ``status`` is its exit code."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"a working process ended with code {status}")
        self.status = status


class _Failed(NamedTuple):
    """What the work of another process has raised."""

    error: Exception


def run_shares(
    work: Callable[[Given], Result],
    shares: Sequence[Given],
    jobs: int,
    begin: Callable[[], None] | None = None,
    method: Literal["fork", "spawn"] = "fork",
) -> Generator[Result, None, None]:
    """Yield what ``work`` returns for each of ``shares``, in their order, from ``jobs`` processes.

    A process that has handed over its share gets the next before the result is passed on, so it
    works while that is used. ``begin`` is called in each of them first. They are copies of this
    one, or start from nothing with ``spawn``: then ``work`` has to be something that can be
    pickled. What ``work`` raises is raised here. Raises `WorkerLostError` when one of them ends
    early. None is left running.
    """
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        for _ in range(min(jobs, len(shares))):
            workers.append(_start(method, work, begin, [pipe for _, pipe in workers]))
        yield from _take_turns(workers, shares)
    finally:
        for process, pipe in workers:
            pipe.close()
            process.terminate()
        for process, _ in workers:
            process.join()
            process.close()


def _take_turns(
    workers: Sequence[tuple[BaseProcess, Connection]], shares: Sequence[Any]
) -> Iterator[Any]:
    jobs = len(workers)
    for number in range(-jobs, len(shares)):
        process, pipe = workers[number % jobs]
        result: Any = None
        try:
            if number >= 0:
                result = pipe.recv()
                if isinstance(result, _Failed):
                    raise result.error
            if number + jobs < len(shares):
                pipe.send(shares[number + jobs])
        except (EOFError, ConnectionError) as error:
            process.join(timeout=5)
            raise WorkerLostError(process.exitcode) from error
        if number >= 0:
            yield result


def _start(
    method: Literal["fork", "spawn"],
    work: Callable[[Any], Any],
    begin: Callable[[], None] | None,
    earlier: list[Connection],
) -> tuple[BaseProcess, Connection]:
    starter: Any = multiprocessing.get_context(method)
    here, there = starter.Pipe()
    # A copy holds the parent's ends too: left open, no pipe would ever end.
    inherited = [*earlier, here] if method == "fork" else []
    process = starter.Process(target=_serve, args=(there, work, begin, inherited), daemon=True)
    process.start()
    there.close()
    return process, here


def _serve(
    pipe: Connection,
    work: Callable[[Any], Any],
    begin: Callable[[], None] | None,
    inherited: Sequence[Connection],
) -> None:
    # Ctrl-C reaches the whole group: the parent answers it, once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    # Memory that is only looked at for garbage would be shared with the other processes no more.
    gc.freeze()
    if begin is not None:
        begin()
    while True:
        try:
            share = pipe.recv()
        except EOFError:
            return
        try:
            result = work(share)
        except Exception as error:  # It is raised again where the work was asked for.
            pipe.send(_Failed(error))
            return
        pipe.send(result)
