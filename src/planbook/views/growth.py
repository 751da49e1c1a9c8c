"""The page of a growth plan: from which level to which, and by what steps."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import msgspec

from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.growth import Assessment, Growth, GrowthAction, ScaledGoal
from planbook.model.ladder import Ladder, Level
from planbook.views.actions import anchor_of
from planbook.views.common_fields import CommonFields
from planbook.views.figures import ArithmeticView, arithmetic_views
from planbook.views.ladder import ExpectationView, compare_levels
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.local_titles import competency_of, level_of, titled
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter
from planbook.views.words import Day, Fact, Phrase, Quantity, Ref, Words

ACTION_TYPES: Final = ("experience", "exposure", "education")
SCALE: Final = (-2, -1, 0, 1, 2)
# Half a standard deviation of the T score either way is what was expected.
_ABOUT: Final = 5


class RungView(msgspec.Struct, frozen=True):
    """The level where somebody stands, or the one that the plan is about to reach."""

    heading: Words
    title: Words
    scope: Words
    is_target: bool


class AssessmentView(msgspec.Struct, frozen=True):
    """One competency as both see it. ``apart`` marks a gap of two and more, which needs a talk."""

    competency: Words
    own: Quantity | None
    manager: Quantity | None
    gap: Phrase | None
    apart: bool
    date: Day | None


class GrowthActionView(msgspec.Struct, frozen=True):
    """One step of the plan."""

    title: Words
    competency: Words
    training: Ref | None
    success: Words
    due: Day | None
    is_done: bool | None
    done_on: Day | None
    anchor: str


class ActionGroupView(msgspec.Struct, frozen=True):
    """The steps of one way to learn: by the work, from others, from courses."""

    type: Phrase | None
    meaning: Phrase | None
    actions: tuple[GrowthActionView, ...]


class AttainmentView(msgspec.Struct, frozen=True):
    """How far a goal of growth was reached: ``level`` from -2 to +2, ``steps`` all of these."""

    goal: Words
    weight: Quantity | None
    level: int | None
    figure: Quantity | None
    meaning: Phrase | None
    steps: tuple[int, ...]


class GrowthView(msgspec.Struct, frozen=True):
    """The page of a growth plan. ``headings`` are the names of the fields, by their path."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    rungs: tuple[RungView, ...]
    current_title: Words
    asks: tuple[ExpectationView, ...]
    headings: Mapping[str, Words]
    assessments: tuple[AssessmentView, ...]
    actions: tuple[ActionGroupView, ...]
    reviews: tuple[Day, ...]
    attainment: tuple[AttainmentView, ...]
    t_score: Phrase | None
    arithmetic: tuple[ArithmeticView, ...]


def view_growth(
    growth: Growth, presenter: Presenter, layout: Layout, document: CommonFields
) -> GrowthView:
    """Return the page of ``growth``."""
    key = growth.key
    current, target = (
        level_of(growth.current, key, presenter),
        level_of(growth.target, key, presenter),
    )
    return GrowthView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "growth",
            ("person", presenter.ref(growth.person)),
            ("by", presenter.day(growth.by)),
            ("mentor", presenter.ref(growth.mentor)),
            ("ladder", presenter.ref(growth.ladder)),
        ),
        rungs=tuple(
            RungView(
                presenter.label("growth", path),
                titled(level, presenter),
                presenter.words(level.scope),
                path == "target",
            )
            for path, level in (("current", current), ("target", target))
            if level is not None
        ),
        current_title=titled(current, presenter),
        asks=_asks(growth, current, target, presenter),
        headings={path: presenter.label("growth", path) for path in _HEADINGS},
        assessments=tuple(
            _assessment(one, key, presenter)
            for one in sorted(growth.assessments, key=lambda one: newest_first(one.date))
        ),
        actions=_action_groups(growth, key, presenter),
        reviews=tuple(
            day for one in sorted(growth.reviews) if (day := presenter.day(one)) is not None
        ),
        attainment=tuple(_attainment(one, presenter) for one in growth.attainment),
        t_score=_t_score(growth, presenter),
        arithmetic=arithmetic_views(presenter.scores.growth[growth.id].arithmetic, presenter, key)
        if growth.id in presenter.scores.growth
        else (),
    )


def _t_score(growth: Growth, presenter: Presenter) -> Phrase | None:
    score = presenter.scores.growth.get(growth.id)
    if score is None or score.t_score is None:
        return None
    figure = presenter.formats.number(round(Decimal(repr(score.t_score)), 1))
    level = "as_expected" if abs(score.t_score - 50) < _ABOUT else None
    level = level or ("better" if score.t_score > 50 else "less")
    return Phrase(f"t_score.{level}", {"score": figure})


def gap_of(assessment: Assessment) -> Decimal | None:
    """Return by how much somebody rates themselves above the manager, in points of 1 to 5."""
    if assessment.self is None or assessment.manager is None:
        return None
    return assessment.self - assessment.manager


def _asks(
    growth: Growth, current: Level | None, target: Level | None, presenter: Presenter
) -> tuple[ExpectationView, ...]:
    """Return what the target level expects in the competencies that the plan works on.

    A plan that names none is about all of them.
    """
    if target is None or target is current:
        return ()
    ladder = presenter.handbook.find(Ladder, growth.ladder)
    if ladder is None:
        return ()
    named = {one.competency for one in growth.assessments}
    named |= {one.competency for one in growth.actions}
    worked_on = tuple(one for one in ladder.competencies if one.id in named)
    return compare_levels(target, current, worked_on or ladder.competencies, presenter)


def _assessment(assessment: Assessment, key: Key, presenter: Presenter) -> AssessmentView:
    gap = gap_of(assessment)
    return AssessmentView(
        competency=titled(competency_of(assessment.competency, key, presenter), presenter),
        own=presenter.number(assessment.self),
        manager=presenter.number(assessment.manager),
        gap=_gap_phrase(gap, presenter),
        apart=gap is not None and abs(gap) >= 2,
        date=presenter.day(assessment.date),
    )


def _gap_phrase(gap: Decimal | None, presenter: Presenter) -> Phrase | None:
    if gap is None:
        return None
    if gap == 0:
        return Phrase("growth.gap_none")
    points = {"points": presenter.formats.number(abs(gap))}
    return Phrase("growth.gap_own" if gap > 0 else "growth.gap_manager", points)


def _action_groups(growth: Growth, key: Key, presenter: Presenter) -> tuple[ActionGroupView, ...]:
    types = dict.fromkeys((*ACTION_TYPES, *(one.type for one in growth.actions)))
    return tuple(
        ActionGroupView(
            type=presenter.option("growth_type", type_),
            meaning=presenter.option("growth_means", type_),
            actions=actions,
        )
        for type_ in types
        if (
            actions := tuple(
                _action(one, key, presenter, f"/actions/{place}")
                for place, one in enumerate(growth.actions)
                if one.type == type_
            )
        )
    )


def _action(action: GrowthAction, key: Key, presenter: Presenter, pointer: str) -> GrowthActionView:
    return GrowthActionView(
        title=presenter.words(action.title),
        competency=titled(competency_of(action.competency, key, presenter), presenter),
        training=presenter.ref(action.training),
        success=presenter.words(action.success),
        due=presenter.day(action.due),
        is_done=None if action.done is None else is_done(action.done, presenter.scores.as_of),
        done_on=presenter.day(action.done),
        anchor=anchor_of(pointer),
    )


def _attainment(scaled: ScaledGoal, presenter: Presenter) -> AttainmentView:
    level = scaled.level
    return AttainmentView(
        goal=presenter.words(scaled.goal),
        weight=presenter.number(scaled.weight),
        level=level,
        figure=None if level is None else Quantity(_signed(level)),
        meaning=None if level is None else Phrase(f"attainment.{_signed(level)}"),
        steps=SCALE,
    )


def _signed(level: int) -> str:
    return f"{level:+d}".replace("-", "−") if level else "0"


_HEADINGS: Final = (
    "assessments",
    "assessments/competency",
    "assessments/self",
    "assessments/manager",
    "assessments/date",
    "actions",
    "actions/competency",
    "actions/training",
    "actions/due",
    "actions/success",
    "reviews",
    "attainment",
    "attainment/goal",
    "attainment/weight",
    "attainment/level",
)


PAGE: Final = PageKind(
    record=Growth,
    template="growth.html",
    view=view_growth,
    columns=(
        Column("person", lambda one, presenter: presenter.ref(one.person)),
        Column(
            "current",
            lambda one, presenter: titled(level_of(one.current, one.key, presenter), presenter),
        ),
        Column(
            "target",
            lambda one, presenter: titled(level_of(one.target, one.key, presenter), presenter),
        ),
        Column("by", lambda one, presenter: presenter.day(one.by)),
    ),
)
