"""What wants attention: by person, the worst first, on pages of its own and for other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.person import Person
from planbook.pages import Page
from planbook.periods import is_within
from planbook.scoring.actions import (
    KINDS_WITH_ACTIONS,
    Closing,
    Commitment,
    closing_of,
    commitments_of,
)
from planbook.views.alert_finders import FINDERS, URGENCY, Alert, find_alerts_of
from planbook.views.alert_lines import AlertGroup, alert_groups, alert_views
from planbook.views.csv_pages import Row, TableView
from planbook.views.layout import Crumb, Layout, Layouts
from planbook.views.lists import (
    NO_PAGER,
    Pager,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.order import newest_first
from planbook.views.places import step_in
from planbook.views.plain_cells import joined, plain_cell
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.tables import HERE, table_href, table_page
from planbook.views.words import Day, Label, Phrase, Ref

SECTION: Final = "alerts"
_CLOSED_SHOWN: Final = 10
_MONTHS_REMEMBERED: Final = 6
"""How far back a last one-to-one may lie for what was done since then to be told."""


class CategoryCount(msgspec.Struct, frozen=True):
    """How many alerts of one category there are, and where they stand."""

    category: str
    label: Phrase
    total: int
    href: str
    is_current: bool = False


class ClosedLine(msgspec.Struct, frozen=True):
    """A step that was done in the last month."""

    what: Ref
    owner: Ref | None
    day: Day | None


class ClosingView(msgspec.Struct, frozen=True):
    """What was done in the last month, and how much of what fell due in it."""

    rate: Phrase
    closed: tuple[ClosedLine, ...]
    more: Phrase | None


class AlertList(msgspec.Struct, frozen=True):
    """Some of ``total`` alerts by person; ``href`` leads to all, where there are more."""

    groups: tuple[AlertGroup, ...]
    total: int
    pager: Pager
    href: str = ""


class AlertsView(msgspec.Struct, frozen=True):
    """One page of all alerts, or of those of one category."""

    layout: Layout
    title: Label
    list: AlertList
    categories: tuple[CategoryCount, ...]
    closing: ClosingView | None
    table: str


def alert_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield all alerts, page by page, then those of each category."""
    if not site.handbook.by_kind.get(Person.KIND):
        return
    counts = count_alerts(site)
    for category in ("", *(one for one in URGENCY if counts.get(one))):
        numbers = page_numbers(counts[category] if category else sum(counts.values()))
        make = partial(_alerts_view, site, layouts, language, category)
        segments = _segments(category)
        yield from numbered_pages(site, language, segments, numbers, "alerts.html", make)
        yield table_page(site, language, segments, partial(_table, site, language, category))


def _segments(category: str) -> tuple[str, ...]:
    return (SECTION, category) if category else (SECTION,)


def _alerts_view(
    site: SitePresenter, layouts: Layouts, language: str, category: str, number: int
) -> AlertsView:
    segments = _segments(category)
    presenter = site.at_number(language, segments, number)
    title = Phrase(f"alert.{category}") if category else Phrase("section.alerts")
    trail: tuple[Crumb, ...] = (layouts.crumb(presenter, SECTION),) if category else ()
    layout = layouts.around(presenter, segments, title, number=number, trail=trail)
    found = find_alerts(site)
    part = part_at([one for one in found if category in ("", one.category)], number)
    listed = AlertList(
        alert_groups(presenter, part.items), part.total, pager_of(presenter, segments, part)
    )
    first = number == 1 and not category
    closing = closing_view(presenter) if first else None
    counts, table = alert_counts(presenter, category), table_href(presenter, segments)
    return AlertsView(layout, title, listed, counts, closing, table)


def _table(site: SitePresenter, language: str, category: str) -> TableView:
    """Return all alerts, or those of one category, in the order of their pages."""
    presenter = site.at(language, HERE)
    heads = ("table.who", "table.sort", "table.what", "table.about", "table.detail")
    more = ("table.reason", "table.since", "table.do", "table.plan")
    found = (one for one in find_alerts(site) if category in ("", one.category))
    return TableView(
        tuple(map(Phrase, (*heads, *more))),
        tuple(row for one in found for row in _rows(one, presenter)),
    )


def _rows(alert: Alert, presenter: Presenter) -> Iterator[Row]:
    person = plain_cell(presenter.ref(alert.person))
    for view in alert_views(presenter, (alert,)):
        yield (
            person,
            view.label,
            plain_cell(view.what),
            plain_cell(view.subject),
            joined(view.detail),
            view.reason.text,
            alert.since,
            view.advice,
            plain_cell(view.answered),
        )


def find_alerts(site: SitePresenter) -> tuple[Alert, ...]:
    """Return what wants attention on the day of the figures, by person, the worst first.

    It is found in all documents, listed or not. Of one person the most urgent comes first; before
    the others comes whoever has the most urgent, then the most.
    """
    return site.remember(ALERTS, "")


def alerts_on(site: SitePresenter, person: Key) -> tuple[Alert, ...]:
    """Return what ``person`` has to see to, the most urgent first."""
    return site.remember(ALERTS_ON, person)


def count_alerts(site: SitePresenter) -> Mapping[str, int]:
    """Return how many alerts of each category there are."""
    return site.remember(ALERT_COUNTS, "")


def alert_counts(presenter: Presenter, current: str = "") -> tuple[CategoryCount, ...]:
    """Return the categories that there are alerts of, with the links to them."""
    counts = count_alerts(presenter.site)
    return tuple(
        CategoryCount(
            one,
            Phrase(f"alert.{one}"),
            counts[one],
            presenter.to(SECTION, one),
            one == current,
        )
        for one in URGENCY
        if counts.get(one)
    )


def worst_alerts(presenter: Presenter, people: int, rows: int) -> AlertList:
    """Return the first few alerts of the first few ``people``."""
    found = find_alerts(presenter.site)
    groups = alert_groups(presenter, found, rows, people)
    shown = sum(len(one.alerts) for one in groups)
    href = presenter.to(SECTION) if shown < len(found) else ""
    return AlertList(groups, len(found), NO_PAGER, href)


def closing_view(presenter: Presenter, person: Key | None = None) -> ClosingView | None:
    """Return what was done of all steps in the last month, or of those that ``person`` owes."""
    closing = presenter.remember(CLOSING, person.id if person else "")
    closed = presenter.remember(CLOSED, person.id if person else "")
    if not closing.due and not closed:
        return None
    figures = {"done": str(closing.done), "due": str(closing.due)}
    rate = closing.rate
    if rate is not None:
        figures["rate"] = presenter.formats.percent_rounded(rate)
    more = len(closed) - _CLOSED_SHOWN
    return ClosingView(
        Phrase("closing.rate" if rate is not None else "closing.none_due", figures),
        tuple(_closed_lines(closed[:_CLOSED_SHOWN], presenter)),
        Phrase("closing.more", {"count": more}) if more > 0 else None,
    )


def _closed_lines(closed: tuple[Commitment, ...], presenter: Presenter) -> Iterator[ClosedLine]:
    for one in closed:
        what = step_in(presenter, one)
        if what is not None:
            yield ClosedLine(what, presenter.ref(one.owner), presenter.day(one.done))


# What pages share


def _find_alerts(site: SitePresenter, _: str) -> tuple[Alert, ...]:
    found: dict[Key | None, list[Alert]] = {}
    for _key, every in site.of_each(ALERTS_OF):
        for one in every:
            found.setdefault(one.person, []).append(one)
    for alerts in found.values():
        alerts.sort(key=lambda one: (one.rank, one.since or date.max, one.document, one.anchor))
    ordered = sorted(
        found.items(),
        # What is nobody's comes last.
        key=lambda one: (one[0] is None, one[1][0].rank, -len(one[1]), one[0] or ()),
    )
    return tuple(one for _, alerts in ordered for one in alerts)


def _alerts_by_person(site: SitePresenter, _: str) -> dict[Key, tuple[Alert, ...]]:
    found: dict[Key, list[Alert]] = {}
    for one in find_alerts(site):
        if one.person is not None:
            found.setdefault(one.person, []).append(one)
    return {person: tuple(alerts) for person, alerts in found.items()}


def _alerts_on(site: SitePresenter, person: Key) -> tuple[Alert, ...]:
    return site.remember(ALERTS_BY_PERSON, "").get(person, ())


def _count(site: SitePresenter, _: str) -> dict[str, int]:
    return dict(Counter(one.category for one in find_alerts(site)))


def _recent_of(site: SitePresenter, key: Key) -> tuple[Commitment, ...]:
    """Return the steps of a document that fell due in the last month, or were done not long ago."""
    as_of = site.scores.as_of
    return tuple(
        one
        for one in commitments_of(site.handbook.records[key])
        if one.fell_due(as_of) or is_within(one.done_on, _MONTHS_REMEMBERED, as_of)
    )


def _recent(site: SitePresenter, _: str) -> dict[str, tuple[Commitment, ...]]:
    """Return them by the id of the person who owes them; all of them under no id."""
    found: dict[str, list[Commitment]] = {"": []}
    for _key, steps in site.of_each(RECENT_OF):
        for one in steps:
            found[""].append(one)
            if one.owner is not None and one.owner.kind == Person.KIND:
                found.setdefault(one.owner.id, []).append(one)
    return {person: tuple(steps) for person, steps in found.items()}


def _closing(site: SitePresenter, person: str) -> Closing:
    return closing_of(site.remember(RECENT, "").get(person, ()), site.scores.as_of)


def _closed(site: SitePresenter, person: str) -> tuple[Commitment, ...]:
    as_of = site.scores.as_of
    found = site.remember(RECENT, "").get(person, ())
    done = [one for one in found if one.was_closed(as_of)]
    return tuple(sorted(done, key=lambda one: (newest_first(one.done_on), one.document)))


ALERTS_OF: Final = Shared("alerts of", tuple[Alert, ...], find_alerts_of, Key, tuple(FINDERS))
ALERTS: Final = Shared("alerts", tuple[Alert, ...], _find_alerts)
ALERTS_BY_PERSON: Final = Shared(
    "alerts by person", Mapping[Key, tuple[Alert, ...]], _alerts_by_person
)
ALERTS_ON: Final = Shared("alerts on", tuple[Alert, ...], _alerts_on, Key)
ALERT_COUNTS: Final = Shared("alert counts", Mapping[str, int], _count)
RECENT_OF: Final = Shared(
    "recent steps of", tuple[Commitment, ...], _recent_of, Key, KINDS_WITH_ACTIONS
)
RECENT: Final = Shared("recent steps", Mapping[str, tuple[Commitment, ...]], _recent)
CLOSING: Final = Shared("closing", Closing, _closing)
CLOSED: Final = Shared("closed", tuple[Commitment, ...], _closed)
