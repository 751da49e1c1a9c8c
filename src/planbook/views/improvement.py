"""The page of an improvement plan: facts, cause, support, and only then what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from planbook.model.improvement import Checkpoint, Improvement
from planbook.views.actions import ActionView, action_views
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, Phrase, Prose, Words


@dataclass(frozen=True, slots=True)
class CheckpointView:
    """A day on which somebody looks. ``stage`` is ``met``, ``missed`` or ``ahead``."""

    date: Day | None
    stage: str
    state: Phrase
    expect: Words
    actual: Words


@dataclass(frozen=True, slots=True)
class ImprovementView:
    """The page of an improvement plan."""

    shell: Shell
    document: DocumentPart
    outcome: Phrase | None
    facts: tuple[Fact, ...]
    target: Words
    happened: Prose
    cause: Prose
    support: Prose
    actions: tuple[ActionView, ...]
    checkpoints: tuple[CheckpointView, ...]


def view_improvement(
    improvement: Improvement, pen: Pen, shell: Shell, document: DocumentPart
) -> ImprovementView:
    """Return the page of ``improvement``."""
    key = improvement.key
    return ImprovementView(
        shell=shell,
        document=document,
        outcome=pen.option("outcome", improvement.outcome),
        facts=pen.facts(
            "improvement",
            ("person", pen.ref(improvement.person)),
            ("opened", pen.day(improvement.opened)),
            ("metric", pen.ref(improvement.metric)),
            ("goal", pen.ref(improvement.goal)),
        ),
        target=pen.words(improvement.target),
        happened=pen.prose(improvement.facts, key, 3),
        cause=pen.prose(improvement.cause, key, 3),
        support=pen.prose(improvement.support, key, 3),
        actions=action_views(improvement.actions, pen),
        checkpoints=tuple(
            _checkpoint(one, pen)
            for one in sorted(improvement.checkpoints, key=lambda one: one.date or date.max)
        ),
    )


def _checkpoint(checkpoint: Checkpoint, pen: Pen) -> CheckpointView:
    stage = {True: "met", False: "missed", None: "ahead"}[checkpoint.met]
    return CheckpointView(
        date=pen.day(checkpoint.date),
        stage=stage,
        state=Phrase(f"checkpoint.{stage}"),
        expect=pen.words(checkpoint.expect),
        actual=pen.words(checkpoint.actual),
    )


def improvement_order(improvement: Improvement) -> tuple[int, str]:
    """Return the place of a plan among others: the latest first."""
    return (newest_first(improvement.opened), improvement.id)


PAGE: Final = PageKind(
    noun=Improvement,
    template="improvement.html",
    view=view_improvement,
    columns=(
        Column("person", lambda improvement, pen: pen.ref(improvement.person)),
        Column("opened", lambda improvement, pen: pen.day(improvement.opened)),
        Column("outcome", lambda improvement, pen: pen.option("outcome", improvement.outcome)),
    ),
    order=improvement_order,
)
