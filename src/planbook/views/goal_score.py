"""The figures of a goal: how it goes, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from planbook.charts.marks import state_mark
from planbook.charts.progress import Course, Interval, Writing, progress_chart
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.scoring.results import Check, GoalScore, SmartScore
from planbook.views.figures import (
    ArithmeticView,
    ChartView,
    arithmetic_view,
    arithmetic_views,
    bar_view,
    key_views,
    state_view,
)
from planbook.views.pen import Pen
from planbook.views.words import (
    NO_WORDS,
    BarView,
    Day,
    Fact,
    Phrase,
    Quantity,
    Ref,
    StateView,
    Words,
)

_LETTERS: Final = "SMART"
_JUDGED_BY_PACE: Final = frozenset({"on_track", "at_risk", "off_track"})


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check of how a goal is written. ``earned`` is full, partial or missing."""

    earned: StateView
    points: Quantity
    saw: Words
    suggest: Words


@dataclass(frozen=True, slots=True)
class LetterView:
    """What one of the five letters earned."""

    points: Quantity
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class SmartView:
    """The SMART score, its letters in their order: S, M, A, R, T."""

    total: Quantity
    band: Phrase
    letters: tuple[LetterView, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """One reading of the chart, in figures."""

    date: Day | None
    value: Quantity | None
    progress: Quantity | None


@dataclass(frozen=True, slots=True)
class GoalScoreView:
    """How a goal goes. ``reasons`` say why the status is what it is."""

    status: StateView
    reasons: tuple[Phrase, ...]
    override: Words
    override_day: Day | None
    computed: StateView | None
    stale: bool
    bar: BarView | None
    facts: tuple[Fact, ...]
    chart: ChartView | None
    points: tuple[PointView, ...]
    forecast: Phrase | None
    arithmetic: tuple[ArithmeticView, ...]
    smart: SmartView | None


def goal_score_view(goal: Goal, pen: Pen) -> GoalScoreView | None:
    """Return the figures of ``goal``, or None where it has none (an archived one)."""
    score = pen.scores.goals.get(goal.id)
    if score is None:
        return None
    arithmetic = list(arithmetic_views(score.arithmetic, pen, score.key))
    if score.forecast:
        arithmetic.append(arithmetic_view("forecast", score.forecast.arithmetic, pen, score.key))
    override = score.override
    overridden = override is not None and score.status != score.computed_status
    return GoalScoreView(
        status=state_view("status", score.status),
        reasons=tuple(_reasons(score, pen)),
        override=pen.words(override.reason) if override else NO_WORDS,
        override_day=pen.day(override.date) if override else None,
        computed=state_view("status", score.computed_status) if overridden else None,
        stale=score.stale,
        bar=bar_view(score.progress, score.expected, pen),
        facts=tuple(_facts(score, pen)),
        chart=_chart(goal, score, pen),
        points=tuple(_points(score, pen)),
        forecast=_forecast(score, pen),
        arithmetic=tuple(arithmetic),
        smart=smart_view(score.smart, pen) if score.smart else None,
    )


def smart_view(smart: SmartScore, pen: Pen) -> SmartView:
    """Return the SMART score with each check's sentence."""
    return SmartView(
        total=Quantity(pen.formats.number(smart.total)),
        band=Phrase(f"band.{smart.band}"),
        letters=tuple(
            LetterView(
                Quantity(pen.formats.number(smart.letters.get(letter, Decimal(0)))),
                tuple(_check(one, pen) for one in smart.checks if one.letter == letter),
            )
            for letter in _LETTERS
        ),
    )


def _check(check: Check, pen: Pen) -> CheckView:
    earned = "full" if check.points >= check.of else "partial" if check.points else "missing"
    figures = {"points": pen.formats.number(check.points), "of": pen.formats.number(check.of)}
    return CheckView(
        earned=StateView(earned, state_mark(earned), Phrase("smart.points", figures)),
        points=Quantity(f"{figures['points']}/{figures['of']}"),
        saw=pen.words(check.saw),
        suggest=pen.words(check.suggest) if earned != "full" else NO_WORDS,
    )


def _reasons(score: GoalScore, pen: Pen) -> list[Phrase]:
    """Return why the status is what it is."""
    reasons: list[Phrase] = []
    if score.computed_status in _JUDGED_BY_PACE:
        if score.pace is not None:
            reasons.append(_pace(score.pace, score.progress, pen))
        if score.confidence is not None:
            share = pen.formats.portion(score.confidence)
            decided = score.decided_by == "confidence"
            key = "reason.confidence_decides" if decided else "reason.confidence"
            reasons.append(Phrase(key, {"confidence": share}))
    else:
        reasons.append(Phrase(f"reason.{score.computed_status}"))
    if score.stale:
        reasons.append(Phrase("reason.stale"))
    return reasons


def _pace(pace: Fraction, progress: Fraction | None, pen: Pen) -> Phrase:
    if progress is not None and progress < 0:
        return Phrase("reason.backwards", {"progress": pen.formats.portion(progress)})
    return Phrase("reason.pace", {"pace": pen.formats.ratio(pace)})


def _expected_by(score: GoalScore, pen: Pen) -> Phrase:
    """Return what the expected progress is called: with a cadence it is that of its last day."""
    arithmetic = score.arithmetic.get("expected")
    inputs = arithmetic.inputs if arithmetic else ()
    day = next((one.value for one in inputs if one.name == "day"), None)
    if isinstance(day, date) and day != pen.scores.as_of:
        return Phrase("figure.expected_by", {"day": pen.formats.short_day(day)})
    return Phrase("figure.expected")


def _facts(score: GoalScore, pen: Pen) -> list[Fact]:
    rows = (
        (Phrase("figure.progress"), pen.portion(score.progress) or Phrase("figure.none")),
        (_expected_by(score, pen), pen.portion(score.expected)),
        (Phrase("figure.pace"), pen.ratio(score.pace)),
        (Phrase("figure.confidence"), pen.portion(score.confidence)),
    )
    facts = [Fact(label, shown) for label, shown in rows if shown]
    if score.grade is not None:
        grade = {"grade": pen.formats.number(score.grade)}
        word = f"colour.{score.colour}" if score.colour else "colour.none"
        facts.append(Fact(Phrase("figure.grade"), Phrase(word, grade)))
        if score.computed_grade is not None and score.computed_grade != score.grade:
            computed = Quantity(pen.formats.number(score.computed_grade))
            facts.append(Fact(Phrase("figure.computed_grade"), computed))
    return facts


def _forecast(score: GoalScore, pen: Pen) -> Phrase | None:
    forecast = score.forecast
    if forecast is None:
        return Phrase(f"no_forecast.{score.no_forecast}") if score.no_forecast else None
    share = pen.formats.portion
    figures = {
        "value": share(forecast.value),
        "low": share(forecast.low),
        "high": share(forecast.high),
    }
    if forecast.reaches_target_on is None:
        return Phrase("forecast.never", figures)
    return Phrase(
        "forecast.reaches", {**figures, "day": pen.formats.day(forecast.reaches_target_on)}
    )


def _chart(goal: Goal, score: GoalScore, pen: Pen) -> ChartView | None:
    """Return the chart of the goal's course; a goal without days or readings has none."""
    line = score.expected_line
    if not score.points or len(line) < 2:
        return None
    forecast = score.forecast
    milestones = {one.due for one in goal.time_bound.milestones}
    course = Course(
        start=line[0][0],
        due=line[-1][0],
        as_of=pen.scores.as_of,
        expected=line,
        points=tuple((one.date, one.progress) for one in score.points),
        milestones=tuple(one for one in line if one[0] in milestones),
        forecast=Interval(forecast.value, forecast.low, forecast.high) if forecast else None,
    )
    keys = ["actual", "expected"]
    keys += ["milestone"] if course.milestones else []
    keys += ["forecast", "interval"] if forecast else []
    keys += ["as-of"] if course.start <= course.as_of <= course.due else []
    newest = course.points[-1]
    summary = {
        "day": pen.formats.day(newest[0]),
        "progress": pen.formats.portion(Fraction(newest[1])),
        "expected": pen.formats.portion(score.expected) if score.expected is not None else "–",
    }
    return ChartView(
        title=Phrase("chart.progress"),
        summary=Phrase("chart.progress.summary", summary),
        drawing=progress_chart(course, Writing(pen.formats.portion, pen.formats.short_day)),
        legend=key_views(*((part, f"chart.{part}") for part in keys)),
    )


def _points(score: GoalScore, pen: Pen) -> list[PointView]:
    unit = score.unit
    return [
        PointView(pen.day(one.date), pen.number(one.value, unit), pen.portion(one.progress))
        for one in score.points
    ]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in a table: how much it counts, how far it has come, how it goes."""

    ref: Ref
    weight: Quantity | None
    bar: BarView | None
    status: StateView


def goal_line(key: Key, weight: Quantity | None, pen: Pen) -> GoalLine | None:
    """Return one line of a table of goals and objectives, or None where there is no figure."""
    ref = pen.ref(key)
    table = pen.scores.goals if key.kind == Goal.KIND else pen.scores.objectives
    score = table.get(key.id)
    if ref is None or score is None:
        return None
    expected = score.expected if isinstance(score, GoalScore) else None
    return GoalLine(
        ref,
        weight,
        bar_view(score.progress, expected, pen),
        state_view("status", score.status),
    )
