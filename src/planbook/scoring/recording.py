"""Making the records of the score output from figures: for everything, or for one document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.scoring.phrases import spell
from planbook.scoring.records import (
    FORMAT_VERSION,
    CheckRecord,
    CompanyRecord,
    ForecastRecord,
    GoalRecord,
    GrowthRecord,
    IncentiveRecord,
    LineRecord,
    MetricRecord,
    Money,
    ObjectiveRecord,
    OverrideRecord,
    PartnerRecord,
    PeriodRecord,
    PersonRecord,
    RollUpRecord,
    ScoreRecords,
    SmartRecord,
    TeamRecord,
    TerritoryRecord,
    TotalsRecord,
    Wording,
    WorstBelowRecord,
)
from planbook.scoring.results import (
    Change,
    Forecast,
    GoalScore,
    GrowthScore,
    IncentiveScore,
    MetricScore,
    MetricTotals,
    ObjectiveScore,
    OverrideScore,
    PartnerScore,
    PeriodTotal,
    PersonScore,
    Reading,
    Scores,
    SmartScore,
    TeamScore,
    TerritoryScore,
)


def record_scores(scores: Scores, visible: Handbook, edition: Edition) -> ScoreRecords:
    """Return the records of all of ``scores``, which are of the handbook that ``edition`` sees."""
    return ScoreRecords(
        FORMAT_VERSION,
        scores.as_of,
        edition_record(edition),
        goals=tuple(record_goal(one, visible, scores.as_of) for one in scores.goals.values()),
        objectives=tuple(record_objective(one, visible) for one in scores.objectives.values()),
        people=tuple(record_person(one) for one in scores.people.values()),
        teams=tuple(record_team(one, visible) for one in scores.teams.values()),
        territories=record_territories(scores, visible),
        company=record_company(scores, visible),
        partners=tuple(record_partner(one) for one in scores.partners.values()),
        metrics=tuple(
            record_metric(one, visible) for every in scores.metrics.values() for one in every
        ),
        incentives=tuple(
            record_incentive(one) for every in scores.incentives.values() for one in every
        ),
        growth=tuple(record_growth(one, visible) for one in scores.growth.values()),
    )


def edition_record(edition: Edition) -> dict[str, str]:
    """Return whom the figures are for."""
    told: dict[str, str] = {"audience": edition.audience}
    if edition.viewer is not None:
        told["viewer"] = edition.viewer
    return told


def record_goal(score: GoalScore, visible: Handbook, as_of: date) -> GoalRecord:
    """Return the record of one goal."""
    goal = visible.find(Goal, score.key)
    read, of = _read_of(score.reading)
    return GoalRecord(
        id=score.key.id,
        owner=goal.owner if goal is not None else None,
        period=goal.period if goal is not None else None,
        smart=_smart(score.smart) if score.smart is not None else None,
        progress=score.progress,
        expected=score.expected,
        pace=score.pace,
        confidence=score.confidence,
        status=score.status,
        computed_status=score.computed_status,
        override=_override(score.override) if score.override is not None else None,
        stale=score.stale,
        grade=score.grade,
        forecast=_forecast(score.forecast) if score.forecast is not None else None,
        final=score.final,
        actual=score.actual,
        target=score.target,
        unit=score.unit or None,
        expected_on=score.judged_on,
        mark=score.mark,
        read=read,
        of=of,
        outcome=score.outcome,
        computed_grade=score.computed_grade,
        colour=score.colour,
        decided_by=score.decided_by,
        reason=score.no_progress or None,
        no_forecast=score.no_forecast or None,
        current=score.status == "awaiting_final" or (goal is not None and _is_now(goal, as_of)),
    )


def _is_now(goal: Goal, day: date) -> bool:
    start, due = goal.time_bound.start, goal.time_bound.due
    return (goal.period is not None and goal.period.contains(day)) or (
        start is not None and due is not None and start <= day <= due
    )


def _read_of(reading: Reading) -> tuple[int | None, int | None]:
    """Return how many subjects have readings, of how many; None for what reads no subjects."""
    if not reading.subjects:
        return None, None
    return len(reading.subjects) - len(reading.unread), len(reading.subjects)


def _smart(smart: SmartScore) -> SmartRecord:
    return SmartRecord(
        smart.total,
        smart.band,
        smart.letters,
        tuple(
            CheckRecord(
                one.id,
                one.letter,
                one.points,
                one.of,
                Wording(spell(one.saw)),
                Wording(spell(one.suggest)) if one.suggest else None,
                one.pointer,
            )
            for one in smart.checks
        ),
    )


def _override(override: OverrideScore) -> OverrideRecord:
    return OverrideRecord(override.status, Wording(override.reason), override.date)


def _forecast(forecast: Forecast) -> ForecastRecord:
    return ForecastRecord(forecast.value, forecast.low, forecast.high, forecast.reaches_target_on)


def record_objective(score: ObjectiveScore, visible: Handbook) -> ObjectiveRecord:
    """Return the record of one objective."""
    objective = visible.find(Objective, score.key)
    measured, below, worst = score.measured, score.rollup, score.worst_below
    if score.basis == "measure" and measured is not None:
        read, of = _read_of(measured.reading)
        actual, target, unit = measured.actual, measured.target, measured.unit
    else:
        read, of = below.read, below.of
        actual, unit = score.value, score.unit
        measure = objective.measure if objective is not None else None
        target = measure.target if measure is not None and score.basis == "sum" else None
    return ObjectiveRecord(
        id=score.key.id,
        owner=objective.owner if objective is not None else None,
        period=objective.period if objective is not None else None,
        progress=score.progress,
        status=score.status,
        expected=score.expected,
        pace=score.pace,
        basis=score.basis,
        read=read,
        of=of,
        worst_below=None
        if worst is None
        else WorstBelowRecord(worst.status, worst.count, worst.of),
        rollup=RollUpRecord(below.progress, below.expected, below.read, below.of),
        actual=actual,
        target=target,
        unit=unit or None,
        reason=score.reason or None,
    )


def record_person(score: PersonScore) -> PersonRecord:
    """Return the record of one person."""
    return PersonRecord(
        score.key.id,
        {practice: one.state for practice, one in score.coverage.items()},
        score.progress,
        {
            practice: tuple(reason.key for reason in one.reasons)
            for practice, one in score.coverage.items()
        },
    )


def record_team(score: TeamScore, visible: Handbook) -> TeamRecord:
    """Return the record of one team."""
    return TeamRecord(
        score.key.id,
        score.progress,
        score.net_confidence,
        score.statuses,
        _every_total(score.metrics, visible),
    )


def record_territories(scores: Scores, visible: Handbook) -> tuple[TerritoryRecord, ...]:
    """Return the records of all territories, which have no documents of their own."""
    return tuple(_territory(one, visible) for one in scores.territories.values())


def _territory(score: TerritoryScore, visible: Handbook) -> TerritoryRecord:
    return TerritoryRecord(score.key.id, _every_total(score.metrics, visible))


def record_company(scores: Scores, visible: Handbook) -> CompanyRecord:
    """Return the totals of the whole company."""
    return CompanyRecord(_every_total(scores.company, visible))


def _every_total(every: Iterable[MetricTotals], visible: Handbook) -> tuple[TotalsRecord, ...]:
    return tuple(
        TotalsRecord(
            metric=one.metric,
            unit=_unit_of(one.metric, visible),
            in_points=_is_in_points(one.metric, visible),
            periods=_periods(one, visible),
            reason=one.reason or None,
        )
        for one in every
    )


def _unit_of(metric: Key, visible: Handbook) -> str | None:
    found = visible.find(Metric, metric)
    return (found.unit or None) if found is not None else None


def _is_in_points(metric: Key, visible: Handbook) -> bool:
    found = visible.find(Metric, metric)
    return found is not None and found.counts_in_points


def _periods(totals: MetricTotals | None, visible: Handbook) -> tuple[PeriodRecord, ...]:
    if totals is None:
        return ()
    in_points = _is_in_points(totals.metric, visible)
    return tuple(_period(one, in_points=in_points) for one in totals.periods)


def _period(total: PeriodTotal, *, in_points: bool) -> PeriodRecord:
    to_date = total.year_to_date
    target, previous, year = total.against_target, total.previous, total.year
    target_ytd = to_date.against_target if to_date is not None else None
    year_ytd = to_date.year if to_date is not None else None
    return PeriodRecord(
        period=total.period,
        value=total.value,
        target=total.target,
        of_target=total.of_target,
        change_previous=_change(previous, in_points=in_points),
        change_year=_change(year, in_points=in_points),
        value_ytd=to_date.value if to_date is not None else None,
        target_ytd=to_date.target if to_date is not None else None,
        of_target_ytd=to_date.of_target if to_date is not None else None,
        change_year_ytd=_change(year_ytd, in_points=in_points),
        read=total.read,
        of=total.of,
        so_far=total.is_running,
        difference_target=_difference(target),
        difference_previous=_difference(previous),
        difference_year=_difference(year),
        difference_target_ytd=_difference(target_ytd),
        difference_year_ytd=_difference(year_ytd),
        better_than_target=_is_better(target),
        better_than_previous=_is_better(previous),
        better_than_year=_is_better(year),
        better_than_target_ytd=_is_better(target_ytd),
        better_than_year_ytd=_is_better(year_ytd),
        read_ytd=to_date.read if to_date is not None else None,
        of_ytd=to_date.of if to_date is not None else None,
    )


def _change(change: Change | None, *, in_points: bool) -> Fraction | None:
    if change is None:
        return None
    return change.difference if in_points else change.relative


def _difference(change: Change | None) -> Fraction | None:
    return change.difference if change is not None else None


def _is_better(change: Change | None) -> bool | None:
    return change.is_better if change is not None else None


def record_partner(score: PartnerScore) -> PartnerRecord:
    """Return the record of one partner's scorecard."""
    return PartnerRecord(
        score.key.id,
        score.score,
        tuple(
            LineRecord(one.metric, one.weight, one.value, one.target, one.share, one.unit or None)
            for one in score.lines
        ),
    )


def record_metric(score: MetricScore, visible: Handbook) -> MetricRecord:
    """Return the record of one metric for one subject."""
    change = score.change
    return MetricRecord(
        id=score.key.id,
        subject=score.subject,
        trend=score.trend,
        run=score.run,
        drift=score.drift,
        change=None
        if change is None
        else change.difference
        if change.relative is None
        else change.relative,
        better=_is_better(change),
        subject_kind=score.subject.kind,
        unit=_unit_of(score.key, visible),
        in_points=_is_in_points(score.key, visible),
        periods=_periods(score.totals, visible),
    )


def record_incentive(score: IncentiveScore) -> IncentiveRecord:
    """Return the record of what one person earns by one scheme."""
    return IncentiveRecord(
        id=score.key.id,
        person=score.person,
        attainment=score.attainment,
        pay=_money(score.pay),
        currency=score.currency or None,
        actual=score.actual,
        quota=score.quota,
        unit=score.unit or None,
        expected=score.expected,
        projected_attainment=score.projected_attainment,
        projected_pay=_money(score.projected_pay),
        reason=score.reason or None,
        no_projection=score.no_projection or None,
    )


def _money(amount: Decimal | None) -> Money | None:
    return Money(amount) if amount is not None else None


def record_growth(score: GrowthScore, visible: Handbook) -> GrowthRecord:
    """Return the record of one growth plan."""
    growth = visible.find(Growth, score.key)
    return GrowthRecord(score.key.id, growth.person if growth is not None else None, score.t_score)
