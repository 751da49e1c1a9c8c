"""What training plans give to each person: sessions, practice and outside experts, by quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.training import Session, Training
from planbook.periods import FiscalYear, Period, quarter_of
from planbook.scoring.cadence import periods_within
from planbook.scoring.onboarding import people_of

_PRACTICAL: Final = ("project", "event", "mentoring")
_COURSES: Final = ("classroom", "online", "internal", "reading")
_REGULARLY: Final = ("monthly", "quarterly")
_MOST_DAYS: Final = (
    2 * 366
)  # what goes on for longer is a programme: its quarters are not looked at
_KEPT_UP: Final = timedelta(days=92)


def is_practice(session: Session) -> bool:
    """Return whether something is done in a session, and not only told."""
    if session.mode:
        return session.mode == "practice"
    return session.format in _PRACTICAL


def is_course(session: Session) -> bool:
    """Return whether a session is known to be theory; one that says nothing may be either."""
    if session.mode:
        return session.mode == "theory"
    return session.format in _COURSES


def is_kept_up(training: Training, as_of: date) -> bool:
    """Return whether a plan is in force and its period not over for longer than a quarter."""
    period = training.period
    return training.is_in_force and (period is None or as_of - period.end <= _KEPT_UP)


def sessions_of(training: Training) -> tuple[Session, ...]:
    """Return the sessions of a plan that were not cancelled, onboarding left out.

    What counts from somebody's start is for newcomers alone.
    """
    return tuple(
        session
        for session in training.items
        if session.state != "cancelled" and session.after_start is None
    )


class _Given(msgspec.Struct, frozen=True):
    """The quarters in which there is a session at all, practice, and an outside expert."""

    sessions: frozenset[Period] = frozenset()
    practice: frozenset[Period] = frozenset()
    external: frozenset[Period] = frozenset()

    def __or__(self, other: _Given) -> _Given:
        return _Given(
            self.sessions | other.sessions,
            self.practice | other.practice,
            self.external | other.external,
        )


_NOTHING: Final = _Given()


class Learning(msgspec.Struct, frozen=True, dict=True):
    """Whom each training plan in force is for, and what each person gets from all their plans.

    A plan lacks something where most of its people get it from none of their plans: a course for
    everybody is no gap beside the plans that each has of their own.
    """

    fiscal: FiscalYear
    learners: Mapping[Key, tuple[Person, ...]]
    given: Mapping[Key, _Given]

    def lacks_practice(self, training: Training) -> bool:
        """Return whether there is no practice while ``training`` lasts."""
        quarters = frozenset(_quarters_of(training, self.fiscal))
        return bool(quarters) and self._holds_for_most(
            training, lambda given: quarters.isdisjoint(given.practice)
        )

    def lacks_expert(self, training: Training) -> bool:
        """Return whether nobody comes from outside while ``training`` lasts."""
        quarters = frozenset(_quarters_of(training, self.fiscal))
        return bool(quarters) and self._holds_for_most(
            training, lambda given: quarters.isdisjoint(given.external)
        )

    def empty_quarters(self, training: Training) -> Iterator[Period]:
        """Yield the whole quarters of ``training`` in which there is no session."""
        for quarter in _quarters_of(training, self.fiscal):
            if self._is_empty(training, quarter):
                yield quarter

    def _is_empty(self, training: Training, quarter: Period) -> bool:
        period = training.period
        if period is None or quarter.start < period.start or quarter.end > period.end:
            return False
        return self._holds_for_most(
            training, lambda given: quarter not in given.sessions, since=quarter.start
        )

    def _holds_for_most(
        self,
        training: Training,
        test: Callable[[_Given], bool],
        since: date | None = None,
    ) -> bool:
        people = [
            person
            for person in self.learners.get(training.key, ())
            if since is None or person.in_service(since)
        ]
        hit = sum(test(self.given.get(person.key, _NOTHING)) for person in people)
        return 2 * hit > len(people)


def read_learning(handbook: Handbook, as_of: date) -> Learning:
    """Return what the training plans of ``handbook`` give to those who have not left."""
    fiscal = handbook.settings.fiscal_year
    learners: dict[Key, tuple[Person, ...]] = {}
    given: dict[Key, _Given] = defaultdict(_Given)
    for training in handbook.all(Training):
        if not is_kept_up(training, as_of):
            continue
        people = tuple(
            person for person in people_of(training, handbook) if not person.has_left(as_of)
        )
        learners[training.key] = people
        own = _given_by(training, fiscal)
        for person in people:
            given[person.key] |= own
    return Learning(fiscal, learners, given)


def _given_by(training: Training, fiscal: FiscalYear) -> _Given:
    sessions: set[Period] = set()
    practice: set[Period] = set()
    external: set[Period] = set()
    whole = frozenset(_quarters_of(training, fiscal))
    for session in sessions_of(training):
        quarters = frozenset(_quarters_in(session, training, fiscal))
        sessions |= quarters
        # What has no day yet may still come in any of them.
        if is_practice(session):
            practice |= quarters or whole
        if session.external:
            external |= quarters or whole
    return _Given(frozenset(sessions), frozenset(practice), frozenset(external))


def _quarters_of(training: Training, fiscal: FiscalYear) -> Iterator[Period]:
    period = training.period
    if period is not None and period.days <= _MOST_DAYS:
        yield from periods_within(period.start, period.end, "quarterly", fiscal)


def _quarters_in(session: Session, training: Training, fiscal: FiscalYear) -> Iterator[Period]:
    """Yield the quarters that a session takes place in, none where it has no day."""
    day = session.completed or session.date
    if session.recurs in _REGULARLY:
        first = min(day, session.date or day) if day is not None else None
        yield from (
            quarter
            for quarter in _quarters_of(training, fiscal)
            if first is None or quarter.end >= first
        )
    if day is not None:
        yield quarter_of(day, fiscal)
        # Planned for one quarter and held in the next, it fills the first as well.
        yield quarter_of(session.date or day, fiscal)
