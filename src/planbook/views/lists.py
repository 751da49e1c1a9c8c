"""Lists: columns, one page of many entries, the way to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, Generic, TypeVar

import msgspec

from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Label, Phrase, Ref, Shown

PAGE_SIZE: Final = 50

Listed = TypeVar("Listed")


class Column(msgspec.Struct, frozen=True):
    """One column of the list of a kind: the field that names it, and what stands in it.

    A column of computed figures has a ``label`` in place of a field.
    """

    path: str
    shown: Callable[[Any, Presenter], Shown]
    label: Phrase | None = None


class ListEntry(msgspec.Struct, frozen=True):
    """One line of a list."""

    ref: Ref
    cells: tuple[Shown, ...] = ()


class Pager(msgspec.Struct, frozen=True):
    """Which page of a list this is. Addresses are empty where there is no such page."""

    page: int
    pages: int
    previous: str = ""
    next: str = ""


class Listing(msgspec.Struct, frozen=True):
    """One page of a list of ``total`` entries."""

    headings: tuple[Label, ...]
    entries: tuple[ListEntry, ...]
    total: int
    pager: Pager


class SectionLink(msgspec.Struct, frozen=True):
    """The way to a page about all documents of a kind, or to a part of a page."""

    label: Phrase
    href: str


class Part(msgspec.Struct, Generic[Listed], frozen=True):
    """What stands on page ``number`` of ``pages``, of ``total`` items."""

    items: tuple[Listed, ...]
    number: int
    pages: int
    total: int

    @property
    def is_all(self) -> bool:
        """Whether there is nothing beyond this page."""
        return self.pages == 1


def part_at(items: Sequence[Listed], number: int, size: int = PAGE_SIZE) -> Part[Listed]:
    """Return what stands on page ``number`` (from 1) of a list of ``items``."""
    pages = page_numbers(len(items), size)[-1]
    return Part(tuple(items[(number - 1) * size : number * size]), number, pages, len(items))


def page_numbers(total: int, size: int = PAGE_SIZE) -> range:
    """Return the numbers of the pages that ``total`` items fill; nothing still fills one."""
    return range(1, max(1, -(-total // size)) + 1)


def numbered_pages(
    site: SitePresenter,
    language: str,
    segments: Sequence[str],
    numbers: Iterable[int],
    template: str,
    make: partial[Any],
    subject: str = "",
) -> Iterator[Page]:
    """Yield the pages ``numbers`` of the folder ``segments``.

    ``make`` is a function with all that it is given before the number, which comes last.
    """
    for number in numbers:
        path = site.addresses.numbered(language, segments, number)
        yield Page(path, language, template, lazy_view(partial(make, number)), subject)


def pager_of(presenter: Presenter, segments: Sequence[str], part: Part[Any]) -> Pager:
    """Return the way from ``part`` of the list at ``segments`` to its neighbours."""
    return pager_at(presenter, segments, part.number, part.pages)


def pager_at(presenter: Presenter, segments: Sequence[str], number: int, pages: int) -> Pager:
    """Return the way from page ``number`` of the ``pages`` at ``segments`` to its neighbours."""
    place = tuple(segments)
    return Pager(
        number,
        pages,
        presenter.to_page(place, number - 1) if number > 1 else "",
        presenter.to_page(place, number + 1) if number < pages else "",
    )


def list_page(
    presenter: Presenter, segments: Sequence[str], part: Part[Key], columns: tuple[Column, ...]
) -> Listing:
    """Return one page of the list at ``segments``, whose keys are all of one kind."""
    kind = part.items[0].kind if part.items else ""
    return Listing(
        headings=tuple(column.label or presenter.label(kind, column.path) for column in columns)
        if kind
        else (),
        entries=tuple(entry_for(presenter, key, columns) for key in part.items),
        total=part.total,
        pager=pager_of(presenter, segments, part),
    )


def entry_for(presenter: Presenter, key: Key, columns: tuple[Column, ...]) -> ListEntry:
    """Return the line of one document of the handbook."""
    record = presenter.handbook.records[key]
    ref = presenter.ref(key)
    assert ref is not None
    return ListEntry(ref, tuple(column.shown(record, presenter) for column in columns))
