"""A team that has not said how it wants to work together."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.teams import are_described, topmost_lacking


def find(team: Team, readings: Readings) -> Iterator[Violation]:
    """Yield the missing norms of a team with people, where no team above it has any either.

    Nothing where no team of the handbook says how it works together.
    """
    if are_described(readings.organisation.teams) and topmost_lacking(team, readings, _lacks):
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
            "en": "A team with people in service has no `norms`, nor has a team above it. Checked "
            "where a team of the handbook has norms, channels or activities.",
            "zh": "有在职成员的团队没有写 `norms`，上级团队也没有。有团队写了准则、沟通渠道或活动时才检查。",
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
