"""All pages of a site: from what an edition sees to frozen views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pages import Page
from planbook.urls import addresses_of
from planbook.views.alignment import alignment_pages
from planbook.views.api import api_pages
from planbook.views.document_pages import document_pages, kind_lists, listed_keys
from planbook.views.extras import lost_page, sitemap_page
from planbook.views.front import front_pages
from planbook.views.incentive import incentive_pages
from planbook.views.meeting import meeting_pages
from planbook.views.metric import metric_pages
from planbook.views.org import org_pages
from planbook.views.pen import Pens
from planbook.views.practices import practice_pages
from planbook.views.responsibilities import responsibility_pages
from planbook.views.shell import Shells


@dataclass(frozen=True, slots=True)
class SitePages:
    """The pages of a site in the order of their paths.

    ``wanted`` are the other files of the content that a page links to: path in the site →
    path in the project.
    """

    pages: tuple[Page, ...]
    wanted: Mapping[str, str]


def build_pages(
    visible: Handbook, edition: Edition, as_of: date, assets: Iterable[str] = ()
) -> SitePages:
    """Return every page of the site of ``visible``, which is all that ``edition`` sees.

    ``assets`` are the paths, in the project, of the content's pictures and other files.
    """
    languages = visible.settings.languages
    pens = Pens(visible, addresses_of(visible.kinds, languages), assets)
    shells = Shells(pens, edition, as_of)
    pages = [page for language in languages for page in _in_language(pens, shells, language, as_of)]
    pages.append(lost_page(pens, shells))
    pages.extend(sitemap_page(pens, tuple(pages)))
    pages.extend(api_pages(visible, pens.addresses, edition, as_of))
    pages.sort(key=lambda page: page.path)
    return SitePages(tuple(pages), dict(sorted(pens.wanted.items())))


def _in_language(pens: Pens, shells: Shells, language: str, as_of: date) -> Iterator[Page]:
    listed = listed_keys(pens.handbook)
    yield from front_pages(pens, shells, listed, language, as_of)
    yield from practice_pages(pens, shells, listed, language)
    yield from org_pages(pens, shells, listed, language)
    yield from alignment_pages(pens, shells, listed, language)
    yield from responsibility_pages(pens, shells, listed, language)
    yield from kind_lists(pens, shells, listed, language)
    yield from document_pages(pens, shells, listed, language)
    yield from metric_pages(pens, shells, language)
    yield from incentive_pages(pens, shells, language)
    yield from meeting_pages(pens, shells, language)
