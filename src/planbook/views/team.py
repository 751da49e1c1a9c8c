"""The page of a team: its lead, its people, its norms, and how to reach it."""

from __future__ import annotations

from typing import Final

import msgspec

from planbook.model.team import Activity, Channel, Team
from planbook.views.calendars import calendar_href, own_calendar
from planbook.views.common_fields import CommonFields, LinkedGroup, pointing_group
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.page_kind import PageKind
from planbook.views.person import OwnedGoals, owned_goals
from planbook.views.presenter import Presenter
from planbook.views.totals import TotalsLine, metric_lines
from planbook.views.words import Day, Fact, Phrase, Words


class NormView(msgspec.Struct, frozen=True):
    """One norm of working together."""

    title: Words
    description: Words


class ChannelView(msgspec.Struct, frozen=True):
    """One way to reach the team."""

    type: Phrase | None
    where: Words
    purpose: Words
    reply_within: Words


class ActivityView(msgspec.Struct, frozen=True):
    """Something that the team did or will do together."""

    date: Day | None
    title: Words
    purpose: Words
    outcome: Words


class TeamView(msgspec.Struct, frozen=True):
    """The page of a team."""

    layout: Layout
    document: CommonFields
    purpose: Words
    facts: tuple[Fact, ...]
    members: LinkedGroup | None
    teams: LinkedGroup | None
    goals: OwnedGoals
    totals: tuple[TotalsLine, ...]
    norms: tuple[NormView, ...]
    channels: tuple[ChannelView, ...]
    activities: tuple[ActivityView, ...]
    calendar: str


def view_team(team: Team, presenter: Presenter, layout: Layout, document: CommonFields) -> TeamView:
    """Return the page of ``team``."""
    key = team.key
    score = presenter.scores.teams.get(team.id)
    return TeamView(
        layout=layout,
        document=document,
        purpose=presenter.words(team.purpose),
        facts=presenter.facts(
            "team",
            ("lead", presenter.ref(team.lead)),
            ("parent", presenter.ref(team.parent)),
        ),
        members=pointing_group(presenter, key, "person", "/team"),
        teams=pointing_group(presenter, key, "team", "/parent"),
        goals=owned_goals(presenter, key),
        totals=metric_lines(score.metrics, presenter) if score else (),
        norms=tuple(
            NormView(
                presenter.words(norm.title) or Words(norm.id), presenter.words(norm.description)
            )
            for norm in team.norms
        ),
        channels=tuple(_channel(channel, presenter) for channel in team.channels),
        activities=tuple(
            _activity(activity, presenter)
            for activity in sorted(
                team.activities, key=lambda one: one.date.toordinal() if one.date else 0
            )[::-1]
        ),
        calendar=calendar_href(presenter, key),
    )


def _channel(channel: Channel, presenter: Presenter) -> ChannelView:
    return ChannelView(
        type=presenter.option("channel", channel.type),
        where=presenter.words(channel.where),
        purpose=presenter.words(channel.purpose),
        reply_within=presenter.words(channel.reply_within),
    )


def _activity(activity: Activity, presenter: Presenter) -> ActivityView:
    return ActivityView(
        date=presenter.day(activity.date),
        title=presenter.words(activity.title),
        purpose=presenter.words(activity.purpose),
        outcome=presenter.words(activity.outcome),
    )


PAGE: Final = PageKind(
    record=Team,
    template="team.html",
    view=view_team,
    columns=(
        Column("lead", lambda team, presenter: presenter.ref(team.lead)),
        Column("parent", lambda team, presenter: presenter.ref(team.parent)),
    ),
    own_sections=frozenset({("goal", "/owner"), ("person", "/team"), ("team", "/parent")}),
    more=own_calendar,
)
