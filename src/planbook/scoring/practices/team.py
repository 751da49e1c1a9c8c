"""Team: a team with norms, and an activity in the last 6 months."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.scoring.phrases import quoted
from planbook.scoring.practices.standing import Part, Standing, is_in_force, key_of, lacking, met


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of working together."""
    teams = [team for team in standing.teams if is_in_force(team)]
    if not teams:
        yield lacking("不属于任何团队。", "This person belongs to no team.", standing.key)
        return
    with_norms = [team for team in teams if team.norms]
    if with_norms:
        keys = (key_of(team) for team in with_norms)
        yield met("团队有协作准则。", "The team has norms.", *keys)
    else:
        yield lacking("团队没有协作准则。", "The team has no norms.", key_of(teams[0]))
    recent = [
        (activity, team)
        for team in teams
        for activity in team.activities
        if standing.is_within(activity.date, 6)
    ]
    if recent:
        activity, team = max(recent, key=lambda each: str(each[0].date))
        yield met(
            "近 6 个月有团队活动：{title}（{date}）。",
            "An activity in the last 6 months: {title} ({date}).",
            key_of(team),
            title=quoted(activity.title),
            date=str(activity.date),
        )
    else:
        yield lacking(
            "近 6 个月没有团队活动。", "No activity in the last 6 months.", key_of(teams[0])
        )
