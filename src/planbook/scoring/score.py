"""All the figures of what one edition sees, in the order in which each needs the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from planbook.diagnostics.finding import Outcome
from planbook.editions import sees_kinds
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.rubric import Rubric
from planbook.scoring.attainment import scale_attainment
from planbook.scoring.coverage import cover_person
from planbook.scoring.goals import score_goals
from planbook.scoring.pace import judge_pace
from planbook.scoring.payouts import score_incentives
from planbook.scoring.results import (
    GoalScore,
    MetricScore,
    PersonScore,
    Scores,
    SmartScore,
    TeamScore,
)
from planbook.scoring.rollup import mean_of, present_goals, score_objectives, score_teams
from planbook.scoring.scorecards import score_partners
from planbook.scoring.series import AllSeries, read_all_series
from planbook.scoring.settings import ScoringSettings, SmartLimits, read_scoring_settings
from planbook.scoring.smart import score_smart
from planbook.scoring.totals import (
    Totals,
    all_totals,
    company_totals,
    score_territories,
    team_totals,
)
from planbook.scoring.trend import judge_trend
from planbook.scoring.undertaking import goal_undertaking, span_of


def score_handbook(
    visible: Handbook, as_of: date, rubric: Rubric, edition: Edition
) -> Outcome[Scores]:
    """Return every figure of ``visible`` by ``as_of``: of what ``edition`` sees, of nothing else.

    How goals are written is judged by ``rubric``. The edition is asked for one thing alone:
    which practices it may not show the evidence of.
    """
    settings = read_scoring_settings(visible.settings.scoring)
    series = read_all_series(visible, as_of)
    totals = all_totals(series, visible)
    goals = {
        id_: replace(score, smart=_smart(id_, visible, rubric, settings.smart, series))
        for id_, score in score_goals(visible, series, settings, as_of).items()
    }
    return Outcome(
        Scores(
            as_of=as_of,
            goals=goals,
            objectives=score_objectives(visible, goals, series, settings, as_of),
            people=score_people(visible, goals, series, as_of, edition),
            teams=dict(_teams(visible, goals, totals, as_of)),
            territories=score_territories(totals, visible),
            company=company_totals(totals),
            partners=score_partners(totals, visible),
            metrics=score_metrics(visible, goals, series, totals, settings),
            incentives=score_incentives(visible, goals, series, as_of, edition),
            growth={
                growth.id: scale_attainment(growth)
                for growth in visible.all(Growth)
                if growth.is_in_force
            },
        )
    )


def _smart(
    id_: str, handbook: Handbook, rubric: Rubric, limits: SmartLimits, series: AllSeries
) -> SmartScore | None:
    goal = handbook.find(Goal, id_)
    return score_smart(goal, handbook, rubric, limits, series) if goal else None


def score_people(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: AllSeries,
    as_of: date,
    edition: Edition,
) -> dict[str, PersonScore]:
    """Return how the goals of everybody in service on ``as_of`` go and how they are led."""
    written = {id_: score.smart.total for id_, score in goals.items() if score.smart is not None}
    sees_kind = sees_kinds(handbook, edition, as_of)
    scored: dict[str, PersonScore] = {}
    for person in handbook.all(Person):
        if not person.is_serving(as_of):
            continue
        parts = present_goals(handbook, goals, person.key, as_of)
        progress, why = mean_of(parts)
        coverage = cover_person(person, handbook, as_of, sees_kind, written, series)
        arithmetic = {"progress": why} if progress is not None else {}
        scored[person.id] = PersonScore(person.key, progress, parts, coverage, arithmetic)
    return scored


def _teams(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    totals: Mapping[Key, Totals],
    as_of: date,
) -> Iterator[tuple[str, TeamScore]]:
    metrics = team_totals(totals, handbook)
    for id_, score in score_teams(handbook, goals, as_of).items():
        yield id_, replace(score, metrics=tuple(metrics.get(id_, ())))


def score_metrics(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: AllSeries,
    totals: Mapping[Key, Totals],
    settings: ScoringSettings,
) -> dict[str, tuple[MetricScore, ...]]:
    """Return every subject's readings of every metric, their trend and their totals, by subject."""
    hanging = _paces_by_metric(handbook, goals, settings)
    return {
        key.id: tuple(
            replace(
                judge_trend(
                    found.metric,
                    subject,
                    readings,
                    found.fiscal,
                    excused=all(hanging.get((key, subject), (False,))),
                ),
                totals=totals[key].of_subject(subject),
            )
            for subject, readings in sorted(found.by_subject.items())
        )
        for key, found in series.items()
        if handbook.find(Metric, key) is not None
    }


def _paces_by_metric(
    handbook: Handbook, goals: Mapping[str, GoalScore], settings: ScoringSettings
) -> dict[tuple[Key, Key], list[bool]]:
    """Return, by metric and subject, whether each goal that depends on it now keeps its pace."""
    found: dict[tuple[Key, Key], list[bool]] = {}
    for id_, score in goals.items():
        goal = handbook.find(Goal, id_)
        if goal is None or goal.measurable.metric is None or not _runs(goal, score):
            continue
        subjects = score.reading.subjects or ((goal.owner,) if goal.owner is not None else ())
        for subject in subjects:
            kept = _keeps_pace(goal, score, settings)
            found.setdefault((goal.measurable.metric, subject), []).append(kept)
    return found


def _runs(goal: Goal, score: GoalScore) -> bool:
    over = ("not_started", "cancelled", "carried_over", "missed", "awaiting_final")
    return span_of(goal) is not None and score.status not in over


def _keeps_pace(goal: Goal, score: GoalScore, settings: ScoringSettings) -> bool:
    undertaking = goal_undertaking(goal, settings)
    if (
        undertaking is None
        or score.progress is None
        or score.expected is None
        or score.expected <= 0
    ):
        return False
    reach_for = undertaking.reach_for
    return judge_pace(score.progress, score.expected, settings.pace, reach_for) == "on_track"
