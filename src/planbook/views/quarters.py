"""The report of a quarter: goals with their grades, pay, coverage, training that was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.model.training import Training
from planbook.pages import Page
from planbook.periods import Period, parse_period, quarter_of
from planbook.scoring.pace import WORST_FIRST
from planbook.scoring.results import GoalOnDay, IncentiveScore
from planbook.scoring.undertaking import span_of
from planbook.views.coverage import Matrix, matrix_on
from planbook.views.figures import bar_view, state_view
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import LIST_SIZE, Pager, numbered_pages, page_numbers, pager_of, part_at
from planbook.views.presenter import Presenter, Shared, SitePresenter
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
    is_told,
    last_day,
    months_of,
    quarters_of,
)
from planbook.views.words import BarView, Day, Phrase, Quantity, Ref, StateView, Words

_SESSIONS_SHOWN: Final = 100
_REVIEWS_SHOWN: Final = 100


class GradedGoal(msgspec.Struct, frozen=True):
    """A goal of the quarter: how it ended, or how it stood."""

    ref: Ref
    owner: Ref | None
    state: StateView
    bar: BarView | None
    value: Quantity | None
    target: Quantity | None
    grade: Phrase | None


class PayLine(msgspec.Struct, frozen=True):
    """What a scheme paid one person by the end of the quarter. ``reason`` says why nothing."""

    person: Ref
    scheme: Ref
    attainment: Quantity | None
    pay: Quantity | None
    reason: Phrase | None


class SessionLine(msgspec.Struct, frozen=True):
    """A session of training that was held in the quarter."""

    ref: Ref
    title: Words
    whom: tuple[Ref, ...]
    day: Day | None


class QuarterView(msgspec.Struct, frozen=True):
    """The report of a quarter, or of one team in it."""

    layout: Layout
    title: Phrase
    crew: Ref | None
    day: Day | None
    is_running: bool
    previous: PeriodLink | None
    next: PeriodLink | None
    months: tuple[PeriodLink, ...]
    goals: tuple[GradedGoal, ...]
    total: int
    pager: Pager
    pay: tuple[PayLine, ...]
    coverage: Matrix | None
    sessions: tuple[SessionLine, ...]
    reviews: tuple[Ref, ...]
    crews: tuple[CrewLink, ...]


def quarter_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the report of each quarter, and where there are many people that of each team."""
    if not site.handbook.by_kind.get(Person.KIND):
        return
    for quarter in quarters_of(site):
        crews = crews_of(site, quarter)
        own: tuple[Crew | None, ...] = crews.by_team if is_told(site, quarter) else ()
        for crew in (None, *own):
            numbers = page_numbers(len(_goals_of(site, quarter, crew)), LIST_SIZE)
            team = "" if crew is None else crew.name
            make = partial(_view, site, layouts, language, quarter.name, team)
            segments = report_segments(QUARTERS_SECTION, quarter, crew)
            yield from numbered_pages(site, language, segments, numbers, "quarter.html", make)


def _view(
    site: SitePresenter, layouts: Layouts, language: str, name: str, team: str, number: int
) -> QuarterView:
    quarter = parse_period(name, site.handbook.settings.fiscal_year)
    assert quarter is not None
    crews = crews_of(site, quarter)
    crew = crews.of(team)
    segments = report_segments(QUARTERS_SECTION, quarter, crew)
    presenter = site.at_number(language, segments, number)
    told, day = is_told(site, quarter), last_day(quarter, site.scores.as_of)
    people = crews.on_page(crew) if told else ()
    part = part_at(_goals_of(site, quarter, crew), number, LIST_SIZE)
    previous, following = neighbours(presenter, QUARTERS_SECTION, quarter, quarters_of(site))
    first = number == 1
    return QuarterView(
        layout=report_layout(layouts, presenter, QUARTERS_SECTION, quarter, crew, number),
        title=report_title(presenter, quarter),
        crew=presenter.ref(crew.team) if crew is not None else None,
        day=presenter.day(day),
        is_running=quarter.end > site.scores.as_of,
        previous=previous,
        next=following,
        months=tuple(
            period_link(presenter, MONTHS_SECTION, one)
            for one in reversed(months_of(site))
            if quarter.contains(one.start)
        ),
        goals=tuple(_graded(part.items, day, presenter)),
        total=part.total,
        pager=pager_of(presenter, segments, part),
        pay=tuple(_pay(people, quarter, day, presenter)) if first else (),
        coverage=matrix_on(presenter, people[:LIST_SIZE], day) if first and people else None,
        sessions=tuple(_sessions(quarter, presenter)) if first and crew is None else (),
        reviews=tuple(_reviews(people, quarter, presenter)) if first else (),
        crews=crew_links(presenter, QUARTERS_SECTION, quarter, crews.by_team)
        if crew is None and told
        else (),
    )


def _goals_of(site: SitePresenter, quarter: Period, crew: Crew | None) -> tuple[Key, ...]:
    """Return the goals that end in ``quarter``, of everybody or of one crew and its team."""
    if crew is None:
        return site.remember(ENDING, "").get(quarter.name, ())
    keys = (
        key
        for owner in crew.owners
        for key in site.handbook.referring(owner, Goal.KIND, "/owner")
        if site.remember(ENDS_IN, key) == quarter.name
    )
    return _worst_first(keys, quarter.name, site)


def _graded(keys: Iterable[Key], day: date, presenter: Presenter) -> Iterator[GradedGoal]:
    standings = (presenter.scores.past.goals.get((key.id, day)) for key in keys)
    for one in standings:
        if one is None:
            continue
        goal, ref = presenter.handbook.find(Goal, one.key), presenter.ref(one.key)
        if goal is None or ref is None:
            continue
        yield GradedGoal(
            ref,
            presenter.ref(goal.owner),
            state_view("status", one.status),
            bar_view(one.progress, one.expected, presenter),
            *presenter.beside(one.actual, one.target, one.unit),
            _grade(one, presenter),
        )


def _grade(standing: GoalOnDay, presenter: Presenter) -> Phrase | None:
    if standing.grade is None:
        return None
    figure = {"grade": presenter.formats.number(standing.grade)}
    return Phrase(f"colour.{standing.colour or 'none'}", figure)


def _pay(
    people: Iterable[Key], quarter: Period, day: date, presenter: Presenter
) -> Iterator[PayLine]:
    """Yield what schemes of the quarter paid; only of those whose pay the edition sees."""
    wanted = set(people)
    for key in presenter.handbook.by_kind.get(Incentive.KIND, ()):
        scheme = presenter.handbook.find(Incentive, key)
        if scheme is None or scheme.period is None or not scheme.is_in_force:
            continue
        if scheme.period.start > quarter.end or scheme.period.end < quarter.start:
            continue
        on = min(day, scheme.period.end)
        for score in presenter.scores.past.pay.get((key.id, on), ()):
            line = _pay_line(score, presenter) if score.person in wanted else None
            if line is not None:
                yield line


def _pay_line(score: IncentiveScore, presenter: Presenter) -> PayLine | None:
    person, scheme = presenter.ref(score.person), presenter.ref(score.key)
    if person is None or scheme is None:
        return None
    return PayLine(
        person,
        scheme,
        presenter.percent_rounded(score.attainment),
        presenter.amount(score.pay, score.currency),
        Phrase(f"incentive_reason.{score.reason}") if score.reason else None,
    )


def _sessions(quarter: Period, presenter: Presenter) -> Iterator[SessionLine]:
    """Yield the sessions that were held in ``quarter``, the first of them."""
    found: list[tuple[date, SessionLine]] = []
    for key in presenter.handbook.by_kind.get(Training.KIND, ()):
        plan, ref = presenter.handbook.find(Training, key), presenter.ref(key)
        if plan is None or ref is None or not plan.is_in_force:
            continue
        for place, one in enumerate(plan.items, start=1):
            day = one.held_on
            if day is None or not quarter.contains(day) or day > presenter.scores.as_of:
                continue
            shown = msgspec.structs.replace(ref, href=f"{ref.href}#session-{place}")
            whom = presenter.refs(plan.recipients[:3])
            line = SessionLine(shown, presenter.words(one.title), whom, presenter.day(day))
            found.append((day, line))
    found.sort(key=lambda one: (one[0], one[1].ref.id))
    yield from (line for _, line in found[:_SESSIONS_SHOWN])


def _reviews(people: Iterable[Key], quarter: Period, presenter: Presenter) -> Iterator[Ref]:
    """Yield the reviews of people that are of the quarter or of a month in it."""
    shown = 0
    for person in people:
        for review in presenter.handbook.in_force_about(Review, person, "/person"):
            ref = presenter.ref(review.key)
            if ref is None or review.period is None:
                continue
            inside = quarter.start <= review.period.start and review.period.end <= quarter.end
            if inside and shown < _REVIEWS_SHOWN:
                shown += 1
                yield ref


def _ends_in(site: SitePresenter, key: Key) -> str:
    """Return the quarter that a goal ends in, by its name; empty without one, or one to come."""
    goal = site.handbook.find(Goal, key)
    span = span_of(goal) if goal is not None and goal.is_in_force else None
    if span is None or span.start > site.scores.as_of:
        return ""
    return quarter_of(span.due, site.handbook.settings.fiscal_year).name


def _ending(site: SitePresenter, _: str) -> dict[str, tuple[Key, ...]]:
    found: dict[str, list[Key]] = {}
    for key, quarter in site.of_each(ENDS_IN):
        if quarter:
            found.setdefault(quarter, []).append(key)
    return {quarter: _worst_first(keys, quarter, site) for quarter, keys in found.items()}


def _worst_first(keys: Iterable[Key], name: str, site: SitePresenter) -> tuple[Key, ...]:
    """Return the goals that end in a quarter by how they stood at its end, the worst first."""
    quarter = parse_period(name, site.handbook.settings.fiscal_year)
    assert quarter is not None
    day, past = last_day(quarter, site.scores.as_of), site.scores.past

    def place(key: Key) -> tuple[int, Key]:
        standing = past.goals.get((key.id, day))
        return (WORST_FIRST.index(standing.status) if standing is not None else -1, key)

    return tuple(sorted(keys, key=place))


ENDS_IN: Final = Shared("ends in quarter", str, _ends_in, Key, (Goal.KIND,))
ENDING: Final = Shared("goals by quarter", Mapping[str, tuple[Key, ...]], _ending)
