"""All the figures of what one edition sees, in the order in which each needs the others.

Each figure is made by a function of one goal, person, team or subject, which is given the others'
figures as mappings and asks them for what it needs. What several of them need is in `Grounds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from planbook.diagnostics.finding import Outcome
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.rubric import Rubric
from planbook.model.team import Team
from planbook.scoring.attainment import scale_attainment
from planbook.scoring.goals import score_goal
from planbook.scoring.grounds import Grounds
from planbook.scoring.metrics import excused_subjects, score_metric
from planbook.scoring.past import Past
from planbook.scoring.payouts import score_incentive
from planbook.scoring.people import score_person
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import GoalScore, MetricScore, Scores
from planbook.scoring.rollup import running_goals, score_objectives, score_team
from planbook.scoring.scorecards import has_scorecard, score_partner
from planbook.scoring.series import Series
from planbook.scoring.smart import score_smart
from planbook.scoring.totals import company_totals, score_territory, totals_of_whole


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
            past=Past(grounds, goals),
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
