"""Who holds what: territories by product lines, and who looks after each partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.pages import Page
from planbook.scoring.holders import holders_in, terms_of
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
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import Phrase, Ref, Shown, Words

SECTION: Final = "responsibilities"
_SHOWN: Final = 5


class Cell(msgspec.Struct, frozen=True):
    """Who holds one product line in one territory; ``href`` leads to all, where more do."""

    line: Words
    people: tuple[Ref, ...]
    total: int
    href: str = ""


class TerritoryRow(msgspec.Struct, frozen=True):
    """One territory."""

    title: Words
    cells: tuple[Cell, ...]


class TerritoryTotals(msgspec.Struct, frozen=True):
    """What the metrics of one territory come to."""

    title: Words
    lines: tuple[TotalsLine, ...]


class ResponsibilitiesView(msgspec.Struct, frozen=True):
    """Who holds what. The matrix stands on the first page; the partners fill the others.

    ``marks_gaps`` is False where an edition may not hold those who would fill a gap.
    """

    layout: Layout
    lines: tuple[Words, ...]
    rows: tuple[TerritoryRow, ...]
    totals: tuple[TerritoryTotals, ...]
    heading: Words
    partners: Listing
    marks_gaps: bool


class HoldersView(msgspec.Struct, frozen=True):
    """Everybody who holds one product line in one territory."""

    layout: Layout
    territory: Words
    line: Words
    heading: Words
    people: Listing


def responsibility_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the matrix with the partners, and a list for each cell that holds many people."""
    if not any(site.handbook.by_kind.get(kind) for kind in (Person.KIND, Partner.KIND)):
        return
    numbers = page_numbers(len(site.listed(Partner.KIND)))
    make = partial(_matrix_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "responsibilities.html", make)
    for place, keys in site.remember(HOLDERS, "").items():
        if len(keys) > _SHOWN:
            yield from _holder_pages(site, layouts, language, place, len(keys))


def _holders(site: SitePresenter, _: str) -> dict[tuple[Key, Key], tuple[Key, ...]]:
    """Return who holds each product line in each territory."""
    found = holders_in(site.handbook, site.listed(Person.KIND))
    return {place: tuple(keys) for place, keys in found.items()}


HOLDERS: Final = Shared("holders", Mapping[tuple[Key, Key], tuple[Key, ...]], _holders)


def _matrix_view(
    site: SitePresenter, layouts: Layouts, language: str, number: int
) -> ResponsibilitiesView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    layout = layouts.around(presenter, segments, Phrase("section.responsibilities"), number=number)
    marks_gaps = not layout.chrome.is_public
    is_first = number == 1
    return ResponsibilitiesView(
        layout=layout,
        lines=presenter.terms(terms_of(site.handbook, "product_line")),
        rows=tuple(_rows(presenter)) if is_first and site.listed(Person.KIND) else (),
        totals=tuple(_totals(presenter)) if is_first else (),
        heading=presenter.words(site.handbook.kinds[Partner.KIND].title),
        partners=list_page(
            presenter,
            segments,
            part_at(site.listed(Partner.KIND), number),
            _PARTNER_COLUMNS_WITH_GAPS if marks_gaps else _PARTNER_COLUMNS,
        ),
        marks_gaps=marks_gaps,
    )


def _rows(presenter: Presenter) -> Iterator[TerritoryRow]:
    holders = presenter.remember(HOLDERS, "")
    for territory in terms_of(presenter.handbook, "territory"):
        cells = []
        for line in terms_of(presenter.handbook, "product_line"):
            keys = holders.get((territory, line), ())
            cells.append(
                Cell(
                    line=presenter.term(line),
                    people=presenter.refs(keys[:_SHOWN]),
                    total=len(keys),
                    href=presenter.to(SECTION, territory.id, line.id) if len(keys) > _SHOWN else "",
                )
            )
        yield TerritoryRow(presenter.term(territory), tuple(cells))


def _totals(presenter: Presenter) -> Iterator[TerritoryTotals]:
    for territory in terms_of(presenter.handbook, "territory"):
        score = presenter.scores.territories.get(territory.id)
        lines = metric_lines(score.metrics, presenter) if score else ()
        if lines:
            yield TerritoryTotals(presenter.term(territory), lines)


def _holder_pages(
    site: SitePresenter, layouts: Layouts, language: str, place: tuple[Key, Key], total: int
) -> Iterator[Page]:
    segments = (SECTION, *(one.id for one in place))
    make = partial(_holders_view, site, layouts, language, place)
    yield from numbered_pages(site, language, segments, page_numbers(total), "holders.html", make)


def _holders_view(
    site: SitePresenter, layouts: Layouts, language: str, place: tuple[Key, Key], number: int
) -> HoldersView:
    territory, line = place
    segments = (SECTION, territory.id, line.id)
    presenter = site.at_number(language, segments, number)
    title = presenter.term(territory)
    part = part_at(site.remember(HOLDERS, "")[place], number)
    return HoldersView(
        layout=layouts.around(presenter, segments, title, number=number),
        territory=title,
        line=presenter.term(line),
        heading=presenter.words(site.handbook.kinds[Person.KIND].title),
        people=list_page(presenter, segments, part, person_page.PAGE.columns),
    )


def _manager_or_gap(partner: Partner, presenter: Presenter) -> Shown:
    return presenter.ref(partner.manager) or Phrase("responsibilities.nobody")


_PARTNER_COLUMNS: Final = (
    Column("type", lambda partner, presenter: presenter.option("partner", partner.type)),
    Column("territory", lambda partner, presenter: presenter.term(partner.territory)),
    Column("product_lines", lambda partner, presenter: presenter.terms(partner.product_lines)),
    Column("manager", lambda partner, presenter: presenter.ref(partner.manager)),
)
_PARTNER_COLUMNS_WITH_GAPS: Final = (*_PARTNER_COLUMNS[:-1], Column("manager", _manager_or_gap))
