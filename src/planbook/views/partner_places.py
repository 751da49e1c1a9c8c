"""The partners by the places where they sell: each city or province with who is responsible."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final
from urllib.parse import quote

import msgspec

from planbook.model.document import Key
from planbook.model.partner import Partner
from planbook.scoring.holders import terms_of
from planbook.views.lists import Pager, pager_of, part_at
from planbook.views.order import by_sound
from planbook.views.partner_managers import ManagerView, manager_of
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import NO_WORDS, Ref, Words

ROWS: Final = 200
"""How many lines the table has on a page."""
_PLACES_SHOWN: Final = 300
_FIELDS: Final = ("manager", "territory", "product_lines")


class PlaceRow(msgspec.Struct, frozen=True):
    """A partner in one of its places, which is named in ``lang``; empty where none is written.

    ``anchor`` is where the place stands on its page.
    """

    place: str
    lang: str
    anchor: str
    partner: Key


class PartnerAtView(msgspec.Struct, frozen=True):
    """One partner of a place."""

    partner: Ref
    territory: Words
    product_lines: tuple[Words, ...]
    manager: ManagerView


class PlaceView(msgspec.Struct, frozen=True):
    """One place with its partners. ``anchor`` is where it stands; a place goes on under no name."""

    name: Words
    anchor: str
    partners: tuple[PartnerAtView, ...]


class PlaceLink(msgspec.Struct, frozen=True):
    """The way to a place in the table."""

    name: Words
    href: str


class PlaceGroup(msgspec.Struct, frozen=True):
    """The places of one territory; without ``territory`` those of partners in none."""

    territory: Words
    places: tuple[PlaceLink, ...]


class PlaceTable(msgspec.Struct, frozen=True):
    """One page of the partners by place. ``headings`` are the names of its columns."""

    headings: tuple[Words, ...]
    places: tuple[PlaceView, ...]
    total: int
    pager: Pager


def rows_by_place(site: SitePresenter, language: str) -> tuple[PlaceRow, ...]:
    """Return a row for each partner in each of its places, as ``language`` names them.

    By territory, in these by name; partners without a place come last.
    """
    return site.remember(PLACES, language)


def _rows(site: SitePresenter, language: str) -> tuple[PlaceRow, ...]:
    presenter = site.at(language, "index.html")
    order = {key: place for place, key in enumerate(terms_of(site.handbook, "territory"))}
    found: dict[Words, dict[Key, Partner]] = defaultdict(dict)
    for key in site.listed(Partner.KIND):
        partner = site.handbook.find(Partner, key)
        if partner is not None:
            for name in presenter.every(partner.places) or (NO_WORDS,):
                found[_trimmed(name)][key] = partner

    def place_of(name: Words) -> tuple[bool, int, bytes, str]:
        partners = found[name].values()
        territories = (order.get(one.territory, len(order)) for one in partners if one.territory)
        first = min(territories, default=len(order))
        return (not name, first, by_sound(name.text.casefold()), name.lang)

    names = sorted(found, key=place_of)
    anchors = _anchors(names)
    return tuple(
        PlaceRow(name.text, name.lang, anchors[name], key) for name in names for key in found[name]
    )


def _trimmed(name: Words) -> Words:
    """Return a name with single spaces; one of several lines stays as it is."""
    return name if name.has_lines else Words(" ".join(name.text.split()), name.lang)


def place_index(presenter: Presenter, segments: tuple[str, ...]) -> tuple[PlaceGroup, ...]:
    """Return the way to every place, by territory; to the first of very many."""
    rows = rows_by_place(presenter.site, presenter.language)
    links: dict[Key | None, list[PlaceLink]] = defaultdict(list)
    shown = 0
    for number, row in enumerate(rows):
        is_first = not number or rows[number - 1].anchor != row.anchor
        if row.place and is_first and shown < _PLACES_SHOWN:
            shown += 1
            page = presenter.to_page(segments, number // ROWS + 1)
            partner = presenter.handbook.find(Partner, row.partner)
            territory = partner.territory if partner is not None else None
            href = f"{page}#{quote(row.anchor)}"
            links[territory].append(PlaceLink(Words(row.place, row.lang), href))
    return tuple(
        PlaceGroup(presenter.term(territory), tuple(places))
        for territory, places in sorted(links.items(), key=lambda each: each[0] is None)
    )


def place_table(presenter: Presenter, segments: tuple[str, ...], number: int) -> PlaceTable:
    """Return one page of the table."""
    rows = rows_by_place(presenter.site, presenter.language)
    part = part_at(rows, number, ROWS)
    places = []
    for (name, lang, anchor), group in groupby(
        part.items, key=lambda row: (row.place, row.lang, row.anchor)
    ):
        partners = tuple(_partners([row.partner for row in group], presenter))
        places.append(PlaceView(Words(name, lang), anchor, partners))
    return PlaceTable(
        headings=(
            presenter.label(Partner.KIND, "places"),
            presenter.words(presenter.handbook.kinds[Partner.KIND].title),
            *(presenter.label(Partner.KIND, name) for name in _FIELDS),
        ),
        places=tuple(places),
        total=part.total,
        pager=pager_of(presenter, segments, part),
    )


def _partners(keys: list[Key], presenter: Presenter) -> Iterator[PartnerAtView]:
    for key in keys:
        ref, partner = presenter.ref(key), presenter.handbook.find(Partner, key)
        if ref is not None and partner is not None:
            yield PartnerAtView(
                partner=ref,
                territory=presenter.term(partner.territory),
                product_lines=presenter.terms(partner.product_lines),
                manager=manager_of(partner, presenter),
            )


def _anchors(names: Iterable[Words]) -> Mapping[Words, str]:
    """Return the anchor of each place: its name, with a number where two would be alike."""
    anchors: dict[Words, str] = {NO_WORDS: ""}
    counted: Counter[str] = Counter()
    for name in names:
        if name:
            plain = "-".join(("place", *name.text.casefold().split()))
            counted[plain] += 1
            anchors[name] = plain if counted[plain] == 1 else f"{plain}.{counted[plain]}"
    return anchors


PLACES: Final = Shared("partners by place", tuple[PlaceRow, ...], _rows)
