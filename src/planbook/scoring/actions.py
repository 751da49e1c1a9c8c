"""Steps that somebody owes by a day: which are still open, in all documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from planbook.language import Text
from planbook.model.action import Action, is_done
from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement
from planbook.model.meeting import Meeting
from planbook.model.record import Record
from planbook.model.review import Review


class OpenAction(msgspec.Struct, frozen=True):
    """A step that is not done: in which document and where in it, and who owes it by when."""

    document: Key
    pointer: str
    title: Text
    owner: Key | None
    due: date


def open_actions(handbook: Handbook, day: date) -> Iterator[OpenAction]:
    """Yield every step with a due date that is not done by ``day``, of all documents in force.

    A step without an owner is its document's person's.
    """
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
    """Yield the steps of one document; ``open_actions`` does of all."""
    match record:
        case Goal():
            yield from _open(record, "/actions", record.owner, record.actions, day)
        case Improvement() if record.is_running:
            yield from _open(record, "/actions", record.person, record.actions, day)
        case Review():
            yield from _open(record, "/decisions", record.person, record.decisions, day)
        case Meeting():
            for place, held in enumerate(record.log):
                yield from _open(record, f"/log/{place}/actions", record.owner, held.actions, day)
        case Feedback() if record.next_step is not None:
            steps = {"/next_step": record.next_step}
            yield from _open_at(record, record.recipient, steps, day)
        case Growth():
            taken = (Action(title=one.title, due=one.due, done=one.done) for one in record.actions)
            yield from _open(record, "/actions", record.person, taken, day)


def _open(
    record: Record, pointer: str, owner: Key | None, actions: Iterable[Action], day: date
) -> Iterator[OpenAction]:
    steps = {f"{pointer}/{place}": one for place, one in enumerate(actions)}
    yield from _open_at(record, owner, steps, day)


def _open_at(
    record: Record, owner: Key | None, steps: Mapping[str, Action], day: date
) -> Iterator[OpenAction]:
    if not record.is_in_force:
        return
    for pointer, one in steps.items():
        if one.due is not None and not is_done(one.done, day):
            yield OpenAction(record.key, pointer, one.title, one.owner or owner, one.due)
