"""The training of a business year: twelve months a person, what is done, planned and late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final, get_args

import msgspec

from planbook.charts.drawing import Drawing
from planbook.charts.marks import session_mark
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.model.training import Training
from planbook.pages import Page
from planbook.periods import Period, add_months, year_of
from planbook.scoring.training_year import (
    Mode,
    Occasion,
    OccasionState,
    Tally,
    occasions_of,
    tally_of,
)
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Pager, SectionLink, numbered_pages, pager_at
from planbook.views.people_by_team import TeamPages, TeamPart, cut_by_team, team_title
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Day, Label, PeriodView, Phrase, Ref

_ROWS: Final = 100
_SHOWN: Final = 12
"""How many marks stand in one cell."""
_MODES: Final[tuple[Mode, ...]] = get_args(Mode)
_STATES: Final[tuple[OccasionState, ...]] = get_args(OccasionState)


class OccasionView(msgspec.Struct, frozen=True):
    """One time that a session takes place: its mark, and the way to it."""

    mark: Drawing
    state: str
    session: Ref
    label: Phrase
    mode: Phrase
    day: Day | None


class CellView(msgspec.Struct, frozen=True):
    """What falls into one month. ``more`` are not shown."""

    occasions: tuple[OccasionView, ...]
    more: int


class TallyView(msgspec.Struct, frozen=True):
    """What is done of theory or practice: in number, and in hours where they are given."""

    mode: Phrase
    number: Phrase
    hours: Phrase | None


class PersonYear(msgspec.Struct, frozen=True):
    """One person: the months, what has no day, and what it comes to."""

    person: Ref
    months: tuple[CellView, ...]
    undated: CellView
    tallies: tuple[TallyView, ...]


class TeamYear(msgspec.Struct, frozen=True):
    """The people of one team."""

    title: Label
    team: Ref | None
    people: tuple[PersonYear, ...]


class MonthHead(msgspec.Struct, frozen=True):
    """One month. ``is_now`` is the one that the day of the figures lies in."""

    name: str
    is_now: bool


class StateKey(msgspec.Struct, frozen=True):
    """What a mark stands for."""

    mark: Drawing
    state: str
    label: Phrase


class TrainingYearView(msgspec.Struct, frozen=True):
    """One page of the year. ``tallies`` are of everybody."""

    layout: Layout
    year: PeriodView | None
    months: tuple[MonthHead, ...]
    teams: tuple[TeamYear, ...]
    tallies: tuple[TallyView, ...]
    has_undated: bool
    keys: tuple[StateKey, ...]
    pager: Pager


def training_year_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the business year that the day of the figures lies in, page by page."""
    pages = _people(site)
    if not pages:
        return
    make = partial(_view, site, layouts, language)
    numbers = range(1, len(pages) + 1)
    segments = _segments(site)
    yield from numbered_pages(site, language, segments, numbers, "training-year.html", make)


def year_link(presenter: Presenter) -> SectionLink | None:
    """Return the way to the year, where there is one."""
    if not _people(presenter.site):
        return None
    return SectionLink(Phrase("training_year.link"), presenter.to(*_segments(presenter.site)))


def _year(site: SitePresenter) -> Period:
    return year_of(site.scores.as_of, site.handbook.settings.fiscal_year)


def _segments(site: SitePresenter) -> tuple[str, ...]:
    # Below the folder of a plan that may be called "year", where nothing of it stands.
    return (site.addresses.sections[Training.KIND], "year", _year(site).name)


def _people(site: SitePresenter) -> TeamPages:
    """Return who is in service, by page; nobody where there is no plan."""
    return site.remember(LEARNERS, "")


def _learners(site: SitePresenter, _: str) -> TeamPages:
    if not site.listed(Training.KIND):
        return ()
    return cut_by_team(site, site.serving(), _ROWS)


def _occasions(site: SitePresenter, key: Key) -> tuple[Occasion, ...]:
    person = site.handbook.find(Person, key)
    if person is None:
        return ()
    return occasions_of(person, site.handbook, _year(site), site.scores.as_of)


def _totals(site: SitePresenter, _: str) -> dict[Mode, Tally]:
    totals = {mode: Tally() for mode in _MODES}
    for page in _people(site):
        for part in page:
            for key in part.people:
                occasions: tuple[Occasion, ...] = site.remember(OCCASIONS, key)
                for mode in _MODES:
                    totals[mode] += tally_of(occasions, mode)
    return totals


def _view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> TrainingYearView:
    segments, year = _segments(site), _year(site)
    presenter = site.at_number(language, segments, number)
    pages = _people(site)
    parts = pages[number - 1]
    people = [key for part in parts for key in part.people]
    occasions = [one for key in people for one in site.remember(OCCASIONS, key)]
    shown = {one.state for one in occasions}
    totals: Mapping[Mode, Tally] = site.remember(TRAINING_TOTALS, "")
    trail = (layouts.crumb(presenter, segments[0]),)
    return TrainingYearView(
        layout=layouts.around(
            presenter, segments, Phrase("training_year.title"), number=number, trail=trail
        ),
        year=presenter.period(year),
        months=tuple(_months(year, presenter)),
        teams=tuple(_team(part, year, presenter) for part in parts),
        tallies=_tallies(totals, presenter),
        has_undated=any(one.day is None for one in occasions),
        keys=tuple(
            StateKey(session_mark("theory", state), state, _state_label(state))
            for state in _STATES
            if state in shown
        )
        + tuple(
            StateKey(session_mark(mode, "planned"), "shape", Phrase(f"mode.{mode}"))
            for mode in _MODES
            if any(one.mode == mode for one in occasions)
        ),
        pager=pager_at(presenter, segments, number, len(pages)),
    )


def _months(year: Period, presenter: Presenter) -> Iterator[MonthHead]:
    for start in _starts(year):
        name = presenter.formats.short_month(start)
        as_of = presenter.scores.as_of
        is_now = (start.year, start.month) == (as_of.year, as_of.month)
        yield MonthHead(name, is_now)


def _starts(year: Period) -> tuple[date, ...]:
    return tuple(add_months(year.start, month) for month in range(12))


def _team(part: TeamPart, year: Period, presenter: Presenter) -> TeamYear:
    title, ref = team_title(part.team, presenter)
    people = (_person(key, year, presenter) for key in part.people)
    return TeamYear(title, ref, tuple(one for one in people if one is not None))


def _person(key: Key, year: Period, presenter: Presenter) -> PersonYear | None:
    ref = presenter.ref(key)
    if ref is None:
        return None
    occasions = presenter.remember(OCCASIONS, key)
    by_month: dict[tuple[int, int] | None, list[Occasion]] = defaultdict(list)
    for one in occasions:
        by_month[(one.day.year, one.day.month) if one.day else None].append(one)
    return PersonYear(
        person=ref,
        months=tuple(
            _cell(by_month[start.year, start.month], presenter) for start in _starts(year)
        ),
        undated=_cell(by_month[None], presenter),
        tallies=_tallies({mode: tally_of(occasions, mode) for mode in _MODES}, presenter),
    )


def _cell(occasions: list[Occasion], presenter: Presenter) -> CellView:
    views = (_occasion(one, presenter) for one in occasions[:_SHOWN])
    return CellView(
        tuple(view for view in views if view is not None), max(0, len(occasions) - _SHOWN)
    )


def _occasion(one: Occasion, presenter: Presenter) -> OccasionView | None:
    plan, ref = presenter.handbook.find(Training, one.plan), presenter.ref(one.plan)
    if plan is None or ref is None:
        return None
    title = presenter.words(plan.items[one.place - 1].title)
    return OccasionView(
        mark=session_mark(one.mode, one.state),
        state=one.state,
        session=Ref(ref.kind, ref.id, title, f"{ref.href}#session-{one.place}", ref.state),
        label=_state_label(one.state),
        mode=Phrase(f"mode.{one.mode}"),
        day=presenter.short_day(one.day) if one.day else None,
    )


def _state_label(state: OccasionState) -> Phrase:
    if state in ("late", "unrecorded"):
        return Phrase(f"occasion.{state}")
    return Phrase(f"session.{state}")


def _tallies(tallies: Mapping[Mode, Tally], presenter: Presenter) -> tuple[TallyView, ...]:
    return tuple(_tally(mode, tallies[mode], presenter) for mode in _MODES if tallies[mode].total)


def _tally(mode: Mode, tally: Tally, presenter: Presenter) -> TallyView:
    def of(done: object, total: object) -> dict[str, str]:
        return {"done": str(done), "total": str(total)}

    number = presenter.formats.number
    hours = of(number(tally.hours_done), number(tally.hours))
    return TallyView(
        Phrase(f"mode.{mode}"),
        Phrase("training_year.number", of(tally.done, tally.total)),
        Phrase("training_year.hours", hours) if tally.hours else None,
    )


LEARNERS: Final = Shared("learners", TeamPages, _learners)
OCCASIONS: Final = Shared(
    "training occasions", tuple[Occasion, ...], _occasions, Key, (Person.KIND,)
)
TRAINING_TOTALS: Final[Shared[str, Mapping[Mode, Tally]]] = Shared(
    "training totals", Mapping[Mode, Tally], _totals
)
