"""Team: a team with norms, and an activity in the last 6 months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planbook.model.team import Activity, Team
from planbook.periods import is_within
from planbook.quantities import Day
from planbook.scoring.practices.evidence import (
    Part,
    PracticeEvidence,
    keys_of,
    lacking,
    met,
)

HALF_YEAR: Final = 6
"""How many months back an activity still counts."""


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of working together."""
    teams = [team for team in evidence.teams if team.is_in_force]
    if not teams:
        yield lacking("team.no_team", [evidence.person.key])
        return
    with_norms = [team for team in teams if team.norms]
    if with_norms:
        yield met("team.norms", keys_of(with_norms))
    else:
        yield lacking("team.no_norms", [teams[0].key])
    recent = last_activity(teams, evidence.as_of)
    if recent:
        day, activity, team = recent
        yield met("team.activity", [team.key], title=activity.title, date=Day(day))
    else:
        yield lacking("team.no_activity", [teams[0].key], looks_back=HALF_YEAR)


def last_activity(teams: Iterable[Team], as_of: date) -> tuple[date, Activity, Team] | None:
    """Return the last activity of ``teams`` in the half year before ``as_of``, or None."""
    recent = [
        (activity.date, place, activity, team)
        for team in teams
        for place, activity in enumerate(team.activities)
        if activity.date is not None and is_within(activity.date, HALF_YEAR, as_of)
    ]
    if not recent:
        return None
    day, _, activity, team = max(recent, key=lambda each: each[:2])
    return day, activity, team
