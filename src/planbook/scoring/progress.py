"""Progress: how much of the way from baseline to target has been gone. Arithmetic, no judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planbook.model.document import Key
from planbook.model.goal import Goal, Measurable, Milestone
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.periods import parse_period
from planbook.quantities import exact
from planbook.scoring.results import Arithmetic, Input, Point
from planbook.scoring.series import Observation, Series, as_decimal


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a goal runs from and to, both included."""

    start: date
    due: date

    @property
    def days(self) -> int:
        """How many days lie between start and due."""
        return (self.due - self.start).days

    def share_gone(self, day: date) -> Fraction:
        """Return the share of the time that has gone on ``day``, 0 to 1."""
        if day >= self.due:
            return Fraction(1)
        return max(Fraction((day - self.start).days, self.days), Fraction(0))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal has come; ``progress`` is None where nothing has been read.

    ``points`` are the readings by the day of judging, oldest first, each with the progress of
    its day. ``newest`` is the day of the newest one.
    """

    progress: Fraction | None = None
    actual: Decimal | None = None
    unit: str = ""
    points: tuple[Point, ...] = ()
    newest: date | None = None
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


def span_of(goal: Goal, fiscal_year_start: int = 1) -> Span | None:
    """Return the days that ``goal`` runs: its own, else those of its period; None where neither."""
    start, due = goal.time_bound.start, goal.time_bound.due
    if start is None or due is None:
        written = goal.period
        period = (
            parse_period(written, fiscal_year_start)
            if isinstance(written, str) or written is None
            else parse_period({"start": written.start, "end": written.end})
        )
        start = start or (period.start if period else None)
        due = due or (period.end if period else None)
    if start is None or due is None:
        return None
    return Span(start, max(start, due))


def unit_of(measure: Measurable, handbook: Handbook) -> str:
    """Return the unit of a measure's figures: its own, else its metric's, else empty."""
    if measure.unit:
        return measure.unit
    metric = metric_of(measure, handbook)
    return metric.unit if metric else ""


def metric_of(measure: Measurable, handbook: Handbook) -> Metric | None:
    """Return the metric of a measure, or None."""
    key = handbook.resolve(measure.metric, (Metric.KIND,))
    return handbook.find(Metric, key.id) if key else None


def measure_progress(
    goal: Goal, handbook: Handbook, series: Mapping[str, Series], as_of: date
) -> Progress:
    """Return the progress of ``goal`` by ``as_of``, with the readings and the arithmetic."""
    unit = unit_of(goal.measurable, handbook)
    key = Key(Goal.KIND, goal.id)
    type_ = goal.measurable.type
    if type_ == "milestones":
        return _milestones_done(goal, key, as_of)
    if type_ == "yes_no":
        return _yes_or_no(goal, key, as_of)
    readings = _checkins(goal, key, as_of)
    if readings:
        return _of_readings(goal.measurable, key, readings, "last", unit)
    metric = metric_of(goal.measurable, handbook)
    owner = handbook.resolve(goal.owner, ("person", "team"))
    span = span_of(goal, handbook.settings.fiscal_year_start)
    if metric is None or owner is None or span is None:
        return Progress(unit=unit)
    source = Key(Metric.KIND, metric.id)
    read = series.get(metric.id, {}).get(owner, ())
    within = tuple(one for one in read if span.start <= one.date <= as_of)
    return _of_readings(
        goal.measurable, key, tuple((one, source) for one in within), metric.aggregate, unit
    )


def change(measure: Measurable, actual: Fraction) -> Fraction | None:
    """Return the share of the way from baseline to target that ``actual`` has gone, signed."""
    if measure.baseline is None or measure.target is None or measure.baseline == measure.target:
        return None
    baseline, target = exact(measure.baseline), exact(measure.target)
    return (actual - baseline) / (target - baseline)


def clamp(share: Fraction) -> Fraction:
    """Return ``share`` between 0 and 1: for roll-ups and grades only."""
    return min(max(share, Fraction(0)), Fraction(1))


def weight_of(milestone: Milestone) -> Fraction:
    """Return what a milestone counts against the others, 1 where nothing is written."""
    return Fraction(1) if milestone.weight is None else exact(milestone.weight)


def _checkins(goal: Goal, key: Key, as_of: date) -> tuple[tuple[Observation, Key], ...]:
    by_day = {
        one.date: Observation(one.date, one.value, f"/checkins/{position}/value")
        for position, one in enumerate(goal.checkins)
        if isinstance(one.value, Decimal) and one.date is not None and one.date <= as_of
    }
    return tuple((by_day[day], key) for day in sorted(by_day))


def _of_readings(
    measure: Measurable,
    key: Key,
    readings: tuple[tuple[Observation, Key], ...],
    aggregate: str,
    unit: str,
) -> Progress:
    if not readings:
        return Progress(unit=unit)
    if measure.type == "keep_within":
        return _kept_within(measure, key, readings, unit)
    points: list[Point] = []
    actual: Fraction | None = None
    total = Fraction(0)
    for count, (one, source) in enumerate(readings, start=1):
        total += exact(one.value)
        actual = {"sum": total, "mean": total / count}.get(aggregate, exact(one.value))
        reached = change(measure, actual)
        if reached is not None:
            points.append(Point(one.date, as_decimal(actual), reached, one.pointer, source))
    newest, source = readings[-1]
    progress = points[-1].progress if points else None
    shown = None if actual is None else as_decimal(actual)
    why = Arithmetic(
        "progress.change",
        (
            Input("actual", shown, source, newest.pointer, unit),
            Input("baseline", measure.baseline, key, "/measurable/baseline", unit),
            Input("target", measure.target, key, "/measurable/target", unit),
        ),
        progress,
    )
    return Progress(progress, shown, unit, tuple(points), newest.date, {"progress": why})


def _kept_within(
    measure: Measurable, key: Key, readings: tuple[tuple[Observation, Key], ...], unit: str
) -> Progress:
    within = 0
    points: list[Point] = []
    for count, (one, source) in enumerate(readings, start=1):
        above = measure.min is None or one.value >= measure.min
        below = measure.max is None or one.value <= measure.max
        within += above and below
        points.append(Point(one.date, one.value, Fraction(within, count), one.pointer, source))
    newest = points[-1]
    why = Arithmetic(
        "progress.within",
        (
            Input("min", measure.min, key, "/measurable/min", unit),
            Input("max", measure.max, key, "/measurable/max", unit),
            Input("within", Decimal(within)),
            Input("readings", Decimal(len(readings))),
        ),
        newest.progress,
    )
    arithmetic = {"progress": why}
    return Progress(newest.progress, newest.value, unit, tuple(points), newest.date, arithmetic)


def _milestones_done(goal: Goal, key: Key, as_of: date) -> Progress:
    """Return progress by the milestones; what check-ins read is no progress of its own."""
    milestones = goal.time_bound.milestones
    total = sum((weight_of(one) for one in milestones), Fraction(0))
    if total <= 0:
        return Progress()
    done = sum((weight_of(one) for one in milestones if _is_done(one, as_of)), Fraction(0))
    seen = [one.date for one in goal.checkins if one.date is not None and one.date <= as_of]
    progress = done / total
    why = Arithmetic(
        "progress.milestones",
        (
            Input("done", done, key, "/time_bound/milestones"),
            Input("total", total, key, "/time_bound/milestones"),
        ),
        progress,
    )
    points = tuple(_milestone_points(goal, key, total, as_of))
    return Progress(
        progress,
        points=points,
        newest=max(seen, default=None),
        arithmetic={"progress": why},
    )


def _milestone_points(goal: Goal, key: Key, total: Fraction, as_of: date) -> list[Point]:
    """Return a point for each milestone that is done; one done on no stated day counts as due."""
    days = sorted(
        (day, position)
        for position, one in enumerate(goal.time_bound.milestones)
        if _is_done(one, as_of) and (day := _done_on(one)) is not None and day <= as_of
    )
    points: list[Point] = []
    done = Fraction(0)
    for day, position in days:
        done += weight_of(goal.time_bound.milestones[position])
        pointer = f"/time_bound/milestones/{position}/done"
        points.append(Point(day, None, done / total, pointer, key))
    return points


def _is_done(milestone: Milestone, as_of: date) -> bool:
    done = milestone.done
    return done <= as_of if isinstance(done, date) else done is True


def _done_on(milestone: Milestone) -> date | None:
    return milestone.done if isinstance(milestone.done, date) else milestone.due


def _yes_or_no(goal: Goal, key: Key, as_of: date) -> Progress:
    by_day: dict[date, Point] = {}
    for position, one in enumerate(goal.checkins):
        if one.date is None or one.date > as_of or one.value is None:
            continue
        reached = Fraction(1 if one.value else 0)
        by_day[one.date] = Point(one.date, None, reached, f"/checkins/{position}/value", key)
    points = tuple(by_day[day] for day in sorted(by_day))
    if not points:
        return Progress()
    newest = points[-1]
    answer = "yes" if newest.progress else "no"
    why = Arithmetic(
        "progress.yes_no", (Input("actual", answer, key, newest.pointer),), newest.progress
    )
    return Progress(
        newest.progress, points=points, newest=newest.date, arithmetic={"progress": why}
    )
