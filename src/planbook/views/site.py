"""All pages of a site: from what an edition sees to frozen views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import msgspec

from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pages import Page
from planbook.scoring.results import Scores
from planbook.urls import addresses_of
from planbook.views.accent import accent_page
from planbook.views.alerts import (
    alert_pages,
    alerts_of,
    find_alerts,
    reviewed_until,
    running_plans,
)
from planbook.views.alignment import alignment_pages, all_serving, served_by
from planbook.views.api import api_pages
from planbook.views.common_fields import linked_keys
from planbook.views.coverage import coverage_pages, covered_people
from planbook.views.document_pages import document_pages, kind_lists
from planbook.views.due import deadlines_of, due_pages, find_deadlines
from planbook.views.extras import lost_page, sitemap_page
from planbook.views.front import counted_statuses, front_pages, present_status
from planbook.views.kinds import PAGE_KINDS
from planbook.views.layout import Layouts, sections_of_site, site_chrome
from planbook.views.metric import places_of_subjects, places_of_teams
from planbook.views.org import all_reports, manager_of, org_pages
from planbook.views.person import next_moment
from planbook.views.person_score import actions_owed
from planbook.views.practices import practice_pages
from planbook.views.presenter import (
    Shared,
    SitePresenter,
    all_open_actions,
    covers_person,
    listed_keys,
    open_actions_in,
    place_of,
    titled,
)
from planbook.views.responsibilities import all_holders, responsibility_pages

Section: TypeAlias = Callable[[SitePresenter, Layouts, str], Iterator[Page]]
"""Yields pages of one language: which there are; each view is made when it is asked for."""

OWN_SECTIONS: Final[Mapping[str, Section]] = MappingProxyType(
    {
        "front": front_pages,
        "coverage": coverage_pages,
        "alerts": alert_pages,
        "due": due_pages,
        "practices": practice_pages,
        "org": org_pages,
        "alignment": alignment_pages,
        "responsibilities": responsibility_pages,
    }
)
"""The site's own pages; those of the documents come behind them."""

SHARED: Final[tuple[Shared[Any, Any], ...]] = (
    place_of,
    listed_keys,
    covers_person,
    open_actions_in,
    all_open_actions,
    titled,
    sections_of_site,
    site_chrome,
    linked_keys,
    manager_of,
    all_reports,
    served_by,
    all_serving,
    all_holders,
    covered_people,
    reviewed_until,
    running_plans,
    alerts_of,
    find_alerts,
    deadlines_of,
    find_deadlines,
    present_status,
    counted_statuses,
    next_moment,
    actions_owed,
    places_of_subjects,
    places_of_teams,
)
"""What pages share, each after what it is made from."""

ORDERS: Final = MappingProxyType({page.record.KIND: page.order for page in PAGE_KINDS})
"""The orders of the kinds' lists."""


class SitePages(msgspec.Struct, frozen=True):
    """The pages of a site in the order of their paths.

    ``wanted`` are the other files of the content that a page links to: path in the site →
    path in the project.
    """

    pages: tuple[Page, ...]
    wanted: Mapping[str, str]


def build_pages(
    visible: Handbook,
    scores: Scores,
    edition: Edition,
    as_of: date,
    assets: Iterable[str] = (),
) -> SitePages:
    """Return every page of the site of ``visible``, which is all that ``edition`` sees.

    ``scores`` are the figures of ``visible``, and of nothing else. ``assets`` are the
    paths, in the project, of the content's pictures and other files.
    """
    languages = visible.settings.languages
    addresses = addresses_of(visible.kinds, languages)
    site = SitePresenter(visible, scores, addresses, frozenset(assets), edition, ORDERS)
    layouts = Layouts(site, edition, as_of)
    pages = [page for language in languages for page in _in_language(site, layouts, language)]
    pages.append(lost_page(site, layouts))
    pages.extend(sitemap_page(site, [page.path for page in pages]))
    pages.extend(accent_page(visible.settings.theme_options, languages[0]))
    pages.extend(api_pages(site, edition, as_of))
    pages.sort(key=lambda page: page.path)
    return SitePages(tuple(pages), dict(sorted(site.wanted.items())))


def _in_language(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    for pages in (*OWN_SECTIONS.values(), kind_lists, document_pages):
        yield from pages(site, layouts, language)
