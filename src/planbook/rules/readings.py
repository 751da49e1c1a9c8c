"""What rules know of a handbook's figures: one day, and what is read by it, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.recognition import Recognition
from planbook.periods import Period
from planbook.rules.texts import is_the_same_everywhere, texts_of
from planbook.scoring.goals import score_undertaking
from planbook.scoring.improvements import plans_by_figure
from planbook.scoring.pace import ENDED_BY_HAND
from planbook.scoring.practices.evidence import months_served
from planbook.scoring.progress import Source, find_source, period_figures
from planbook.scoring.results import GoalScore
from planbook.scoring.series import AllSeries, read_all_series, teams_above
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

        The day was asked for and is past, or metrics have readings of several days after it. One
        alone may be a slip, or stand for the month that runs.
        """
        if self.asked_back:
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

    @cached_property
    def goals_owned(self) -> Mapping[Key | None, tuple[Goal, ...]]:
        """The goals in force by owner, each owner's by id."""
        found: dict[Key | None, list[Goal]] = defaultdict(list)
        for goal in self.handbook.all(Goal):
            if goal.is_in_force:
                found[goal.owner].append(goal)
        return {owner: tuple(goals) for owner, goals in found.items()}

    @cached_property
    def goals_by_period(self) -> Mapping[tuple[Key, Period], tuple[Goal, ...]]:
        """The goals in force that were not called off, by owner and period, by id."""
        found: dict[tuple[Key, Period], list[Goal]] = defaultdict(list)
        for owner, goals in self.goals_owned.items():
            for goal in goals:
                called_off = goal.result is not None and goal.result.outcome in ENDED_BY_HAND
                if owner is not None and goal.period is not None and not called_off:
                    found[owner, goal.period].append(goal)
        return {key: tuple(goals) for key, goals in found.items()}

    @cached_property
    def ties_goals_to_schemes(self) -> bool:
        """Whether any goal names an incentive scheme."""
        return any(goal.incentive for goals in self.goals_owned.values() for goal in goals)

    @cached_property
    def goals_now(self) -> Mapping[Key | None, tuple[Goal, ...]]:
        """Of those, the ones whose period runs, or ended in the last two weeks."""
        earliest = date.fromordinal(max(self.as_of.toordinal() - _BETWEEN_PERIODS, 1))
        found = {
            owner: tuple(
                goal
                for goal in goals
                if goal.period is not None
                and goal.period.start <= self.as_of
                and goal.period.end >= earliest
            )
            for owner, goals in self.goals_owned.items()
        }
        return {owner: goals for owner, goals in found.items() if goals}

    @cached_property
    def people_with_goals(self) -> frozenset[Key]:
        """The people who have goals now."""
        return frozenset(
            owner for owner in self.goals_now if owner is not None and owner.kind == Person.KIND
        )

    def is_settled(self, person: Person) -> bool:
        """Return whether ``person`` is in service, and has been for a whole month."""
        if not person.is_in_force or not person.in_service(self.as_of):
            return False
        served = months_served(person, self.as_of)
        return served is None or served >= 1

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
        return len(people) > 1 and not any(one.key in self.people_with_goals for one in people)

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
                for team in self.teams_of.get(person, ()):
                    found[team][one.key] = one
        return {team: tuple(ones.values()) for team, ones in found.items()}

    @cached_property
    def teams_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """The team of each person in service and those above it, nearest first."""
        above: dict[Key, tuple[Key, ...]] = {}
        found: dict[Key, tuple[Key, ...]] = {}
        for person in self.handbook.all(Person):
            team = person.team
            if team is None or not person.is_in_force or not person.in_service(self.as_of):
                continue
            if team not in above:
                above[team] = (team, *teams_above(team, self.handbook))
            found[person.key] = above[team]
        return found

    @cached_property
    def _people_by_team(self) -> Mapping[Key, tuple[Person, ...]]:
        found: dict[Key, list[Person]] = defaultdict(list)
        for person in self.handbook.all(Person):
            for team in self.teams_of.get(person.key, ()):
                found[team].append(person)
        return {team: tuple(people) for team, people in found.items()}

    def people_within(self, team: Key) -> tuple[Person, ...]:
        """Return who is in ``team`` or a team below it and in service, by id."""
        return self._people_by_team.get(team, ())

    def score(self, key: Key) -> GoalScore | None:
        """Return the figures of the undertaking ``key``; None where there is no such one."""
        undertaking = self.undertakings.get(key)
        if undertaking is None:
            return None
        return score_undertaking(undertaking, self.handbook, self.series, self.settings, self.as_of)
