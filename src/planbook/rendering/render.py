"""Views to bytes: every page by itself, in as many processes as pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planbook.diagnostics.codes.site import SITE_WORKER_LOST
from planbook.diagnostics.codes.theme import THEME_TEMPLATE_ERROR
from planbook.diagnostics.finding import Finding, Place
from planbook.pages import Page
from planbook.processes import WorkerLostError, can_fork, processors
from planbook.reading.theme import Theme
from planbook.rendering.elsewhere import (
    SHARES_UNDER_WAY,
    NotRenderedError,
    render_in_executor,
)
from planbook.rendering.renderer import Fault, Rendered, span_of
from planbook.rendering.workers import render_in_processes, render_serially

if TYPE_CHECKING:  # Most builds use none, and it takes its time to load.
    from concurrent.futures import Executor

PAGES_WORTH_A_FORK: Final = 100
PAGES_WORTH_A_PROCESS: Final = 1000
"""From this many pages for each process on, processes are faster than rendering one by one.

Measured: a page takes about a millisecond; a copy of this process starts in some ten, a process
from nothing in up to a second, and it takes half a millisecond to send it a page.
"""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who renders in place of processes of our own: an executor, and how many shares it is lent.

    The executor is whoever's made it: it is not shut down here.
    """

    executor: Executor
    under_way: int = SHARES_UNDER_WAY


def render_pages(
    pages: Sequence[Page],
    theme: Theme,
    jobs: int | Workers | None = None,
    worth_a_process: int | None = None,
) -> Iterator[Rendered | Finding]:
    """Yield the bytes of ``pages`` in their order, then what is wrong with their templates.

    At most ``jobs`` processes run, as many as there are processors when it is None, and none
    where there are too few pages to pay for them; ``Workers`` get every page. The bytes are the
    same. A template that fails in one way at one line is one finding, told of the first page that
    it happens to.
    """
    if isinstance(jobs, Workers):
        results = render_in_executor(pages, theme, jobs.executor, jobs.under_way)
    elif (count := jobs_worthwhile(len(pages), jobs, worth_a_process)) > 1:
        results = render_in_processes(pages, theme, count)
    else:
        results = render_serially(pages, theme)
    yield from tell_faults(zip(pages, results, strict=True), theme)


def tell_faults(
    results: Iterable[tuple[Page, Rendered | Fault]], theme: Theme
) -> Iterator[Rendered | Finding]:
    """Yield what was rendered of each page, then what is wrong with their templates.

    Where whoever renders is lost on the way, that is told before.
    """
    faults: list[tuple[Page, Fault]] = []
    try:
        for page, result in results:
            if isinstance(result, Fault):
                faults.append((page, result))
            else:
                yield result
    except WorkerLostError as lost:
        yield SITE_WORKER_LOST.at(Place("planbook.yaml"), status=lost.status)
    except NotRenderedError as error:
        yield SITE_WORKER_LOST.at(Place("planbook.yaml"), variant="executor", reason=error.reason)
    yield from findings_of_faults(faults, theme)


def one_after_the_other(
    results: Iterable[Rendered | Finding], rest: Iterable[Rendered | Finding]
) -> Iterator[Rendered | Finding]:
    """Yield ``results``, and then ``rest``, which is made of them: not where one is a finding."""
    is_sound = True
    for result in results:
        is_sound = is_sound and not isinstance(result, Finding)
        yield result
    if is_sound:
        yield from rest


def jobs_worthwhile(pages: int, jobs: int | None, worth_a_process: int | None = None) -> int:
    """Return in how many processes, ``jobs`` at most, so many pages are rendered soonest."""
    allowed = processors() if jobs is None else jobs
    if worth_a_process is None:
        worth_a_process = PAGES_WORTH_A_FORK if can_fork() else PAGES_WORTH_A_PROCESS
    return max(1, min(allowed, pages // worth_a_process))


def findings_of_faults(faults: Iterable[tuple[Page, Fault]], theme: Theme) -> Iterator[Finding]:
    """Yield what is wrong with templates: each fault once, told of the first page."""
    alike: dict[Fault, list[Page]] = {}
    for page, fault in faults:
        alike.setdefault(fault, []).append(page)
    for fault, pages in alike.items():
        yield THEME_TEMPLATE_ERROR.at(
            Place(fault.path, span=span_of(fault, theme)),
            variant="several" if len(pages) > 1 else "",
            subject=pages[0].subject,
            page=pages[0].path,
            others=len(pages) - 1,
            reason=fault.reason,
        )
