"""Lists: columns, one page of many entries, the way to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from planbook.model.document import Key
from planbook.views.pen import Pen
from planbook.views.words import Label, Phrase, Ref, Shown

PAGE_SIZE: Final = 50

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list of a kind: the field that names it, and what stands in it.

    A column of computed figures has a ``label`` in place of a field.
    """

    path: str
    shown: Callable[[Any, Pen], Shown]
    label: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list."""

    ref: Ref
    cells: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a list this is. Addresses are empty where there is no such page."""

    page: int
    pages: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of ``total`` entries."""

    headings: tuple[Label, ...]
    entries: tuple[Entry, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """What stands on page ``number`` of ``pages``, of ``total`` items."""

    items: tuple[Item, ...]
    number: int
    pages: int
    total: int

    @property
    def is_all(self) -> bool:
        """Whether there is nothing beyond this page."""
        return self.pages == 1


def paginate(items: Sequence[Item], size: int = PAGE_SIZE) -> tuple[Part[Item], ...]:
    """Return the pages that ``items`` fill, ``size`` on each; nothing still fills one."""
    pages = max(1, -(-len(items) // size))
    return tuple(
        Part(tuple(items[number * size : (number + 1) * size]), number + 1, pages, len(items))
        for number in range(pages)
    )


def pager_of(pen: Pen, segments: Sequence[str], part: Part[Any]) -> Pager:
    """Return the way from ``part`` of the list at ``segments`` to its neighbours."""
    place, number = tuple(segments), part.number
    return Pager(
        number,
        part.pages,
        pen.to_page(place, number - 1) if number > 1 else "",
        pen.to_page(place, number + 1) if number < part.pages else "",
    )


def list_page(
    pen: Pen, segments: Sequence[str], part: Part[Key], columns: tuple[Column, ...]
) -> Listing:
    """Return one page of the list at ``segments``, whose keys are all of one kind."""
    kind = part.items[0].kind if part.items else ""
    return Listing(
        headings=tuple(column.label or pen.label(kind, column.path) for column in columns)
        if kind
        else (),
        entries=tuple(entry_for(pen, key, columns) for key in part.items),
        total=part.total,
        pager=pager_of(pen, segments, part),
    )


def entry_for(pen: Pen, key: Key, columns: tuple[Column, ...]) -> Entry:
    """Return the line of one document of the handbook."""
    noun = pen.handbook.nouns[key]
    ref = pen.ref(key)
    assert ref is not None
    return Entry(ref, tuple(column.shown(noun, pen) for column in columns))
