"""Lists of the goals of the present by status: what the counts of the front page lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.pages import Page
from planbook.scoring.results import Status
from planbook.views.document_pages import ListView, columns_of, list_template_of
from planbook.views.figures import is_current
from planbook.views.layout import Layouts
from planbook.views.lists import LIST_SIZE, list_page, numbered_pages, page_numbers, part_at
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import NO_WORDS, Phrase, Words

STATUSES_SHOWN: Final[tuple[Status, ...]] = (
    "off_track",
    "at_risk",
    "on_track",
    "achieved",
    "missed",
    "awaiting_final",
    "unknown",
    "too_early",
    "not_started",
    "carried_over",
    "cancelled",
)
"""The statuses in the order in which they are counted."""


def status_href(presenter: Presenter, status: Status) -> str:
    """Return the link to the goals of the present that have ``status``."""
    return presenter.to(*_segments(presenter.site, status))


def count_statuses(site: SitePresenter) -> Mapping[Status, int]:
    """Return how many goals of the periods of the day have which status."""
    return site.remember(STATUS_COUNTS, "")


def goal_status_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the goals of the present by status."""
    counts = count_statuses(site)
    for status in STATUSES_SHOWN:
        if counts.get(status):
            make = partial(_view, site, layouts, language, status)
            numbers = page_numbers(counts[status], LIST_SIZE)
            segments, template = _segments(site, status), list_template_of(Goal.KIND)
            yield from numbered_pages(site, language, segments, numbers, template, make)


def _segments(site: SitePresenter, status: str) -> tuple[str, ...]:
    return (site.addresses.sections[Goal.KIND], "status", status)


def _view(
    site: SitePresenter, layouts: Layouts, language: str, status: Status, number: int
) -> ListView:
    segments = _segments(site, status)
    presenter = site.at_number(language, segments, number)
    title = Phrase(f"status.{status}")
    present = site.remember(PRESENT, "")
    keys = [key for key in site.listed(Goal.KIND) if present.get(key) == status]
    part = part_at(keys, number, LIST_SIZE)
    return ListView(
        layout=layouts.around(presenter, segments, title, number=number),
        title=title,
        list=list_page(presenter, segments, part, columns_of(site.handbook, Goal.KIND)),
        heading=presenter.words(site.handbook.kinds[Goal.KIND].title) or Words(Goal.KIND),
        about=NO_WORDS,
        field=NO_WORDS,
    )


def _status(site: SitePresenter, key: Key) -> Status | None:
    """Return the status of a goal of a period that the day lies in, else None."""
    goal, score = site.handbook.find(Goal, key), site.scores.goals.get(key.id)
    if goal is None or score is None or not goal.is_in_force:
        return None
    return score.status if is_current(goal.period, site.scores.as_of) else None


def _present(site: SitePresenter, _: str) -> dict[Key, Status]:
    return {key: status for key, status in site.of_each(STATUS) if status is not None}


def _count(site: SitePresenter, _: str) -> dict[Status, int]:
    counts: dict[Status, int] = {}
    for status in site.remember(PRESENT, "").values():
        counts[status] = counts.get(status, 0) + 1
    return counts


STATUS: Final = Shared("present status", Status | None, _status, Key, (Goal.KIND,))
PRESENT: Final = Shared("present goals", Mapping[Key, Status], _present)
STATUS_COUNTS: Final = Shared("statuses", Mapping[Status, int], _count)
