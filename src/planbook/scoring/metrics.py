"""The readings of one metric: each subject's trend and totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.scoring.pace import judge_pace
from planbook.scoring.results import GoalScore, MetricScore, MetricTotals
from planbook.scoring.series import Series
from planbook.scoring.settings import ScoringSettings
from planbook.scoring.trend import judge_trend
from planbook.scoring.undertaking import goal_undertaking, span_of


def score_metric(
    series: Series, subject: Key, totals: MetricTotals, *, excused: bool
) -> MetricScore:
    """Return where the readings of ``subject`` in ``series`` are heading, beside their totals.

    ``excused`` says that goals hang on them and all of them keep their pace.
    """
    return judge_trend(
        series.metric, subject, series.of(subject), series.fiscal, excused=excused, totals=totals
    )


class Hanging(msgspec.Struct, frozen=True):
    """A running goal that is read from a metric: of whom, and whether it keeps its pace."""

    subjects: tuple[Key, ...]
    keeps_pace: bool


def excused_subjects(
    metric: Key, handbook: Handbook, goals: Mapping[str, GoalScore], settings: ScoringSettings
) -> frozenset[Key]:
    """Return of whom every running goal that reads ``metric`` keeps its pace; at least one does."""
    found = (
        hanging_of(handbook.find(Goal, key), goals.get(key.id), settings)
        for key in handbook.referring(metric, Goal.KIND, "/measurable/metric")
    )
    return excused_by(one for one in found if one is not None)


def hanging_of(
    goal: Goal | None, score: GoalScore | None, settings: ScoringSettings
) -> Hanging | None:
    """Return what hangs on the metric of ``goal``; None where it does not run."""
    if goal is None or score is None or not _runs(goal, score):
        return None
    return Hanging(tuple(_subjects_of(goal, score)), _keeps_pace(goal, score, settings))


def excused_by(hanging: Iterable[Hanging]) -> frozenset[Key]:
    """Return the subjects of whom all that hangs on one metric keeps its pace."""
    kept: dict[Key, list[bool]] = defaultdict(list)
    for one in hanging:
        for subject in one.subjects:
            kept[subject].append(one.keeps_pace)
    return frozenset(subject for subject, every in kept.items() if all(every))


def _subjects_of(goal: Goal, score: GoalScore) -> Iterator[Key]:
    if score.reading.subjects:
        yield from score.reading.subjects
    elif goal.owner is not None:
        yield goal.owner


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
