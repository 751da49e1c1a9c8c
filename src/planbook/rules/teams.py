"""What a team lacks together with the teams above it, told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.scoring.practices.evidence import chain_of


def are_described(teams: Iterable[Team]) -> bool:
    """Return whether any of ``teams`` says how it works together: the practice is in use."""
    return any(team.norms or team.channels or team.activities for team in teams)


def topmost_lacking(
    team: Team, readings: Readings, lacks: Callable[[tuple[Team, ...], Readings], bool]
) -> bool:
    """Return whether to tell at ``team`` that it lacks something, which no team above has either.

    ``lacks`` says so of a team and those above it, nearest first. It is told at the topmost team
    that somebody in service belongs to.
    """
    own = readings.organisation.teams_with_own_people
    if not team.is_in_force or team.key not in own:
        return False
    chain = tuple(each for each in chain_of(team, readings.handbook) if each.is_in_force)
    # A team that lacks it with all above it: so does each of those.
    return lacks(chain, readings) and not any(each.key in own for each in chain[1:])
