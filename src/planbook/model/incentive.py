"""Incentive schemes: what results pay."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import msgspec

from planbook.model.goal import Reward
from planbook.model.noun import DateRange, Noun


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What is paid for: a metric or a goal."""

    metric: str | None = None
    goal: str | None = None


class PayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person's own quota and variable pay."""

    person: str | None = None
    quota: Decimal | None = None
    variable: Decimal | None = None


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """A rate up to and including an attainment; the last tier has no end."""

    up_to: Decimal | None = None
    rate: Decimal | None = None


class Incentive(Noun, frozen=True, kw_only=True):
    """One scheme. ``variable`` is the pay at an attainment of 1, in ``currency``."""

    KIND: ClassVar[str] = "incentive"

    recipients: tuple[str, ...] = msgspec.field(default=(), name="for")
    period: str | DateRange | None = None
    basis: Basis = Basis()
    quota: Decimal | None = None
    variable: Decimal | None = None
    currency: str | None = None
    people: tuple[PayLine, ...] = ()
    mode: str = ""
    tiers: tuple[Tier, ...] = ()
    threshold: Decimal | None = None
    cap: Decimal | None = None
    rewards: tuple[Reward, ...] = ()
