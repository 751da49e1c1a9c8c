"""Who is responsible for each partner, and whether the scopes of people say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, Literal

import msgspec

from planbook.model.document import Key
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.scoring.holders import Cell, holders_in
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Phrase, Ref

Standing = Literal["holds", "nobody", "left", "elsewhere"]
"""Whether a partner's manager holds what the partner sells, is nobody, has left, or does not."""


class ManagerView(msgspec.Struct, frozen=True):
    """Who manages a partner. ``mark`` says what is wrong with that, if anything is."""

    person: Ref | None
    mark: Phrase | None


def manager_of(partner: Partner, presenter: Presenter) -> ManagerView:
    """Return who manages ``partner``; in an edition that may not hold them no gap is told."""
    standing = standing_of(partner, presenter.site)
    mark = None if standing == "holds" else Phrase(f"manager.{standing}")
    return ManagerView(presenter.ref(partner.manager), mark if tells_gaps(presenter.site) else None)


def tells_gaps(site: SitePresenter) -> bool:
    """Return whether the edition holds the people who would fill a gap."""
    return site.edition.audience != "public"


def standing_of(partner: Partner, site: SitePresenter) -> Standing:
    """Return whether a partner's manager is there, and holds what the partner sells."""
    person = site.handbook.find(Person, partner.manager)
    if person is None:
        return "nobody"
    if not person.is_in_force or person.has_left(site.scores.as_of):
        return "left"
    holders = site.remember(HOLDERS, "")
    cells = tuple(cells_of_partner(partner))
    if not cells or not holders:
        return "holds"
    if person.scope is not None and partner.key in person.scope.partners:
        return "holds"
    holds = any(person.key in holders.get(cell, ()) for cell in cells)
    return "holds" if holds else "elsewhere"


def cells_of_partner(partner: Partner) -> Iterator[Cell]:
    """Yield the product lines of a partner, each in its territory; of none that names no line."""
    if partner.territory is not None:
        for line in partner.product_lines:
            yield partner.territory, line


def _holders(site: SitePresenter, _: str) -> dict[Cell, tuple[Key, ...]]:
    """Return who in service holds each product line in each territory."""
    found = holders_in(site.handbook, site.serving())
    return {cell: tuple(keys) for cell, keys in found.items()}


def _partners_in(site: SitePresenter, _: str) -> dict[Cell, tuple[Key, ...]]:
    """Return the partners that sell each product line in each territory."""
    found: dict[Cell, list[Key]] = defaultdict(list)
    for key in site.listed(Partner.KIND):
        partner = site.handbook.find(Partner, key)
        if partner is not None:
            for cell in dict.fromkeys(cells_of_partner(partner)):
                found[cell].append(key)
    return {cell: tuple(keys) for cell, keys in found.items()}


def _standings(site: SitePresenter, _: str) -> dict[Standing, tuple[Key, ...]]:
    """Return the partners with whose manager something is wrong, by what it is."""
    found: dict[Standing, list[Key]] = defaultdict(list)
    for key in site.listed(Partner.KIND):
        partner = site.handbook.find(Partner, key)
        if partner is not None:
            found[standing_of(partner, site)].append(key)
    return {standing: tuple(keys) for standing, keys in found.items() if standing != "holds"}


def unplaced_partners(site: SitePresenter) -> tuple[Key, ...]:
    """Return the partners that name no territory, or no product line."""
    return site.remember(UNPLACED, "")


def _unplaced(site: SitePresenter, _: str) -> tuple[Key, ...]:
    partners = (site.handbook.find(Partner, key) for key in site.listed(Partner.KIND))
    return tuple(one.key for one in partners if one is not None and not any(cells_of_partner(one)))


HOLDERS: Final = Shared("holders", Mapping[Cell, tuple[Key, ...]], _holders)
PARTNERS_IN: Final = Shared("partners in", Mapping[Cell, tuple[Key, ...]], _partners_in)
STANDINGS: Final = Shared("standings of managers", Mapping[Standing, tuple[Key, ...]], _standings)
UNPLACED: Final = Shared("partners without a place on the map", tuple[Key, ...], _unplaced)
