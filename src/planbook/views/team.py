"""The page of a team: its lead, its people, its norms, and how to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.team import Activity, Channel, Team
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart, LinkedGroup, pointing_group
from planbook.views.pen import Pen
from planbook.views.person import OwnedGoals, owned_goals
from planbook.views.shell import Shell
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import Day, Fact, Phrase, Words


@dataclass(frozen=True, slots=True)
class NormView:
    """One norm of working together."""

    title: Words
    description: Words


@dataclass(frozen=True, slots=True)
class ChannelView:
    """One way to reach the team."""

    type: Phrase | None
    where: Words
    purpose: Words
    reply_within: Words


@dataclass(frozen=True, slots=True)
class ActivityView:
    """Something that the team did or will do together."""

    date: Day | None
    title: Words
    purpose: Words
    outcome: Words


@dataclass(frozen=True, slots=True)
class TeamView:
    """The page of a team."""

    shell: Shell
    document: DocumentPart
    purpose: Words
    facts: tuple[Fact, ...]
    members: LinkedGroup | None
    teams: LinkedGroup | None
    goals: OwnedGoals
    totals: tuple[TotalsLine, ...]
    norms: tuple[NormView, ...]
    channels: tuple[ChannelView, ...]
    activities: tuple[ActivityView, ...]


def view_team(team: Team, pen: Pen, shell: Shell, document: DocumentPart) -> TeamView:
    """Return the page of ``team``."""
    key = team.key
    score = pen.scores.teams.get(team.id)
    return TeamView(
        shell=shell,
        document=document,
        purpose=pen.words(team.purpose),
        facts=pen.facts(
            "team",
            ("lead", pen.ref(team.lead)),
            ("parent", pen.ref(team.parent)),
        ),
        members=pointing_group(pen, key, "person", "/team"),
        teams=pointing_group(pen, key, "team", "/parent"),
        goals=owned_goals(pen, key),
        totals=metric_lines(score.metrics, pen) if score else (),
        norms=tuple(
            NormView(pen.words(norm.title) or Words(norm.id), pen.words(norm.description))
            for norm in team.norms
        ),
        channels=tuple(_channel(channel, pen) for channel in team.channels),
        activities=tuple(
            _activity(activity, pen)
            for activity in sorted(
                team.activities, key=lambda one: one.date.toordinal() if one.date else 0
            )[::-1]
        ),
    )


def _channel(channel: Channel, pen: Pen) -> ChannelView:
    return ChannelView(
        type=pen.option("channel", channel.type),
        where=pen.words(channel.where),
        purpose=pen.words(channel.purpose),
        reply_within=pen.words(channel.reply_within),
    )


def _activity(activity: Activity, pen: Pen) -> ActivityView:
    return ActivityView(
        date=pen.day(activity.date),
        title=pen.words(activity.title),
        purpose=pen.words(activity.purpose),
        outcome=pen.words(activity.outcome),
    )


PAGE: Final = PageKind(
    noun=Team,
    template="team.html",
    view=view_team,
    columns=(
        Column("lead", lambda team, pen: pen.ref(team.lead)),
        Column("parent", lambda team, pen: pen.ref(team.parent)),
    ),
    own_sections=frozenset({("goal", "/owner"), ("person", "/team"), ("team", "/parent")}),
)
