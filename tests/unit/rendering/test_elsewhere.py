"""Rendering by an executor: the same bytes, a bounded number of shares, told when it fails."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from builders.sites import Words, page_of, theme_of
from planbook.diagnostics.finding import Finding
from planbook.pages import Page, lazy_view
from planbook.reading.theme import Theme
from planbook.rendering import elsewhere
from planbook.rendering.elsewhere import render_in_executor
from planbook.rendering.render import Workers, render_pages
from planbook.rendering.renderer import Rendered
from planbook.rendering.workers import render_serially


class Counting(Executor):
    """Runs what it is given when its result is asked for, and counts what waits meanwhile."""

    def __init__(self) -> None:
        self.waiting = 0
        self.most = 0
        self.cancelled = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        counting = self
        counting.waiting += 1
        counting.most = max(counting.most, counting.waiting)

        class Late(Future[Any]):
            def result(self, _: float | None = None) -> Any:
                counting.waiting -= 1
                return fn(*args, **kwargs)

            def cancel(self) -> bool:
                counting.cancelled += 1
                return super().cancel()

        return Late()


@pytest.fixture
def many() -> tuple[list[Page], Theme]:
    theme = theme_of({"page.html": "{{ view.title }}", "bad.html": "\n{{ view.nothing }}"})
    pages = [
        page_of(f"{n}.html", str(n), template="bad.html" if n % 40 == 7 else "page.html")
        for n in range(150)
    ]
    return pages, theme


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    made: Executor
    if request.param == "threads":
        made = ThreadPoolExecutor(2)
    else:
        made = ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))
    with made:
        yield made


def test_an_executor_gives_what_one_process_gives(
    many: tuple[list[Page], Theme], executor: Executor
) -> None:
    pages, theme = many
    alone = list(render_serially(pages, theme))
    assert list(render_in_executor(pages, theme, executor, under_way=3, share=16)) == alone
    assert list(render_pages(pages, theme, Workers(executor))) == list(render_pages(pages, theme))


def test_views_are_made_before_they_are_sent(executor: Executor) -> None:
    words = Words("made")
    page = replace(page_of("x.html"), source=lazy_view(lambda: words))
    (result,) = render_pages([page], theme_of(), Workers(executor))
    assert isinstance(result, Rendered)
    assert result.content == b"<h1>made</h1>\n"


def test_no_more_shares_are_under_way_than_allowed(many: tuple[list[Page], Theme]) -> None:
    pages, theme = many
    executor = Counting()
    results = list(render_in_executor(pages, theme, executor, under_way=3, share=10))
    assert results == list(render_serially(pages, theme))
    assert (executor.most, executor.waiting) == (3, 0)


def test_shares_that_nobody_waits_for_are_called_off(many: tuple[list[Page], Theme]) -> None:
    executor = Counting()
    results = render_in_executor(*many, executor, under_way=3, share=10)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert executor.cancelled == 2


def test_an_executor_that_fails_is_told_and_the_site_is_not_whole(
    many: tuple[list[Page], Theme],
) -> None:
    pages, theme = many
    closed = ThreadPoolExecutor(1)
    closed.shutdown()
    *rendered, finding = render_pages(pages, theme, Workers(closed))
    assert rendered == []
    assert isinstance(finding, Finding)
    assert (finding.code.name, finding.variant) == ("site-worker-lost", "executor")
    assert "shutdown" in finding.message["en"]


def test_a_worker_with_another_release_renders_nothing(
    many: tuple[list[Page], Theme], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, theme = many
    executor = Counting()
    built_by = iter(("planbook-1", "planbook-2", "planbook-2"))
    monkeypatch.setattr(elsewhere, "_release", lambda: next(built_by))
    (finding,) = render_pages(pages, theme, Workers(executor, under_way=1))
    assert isinstance(finding, Finding)
    assert "a worker has planbook-2, and this build planbook-1" in finding.message["en"]
