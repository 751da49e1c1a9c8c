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
from planbook.views.a_to_z import INITIALS, LETTER, LETTER_COUNTS, LETTERS, a_to_z_pages
from planbook.views.accent import accent_page
from planbook.views.alert_finders import PLANS
from planbook.views.alerts import (
    ALERT_COUNTS,
    ALERTS,
    ALERTS_BY_PERSON,
    ALERTS_OF,
    ALERTS_ON,
    CLOSED,
    CLOSING,
    RECENT,
    RECENT_OF,
    alert_pages,
)
from planbook.views.alignment import (
    ALL_SERVING,
    SERVED,
    SERVING,
    STANDING_ALONE,
    TOP,
    alignment_pages,
)
from planbook.views.api import api_pages
from planbook.views.calendars import (
    ENTRIES_OF,
    EVENTS_BY_OWNER,
    EVENTS_FOR,
    NEAREST,
    ROUTES_OF,
    calendar_pages,
)
from planbook.views.changes import change_pages
from planbook.views.chapter import NEIGHBOURS
from planbook.views.checkins import CHECKIN_PAGES, LONG_CHECKINS
from planbook.views.common_fields import LINKED
from planbook.views.coverage import COVERED, coverage_pages
from planbook.views.document_pages import document_pages, kind_lists
from planbook.views.due import (
    ALL_DEADLINES,
    DEADLINES,
    DEADLINES_FOR,
    DEADLINES_OF,
    DUE_COUNTS,
    due_pages,
)
from planbook.views.extras import lost_page, sitemap_page
from planbook.views.first_steps import LOOKS_OF, NEWEST_LOOK, YOUNG
from planbook.views.front import front_pages
from planbook.views.goal_lists import goal_status_pages
from planbook.views.goal_status import PRESENT, STATUS, STATUS_COUNTS
from planbook.views.heat_map import MAP_COLUMNS, READ_PEOPLE, heat_map_pages
from planbook.views.kinds import PAGE_KINDS
from planbook.views.ladder import LEVEL_OF, PEOPLE_AT
from planbook.views.layout import CHROME, MENU_CHAPTERS, SECTIONS_SHOWN, Layouts
from planbook.views.list_tables import LIST_ROWS
from planbook.views.meeting import NEXT_MOMENT, PARTICIPANTS
from planbook.views.metric import ALL_METRICS, ALL_TEAMS, METRICS_OF, TEAMS_OF
from planbook.views.months import month_pages
from planbook.views.one_on_ones import ONE_ON_ONE
from planbook.views.org import ALL_REPORTS, MANAGER, REPORTS, org_pages
from planbook.views.partner_managers import HOLDERS, PARTNERS_IN, STANDINGS, UNPLACED
from planbook.views.partner_places import PLACES
from planbook.views.people_figures import FIGURES
from planbook.views.person_score import ALL_OWED, OWED
from planbook.views.practices import practice_pages
from planbook.views.presenter import (
    HAS_SMART,
    IS_COVERED,
    LISTED,
    OPEN_ACTIONS,
    OPEN_ACTIONS_OF,
    PLACE,
    TITLED,
    Shared,
    SitePresenter,
)
from planbook.views.print_pages import GATHERED, print_pages
from planbook.views.quality import BOARD, RATED, quality_pages
from planbook.views.quarters import ENDING, ENDS_IN, quarter_pages
from planbook.views.report_periods import (
    ALL_GOALS,
    CREWS,
    GOAL_STANDINGS,
    GOALS_IN,
    METRIC_MONTHS,
    MONTHS,
)
from planbook.views.report_steps import AGREED, AGREED_BY_OWNER, AGREED_WITH, ALL_AGREED
from planbook.views.responsibilities import responsibility_pages
from planbook.views.scorecard import METRICS_READ
from planbook.views.search_entries import SEARCH_TERMS, SEARCHED
from planbook.views.search_index import (
    SEARCH_BUCKET,
    SEARCH_CODES,
    SEARCH_GROUP,
    SEARCH_LAYOUT,
    SEARCH_MOVED,
    SEARCH_PART,
    SEARCH_STAMP,
    search_files,
)
from planbook.views.training_year import (
    LEARNERS,
    OCCASIONS,
    TRAINING_TOTALS,
    training_year_pages,
)

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
        "goal-status": goal_status_pages,
        "months": month_pages,
        "quarters": quarter_pages,
        "quality": quality_pages,
        "training-year": training_year_pages,
        "heat-map": heat_map_pages,
        "changes": change_pages,
        "a-to-z": a_to_z_pages,
        "search": search_files,
        "calendar": calendar_pages,
        "print": print_pages,
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
    HAS_SMART,
    OPEN_ACTIONS_OF,
    OPEN_ACTIONS,
    SECTIONS_SHOWN,
    MENU_CHAPTERS,
    CHROME,
    NEIGHBOURS,
    LINKED,
    COVERED,
    LOOKS_OF,
    YOUNG,
    PLANS,
    ALERTS_OF,
    ALERTS,
    ALERTS_BY_PERSON,
    ALERTS_ON,
    ALERT_COUNTS,
    RECENT_OF,
    RECENT,
    CLOSING,
    CLOSED,
    NEXT_MOMENT,
    PARTICIPANTS,
    DEADLINES_OF,
    DEADLINES,
    ALL_DEADLINES,
    DEADLINES_FOR,
    DUE_COUNTS,
    ENTRIES_OF,
    ROUTES_OF,
    EVENTS_BY_OWNER,
    EVENTS_FOR,
    NEAREST,
    STATUS,
    PRESENT,
    STATUS_COUNTS,
    NEWEST_LOOK,
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
    ALL_OWED,
    OWED,
    ONE_ON_ONE,
    FIGURES,
    METRIC_MONTHS,
    METRICS_READ,
    GOAL_STANDINGS,
    MONTHS,
    ALL_GOALS,
    GOALS_IN,
    CREWS,
    AGREED,
    ALL_AGREED,
    AGREED_BY_OWNER,
    AGREED_WITH,
    ENDS_IN,
    ENDING,
    RATED,
    BOARD,
    TOP,
    STANDING_ALONE,
    PARTNERS_IN,
    STANDINGS,
    UNPLACED,
    PLACES,
    LEARNERS,
    OCCASIONS,
    TRAINING_TOTALS,
    READ_PEOPLE,
    MAP_COLUMNS,
    LEVEL_OF,
    PEOPLE_AT,
    SEARCHED,
    SEARCH_TERMS,
    INITIALS,
    LETTERS,
    LETTER_COUNTS,
    LETTER,
    SEARCH_LAYOUT,
    SEARCH_CODES,
    SEARCH_MOVED,
    SEARCH_STAMP,
    SEARCH_BUCKET,
    SEARCH_GROUP,
    SEARCH_PART,
    LIST_ROWS,
    CHECKIN_PAGES,
    LONG_CHECKINS,
    GATHERED,
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
