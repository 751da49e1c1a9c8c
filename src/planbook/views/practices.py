"""The practices of managing well: each with its chapters and the documents that carry it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.handbook import Handbook
from planbook.model.practices import PRACTICES
from planbook.pages import Page, lazy_view
from planbook.views.layout import Crumb, Layout, Layouts, kind_label
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Label, Phrase, Ref, Words

_SHOWN: Final = 6
_CHAPTERS_SHOWN: Final = 20


class ChapterBrief(msgspec.Struct, frozen=True):
    """A chapter in a line."""

    ref: Ref
    summary: Words


class PracticeEntry(msgspec.Struct, frozen=True):
    """One practice. ``number`` is 0 for what is not one of the ten."""

    id: str
    number: int
    name: Phrase
    gist: Phrase
    href: str
    chapters: tuple[ChapterBrief, ...]


class KindGroup(msgspec.Struct, frozen=True):
    """Documents of one kind: the first few of ``total``."""

    label: Label
    href: str
    total: int
    refs: tuple[Ref, ...]


class PracticesView(msgspec.Struct, frozen=True):
    """All practices."""

    layout: Layout
    practices: tuple[PracticeEntry, ...]


class PracticeView(msgspec.Struct, frozen=True):
    """The page of one practice."""

    layout: Layout
    practice: PracticeEntry
    groups: tuple[KindGroup, ...]
    previous: Crumb | None
    next: Crumb | None


def practice_name(practice: str | None) -> Phrase:
    """Return the catalogue's name of a practice."""
    return Phrase(f"practice.{practice}")


def practice_entries(presenter: Presenter) -> tuple[PracticeEntry, ...]:
    """Return all practices in order."""
    chapters: dict[str, list[ChapterBrief]] = defaultdict(list)
    for key in presenter.site.listed(Chapter.KIND):
        chapter = presenter.handbook.find(Chapter, key.id)
        ref = presenter.ref(key)
        if chapter and ref and chapter.practice:
            chapters[chapter.practice].append(ChapterBrief(ref, presenter.words(chapter.summary)))
    return tuple(
        PracticeEntry(
            id=practice,
            number=place if practice != "selection" else 0,
            name=practice_name(practice),
            gist=Phrase(f"practice.{practice}.gist"),
            href=presenter.to("practices", practice),
            chapters=tuple(chapters[practice][:_CHAPTERS_SHOWN]),
        )
        for place, practice in enumerate(PRACTICES, 1)
    )


def practice_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the page of all practices and that of each."""
    if not site.handbook.documents:
        return
    path = site.addresses.folder(language, "practices")
    view = lazy_view(partial(_all_view, site, layouts, language))
    yield Page(path, language, "practices.html", view)
    for place, practice in enumerate(PRACTICES):
        path = site.addresses.folder(language, "practices", practice)
        view = lazy_view(partial(_practice_view, site, layouts, language, place))
        yield Page(path, language, "practice.html", view)


def _all_view(site: SitePresenter, layouts: Layouts, language: str) -> PracticesView:
    presenter = site.at(language, site.addresses.folder(language, "practices"))
    layout = layouts.around(presenter, ("practices",), Phrase("section.practices"))
    return PracticesView(layout, practice_entries(presenter))


def _practice_view(
    site: SitePresenter, layouts: Layouts, language: str, place: int
) -> PracticeView:
    segments = ("practices", PRACTICES[place])
    presenter = site.at(language, site.addresses.folder(language, *segments))
    entries = practice_entries(presenter)
    entry = entries[place]
    return PracticeView(
        layout=layouts.around(presenter, segments, entry.name),
        practice=entry,
        groups=tuple(_groups(presenter, entry.id)),
        previous=_step(entries, place - 1),
        next=_step(entries, place + 1),
    )


def _groups(presenter: Presenter, practice: str) -> Iterator[KindGroup]:
    for kind in kinds_of(presenter.handbook, practice):
        keys = presenter.site.listed(kind)
        if keys:
            yield KindGroup(
                label=kind_label(presenter, kind),
                href=presenter.to(presenter.addresses.sections[kind]),
                total=len(keys),
                refs=tuple(ref for key in keys[:_SHOWN] if (ref := presenter.ref(key)) is not None),
            )


def kinds_of(handbook: Handbook, practice: str) -> tuple[str, ...]:
    """Return the kinds that carry a practice, by their schemas; chapters stand apart."""
    return tuple(
        name
        for name, kind in handbook.kinds.items()
        if practice in kind.practices and name != Chapter.KIND
    )


def _step(entries: tuple[PracticeEntry, ...], place: int) -> Crumb | None:
    if 0 <= place < len(entries):
        return Crumb(entries[place].name, entries[place].href)
    return None
