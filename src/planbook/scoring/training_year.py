"""What a person is to learn in a year: each time that a session takes place, and its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from decimal import Decimal
from itertools import takewhile
from typing import Literal

import msgspec

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.training import Session, Training
from planbook.periods import Period
from planbook.recurrence import occurrences
from planbook.scoring.learning import is_course, is_practice
from planbook.scoring.onboarding import day_for, is_open_for, plans_for, series_of

OccasionState = Literal["done", "planned", "late", "missed", "cancelled", "unrecorded"]
"""``late`` was planned for a day that is over; ``unrecorded`` recurs, and nobody says of each time
whether it took place."""
Mode = Literal["theory", "practice", "open"]
"""``open`` where neither the mode nor the format says which it is."""

_EVERY_TIME: tuple[str, ...] = ("planned", "done", "cancelled")


class Occasion(msgspec.Struct, frozen=True):
    """One time that a session takes place for a person; ``day`` is None where none is set.

    ``place`` is that of the session in its plan, from 1.
    """

    plan: Key
    place: int
    day: date | None
    state: OccasionState
    mode: Mode
    hours: Decimal | None


class Tally(msgspec.Struct, frozen=True):
    """How many occasions, and hours where they are given, and how much of that is done.

    What was cancelled does not count.
    """

    total: int = 0
    done: int = 0
    hours: Decimal = Decimal(0)
    hours_done: Decimal = Decimal(0)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.total + other.total,
            self.done + other.done,
            self.hours + other.hours,
            self.hours_done + other.hours_done,
        )


def occasions_of(
    person: Person, handbook: Handbook, year: Period, as_of: date
) -> tuple[Occasion, ...]:
    """Return what the plans in force have for ``person`` in ``year``, the undated at the end.

    Only what takes place while the person is in service is theirs.
    """
    found = [
        Occasion(plan.key, place, day, state, mode_of(session), session.hours)
        for plan in plans_for(person, handbook)
        for place, session in enumerate(plan.items, start=1)
        for day, state in _days(session, plan, person, year, as_of)
        if day is None or (year.contains(day) and person.in_service(day))
    ]
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.plan, one.place)))


def mode_of(session: Session) -> Mode:
    """Return whether a session is theory or practice, as far as that is known."""
    if is_practice(session):
        return "practice"
    return "theory" if is_course(session) else "open"


def tally_of(occasions: Iterable[Occasion], mode: Mode) -> Tally:
    """Return what the occasions of one mode come to; each time of what recurs counts."""
    total = Tally()
    for one in occasions:
        if one.mode == mode and one.state != "cancelled":
            hours, is_done = one.hours or Decimal(0), one.state == "done"
            total += Tally(1, int(is_done), hours, hours if is_done else Decimal(0))
    return total


def _days(
    session: Session, plan: Training, person: Person, year: Period, as_of: date
) -> Iterator[tuple[date | None, OccasionState]]:
    if session.after_start is not None and session.date is None:
        own = day_for(session, plan, person)
        if own is not None:
            # Done by those who were there: for who came later it is still to be done.
            written = "planned" if is_open_for(session, person) else session.state
            yield own, _state(written, own, as_of)
        return
    series = series_of(session, plan)
    if series is not None and session.state in _EVERY_TIME:
        moments = occurrences(series, UTC, year.start)
        days = (moment.date() for moment in moments)
        for each in takewhile(lambda one: one <= year.end, days):
            state = _state_of_each(session, each, as_of)
            if state is not None:
                yield each, state
        return
    day = session.date or session.completed
    if session.state == "done":
        day = session.completed or session.date
    if day is not None or _falls_into(plan, year):
        yield day, _state(session.state, day, as_of)


def _state(written: str, day: date | None, as_of: date) -> OccasionState:
    match written:
        case "done" | "missed" | "cancelled":
            return written
    return "late" if day is not None and day < as_of else "planned"


def _state_of_each(session: Session, day: date, as_of: date) -> OccasionState | None:
    """Return the state of one day of what recurs; None for a day after all of it was done."""
    if session.state == "cancelled":
        return "cancelled"
    if session.state == "done":
        return "done" if day <= (session.completed or as_of) else None
    return "unrecorded" if day < as_of else "planned"


def _falls_into(plan: Training, year: Period) -> bool:
    period = plan.period
    return period is None or (period.start <= year.end and period.end >= year.start)
