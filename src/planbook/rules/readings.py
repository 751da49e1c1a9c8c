"""What rules know of a handbook's figures: one day, and what is read by it, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.model.tool import Tool
from planbook.model.training import Training
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
from planbook.scoring.actions import OpenAction, open_actions
from planbook.scoring.goals import score_undertaking
from planbook.scoring.holders import Cell
from planbook.scoring.improvements import plans_by_figure
from planbook.scoring.learning import Learning, read_learning
from planbook.scoring.practices.responsibilities import serves_objective
from planbook.scoring.practices.tools import fed_by
from planbook.scoring.progress import Source, find_source
from planbook.scoring.results import GoalScore
from planbook.scoring.series import AllSeries, read_all_series
from planbook.scoring.settings import ScoringSettings, read_scoring_settings
from planbook.scoring.undertaking import Undertaking, goal_undertaking, objective_undertaking


@dataclass(frozen=True)
class Readings:
    """A handbook as of one day. What is read of it is read when a rule asks, and once."""

    handbook: Handbook
    as_of: date

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

    @cached_property
    def undertakings(self) -> Mapping[Key, Undertaking]:
        """The goals in force, and the objectives with a measure of their own, by key."""
        goals = (
            goal_undertaking(goal, self.settings)
            for goal in self.handbook.all(Goal)
            if goal.is_in_force
        )
        objectives = (
            objective_undertaking(objective, self.settings)
            for objective in self.handbook.all(Objective)
            if objective.is_in_force
        )
        return {one.key: one for one in (*goals, *objectives) if one is not None}

    @cached_property
    def sources(self) -> Mapping[Key, Source]:
        """The readings of the metric of each undertaking that names one, by its key."""
        found = (
            (key, find_source(one, self.handbook, self.series))
            for key, one in self.undertakings.items()
        )
        return {key: source for key, source in found if source is not None}

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
