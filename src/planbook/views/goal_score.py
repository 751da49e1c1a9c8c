"""The figures of a goal: how it goes, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.charts.marks import state_mark
from planbook.charts.progress import Course, Interval, Writing, progress_chart
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.scoring.goals import AMBER_FROM
from planbook.scoring.results import Check, GoalScore, ObjectiveScore, Reading, SmartScore
from planbook.views.figures import (
    ArithmeticView,
    ChartView,
    LimitsByFigure,
    age_view,
    arithmetic_views,
    bar_view,
    key_views,
    state_view,
)
from planbook.views.formats import NO_LIMITS, Limits
from planbook.views.presenter import Presenter
from planbook.views.words import (
    NO_WORDS,
    BarView,
    Day,
    Fact,
    Phrase,
    Quantity,
    Ref,
    Shown,
    StateView,
    Words,
)

_LETTERS: Final = "SMART"
_SUBJECTS_NAMED: Final = 10
_LIMITS: Final = Limits((Fraction(1),))
_GRADED_LIMITS: Final = Limits((Fraction(1), AMBER_FROM))
_JUDGED_BY_PACE: Final = frozenset({"on_track", "at_risk", "off_track"})


class CheckView(msgspec.Struct, frozen=True):
    """One check of how a goal is written. ``earned`` is full, partial or missing."""

    earned: StateView
    points: Quantity
    saw: Words
    suggest: Words


class LetterView(msgspec.Struct, frozen=True):
    """What one of the five letters earned, and what it is worth."""

    points: Quantity
    of: Quantity
    checks: tuple[CheckView, ...]


class SmartView(msgspec.Struct, frozen=True):
    """The SMART score, its letters in their order: S, M, A, R, T."""

    total: Quantity
    band: Phrase
    letters: tuple[LetterView, ...]


class PointView(msgspec.Struct, frozen=True):
    """One reading of the chart, in figures."""

    date: Day | None
    value: Quantity | None
    progress: Quantity | None


class GoalScoreView(msgspec.Struct, frozen=True):
    """How a goal goes. ``reasons`` say why the status is what it is.

    ``computed`` is the status by the figures alone, where a human says another. ``source`` tells
    what is read, and for whom.
    """

    status: StateView
    reasons: tuple[Phrase, ...]
    override: Words
    override_day: Day | None
    computed: StateView | None
    stale: bool
    bar: BarView | None
    facts: tuple[Fact, ...]
    source: tuple[Fact, ...]
    chart: ChartView | None
    points: tuple[PointView, ...]
    forecast: Phrase | None
    arithmetic: tuple[ArithmeticView, ...]
    smart: SmartView | None


def goal_score_view(goal: Goal, presenter: Presenter) -> GoalScoreView | None:
    """Return the figures of ``goal``, or None where it has none (an archived one)."""
    score = presenter.scores.goals.get(goal.id)
    if score is None:
        return None
    marks = (one.due for one in goal.time_bound.milestones)
    return course_view(score, frozenset(one for one in marks if one is not None), presenter)


def course_view(
    score: GoalScore, milestones: frozenset[date], presenter: Presenter
) -> GoalScoreView:
    """Return the figures of a goal, or of an objective's own measure.

    ``milestones`` are the days of the marks on the way.
    """
    limits = limits_of(score, presenter)
    arithmetic = dict(score.arithmetic)
    if score.forecast:
        arithmetic["forecast"] = score.forecast.arithmetic
    override = score.override
    return GoalScoreView(
        status=state_view("status", score.status),
        reasons=tuple(_reasons(score, limits, presenter)),
        override=presenter.words(override.reason) if override else NO_WORDS,
        override_day=presenter.day(override.date) if override else None,
        computed=state_view("status", score.computed_status)
        if score.status != score.computed_status
        else None,
        stale=score.stale,
        bar=progress_bar_of(score, presenter),
        facts=tuple(_facts(score, limits, presenter)),
        source=tuple(_source(score.reading, presenter)),
        chart=_chart(milestones, score, presenter),
        points=tuple(_points(score, presenter)),
        forecast=_forecast(score, presenter),
        arithmetic=arithmetic_views(arithmetic, presenter, score.key, limits),
        smart=smart_view(score.smart, presenter) if score.smart else None,
    )


def limits_of(score: GoalScore, presenter: Presenter) -> LimitsByFigure:
    """Return what the figures of ``score`` are compared with, by their names."""
    pace = presenter.scoring.pace
    limits = {"progress": progress_limits(score), "confidence": presenter.confidence_limits}
    if pace.measure == "ratio":
        return {**limits, "pace": presenter.pace_limits}
    # Points behind: less than the first are on track, at most the second at risk.
    return {**limits, "gap": Limits((pace.on_track,), (pace.at_risk,))}


def progress_limits(score: GoalScore) -> Limits:
    """Return what the progress of ``score`` is compared with: its mark, and a grade's colours."""
    graded = score.computed_grade is not None
    if score.mark == 1:
        return _GRADED_LIMITS if graded else _LIMITS
    return Limits((score.mark, AMBER_FROM)) if graded else Limits((score.mark,))


def progress_bar_of(score: GoalScore | ObjectiveScore, presenter: Presenter) -> BarView | None:
    """Return the bar of a goal or an objective, its figure on its side of the success mark."""
    limits = progress_limits(score) if isinstance(score, GoalScore) else _LIMITS
    return bar_view(score.progress, score.expected, presenter, limits)


def smart_view(smart: SmartScore, presenter: Presenter) -> SmartView:
    """Return the SMART score with each check's sentence."""
    return SmartView(
        total=Quantity(presenter.formats.number(smart.total)),
        band=Phrase(f"band.{smart.band}"),
        letters=tuple(
            LetterView(
                Quantity(presenter.formats.number(smart.letters.get(letter, Decimal(0)))),
                Quantity(presenter.formats.number(smart.worth(letter))),
                tuple(_check(one, presenter) for one in smart.checks if one.letter == letter),
            )
            for letter in _LETTERS
        ),
    )


def _check(check: Check, presenter: Presenter) -> CheckView:
    earned = "full" if check.points >= check.of else "partial" if check.points else "missing"
    figures = {
        "points": presenter.formats.number(check.points),
        "of": presenter.formats.number(check.of),
    }
    return CheckView(
        earned=StateView(earned, state_mark(earned), Phrase("smart.points", figures)),
        points=Quantity(f"{figures['points']}/{figures['of']}"),
        saw=presenter.words(check.saw),
        suggest=presenter.words(check.suggest) if earned != "full" else NO_WORDS,
    )


def _reasons(score: GoalScore, limits: LimitsByFigure, presenter: Presenter) -> Iterator[Phrase]:
    """Yield why the status is what it is."""
    if score.outcome is not None:
        yield Phrase("reason.outcome")
    elif score.computed_status not in _JUDGED_BY_PACE:
        yield Phrase(f"reason.{score.computed_status}")
    else:
        if score.pace is not None:
            yield _pace(score, score.pace, limits, presenter)
        if score.confidence is not None:
            share = presenter.formats.percent_rounded(score.confidence, limits["confidence"])
            decided = score.decided_by == "confidence"
            key = "reason.confidence_decides" if decided else "reason.confidence"
            # Without a pace there is nothing that the confidence could be worse than.
            key = "reason.confidence_alone" if score.pace is None else key
            yield Phrase(key, {"confidence": share})
    if score.no_progress:
        yield Phrase(f"no_progress.{score.no_progress}")
    if score.stale:
        yield Phrase("reason.stale" if score.reading.newest else "reason.never_read")


def _pace(score: GoalScore, pace: Fraction, limits: LimitsByFigure, presenter: Presenter) -> Phrase:
    if score.progress is not None and score.progress < 0:
        return Phrase(
            "reason.backwards", {"progress": presenter.formats.percent_rounded(score.progress)}
        )
    if "gap" in limits and score.progress is not None and pace:
        gap = (score.progress / pace - score.progress) * 100
        points = presenter.formats.number(limits["gap"].rounded(max(gap, Fraction(0)), 1))
        return Phrase("reason.gap", {"points": points})
    return Phrase("reason.pace", {"pace": presenter.formats.ratio(pace, limits["pace"])})


def expected_label(judged_on: date | None, presenter: Presenter) -> Phrase:
    """Return what the expected progress is called: that of the day that it was taken on."""
    if judged_on is None:
        return Phrase("figure.expected")
    return Phrase("figure.expected_by", {"day": presenter.formats.short_day(judged_on)})


def _facts(score: GoalScore, limits: LimitsByFigure, presenter: Presenter) -> Iterator[Fact]:
    progress = presenter.percent_rounded(score.progress, limits["progress"])
    rows = (
        (Phrase("figure.progress"), progress or Phrase("figure.none")),
        (expected_label(score.judged_on, presenter), presenter.percent_rounded(score.expected)),
        (Phrase("figure.pace"), presenter.ratio(score.pace, limits.get("pace", NO_LIMITS))),
        (
            Phrase("figure.confidence"),
            presenter.percent_rounded(score.confidence, limits["confidence"]),
        ),
        (Phrase("figure.mark"), presenter.percent_rounded(score.mark) if score.mark != 1 else None),
    )
    for label, shown in rows:
        if shown:
            yield Fact(label, shown)
    if score.grade is not None:
        grade = {"grade": presenter.formats.number(score.grade)}
        word = f"colour.{score.colour}" if score.colour else "colour.none"
        yield Fact(Phrase("figure.grade"), Phrase(word, grade))
        if score.computed_grade is not None and score.computed_grade != score.grade:
            computed = Quantity(presenter.formats.number(score.computed_grade))
            yield Fact(Phrase("figure.computed_grade"), computed)


def _source(reading: Reading, presenter: Presenter) -> Iterator[Fact]:
    """Yield what is read, for whom, and of whom there is nothing."""
    if reading.source == "checkins":
        yield Fact(Phrase("reading.source"), Phrase("reading.checkins"))
    elif reading.metric is not None:
        yield Fact(Phrase("reading.source"), presenter.ref(reading.metric))
        if reading.subjects:
            yield Fact(Phrase("reading.subjects"), _named(reading.subjects, presenter))
    if reading.unread and reading.subjects:
        counts = {
            "read": str(len(reading.subjects) - len(reading.unread)),
            "of": str(len(reading.subjects)),
        }
        yield Fact(Phrase("reading.read"), Phrase("reading.of", counts))
        yield Fact(Phrase("reading.unread"), _named(reading.unread, presenter))
    if reading.others:
        yield Fact(Phrase("reading.others"), _named(reading.others, presenter))
    if reading.newest is not None:
        age = age_view(reading.newest, reading.cadence, presenter)
        day = presenter.day(reading.newest)
        yield Fact(Phrase("reading.newest"), day if age is None else (day, age))


def _named(keys: Sequence[Key], presenter: Presenter) -> Shown:
    return tuple(
        name for key in keys[:_SUBJECTS_NAMED] if (name := presenter.named(key)) is not None
    )


def _forecast(score: GoalScore, presenter: Presenter) -> Phrase | None:
    forecast = score.forecast
    if forecast is None:
        return Phrase(f"no_forecast.{score.no_forecast}") if score.no_forecast else None
    share = presenter.formats.percent_rounded
    figures = {
        "value": share(forecast.value),
        "low": share(forecast.low),
        "high": share(forecast.high),
    }
    if forecast.reaches_target_on is None:
        return Phrase("forecast.never", figures)
    return Phrase(
        "forecast.reaches", {**figures, "day": presenter.formats.day(forecast.reaches_target_on)}
    )


def _chart(milestones: frozenset[date], score: GoalScore, presenter: Presenter) -> ChartView | None:
    """Return the chart of the goal's course; a goal without days or readings has none."""
    line = score.expected_line
    if not score.points or len(line) < 2:
        return None
    forecast = score.forecast
    course = Course(
        start=line[0][0],
        due=line[-1][0],
        as_of=presenter.scores.as_of,
        expected=line,
        points=tuple((one.date, one.progress) for one in score.points),
        milestones=tuple(one for one in line if one[0] in milestones),
        forecast=Interval(forecast.value, forecast.low, forecast.high) if forecast else None,
        first_day=line[0][0] + timedelta(days=1),
    )
    keys = ["actual", "expected"]
    keys += ["milestone"] if course.milestones else []
    keys += ["forecast", "interval"] if forecast else []
    keys += ["as-of"] if course.start <= course.as_of <= course.due else []
    newest = course.points[-1]
    summary = {
        "day": presenter.formats.day(newest[0]),
        "progress": presenter.formats.percent_rounded(Fraction(newest[1]), progress_limits(score)),
        "expected": presenter.formats.percent_rounded(score.expected)
        if score.expected is not None
        else "–",
    }
    return ChartView(
        title=Phrase("chart.progress"),
        summary=Phrase("chart.progress.summary", summary),
        drawing=progress_chart(
            course, Writing(presenter.formats.percent_rounded, presenter.formats.short_day)
        ),
        legend=key_views(*((part, f"chart.{part}") for part in keys)),
    )


def _points(score: GoalScore, presenter: Presenter) -> list[PointView]:
    unit, limits = score.unit, progress_limits(score)
    return [
        PointView(
            presenter.day(one.date),
            presenter.number(one.value, unit),
            presenter.percent_rounded(one.progress, limits),
        )
        for one in score.points
    ]


class GoalLine(msgspec.Struct, frozen=True):
    """A goal in a table: how much it counts, how far it has come, how it goes."""

    ref: Ref
    weight: Quantity | None
    bar: BarView | None
    status: StateView


def goal_line(key: Key, weight: Quantity | None, presenter: Presenter) -> GoalLine | None:
    """Return one line of a table of goals and objectives, or None where there is no figure."""
    ref = presenter.ref(key)
    table = presenter.scores.goals if key.kind == Goal.KIND else presenter.scores.objectives
    score = table.get(key.id)
    if ref is None or score is None:
        return None
    return GoalLine(
        ref, weight, progress_bar_of(score, presenter), state_view("status", score.status)
    )
