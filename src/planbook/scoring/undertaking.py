"""What is scored the same way: a goal, and an objective with a measure of its own."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Checkin, Goal, Measurable, Milestone, Result, TimeBound
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.model.person import Scope
from planbook.quantities import exact
from planbook.scoring.settings import ScoringSettings


class Timeframe(msgspec.Struct, frozen=True):
    """The days that something runs from and to, both included."""

    start: date
    due: date

    @property
    def days(self) -> int:
        """How many days there are, first and last included."""
        return (self.due - self.start).days + 1

    def share_gone(self, day: date) -> Fraction:
        """Return the share of the time that has gone at the end of ``day``, 0 to 1."""
        gone = (min(day, self.due) - self.start).days + 1
        return max(Fraction(gone, self.days), Fraction(0))


class Undertaking(msgspec.Struct, frozen=True):
    """A goal or an objective as far as its figures ask.

    ``path`` is the field that its measure stands in (``/measurable``). ``mark`` is the progress
    that is a success once it is over, ``reach_for`` what pace holds progress against: both are 1,
    less for an aspirational one, and for ``keep_within`` the share of readings that must lie
    inside.
    """

    key: Key
    path: str
    measure: Measurable
    span: Timeframe
    owner: Key | None = None
    scope: Scope | None = None
    checkins: tuple[Checkin, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    cadence: str | None = None
    expected: str = "linear"
    aspires: bool = False
    result: Result | None = None
    aspirational_success: Fraction = Fraction(7, 10)

    @property
    def type(self) -> str:
        """The type of the measure: ``reach``, ``increase`` and so on."""
        return self.measure.type

    @property
    def reach_for(self) -> Fraction:
        """The progress that pace holds the progress against, by the due date."""
        if self.type == "keep_within":
            return Fraction(1) if self.measure.share is None else exact(self.measure.share)
        return self.aspirational_success if self.aspires else Fraction(1)

    def mark(self, day: date) -> Fraction:
        """Return the progress that is a success on ``day``: all of it while there is time."""
        if self.type == "keep_within" or day > self.span.due:
            return self.reach_for
        return Fraction(1)


def span_of(plan: Goal | Objective) -> Timeframe | None:
    """Return the days that ``plan`` runs: a goal's own, else its period's; None where neither."""
    time = plan.time_bound if isinstance(plan, Goal) else TimeBound()
    start, due = time.start, time.due
    if plan.period is not None:
        start, due = start or plan.period.start, due or plan.period.end
    return None if start is None or due is None else Timeframe(start, max(start, due))


def pointer_to_day(plan: Key, name: str) -> str:
    """Return where a goal's ``start`` or ``due`` stands, or the period of what has no days."""
    return f"/time_bound/{name}" if plan.kind == Goal.KIND else "/period"


def goal_undertaking(goal: Goal, settings: ScoringSettings) -> Undertaking | None:
    """Return ``goal`` as its figures see it, or None where it has no days."""
    span = span_of(goal)
    if span is None:
        return None
    return Undertaking(
        key=goal.key,
        path="/measurable",
        measure=goal.measurable,
        span=span,
        owner=goal.owner,
        scope=goal.specific.scope,
        checkins=goal.checkins,
        milestones=goal.time_bound.milestones,
        cadence=goal.time_bound.cadence,
        expected=goal.time_bound.expected,
        aspires=goal.aspires,
        result=goal.result,
        aspirational_success=settings.aspirational_success,
    )


def objective_undertaking(objective: Objective, settings: ScoringSettings) -> Undertaking | None:
    """Return ``objective`` as its own measure sees it; None without a measure or a period."""
    span = span_of(objective)
    if objective.measure is None or span is None:
        return None
    return Undertaking(
        key=objective.key,
        path="/measure",
        measure=objective.measure,
        span=span,
        owner=objective.owner,
        checkins=objective.checkins,
        expected=objective.expected,
        aspires=objective.aspires,
        aspirational_success=settings.aspirational_success,
    )


def metric_of(measure: Measurable, handbook: Handbook) -> Metric | None:
    """Return the metric of a measure, or None."""
    return handbook.find(Metric, measure.metric)


def unit_of(measure: Measurable, handbook: Handbook) -> str:
    """Return the unit of a measure's figures: its own, else its metric's, else empty."""
    if measure.unit:
        return measure.unit
    metric = metric_of(measure, handbook)
    return metric.unit if metric else ""


def change(measure: Measurable, actual: Fraction) -> Fraction | None:
    """Return the progress that ``actual`` stands for; signed, not clamped.

    ``reach``: actual / target. ``increase``, ``decrease``: (actual − baseline) / (target −
    baseline). None for other types, and where the figures make none.
    """
    way = way_of(measure)
    return None if way is None else (actual - way[0]) / way[1]


def way_of(measure: Measurable) -> tuple[Fraction, Fraction] | None:
    """Return from where figures come, and how far they have to go; None where they make none."""
    if measure.target is None:
        return None
    target = exact(measure.target)
    if measure.type == "reach":
        return (Fraction(0), target) if target > 0 else None
    if measure.type not in ("increase", "decrease") or measure.baseline is None:
        return None
    baseline = exact(measure.baseline)
    return None if target == baseline else (baseline, target - baseline)


def amount_at(measure: Measurable, progress: Fraction) -> Fraction | None:
    """Return the amount that ``progress`` stands for: the inverse of ``change``."""
    if measure.target is None:
        return None
    target = exact(measure.target)
    if measure.type == "reach":
        return target * progress
    if measure.type not in ("increase", "decrease") or measure.baseline is None:
        return None
    baseline = exact(measure.baseline)
    return baseline + (target - baseline) * progress


def clamp(share: Fraction) -> Fraction:
    """Return ``share`` between 0 and 1: for roll-ups and grades only."""
    return min(max(share, Fraction(0)), Fraction(1))
