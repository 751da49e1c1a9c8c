"""What a practice is judged by: a person on the day of judging, and the parts that make it full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.role import Role
from planbook.model.team import Team
from planbook.periods import Period, is_within
from planbook.scoring.results import Filled, Sentence
from planbook.scoring.series import AllSeries, Series, members_of

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a practice needs: whether it is there, in words, and what proves it.

    ``looks_back`` is how many closed months it looks back over: it is not lacking yet while the
    person has served fewer. 0 is for what can be there on the first day.
    """

    met: bool
    words: Sentence
    proofs: tuple[Key, ...] = ()
    looks_back: int = 0


@dataclass(frozen=True, slots=True)
class PracticeEvidence:
    """One person in the handbook of an edition on the day of judging.

    ``teams`` are the person's own and those above it. ``written`` is the SMART score of goals
    by id, ``series`` the readings of metrics by the metric's key.
    """

    person: Person
    handbook: Handbook
    as_of: date
    teams: tuple[Team, ...]
    role: Role | None
    written: Mapping[str, Decimal]
    series: AllSeries

    @property
    def months_served(self) -> int | None:
        """How many whole months of the person's service have closed; None where nobody knows."""
        return self.person.months_served(self.as_of)

    def naming(
        self, record: type[AnyRecord], *paths: str, wide: bool = False
    ) -> tuple[AnyRecord, ...]:
        """Return the documents in force that name the person in one of the fields ``paths``.

        ``wide``: or the person's role or one of their teams.
        """
        keys = [self.person.key]
        if wide:
            keys += [team.key for team in self.teams]
            keys += [] if self.role is None else [self.role.key]
        found = {
            source: None
            for key in keys
            for path in paths
            for source in self.handbook.referring(key, record.KIND, path)
        }
        records = (self.handbook.find(record, source) for source in sorted(found))
        return tuple(each for each in records if each is not None and each.is_in_force)

    def metrics_read(self, periods: Iterable[Period] | None = None) -> tuple[Key, ...]:
        """Return the metrics that are read for the person or a team that they lead.

        With ``periods``, of which a reading stands for a day in one of them.
        """
        wanted = None if periods is None else tuple(periods)
        led = self.handbook.referring(self.person.key, Team.KIND, "/lead")
        return tuple(
            key
            for key, series in self.series.items()
            if self._is_read(series, (self.person.key, *led), wanted)
        )

    def _is_read(
        self, series: Series, subjects: tuple[Key, ...], periods: tuple[Period, ...] | None
    ) -> bool:
        return any(
            member.covers(one.day)
            and (periods is None or any(each.contains(one.day) for each in periods))
            for subject in subjects
            for member in members_of(subject, series, self.handbook)
            for one in series.of(member.subject)
        )

    def is_now(self, period: Period | None) -> bool:
        """Return whether the day of judging lies in ``period``."""
        return period is not None and period.contains(self.as_of)

    def is_within(self, day: date | None, months: int) -> bool:
        """Return whether ``day`` lies in the last ``months`` months."""
        return is_within(day, months, self.as_of)

    def present_goals(self) -> tuple[Goal, ...]:
        """Return the person's own goals of the periods that the day of judging lies in."""
        return tuple(goal for goal in self.naming(Goal, "/owner") if self.is_now(goal.period))


def evidence_for(
    person: Person,
    handbook: Handbook,
    as_of: date,
    written: Mapping[str, Decimal],
    series: AllSeries,
) -> PracticeEvidence:
    """Return what ``handbook`` holds of ``person`` on ``as_of``."""
    return PracticeEvidence(
        person,
        handbook,
        as_of,
        tuple(teams_of(person, handbook)),
        handbook.find(Role, person.role),
        written,
        series,
    )


def met(key: str, proofs: Iterable[Key] = (), **filling: Filled) -> Part:
    """Return a part that is there; ``key`` is its sentence in the theme's catalogue."""
    return Part(True, Sentence(f"covered.{key}", filling), tuple(dict.fromkeys(proofs)))


def lacking(
    key: str, proofs: Iterable[Key] = (), *, looks_back: int = 0, **filling: Filled
) -> Part:
    """Return a part that is not there; ``proofs`` are the documents that fall short."""
    words = Sentence(f"covered.{key}", filling)
    return Part(False, words, tuple(dict.fromkeys(proofs)), looks_back)


def keys_of(records: Iterable[Record]) -> tuple[Key, ...]:
    """Return the keys of documents."""
    return tuple(record.key for record in records)


def teams_of(person: Person, handbook: Handbook) -> Iterator[Team]:
    """Yield the person's team and those above it; a circle, which linking reports, ends."""
    team = handbook.find(Team, person.team)
    if team is not None:
        yield from chain_of(team, handbook)


def chain_of(lowest: Team, handbook: Handbook) -> Iterator[Team]:
    """Yield ``lowest`` and the teams above it; a circle, which linking reports, ends."""
    seen: set[Key] = set()
    team: Team | None = lowest
    while team is not None and team.key not in seen:
        seen.add(team.key)
        yield team
        team = handbook.find(Team, team.parent)
