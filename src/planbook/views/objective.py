"""The page of an objective: what it serves, and what serves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.document import Key
from planbook.model.objective import Objective
from planbook.views.goal import goal_order, measure_facts
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.parts import DocumentPart, LinkedGroup, pointing_group
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Fact, Words


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
