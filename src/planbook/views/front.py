"""The front page: what to do next, how people and objectives stand, and the way in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

import msgspec

from planbook.model.chapter import Chapter
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.pages import Page, lazy_view
from planbook.quantities import as_decimal
from planbook.scoring.pace import ENDED_BY_HAND
from planbook.scoring.results import ObjectiveScore
from planbook.scoring.rollup import net_confidence_of
from planbook.scoring.undertaking import amount_at
from planbook.views.alerts import SECTION as ALERTS_SECTION
from planbook.views.alerts import (
    AlertList,
    ClosingView,
    closing_view,
    count_alerts,
    worst_alerts,
)
from planbook.views.coverage import SECTION as COVERAGE_SECTION
from planbook.views.coverage import covered_people
from planbook.views.due import SECTION as DUE_SECTION
from planbook.views.due import DueList, count_by_time, first_deadlines, has_deadlines
from planbook.views.figures import is_current, state_view
from planbook.views.first_steps import FirstStep, age_of, first_steps, is_young
from planbook.views.goal_score import progress_bar_of
from planbook.views.goal_status import STATUSES_SHOWN, count_statuses, status_href
from planbook.views.home import HomeView, home_view
from planbook.views.layout import Layout, Layouts, SectionCount, section_counts
from planbook.views.objective import WorstBelowView, worst_below_view
from planbook.views.people_figures import PeopleTable, people_table, worst_first
from planbook.views.practices import PracticeEntry, practice_entries
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.readers import reader_of
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import (
    NO_WORDS,
    BarView,
    Label,
    PeriodView,
    Phrase,
    Prose,
    Quantity,
    Ref,
    StateView,
    Words,
)

# The first of these chapters that there is welcomes the reader.
WELCOME_CHAPTERS: Final = ("index", "welcome")
_PEOPLE_SHOWN: Final = 24
_OBJECTIVES_SHOWN: Final = 8
_ALERTING_PEOPLE: Final = 3
_ALERTS_OF_ONE: Final = 2
_DUE_SHOWN: Final = 7
_METRICS_SHOWN: Final = 12


class StripCount(msgspec.Struct, frozen=True):
    """A count with the list that it counts; ``state`` marks that of goals with a status."""

    label: Label
    total: int
    href: str
    state: StateView | None = None
    is_alarming: bool = False


class ObjectiveBrief(msgspec.Struct, frozen=True):
    """An objective in a line: the actual figure, the target, and what is expected by now."""

    ref: Ref
    owner: Ref | None
    period: PeriodView | None
    actual: Quantity | None
    target: Quantity | None
    expected: Quantity | None
    bar: BarView | None
    status: StateView | None
    worst_below: WorstBelowView | None


class FrontView(msgspec.Struct, frozen=True):
    """The front page. What it shows of people, objectives and alerts are the first few.

    ``home`` is that of the one reader whom the edition is for. ``steps`` are there while the
    handbook is nearly empty, and ``age`` where nothing in it is of the present.
    """

    layout: Layout
    title: Words | Phrase
    summary: Words
    home: HomeView | None
    steps: tuple[FirstStep, ...]
    age: Phrase | None
    strip: tuple[StripCount, ...]
    net_confidence: Phrase | None
    alerts: AlertList | None
    closing: ClosingView | None
    due: DueList | None
    people: PeopleTable | None
    objectives: tuple[ObjectiveBrief, ...]
    objectives_href: str
    totals: tuple[TotalsLine, ...]
    metrics_href: str
    welcome: Prose
    practices: tuple[PracticeEntry, ...]
    coverage_href: str
    counts: tuple[SectionCount, ...]


def front_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the front page."""
    path = site.addresses.folder(language)
    yield Page(path, language, "front.html", lazy_view(partial(_view, site, layouts, language)))


def _view(site: SitePresenter, layouts: Layouts, language: str) -> FrontView:
    presenter = site.at(language, site.addresses.folder(language))
    title = presenter.words(site.handbook.settings.title)
    welcome = _welcome(site.handbook)
    summary = presenter.words(welcome.summary) if welcome else NO_WORDS
    # Ten marks of what is missing help nobody who has just begun.
    covered = () if is_young(site) else covered_people(site)
    reader = reader_of(site)
    home = home_view(reader, presenter) if reader is not None else None
    return FrontView(
        layout=layouts.around(presenter, (), title, description=summary),
        title=home.title if home is not None else title,
        summary=NO_WORDS if home is not None else summary,
        home=home,
        steps=first_steps(presenter),
        age=age_of(presenter),
        strip=tuple(_strip(presenter)),
        net_confidence=_net_confidence(presenter),
        alerts=worst_alerts(presenter, _ALERTING_PEOPLE, _ALERTS_OF_ONE)
        if site.handbook.by_kind.get(Person.KIND)
        else None,
        closing=closing_view(presenter),
        due=first_deadlines(presenter, _DUE_SHOWN) if has_deadlines(site) else None,
        people=_people(presenter),
        objectives=tuple(_objectives(presenter, site.listed(Objective.KIND), site.scores.as_of)),
        objectives_href=presenter.to("alignment"),
        totals=_totals(presenter),
        metrics_href=presenter.to(site.addresses.sections[Metric.KIND]),
        welcome=presenter.prose(welcome.body, welcome.key, at="/body") if welcome else Prose(),
        practices=practice_entries(presenter) if site.handbook.by_kind else (),
        coverage_href=presenter.to(COVERAGE_SECTION) if covered else "",
        counts=section_counts(presenter),
    )


def _welcome(handbook: Handbook) -> Chapter | None:
    for id_ in WELCOME_CHAPTERS:
        chapter = handbook.find(Chapter, id_)
        if chapter is not None and chapter.is_in_force:
            return chapter
    return None


def _strip(presenter: Presenter) -> Iterator[StripCount]:
    """Yield the counts that tell how things stand, each with the link to what it counts."""
    site = presenter.site
    alerts = sum(count_alerts(site).values())
    if alerts:
        yield StripCount(Phrase("strip.alerts"), alerts, presenter.to(ALERTS_SECTION))
    times = count_by_time(site)
    due = presenter.to(DUE_SECTION)
    if times["overdue"]:
        label = Phrase("strip.overdue")
        yield StripCount(label, times["overdue"], f"{due}#overdue", is_alarming=True)
    if times["week"]:
        yield StripCount(Phrase("strip.week"), times["week"], f"{due}#week")
    counted = count_statuses(site)
    for status in STATUSES_SHOWN:
        if counted.get(status) and status not in ENDED_BY_HAND:
            state = state_view("status", status)
            href = status_href(presenter, status)
            yield StripCount(state.label, counted[status], href, state, status == "off_track")


def _people(presenter: Presenter) -> PeopleTable | None:
    site = presenter.site
    people = [key for key in site.listed(Person.KIND) if key.id in site.scores.people]
    return people_table(presenter, worst_first(site, people), _PEOPLE_SHOWN) if people else None


def _objectives(
    presenter: Presenter, keys: tuple[Key, ...], as_of: date
) -> Iterator[ObjectiveBrief]:
    """Yield the first few objectives of the day that serve no other: the company's."""
    shown = 0
    for key in keys:
        objective = presenter.handbook.find(Objective, key.id)
        ref = presenter.ref(key)
        if shown == _OBJECTIVES_SHOWN:
            return
        if objective is None or ref is None:
            continue
        if not is_current(objective.period, as_of):
            continue
        if presenter.refs(objective.supports):
            continue
        shown += 1
        yield _brief(objective, ref, presenter)


def _brief(objective: Objective, ref: Ref, presenter: Presenter) -> ObjectiveBrief:
    score = presenter.scores.objectives.get(objective.id)
    measure = objective.measure
    unit = score.unit if score is not None else ""
    expected = _expected(objective, score)
    value = score.value if score is not None and measure else None
    value_shown, target = presenter.beside(value, measure.target if measure else None, unit)
    return ObjectiveBrief(
        ref,
        presenter.ref(objective.owner),
        presenter.period(objective.period),
        value_shown,
        target,
        presenter.brief(expected, unit) if expected is not None else None,
        progress_bar_of(score, presenter) if score else None,
        state_view("status", score.status) if score else None,
        worst_below_view(score.worst_below) if score else None,
    )


def _expected(objective: Objective, score: ObjectiveScore | None) -> Decimal | None:
    """Return the figure that is expected by now, on the scale of the objective's measure."""
    if score is None or objective.measure is None or score.expected is None:
        return None
    amount = amount_at(objective.measure, score.expected)
    return None if amount is None else as_decimal(amount)


def _totals(presenter: Presenter) -> tuple[TotalsLine, ...]:
    """Return the company's metrics that have a figure, those with a target first."""
    lines = [
        one
        for one in metric_lines(presenter.scores.company, presenter)
        if one.latest or one.running
    ]
    lines.sort(key=lambda one: one.latest is None or one.latest.target is None)
    return tuple(lines[:_METRICS_SHOWN])


def _net_confidence(presenter: Presenter) -> Phrase | None:
    counted = count_statuses(presenter.site)
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
