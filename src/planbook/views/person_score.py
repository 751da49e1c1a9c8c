"""The figures of a person: how their goals go, how well they are led, where their figures head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.person import Person
from planbook.model.training import Training
from planbook.scoring.actions import OpenAction
from planbook.scoring.onboarding import day_for, is_open_for, is_overdue, plans_for
from planbook.views.coverage import PracticeLine, practice_lines
from planbook.views.figures import ArithmeticView, arithmetic_views, bar_view
from planbook.views.goal_score import GoalLine, goal_line
from planbook.views.metric import (
    TrendView,
    newest_reading,
    series_href,
    trend_view,
    trends_of_subject,
)
from planbook.views.order import newest_first
from planbook.views.places import place_in
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.totals import TotalsLine, totals_line
from planbook.views.words import BarView, Day, PeriodView, Phrase, Quantity, Ref, Words

_GOALS_SHOWN: Final = 20
_PLANS_SHOWN: Final = 5
_METRICS_SHOWN: Final = 20
_ACTIONS_SHOWN: Final = 20


class OnboardingLine(msgspec.Struct, frozen=True):
    """A session that counts from the person's first day, still to be taken."""

    title: Words
    day: Day | None
    is_overdue: bool


class TrainingLine(msgspec.Struct, frozen=True):
    """A training plan in a line, with the onboarding that is still to come."""

    ref: Ref
    period: PeriodView | None
    so_far: Phrase
    overdue: Phrase | None
    onboarding: tuple[OnboardingLine, ...] = ()


class TrendLine(msgspec.Struct, frozen=True):
    """Where one metric of a person is heading; ``href`` leads to its readings."""

    metric: Ref
    latest: Quantity | None
    totals: TotalsLine | None
    trend: TrendView
    href: str


class OwedAction(msgspec.Struct, frozen=True):
    """An open step of a person, with the document that it stands in."""

    title: Words
    document: Ref
    due: Day | None
    is_overdue: bool


class PersonScoreView(msgspec.Struct, frozen=True):
    """The figures of a person. Their goals come in the order of their weights."""

    bar: BarView | None
    goals: tuple[GoalLine, ...]
    arithmetic: tuple[ArithmeticView, ...]
    practices: tuple[PracticeLine, ...]
    trainings: tuple[TrainingLine, ...]
    trends: tuple[TrendLine, ...]
    actions: tuple[OwedAction, ...]


def person_score_view(person: Person, presenter: Presenter) -> PersonScoreView | None:
    """Return the figures of ``person``, or None where there are none (an archived one)."""
    score = presenter.scores.people.get(person.id)
    if score is None:
        return None
    weighted = sorted(score.goals, key=lambda one: (-one.weight, one.key))
    lines = (
        goal_line(one.key, _weight(one.key, presenter), presenter)
        for one in weighted[:_GOALS_SHOWN]
    )
    return PersonScoreView(
        bar=bar_view(score.progress, None, presenter),
        goals=tuple(line for line in lines if line is not None),
        arithmetic=arithmetic_views(score.arithmetic, presenter),
        practices=practice_lines(person, presenter),
        trainings=training_lines(person, presenter),
        trends=tuple(trend_lines(person.key, presenter)),
        actions=tuple(_owed(person.key, presenter)),
    )


def _weight(key: Key, presenter: Presenter) -> Quantity | None:
    """Return the weight that was written; that of a goal without one is all the same."""
    goal = presenter.handbook.find(Goal, key.id)
    return presenter.number(goal.weight, "%") if goal else None


def training_lines(person: Person, presenter: Presenter) -> tuple[TrainingLine, ...]:
    """Return the latest training plans for ``person``, by name, by team or by role."""
    plans = sorted(
        plans_for(person, presenter.handbook),
        key=lambda plan: (newest_first(plan.period), plan.id),
    )
    return tuple(
        _training(plan, person, ref, presenter)
        for plan in plans[:_PLANS_SHOWN]
        if (ref := presenter.ref(plan.key)) is not None
    )


def _training(plan: Training, person: Person, ref: Ref, presenter: Presenter) -> TrainingLine:
    today = presenter.scores.as_of
    counted = [one for one in plan.items if one.state != "cancelled"]
    done = sum(not is_open_for(one, person) for one in counted if one.state == "done")
    overdue = sum(is_overdue(one, plan, person, today) for one in counted)
    return TrainingLine(
        ref=ref,
        period=presenter.period(plan.period),
        so_far=Phrase("training.so_far", {"done": str(done), "total": str(len(counted))}),
        overdue=Phrase("training.overdue", {"number": str(overdue)}) if overdue else None,
        onboarding=tuple(
            OnboardingLine(presenter.words(one.title), presenter.day(day), day < today)
            for one in counted
            if one.after_start is not None
            and one.date is None
            and is_open_for(one, person)
            and (day := day_for(one, plan, person)) is not None
        ),
    )


def _owed(person: Key, presenter: Presenter) -> Iterator[OwedAction]:
    """Yield what the person still has to do, the earliest due first."""
    owed = presenter.remember(OWED, person)
    for one in owed[:_ACTIONS_SHOWN]:
        ref = place_in(presenter, one.document, one.pointer)
        if ref is not None:
            overdue = one.due < presenter.scores.as_of
            yield OwedAction(presenter.words(one.title), ref, presenter.day(one.due), overdue)


def _owed_by(site: SitePresenter, person: Key) -> tuple[OpenAction, ...]:
    return site.remember(ALL_OWED, "").get(person, ())


def _all_owed(site: SitePresenter, _: str) -> dict[Key, tuple[OpenAction, ...]]:
    found: dict[Key, list[OpenAction]] = {}
    for one in sorted(site.open_actions(), key=lambda one: (one.due, one.document)):
        if one.owner is not None:
            found.setdefault(one.owner, []).append(one)
    return {owner: tuple(actions) for owner, actions in found.items()}


def trend_lines(subject: Key, presenter: Presenter) -> Iterator[TrendLine]:
    """Yield where the metrics of ``subject`` are heading, the first of them."""
    for score in trends_of_subject(subject, presenter)[:_METRICS_SHOWN]:
        ref = presenter.ref(score.key)
        if ref is not None:
            yield TrendLine(
                metric=ref,
                latest=newest_reading(score, presenter),
                totals=totals_line(ref, score.totals, presenter) if score.totals else None,
                trend=trend_view(score, presenter),
                href=series_href(score, presenter),
            )


ALL_OWED: Final = Shared("all owed", Mapping[Key, tuple[OpenAction, ...]], _all_owed)
OWED: Final = Shared("owed", tuple[OpenAction, ...], _owed_by, Key)
