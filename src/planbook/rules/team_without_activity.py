"""A team that has done nothing together for half a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planbook.diagnostics.finding import Code, Severity
from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.teams import are_described, topmost_lacking
from planbook.scoring.practices.team import HALF_YEAR, last_activity


def find(team: Team, readings: Readings) -> Iterator[Violation]:
    """Yield the activities of a team that had none in half a year, nor had a team above it.

    Nothing where no team of the handbook says how it works together, or where everybody is too new.
    """
    organisation = readings.organisation
    if not are_described(organisation.teams):
        return
    people = (organisation.people[key] for key in organisation.people_of.get(team.key, ()))
    if all(one.is_too_new(HALF_YEAR, readings.as_of) for one in people):
        return
    if topmost_lacking(team, readings, _lacks):
        days = _past(team, readings)
        if days:
            yield Violation("/activities", {"day": max(days)})
        else:
            yield Violation("/activities", variant="never")


def _past(team: Team, readings: Readings) -> list[date]:
    """Return the days on which ``team`` did something together."""
    return [one.date for one in team.activities if one.date and one.date <= readings.as_of]


def _lacks(teams: tuple[Team, ...], readings: Readings) -> bool:
    return last_activity(teams, readings.as_of) is None


RULE = ReadingRule(
    Code(
        name="team-without-activity",
        severity=Severity.HINT,
        message={
            "en": "the last activity was on {day}, and there was none in the last six months",
            "zh": "上一次活动是 {day}，近六个月没有活动",
        },
        help={
            "en": "add under `activities` what the team has done since, or do something together "
            "and add it then",
            "zh": "请把之后做过的补进 `activities`；如果没有，就安排一次，再补进去",
        },
        variants={
            "never": (
                {
                    "en": "no past activity of this team is written",
                    "zh": "没有写这个团队办过什么活动",
                },
                {
                    "en": "add under `activities` what the team has done together, or do something "
                    "and add it then",
                    "zh": "请把做过的活动补进 `activities`；如果没有，就安排一次，再补进去",
                },
            )
        },
        what={
            "en": "A team had no activity in the last six months, nor had a team above it. Checked "
            "where a team of the handbook has norms, channels or activities; teams of which "
            "everybody came within six months are left out.",
            "zh": "这个团队和上级团队近六个月都没有活动。有团队写了准则、沟通渠道或活动时才检查；"
            "全员到任都不足六个月的团队不算。",
        },
        why={
            "en": "People who meet only in reviews do not ask one another for help.",
            "zh": "只在开会时见面的人，遇到难处不会互相求助。",
        },
        bad="# today is 2026-09-10\nactivities:\n"
        "  - {date: 2026-01-16, title: Kick-off of the year}\n",
        good="# today is 2026-09-10\nactivities:\n"
        "  - {date: 2026-08-22, title: Lock-fitting contest}\n",
    ),
    Team,
    find,
)
