"""The page of an objective: what it serves, and what serves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from planbook.model.document import Key
from planbook.model.objective import Objective
from planbook.scoring.results import Arithmetic, ObjectiveScore, Status, WorstBelow
from planbook.views.figures import ArithmeticView, arithmetic_views, bar_view, state_view
from planbook.views.goal import expectation, goal_order, measure_facts
from planbook.views.goal_score import (
    GoalLine,
    GoalScoreView,
    course_view,
    goal_line,
    pace_limits,
    progress_bar_of,
)
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import LINKED_SHOWN, DocumentPart, LinkedGroup, pointing_group
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import BarView, Fact, Phrase, Shown, StateView, Words

_WORRYING: Final[tuple[Status, ...]] = ("missed", "off_track", "at_risk")


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many goals have a status."""

    status: StateView
    total: int


@dataclass(frozen=True, slots=True)
class WorstBelowView:
    """How many of ``of`` goals below are missed, off track or at risk."""

    counts: tuple[StatusCount, ...]
    of: int


@dataclass(frozen=True, slots=True)
class RollupView:
    """What the goals and objectives below come to. ``lines`` are the first of ``total``."""

    bar: BarView | None
    reason: Phrase | None
    read: Phrase | None
    lines: tuple[GoalLine, ...]
    total: int
    arithmetic: tuple[ArithmeticView, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveScoreView:
    """How an objective goes.

    ``measured`` is the course of its own measure, where that has readings; the status is then
    that of the measure, and ``rollup`` stands beside it.
    """

    status: StateView
    bar: BarView | None
    facts: tuple[Fact, ...]
    worst_below: WorstBelowView | None
    measured: GoalScoreView | None
    rollup: RollupView
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
    score: ObjectiveScoreView | None


def view_objective(
    objective: Objective, pen: Pen, shell: Shell, document: DocumentPart
) -> ObjectiveView:
    """Return the page of ``objective``."""
    key = objective.key
    measure = objective.measure
    score = pen.scores.objectives.get(objective.id)
    return ObjectiveView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "objective",
            ("owner", pen.ref(objective.owner)),
            ("period", pen.period(objective.period)),
            ("commitment", pen.option("commitment", objective.commitment)),
            ("supports", pen.refs(objective.supports)),
        ),
        measure=(
            *measure_facts("objective", "measure", measure, pen),
            *pen.facts("objective", ("expected", expectation(objective.expected, pen))),
        )
        if measure
        else (),
        why=pen.words(objective.why),
        objectives=pointing_group(pen, key, "objective", "/supports"),
        goals=pointing_group(pen, key, "goal", "/relevant/supports", goal_order),
        alignment=pen.to("alignment", objective.id) if objective.is_in_force else "",
        score=_score(score, pen) if score else None,
    )


def worst_below_view(worst: WorstBelow | None) -> WorstBelowView | None:
    """Return the goals below that one should worry about, or None where there are none."""
    if worst is None:
        return None
    counts = tuple(
        StatusCount(state_view("status", status), worst.statuses[status])
        for status in _WORRYING
        if worst.statuses.get(status)
    )
    return WorstBelowView(counts, worst.of) if counts else None


def _score(score: ObjectiveScore, pen: Pen) -> ObjectiveScoreView:
    measured = score.measured
    return ObjectiveScoreView(
        status=state_view("status", score.status),
        bar=progress_bar_of(score, pen),
        facts=tuple(_facts(score, pen)),
        worst_below=worst_below_view(score.worst_below),
        measured=course_view(measured, frozenset(), pen) if measured else None,
        rollup=_rollup(score, pen),
        arithmetic=_arithmetic(score.arithmetic, pen, score.key),
    )


def _facts(score: ObjectiveScore, pen: Pen) -> Iterator[Fact]:
    """Yield what its status is judged by; its own measure tells its figures itself."""
    rows: list[tuple[Phrase, Shown]] = [
        (Phrase("objective.basis"), Phrase(f"basis.{score.basis}")),
        (Phrase("figure.total"), pen.amount(score.value, score.unit)),
    ]
    if score.measured is None:
        rows += [
            (Phrase("figure.expected"), pen.portion(score.expected)),
            (Phrase("figure.pace"), pen.ratio(score.pace, pace_limits(pen))),
        ]
    for label, shown in rows:
        if shown:
            yield Fact(label, shown)


def _rollup(score: ObjectiveScore, pen: Pen) -> RollupView:
    rollup = score.rollup
    lines = (
        goal_line(one.key, pen.number(one.weight), pen) for one in score.children[:LINKED_SHOWN]
    )
    read = {"read": str(rollup.read), "of": str(rollup.of)}
    return RollupView(
        bar=bar_view(rollup.progress, rollup.expected, pen),
        reason=Phrase(f"objective_reason.{rollup.reason}") if rollup.reason else None,
        read=Phrase("objective.read", read) if rollup.read < rollup.of else None,
        lines=tuple(line for line in lines if line is not None),
        total=len(score.children),
        arithmetic=_arithmetic(rollup.arithmetic, pen, score.key) if score.measured else (),
    )


def _arithmetic(
    calculations: Mapping[str, Arithmetic], pen: Pen, key: Key
) -> tuple[ArithmeticView, ...]:
    # A sum of many parts would fill the page: the table beside it has the first of them.
    shortened = {
        name: replace(one, inputs=one.inputs[: 2 * LINKED_SHOWN])
        for name, one in calculations.items()
    }
    return arithmetic_views(shortened, pen, key, {"pace": pace_limits(pen)})


def objective_order(objective: Objective) -> tuple[int, str]:
    """Return the place of an objective among others: the latest period first."""
    return (newest_first(objective.period), objective.id)


def _bar(objective: Objective, pen: Pen) -> Shown:
    score = pen.scores.objectives.get(objective.id)
    return progress_bar_of(score, pen) if score else None


def _status(objective: Objective, pen: Pen) -> Shown:
    score = pen.scores.objectives.get(objective.id)
    return state_view("status", score.status) if score else None


PAGE: Final = PageKind(
    noun=Objective,
    template="objective.html",
    view=view_objective,
    columns=(
        Column("owner", lambda objective, pen: pen.ref(objective.owner)),
        Column("period", lambda objective, pen: pen.period(objective.period)),
        Column("supports", lambda objective, pen: pen.refs(objective.supports[:3])),
        Column("", _bar, Phrase("figure.progress")),
        Column("", _status, Phrase("figure.status")),
    ),
    order=objective_order,
    own_sections=frozenset({("objective", "/supports"), ("goal", "/relevant/supports")}),
)
