"""Objectives: what the company or a team wants to reach in a period."""

from __future__ import annotations

from typing import ClassVar

from planbook.model.document import Key
from planbook.model.goal import Checkin, Measurable
from planbook.model.record import Record
from planbook.periods import Period


class Objective(Record, frozen=True, kw_only=True):
    """One objective and the objectives above it that it serves."""

    KIND: ClassVar[str] = "objective"

    owner: Key | None = None
    period: Period | None = None
    supports: tuple[Key, ...] = ()
    commitment: str = "committed"
    measure: Measurable | None = None
    checkins: tuple[Checkin, ...] = ()
    expected: str = "linear"
    rollup: str = "mean"
    why: dict[str, str] = {}

    @property
    def aspires(self) -> bool:
        """Whether part of the way is a success already: the commitment is aspirational."""
        return self.commitment == "aspirational"
