"""The page of an improvement plan: facts, cause, support, and only then what is asked."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from planbook.model.improvement import Checkpoint, Improvement
from planbook.views.actions import ActionView, action_views, anchor_of
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, Phrase, Prose, Words


class CheckpointView(msgspec.Struct, frozen=True):
    """A day on which somebody looks. ``stage`` is ``met``, ``missed`` or ``ahead``."""

    anchor: str
    date: Day | None
    stage: str
    state: Phrase
    expect: Words
    actual: Words


class ImprovementView(msgspec.Struct, frozen=True):
    """The page of an improvement plan."""

    layout: Layout
    document: CommonFields
    outcome: Phrase | None
    facts: tuple[Fact, ...]
    target: Words
    happened: Prose
    cause: Prose
    support: Prose
    actions: tuple[ActionView, ...]
    checkpoints: tuple[CheckpointView, ...]


def view_improvement(
    improvement: Improvement, presenter: Presenter, layout: Layout, document: CommonFields
) -> ImprovementView:
    """Return the page of ``improvement``."""
    key = improvement.key
    return ImprovementView(
        layout=layout,
        document=document,
        outcome=presenter.option("outcome", improvement.outcome),
        facts=presenter.facts(
            "improvement",
            ("person", presenter.ref(improvement.person)),
            ("opened", presenter.day(improvement.opened)),
            ("metric", presenter.ref(improvement.metric)),
            ("goal", presenter.ref(improvement.goal)),
        ),
        target=presenter.words(improvement.target),
        happened=presenter.prose(improvement.facts, key, 3, "/facts"),
        cause=presenter.prose(improvement.cause, key, 3, "/cause"),
        support=presenter.prose(improvement.support, key, 3, "/support"),
        actions=action_views(improvement.actions, presenter, "/actions"),
        checkpoints=tuple(
            _checkpoint(one, anchor_of(f"/checkpoints/{place}"), presenter)
            for place, one in sorted(
                enumerate(improvement.checkpoints), key=lambda one: one[1].date or date.max
            )
        ),
    )


def _checkpoint(checkpoint: Checkpoint, anchor: str, presenter: Presenter) -> CheckpointView:
    stage = {True: "met", False: "missed", None: "ahead"}[checkpoint.met]
    return CheckpointView(
        anchor=anchor,
        date=presenter.day(checkpoint.date),
        stage=stage,
        state=Phrase(f"checkpoint.{stage}"),
        expect=presenter.words(checkpoint.expect),
        actual=presenter.words(checkpoint.actual),
    )


def improvement_order(improvement: Improvement) -> tuple[int, str]:
    """Return the place of a plan among others: the latest first."""
    return (newest_first(improvement.opened), improvement.id)


PAGE: Final = PageKind(
    record=Improvement,
    template="improvement.html",
    view=view_improvement,
    columns=(
        Column("person", lambda improvement, presenter: presenter.ref(improvement.person)),
        Column("opened", lambda improvement, presenter: presenter.day(improvement.opened)),
        Column(
            "outcome",
            lambda improvement, presenter: presenter.option("outcome", improvement.outcome),
        ),
    ),
    order=improvement_order,
)
