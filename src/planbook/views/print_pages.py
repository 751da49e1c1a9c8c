"""The whole edition to print: the main parts of its pages, gathered in the order of the menu.

A page here holds nothing of a document but its title. It names the pages whose main parts stand in
it, and these are put in as they are rendered (`rendering/gathering.py`), so that no document is
shown in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.pages import Page, lazy_view
from planbook.urls import PRINT_FOLDER, gathered_anchor
from planbook.views.alerts import SECTION as ALERTS_SECTION
from planbook.views.alerts import count_alerts
from planbook.views.checkins import LONG_CHECKINS
from planbook.views.coverage import SECTION as COVERAGE_SECTION
from planbook.views.coverage import covered_people
from planbook.views.layout import (
    MENU,
    MENU_SECTIONS,
    SECTIONS_SHOWN,
    Layout,
    Layouts,
    section_label,
)
from planbook.views.lists import Pager, page_numbers, pager_at, part_at
from planbook.views.partner_places import ROWS, rows_by_place
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.responsibilities import SECTION as RESPONSIBILITIES_SECTION
from planbook.views.words import NO_WORDS, Label, Phrase, Words

SECTION: Final = PRINT_FOLDER

SHEET_SIZE: Final = 300
"""How many pages of the site are gathered on one: all of a team's handbook, a part of a company's.

Measured: a goal has some 11 kB, so that no sheet is of more than 4 MB, and what one edit changes
is put together again in 10 ms for each sheet and language.
"""

_OVERVIEWS: Final = frozenset({"practices", "org", "alignment"})
"""The site's own sections of which the first page shows the whole at once."""


class Gathering(msgspec.Struct, frozen=True):
    """A page to be gathered: its section, the document that it is of, and its number there."""

    section: str
    key: Key | None = None
    number: int = 1


class GatheredPage(msgspec.Struct, frozen=True):
    """One page of the site that stands here: its file, and the id that it gets.

    ``title`` is that of the document; the further pages of something have none.
    """

    path: str
    anchor: str
    title: Words


class PrintPart(msgspec.Struct, frozen=True):
    """What belongs together: a kind's documents, or an overview, which has a title of its own.

    It ``goes_on`` where it has begun on the sheet before.
    """

    label: Label
    anchor: str
    pages: tuple[GatheredPage, ...]
    is_overview: bool = False
    goes_on: bool = False


class SheetLink(msgspec.Struct, frozen=True):
    """The way to one of several sheets, and what stands on it."""

    number: int
    href: str
    labels: tuple[Label, ...]


class PrintView(msgspec.Struct, frozen=True):
    """One sheet of the edition. The cover stands on the first, with the way to all others."""

    layout: Layout
    title: Words
    parts: tuple[PrintPart, ...]
    pager: Pager
    sheets: tuple[SheetLink, ...]


def print_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the edition, sheet by sheet."""
    gathered, segments = site.remember(GATHERED, language), (SECTION,)
    make = partial(_view, site, layouts, language)
    for number in _sheets(gathered):
        path = site.addresses.numbered(language, segments, number)
        gathers = tuple(_path(site, language, one) for one in _on_sheet(gathered, number))
        view = lazy_view(partial(make, number))
        yield Page(path, language, "print.html", view, gathers=gathers)


def _sheets(gathered: tuple[Gathering, ...]) -> range:
    return page_numbers(len(gathered), SHEET_SIZE)


def _on_sheet(gathered: tuple[Gathering, ...], number: int) -> tuple[Gathering, ...]:
    return part_at(gathered, number, SHEET_SIZE).items


def _gathered(site: SitePresenter, language: str) -> tuple[Gathering, ...]:
    """Return what is gathered, in the order of the menu; what repeats something else is not.

    Lists and archives are left out, and so are the reports of months and quarters and the sheets
    for one-to-ones: each of them is printed by itself.
    """
    shown = site.remember(SECTIONS_SHOWN, "")
    kinds = {kind.plural: name for name, kind in site.handbook.kinds.items()}
    in_menu = [section for _, sections in MENU for section in sections]
    added = [section for section in shown if section not in MENU_SECTIONS]
    further = site.remember(LONG_CHECKINS, "")
    found = [Gathering("")]
    for section in (*in_menu, *added):
        if section not in shown:
            continue
        if section in kinds:
            for key in site.listed(kinds[section]):
                numbers = range(1, further.get(key, 1) + 1)
                found += (Gathering(section, key, number) for number in numbers)
        else:
            numbers = _pages_of_own(site, language, section)
            found += (Gathering(section, None, number) for number in numbers)
    return tuple(found)


GATHERED: Final = Shared("gathered", tuple[Gathering, ...], _gathered)


def _pages_of_own(site: SitePresenter, language: str, section: str) -> range:
    """Return the numbers of the pages of one of the site's own sections that are gathered."""
    if section == ALERTS_SECTION:
        return page_numbers(sum(count_alerts(site).values()))
    if section == COVERAGE_SECTION:
        return page_numbers(len(covered_people(site)))
    if section == RESPONSIBILITIES_SECTION:
        return page_numbers(len(rows_by_place(site, language)), ROWS)
    return range(1, 2 if section in _OVERVIEWS else 1)


def _path(site: SitePresenter, language: str, one: Gathering) -> str:
    if one.key is not None:
        segments: tuple[str, ...] = (one.section, one.key.id)
    else:
        segments = (one.section,) if one.section else ()
    return site.addresses.numbered(language, segments, one.number)


def _view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> PrintView:
    segments, gathered = (SECTION,), site.remember(GATHERED, language)
    presenter = site.at_number(language, segments, number)
    title = Phrase("section.print")
    return PrintView(
        layout=layouts.around(presenter, segments, title, number=number, trail=()),
        title=presenter.words(site.handbook.settings.title),
        parts=tuple(_parts(presenter, gathered, number)),
        pager=pager_at(presenter, segments, number, _sheets(gathered)[-1]),
        sheets=tuple(_sheet_links(presenter, gathered)) if number == 1 else (),
    )


def _parts(
    presenter: Presenter, gathered: tuple[Gathering, ...], number: int
) -> Iterator[PrintPart]:
    sheet = presenter.addresses.folder(presenter.language, SECTION)
    before = gathered[(number - 1) * SHEET_SIZE - 1].section if number > 1 else None
    for section, found in groupby(_on_sheet(gathered, number), lambda one: one.section):
        name, goes_on = section or "front", section == before
        pages = tuple(found)
        yield PrintPart(
            label=section_label(presenter, name),
            anchor=f"part:{name}:{number}" if goes_on else f"part:{name}",
            pages=tuple(_page(presenter, one, sheet) for one in pages),
            is_overview=pages[0].key is None,
            goes_on=goes_on,
        )


def _page(presenter: Presenter, one: Gathering, sheet: str) -> GatheredPage:
    path = _path(presenter.site, presenter.language, one)
    title = presenter.ref(one.key) if one.number == 1 else None
    return GatheredPage(path, gathered_anchor(path, sheet), title.title if title else NO_WORDS)


def _sheet_links(presenter: Presenter, gathered: tuple[Gathering, ...]) -> Iterator[SheetLink]:
    """Yield the way to each sheet, where there are several."""
    numbers = _sheets(gathered)
    for number in numbers if len(numbers) > 1 else ():
        sections = dict.fromkeys(one.section or "front" for one in _on_sheet(gathered, number))
        labels = tuple(section_label(presenter, section) for section in sections)
        yield SheetLink(number, presenter.to_page((SECTION,), number), labels)
