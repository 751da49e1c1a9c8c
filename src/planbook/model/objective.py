"""Objectives: what the company or a team wants to reach in a period."""

from __future__ import annotations

from typing import ClassVar

from planbook.model.goal import Measurable
from planbook.model.noun import DateRange, Noun


class Objective(Noun, frozen=True, kw_only=True):
    """One objective and the objectives above it that it serves."""

    KIND: ClassVar[str] = "objective"

    owner: str | None = None
    period: str | DateRange | None = None
    supports: tuple[str, ...] = ()
    commitment: str = "committed"
    measure: Measurable | None = None
    rollup: str = "mean"
    why: dict[str, str] = {}
