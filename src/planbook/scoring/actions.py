"""Steps that somebody owes by a day: which are open, and how many of those due were done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import msgspec

from planbook.language import Text
from planbook.model.action import Action, Done, is_done
from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement
from planbook.model.meeting import Meeting
from planbook.model.record import Record
from planbook.model.review import Review
from planbook.periods import is_within

CLOSING_MONTHS: Final = 1
"""How far back what fell due and what was done is looked at."""


class Commitment(msgspec.Struct, frozen=True):
    """A step: in which document and where in it, who owes it by when, and whether it is done.

    Without an owner of its own it is owed by its document's person.
    """

    document: Key
    pointer: str
    title: Text
    owner: Key | None
    due: date | None
    done: Done = None

    def is_open(self, day: date) -> bool:
        """Return whether it has a due date and is not done by ``day``."""
        return self.due is not None and not is_done(self.done, day)

    @property
    def done_on(self) -> date | None:
        """The day that it counts as done on: of one done on no stated day, when it was due."""
        if isinstance(self.done, date):
            return self.done
        return self.due if self.done else None

    def fell_due(self, day: date) -> bool:
        """Return whether it was due in the last month up to ``day``.

        What is due on ``day`` itself still has time, and counts once it is done.
        """
        return is_within(self.due, CLOSING_MONTHS, day) and (
            self.due != day or not self.is_open(day)
        )

    def was_closed(self, day: date) -> bool:
        """Return whether it was done in the last month up to ``day``."""
        return is_within(self.done_on, CLOSING_MONTHS, day)


class OpenAction(msgspec.Struct, frozen=True):
    """A step that is not done: in which document and where in it, and who owes it by when."""

    document: Key
    pointer: str
    title: Text
    owner: Key | None
    due: date


class Closing(msgspec.Struct, frozen=True):
    """How many of the steps that fell due in the last month are done: ``done`` of ``due``."""

    due: int
    done: int

    @property
    def rate(self) -> Fraction | None:
        """The share that is done; None where nothing fell due."""
        return Fraction(self.done, self.due) if self.due else None


def open_actions(handbook: Handbook, day: date) -> Iterator[OpenAction]:
    """Yield every step with a due date that is not done by ``day``, of all documents in force."""
    for kind in KINDS_WITH_ACTIONS:
        for key in handbook.by_kind.get(kind, ()):
            yield from open_actions_of(handbook.records[key], day)


KINDS_WITH_ACTIONS: Final = (
    Goal.KIND,
    Improvement.KIND,
    Review.KIND,
    Meeting.KIND,
    Feedback.KIND,
    Growth.KIND,
)


def open_actions_of(record: Record, day: date) -> Iterator[OpenAction]:
    """Yield the open steps of one document; ``open_actions`` does of all."""
    for one in commitments_of(record):
        if one.due is not None and one.is_open(day):
            yield OpenAction(one.document, one.pointer, one.title, one.owner, one.due)


def closing_of(commitments: Iterable[Commitment], day: date) -> Closing:
    """Return how many of ``commitments`` fell due in the month to ``day``, and are done by it."""
    due = [one for one in commitments if one.fell_due(day)]
    return Closing(len(due), sum(not one.is_open(day) for one in due))


def commitments_of(record: Record) -> Iterator[Commitment]:
    """Yield the steps of a document in force, whether they are done or not."""
    if not record.is_in_force:
        return
    match record:
        case Goal():
            yield from _steps(record, "/actions", record.owner, record.actions)
        case Improvement():
            steps = _steps(record, "/actions", record.person, record.actions)
            # What was left open in a plan that is closed is nobody's any more.
            yield from (one for one in steps if record.is_running or one.done)
        case Review():
            yield from _steps(record, "/decisions", record.person, record.decisions)
        case Meeting():
            for place, held in enumerate(record.log):
                yield from _steps(record, f"/log/{place}/actions", record.owner, held.actions)
        case Feedback() if record.next_step is not None:
            yield _step(record, "/next_step", record.recipient, record.next_step)
        case Growth():
            taken = (Action(title=one.title, due=one.due, done=one.done) for one in record.actions)
            yield from _steps(record, "/actions", record.person, taken)


def _steps(
    record: Record, pointer: str, owner: Key | None, actions: Iterable[Action]
) -> Iterator[Commitment]:
    for place, one in enumerate(actions):
        yield _step(record, f"{pointer}/{place}", owner, one)


def _step(record: Record, pointer: str, owner: Key | None, one: Action) -> Commitment:
    return Commitment(record.key, pointer, one.title, one.owner or owner, one.due, one.done)
