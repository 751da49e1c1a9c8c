"""The days that documents name: what is due, what takes place, and whom each is for.

Pages of what is due show those that are near and open, calendars all of a year back and to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

import msgspec

from planbook.language import Text
from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.improvement import Improvement
from planbook.model.objective import Objective
from planbook.model.review import Review
from planbook.model.team import Team
from planbook.model.training import Training
from planbook.recurrence import Series
from planbook.scoring.actions import Commitment
from planbook.scoring.onboarding import onboarding_days, series_of
from planbook.views.presenter import SitePresenter

State = Literal["open", "done", "over", "gone"]
"""Somebody still owes it; it is done; nobody owes it any more; it is not to come any more."""

_OF_STATUS: Final[Mapping[str, State]] = MappingProxyType(
    {"achieved": "done", "cancelled": "gone", "carried_over": "gone"}
)
_OF_SESSION: Final[Mapping[str, State]] = MappingProxyType({"planned": "open", "done": "done"})


class Dated(msgspec.Struct, frozen=True):
    """Something on a day, or on the days of a ``series`` that begins on it.

    ``category`` is ``goal``, ``objective``, ``milestone``, ``action``, ``session``, ``checkpoint``,
    ``review``, ``growth`` (when a growth plan is talked about), ``level``, ``activity`` or
    ``meeting``; ``who`` is whom it is for, and ``place`` leads to it in its document. Without a
    ``title`` it is the document itself. ``is_for_all`` says that it is for all whom its document is
    for. ``at`` is the time of day, where it has one.
    """

    day: date
    category: str
    document: Key
    who: Key | None
    title: Text
    place: str = ""
    state: State = "open"
    is_for_all: bool = False
    series: Series | None = None
    at: str = ""


def dates_of(site: SitePresenter, key: Key) -> Iterator[Dated]:
    """Yield the days of one document that is in force; steps that somebody owes are not among them.

    Meetings have times and are told of by themselves.
    """
    record = site.handbook.records[key]
    find = _FINDERS.get(key.kind)
    if find is not None and record.is_in_force:
        yield from find(record, site)


def dated_step(step: Commitment, day: date) -> Dated | None:
    """Return the day of a step, or None where it has none."""
    if step.due is None:
        return None
    state: State = "open" if step.is_open(day) else "done"
    return Dated(step.due, "action", step.document, step.owner, step.title, step.pointer, state)


def _of_goal(goal: Goal, site: SitePresenter) -> Iterator[Dated]:
    score = site.scores.goals.get(goal.id)
    status = score.status if score is not None else ""
    whole: State = _OF_STATUS.get(status, "open")
    time = goal.time_bound
    if time.due:
        yield Dated(time.due, "goal", goal.key, goal.owner, {}, state=whole)
    for mark in time.milestones:
        if mark.due and mark.due != time.due:
            state: State = "over" if whole == "done" else whole
            if state != "gone" and is_done(mark.done, site.scores.as_of):
                state = "done"
            yield Dated(mark.due, "milestone", goal.key, goal.owner, mark.title, "", state)


def _of_objective(objective: Objective, site: SitePresenter) -> Iterator[Dated]:
    score = site.scores.objectives.get(objective.id)
    state = _OF_STATUS.get(score.status, "open") if score is not None else "open"
    if objective.period is not None:
        day, owner = objective.period.end, objective.owner
        yield Dated(day, "objective", objective.key, owner, {}, state=state)


def _of_training(training: Training, site: SitePresenter) -> Iterator[Dated]:
    who = training.recipients[0] if training.recipients else None
    for place, session in enumerate(training.items, start=1):
        if session.date is not None:
            yield Dated(
                session.date,
                "session",
                training.key,
                who,
                session.title,
                f"session-{place}",
                _OF_SESSION.get(session.state, "gone"),
                is_for_all=True,
                series=series_of(session, training),
            )
    for place, session, person, day in onboarding_days(training, site.handbook):
        place_of = f"session-{place}"
        yield Dated(day, "session", training.key, person.key, session.title, place_of)


def _of_plan(plan: Improvement, _: SitePresenter) -> Iterator[Dated]:
    for place, point in enumerate(plan.checkpoints):
        if point.date is not None:
            pointer = f"/checkpoints/{place}"
            state: State = "done"
            if point.met is None:
                state = "open" if plan.is_running else "gone"
            yield Dated(
                point.date, "checkpoint", plan.key, plan.person, point.expect, pointer, state
            )


def _of_review(review: Review, _: SitePresenter) -> Iterator[Dated]:
    if review.date is not None:
        yield Dated(review.date, "review", review.key, review.person, {})


def _of_growth(growth: Growth, _: SitePresenter) -> Iterator[Dated]:
    for day in growth.reviews:
        yield Dated(day, "growth", growth.key, growth.person, {})
    if growth.by is not None:
        yield Dated(growth.by, "level", growth.key, growth.person, {})


def _of_team(team: Team, _: SitePresenter) -> Iterator[Dated]:
    for activity in team.activities:
        if activity.date is not None:
            yield Dated(activity.date, "activity", team.key, team.key, activity.title)


_Finder = Callable[[Any, SitePresenter], Iterable[Dated]]
_FINDERS: Final[Mapping[str, _Finder]] = MappingProxyType(
    {
        Goal.KIND: _of_goal,
        Objective.KIND: _of_objective,
        Training.KIND: _of_training,
        Improvement.KIND: _of_plan,
        Review.KIND: _of_review,
        Growth.KIND: _of_growth,
        Team.KIND: _of_team,
    }
)

KINDS_WITH_DATES: Final = tuple(_FINDERS)
"""The kinds with days of their own, meetings and steps apart."""
