"""The page of an objective: what it serves, and what serves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from planbook.model.document import Key
from planbook.model.objective import Objective
from planbook.views.figures import (
    ArithmeticView,
    arithmetic_views,
    bar_view,
    is_current,
    rollup_state,
)
from planbook.views.goal import goal_order, measure_facts
from planbook.views.goal_score import GoalLine, goal_line
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.parts import LINKED_SHOWN, DocumentPart, LinkedGroup, pointing_group
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import BarView, Fact, Phrase, StateView, Words


@dataclass(frozen=True, slots=True)
class RollupView:
    """What the goals and objectives below come to. ``lines`` are the first of ``total``."""

    status: StateView
    bar: BarView | None
    reason: Phrase | None
    lines: tuple[GoalLine, ...]
    total: int
    arithmetic: tuple[ArithmeticView, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """The page of an objective. ``alignment`` leads to its place in the tree."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    measure: tuple[Fact, ...]
    why: Words
    objectives: LinkedGroup | None
    goals: LinkedGroup | None
    alignment: str
    score: RollupView | None


def view_objective(
    objective: Objective, pen: Pen, shell: Shell, document: DocumentPart
) -> ObjectiveView:
    """Return the page of ``objective``."""
    key = Key(Objective.KIND, objective.id)
    measure = objective.measure
    return ObjectiveView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "objective",
            ("owner", pen.find(objective.owner, "person")),
            ("period", pen.period(objective.period)),
            ("commitment", pen.option("commitment", objective.commitment)),
            ("supports", pen.find_all(objective.supports, "objective")),
        ),
        measure=measure_facts("objective", "measure", measure, pen) if measure else (),
        why=pen.words(objective.why),
        objectives=pointing_group(pen, key, "objective", "/supports"),
        goals=pointing_group(pen, key, "goal", "/relevant/supports", goal_order),
        alignment=pen.to("alignment", objective.id) if objective.state == "active" else "",
        score=_rollup(objective, pen),
    )


def _rollup(objective: Objective, pen: Pen) -> RollupView | None:
    score = pen.scores.objectives.get(objective.id)
    if score is None:
        return None
    lines = (
        goal_line(one.key, pen.number(one.weight), pen) for one in score.children[:LINKED_SHOWN]
    )
    calculations = {
        # A sum of many parts would fill the page: the table beside it has the first of them.
        name: replace(one, inputs=one.inputs[: 2 * LINKED_SHOWN])
        for name, one in score.arithmetic.items()
    }
    return RollupView(
        status=rollup_state(
            score.status, running=is_current(objective.period, pen, pen.scores.as_of)
        ),
        bar=bar_view(score.progress, None, pen),
        reason=Phrase(f"objective_reason.{score.reason}") if score.reason else None,
        lines=tuple(line for line in lines if line is not None),
        total=len(score.children),
        arithmetic=arithmetic_views(calculations, pen),
    )


def objective_order(objective: Objective) -> tuple[int, str]:
    """Return the place of an objective among others: the latest period first."""
    return (newest_first(objective.period), objective.id)


OBJECTIVE_COLUMNS: Final = (
    Column("owner", lambda objective, pen: pen.find(objective.owner, "person")),
    Column("period", lambda objective, pen: pen.period(objective.period)),
    Column("supports", lambda objective, pen: pen.find_all(objective.supports[:3], "objective")),
)
OBJECTIVE_APART: Final = frozenset({("objective", "/supports"), ("goal", "/relevant/supports")})
