"""All the figures of what one edition sees, in the order in which each needs the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from planbook.diagnostics.finding import Outcome
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
from planbook.scoring.pay import score_incentives
from planbook.scoring.progress import metric_of, span_of
from planbook.scoring.results import GoalScore, MetricScore, PersonScore, Scores, SmartScore
from planbook.scoring.rollup import (
    counts_now,
    mean_of,
    present_goals,
    score_objectives,
    score_teams,
)
from planbook.scoring.series import Series, all_series
from planbook.scoring.settings import PaceLimits, SmartLimits, read_scoring_settings
from planbook.scoring.smart import score_smart
from planbook.scoring.trend import judge_trend


def score_handbook(
    visible: Handbook, as_of: date, rubric: Rubric, edition: Edition
) -> Outcome[Scores]:
    """Return every figure of ``visible`` by ``as_of``: of what ``edition`` sees, of nothing else.

    How goals are written is judged by ``rubric``. The edition is asked for one thing alone:
    which practices it may not show the evidence of.
    """
    settings = read_scoring_settings(visible.settings.scoring)
    series = all_series(visible)
    goals = {
        id_: replace(score, smart=_smart(id_, visible, rubric, settings.smart, series))
        for id_, score in score_goals(visible, series, settings, as_of).items()
    }
    return Outcome(
        Scores(
            as_of=as_of,
            goals=goals,
            objectives=score_objectives(visible, goals),
            people=score_people(visible, goals, series, as_of, edition),
            teams=score_teams(visible, goals, as_of),
            metrics=score_metrics(visible, goals, series, settings.pace, as_of),
            incentives=score_incentives(visible, goals, series, as_of),
            growth={
                growth.id: scale_attainment(growth)
                for growth in visible.all(Growth)
                if growth.state != "archived"
            },
        )
    )


def _smart(
    id_: str,
    handbook: Handbook,
    rubric: Rubric,
    limits: SmartLimits,
    series: Mapping[str, Series],
) -> SmartScore | None:
    goal = handbook.find(Goal, id_)
    return score_smart(goal, handbook, rubric, limits, series) if goal else None


def score_people(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: Mapping[str, Series],
    as_of: date,
    edition: Edition,
) -> dict[str, PersonScore]:
    """Return how the goals of everybody there on ``as_of`` go and how they are led, by person."""
    written = {id_: score.smart.total for id_, score in goals.items() if score.smart is not None}
    scored: dict[str, PersonScore] = {}
    for person in handbook.all(Person):
        if not counts_now(person) or (person.ended is not None and person.ended < as_of):
            continue
        key = Key(Person.KIND, person.id)
        parts = present_goals(handbook, goals, key, as_of)
        progress, why = mean_of(parts)
        coverage = cover_person(person, handbook, as_of, edition, written, series)
        scored[person.id] = PersonScore(key, progress, parts, coverage, {"progress": why})
    return scored


def score_metrics(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: Mapping[str, Series],
    limits: PaceLimits,
    as_of: date,
) -> dict[str, tuple[MetricScore, ...]]:
    """Return where every metric is heading for each of its subjects by ``as_of``, by subject."""
    hanging = _paces_by_metric(handbook, goals, limits, as_of)
    return {
        metric.id: tuple(
            judge_trend(
                Key(Metric.KIND, metric.id),
                subject,
                [one for one in readings if one.date <= as_of],
                metric.direction,
                excused=all(hanging.get((metric.id, subject), (False,))),
            )
            for subject, readings in sorted(series.get(metric.id, {}).items())
        )
        for metric in handbook.all(Metric)
        if counts_now(metric)
    }


def _paces_by_metric(
    handbook: Handbook, goals: Mapping[str, GoalScore], limits: PaceLimits, as_of: date
) -> dict[tuple[str, Key], list[bool]]:
    """Return, by metric and owner, whether each goal that hangs on it now keeps its pace."""
    found: dict[tuple[str, Key], list[bool]] = {}
    for id_, score in goals.items():
        goal = handbook.find(Goal, id_)
        if goal is None or not counts_now(goal):
            continue
        metric = metric_of(goal.measurable, handbook)
        owner = handbook.resolve(goal.owner, ("person", "team"))
        span = span_of(goal, handbook.settings.fiscal_year_start)
        if metric is None or owner is None or span is None:
            continue
        if span.start <= as_of <= span.due:
            found.setdefault((metric.id, owner), []).append(_keeps_pace(score, limits))
    return found


def _keeps_pace(score: GoalScore, limits: PaceLimits) -> bool:
    if score.progress is None or score.expected is None or score.expected <= 0:
        return False
    return judge_pace(score.progress, score.expected, limits) == "on_track"
