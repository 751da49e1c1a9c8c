"""What a practice is judged by: a person on the day of judging, and the parts that make it full."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.noun import DateRange, Noun
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.model.team import Team
from planbook.periods import Period, parse_period
from planbook.scoring.phrases import Filling, fill
from planbook.scoring.series import Series

AnyNoun = TypeVar("AnyNoun", bound=Noun)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a practice needs: whether it is there, in words, and what proves it."""

    met: bool
    words: Text
    proofs: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in the handbook of an edition on the day of judging.

    ``teams`` are the person's own and those above it. ``written`` is the SMART score of goals
    by id, ``series`` the readings of metrics by id.
    """

    person: Person
    handbook: Handbook
    as_of: date
    teams: tuple[Team, ...]
    role: Role | None
    written: Mapping[str, Decimal]
    series: Mapping[str, Series]

    @property
    def key(self) -> Key:
        """The person's key."""
        return Key(Person.KIND, self.person.id)

    def naming(self, noun: type[AnyNoun], *paths: str, wide: bool = False) -> tuple[AnyNoun, ...]:
        """Return the documents in force that name the person in one of the fields ``paths``.

        ``wide``: or the person's role or one of their teams.
        """
        keys = [self.key]
        if wide:
            keys += [Key(Team.KIND, team.id) for team in self.teams]
            keys += [] if self.role is None else [Key(Role.KIND, self.role.id)]
        found = {
            source: None
            for key in keys
            for path in paths
            for source in self.handbook.referring(key, noun.KIND, path)
        }
        nouns = (self.handbook.find(noun, source.id) for source in sorted(found))
        return tuple(each for each in nouns if each is not None and is_in_force(each))

    def has_readings(self, metric: Metric) -> bool:
        """Return whether ``metric`` reads the person."""
        return self.key in self.series.get(metric.id, {})

    def is_now(self, period: str | DateRange | None) -> bool:
        """Return whether the day of judging lies in ``period``."""
        found = self.period(period)
        return found is not None and found.contains(self.as_of)

    def period(self, written: str | DateRange | None) -> Period | None:
        """Return the days that ``written`` stands for."""
        fiscal = self.handbook.settings.fiscal_year_start
        if isinstance(written, DateRange):
            return parse_period({"start": written.start, "end": written.end}, fiscal)
        return parse_period(written, fiscal)

    def is_within(self, day: date | None, months: int) -> bool:
        """Return whether ``day`` lies in the last ``months`` months."""
        return day is not None and months_before(self.as_of, months) < day <= self.as_of

    def present_goals(self) -> tuple[Goal, ...]:
        """Return the person's own goals of the periods that the day of judging lies in."""
        return tuple(goal for goal in self.naming(Goal, "/owner") if self.is_now(goal.period))


def standing_of(
    person: Person,
    handbook: Handbook,
    as_of: date,
    written: Mapping[str, Decimal],
    series: Mapping[str, Series],
) -> Standing:
    """Return how ``person`` stands in ``handbook`` on ``as_of``."""
    return Standing(
        person,
        handbook,
        as_of,
        tuple(_teams_of(person, handbook)),
        handbook.find(Role, person.role),
        written,
        series,
    )


def is_in_force(noun: Noun) -> bool:
    """Return whether a document counts: neither a draft nor archived."""
    return noun.state == "active"


def months_before(day: date, months: int) -> date:
    """Return the same day ``months`` months earlier, or the last day of a shorter month."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def met(zh: str, en: str, *proofs: Key, **filling: Text | str) -> Part:
    """Return a part that is there."""
    return Part(True, _words(zh, en, filling), tuple(dict.fromkeys(proofs)))


def lacking(zh: str, en: str, *proofs: Key, **filling: Text | str) -> Part:
    """Return a part that is not there; ``proofs`` are the documents that fall short."""
    return Part(False, _words(zh, en, filling), tuple(dict.fromkeys(proofs)))


def key_of(noun: Noun) -> Key:
    """Return the key of a document."""
    return Key(noun.KIND, noun.id)


def _words(zh: str, en: str, filling: Filling) -> Text:
    return fill({"zh": zh, "en": en}, filling)


def _teams_of(person: Person, handbook: Handbook) -> Iterator[Team]:
    """Yield the person's team and those above it; a circle, which linking reports, ends."""
    seen: set[str] = set()
    team = handbook.find(Team, person.team)
    while team is not None and team.id not in seen:
        seen.add(team.id)
        yield team
        team = handbook.find(Team, team.parent)
