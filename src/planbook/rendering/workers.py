"""Rendering in several processes, and its serial twin that gives the same bytes.

Each process has a pipe of its own and one share of pages at a time. That keeps the order without
sorting, bounds what is in memory to one share a process, needs no state in a module, and cannot
lock up: nobody ever writes into a pipe whose other end is writing too. A process that has handed
over its share gets the next before the results are passed on, so it renders while they are
written.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Final

from planbook.pages import Page
from planbook.reading.theme import Theme
from planbook.rendering.renderer import Fault, Rendered, Renderer

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

PAGES_A_SHARE: Final = 64
"""Pages sent to a process at a time: a few hundred kilobytes of bytes come back."""


class WorkerLostError(RuntimeError):
    """A process ended before its pages were rendered; ``status`` is its exit code."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"a rendering process ended with code {status}")
        self.status = status


def render_serially(pages: Sequence[Page], theme: Theme) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order."""
    renderer = Renderer(theme)
    for page in pages:
        yield renderer.render(page)


def render_in_processes(
    pages: Sequence[Page], theme: Theme, jobs: int, share: int = PAGES_A_SHARE
) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order, rendered in ``jobs`` processes.

    Raises WorkerLostError when one of them ends early. None is left running.
    """
    workers = [_start_worker(theme) for _ in range(jobs)]
    try:
        shares = [pages[start : start + share] for start in range(0, len(pages), share)]
        for (_, pipe), first in zip(workers, shares, strict=False):
            pipe.send(first)
        for number in range(len(shares)):
            process, pipe = workers[number % jobs]
            try:
                results: list[Rendered | Fault] = pipe.recv()
                if number + jobs < len(shares):
                    pipe.send(shares[number + jobs])
            except (EOFError, ConnectionError) as error:
                process.join(timeout=5)
                raise WorkerLostError(process.exitcode) from error
            yield from results
    finally:
        for process, pipe in workers:
            pipe.close()
            process.terminate()
        for process, _ in workers:
            process.join()
            process.close()


def _start_worker(theme: Theme) -> tuple[BaseProcess, Connection]:
    # Never a plain fork: the parent may have threads, and a fork of them may hang.
    starter: SpawnContext | ForkServerContext
    if "forkserver" in multiprocessing.get_all_start_methods():
        starter = multiprocessing.get_context("forkserver")
    else:
        starter = multiprocessing.get_context("spawn")
    here, there = starter.Pipe()
    process = starter.Process(target=work, args=(there, theme), daemon=True)
    process.start()
    there.close()
    return process, here


def work(pipe: Connection, theme: Theme) -> None:
    """Render the shares of pages that come through ``pipe`` until it is closed."""
    # Ctrl-C reaches the whole group: the parent answers it, once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    renderer = Renderer(theme)
    while True:
        try:
            share: Sequence[Page] = pipe.recv()
        except EOFError:
            return
        pipe.send([renderer.render(page) for page in share])
