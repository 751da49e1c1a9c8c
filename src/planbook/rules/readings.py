"""What rules know of a handbook's figures: one day, and what is read by it, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planbook.model.handbook import Handbook
from planbook.scoring.series import AllSeries, read_all_series


@dataclass(frozen=True)
class Readings:
    """A handbook as of one day. What is read of it is read when a rule asks, and once."""

    handbook: Handbook
    as_of: date

    @cached_property
    def series(self) -> AllSeries:
        """The readings of every metric in force."""
        return read_all_series(self.handbook, self.as_of)
