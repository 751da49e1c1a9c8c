"""The figures of goals: progress, what is expected, pace, status, forecast and grade together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.quantities import Ratio, Share, as_decimal, exact
from planbook.scoring.expected import expect, explain_expected, judging_day, share_at
from planbook.scoring.forecast import forecast_progress
from planbook.scoring.pace import (
    ENDED_BY_HAND,
    Facts,
    Judged,
    awaits_final,
    decide,
    explain_pace,
    explain_status,
    is_stale,
    judge,
    newest_confidence,
    newest_override,
    outcome_of,
    pace_of,
)
from planbook.scoring.progress import find_source, read_progress
from planbook.scoring.results import (
    Arithmetic,
    Colour,
    Forecast,
    GoalScore,
    Input,
    SmartScore,
    Status,
)
from planbook.scoring.series import AllSeries
from planbook.scoring.settings import ScoringSettings
from planbook.scoring.undertaking import Undertaking, clamp, goal_undertaking, unit_of

AMBER_FROM: Final = Fraction(4, 10)


def score_goal(
    goal: Goal,
    handbook: Handbook,
    all_series: AllSeries,
    settings: ScoringSettings,
    as_of: date,
    smart: SmartScore | None = None,
) -> GoalScore:
    """Return the figures of ``goal`` by ``as_of``; ``smart`` is how it is written."""
    undertaking = goal_undertaking(goal, settings)
    if undertaking is None:
        return GoalScore(
            goal.key,
            "unknown",
            "unknown",
            "dates",
            smart,
            unit=unit_of(goal.measurable, handbook),
            no_progress="no_dates",
            no_forecast="no_dates",
        )
    return score_undertaking(undertaking, handbook, all_series, settings, as_of, smart)


def score_undertaking(
    undertaking: Undertaking,
    handbook: Handbook,
    all_series: AllSeries,
    settings: ScoringSettings,
    as_of: date,
    smart: SmartScore | None = None,
) -> GoalScore:
    """Return the figures of a goal, or of an objective's own measure, by ``as_of``."""
    fiscal, due = handbook.settings.fiscal_year, undertaking.span.due
    source = find_source(undertaking, handbook, all_series)
    found = read_progress(undertaking, source, handbook, as_of)
    expectation = expect(undertaking, source.last_year if source else None, fiscal)
    newest, cadence = found.reading.newest, found.reading.cadence
    day = judging_day(undertaking, newest, cadence, as_of, fiscal)
    expected = share_at(expectation.line, day)
    confidence, override = (
        newest_confidence(undertaking, as_of),
        newest_override(undertaking, as_of),
    )
    by_itself = undertaking.type in ("milestones", "yes_no") and as_of > due
    facts = Facts(
        undertaking,
        found,
        expected,
        as_of,
        newest == due or by_itself,
        confidence[0] if confidence else None,
    )
    computed = judge(facts, settings)
    outcome = outcome_of(undertaking)
    shown = decide(computed, outcome, override)
    pace = pace_of(facts.share, expected, undertaking.reach_for)
    grade, computed_grade, colour, grading = _grade(undertaking, facts, shown)
    forecast = forecast_progress(undertaking, found.points, expectation.line, as_of)
    target = undertaking.measure.target
    return GoalScore(
        key=undertaking.key,
        status=shown.status,
        computed_status=computed.status,
        decided_by=shown.decided_by,
        smart=smart,
        actual=None if found.actual is None else as_decimal(found.actual),
        target=target,
        unit=found.unit or unit_of(undertaking.measure, handbook),
        progress=found.progress,
        no_progress=found.reason,
        expected=expected,
        judged_on=day,
        pace=pace,
        confidence=facts.confidence,
        outcome=outcome,
        override=override,
        stale=is_stale(undertaking, found, computed.status, as_of),
        final=facts.final,
        grade=grade,
        computed_grade=computed_grade,
        colour=colour,
        mark=undertaking.mark(as_of),
        forecast=forecast if isinstance(forecast, Forecast) else None,
        no_forecast=forecast if isinstance(forecast, str) else "",
        reading=found.reading,
        points=found.points,
        expected_line=expectation.line,
        late=found.late,
        arithmetic={
            **found.arithmetic,
            "expected": explain_expected(expectation, day, expected),
            **explain_pace(facts, pace),
            "status": explain_status(facts, computed, settings, confidence, override),
            **grading,
        },
    )


def grade_of(progress: Fraction) -> Decimal:
    """Return the grade that ``progress`` earns at the end: 0 to 1, one decimal, rounded down."""
    return Decimal(floor(clamp(progress) * 10)).scaleb(-1)


def colour_of(share: Fraction, mark: Fraction, status: Status) -> Colour:
    """Return the colour of a grade: green from the success mark, amber from 0.4.

    ``share`` is not rounded. What is shown as missed is never green.
    """
    if share >= mark and status != "missed":
        return "green"
    return "amber" if share >= AMBER_FROM else "red"


def _grade(
    undertaking: Undertaking, facts: Facts, shown: Judged
) -> tuple[Decimal | None, Decimal | None, Colour | None, Mapping[str, Arithmetic]]:
    """Return the grade that is shown, the computed one, the colour and the arithmetic.

    There is no computed one before the end, while the last reading is missing, or of what was
    cancelled.
    """
    written = undertaking.result.grade if undertaking.result else None
    mark = undertaking.reach_for
    if facts.share is None or not facts.ended or awaits_final(facts) or shown.status == "cancelled":
        colour = None if written is None else colour_of(exact(written), mark, shown.status)
        return written, None, colour, {}
    computed = grade_of(facts.share)
    why = Arithmetic("grade.progress", (Input("progress", Share(facts.share)),), Ratio(computed))
    colour = colour_of(facts.share if written is None else exact(written), mark, shown.status)
    if shown.status in ENDED_BY_HAND and written is None:
        colour = None
    return (computed if written is None else written), computed, colour, {"grade": why}
