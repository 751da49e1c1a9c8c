"""Rendering in several processes, and its serial twin that gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Final

from planbook.pages import Page
from planbook.processes import can_fork, run_shares
from planbook.reading.theme import Theme
from planbook.rendering.renderer import Fault, Rendered, Renderer, render_share

PAGES_A_SHARE: Final = 64
"""Pages sent to a process at a time: a few hundred kilobytes of bytes come back."""


def render_serially(pages: Sequence[Page], theme: Theme) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order."""
    yield from map(Renderer(theme).render, pages)


def render_in_processes(
    pages: Sequence[Page], theme: Theme, jobs: int, share: int = PAGES_A_SHARE
) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order, rendered in ``jobs`` processes.

    Views that are made when asked for are made there, where the processes are copies of this one.
    Raises WorkerLostError when one of them ends early. None is left running.
    """
    renderer = Renderer(theme)
    starts = range(0, len(pages), share)
    if can_fork():
        # Once, not in each of them.
        renderer.prepare(pages)

        def render(start: int) -> list[Rendered | Fault]:
            return render_share(renderer, pages[start : start + share])

        results = run_shares(render, starts, jobs)
    else:
        sent = [[page.with_view() for page in pages[start : start + share]] for start in starts]
        results = run_shares(partial(render_share, renderer), sent, jobs, method="spawn")
    with closing(results):
        for rendered in results:
            yield from rendered
