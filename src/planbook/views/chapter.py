"""The page of a chapter: the handbook's own prose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.chapter import Chapter
from planbook.model.practices import PRACTICES
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.practices import practice_name
from planbook.views.shell import Crumb, Shell
from planbook.views.words import Prose, Shown, Words


@dataclass(frozen=True, slots=True)
class ChapterView:
    """The page of a chapter. ``practice`` leads to the practice that it is about."""

    shell: Shell
    document: DocumentPart
    summary: Words
    body: Prose
    practice: Crumb | None


def view_chapter(chapter: Chapter, pen: Pen, shell: Shell, document: DocumentPart) -> ChapterView:
    """Return the page of ``chapter``."""
    practice = chapter.practice
    return ChapterView(
        shell=shell,
        document=document,
        summary=pen.words(chapter.summary),
        body=pen.prose(chapter.body, chapter.key),
        practice=Crumb(practice_name(practice), pen.to("practices", practice))
        if practice in PRACTICES
        else None,
    )


def chapter_order(chapter: Chapter) -> tuple[int, str]:
    """Return the place of a chapter: the author's order, then the id."""
    # In thousandths, so that an author may squeeze a chapter 2.5 in.
    order = chapter.order
    return (int(order * 1000) if order is not None else 1_000_000_000, chapter.id)


def _practice(chapter: Chapter, _pen: Pen) -> Shown:
    return practice_name(chapter.practice) if chapter.practice in PRACTICES else None


PAGE: Final = PageKind(
    noun=Chapter,
    template="chapter.html",
    view=view_chapter,
    columns=(
        Column("summary", lambda chapter, pen: pen.words(chapter.summary)),
        Column("practice", _practice),
    ),
    order=chapter_order,
)
