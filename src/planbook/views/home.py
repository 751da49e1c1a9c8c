"""The home of one reader: their week, their goals, what is said to them, and their team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.growth import Growth
from planbook.model.person import Person
from planbook.scoring.actions import open_actions_of
from planbook.views.alert_lines import AlertGroup, AlertView, alert_groups, alert_views
from planbook.views.alerts import alerts_on
from planbook.views.due import DueGroup, deadlines_for, due_groups
from planbook.views.goal_score import GoalLine, goal_line
from planbook.views.meeting import moment_phrase
from planbook.views.one_on_ones import one_on_one_of
from planbook.views.order import newest_first
from planbook.views.org import reports_of
from planbook.views.people_figures import PeopleTable, people_table, worst_first
from planbook.views.person_score import TrainingLine, training_lines
from planbook.views.presenter import Presenter
from planbook.views.readers import sheet_href
from planbook.views.words import Day, Phrase, Ref, Words

_GOALS_SHOWN: Final = 20
_ALERTS_SHOWN: Final = 8
_DEADLINES_SHOWN: Final = 20
_FEEDBACK_SHOWN: Final = 5
_TEAM_SHOWN: Final = 50
_TEAM_ALERTING: Final = 4
_ALERTS_OF_ONE: Final = 2


class FeedbackLine(msgspec.Struct, frozen=True):
    """Feedback for somebody in a line."""

    ref: Ref
    giver: Ref | None
    type: Phrase | None
    day: Day | None
    is_acknowledged: bool


class MeetingBrief(msgspec.Struct, frozen=True):
    """The next one-to-one: when, with whom, and the sheet to prepare it with."""

    ref: Ref
    other: Ref | None
    when: Phrase | None
    last: Day | None
    sheet: str


class GrowthLine(msgspec.Struct, frozen=True):
    """A growth plan in a line, with the step that is due next."""

    ref: Ref
    step: Words
    due: Day | None
    is_overdue: bool


class HomeView(msgspec.Struct, frozen=True):
    """The week of the reader. ``team`` are those who report to them, with what they need."""

    title: Phrase
    person: Ref
    alerts: tuple[AlertView, ...]
    more_alerts: int
    due: tuple[DueGroup, ...]
    goals: tuple[GoalLine, ...]
    feedback: tuple[FeedbackLine, ...]
    one_on_one: MeetingBrief | None
    trainings: tuple[TrainingLine, ...]
    growth: tuple[GrowthLine, ...]
    team_alerts: tuple[AlertGroup, ...]
    team: PeopleTable | None


def home_view(person: Person, presenter: Presenter) -> HomeView | None:
    """Return the week of ``person``."""
    site, ref = presenter.site, presenter.ref(person.key)
    if ref is None:
        return None
    alerts = alerts_on(site, person.key)
    team = reports_of(site, person.key)
    score = presenter.scores.people.get(person.id)
    goals = score.goals if score is not None else ()
    lines = (goal_line(one.key, None, presenter) for one in goals[:_GOALS_SHOWN])
    return HomeView(
        title=Phrase("home.title", {"name": ref.title}),
        person=ref,
        alerts=alert_views(presenter, alerts[:_ALERTS_SHOWN]),
        more_alerts=max(0, len(alerts) - _ALERTS_SHOWN),
        due=due_groups(presenter, deadlines_for(site, person.key)[:_DEADLINES_SHOWN]),
        goals=tuple(line for line in lines if line is not None),
        feedback=feedback_lines(person.key, presenter, _FEEDBACK_SHOWN),
        one_on_one=meeting_brief(person.key, presenter),
        trainings=training_lines(person, presenter),
        growth=growth_lines(person.key, presenter),
        team_alerts=tuple(_team_alerts(team, presenter)),
        team=people_table(presenter, worst_first(site, team), _TEAM_SHOWN) if team else None,
    )


def _team_alerts(team: Sequence[Key], presenter: Presenter) -> Iterator[AlertGroup]:
    """Yield what the first few of a team need, those with the most urgent first."""
    for key in worst_first(presenter.site, team)[:_TEAM_ALERTING]:
        alerts = alerts_on(presenter.site, key)
        yield from alert_groups(presenter, alerts, _ALERTS_OF_ONE)


def feedback_lines(person: Key, presenter: Presenter, number: int) -> tuple[FeedbackLine, ...]:
    """Return the newest feedback for ``person`` that the edition sees."""
    given = sorted(
        presenter.handbook.in_force_about(Feedback, person, "/to"),
        key=lambda one: (newest_first(one.date), one.id),
    )
    return tuple(_feedback(given[:number], presenter))


def _feedback(given: list[Feedback], presenter: Presenter) -> Iterator[FeedbackLine]:
    for one in given:
        ref = presenter.ref(one.key)
        if ref is not None:
            yield FeedbackLine(
                ref,
                presenter.ref(one.giver),
                presenter.option("feedback_type", one.type),
                presenter.day(one.date),
                is_done(one.acknowledged, presenter.scores.as_of),
            )


def meeting_brief(person: Key, presenter: Presenter) -> MeetingBrief | None:
    """Return the one-to-one of ``person``, where the edition sees it."""
    found = one_on_one_of(presenter.site, person)
    ref = presenter.ref(found.meeting) if found is not None else None
    if found is None or ref is None:
        return None
    return MeetingBrief(
        ref,
        presenter.ref(found.other),
        moment_phrase(found.next, presenter) if found.next is not None else None,
        presenter.day(found.last),
        sheet_href(presenter, person),
    )


def growth_lines(person: Key, presenter: Presenter) -> tuple[GrowthLine, ...]:
    """Return the growth plans of ``person`` that the edition sees, with their next steps."""
    plans = presenter.handbook.in_force_about(Growth, person, "/person")
    return tuple(line for plan in plans if (line := _growth(plan, presenter)) is not None)


def _growth(plan: Growth, presenter: Presenter) -> GrowthLine | None:
    ref = presenter.ref(plan.key)
    if ref is None:
        return None
    steps = sorted(open_actions_of(plan, presenter.scores.as_of), key=lambda one: one.due)
    if not steps:
        return GrowthLine(ref, Words(), None, is_overdue=False)
    first = steps[0]
    return GrowthLine(
        ref,
        presenter.words(first.title),
        presenter.day(first.due),
        is_overdue=first.due < presenter.scores.as_of,
    )
