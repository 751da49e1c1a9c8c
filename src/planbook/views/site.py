"""All pages of a site: from what an edition sees to frozen views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import msgspec

from planbook.history.telling import NO_HISTORY, History
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pages import Page
from planbook.scoring.results import Scores
from planbook.urls import addresses_of
from planbook.views.accent import accent_page
from planbook.views.alerts import ALERTS, ALERTS_OF, PLANS, REVIEWED, alert_pages
from planbook.views.alignment import ALL_SERVING, SERVED, SERVING, alignment_pages
from planbook.views.api import api_pages
from planbook.views.changes import change_pages
from planbook.views.common_fields import LINKED
from planbook.views.coverage import COVERED, coverage_pages
from planbook.views.document_pages import document_pages, kind_lists
from planbook.views.due import DEADLINES, DEADLINES_OF, due_pages
from planbook.views.extras import lost_page, sitemap_page
from planbook.views.front import STATUS, STATUSES, front_pages
from planbook.views.kinds import PAGE_KINDS
from planbook.views.layout import CHROME, SECTIONS_SHOWN, Layouts
from planbook.views.metric import ALL_METRICS, ALL_TEAMS, METRICS_OF, TEAMS_OF
from planbook.views.org import ALL_REPORTS, MANAGER, REPORTS, org_pages
from planbook.views.person import NEXT_MOMENT
from planbook.views.person_score import ALL_OWED, OWED
from planbook.views.practices import practice_pages
from planbook.views.presenter import (
    IS_COVERED,
    LISTED,
    OPEN_ACTIONS,
    OPEN_ACTIONS_OF,
    PLACE,
    TITLED,
    Shared,
    SitePresenter,
)
from planbook.views.responsibilities import HOLDERS, responsibility_pages

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
        "changes": change_pages,
    }
)
"""The site's own pages; those of the documents come behind them."""

ORDERS: Final = MappingProxyType({page.record.KIND: page.order for page in PAGE_KINDS})
"""The orders of the kinds' lists."""

SHARED: Final[tuple[Shared[Any, Any], ...]] = (
    PLACE,
    LISTED,
    TITLED,
    IS_COVERED,
    OPEN_ACTIONS_OF,
    OPEN_ACTIONS,
    SECTIONS_SHOWN,
    CHROME,
    LINKED,
    COVERED,
    PLANS,
    REVIEWED,
    ALERTS_OF,
    ALERTS,
    DEADLINES_OF,
    DEADLINES,
    STATUS,
    STATUSES,
    MANAGER,
    ALL_REPORTS,
    REPORTS,
    SERVED,
    ALL_SERVING,
    SERVING,
    HOLDERS,
    ALL_METRICS,
    METRICS_OF,
    ALL_TEAMS,
    TEAMS_OF,
    NEXT_MOMENT,
    ALL_OWED,
    OWED,
)
"""All that pages share, each after what it asks for itself."""


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
    history: History = NO_HISTORY,
) -> SitePages:
    """Return every page of the site of ``visible``, which is all that ``edition`` sees.

    ``scores`` are the figures of ``visible``, and of nothing else. ``assets`` are the
    paths, in the project, of the content's pictures and other files. ``history`` is what git's
    history says to the readers of the edition.
    """
    languages = visible.settings.languages
    addresses = addresses_of(visible.kinds, languages)
    site = SitePresenter(visible, scores, addresses, frozenset(assets), edition, ORDERS, history)
    layouts = Layouts(site)
    pages = [page for language in languages for page in _in_language(site, layouts, language)]
    pages.append(lost_page(site, layouts))
    pages.extend(sitemap_page(site, [page.path for page in pages]))
    pages.extend(accent_page(visible.settings.theme_options, languages[0]))
    pages.extend(api_pages(site, edition, as_of))
    pages.sort(key=lambda page: page.path)
    if site.assets:
        # Only a view that is made says which files it links to.
        pages = [page.with_digest() for page in pages]
    return SitePages(tuple(pages), dict(sorted(site.wanted.items())))


def _in_language(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    for pages in (*OWN_SECTIONS.values(), kind_lists, document_pages):
        yield from pages(site, layouts, language)
