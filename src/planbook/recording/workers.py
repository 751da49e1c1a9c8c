"""Units of work in several processes, and how what they found out comes back.

A worker is a copy of this process: it has every table and all that is settled already, runs its
share of the units, and sends back what the recorder noted. Units that it needed on the way and
that nobody had run come along.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final, NamedTuple, TypeVar

R = TypeVar("R")

ITEMS_A_SHARE: Final = 64
"""What a worker is given at a time: a few hundred kilobytes come back."""


class WorkerLostError(RuntimeError):
    """A process ended before its work was done; ``status`` is its exit code."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"a working process ended with code {status}")
        self.status = status


class _Failed(NamedTuple):
    """What work in a copy of the process has raised."""

    error: Exception


def run_shares(
    work: Callable[[int], R], shares: int, jobs: int, begin: Callable[[], None] | None = None
) -> Iterator[R]:
    """Yield what ``work`` returns for each share, by its number, in their order.

    Each of ``jobs`` processes has a pipe of its own and one share at a time. That keeps the order
    without sorting and bounds what is in memory; a process that has handed over its share gets the
    next before the result is passed on. ``begin`` is called in each of them first. Raises
    `WorkerLostError` when one of them ends early. None is left running.
    """
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        for _ in range(min(jobs, shares)):
            workers.append(_start(work, begin, [pipe for _, pipe in workers]))
        yield from _take_turns(workers, shares)
    finally:
        for process, pipe in workers:
            pipe.close()
            process.terminate()
        for process, _ in workers:
            process.join()
            process.close()


def _take_turns(workers: Sequence[tuple[BaseProcess, Connection]], shares: int) -> Iterator[Any]:
    jobs = len(workers)
    for number in range(-jobs, shares):
        process, pipe = workers[number % jobs]
        result: Any = None
        try:
            if number >= 0:
                result = pipe.recv()
                if isinstance(result, _Failed):
                    raise result.error
            if number + jobs < shares:
                pipe.send(number + jobs)
        except (EOFError, ConnectionError) as error:
            process.join(timeout=5)
            raise WorkerLostError(process.exitcode) from error
        if number >= 0:
            yield result


def _start(
    work: Callable[[int], Any], begin: Callable[[], None] | None, others: list[Connection]
) -> tuple[BaseProcess, Connection]:
    starter = multiprocessing.get_context("fork")
    here, there = starter.Pipe()
    # A copy holds the parent's ends too: left open, no pipe would ever end.
    process = starter.Process(target=_serve, args=(there, work, begin, [*others, here]))
    process.daemon = True
    process.start()
    there.close()
    return process, here


def _serve(
    pipe: Connection,
    work: Callable[[int], Any],
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
            number = pipe.recv()
        except EOFError:
            return
        try:
            result = work(number)
        except Exception as error:  # It is raised again where the work was asked for.
            pipe.send(_Failed(error))
            return
        pipe.send(result)
