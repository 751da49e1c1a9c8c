"""All the figures of what one edition sees, in the order in which each needs the others.

Each figure is made by a function of one goal, person, team or subject, which is given the others'
figures as mappings and asks them for what it needs. What several of them need is in `Grounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from planbook.diagnostics.finding import Outcome
from planbook.editions import sees_kinds, sees_private_fields_of
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.rubric import Rubric
from planbook.model.team import Team
from planbook.scoring.attainment import scale_attainment
from planbook.scoring.goals import score_goal
from planbook.scoring.metrics import excused_subjects, score_metric
from planbook.scoring.payouts import score_incentive
from planbook.scoring.people import score_person
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import GoalScore, MetricScore, Scores
from planbook.scoring.rollup import running_goals, score_objectives, score_team
from planbook.scoring.scorecards import has_scorecard, score_partner
from planbook.scoring.series import AllSeries, Series, read_all_series
from planbook.scoring.settings import ScoringSettings, read_scoring_settings
from planbook.scoring.smart import score_smart
from planbook.scoring.totals import (
    Totals,
    all_totals,
    company_totals,
    score_territory,
    totals_of_whole,
)

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Grounds:
    """What the figures of an edition rest on; each part is read from the handbook once."""

    visible: Handbook
    as_of: date
    rubric: Rubric
    edition: Edition

    @cached_property
    def settings(self) -> ScoringSettings:
        """How the project judges."""
        return read_scoring_settings(self.visible.settings.scoring)

    @cached_property
    def series(self) -> AllSeries:
        """The readings of every metric in force."""
        return read_all_series(self.visible, self.as_of)

    @cached_property
    def totals(self) -> Mapping[Key, Totals]:
        """The totals of every metric that is read."""
        return all_totals(self.series, self.visible)

    @cached_property
    def sees_kind(self) -> Callable[[str, Key], bool]:
        """Whether the edition sees documents of a kind about a person."""
        return sees_kinds(self.visible, self.edition, self.as_of)

    @cached_property
    def sees_pay_of(self) -> Callable[[Key], bool]:
        """Whether the edition sees what schemes say of a person's pay."""
        return sees_private_fields_of(self.visible, self.edition, self.as_of, Incentive.KIND)

    def in_force(self, record: type[AnyRecord]) -> Iterable[AnyRecord]:
        """Return the documents of a kind that are in force, by id."""
        return (one for one in self.visible.all(record) if one.is_in_force)


def score_handbook(
    visible: Handbook, as_of: date, rubric: Rubric, edition: Edition
) -> Outcome[Scores]:
    """Return every figure of ``visible`` by ``as_of``: of what ``edition`` sees, of nothing else.

    How goals are written is judged by ``rubric``. The edition is asked for two things alone: which
    practices it may not show the evidence of, and whose pay it may not tell.
    """
    grounds = Grounds(visible, as_of, rubric, edition)
    totals = grounds.totals
    goals = {goal.id: score_one_goal(goal, grounds) for goal in grounds.in_force(Goal)}
    running = partial(running_goals, handbook=visible, goals=goals, as_of=as_of)
    pay = PaySources(visible, goals, grounds.series, as_of)
    return Outcome(
        Scores(
            as_of=as_of,
            goals=goals,
            objectives=score_objectives(visible, goals, grounds.series, grounds.settings, as_of),
            people={
                person.id: score_person(
                    person, visible, goals, grounds.series, as_of, grounds.sees_kind
                )
                for person in visible.all(Person)
                if person.is_serving(as_of)
            },
            teams={
                team.id: score_team(
                    team, visible, running, totals_of_whole(totals, team.key), as_of
                )
                for team in grounds.in_force(Team)
            },
            territories={
                term.id: score_territory(Key("territory", term.id), totals)
                for term in visible.settings.vocabulary.territories
            },
            product_lines={
                term.id: score_territory(Key("product_line", term.id), totals)
                for term in visible.settings.vocabulary.product_lines
            },
            company=company_totals(totals),
            partners={
                partner.id: score_partner(partner, totals, visible)
                for partner in visible.all(Partner)
                if has_scorecard(partner)
            },
            metrics={
                key.id: score_one_metric(series, goals, grounds)
                for key, series in grounds.series.items()
                if visible.find(Metric, key) is not None
            },
            incentives={
                scheme.id: score_incentive(scheme, pay, grounds.sees_pay_of)
                for scheme in grounds.in_force(Incentive)
            },
            growth={plan.id: scale_attainment(plan) for plan in grounds.in_force(Growth)},
        )
    )


def score_one_goal(goal: Goal, grounds: Grounds) -> GoalScore:
    """Return the figures of one goal, and how it is written."""
    visible, settings, series = grounds.visible, grounds.settings, grounds.series
    smart = score_smart(goal, visible, grounds.rubric, settings, series)
    return score_goal(goal, visible, series, settings, grounds.as_of, smart)


def score_one_metric(
    series: Series, goals: Mapping[str, GoalScore], grounds: Grounds
) -> tuple[MetricScore, ...]:
    """Return every subject's readings of a metric, their trend and their totals, by subject."""
    key = series.metric.key
    excused = excused_subjects(key, grounds.visible, goals, grounds.settings)
    totals = grounds.totals[key]
    return tuple(
        score_metric(series, subject, totals.of_subject(subject), excused=subject in excused)
        for subject in series.subjects
    )
