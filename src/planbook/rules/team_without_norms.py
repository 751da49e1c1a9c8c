"""A team that has not said how it wants to work together."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.teams import topmost_lacking


def find(team: Team, readings: Readings) -> Iterator[Violation]:
    """Yield the missing norms of a team with people, where no team above it has any either.

    Nothing where no team of the handbook has norms.
    """
    if any(each.norms for each in readings.organisation.teams) and topmost_lacking(
        team, readings, _lacks
    ):
        yield Violation("/norms")


def _lacks(teams: tuple[Team, ...], _readings: Readings) -> bool:
    return not any(team.norms for team in teams)


RULE = ReadingRule(
    Code(
        name="team-without-norms",
        severity=Severity.HINT,
        message={
            "en": "this team has no norms, and no team above it has any",
            "zh": "这个团队没有写准则，上级团队也没有",
        },
        help={
            "en": "agree with the team on two or three, and add them under `norms`",
            "zh": "请与团队商定两三条，补进 `norms`",
        },
        what={
            "en": "A team with people in service has no `norms`, nor has a team above it, while "
            "other teams have some.",
            "zh": "别的团队写了 `norms`，这个有在职成员的团队没有写，上级团队也没有。",
        },
        why={
            "en": "What a team expects of one another has to be said before somebody is blamed for "
            "it.",
            "zh": "彼此期待什么要先说清楚，不能等出了事才拿来要求人。",
        },
        bad="# other teams have norms\nkind: team\nid: east-team\nlead: bea-stone\n",
        good="kind: team\nid: east-team\nlead: bea-stone\nnorms:\n"
        "  - {id: say-it-early, title: Bad news is told the same day}\n",
    ),
    Team,
    find,
)
