"""The front page: a welcome, and the way in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.pages import Page, lazy_view
from planbook.scoring.results import Status
from planbook.scoring.rollup import net_confidence_of
from planbook.views.alerts import AlertList, alert_list, find_alerts
from planbook.views.coverage import Matrix, covered_people, matrix
from planbook.views.due import DueList, due_list, find_deadlines
from planbook.views.figures import is_current, state_view
from planbook.views.goal_score import progress_bar_of
from planbook.views.layout import Layout, Layouts, kind_label
from planbook.views.lists import part_at
from planbook.views.objective import StatusCount, WorstBelowView, worst_below_view
from planbook.views.practices import PracticeEntry, practice_entries
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import (
    NO_WORDS,
    BarView,
    Label,
    PeriodView,
    Phrase,
    Prose,
    Ref,
    StateView,
    Words,
)

# The first of these chapters that there is welcomes the reader.
WELCOME_CHAPTERS: Final = ("index", "welcome")
_PEOPLE_SHOWN: Final = 24
_OBJECTIVES_SHOWN: Final = 8
_COVERED_SHOWN: Final = 12
_ALERTS_SHOWN: Final = 8
_DUE_SHOWN: Final = 8
_METRICS_SHOWN: Final = 12
_STATUSES: Final[tuple[Status, ...]] = (
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


class SectionCount(msgspec.Struct, frozen=True):
    """How many documents a section lists."""

    label: Label
    href: str
    total: int


class ObjectiveBrief(msgspec.Struct, frozen=True):
    """An objective in a line."""

    ref: Ref
    owner: Ref | None
    period: PeriodView | None
    bar: BarView | None
    status: StateView | None
    worst_below: WorstBelowView | None


class PersonBrief(msgspec.Struct, frozen=True):
    """A person in a line."""

    ref: Ref
    role: Words
    territories: tuple[Words, ...]


class FrontView(msgspec.Struct, frozen=True):
    """The front page. ``people`` and ``objectives`` are the first few; the sections hold all."""

    layout: Layout
    title: Words
    summary: Words
    welcome: Prose
    practices: tuple[PracticeEntry, ...]
    objectives: tuple[ObjectiveBrief, ...]
    objectives_href: str
    people: tuple[PersonBrief, ...]
    people_total: int
    people_href: str
    counts: tuple[SectionCount, ...]
    totals: tuple[TotalsLine, ...]
    metrics_href: str
    statuses: tuple[StatusCount, ...]
    net_confidence: Phrase | None
    coverage: Matrix | None
    alerts: AlertList | None
    due: DueList | None


def front_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the front page."""
    path = site.addresses.folder(language)
    yield Page(path, language, "front.html", lazy_view(partial(_view, site, layouts, language)))


def _view(site: SitePresenter, layouts: Layouts, language: str) -> FrontView:
    as_of = site.scores.as_of
    presenter = site.at(language, site.addresses.folder(language))
    title = presenter.words(site.handbook.settings.title)
    welcome = _welcome(site.handbook)
    summary = presenter.words(welcome.summary) if welcome else NO_WORDS
    people, covered = site.listed(Person.KIND), covered_people(site)
    sections = {kind: site.listed(kind) for kind in site.handbook.by_kind}
    return FrontView(
        layout=layouts.around(presenter, (), title, description=summary),
        title=title,
        summary=summary,
        welcome=presenter.prose(welcome.body, welcome.key, at="/body") if welcome else Prose(),
        practices=practice_entries(presenter) if site.handbook.by_kind else (),
        objectives=tuple(_objectives(presenter, site.listed(Objective.KIND), as_of)),
        objectives_href=presenter.to("alignment"),
        people=tuple(_people(presenter, people[:_PEOPLE_SHOWN])),
        people_total=len(people),
        people_href=presenter.to("people"),
        counts=tuple(
            SectionCount(
                kind_label(presenter, kind), presenter.to(site.addresses.sections[kind]), len(keys)
            )
            for kind, keys in sections.items()
            if keys
        ),
        totals=_totals(presenter),
        metrics_href=presenter.to(site.addresses.sections[Metric.KIND]),
        statuses=tuple(_statuses(presenter)),
        net_confidence=_net_confidence(presenter),
        coverage=matrix(presenter, part_at(covered, 1, _COVERED_SHOWN)) if covered else None,
        alerts=alert_list(presenter, part_at(find_alerts(site), 1, _ALERTS_SHOWN))
        if people
        else None,
        due=due_list(presenter, part_at(find_deadlines(site), 1, _DUE_SHOWN))
        if site.handbook.by_kind.get(Goal.KIND)
        else None,
    )


def _welcome(handbook: Handbook) -> Chapter | None:
    for id_ in WELCOME_CHAPTERS:
        chapter = handbook.find(Chapter, id_)
        if chapter is not None and chapter.is_in_force:
            return chapter
    return None


def _objectives(
    presenter: Presenter, keys: tuple[Key, ...], as_of: date
) -> Iterator[ObjectiveBrief]:
    """Yield the first few objectives of the day that serve no other: the company's."""
    shown = 0
    for key in keys:
        objective = presenter.handbook.find(Objective, key.id)
        ref = presenter.ref(key)
        if objective is None or ref is None or shown == _OBJECTIVES_SHOWN:
            continue
        if not is_current(objective.period, as_of):
            continue
        if presenter.refs(objective.supports):
            continue
        shown += 1
        score = presenter.scores.objectives.get(objective.id)
        yield ObjectiveBrief(
            ref,
            presenter.ref(objective.owner),
            presenter.period(objective.period),
            progress_bar_of(score, presenter) if score else None,
            state_view("status", score.status) if score else None,
            worst_below_view(score.worst_below) if score else None,
        )


def _counted(site: SitePresenter) -> Mapping[Status, int]:
    """Return how many goals of the periods of the day have which status."""
    return site.remember(STATUSES, "")


def _count(site: SitePresenter, _: str) -> dict[Status, int]:
    return dict(Counter(status for _, status in site.of_each(STATUS) if status is not None))


def _status(site: SitePresenter, key: Key) -> Status | None:
    """Return the status of a goal of a period that the day lies in, else None."""
    goal, score = site.handbook.find(Goal, key), site.scores.goals.get(key.id)
    if goal is None or score is None or not goal.is_in_force:
        return None
    return score.status if is_current(goal.period, site.scores.as_of) else None


def _totals(presenter: Presenter) -> tuple[TotalsLine, ...]:
    """Return the company's metrics that have a figure, those with a target first."""
    lines = [
        one
        for one in metric_lines(presenter.scores.company, presenter)
        if one.latest or one.running
    ]
    lines.sort(key=lambda one: one.latest is None or one.latest.target is None)
    return tuple(lines[:_METRICS_SHOWN])


def _statuses(presenter: Presenter) -> Iterator[StatusCount]:
    counted = _counted(presenter.site)
    for status in _STATUSES:
        if counted.get(status):
            yield StatusCount(state_view("status", status), counted[status])


def _net_confidence(presenter: Presenter) -> Phrase | None:
    counted = _counted(presenter.site)
    net, judged = net_confidence_of(counted)
    if net is None:
        return None
    figures = {
        "net": ("+" if net > 0 else "") + presenter.formats.percent_rounded(net),
        "on_track": str(counted.get("on_track", 0)),
        "off_track": str(counted.get("off_track", 0)),
        "judged": str(judged),
    }
    return Phrase("front.net_confidence", figures)


def _people(presenter: Presenter, keys: tuple[Key, ...]) -> Iterator[PersonBrief]:
    for key in keys:
        person = presenter.handbook.find(Person, key.id)
        ref = presenter.ref(key)
        if person is None or ref is None:
            continue
        role = presenter.ref(person.role)
        yield PersonBrief(
            ref,
            role.title if role else NO_WORDS,
            presenter.terms(person.scope.territories) if person.scope else (),
        )


STATUS: Final = Shared("present status", Status | None, _status, Key, (Goal.KIND,))
STATUSES: Final = Shared("statuses", Mapping[Status, int], _count)
