"""The practices of managing well: each with its chapters and the documents that carry it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.practices import PRACTICES
from planbook.pages import Page
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


def practice_entries(
    presenter: Presenter, listed: Mapping[str, tuple[Key, ...]]
) -> tuple[PracticeEntry, ...]:
    """Return all practices in order."""
    chapters: dict[str, list[ChapterBrief]] = defaultdict(list)
    for key in listed.get(Chapter.KIND, ()):
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


def practice_pages(
    site: SitePresenter, layouts: Layouts, listed: Mapping[str, tuple[Key, ...]], language: str
) -> Iterator[Page]:
    """Yield the page of all practices and that of each."""
    if not site.handbook.documents:
        return
    path = site.addresses.folder(language, "practices")
    presenter = site.at(language, path)
    layout = layouts.around(presenter, ("practices",), Phrase("section.practices"))
    yield Page(
        path, language, "practices.html", PracticesView(layout, practice_entries(presenter, listed))
    )
    path = site.addresses.folder(language, "practices", PRACTICES[0])
    presenter = site.at(language, path)
    entries = practice_entries(presenter, listed)
    for place, entry in enumerate(entries):
        segments = ("practices", entry.id)
        view = PracticeView(
            layout=layouts.around(presenter, segments, entry.name),
            practice=entry,
            groups=tuple(_groups(presenter, listed, entry.id)),
            previous=_step(entries, place - 1),
            next=_step(entries, place + 1),
        )
        yield Page(site.addresses.folder(language, *segments), language, "practice.html", view)


def _groups(
    presenter: Presenter, listed: Mapping[str, tuple[Key, ...]], practice: str
) -> Iterator[KindGroup]:
    for kind in kinds_of(presenter.handbook, practice):
        keys = listed.get(kind, ())
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
