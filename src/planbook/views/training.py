"""The page of a training plan: the year at a glance, and each session with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.training import Session, Training
from planbook.periods import FiscalYear, Period, quarter_of
from planbook.scoring.cadence import periods_within
from planbook.scoring.onboarding import day_for, is_open_for, people_of
from planbook.views.common_fields import CommonFields
from planbook.views.csv_pages import Cell
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.local_titles import competency_of, titled
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.plain_cells import all_names
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, PeriodView, Phrase, Prose, Quantity, Ref, Words

_NAMED_IN_A_LIST: Final = 3
_STARTS_SHOWN: Final = 20
# A plan for longer than this shows the quarters that have something in them, and no others.
_QUARTERS_LAID_OUT: Final = 8


class StartView(msgspec.Struct, frozen=True):
    """The day of somebody's own on which a session of onboarding takes place."""

    person: Ref
    day: Day


class SessionView(msgspec.Struct, frozen=True):
    """One session. ``stage`` is its state for the style sheet, ``state`` the same in words.

    ``starts`` are the days that count from somebody's start.
    """

    anchor: str
    title: Words
    stage: str
    state: Phrase | None
    format: Phrase | None
    mode: Phrase | None
    recurs: Phrase | None
    date: Day | None
    facts: tuple[Fact, ...]
    starts: tuple[StartView, ...]
    evidence: Prose


class QuarterView(msgspec.Struct, frozen=True):
    """What falls into one quarter; without ``period``, what has no date yet."""

    period: PeriodView | None
    sessions: tuple[SessionView, ...]
    hours: Quantity | None


class TrainingView(msgspec.Struct, frozen=True):
    """The page of a training plan. ``quarters`` holds empty ones too: a gap is worth seeing."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    totals: tuple[Fact, ...]
    quarters: tuple[QuarterView, ...]


def view_training(
    training: Training, presenter: Presenter, layout: Layout, document: CommonFields
) -> TrainingView:
    """Return the page of ``training``."""
    return TrainingView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "training",
            ("for", presenter.refs(training.recipients)),
            ("period", presenter.period(training.period)),
        ),
        totals=tuple(_totals(training, presenter)),
        quarters=tuple(_quarters(training, presenter)),
    )


def _totals(training: Training, presenter: Presenter) -> Iterable[Fact]:
    """Yield what the plan comes to. A cancelled session counts for nothing."""
    sessions = [one for one in training.items if one.state != "cancelled"]
    done = [one for one in sessions if one.state == "done"]
    if sessions:
        yield Fact(
            Phrase("training.sessions"),
            Phrase("training.so_far", {"done": str(len(done)), "total": str(len(sessions))}),
        )
    hours = _hours(sessions)
    if hours:
        so_far = {
            "done": presenter.formats.number(_hours(done)),
            "total": presenter.formats.number(hours),
        }
        yield Fact(presenter.label("training", "items/hours"), Phrase("training.so_far", so_far))
    for mode in ("theory", "practice"):
        share = _hours(one for one in sessions if one.mode == mode)
        if share:
            figures = {"hours": presenter.formats.number(share)}
            yield Fact(Phrase(f"mode.{mode}"), Phrase("training.hours", figures))
    costs = [one.cost for one in sessions if one.cost is not None]
    if costs:
        total = presenter.number(sum(costs, Decimal()), presenter.handbook.settings.currency)
        yield Fact(presenter.label("training", "items/cost"), total)


def _quarters(training: Training, presenter: Presenter) -> Iterable[QuarterView]:
    """Yield the quarters of the plan's period and those of its sessions, earliest first."""
    fiscal = presenter.handbook.settings.fiscal_year
    by_quarter: dict[Period, list[tuple[int, Session]]] = {
        quarter: [] for quarter in _laid_out(training, fiscal)
    }
    undated: list[tuple[int, Session]] = []
    for place, session in enumerate(training.items, start=1):
        day = session.date or session.completed
        if day is None:
            undated.append((place, session))
        else:
            by_quarter.setdefault(quarter_of(day, fiscal), []).append((place, session))
    for quarter, placed in sorted(by_quarter.items()):
        yield _quarter(presenter.period(quarter), placed, training, presenter)
    if undated:
        yield _quarter(None, undated, training, presenter)


def _quarter(
    period: PeriodView | None,
    placed: list[tuple[int, Session]],
    training: Training,
    presenter: Presenter,
) -> QuarterView:
    placed = sorted(placed, key=lambda one: (one[1].date or one[1].completed or date.max, one[0]))
    hours = _hours(one for _, one in placed if one.state != "cancelled")
    return QuarterView(
        period=period,
        sessions=tuple(_session(place, one, training, presenter) for place, one in placed),
        hours=presenter.number(hours) if hours else None,
    )


def _session(place: int, session: Session, training: Training, presenter: Presenter) -> SessionView:
    key = training.key
    completed = session.completed if session.completed != session.date else None
    return SessionView(
        anchor=f"session-{place}",
        title=presenter.words(session.title),
        stage=session.state,
        state=presenter.option("session", session.state),
        format=presenter.option("format", session.format),
        mode=presenter.option("mode", session.mode),
        recurs=presenter.option("cadence", session.recurs),
        date=presenter.day(session.date),
        facts=presenter.facts(
            "training",
            (
                "items/competency",
                titled(competency_of(session.competency, key, presenter), presenter),
            ),
            ("items/trainer", presenter.words(session.trainer)),
            ("items/external", presenter.yes_no(True) if session.external else None),
            ("items/mentor", presenter.ref(session.mentor)),
            ("items/hours", presenter.number(session.hours)),
            ("items/cost", presenter.number(session.cost, presenter.handbook.settings.currency)),
            ("items/completed", presenter.day(completed)),
        ),
        starts=tuple(_starts(session, training, presenter)),
        evidence=presenter.prose(session.evidence, key, 4, f"/items/{place - 1}/evidence"),
    )


def _starts(session: Session, training: Training, presenter: Presenter) -> Iterator[StartView]:
    """Yield the days that ``after_start`` comes to, for those of whom they can be told."""
    if session.after_start is None or session.date is not None:
        return
    days = (
        (person, day_for(session, training, person))
        for person in people_of(training, presenter.handbook)
    )
    dated = [
        (day, person)
        for person, day in days
        if day is not None and person.in_service(day) and is_open_for(session, person)
    ]
    dated.sort(key=lambda one: (one[0], one[1].id))
    for own, person in dated[-_STARTS_SHOWN:]:
        ref, day = presenter.ref(person.key), presenter.day(own)
        if ref is not None and day is not None:
            yield StartView(ref, day)


def _hours(sessions: Iterable[Session]) -> Decimal:
    return sum((one.hours for one in sessions if one.hours is not None), Decimal())


def _laid_out(training: Training, fiscal: FiscalYear) -> tuple[Period, ...]:
    """Return the quarters that the plan's period covers, none of a plan for many."""
    period = training.period
    if period is None:
        return ()
    quarters = tuple(periods_within(period.start, period.end, "quarterly", fiscal))
    return quarters if len(quarters) <= _QUARTERS_LAID_OUT else ()


def named_first(keys: tuple[Key, ...], presenter: Presenter) -> tuple[Ref, ...]:
    """Return the first few of many references, for a list's cell."""
    return presenter.refs(keys[:_NAMED_IN_A_LIST])


def _for_all(training: Training, presenter: Presenter) -> Cell:
    return all_names(training.recipients, presenter)


def training_order(training: Training) -> tuple[int, str]:
    """Return the place of a plan among others: the latest period first."""
    return (newest_first(training.period), training.id)


PAGE: Final = PageKind(
    record=Training,
    template="training.html",
    view=view_training,
    columns=(
        Column(
            "for",
            lambda training, presenter: named_first(training.recipients, presenter),
            plain=((Phrase("table.for"), _for_all),),
        ),
    ),
    order=training_order,
)
