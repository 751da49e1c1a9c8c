"""Steps that somebody owes by a day: which are still open, in all documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

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
    for goal in handbook.all(Goal):
        yield from _open(goal, "/actions", goal.owner, goal.actions, day)
    for plan in handbook.all(Improvement):
        if plan.is_running:
            yield from _open(plan, "/actions", plan.person, plan.actions, day)
    for review in handbook.all(Review):
        yield from _open(review, "/decisions", review.person, review.decisions, day)
    for meeting in handbook.all(Meeting):
        for place, record in enumerate(meeting.log):
            yield from _open(meeting, f"/log/{place}/actions", meeting.owner, record.actions, day)
    for feedback in handbook.all(Feedback):
        if feedback.next_step is not None:
            steps = {"/next_step": feedback.next_step}
            yield from _open_at(feedback, feedback.recipient, steps, day)
    for growth in handbook.all(Growth):
        taken = tuple(Action(title=one.title, due=one.due, done=one.done) for one in growth.actions)
        yield from _open(growth, "/actions", growth.person, taken, day)


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
