"""Team: a team with norms, and an activity in the last 6 months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.quantities import Day
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

_HALF_YEAR: Final = 6


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
    recent = [
        (activity.date, place, activity, team)
        for team in teams
        for place, activity in enumerate(team.activities)
        if activity.date is not None and evidence.is_within(activity.date, _HALF_YEAR)
    ]
    if recent:
        day, _, activity, team = max(recent, key=lambda each: each[:2])
        yield met("team.activity", [team.key], title=activity.title, date=Day(day))
    else:
        yield lacking("team.no_activity", [teams[0].key], looks_back=_HALF_YEAR)
