"""The figures of goals: progress, what is expected, pace, status, forecast and grade together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.scoring.forecast import forecast_progress
from planbook.scoring.pace import (
    Expected,
    Judged,
    expected_line,
    expected_progress,
    is_stale,
    judge,
    lower_by_confidence,
    lower_by_override,
    newest_confidence,
    newest_override,
    pace_of,
)
from planbook.scoring.progress import Progress, Span, measure_progress, span_of
from planbook.scoring.results import (
    Arithmetic,
    Forecast,
    GoalScore,
    Input,
    OverrideScore,
)
from planbook.scoring.rollup import colour_of, grade_of
from planbook.scoring.series import Series
from planbook.scoring.settings import PaceLimits, ScoringSettings

ASPIRATION: Final = Decimal("0.7")
"""The grade at which a goal that was meant to be out of reach is a full success."""


def score_goals(
    handbook: Handbook, series: Mapping[str, Series], settings: ScoringSettings, as_of: date
) -> dict[str, GoalScore]:
    """Return the figures of every goal that is not archived, by id, without how it is written."""
    return {
        goal.id: score_goal(goal, handbook, series, settings, as_of)
        for goal in handbook.all(Goal)
        if goal.state != "archived"
    }


def score_goal(
    goal: Goal,
    handbook: Handbook,
    series: Mapping[str, Series],
    settings: ScoringSettings,
    as_of: date,
) -> GoalScore:
    """Return the figures of ``goal`` by ``as_of``."""
    key = Key(Goal.KIND, goal.id)
    fiscal = handbook.settings.fiscal_year_start
    found = measure_progress(goal, handbook, series, as_of)
    override = newest_override(goal, as_of)
    span = span_of(goal, fiscal)
    if span is None:
        computed = Judged("unknown", "dates")
        shown = lower_by_override(computed, override)
        return GoalScore(
            key,
            shown.status,
            computed.status,
            shown.decided_by,
            actual=found.actual,
            unit=found.unit,
            progress=found.progress,
            override=override,
            no_forecast="no_dates",
            points=found.points,
            arithmetic=found.arithmetic,
        )
    expected = expected_progress(goal, span, as_of, fiscal)
    confidence = newest_confidence(goal, as_of)
    sure = confidence[0] if confidence else None
    computed = lower_by_confidence(
        judge(goal, found.progress, expected.share, span, as_of, settings.pace),
        sure,
        settings.confidence,
    )
    shown = lower_by_override(computed, override)
    pace = pace_of(found.progress, expected.share)
    grade, computed_grade, grading = _grade(goal, found.progress, span, as_of)
    forecast = forecast_progress(goal, found.points, span, as_of)
    return GoalScore(
        key=key,
        status=shown.status,
        computed_status=computed.status,
        decided_by=shown.decided_by,
        actual=found.actual,
        unit=found.unit,
        progress=found.progress,
        expected=expected.share,
        pace=pace,
        confidence=sure,
        override=override,
        stale=is_stale(goal, span, _newest_look(goal, found, as_of), computed.status, as_of),
        grade=grade,
        computed_grade=computed_grade,
        colour=None if grade is None else colour_of(grade),
        expects=ASPIRATION if goal.commitment == "aspirational" else Decimal(1),
        forecast=forecast if isinstance(forecast, Forecast) else None,
        no_forecast=forecast if isinstance(forecast, str) else "",
        points=found.points,
        expected_line=expected_line(goal, span),
        arithmetic={
            **found.arithmetic,
            "expected": expected.arithmetic,
            **_pace_arithmetic(found.progress, expected, pace),
            "status": _status_arithmetic(
                goal, found, expected, span, as_of, settings, computed, confidence, override
            ),
            **grading,
        },
    )


def _newest_look(goal: Goal, found: Progress, as_of: date) -> date | None:
    """Return the day of the newest check-in or reading: a note without a figure is one too."""
    looks = [one.date for one in goal.checkins if one.date is not None and one.date <= as_of]
    if found.newest is not None:
        looks.append(found.newest)
    return max(looks, default=None)


def _grade(
    goal: Goal, progress: Fraction | None, span: Span, as_of: date
) -> tuple[Decimal | None, Decimal | None, Mapping[str, Arithmetic]]:
    """Return the grade that is shown, the computed one and its arithmetic; none before the end."""
    written = goal.result.grade if goal.result else None
    if progress is None or as_of <= span.due:
        return written, None, {}
    computed = grade_of(progress)
    why = Arithmetic("grade.progress", (Input("progress", progress),), computed)
    return (computed if written is None else written), computed, {"grade": why}


def _pace_arithmetic(
    progress: Fraction | None, expected: Expected, pace: Fraction | None
) -> Mapping[str, Arithmetic]:
    if pace is None:
        return {}
    inputs = (Input("progress", progress), Input("expected", expected.share))
    return {"pace": Arithmetic("pace.ratio", inputs, pace)}


def _status_arithmetic(
    goal: Goal,
    found: Progress,
    expected: Expected,
    span: Span,
    as_of: date,
    settings: ScoringSettings,
    computed: Judged,
    confidence: tuple[Decimal, str] | None,
    override: OverrideScore | None,
) -> Arithmetic:
    """Return why the status is what it is, by the rule that decided it."""
    key = Key(Goal.KIND, goal.id)
    said = () if override is None else (Input("override", override.status, key, override.pointer),)
    if computed.decided_by == "readings":
        gone = (Input("gone", span.share_gone(as_of)), Input("grace", settings.pace.grace))
        return Arithmetic("status.readings", (*gone, *said), computed.status)
    if computed.decided_by in ("progress", "dates"):
        dates = (
            Input("progress", found.progress),
            Input("day", as_of),
            Input("start", span.start, key, "/time_bound/start"),
            Input("due", span.due, key, "/time_bound/due"),
        )
        return Arithmetic("status.dates", (*dates, *said), computed.status)
    sure = () if confidence is None else (Input("confidence", confidence[0], key, confidence[1]),)
    inputs = (*_limits(settings.pace, found.progress, expected.share), *sure, *said)
    return Arithmetic(f"status.{settings.pace.measure}", inputs, computed.status)


def _limits(limits: PaceLimits, progress: Fraction | None, expected: Fraction) -> tuple[Input, ...]:
    """Return what a pace is judged by: the ratio or the two shares, and the limits."""
    judged: tuple[Input, ...] = (Input("pace", pace_of(progress, expected)),)
    if limits.measure == "points":
        judged = (Input("expected", expected), Input("progress", progress))
    return (
        *judged,
        Input("on_track", limits.on_track),
        Input("at_risk", limits.at_risk),
    )
