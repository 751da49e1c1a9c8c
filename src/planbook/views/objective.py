"""The page of an objective: what it serves, and what serves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.model.document import Key
from planbook.model.objective import Objective
from planbook.scoring.pace import WORST_FIRST
from planbook.scoring.results import Arithmetic, ObjectiveScore, Status, WorstBelow
from planbook.scoring.undertaking import objective_undertaking
from planbook.views.amounts import amounts_of
from planbook.views.checkins import CheckinList, checkin_list, checkin_pages
from planbook.views.common_fields import LINKED_SHOWN, CommonFields, LinkedGroup, pointing_group
from planbook.views.csv_pages import Cell, plain_figure
from planbook.views.figures import ArithmeticView, arithmetic_views, bar_view, state_view
from planbook.views.goal import expectation, goal_order, measure_facts
from planbook.views.goal_score import (
    GoalLine,
    GoalScoreView,
    course_view,
    goal_line,
    progress_bar_of,
)
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.plain_cells import all_names
from planbook.views.presenter import Presenter
from planbook.views.words import BarView, Fact, Phrase, Shown, StateView, Words

_WORRYING: Final[tuple[Status, ...]] = ("missed", "off_track", "at_risk")


class StatusCount(msgspec.Struct, frozen=True):
    """How many goals have a status."""

    status: StateView
    total: int


class WorstBelowView(msgspec.Struct, frozen=True):
    """How many of ``of`` goals below are missed, off track or at risk."""

    counts: tuple[StatusCount, ...]
    of: int


class RollupView(msgspec.Struct, frozen=True):
    """What the goals and objectives below come to. ``lines`` are the first of ``total``."""

    bar: BarView | None
    reason: Phrase | None
    read: Phrase | None
    lines: tuple[GoalLine, ...]
    total: int
    arithmetic: tuple[ArithmeticView, ...]


class ObjectiveScoreView(msgspec.Struct, frozen=True):
    """How an objective goes.

    ``measured`` is the course of its own measure, where that has readings; the status is then
    that of the measure, and ``rollup`` stands beside it. Where a measure has none, ``unmeasured``
    says so: the status is then that of the roll-up.
    """

    status: StateView
    bar: BarView | None
    facts: tuple[Fact, ...]
    worst_below: WorstBelowView | None
    measured: GoalScoreView | None
    unmeasured: tuple[Phrase, ...]
    rollup: RollupView
    arithmetic: tuple[ArithmeticView, ...]


class ObjectiveView(msgspec.Struct, frozen=True):
    """The page of an objective. ``alignment`` leads to its place in the tree."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    measure: tuple[Fact, ...]
    why: Words
    checkins: CheckinList | None
    objectives: LinkedGroup | None
    goals: LinkedGroup | None
    alignment: str
    score: ObjectiveScoreView | None


def view_objective(
    objective: Objective, presenter: Presenter, layout: Layout, document: CommonFields
) -> ObjectiveView:
    """Return the page of ``objective``."""
    key = objective.key
    measure = objective.measure
    score = presenter.scores.objectives.get(objective.id)
    measured = score.measured if score else None
    undertaking = objective_undertaking(objective, presenter.scoring)
    amounts = amounts_of(measure, measured, presenter, undertaking) if measure else None
    course = (
        course_view(measured, undertaking, objective.checkins, amounts, presenter)
        if measured and amounts
        else None
    )
    return ObjectiveView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "objective",
            ("owner", presenter.ref(objective.owner)),
            ("period", presenter.period(objective.period)),
            ("commitment", presenter.option("commitment", objective.commitment)),
            ("supports", presenter.refs(objective.supports)),
        ),
        measure=(
            *measure_facts("objective", "measure", measure, amounts, presenter),
            *presenter.facts("objective", ("expected", expectation(objective.expected, presenter))),
        )
        if measure and amounts
        else (),
        why=presenter.words(objective.why),
        checkins=checkin_list(objective.checkins, amounts, presenter, key) if amounts else None,
        objectives=pointing_group(presenter, key, "objective", "/supports"),
        goals=pointing_group(presenter, key, "goal", "/relevant/supports", goal_order),
        alignment=presenter.to("alignment", objective.id) if objective.is_in_force else "",
        score=_score(score, course, presenter) if score else None,
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


def _score(
    score: ObjectiveScore, course: GoalScoreView | None, presenter: Presenter
) -> ObjectiveScoreView:
    goes_by_measure = score.basis == "measure"
    return ObjectiveScoreView(
        status=state_view("status", score.status),
        bar=progress_bar_of(score, presenter),
        facts=tuple(_facts(score, presenter)),
        worst_below=worst_below_view(score.worst_below),
        measured=course if goes_by_measure else None,
        unmeasured=course.headline if course and not goes_by_measure else (),
        rollup=_rollup(score, presenter),
        arithmetic=_arithmetic(score.arithmetic, presenter, score.key),
    )


def _facts(score: ObjectiveScore, presenter: Presenter) -> Iterator[Fact]:
    """Yield what its status is judged by; its own measure tells its figures itself."""
    rows: list[tuple[Phrase, Shown]] = [
        (Phrase("objective.basis"), Phrase(f"basis.{score.basis}")),
    ]
    if score.basis != "measure":
        rows += [
            (Phrase("figure.total"), presenter.amount(score.value, score.unit)),
            (Phrase("figure.expected"), presenter.percent_rounded(score.expected)),
            (Phrase("figure.pace"), presenter.ratio(score.pace, presenter.pace_limits)),
        ]
    for label, shown in rows:
        if shown:
            yield Fact(label, shown)


def _rollup(score: ObjectiveScore, presenter: Presenter) -> RollupView:
    rollup = score.rollup
    lines = (
        goal_line(one.key, presenter.number(one.weight), presenter)
        for one in score.children[:LINKED_SHOWN]
    )
    read = {"read": str(rollup.read), "of": str(rollup.of)}
    return RollupView(
        bar=bar_view(rollup.progress, rollup.expected, presenter),
        reason=Phrase(f"objective_reason.{rollup.reason}") if rollup.reason else None,
        read=Phrase("objective.read", read) if rollup.read < rollup.of else None,
        lines=tuple(line for line in lines if line is not None),
        total=len(score.children),
        arithmetic=_arithmetic(rollup.arithmetic, presenter, score.key)
        if score.basis == "measure"
        else (),
    )


def _arithmetic(
    calculations: Mapping[str, Arithmetic], presenter: Presenter, key: Key
) -> tuple[ArithmeticView, ...]:
    # A sum of many parts would fill the page: the table beside it has the first of them.
    shortened = {
        name: replace(one, inputs=one.inputs[: 2 * LINKED_SHOWN])
        for name, one in calculations.items()
    }
    return arithmetic_views(shortened, presenter, key, {"pace": presenter.pace_limits})


def objective_order(objective: Objective) -> tuple[int, str]:
    """Return the place of an objective among others: the latest period first."""
    return (newest_first(objective.period), objective.id)


def _bar(objective: Objective, presenter: Presenter) -> Shown:
    score = presenter.scores.objectives.get(objective.id)
    return progress_bar_of(score, presenter) if score else None


def _progress(objective: Objective, presenter: Presenter) -> Cell:
    score = presenter.scores.objectives.get(objective.id)
    return plain_figure(score.progress) if score is not None else None


def _supports(objective: Objective, presenter: Presenter) -> Cell:
    return all_names(objective.supports, presenter)


def _status_key(objective: Objective, presenter: Presenter) -> str:
    score = presenter.scores.objectives.get(objective.id)
    return score.status if score else ""


def _status(objective: Objective, presenter: Presenter) -> Shown:
    score = presenter.scores.objectives.get(objective.id)
    return state_view("status", score.status) if score else None


PAGE: Final = PageKind(
    record=Objective,
    template="objective.html",
    view=view_objective,
    columns=(
        Column(
            "owner",
            lambda objective, presenter: presenter.ref(objective.owner),
            facet="owner",
            key=lambda objective, _: objective.owner.id if objective.owner else "",
        ),
        Column(
            "supports",
            lambda objective, presenter: presenter.refs(objective.supports[:3]),
            plain=((Phrase("table.supports"), _supports),),
        ),
        Column(
            "",
            _bar,
            Phrase("figure.progress"),
            plain=((Phrase("figure.progress"), _progress),),
        ),
        Column(
            "",
            _status,
            Phrase("figure.status"),
            facet="status",
            key=_status_key,
            order=WORST_FIRST,
        ),
    ),
    order=objective_order,
    own_sections=frozenset({("objective", "/supports"), ("goal", "/relevant/supports")}),
    more=checkin_pages,
)
