"""Rendering in several processes, and its serial twin that gives the same bytes.

Each process has a pipe of its own and one share of pages at a time. That keeps the order without
sorting, bounds what is in memory to one share a process, needs no state in a module, and cannot
lock up: nobody ever writes into a pipe whose other end is writing too. A process that has handed
over its share gets the next before the results are passed on, so it renders while they are
written.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, TypeAlias

from planbook.pages import Page
from planbook.reading.theme import Theme
from planbook.rendering.renderer import Fault, Note, Rendered, Renderer, render_share

Share: TypeAlias = range | Sequence[Page]
"""What a process is given at a time: pages, or their numbers where it has them already."""

PAGES_A_SHARE: Final = 64
"""Pages sent to a process at a time: a few hundred kilobytes of bytes come back."""


class WorkerLostError(RuntimeError):
    """A process ended before its pages were rendered; ``status`` is its exit code."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"a rendering process ended with code {status}")
        self.status = status


def render_serially(
    pages: Sequence[Page], theme: Theme, note: Note | None = None
) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order."""
    renderer = Renderer(theme)
    for page in pages:
        yield from render_share(renderer, (page,), note)


def can_fork() -> bool:
    """Return whether a copy of this process is safe: on Linux, with one thread and no more.

    Such a copy has the pages and the modules already. Anywhere else a process starts from
    nothing, imports everything and is sent its pages, which takes it a second.
    """
    try:
        return sys.platform == "linux" and sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
    except OSError:
        return False


def render_in_processes(
    pages: Sequence[Page],
    theme: Theme,
    jobs: int,
    share: int = PAGES_A_SHARE,
    note: Note | None = None,
) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order, rendered in ``jobs`` processes.

    Views that are made when asked for are made there, where the processes are copies of this one;
    ``note`` is asked there too. Raises WorkerLostError when one of them ends early. None is left
    running.
    """
    forks = can_fork()
    starts = range(0, len(pages), share)
    shares: list[Share] = (
        [range(start, min(start + share, len(pages))) for start in starts]
        if forks
        else [[page.with_view() for page in pages[start : start + share]] for start in starts]
    )
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        for _ in range(min(jobs, len(shares))):
            workers.append(
                _start_worker(theme, pages, note, workers) if forks else _spawn_worker(theme, note)
            )
        yield from _take_turns(workers, shares)
    finally:
        for process, pipe in workers:
            pipe.close()
            process.terminate()
        for process, _ in workers:
            process.join()
            process.close()


def _take_turns(
    workers: Sequence[tuple[BaseProcess, Connection]], shares: Sequence[Share]
) -> Iterator[Rendered | Fault]:
    jobs = len(workers)
    for number in range(-jobs, len(shares)):
        process, pipe = workers[number % jobs]
        results: list[Rendered | Fault] = []
        try:
            if number >= 0:
                results = pipe.recv()
            if number + jobs < len(shares):
                pipe.send(shares[number + jobs])
        except (EOFError, ConnectionError) as error:
            process.join(timeout=5)
            raise WorkerLostError(process.exitcode) from error
        yield from results


def _start_worker(
    theme: Theme,
    pages: Sequence[Page],
    note: Note | None,
    earlier: Sequence[tuple[BaseProcess, Connection]],
) -> tuple[BaseProcess, Connection]:
    starter = multiprocessing.get_context("fork")
    here, there = starter.Pipe()
    # A copy holds the parent's ends too: left open, no pipe would ever end.
    inherited = (*(pipe for _, pipe in earlier), here)
    process = starter.Process(target=work, args=(there, theme, note, pages, inherited), daemon=True)
    process.start()
    there.close()
    return process, here


def _spawn_worker(theme: Theme, note: Note | None) -> tuple[BaseProcess, Connection]:
    starter = multiprocessing.get_context("spawn")
    here, there = starter.Pipe()
    process = starter.Process(target=work, args=(there, theme, note), daemon=True)
    process.start()
    there.close()
    return process, here


def work(
    pipe: Connection,
    theme: Theme,
    note: Note | None = None,
    pages: Sequence[Page] = (),
    inherited: Sequence[Connection] = (),
) -> None:
    """Render the shares of pages that come through ``pipe`` until it is closed.

    A share is the pages themselves, or which ones of ``pages`` they are.
    """
    # Ctrl-C reaches the whole group: the parent answers it, once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    # What was there before is nobody's garbage here, and memory that is only looked at for
    # garbage would be shared with the other processes no more.
    gc.freeze()
    renderer = Renderer(theme)
    while True:
        try:
            share: Share = pipe.recv()
        except EOFError:
            return
        chosen = [pages[number] for number in share] if isinstance(share, range) else share
        pipe.send(render_share(renderer, chosen, note))
