"""Actions as pages show them: what, who, by when, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planbook.model.action import Action, is_done
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Ref, Words


class ActionView(msgspec.Struct, frozen=True):
    """One step. ``is_done`` is None where nobody said; ``is_overdue`` while it is open too long."""

    title: Words
    owner: Ref | None
    due: Day | None
    is_done: bool | None
    done_on: Day | None
    is_overdue: bool


def anchor_of(pointer: str) -> str:
    """Return the id, on its document's page, of what ``pointer`` leads to.

    Entries are counted from 1: ``/log/1/actions/0`` → ``log-2-actions-1``.
    """
    steps = pointer.strip("/").replace("_", "-").split("/")
    return "-".join(str(int(step) + 1) if step.isdigit() else step for step in steps)


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
