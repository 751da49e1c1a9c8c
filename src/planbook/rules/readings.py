"""What rules know of a handbook's figures: one day, and what is read by it, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from planbook.keyed import per_key
from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.recognition import Recognition
from planbook.model.role import Role
from planbook.model.tool import Tool
from planbook.model.training import Training
from planbook.periods import Period, is_within
from planbook.rules.diary import Diary
from planbook.rules.judging_words import JudgingWords
from planbook.rules.organisation import Organisation, find_overlaps
from planbook.rules.practice_lacking import (
    months_not_reviewed,
    newest_of_criticism,
    without_feedback,
)
from planbook.rules.private_matters import PrivateMatters
from planbook.rules.private_places import Lacking
from planbook.rules.texts import is_the_same_everywhere, texts_of
from planbook.scoring.actions import OpenAction, open_actions
from planbook.scoring.goals import score_undertaking
from planbook.scoring.holders import Cell
from planbook.scoring.improvements import plans_by_figure
from planbook.scoring.learning import Learning, read_learning
from planbook.scoring.pace import ENDED_BY_HAND
from planbook.scoring.practices.growth import QUARTER
from planbook.scoring.practices.responsibilities import serves_objective
from planbook.scoring.practices.tools import fed_by
from planbook.scoring.progress import Mark, Source, checkin_marks, find_source, period_figures
from planbook.scoring.results import GoalScore
from planbook.scoring.series import AllSeries, read_all_series
from planbook.scoring.settings import ScoringSettings, read_scoring_settings
from planbook.scoring.undertaking import Undertaking, goal_undertaking, objective_undertaking

_BETWEEN_PERIODS: Final = 14
"""For how many days after a period its goals stand for the new ones, which are being agreed."""

_NAMES: Final = frozenset({(Person.KIND, "/name"), (Partner.KIND, "/title")})
"""Fields that hold names: whoever bears one is called by it in every language."""


@dataclass(frozen=True)
class Readings:
    """A handbook as of one day. What is read of it is read when a rule asks, and once.

    ``asked_back`` says that the day was asked for and is before today.
    """

    handbook: Handbook
    as_of: date
    asked_back: bool = False

    @cached_property
    def looks_back(self) -> bool:
        """Whether the content goes on after the day.

        The day was asked for and is past, it comes before the `as_of` of planbook.yaml, or metrics
        have readings of several days after it. One alone may be a slip, or stand for the month that
        runs.
        """
        fixed = self.handbook.settings.as_of
        if self.asked_back or (fixed is not None and self.as_of < fixed):
            return True
        later = {
            one.date
            for metric in self.handbook.all(Metric)
            for one in metric.values
            if one.date is not None and one.date > self.as_of
        }
        return len(later) > 1

    @cached_property
    def translated_fields(self) -> frozenset[tuple[str, str]]:
        """The fields, as (kind, path), most texts of which have every language of the handbook."""
        handbook, languages = self.handbook, self.handbook.settings.languages
        balance: dict[tuple[str, str], int] = defaultdict(int)
        for key, document in handbook.documents.items():
            if not handbook.records[key].is_in_force:
                continue
            for text in texts_of(document.values, handbook.kinds[key.kind].field):
                if not is_the_same_everywhere(text):
                    whole = all(language in text.words for language in languages)
                    balance[key.kind, text.path] += 1 if whole else -1
        return frozenset(
            field for field, more in balance.items() if more > 0 and field not in _NAMES
        )

    @cached_property
    def plans(self) -> Mapping[tuple[Key, Key], Key]:
        """The improvement plans that run, by person and metric."""
        return plans_by_figure(self.handbook)

    @cached_property
    def settings(self) -> ScoringSettings:
        """How the project judges."""
        return read_scoring_settings(self.handbook.settings.scoring)

    @cached_property
    def organisation(self) -> Organisation:
        """Who is in service, in which teams and with what scope."""
        return Organisation(self.handbook, self.as_of)

    @cached_property
    def scope_overlaps(self) -> Mapping[Key, Mapping[Key, tuple[Cell, ...]]]:
        """What people in service hold together with nothing to tell them apart."""
        return find_overlaps(self.organisation)

    @cached_property
    def diary(self) -> Diary:
        """When the meetings to come take place, and with whom."""
        return Diary(self.handbook, self.as_of, self.organisation)

    @cached_property
    def fed_metrics(self) -> frozenset[Key]:
        """The metrics that a tool in force feeds."""
        tools = (tool for tool in self.handbook.all(Tool) if tool.is_in_force)
        return frozenset(key for tool in tools for key in fed_by(tool, self.handbook))

    @cached_property
    def ties_duties(self) -> bool:
        """Whether any duty of a role in force serves an objective."""
        return any(serves_objective(duty) for role in self._roles for duty in role.duties)

    @cached_property
    def has_running_objective(self) -> bool:
        """Whether any objective in force is of a period that runs."""
        objectives = (one for one in self.handbook.all(Objective) if one.is_in_force)
        return any(one.period is not None and one.period.contains(self.as_of) for one in objectives)

    @cached_property
    def supports_objectives(self) -> bool:
        """Whether any goal in force supports an objective."""
        supporting = (
            self.handbook.find(Goal, goal)
            for objective in self.handbook.by_kind.get(Objective.KIND, ())
            for goal in self.handbook.referring(objective, Goal.KIND, "/relevant/supports")
        )
        return any(
            goal is not None and goal.is_in_force and not goal.relevant.standalone
            for goal in supporting
        )

    @cached_property
    def duty_metrics(self) -> Mapping[Key, tuple[tuple[Key, str], ...]]:
        """The metrics that duties are measured by, each with the roles and fields that say so."""
        found: dict[Key, list[tuple[Key, str]]] = defaultdict(list)
        for role in self._roles:
            for duty, each in enumerate(role.duties):
                for position, metric in enumerate(each.metrics):
                    found[metric].append((role.key, f"/duties/{duty}/metrics/{position}"))
        return {metric: tuple(places) for metric, places in found.items()}

    @cached_property
    def _roles(self) -> tuple[Role, ...]:
        return tuple(role for role in self.handbook.all(Role) if role.is_in_force)

    @cached_property
    def growth_plans(self) -> Mapping[Key, tuple[Growth, ...]]:
        """The growth plans that each person in service follows now, by the newest of them.

        A plan whose day has passed is over.
        """
        plans: dict[Key, list[Growth]] = defaultdict(list)
        for plan in self.handbook.all(Growth):
            is_over = plan.by is not None and plan.by < self.as_of
            if plan.is_in_force and not is_over and plan.person is not None:
                plans[plan.person].append(plan)
        return {
            max(each, key=lambda plan: (plan.by or date.max, plan.key)).key: tuple(each)
            for person, each in plans.items()
            if person in self.organisation.people
        }

    @cached_property
    def growth_left_longest(self) -> tuple[Key, date] | None:
        """The plan that was assessed longest ago, over a quarter, of somebody who is not new."""
        left: list[tuple[date, Key]] = []
        for key, plans in self.growth_plans.items():
            days = [each.date for plan in plans for each in plan.assessments if each.date]
            person = self.handbook.find(Person, plans[0].person)
            if not days or max(days) > self.as_of or is_within(max(days), QUARTER, self.as_of):
                continue
            if person is not None and not person.is_too_new(QUARTER, self.as_of):
                left.append((max(days), key))
        if not left:
            return None
        day, key = min(left)
        return key, day

    @cached_property
    def reviews_growth(self) -> bool:
        """Whether the handbook writes when a growth plan was reviewed, and one was by now."""
        plans = (plan for plan in self.handbook.all(Growth) if plan.is_in_force)
        return any(day <= self.as_of for plan in plans for day in plan.reviews)

    def has_unread_table(self, metric: Key) -> bool:
        """Return whether ``metric`` names a table of which no row was read: that is told there."""
        document = self.handbook.documents.get(metric)
        return document is not None and "data" in document.values

    @cached_property
    def series(self) -> AllSeries:
        """The readings of every metric in force."""
        return read_all_series(self.handbook, self.as_of)

    @per_key
    def undertakings(self, key: Key) -> Undertaking | None:
        """The goals in force, and the objectives with a measure of their own, by key."""
        goal, objective = self.handbook.find(Goal, key), self.handbook.find(Objective, key)
        if goal is not None and goal.is_in_force:
            return goal_undertaking(goal, self.settings)
        if objective is not None and objective.is_in_force:
            return objective_undertaking(objective, self.settings)
        return None

    @per_key
    def sources(self, key: Key) -> Source | None:
        """The readings of the metric of each undertaking that names one, by its key."""
        undertaking = self.undertakings.get(key)
        if undertaking is None:
            return None
        return find_source(undertaking, self.handbook, self.series)

    @per_key
    def checkins(self, key: Key) -> tuple[Mark, ...] | None:
        """The figures that the check-ins of each undertaking carry by the day, oldest first."""
        undertaking = self.undertakings.get(key)
        return checkin_marks(undertaking, self.as_of) if undertaking is not None else None

    def rests_on_metric(self, key: Key) -> bool:
        """Return whether the undertaking ``key`` is read from a metric that has readings for it."""
        undertaking, source = self.undertakings.get(key), self.sources.get(key)
        if undertaking is None or source is None or undertaking.type in ("milestones", "yes_no"):
            return False
        return bool(source.series.by_subject)

    def has_begun(self, plan: Goal | Objective) -> bool:
        """Return whether anything was done or read for ``plan`` by the day of judging."""
        if any(one.date is not None and one.date <= self.as_of for one in plan.checkins):
            return True
        if isinstance(plan, Goal):
            if any(is_done(action.done, self.as_of) for action in plan.actions):
                return True
            # A part of a milestone is a beginning as well.
            parts = (one.done for one in plan.time_bound.milestones)
            if any(part and (not isinstance(part, date) or part <= self.as_of) for part in parts):
                return True
        undertaking, source = self.undertakings.get(plan.key), self.sources.get(plan.key)
        if undertaking is None or source is None or not self.rests_on_metric(plan.key):
            return False
        figures = period_figures(
            undertaking, source, self.as_of, self.handbook.settings.fiscal_year
        )
        return bool(figures)

    @per_key
    def goals_owned(self, owner: Key) -> tuple[Goal, ...] | None:
        """The goals in force by owner, each owner's by id."""
        goals = (
            self.handbook.find(Goal, key)
            for key in self.handbook.referring(owner, Goal.KIND, "/owner")
        )
        return tuple(goal for goal in goals if goal is not None and goal.is_in_force) or None

    @per_key
    def goals_by_period(self, whose: tuple[Key, Period]) -> tuple[Goal, ...] | None:
        """The goals in force that were not called off, by owner and period, by id."""
        owner, period = whose
        return (
            tuple(
                goal
                for goal in self.goals_owned.get(owner, ())
                if goal.period == period
                and not (goal.result is not None and goal.result.outcome in ENDED_BY_HAND)
            )
            or None
        )

    @cached_property
    def ties_goals_to_schemes(self) -> bool:
        """Whether any goal names an incentive scheme."""
        return any(
            self.handbook.records[goal].is_in_force
            for scheme in self.handbook.by_kind.get(Incentive.KIND, ())
            for goal in self.handbook.referring(scheme, Goal.KIND, "/incentive")
        )

    @per_key
    def goals_now(self, owner: Key) -> tuple[Goal, ...] | None:
        """Of those, the ones whose period runs, or ended in the last two weeks."""
        earliest = date.fromordinal(max(self.as_of.toordinal() - _BETWEEN_PERIODS, 1))
        return (
            tuple(
                goal
                for goal in self.goals_owned.get(owner, ())
                if goal.period is not None
                and goal.period.start <= self.as_of
                and goal.period.end >= earliest
            )
            or None
        )

    @cached_property
    def has_goals_now(self) -> bool:
        """Whether anybody has goals now."""
        return any(
            person in self.goals_now for person in self.handbook.by_kind.get(Person.KIND, ())
        )

    def is_settled(self, person: Person) -> bool:
        """Return whether ``person`` is in service, and has been for a whole month."""
        return person.is_serving(self.as_of) and not person.is_too_new(1, self.as_of)

    @cached_property
    def settled_by_team(self) -> Mapping[Key, tuple[Person, ...]]:
        """The people who are settled, by their team."""
        found: dict[Key, list[Person]] = defaultdict(list)
        for person in self.handbook.all(Person):
            if person.team is not None and self.is_settled(person):
                found[person.team].append(person)
        return {team: tuple(people) for team, people in found.items()}

    def has_no_goals_at_all(self, team: Key) -> bool:
        """Return whether several people are in ``team``, and none of them has a goal now."""
        people = self.settled_by_team.get(team, ())
        return len(people) > 1 and not any(one.key in self.goals_now for one in people)

    @cached_property
    def recognitions(self) -> tuple[Recognition, ...]:
        """The recognitions in force by the day of judging."""
        return tuple(
            one
            for one in self.handbook.all(Recognition)
            if one.is_in_force and one.date is not None and one.date <= self.as_of
        )

    @cached_property
    def recognitions_by_team(self) -> Mapping[Key, tuple[Recognition, ...]]:
        """Those of people in service, by their team and the teams above it, oldest first."""
        found: dict[Key, dict[Key, Recognition]] = defaultdict(dict)
        for one in sorted(self.recognitions, key=lambda one: (one.date or date.min, one.id)):
            for person in one.people:
                for team in self.organisation.teams_of.get(person, ()):
                    found[team][one.key] = one
        return {team: tuple(ones.values()) for team, ones in found.items()}

    def score(self, key: Key) -> GoalScore | None:
        """Return the figures of the undertaking ``key``; None where there is no such one."""
        undertaking = self.undertakings.get(key)
        if undertaking is None:
            return None
        return score_undertaking(undertaking, self.handbook, self.series, self.settings, self.as_of)

    @cached_property
    def learning(self) -> Learning:
        """Whom the training plans in force are for, and what they give."""
        return read_learning(self.handbook, self.as_of)

    @cached_property
    def overdue_actions(self) -> Mapping[Key, tuple[OpenAction, ...]]:
        """The steps that should have been done before this day, by the document they stand in.

        What somebody who has left still owed is for their successor to take over or to drop.
        """
        found: dict[Key, list[OpenAction]] = defaultdict(list)
        for action in open_actions(self.handbook, self.as_of):
            if action.due < self.as_of and not self._has_left(action.owner):
                found[action.document].append(action)
        return {key: tuple(actions) for key, actions in found.items()}

    def _has_left(self, owner: Key | None) -> bool:
        person = self.handbook.find(Person, owner)
        return person is not None and person.has_left(self.as_of)

    @cached_property
    def trained(self) -> Mapping[Key, frozenset[str]]:
        """The competencies that each training plan in force is for."""
        return {
            plan.key: frozenset(
                session.competency
                for session in plan.items
                if session.competency is not None and session.state in ("planned", "done")
            )
            for plan in self.handbook.all(Training)
            if plan.is_in_force
        }

    @cached_property
    def months_not_reviewed(self) -> Mapping[Key, tuple[Lacking, ...]]:
        """Who lacks a review of the newest month whose review is due, by document."""
        return months_not_reviewed(self.handbook, self.as_of)

    @cached_property
    def without_feedback(self) -> Mapping[Key, tuple[Lacking, ...]]:
        """Who has had no feedback for half a year, by the document in which it is told."""
        return without_feedback(self.handbook, self.as_of)

    @cached_property
    def newest_of_criticism(self) -> frozenset[Key]:
        """The newest feedback of everybody who heard nothing but criticism for half a year."""
        return newest_of_criticism(self.handbook, self.as_of)

    @cached_property
    def private_matters(self) -> PrivateMatters:
        """What the handbook keeps private of people, to be found in texts."""
        return PrivateMatters(self.handbook)

    @cached_property
    def judging_words(self) -> JudgingWords:
        """What judges a person, with the names by which people are judged."""
        return JudgingWords(self.handbook)
