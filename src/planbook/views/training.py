"""The page of a training plan: the year at a glance, and each session with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from planbook.model.document import Key
from planbook.model.training import Session, Training
from planbook.periods import parse_period
from planbook.views.lists import Column
from planbook.views.local_titles import competency_of, titled
from planbook.views.order import newest_first
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, Label, Phrase, Prose, Quantity, Shown, Words

_NAMED_IN_A_LIST: Final = 3
# A plan for longer than this shows the quarters that have something in them, and no others.
_QUARTERS_LAID_OUT: Final = 8


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session. ``stage`` is its state for the style sheet, ``state`` the same in words."""

    anchor: str
    title: Words
    stage: str
    state: Phrase | None
    format: Phrase | None
    mode: Phrase | None
    recurs: Phrase | None
    date: Day | None
    facts: tuple[Fact, ...]
    evidence: Prose


@dataclass(frozen=True, slots=True)
class QuarterView:
    """What falls into one quarter, or has no date yet."""

    label: Label
    sessions: tuple[SessionView, ...]
    hours: Quantity | None


@dataclass(frozen=True, slots=True)
class TrainingView:
    """The page of a training plan. ``quarters`` holds empty ones too: a gap is worth seeing."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    totals: tuple[Fact, ...]
    quarters: tuple[QuarterView, ...]


def view_training(
    training: Training, pen: Pen, shell: Shell, document: DocumentPart
) -> TrainingView:
    """Return the page of ``training``."""
    return TrainingView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "training",
            ("for", pen.find_all(training.recipients, "person", "team", "role")),
            ("period", pen.period(training.period)),
        ),
        totals=tuple(_totals(training, pen)),
        quarters=tuple(_quarters(training, pen)),
    )


def _totals(training: Training, pen: Pen) -> Iterable[Fact]:
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
            "done": pen.formats.number(_hours(done)),
            "total": pen.formats.number(hours),
        }
        yield Fact(pen.label("training", "items/hours"), Phrase("training.so_far", so_far))
    for mode in ("theory", "practice"):
        share = _hours(one for one in sessions if one.mode == mode)
        if share:
            figures = {"hours": pen.formats.number(share)}
            yield Fact(Phrase(f"mode.{mode}"), Phrase("training.hours", figures))
    costs = [one.cost for one in sessions if one.cost is not None]
    if costs:
        total = pen.number(sum(costs, Decimal()), pen.handbook.settings.currency)
        yield Fact(pen.label("training", "items/cost"), total)


def _quarters(training: Training, pen: Pen) -> Iterable[QuarterView]:
    """Yield the quarters of the plan's period and those of its sessions, earliest first."""
    first_month = pen.handbook.settings.fiscal_year_start
    by_quarter: dict[int, list[tuple[int, Session]]] = {
        quarter: [] for quarter in _laid_out(training, first_month)
    }
    undated: list[tuple[int, Session]] = []
    for place, session in enumerate(training.items, start=1):
        day = session.date or session.completed
        if day is None:
            undated.append((place, session))
        else:
            by_quarter.setdefault(_quarter_of(day, first_month), []).append((place, session))
    for number, placed in sorted(by_quarter.items()):
        label = pen.period(f"{number // 4:04d}-Q{number % 4 + 1}")
        yield _quarter(label or Phrase("training.undated"), placed, training, pen)
    if undated:
        yield _quarter(Phrase("training.undated"), undated, training, pen)


def _quarter(
    label: Label, placed: list[tuple[int, Session]], training: Training, pen: Pen
) -> QuarterView:
    placed = sorted(placed, key=lambda one: (one[1].date or one[1].completed or date.max, one[0]))
    hours = _hours(one for _, one in placed if one.state != "cancelled")
    return QuarterView(
        label=label,
        sessions=tuple(_session(place, one, training, pen) for place, one in placed),
        hours=pen.number(hours) if hours else None,
    )


def _session(place: int, session: Session, training: Training, pen: Pen) -> SessionView:
    key = Key(Training.KIND, training.id)
    completed = session.completed if session.completed != session.date else None
    return SessionView(
        anchor=f"session-{place}",
        title=pen.words(session.title),
        stage=session.state,
        state=pen.option("session", session.state),
        format=pen.option("format", session.format),
        mode=pen.option("mode", session.mode),
        recurs=pen.option("cadence", session.recurs),
        date=pen.day(session.date),
        facts=pen.facts(
            "training",
            ("items/competency", titled(competency_of(session.competency, key, pen), pen)),
            ("items/trainer", pen.words(session.trainer)),
            ("items/mentor", pen.find(session.mentor, "person")),
            ("items/hours", pen.number(session.hours)),
            ("items/cost", pen.number(session.cost, pen.handbook.settings.currency)),
            ("items/completed", pen.day(completed)),
        ),
        evidence=pen.prose(session.evidence, key, 4),
    )


def _hours(sessions: Iterable[Session]) -> Decimal:
    return sum((one.hours for one in sessions if one.hours is not None), Decimal())


def _laid_out(training: Training, first_month: int) -> range:
    """Return the numbers of the quarters that the plan's period covers."""
    written = training.period
    period = (
        parse_period(written, first_month)
        if written is None or isinstance(written, str)
        else parse_period({"start": written.start, "end": written.end})
    )
    if period is None:
        return range(0)
    first, last = (_quarter_of(day, first_month) for day in (period.start, period.end))
    quarters = range(first, last + 1)
    return quarters if len(quarters) <= _QUARTERS_LAID_OUT else range(0)


def _quarter_of(day: date, first_month: int) -> int:
    """Return the number of a fiscal quarter: four times its fiscal year, and its place there."""
    return (day.year * 12 + day.month - first_month) // 3


def named_first(written: tuple[str, ...], kinds: tuple[str, ...], pen: Pen) -> Shown:
    """Return the first few of many references, for a list's cell."""
    return pen.find_all(written[:_NAMED_IN_A_LIST], *kinds)


def _recipients(training: Training, pen: Pen) -> Shown:
    return named_first(training.recipients, ("person", "team", "role"), pen)


def training_order(training: Training) -> tuple[int, str]:
    """Return the place of a plan among others: the latest period first."""
    return (newest_first(training.period), training.id)


TRAINING_COLUMNS: Final = (
    Column("for", _recipients),
    Column("period", lambda training, pen: pen.period(training.period)),
)
