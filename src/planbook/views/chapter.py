"""The page of a chapter: the handbook's own prose."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.document import Key
from planbook.model.practices import PRACTICES
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Crumb, Layout
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.practices import practice_name
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Prose, Ref, Shown, Words


class ChapterView(msgspec.Struct, frozen=True):
    """The page of a chapter. ``practice`` leads to the practice that it is about.

    ``previous`` and ``next`` are the chapters before and after it, in the order of the list.
    """

    layout: Layout
    document: CommonFields
    summary: Words
    body: Prose
    practice: Crumb | None
    previous: Ref | None
    next: Ref | None


def view_chapter(
    chapter: Chapter, presenter: Presenter, layout: Layout, document: CommonFields
) -> ChapterView:
    """Return the page of ``chapter``."""
    practice = chapter.practice
    before, after = presenter.remember(NEIGHBOURS, chapter.key)
    return ChapterView(
        layout=layout,
        document=document,
        summary=presenter.words(chapter.summary),
        body=presenter.prose(chapter.body, chapter.key, at="/body"),
        practice=Crumb(practice_name(practice), presenter.to("practices", practice))
        if practice in PRACTICES
        else None,
        previous=presenter.ref(before),
        next=presenter.ref(after),
    )


def _neighbours(site: SitePresenter, chapter: Key) -> tuple[Key | None, Key | None]:
    """Return the chapters before and after ``chapter``; a draft stands in no order."""
    place = site.place(chapter)
    if not place.is_listed:
        return None, None
    listed = site.listed(Chapter.KIND)
    at = bisect_left(listed, place.order, key=lambda key: site.place(key).order)
    before, after = listed[max(at - 1, 0) : at], listed[at + 1 : at + 2]
    return before[0] if before else None, after[0] if after else None


NEIGHBOURS: Final = Shared(
    "neighbours", tuple[Key | None, Key | None], _neighbours, Key, (Chapter.KIND,)
)


def chapter_order(chapter: Chapter) -> tuple[int, str]:
    """Return the place of a chapter: the author's order, then the id."""
    # In thousandths, so that an author may squeeze a chapter 2.5 in.
    order = chapter.order
    return (int(order * 1000) if order is not None else 1_000_000_000, chapter.id)


def _practice(chapter: Chapter, _pen: Presenter) -> Shown:
    return practice_name(chapter.practice) if chapter.practice in PRACTICES else None


PAGE: Final = PageKind(
    record=Chapter,
    template="chapter.html",
    view=view_chapter,
    columns=(
        Column("summary", lambda chapter, presenter: presenter.words(chapter.summary)),
        Column("practice", _practice),
    ),
    order=chapter_order,
)
