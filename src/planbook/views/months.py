"""The monthly scorecard: everybody's figures, what is red, what was decided; by team where many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.pages import Page, lazy_view
from planbook.periods import Period, parse_period
from planbook.scoring.actions import commitments_of
from planbook.scoring.pace import WORST_FIRST
from planbook.scoring.results import GoalOnDay
from planbook.views.csv_pages import csv_text
from planbook.views.figures import state_view
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import LIST_SIZE, Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.month_person import person_month_view
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.report_links import (
    MONTHS_SECTION,
    QUARTERS_SECTION,
    CrewLink,
    PeriodLink,
    crew_links,
    neighbours,
    period_link,
    report_layout,
    report_segments,
    report_title,
)
from planbook.views.report_periods import (
    Crew,
    crews_of,
    goals_in,
    is_told,
    last_day,
    months_of,
    months_with_people,
    quarters_of,
    standings_of,
)
from planbook.views.report_steps import StepsView, steps_view
from planbook.views.scorecard import (
    ScoreTable,
    WithoutView,
    read_metrics,
    score_rows,
    score_tables,
    without_views,
)
from planbook.views.words import (
    Day,
    Phrase,
    Quantity,
    Ref,
    StateView,
    Words,
)

_RED: Final = ("off_track", "missed")
_RED_SHOWN: Final = 40
_EXPORT: Final = "scorecard.csv"


class RedGoal(msgspec.Struct, frozen=True):
    """A goal that was off track or missed, with the next action that was open.

    ``is_overdue`` says that the action was late on that day.
    """

    ref: Ref
    owner: Ref | None
    state: StateView
    value: Quantity | None
    target: Quantity | None
    step: Words
    due: Day | None
    is_overdue: bool


class MonthView(msgspec.Struct, frozen=True):
    """The scorecard of a month, or of one team in it.

    ``day`` is the day that it is taken on. ``crews`` are the teams with pages of their own, where
    there are too many people for one.
    """

    layout: Layout
    title: Phrase
    crew: Ref | None
    day: Day | None
    is_running: bool
    previous: PeriodLink | None
    next: PeriodLink | None
    tables: tuple[ScoreTable, ...]
    without: tuple[WithoutView, ...]
    red: tuple[RedGoal, ...]
    more_red: int
    steps: StepsView
    crews: tuple[CrewLink, ...]
    people: tuple[Ref, ...]
    export: str
    pager: Pager


class ArchiveView(msgspec.Struct, frozen=True):
    """All months and quarters that there are pages of, the newest first."""

    layout: Layout
    title: Phrase
    months: tuple[PeriodLink, ...]
    quarters: tuple[PeriodLink, ...]


def month_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the archive, and of each month its scorecard, its teams, its people and its export."""
    if not site.handbook.by_kind.get(Person.KIND):
        return
    for section in (MONTHS_SECTION, QUARTERS_SECTION):
        view = lazy_view(partial(_archive, site, layouts, language, section))
        yield Page(site.addresses.folder(language, section), language, "archive.html", view)
    with_people = months_with_people(site)
    for place, month in enumerate(months_of(site)):
        segments = (MONTHS_SECTION, month.name)
        view = lazy_view(partial(_view, site, layouts, language, month.name, "", 1))
        yield Page(site.addresses.folder(language, *segments), language, "month.html", view)
        if not is_told(site, month):
            continue
        table = lazy_view(partial(_csv, site, language, month.name))
        yield Page(site.addresses.file(language, *segments, _EXPORT), language, "", table)
        crews = crews_of(site, month)
        for crew in crews.by_team:
            below = report_segments(MONTHS_SECTION, month, crew)
            numbers = page_numbers(len(crew.people), LIST_SIZE)
            make = partial(_view, site, layouts, language, month.name, crew.name)
            yield from numbered_pages(site, language, below, numbers, "month.html", make)
        for person in crews.all if place < with_people else ():
            own = lazy_view(partial(person_month_view, site, layouts, language, month.name, person))
            yield Page(
                site.addresses.folder(language, *segments, person.id),
                language,
                "month-person.html",
                own,
                str(person),
            )


def _archive(site: SitePresenter, layouts: Layouts, language: str, section: str) -> ArchiveView:
    presenter = site.at(language, site.addresses.folder(language, section))
    title = Phrase(f"section.{section}")
    return ArchiveView(
        layouts.around(presenter, (section,), title),
        title,
        tuple(period_link(presenter, MONTHS_SECTION, one) for one in months_of(site)),
        tuple(period_link(presenter, QUARTERS_SECTION, one) for one in quarters_of(site)),
    )


def _view(
    site: SitePresenter, layouts: Layouts, language: str, name: str, team: str, number: int
) -> MonthView:
    month = parse_period(name)
    assert month is not None
    crews = crews_of(site, month)
    crew = crews.of(team)
    segments = report_segments(MONTHS_SECTION, month, crew)
    presenter = site.at_number(language, segments, number)
    told, day = is_told(site, month), last_day(month, site.scores.as_of)
    part = part_at(crews.on_page(crew) if told else (), number, LIST_SIZE)
    metrics = read_metrics(presenter)
    teams = _teams(site, crew)
    rows = score_rows(presenter, metrics, month, part.items, teams, company=crew is None)
    red = _red(month, crew, site)
    previous, following = neighbours(presenter, MONTHS_SECTION, month, months_of(site))
    return MonthView(
        layout=report_layout(layouts, presenter, MONTHS_SECTION, month, crew, number),
        title=report_title(presenter, month),
        crew=presenter.ref(crew.team) if crew is not None else None,
        day=presenter.day(day),
        is_running=month.end > site.scores.as_of,
        previous=previous,
        next=following,
        tables=score_tables(presenter, metrics, rows),
        without=tuple(without_views(presenter, metrics, month)) if crew is None and told else (),
        red=tuple(_red_goals(red[:_RED_SHOWN], day, presenter)),
        more_red=max(0, len(red) - _RED_SHOWN),
        steps=steps_view(presenter, day, crew.people if crew is not None else None),
        crews=crew_links(presenter, MONTHS_SECTION, month, crews.by_team)
        if crew is None and told
        else (),
        people=_people_links(presenter, month, part.items),
        export=presenter.to_file(MONTHS_SECTION, month.name, _EXPORT)
        if crew is None and told
        else "",
        pager=pager_of(presenter, segments, part),
    )


def _teams(site: SitePresenter, crew: Crew | None) -> tuple[Key, ...]:
    """Return the teams whose totals stand on a page: its own, or all that are not too many."""
    if crew is not None:
        return (crew.team,) if crew.team is not None else ()
    return site.listed(Team.KIND)[:LIST_SIZE]


def _red(month: Period, crew: Crew | None, site: SitePresenter) -> list[GoalOnDay]:
    """Return the goals that were off track or missed at the end of a month, the worst first."""
    found = goals_in(site, month) if crew is None else standings_of(site, crew.owners, month)
    red = (one for one in found if one.status in _RED)
    return sorted(red, key=lambda one: (WORST_FIRST.index(one.status), one.key))


def _red_goals(goals: Iterable[GoalOnDay], day: date, presenter: Presenter) -> Iterator[RedGoal]:
    for one in goals:
        goal, ref = presenter.handbook.find(Goal, one.key), presenter.ref(one.key)
        if goal is None or ref is None:
            continue
        steps = [
            step for step in commitments_of(goal) if step.due is not None and step.is_open(day)
        ]
        step = min(steps, key=lambda each: each.due or date.max, default=None)
        yield RedGoal(
            ref,
            presenter.ref(goal.owner),
            state_view("status", one.status),
            *presenter.beside(one.actual, one.target, one.unit),
            presenter.words(step.title) if step is not None else Words(),
            presenter.day(step.due) if step is not None else None,
            step is not None and step.due is not None and step.due < day,
        )


def _people_links(presenter: Presenter, month: Period, people: Iterable[Key]) -> tuple[Ref, ...]:
    """Return the links to the reports of people, where the month still has them."""
    months = months_of(presenter.site)[: months_with_people(presenter.site)]
    if month not in months:
        return ()
    return tuple(
        msgspec.structs.replace(ref, href=presenter.to(MONTHS_SECTION, month.name, ref.id))
        for ref in presenter.refs(people)
    )


def _csv(site: SitePresenter, language: str, name: str) -> str:
    """Return the scorecard of a month as a table: a row for each metric of each person or team."""
    month = parse_period(name)
    assert month is not None
    presenter = site.at(language, site.addresses.folder(language, MONTHS_SECTION, name))
    metrics = read_metrics(presenter)
    people = crews_of(site, month).all
    rows = score_rows(presenter, metrics, month, people, site.listed(Team.KIND), company=True)
    heads = ("month", "kind", "id", "name", "metric", "metric_title", "unit", "actual", "target")
    more = ("of_target", "change_previous", "change_year", "so_far")
    lines: list[tuple[object, ...]] = [(*heads, *more)]
    for row in rows:
        named = row.name.title.text if isinstance(row.name, Ref) else ""
        for metric, total in zip(metrics, row.totals, strict=True):
            if total is None:
                continue
            lines.append(
                (
                    name,
                    row.key.kind if row.key else "company",
                    row.key.id if row.key else "",
                    named,
                    metric.id,
                    presenter.words(metric.title).text,
                    metric.unit,
                    total.value,
                    total.target,
                    total.of_target,
                    total.previous.difference if total.previous else None,
                    total.year.difference if total.year else None,
                    "yes" if total.is_running else "no",
                )
            )
    return csv_text(lines)
