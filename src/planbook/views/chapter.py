"""The page of a chapter: the handbook's own prose."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.practices import PRACTICES
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Crumb, Layout
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.practices import practice_name
from planbook.views.presenter import Presenter
from planbook.views.words import Prose, Shown, Words


class ChapterView(msgspec.Struct, frozen=True):
    """The page of a chapter. ``practice`` leads to the practice that it is about."""

    layout: Layout
    document: CommonFields
    summary: Words
    body: Prose
    practice: Crumb | None


def view_chapter(
    chapter: Chapter, presenter: Presenter, layout: Layout, document: CommonFields
) -> ChapterView:
    """Return the page of ``chapter``."""
    practice = chapter.practice
    return ChapterView(
        layout=layout,
        document=document,
        summary=presenter.words(chapter.summary),
        body=presenter.prose(chapter.body, chapter.key, at="/body"),
        practice=Crumb(practice_name(practice), presenter.to("practices", practice))
        if practice in PRACTICES
        else None,
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
