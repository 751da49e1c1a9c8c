"""Goals, by the five letters of SMART."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.noun import DateRange, Noun
from planbook.model.person import Scope


class Specific(msgspec.Struct, frozen=True, kw_only=True):
    """S: the result wanted, and where."""

    outcome: dict[str, str] = {}
    scope: Scope | None = None


class Measurable(msgspec.Struct, frozen=True, kw_only=True):
    """M: how the result is measured.

    ``baseline`` and ``target`` belong to increase and decrease, ``min`` and ``max`` to
    keep_within; all four are in ``unit``.
    """

    type: str = ""
    metric: str | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    source: dict[str, str] | str | None = None


class Achievable(msgspec.Struct, frozen=True, kw_only=True):
    """A: why it can be done. ``confidence`` is 0 to 1, at the start."""

    rationale: dict[str, str] = {}
    resources: tuple[dict[str, str], ...] = ()
    confidence: Decimal | None = None


class Relevant(msgspec.Struct, frozen=True, kw_only=True):
    """R: what it serves, or why it rightly serves nothing."""

    supports: tuple[str, ...] = ()
    why: dict[str, str] = {}
    standalone: dict[str, str] = {}


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A mark on the way: a value by a day, or (type milestones) a piece of work with a weight."""

    due: datetime.date | None = None
    value: Decimal | None = None
    title: dict[str, str] = {}
    weight: Decimal | None = None
    done: datetime.date | bool | None = None


class TimeBound(msgspec.Struct, frozen=True, kw_only=True):
    """T: from when to when, and how often it is looked at."""

    start: datetime.date | None = None
    due: datetime.date | None = None
    cadence: str | None = None
    milestones: tuple[Milestone, ...] = ()


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One step towards the goal."""

    title: dict[str, str] = {}
    due: datetime.date | None = None
    done: datetime.date | bool | None = None


class Reward(msgspec.Struct, frozen=True, kw_only=True):
    """What reaching a share of the goal (``when``, 1.0 is all of it) earns."""

    when: Decimal | None = None
    kind: str = ""
    amount: Decimal | None = None
    currency: str | None = None
    text: dict[str, str] = {}


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """A status that a human set, and why."""

    status: str = ""
    reason: dict[str, str] = {}


class Checkin(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a goal with what its owner says of it."""

    date: datetime.date | None = None
    value: Decimal | bool | None = None
    confidence: Decimal | None = None
    note: dict[str, str] = {}
    override: Override | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How a goal ended."""

    grade: Decimal | None = None
    lessons: dict[str, str] = {}


class Goal(Noun, frozen=True, kw_only=True):
    """One goal of a person or a team."""

    KIND: ClassVar[str] = "goal"

    owner: str | None = None
    period: str | DateRange | None = None
    weight: Decimal | None = None
    commitment: str = "committed"
    specific: Specific = Specific()
    measurable: Measurable = Measurable()
    achievable: Achievable = Achievable()
    relevant: Relevant = Relevant()
    time_bound: TimeBound = TimeBound()
    actions: tuple[Action, ...] = ()
    incentive: str | None = None
    rewards: tuple[Reward, ...] = ()
    checkins: tuple[Checkin, ...] = ()
    result: Result | None = None
