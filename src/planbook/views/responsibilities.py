"""Who holds what: territories by product lines with their partners, and partners by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.pages import Page
from planbook.scoring.holders import Cell, terms_of
from planbook.scoring.results import TerritoryScore
from planbook.views import person as person_page
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    Column,
    Listing,
    list_page,
    numbered_pages,
    page_numbers,
    part_at,
)
from planbook.views.partner_managers import (
    HOLDERS,
    PARTNERS_IN,
    STANDINGS,
    ManagerView,
    Standing,
    manager_of,
    tells_gaps,
    unplaced_partners,
)
from planbook.views.partner_places import (
    ROWS,
    PlaceGroup,
    PlaceTable,
    place_index,
    place_table,
    rows_by_place,
)
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import Phrase, Ref, Shown, Words

SECTION: Final = "responsibilities"
_PEOPLE_SHOWN: Final = 5
_PARTNERS_SHOWN: Final = 8
_GAPS_SHOWN: Final = 12
_UNPLACED_SHOWN: Final = 24
_MARKED: Final[tuple[Standing, ...]] = ("nobody", "left", "elsewhere")


class PartnerInCell(msgspec.Struct, frozen=True):
    """A partner where it sells, with its cities. ``manager`` is told where it is no holder here."""

    partner: Ref
    places: tuple[Words, ...]
    manager: ManagerView | None


class HolderView(msgspec.Struct, frozen=True):
    """Somebody who holds a cell, with the partners there that they manage."""

    person: Ref
    partners: tuple[PartnerInCell, ...]


class CellView(msgspec.Struct, frozen=True):
    """Who holds one product line in one territory, and which partners sell it there.

    ``others`` have a manager who is no holder. ``people_href`` and ``partners_href`` lead to all
    where more than are shown.
    """

    anchor: str
    line: Words
    is_gap: bool
    holders: tuple[HolderView, ...]
    others: tuple[PartnerInCell, ...]
    people_total: int
    people_href: str
    partners_total: int
    partners_href: str


class TerritoryRow(msgspec.Struct, frozen=True):
    """One territory."""

    title: Words
    cells: tuple[CellView, ...]


class Gap(msgspec.Struct, frozen=True):
    """What is wrong in the map: its ``name``, how often, and the way to the first of it."""

    name: str
    total: int
    links: tuple[GapLink, ...]
    more: int


class GapLink(msgspec.Struct, frozen=True):
    """The way to one hole in the map."""

    words: tuple[Words, ...]
    href: str


class TermTotals(msgspec.Struct, frozen=True):
    """What the metrics of one territory or product line come to."""

    title: Words
    lines: tuple[TotalsLine, ...]


class ResponsibilitiesView(msgspec.Struct, frozen=True):
    """Who holds what. The map stands on the first page; the partners by place fill the others.

    ``unplaced`` are the first partners that name no territory or no product line.
    """

    layout: Layout
    gaps: tuple[Gap, ...]
    index: tuple[PlaceGroup, ...]
    lines: tuple[Words, ...]
    rows: tuple[TerritoryRow, ...]
    places: PlaceTable
    unplaced: tuple[PartnerInCell, ...]
    unplaced_more: int
    territories: tuple[TermTotals, ...]
    product_lines: tuple[TermTotals, ...]


class CellListView(msgspec.Struct, frozen=True):
    """Everybody who holds one product line in one territory, or all partners that sell it there."""

    layout: Layout
    territory: Words
    line: Words
    about: Phrase
    heading: Words
    list: Listing


def responsibility_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the map with the partners by place, and lists for each cell that holds many."""
    if not any(site.handbook.by_kind.get(kind) for kind in (Person.KIND, Partner.KIND)):
        return
    numbers = page_numbers(len(rows_by_place(site, language)), ROWS)
    make = partial(_map_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "responsibilities.html", make)
    for shared, shown, kind in (
        (HOLDERS, _PEOPLE_SHOWN, Person.KIND),
        (PARTNERS_IN, _PARTNERS_SHOWN, Partner.KIND),
    ):
        for cell, keys in site.remember(shared, "").items():
            if len(keys) > shown:
                listed = partial(_cell_list, site, layouts, language, cell, kind)
                segments, numbers = _segments(cell, kind), page_numbers(len(keys))
                yield from numbered_pages(site, language, segments, numbers, "holders.html", listed)


def _segments(cell: Cell, kind: str) -> tuple[str, ...]:
    own = (SECTION, *(one.id for one in cell))
    return own if kind == Person.KIND else (*own, "partners")


def _map_view(
    site: SitePresenter, layouts: Layouts, language: str, number: int
) -> ResponsibilitiesView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    is_first, has_people = number == 1, bool(site.listed(Person.KIND))
    unplaced = unplaced_partners(site) if is_first else ()
    return ResponsibilitiesView(
        layout=layouts.around(
            presenter, segments, Phrase("section.responsibilities"), number=number
        ),
        gaps=tuple(_gaps(presenter)) if is_first and has_people and tells_gaps(site) else (),
        index=place_index(presenter, segments) if is_first else (),
        lines=presenter.terms(terms_of(site.handbook, "product_line")),
        rows=tuple(_rows(presenter)) if is_first and has_people else (),
        places=place_table(presenter, segments, number),
        unplaced=tuple(_partners(unplaced[:_UNPLACED_SHOWN], presenter, is_told=True)),
        unplaced_more=max(0, len(unplaced) - _UNPLACED_SHOWN),
        territories=_totals("territory", presenter) if is_first else (),
        product_lines=_totals("product_line", presenter) if is_first else (),
    )


# The map


def _rows(presenter: Presenter) -> Iterator[TerritoryRow]:
    for territory in terms_of(presenter.handbook, "territory"):
        cells = (
            _cell((territory, line), presenter)
            for line in terms_of(presenter.handbook, "product_line")
        )
        yield TerritoryRow(presenter.term(territory), tuple(cells))


def _cell(cell: Cell, presenter: Presenter) -> CellView:
    people = presenter.remember(HOLDERS, "").get(cell, ())
    partners = presenter.remember(PARTNERS_IN, "").get(cell, ())
    shown = people[:_PEOPLE_SHOWN]
    by_manager: dict[Key | None, list[Key]] = {key: [] for key in shown}
    others = []
    # What nobody here is responsible for is shown first: it needs somebody.
    for key in partners:
        partner = presenter.handbook.find(Partner, key)
        manager = partner.manager if partner is not None else None
        if manager not in people:
            others.append(key)
        elif manager in by_manager:
            by_manager[manager].append(key)
    others = others[:_PARTNERS_SHOWN]
    room = _PARTNERS_SHOWN - len(others)
    holders = []
    for key in shown:
        ref, own = presenter.ref(key), by_manager[key][:room]
        room -= len(own)
        if ref is not None:
            holders.append(HolderView(ref, tuple(_partners(own, presenter))))
    return CellView(
        anchor=_anchor(cell),
        line=presenter.term(cell[1]),
        is_gap=not people and tells_gaps(presenter.site),
        holders=tuple(holders),
        others=tuple(_partners(others, presenter, is_told=True)),
        people_total=len(people),
        people_href=_href(cell, Person.KIND, len(people), _PEOPLE_SHOWN, presenter),
        partners_total=len(partners),
        partners_href=_href(cell, Partner.KIND, len(partners), _PARTNERS_SHOWN, presenter),
    )


def _href(cell: Cell, kind: str, total: int, shown: int, presenter: Presenter) -> str:
    return presenter.to(*_segments(cell, kind)) if total > shown else ""


def _anchor(cell: Cell) -> str:
    # Ids have no dot, and so no two cells have one anchor.
    return f"{cell[0].id}.{cell[1].id}"


def _partners(
    keys: Sequence[Key], presenter: Presenter, *, is_told: bool = False
) -> Iterator[PartnerInCell]:
    """Yield partners with their places; with their managers too where that ``is_told``."""
    for key in keys:
        partner, ref = presenter.handbook.find(Partner, key), presenter.ref(key)
        if partner is not None and ref is not None:
            manager = manager_of(partner, presenter) if is_told else None
            yield PartnerInCell(ref, presenter.every(partner.places), manager)


def _gaps(presenter: Presenter) -> Iterator[Gap]:
    """Yield the holes of the map, and the partners whose manager is not in order."""
    holders = presenter.remember(HOLDERS, "")
    empty = [
        (territory, line)
        for territory in terms_of(presenter.handbook, "territory")
        for line in terms_of(presenter.handbook, "product_line")
        if not holders.get((territory, line))
    ]
    yield from _gap(
        "cells", [GapLink(presenter.terms(cell), f"#{_anchor(cell)}") for cell in empty]
    )
    standings = presenter.remember(STANDINGS, "")
    for standing in _MARKED:
        refs = presenter.refs(standings.get(standing, ()))
        yield from _gap(standing, [GapLink((ref.title,), ref.href) for ref in refs])


def _gap(name: str, links: list[GapLink]) -> Iterator[Gap]:
    if links:
        more = max(0, len(links) - _GAPS_SHOWN)
        yield Gap(name, len(links), tuple(links[:_GAPS_SHOWN]), more)


# Figures


def _totals(kind: str, presenter: Presenter) -> tuple[TermTotals, ...]:
    scores = presenter.scores
    table = scores.territories if kind == "territory" else scores.product_lines
    found = []
    for term in terms_of(presenter.handbook, kind):
        score: TerritoryScore | None = table.get(term.id)
        lines = metric_lines(score.metrics, presenter) if score else ()
        if lines:
            found.append(TermTotals(presenter.term(term), lines))
    return tuple(found)


# Cells that hold many


def _cell_list(
    site: SitePresenter, layouts: Layouts, language: str, cell: Cell, kind: str, number: int
) -> CellListView:
    is_people = kind == Person.KIND
    segments = _segments(cell, kind)
    presenter = site.at_number(language, segments, number)
    title = presenter.term(cell[0])
    keys = site.remember(HOLDERS if is_people else PARTNERS_IN, "")[cell]
    columns = person_page.PAGE.columns if is_people else _PARTNER_COLUMNS
    return CellListView(
        layout=layouts.around(presenter, segments, title, number=number),
        territory=title,
        line=presenter.term(cell[1]),
        about=Phrase("section.people" if is_people else "section.partners"),
        heading=presenter.words(site.handbook.kinds[kind].title),
        list=list_page(presenter, segments, part_at(keys, number), columns),
    )


def _manager(partner: Partner, presenter: Presenter) -> Shown:
    manager = manager_of(partner, presenter)
    return tuple(one for one in (manager.person, manager.mark) if one is not None)


_PARTNER_COLUMNS: Final = (
    Column("type", lambda partner, presenter: presenter.option("partner", partner.type)),
    Column("places", lambda partner, presenter: presenter.every(partner.places)),
    Column("product_lines", lambda partner, presenter: presenter.terms(partner.product_lines)),
    Column("manager", _manager),
)
