"""Incentive schemes: what results pay."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Reward
from planbook.model.record import Record
from planbook.periods import Period


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What is paid for: a goal, or a metric (of ``subject``, else of each person)."""

    metric: Key | None = None
    subject: Key | None = None
    goal: Key | None = None


class Guarantee(msgspec.Struct, frozen=True, kw_only=True):
    """The least that is paid for the days up to ``until``."""

    amount: Decimal | None = None
    until: datetime.date | None = None


class PayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person's own quota and variable pay, for the whole period unless ``from``/``until``.

    Those two prorate both by days, unless ``prorate`` says that they are written for those days.
    """

    person: Key | None = None
    quota: Decimal | None = None
    variable: Decimal | None = None
    from_: datetime.date | None = msgspec.field(default=None, name="from")
    until: datetime.date | None = None
    prorate: bool = True
    guarantee: Guarantee | None = None


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """A rate up to and including an attainment, or from one on; the last has no end."""

    up_to: Decimal | None = None
    from_: Decimal | None = msgspec.field(default=None, name="from")
    rate: Decimal | None = None


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Pay is multiplied by ``factor`` where a metric's figure lies strictly beyond the limit."""

    metric: Key | None = None
    subject: Key | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    factor: Decimal | None = None


class Adjustment(msgspec.Struct, frozen=True, kw_only=True):
    """An amount that is added to somebody's pay; a clawback is negative."""

    person: Key | None = None
    date: datetime.date | None = None
    amount: Decimal | None = None
    reason: dict[str, str] = {}


class Incentive(Record, frozen=True, kw_only=True):
    """One scheme. ``variable`` is the pay at an attainment of 1, in ``currency``."""

    KIND: ClassVar[str] = "incentive"

    recipients: tuple[Key, ...] = msgspec.field(default=(), name="for")
    period: Period | None = None
    basis: Basis = Basis()
    quota: Decimal | None = None
    variable: Decimal | None = None
    currency: str | None = None
    people: tuple[PayLine, ...] = ()
    mode: str = ""
    tiers: tuple[Tier, ...] = ()
    gates: tuple[Gate, ...] = ()
    threshold: Decimal | None = None
    cap: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    rewards: tuple[Reward, ...] = ()
