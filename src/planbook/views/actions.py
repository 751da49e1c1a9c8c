"""Actions as pages show them: what, who, by when, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

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
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Ref, Words


@dataclass(frozen=True, slots=True)
class ActionView:
    """One step. ``is_done`` is None where nobody said; ``is_overdue`` while it is open too long."""

    title: Words
    owner: Ref | None
    due: Day | None
    is_done: bool | None
    done_on: Day | None
    is_overdue: bool


def action_views(actions: Iterable[Action], presenter: Presenter) -> tuple[ActionView, ...]:
    """Return ``actions`` in their order."""
    return tuple(_view(one, presenter) for one in actions)


def _view(action: Action, presenter: Presenter) -> ActionView:
    done, day = action.done, presenter.scores.as_of
    return ActionView(
        title=presenter.words(action.title),
        owner=presenter.ref(action.owner),
        due=presenter.day(action.due),
        is_done=None if done is None else is_done(done, day),
        done_on=presenter.day(done),
        is_overdue=action.due is not None and action.due < day and not is_done(done, day),
    )


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A step that is not done: in which document, and who owes it by when."""

    document: Key
    title: Text
    owner: Key | None
    due: date


def open_actions(handbook: Handbook, day: date) -> Iterator[OpenAction]:
    """Yield every step with a due date that is not done by ``day``, of all documents in force.

    A step without an owner is its document's person's.
    """
    for goal in handbook.all(Goal):
        yield from _open(goal, goal.owner, goal.actions, day)
    for plan in handbook.all(Improvement):
        if plan.is_running:
            yield from _open(plan, plan.person, plan.actions, day)
    for review in handbook.all(Review):
        yield from _open(review, review.person, review.decisions, day)
    for meeting in handbook.all(Meeting):
        for record in meeting.log:
            yield from _open(meeting, meeting.owner, record.actions, day)
    for feedback in handbook.all(Feedback):
        if feedback.next_step is not None:
            yield from _open(feedback, feedback.recipient, (feedback.next_step,), day)
    for growth in handbook.all(Growth):
        steps = tuple(Action(title=one.title, due=one.due, done=one.done) for one in growth.actions)
        yield from _open(growth, growth.person, steps, day)


def _open(
    record: Record, owner: Key | None, actions: Iterable[Action], day: date
) -> Iterator[OpenAction]:
    if not record.is_in_force:
        return
    for one in actions:
        if one.due is not None and not is_done(one.done, day):
            yield OpenAction(record.key, one.title, one.owner or owner, one.due)
