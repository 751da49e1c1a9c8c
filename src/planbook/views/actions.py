"""Actions as pages show them: what, who, by when, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planbook.model.action import Action, is_done
from planbook.views.pen import Pen
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


def action_views(actions: Iterable[Action], pen: Pen) -> tuple[ActionView, ...]:
    """Return ``actions`` in their order."""
    return tuple(_view(one, pen) for one in actions)


def is_overdue(due: date | None, done: object, day: date) -> bool:
    """Return whether something that was to be done by ``due`` is still open on ``day``."""
    return due is not None and due < day and not done


def _view(action: Action, pen: Pen) -> ActionView:
    done = action.done
    return ActionView(
        title=pen.words(action.title),
        owner=pen.ref(action.owner),
        due=pen.day(action.due),
        is_done=None if done is None else is_done(done, pen.scores.as_of),
        done_on=pen.day(done),
        is_overdue=is_overdue(action.due, done, pen.scores.as_of),
    )
