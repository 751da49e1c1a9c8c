"""Goals, by the five letters of SMART."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.person import Scope
from planbook.model.record import Record
from planbook.periods import Period


class Specific(msgspec.Struct, frozen=True, kw_only=True):
    """S: the result wanted, and where."""

    outcome: dict[str, str] = {}
    scope: Scope | None = None


class Measurable(msgspec.Struct, frozen=True, kw_only=True):
    """M: how the result is measured.

    ``baseline`` and ``target`` belong to reach, increase and decrease, ``min``, ``max``, ``per``
    (reading or period) and ``share`` (0 to 1, of the readings) to keep_within; all amounts are in
    ``unit``. ``subject`` is whose readings are read. ``subjects`` belong to an objective's
    measure: theirs are added up.
    """

    type: str = ""
    metric: Key | None = None
    subject: Key | None = None
    subjects: tuple[Key, ...] = ()
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    per: str | None = None
    share: Decimal | None = None
    source: Key | dict[str, str] | None = None


class Achievable(msgspec.Struct, frozen=True, kw_only=True):
    """A: why it can be done. ``confidence`` is 0 to 1, at the start."""

    rationale: dict[str, str] = {}
    resources: tuple[dict[str, str], ...] = ()
    confidence: Decimal | None = None


class Relevant(msgspec.Struct, frozen=True, kw_only=True):
    """R: what it serves, or why it rightly serves nothing."""

    supports: tuple[Key, ...] = ()
    contribution: Decimal | None = None
    why: dict[str, str] = {}
    standalone: dict[str, str] = {}


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A mark on the way: a value by a day, or (type milestones) a piece of work with a weight.

    ``done`` is the day, true, or the share (0 to 1) that is done.
    """

    due: datetime.date | None = None
    value: Decimal | None = None
    title: dict[str, str] = {}
    weight: Decimal | None = None
    done: datetime.date | bool | float | None = None


class TimeBound(msgspec.Struct, frozen=True, kw_only=True):
    """T: from when to when, and how often it is looked at."""

    start: datetime.date | None = None
    due: datetime.date | None = None
    cadence: str | None = None
    expected: str = "linear"
    milestones: tuple[Milestone, ...] = ()


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
    """One reading of a goal with what its owner says of it.

    ``value`` is where the goal stands on ``value_date``, or on ``date`` where none is written.
    """

    date: datetime.date | None = None
    value_date: datetime.date | None = None
    value: Decimal | bool | None = None
    confidence: Decimal | None = None
    note: dict[str, str] = {}
    override: Override | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How a goal ended: achieved, missed, cancelled or carried_over."""

    outcome: str | None = None
    grade: Decimal | None = None
    lessons: dict[str, str] = {}
    successor: Key | None = None


class Goal(Record, frozen=True, kw_only=True):
    """One goal of a person or a team."""

    KIND: ClassVar[str] = "goal"

    owner: Key | None = None
    contributors: tuple[Key, ...] = ()
    period: Period | None = None
    weight: Decimal | None = None
    commitment: str = "committed"
    specific: Specific = Specific()
    measurable: Measurable = Measurable()
    achievable: Achievable = Achievable()
    relevant: Relevant = Relevant()
    time_bound: TimeBound = TimeBound()
    actions: tuple[Action, ...] = ()
    incentive: Key | None = None
    rewards: tuple[Reward, ...] = ()
    checkins: tuple[Checkin, ...] = ()
    result: Result | None = None

    @property
    def aspires(self) -> bool:
        """Whether part of the way is a success already: the commitment is aspirational."""
        return self.commitment == "aspirational"
