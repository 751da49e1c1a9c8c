"""The figures of a goal: where it stands, why it is judged as it is, and its forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Checkin, Goal
from planbook.scoring.goals import AMBER_FROM
from planbook.scoring.results import GoalScore, ObjectiveScore
from planbook.scoring.undertaking import Undertaking, goal_undertaking
from planbook.views.amounts import Amounts, amounts_of
from planbook.views.checkins import NoteView, note_views, numbered_days
from planbook.views.figures import (
    ArithmeticView,
    ChartView,
    LimitsByFigure,
    age_view,
    arithmetic_views,
    bar_view,
    state_view,
)
from planbook.views.formats import NO_LIMITS, Limits
from planbook.views.goal_chart import chart_of
from planbook.views.goal_headline import Told, headline_of
from planbook.views.presenter import Presenter
from planbook.views.smart import SmartView, smart_view
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

POINTS_SHOWN: Final = 40
_SUBJECTS_NAMED: Final = 10
_LIMITS: Final = Limits((Fraction(1),))
_GRADED_LIMITS: Final = Limits((Fraction(1), AMBER_FROM))
_JUDGED_BY_PACE: Final = frozenset({"on_track", "at_risk", "off_track"})
_MOST_TOLD: Final = 5


class PointView(msgspec.Struct, frozen=True):
    """One reading of the chart, in figures."""

    date: Day | None
    value: Quantity | None
    progress: Quantity | None


class GoalScoreView(msgspec.Struct, frozen=True):
    """How a goal goes. ``headline`` says it in its own unit, clause by clause.

    ``reasons`` say what of the status the figures do not tell. ``computed`` is the status by the
    figures alone, where a human says another. ``source`` tells what is read, and for whom.
    ``notes`` are the newest of its check-ins, numbered in the chart. Of many readings ``points``
    are the newest.
    """

    status: StateView
    headline: tuple[Phrase, ...]
    reasons: tuple[Phrase, ...]
    override: Words
    override_day: Day | None
    computed: StateView | None
    stale: bool
    bar: BarView | None
    facts: tuple[Fact, ...]
    source: tuple[Fact, ...]
    chart: ChartView | None
    notes: tuple[NoteView, ...]
    points: tuple[PointView, ...]
    forecast: Phrase | None
    arithmetic: tuple[ArithmeticView, ...]
    smart: SmartView | None


def headline_for(key: Key, presenter: Presenter) -> tuple[Phrase, ...]:
    """Return where a goal stands, in its own unit; nothing of what has no figures or days."""
    goal, score = presenter.handbook.find(Goal, key), presenter.scores.goals.get(key.id)
    undertaking = goal_undertaking(goal, presenter.scoring) if goal is not None else None
    if goal is None or score is None or undertaking is None:
        return ()
    amounts = amounts_of(goal.measurable, score, presenter, undertaking)
    return headline_of(Told(undertaking, score, presenter, amounts))


def course_view(
    score: GoalScore,
    undertaking: Undertaking | None,
    checkins: Sequence[Checkin],
    amounts: Amounts,
    presenter: Presenter,
) -> GoalScoreView:
    """Return the figures of a goal, or of an objective's own measure.

    ``undertaking`` is what they are computed of, None where it has no days. ``amounts`` writes
    those of the page.
    """
    limits = limits_of(score, presenter)
    arithmetic = dict(score.arithmetic)
    if score.forecast:
        arithmetic["forecast"] = score.forecast.arithmetic
    override = score.override
    told = Told(undertaking, score, presenter, amounts) if undertaking else None
    return GoalScoreView(
        status=state_view("status", score.status),
        headline=headline_of(told) if told else (Phrase("no_progress.no_dates"),),
        reasons=tuple(_reasons(score, limits, presenter)),
        override=presenter.words(override.reason) if override else NO_WORDS,
        override_day=presenter.day(override.date) if override else None,
        computed=state_view("status", score.computed_status)
        if score.status != score.computed_status
        else None,
        stale=score.stale,
        bar=progress_bar_of(score, presenter),
        facts=tuple(_facts(score, limits, presenter)),
        source=tuple(_source(score, presenter)),
        chart=chart_of(told, numbered_days(checkins, presenter)) if told else None,
        notes=note_views(checkins, presenter),
        points=tuple(_points(score, amounts, presenter)),
        forecast=_forecast(score, told, presenter),
        arithmetic=arithmetic_views(arithmetic, presenter, score.key, limits, amounts),
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


def _reasons(score: GoalScore, limits: LimitsByFigure, presenter: Presenter) -> Iterator[Phrase]:
    """Yield what the status rests on beside the figures of the headline."""
    if score.outcome is not None:
        yield Phrase("reason.outcome")
    elif score.computed_status in _JUDGED_BY_PACE:
        if "gap" in limits:
            yield from _gap(score, limits["gap"], presenter)
        if score.confidence is not None and (
            score.decided_by == "confidence" or score.pace is None
        ):
            share = presenter.formats.percent_rounded(score.confidence, limits["confidence"])
            # Without a pace there is nothing that the confidence could be worse than.
            key = "reason.confidence_alone" if score.pace is None else "reason.confidence_decides"
            yield Phrase(key, {"confidence": share})
    never_read = score.stale and score.reading.newest is None
    if score.no_progress == "no_reading" and never_read:
        yield Phrase("reason.never_read")
    elif score.no_progress and score.no_progress != "no_dates":
        yield Phrase(f"no_progress.{score.no_progress}")
    if score.stale and not never_read:
        yield Phrase("reason.stale")


def _gap(score: GoalScore, limits: Limits, presenter: Presenter) -> Iterator[Phrase]:
    """Yield how many points it is behind, where these decide and progress can be told in them."""
    if _is_telling(score.progress) and score.pace and score.progress is not None:
        gap = (score.progress / score.pace - score.progress) * 100
        points = presenter.formats.number(limits.rounded(max(gap, Fraction(0)), 1))
        yield Phrase("reason.gap", {"points": points})


def expected_label(judged_on: date | None, presenter: Presenter) -> Phrase:
    """Return what the expected progress is called: that of the day that it was taken on."""
    if judged_on is None:
        return Phrase("figure.expected")
    return Phrase("figure.expected_by", {"day": presenter.formats.short_day(judged_on)})


def _is_telling(share: Fraction | None) -> bool:
    """Return whether a share is one that a percentage tells anything of: not below 0, not 40 times.

    What went backwards, or runs away, is told in its unit; its arithmetic has the percentage.
    """
    return share is not None and 0 <= share <= _MOST_TOLD


def _facts(score: GoalScore, limits: LimitsByFigure, presenter: Presenter) -> Iterator[Fact]:
    """Yield what the headline does not say: shares of the way, pace, confidence, the grade."""
    is_judged = score.computed_status in _JUDGED_BY_PACE
    rows: list[tuple[Phrase, Shown]] = []
    if _is_telling(score.progress):
        progress = presenter.percent_rounded(score.progress, limits["progress"])
        rows.append((Phrase("figure.progress"), progress))
    if is_judged and _is_telling(score.progress):
        expected = presenter.percent_rounded(score.expected)
        rows.append((expected_label(score.judged_on, presenter), expected))
    if is_judged and _is_telling(score.pace):
        pace = presenter.ratio(score.pace, limits.get("pace", NO_LIMITS))
        rows.append((Phrase("figure.pace"), pace))
    confidence = presenter.percent_rounded(score.confidence, limits["confidence"])
    rows.append((Phrase("figure.confidence"), confidence))
    if score.mark != 1:
        rows.append((Phrase("figure.mark"), presenter.percent_rounded(score.mark)))
    yield from (Fact(label, shown) for label, shown in rows if shown)
    if score.grade is not None:
        grade = {"grade": presenter.formats.number(score.grade)}
        word = f"colour.{score.colour}" if score.colour else "colour.none"
        yield Fact(Phrase("figure.grade"), Phrase(word, grade))
        if score.computed_grade is not None and score.computed_grade != score.grade:
            computed = Quantity(presenter.formats.number(score.computed_grade))
            yield Fact(Phrase("figure.computed_grade"), computed)


def _source(score: GoalScore, presenter: Presenter) -> Iterator[Fact]:
    """Yield what is read, for whom, and of whom there is nothing."""
    reading, line = score.reading, score.expected_line
    # What is over needs no newer reading.
    is_running = bool(line) and presenter.scores.as_of <= line[-1][0]
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
    # Of pieces of work is known what is done on any day.
    if reading.newest is not None and reading.source != "milestones":
        age = age_view(reading.newest, reading.cadence, presenter) if is_running else None
        day = presenter.day(reading.newest)
        yield Fact(Phrase("reading.newest"), day if age is None else (day, age))


def _named(keys: Sequence[Key], presenter: Presenter) -> Shown:
    return tuple(
        name for key in keys[:_SUBJECTS_NAMED] if (name := presenter.named(key)) is not None
    )


def _forecast(score: GoalScore, told: Told | None, presenter: Presenter) -> Phrase | None:
    """Return where it would stand on the due date, in its unit, or why nobody can tell."""
    forecast = score.forecast
    if forecast is None or told is None:
        return Phrase(f"no_forecast.{score.no_forecast}") if score.no_forecast else None
    low, high = sorted((told.amount(forecast.low), told.amount(forecast.high)))
    figures = {
        "value": told.amounts.about(told.amount(forecast.value)),
        "low": told.amounts.about(low),
        "high": told.amounts.about(high),
    }
    if forecast.reaches_target_on is None:
        return Phrase("forecast.never", figures)
    return Phrase(
        "forecast.reaches", {**figures, "day": presenter.formats.day(forecast.reaches_target_on)}
    )


def _points(score: GoalScore, amounts: Amounts, presenter: Presenter) -> list[PointView]:
    limits = progress_limits(score)
    return [
        PointView(
            presenter.day(one.date),
            None if one.value is None else Quantity(amounts.exact(one.value)),
            presenter.percent_rounded(one.progress, limits),
        )
        for one in score.points[-POINTS_SHOWN:]
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
