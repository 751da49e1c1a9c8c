"""Lists: columns, one page of many entries, the way to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Final, Generic, TypeVar

import msgspec

from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.periods import Period
from planbook.views.csv_pages import Cell
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Label, PeriodView, Phrase, Ref, Shown

PAGE_SIZE: Final = 50
LIST_SIZE: Final = 200
"""How many lines a page of a kind's list has: a line of it is short."""

Listed = TypeVar("Listed")


class Column(msgspec.Struct, frozen=True):
    """One column of the list of a kind: the field that names it, and what stands in it.

    A column of computed figures has a ``label`` in place of a field. ``facet`` is the name in an
    address by which lines are filtered, empty where they are not; ``key`` gives what a line is
    filtered and sorted by, where that is not the words that are shown, and ``order`` the keys in
    the order that they are sorted in, where that is one of its own. Figures are set to the right
    where ``is_right``. ``plain`` are the columns that a table has in its place, each with its head,
    where what is shown is cut short or says several things at once.
    """

    path: str
    shown: Callable[[Any, Presenter], Shown]
    label: Phrase | None = None
    facet: str = ""
    key: Callable[[Any, Presenter], str] | None = None
    is_right: bool = False
    order: tuple[str, ...] = ()
    plain: tuple[tuple[Label, Callable[[Any, Presenter], Cell]], ...] = ()


class Heading(msgspec.Struct, frozen=True):
    """The head of a column, by what its lines can be filtered, and in which ``order`` they sort.

    The order is words with spaces between them. Where all lines have the same in a column, there
    is nothing to filter them by.
    """

    label: Label
    facet: str = ""
    is_right: bool = False
    order: str = ""


class ListEntry(msgspec.Struct, frozen=True):
    """One line of a list. ``keys`` are what the cells are filtered and sorted by, or empty."""

    ref: Ref
    cells: tuple[Shown, ...] = ()
    keys: tuple[str, ...] = ()


class ListGroup(msgspec.Struct, frozen=True):
    """Lines of one period; without a ``label`` they are not grouped."""

    label: PeriodView | None
    entries: tuple[ListEntry, ...]
    is_current: bool = False


class Pager(msgspec.Struct, frozen=True):
    """Which page of a list this is. Addresses are empty where there is no such page."""

    page: int
    pages: int
    previous: str = ""
    next: str = ""


NO_PAGER: Final = Pager(1, 1)
"""Where there is nothing but one page."""


class Listing(msgspec.Struct, frozen=True):
    """One page of a list of ``total`` entries, in groups.

    ``has_facets`` says whether its lines can be filtered.
    """

    headings: tuple[Heading, ...]
    groups: tuple[ListGroup, ...]
    total: int
    pager: Pager
    has_facets: bool = False

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """The lines of all groups."""
        return tuple(entry for group in self.groups for entry in group.entries)


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
    presenter: Presenter,
    segments: Sequence[str],
    part: Part[Key],
    columns: tuple[Column, ...],
    *,
    by_period: bool = False,
) -> Listing:
    """Return one page of the list at ``segments``, whose keys are all of one kind.

    ``by_period`` puts the lines under the periods of their documents, in the order of the keys.
    """
    kind = part.items[0].kind if part.items else ""
    groups = tuple(_groups(presenter, part.items, columns, by_period=by_period))
    entries = tuple(entry for group in groups for entry in group.entries)
    headings = tuple(
        _heading(presenter, kind, column, has_facet=_differ(entries, place))
        for place, column in enumerate(columns if kind else ())
    )
    return Listing(
        headings=headings,
        groups=groups,
        total=part.total,
        pager=pager_of(presenter, segments, part),
        has_facets=any(heading.facet for heading in headings),
    )


def _heading(presenter: Presenter, kind: str, column: Column, *, has_facet: bool) -> Heading:
    label = column.label or presenter.label(kind, column.path)
    facet = column.facet if has_facet else ""
    return Heading(label, facet, column.is_right, " ".join(column.order))


def _differ(entries: Sequence[ListEntry], place: int) -> bool:
    """Return whether the lines can be told apart by what stands in one column."""
    values = [value for one in entries if (value := one.keys[place] or one.cells[place])]
    return any(value != values[0] for value in values)


def _groups(
    presenter: Presenter, keys: Sequence[Key], columns: tuple[Column, ...], *, by_period: bool
) -> Iterator[ListGroup]:
    for period, found in groupby(
        keys, lambda key: _period_of(presenter, key) if by_period else None
    ):
        yield ListGroup(
            presenter.period(period),
            tuple(entry_for(presenter, key, columns) for key in found),
            is_current=period is not None and period.contains(presenter.scores.as_of),
        )


def _period_of(presenter: Presenter, key: Key) -> Period | None:
    period = getattr(presenter.handbook.records[key], "period", None)
    return period if isinstance(period, Period) else None


def entry_for(presenter: Presenter, key: Key, columns: tuple[Column, ...]) -> ListEntry:
    """Return the line of one document of the handbook."""
    record = presenter.handbook.records[key]
    ref = presenter.ref(key)
    assert ref is not None
    return ListEntry(
        ref,
        tuple(column.shown(record, presenter) for column in columns),
        tuple(column.key(record, presenter) if column.key else "" for column in columns),
    )
