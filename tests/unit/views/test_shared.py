"""Views are made from what they ask, by themselves; what they share can be kept."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from builders.pages import AS_OF, EVERYTHING
from builders.score_output import example_handbook
from planbook.codec import decoder_for, encode
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.pages import LazyView, Page
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.results import Scores
from planbook.scoring.score import score_handbook
from planbook.urls import addresses_of
from planbook.views import site as site_views
from planbook.views.document_pages import document_pages, kind_lists
from planbook.views.kinds import PAGE_KINDS
from planbook.views.layout import Layouts
from planbook.views.presenter import SitePresenter
from planbook.views.site import SHARED, build_pages


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return example_handbook()


@pytest.fixture(scope="module")
def scores(handbook: Handbook) -> Scores:
    return score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value


def site_of(handbook: Handbook, scores: Scores) -> SitePresenter:
    addresses = addresses_of(handbook.kinds, handbook.settings.languages)
    orders = {page.record.KIND: page.order for page in PAGE_KINDS}
    return SitePresenter(handbook, scores, addresses, (), EVERYTHING, orders)


def lazy(pages: tuple[Page, ...]) -> list[tuple[Page, partial[Any]]]:
    return [
        (page, page.source.make)
        for page in pages
        if isinstance(page.source, LazyView) and isinstance(page.source.make, partial)
    ]


def test_a_view_is_the_same_when_it_is_the_only_one_that_is_made(
    handbook: Handbook, scores: Scores
) -> None:
    pages = build_pages(handbook, scores, EVERYTHING, AS_OF).pages
    found = lazy(pages)
    assert {page.path for page, _ in found} == {page.path for page in pages}

    for page, make in found:
        site = site_of(handbook, scores)
        layouts = Layouts(site)
        arguments = (_again(one, site, layouts) for one in make.args)
        assert make.func(*arguments) == page.view, page.path


def _again(argument: Any, site: SitePresenter, layouts: Layouts) -> Any:
    if isinstance(argument, SitePresenter):
        return site
    return layouts if isinstance(argument, Layouts) else argument


def test_a_view_holds_nothing_but_what_it_is_of(handbook: Handbook, scores: Scores) -> None:
    for page, make in lazy(build_pages(handbook, scores, EVERYTHING, AS_OF).pages):
        for argument in make.args:
            plain = (SitePresenter, Layouts, str, int, Key, tuple, date, type(EVERYTHING))
            assert argument is None or isinstance(argument, plain), page.path
            if type(argument) is tuple:
                assert all(isinstance(one, (str, Key)) for one in argument), page.path


def test_what_pages_share_comes_back_from_its_bytes(
    handbook: Handbook, scores: Scores, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites: list[SitePresenter] = []

    def watched(*arguments: Any) -> SitePresenter:
        sites.append(SitePresenter(*arguments))
        return sites[-1]

    monkeypatch.setattr(site_views, "SitePresenter", watched)
    build_pages(handbook, scores, EVERYTHING, AS_OF)
    (site,) = sites

    declared = {shared.name: shared for shared in SHARED}
    assert len(declared) == len(SHARED)
    assert site.remembered.keys() <= declared.keys()
    for name, kept in site.remembered.items():
        shared = declared[name]
        for asked, value in kept.items():
            assert decoder_for(shared.asked)(encode(asked, shared.asked)) == asked
            assert decoder_for(shared.type)(encode(value, shared.type)) == value, name


def test_what_pages_share_asks_only_for_what_stands_before_it(
    handbook: Handbook, scores: Scores
) -> None:
    places = {shared.name: place for place, shared in enumerate(SHARED)}
    running: list[str] = []

    class Watched(SitePresenter):
        def remember(self, shared: Any, asked: Any) -> Any:
            if running:
                assert places[shared.name] < places[running[-1]], (shared.name, running[-1])
            running.append(shared.name)
            try:
                return super().remember(shared, asked)
            finally:
                running.pop()

    site = site_of(handbook, scores)
    site.__class__ = Watched
    layouts = Layouts(site)
    for language in site.addresses.languages:
        for section in (*site_views.OWN_SECTIONS.values(), kind_lists, document_pages):
            assert all(page.view is not None for page in section(site, layouts, language))
    assert site.remembered
