"""How things stood at the end of a day gone by, by the content of today (scoring.md, 1).

A goal is judged as on that day: by the readings and check-ins that stand for days up to it. One
that was over by then is told with its final figures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

import msgspec

from planbook.keyed import per_key
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.model.person import Person
from planbook.periods import add_months, month_of
from planbook.scoring.coverage import cover_person
from planbook.scoring.goals import score_goal
from planbook.scoring.grounds import Grounds
from planbook.scoring.payouts import score_incentive
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import (
    GoalOnDay,
    GoalScore,
    IncentiveScore,
    PeriodTotal,
    Practice,
)
from planbook.scoring.series import AllSeries, Observation, Series
from planbook.scoring.undertaking import Timeframe, span_of

MONTHS_TOLD: Final = 13
"""How many months are told in full: the newest, and a year back to the same one."""


@dataclass(frozen=True)
class Past:
    """What was on days gone by, made when somebody asks.

    ``scored`` are the goals' figures of today.
    """

    grounds: Grounds
    scored: Mapping[str, GoalScore]

    @per_key
    def goals(self, asked: tuple[str, date]) -> GoalOnDay | None:
        """How a goal stood on a day, by its id and the day; None before it began."""
        id_, day = asked
        goal = self.grounds.visible.find(Goal, id_)
        return None if goal is None else goal_on(goal, day, self.grounds, self.scored)

    @per_key
    def months(self, id_: str) -> tuple[GoalOnDay, ...] | None:
        """How a goal stood at the ends of the newest months, oldest first; the last is the end.

        Of the month of the day of the figures by that day. Of one that ended longer ago the end.
        """
        goal = self.grounds.visible.find(Goal, id_)
        span = span_of(goal) if goal is not None else None
        if goal is None or span is None:
            return None
        days = _days_told(span, self.grounds.as_of)
        found = (goal_on(goal, day, self.grounds, self.scored) for day in days)
        return tuple(one for one in found if one is not None)

    @per_key
    def totals(self, asked: tuple[Key, Key | None, date]) -> PeriodTotal | None:
        """What a metric came to in the period that begins on a day, for a whole (None: company)."""
        metric, whole, start = asked
        totals = self.grounds.totals.get(metric)
        return None if totals is None else totals.of_period(whole, start)

    @per_key
    def coverage(self, asked: tuple[str, date]) -> Mapping[str, Practice] | None:
        """How far each practice was there for a person on a day; None for who did not serve."""
        id_, day = asked
        grounds = self.grounds
        person = grounds.visible.find(Person, id_)
        if person is None or not person.is_serving(day):
            return None
        written = {
            key.id: score.smart.total
            for key in grounds.visible.referring(person.key, Goal.KIND, "/owner")
            if (score := self.scored.get(key.id)) is not None and score.smart is not None
        }
        series = SeriesOn(grounds.series, day)
        return cover_person(person, grounds.visible, day, grounds.sees_kind, written, series)

    @per_key
    def pay(self, asked: tuple[str, date]) -> tuple[IncentiveScore, ...] | None:
        """What a scheme paid by a day, by its id and the day."""
        id_, day = asked
        grounds = self.grounds
        scheme = grounds.visible.find(Incentive, id_)
        if scheme is None or not scheme.is_in_force:
            return None
        goals = GoalsOn(grounds, self.scored, day)
        sources = PaySources(grounds.visible, goals, SeriesOn(grounds.series, day), day)
        return score_incentive(scheme, sources, grounds.sees_pay_of)


def _days_told(span: Timeframe, as_of: date) -> Iterator[date]:
    """Yield the ends of the months in which a goal runs, of the newest; then that of its last.

    The month of ``as_of`` ends with it.
    """
    # One more than are told: the month of ``as_of`` may have nothing to tell yet.
    first = add_months(as_of.replace(day=1), -MONTHS_TOLD)
    day = month_of(max(span.start, first)).end
    while day < min(span.due, as_of):
        yield day
        day = month_of(day + timedelta(days=1)).end
    if span.start <= as_of:
        yield min(month_of(span.due).end, as_of)


def goal_on(
    goal: Goal, day: date, grounds: Grounds, scored: Mapping[str, GoalScore]
) -> GoalOnDay | None:
    """Return how ``goal`` stood at the end of ``day``; None where it had not begun, or has no days.

    ``scored`` are the figures of today, which are final for what was over by then.
    """
    span = span_of(goal)
    if not goal.is_in_force or span is None or day < span.start:
        return None
    is_over = span.due <= day
    score = scored.get(goal.id) if is_over else score_goal_on(goal, day, grounds)
    if score is None:
        return None
    return GoalOnDay(
        score.key,
        day,
        score.status,
        score.progress,
        score.expected,
        score.actual,
        score.target,
        score.unit,
        score.mark,
        score.grade if is_over else None,
        score.colour if is_over else None,
        is_over,
    )


def score_goal_on(goal: Goal, day: date, grounds: Grounds) -> GoalScore:
    """Return all figures of ``goal`` on a ``day`` before it is due, without how it is written.

    A result has no date. A goal that was closed early counts as closed after the last look at it,
    when nobody expected anything of it; before that its result is not known.
    """
    series = SeriesOn(grounds.series, day)
    looks = (one.date for one in goal.checkins)
    last = max((one for one in looks if one and one <= grounds.as_of), default=None)
    known = goal if last is not None and last < day else msgspec.structs.replace(goal, result=None)
    return score_goal(known, grounds.visible, series, grounds.settings, day)


class GoalsOn(Mapping[str, GoalScore]):
    """The figures of goals as on a day; those of goals that were over by then are final."""

    def __init__(self, grounds: Grounds, scored: Mapping[str, GoalScore], day: date) -> None:
        self._grounds = grounds
        self._scored = scored
        self._day = day

    def __getitem__(self, id_: str) -> GoalScore:
        goal = self._grounds.visible.find(Goal, id_)
        if goal is None:
            raise KeyError(id_)
        span = span_of(goal)
        if span is None or span.due <= self._day:
            return self._scored[id_]
        return score_goal_on(goal, self._day, self._grounds)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._scored

    def __iter__(self) -> Iterator[str]:
        return iter(self._scored)

    def __len__(self) -> int:
        return len(self._scored)


class SeriesOn(Mapping[Key, Series]):
    """The readings of every metric as on a day."""

    def __init__(self, series: AllSeries, day: date) -> None:
        self._series = series
        self._day = day

    def __getitem__(self, metric: Key) -> Series:
        found = self._series[metric]
        readings = _ReadBy(found.by_subject, self._day)
        return Series(found.metric, self._day, found.fiscal, readings)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._series)

    def __len__(self) -> int:
        return len(self._series)


class _ReadBy(Mapping[Key, tuple[Observation, ...]]):
    """The readings of each subject dated by a day, cut off when somebody asks.

    One whose period still ran on that day stands for its own date.
    """

    def __init__(self, found: Mapping[Key, tuple[Observation, ...]], day: date) -> None:
        self._found = found
        self._day = day

    def __getitem__(self, subject: Key) -> tuple[Observation, ...]:
        found = self._found[subject]
        kept = found[: bisect_right(found, self._day, key=_dated)]
        if not kept:
            raise KeyError(subject)
        return tuple(
            one
            if one.day <= self._day
            else Observation(one.dated, one.dated, one.value, one.pointer)
            for one in kept
        )

    def __iter__(self) -> Iterator[Key]:
        return (one for one, found in self._found.items() if found[0].dated <= self._day)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_dated: Final = attrgetter("dated")
