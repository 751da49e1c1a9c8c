"""The pages that list the goals of the present by status: what the counts lead to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.pages import Page
from planbook.scoring.results import Status
from planbook.views.csv_pages import TableView
from planbook.views.document_pages import ListView
from planbook.views.goal_status import PRESENT, STATUSES_SHOWN, count_statuses, status_segments
from planbook.views.kinds import columns_of, list_template_of
from planbook.views.layout import Layouts
from planbook.views.list_tables import table_of_keys
from planbook.views.lists import LIST_SIZE, list_page, numbered_pages, page_numbers, part_at
from planbook.views.presenter import SitePresenter
from planbook.views.tables import table_href, table_page
from planbook.views.words import NO_WORDS, Phrase


def goal_status_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the goals of the present by status."""
    counts = count_statuses(site)
    for status in STATUSES_SHOWN:
        if counts.get(status):
            make = partial(_view, site, layouts, language, status)
            numbers = page_numbers(counts[status], LIST_SIZE)
            segments, template = status_segments(site, status), list_template_of(Goal.KIND)
            yield from numbered_pages(site, language, segments, numbers, template, make)
            yield table_page(site, language, segments, partial(_table, site, language, status))


def _keys(site: SitePresenter, status: Status) -> list[Key]:
    present = site.remember(PRESENT, "")
    return [key for key in site.listed(Goal.KIND) if present.get(key) == status]


def _table(site: SitePresenter, language: str, status: Status) -> TableView:
    return table_of_keys(site, language, Goal.KIND, _keys(site, status))


def _view(
    site: SitePresenter, layouts: Layouts, language: str, status: Status, number: int
) -> ListView:
    segments = status_segments(site, status)
    presenter = site.at_number(language, segments, number)
    title = Phrase(f"status.{status}")
    part = part_at(_keys(site, status), number, LIST_SIZE)
    return ListView(
        layout=layouts.around(presenter, segments, title, number=number),
        title=title,
        list=list_page(presenter, segments, part, columns_of(site.handbook, Goal.KIND)),
        heading=presenter.title_of_kind(Goal.KIND),
        about=NO_WORDS,
        field=NO_WORDS,
        table=table_href(presenter, segments),
    )
