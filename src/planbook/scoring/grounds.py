"""What the figures of an edition rest on: the project's settings, readings, totals, readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from planbook.editions import sees_kinds, sees_private_fields_of
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.record import Record
from planbook.model.rubric import Rubric
from planbook.scoring.series import AllSeries, read_all_series
from planbook.scoring.settings import ScoringSettings, read_scoring_settings
from planbook.scoring.totals import Totals, all_totals

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Grounds:
    """What the figures of an edition rest on; each part is read from the handbook once."""

    visible: Handbook
    as_of: date
    rubric: Rubric
    edition: Edition

    @cached_property
    def settings(self) -> ScoringSettings:
        """How the project judges."""
        return read_scoring_settings(self.visible.settings.scoring)

    @cached_property
    def series(self) -> AllSeries:
        """The readings of every metric in force."""
        return read_all_series(self.visible, self.as_of)

    @cached_property
    def totals(self) -> Mapping[Key, Totals]:
        """The totals of every metric that is read."""
        return all_totals(self.series, self.visible)

    @cached_property
    def sees_kind(self) -> Callable[[str, Key], bool]:
        """Whether the edition sees documents of a kind about a person."""
        return sees_kinds(self.visible, self.edition, self.as_of)

    @cached_property
    def sees_pay_of(self) -> Callable[[Key], bool]:
        """Whether the edition sees what schemes say of a person's pay."""
        return sees_private_fields_of(self.visible, self.edition, self.as_of, Incentive.KIND)

    def in_force(self, record: type[AnyRecord]) -> Iterable[AnyRecord]:
        """Return the documents of a kind that are in force, by id."""
        return (one for one in self.visible.all(record) if one.is_in_force)
