"""Actions as pages show them: what, who, by when, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planbook.model.action import Action, is_done
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Ref, Words


class ActionView(msgspec.Struct, frozen=True):
    """One step. ``is_done`` is None where nobody said; ``is_overdue`` while it is open too long.

    ``anchor`` is its id on the page of its document; empty on any other page.
    """

    title: Words
    owner: Ref | None
    due: Day | None
    is_done: bool | None
    done_on: Day | None
    is_overdue: bool
    anchor: str = ""


def anchor_of(pointer: str) -> str:
    """Return the id that a part of a document has on its page, made from its JSON pointer.

    Places in lists are counted from 1: ``/log/1/actions/0`` is ``log-2-actions-1``,
    ``/next_step`` is ``next-step``.
    """
    steps = (step for step in pointer.split("/") if step)
    counted = (str(int(step) + 1) if step.isdigit() else step for step in steps)
    return "-".join(counted).replace("_", "-")


def action_views(
    actions: Iterable[Action], presenter: Presenter, pointer: str = ""
) -> tuple[ActionView, ...]:
    """Return ``actions`` in their order.

    ``pointer`` leads to the list that they are in all their number; without one, as where they
    belong to another document, they get no anchors.
    """
    return tuple(
        action_view(one, presenter, f"{pointer}/{place}" if pointer else "")
        for place, one in enumerate(actions)
    )


def action_view(action: Action, presenter: Presenter, pointer: str = "") -> ActionView:
    """Return one step; ``pointer`` leads to it in the document of the page."""
    done, day = action.done, presenter.scores.as_of
    return ActionView(
        title=presenter.words(action.title),
        owner=presenter.ref(action.owner),
        due=presenter.day(action.due),
        is_done=None if done is None else is_done(done, day),
        done_on=presenter.day(done),
        is_overdue=action.due is not None and action.due < day and not is_done(done, day),
        anchor=anchor_of(pointer),
    )
