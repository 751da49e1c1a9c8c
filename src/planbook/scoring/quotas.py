"""What a person has reached of a quota (scoring.md, 7): the terms, the actual, the expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive, PayLine
from planbook.model.metric import Metric
from planbook.periods import Period
from planbook.quantities import Amount, Count, Quantity, Share, exact
from planbook.scoring.cadence import is_fresh, last_boundary
from planbook.scoring.expected import share_at
from planbook.scoring.results import Arithmetic, GoalScore, Input, Point
from planbook.scoring.series import AllSeries, Figure, Series, figure_between, members_of

_DAY = timedelta(days=1)


class PaySources(msgspec.Struct, frozen=True):
    """What pay is computed from: what an edition sees, by ``as_of``."""

    handbook: Handbook
    goals: Mapping[str, GoalScore]
    all_series: AllSeries
    as_of: date


class PayTerms(msgspec.Struct, frozen=True):
    """What holds for one person under a scheme.

    ``days`` are those that count: the scheme's period, cut to ``from`` and ``until`` of the
    person's ``line``, which stands at ``position``. Somebody who starts or leaves inside the
    period counts with all of it where the line says nothing: only the line prorates.
    """

    scheme: Incentive
    person: Key
    period: Period
    days: Period
    line: PayLine | None = None
    position: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Whether the line names days of its own."""
        line = self.line
        return line is not None and (line.from_ is not None or line.until is not None)

    @property
    def prorated_to(self) -> Fraction:
        """The share of quota and variable pay that is for the days that count."""
        if self.line is None or not self.line.prorate:
            return Fraction(1)
        return Fraction(self.days.days, self.period.days)


class WrittenAmount(msgspec.Struct, frozen=True):
    """A quota or a variable pay for the days that count, where it is written, and why it is so."""

    value: Fraction
    input: Input
    arithmetic: Mapping[str, Arithmetic]


class Reached(msgspec.Struct, frozen=True):
    """What was reached. ``accrues`` says whether a day's part of it can be told from the rest.

    ``day`` is the one that a metric's ``actual`` speaks of.
    """

    attainment: Fraction
    expected: Fraction | None
    arithmetic: Mapping[str, Arithmetic]
    accrues: bool
    actual: Fraction | None = None
    quota: Fraction | None = None
    unit: str = ""
    day: date | None = None


def terms_of(scheme: Incentive, person: Key) -> PayTerms | str:
    """Return what holds for ``person``, or the key of the reason why it cannot be told."""
    period = scheme.period
    if period is None:
        return "no_period"
    own = [(at, line) for at, line in enumerate(scheme.people) if line.person == person]
    if len(own) > 1:
        return "several_lines"
    if not own:
        return PayTerms(scheme, person, period, period)
    ((position, line),) = own
    start = max(period.start, line.from_ or period.start)
    end = min(period.end, line.until or period.end)
    if start > end:
        return "no_days"
    return PayTerms(scheme, person, period, Period(start, end, "range", start.year), line, position)


def figure_of(
    series: Series, subject: Key, start: date, end: date, sources: PaySources
) -> Figure | None:
    members = members_of(subject, series, sources.handbook)
    return figure_between(series, members, start, end, sources.all_series)


def reach(terms: PayTerms, sources: PaySources, until: date | None = None) -> Reached | str:
    """Return what was reached in the days that count, up to ``until`` where it is given.

    Where it cannot be told, the key of the reason.
    """
    basis, handbook = terms.scheme.basis, sources.handbook
    last = min(terms.days.end, sources.as_of)
    end = last if until is None else min(last, until)
    goal = handbook.find(Goal, basis.goal)
    if goal is not None and goal.id in sources.goals:
        if sources.goals[goal.id].status == "cancelled":
            return "goal_cancelled"
        return _reach_goal(goal, sources.goals[goal.id], terms, end, is_part=until is not None)
    metric = handbook.find(Metric, basis.metric)
    series = sources.all_series.get(metric.key) if metric is not None else None
    return "no_basis" if series is None else _reach_metric(series, terms, sources, end)


def _reach_metric(series: Series, terms: PayTerms, sources: PaySources, end: date) -> Reached | str:
    metric, days = series.metric, terms.days
    # Attainment is actual / quota: of a figure that ought to fall it would pay for the wrong way.
    if metric.direction == "down":
        return "less_is_better"
    subject = terms.scheme.basis.subject or terms.person
    figure = figure_of(series, subject, days.start, end, sources)
    if figure is None:
        members = members_of(subject, series, sources.handbook)
        read = {
            member.subject
            for member in members
            for one in series.of(member.subject)
            if days.start <= one.day <= end and member.covers(one.day)
        }
        return "not_added_up" if read else "no_reading"
    quota = written_amount(terms, "quota", metric.unit)
    if quota is None or quota.value <= 0:
        return "no_quota"
    actual = Input(
        "actual", Amount(figure.value, metric.unit), metric.key, figure.pointer or "/values"
    )
    inputs = [actual, quota.input]
    if figure.read < figure.of:
        inputs += [Input("read", Count(figure.read)), Input("subjects", Count(figure.of))]
    attainment = figure.value / quota.value
    why = Arithmetic("attainment", tuple(inputs), Share(attainment))
    day = _day_of_metric(figure, series, days, sources)
    return Reached(
        attainment,
        _expected_of_metric(series, days, day),
        {**quota.arithmetic, "attainment": why},
        metric.aggregate == "sum",
        figure.value,
        quota.value,
        metric.unit,
        day,
    )


def _day_of_metric(figure: Figure, series: Series, days: Period, sources: PaySources) -> date:
    """Return the day that a figure speaks of: its newest reading's, while that is fresh."""
    cadence, as_of = series.metric.cadence, sources.as_of
    if is_fresh(figure.day, as_of, cadence):
        return figure.day
    return last_boundary(as_of, cadence, days.end, sources.handbook.settings.fiscal_year)


def _expected_of_metric(series: Series, days: Period, day: date) -> Fraction:
    """Return the share of the quota that would be reached by ``day``: by days for a total.

    A level does not grow with the days: it stands for all of them.
    """
    if series.metric.aggregate != "sum":
        return Fraction(1)
    return share_at(((days.start - _DAY, Fraction(0)), (days.end, Fraction(1))), day)


def _reach_goal(
    goal: Goal, score: GoalScore, terms: PayTerms, end: date, *, is_part: bool
) -> Reached | str:
    """Return the attainment of a goal: of a total its actual by the quota, else its progress."""
    is_total = goal.measurable.type == "reach"
    is_cut = is_part or terms.is_narrowed
    expected = _expected_of_goal(score, terms, is_total=is_total) if is_cut else score.expected
    if not is_total:
        progress = _progress_by(score.points, end) if is_cut else score.progress
        if progress is None:
            return "no_progress"
        basis = Input("progress", Share(progress), goal.key)
        why = Arithmetic("attainment.progress", (basis,), Share(progress))
        return Reached(progress, expected, {"attainment": why}, accrues=False)
    quota = written_amount(terms, "quota", score.unit) or _target(goal, terms, score.unit)
    if quota is None or quota.value <= 0:
        return "no_quota"
    if is_cut:
        actual = _total_within(goal, score, terms, end)
    else:
        actual = None if score.actual is None else exact(score.actual)
    if actual is None:
        return "no_reading"
    attainment = actual / quota.value
    inputs = (Input("actual", Amount(actual, score.unit), goal.key), quota.input)
    why = Arithmetic("attainment", inputs, Share(attainment))
    return Reached(
        attainment,
        expected,
        {**quota.arithmetic, "attainment": why},
        True,
        actual,
        quota.value,
        score.unit,
    )


def _progress_by(points: tuple[Point, ...], day: date) -> Fraction | None:
    """Return the progress by ``day``, or None where nothing is read by then."""
    found = [point.progress for point in points if point.date <= day]
    return found[-1] if found else None


def _total_within(goal: Goal, score: GoalScore, terms: PayTerms, end: date) -> Fraction | None:
    """Return what was added to a goal's total in the days that count, up to ``end``.

    None without a reading in them, or where nobody knows where the total stood before.
    """
    target = goal.measurable.target
    start = terms.days.start
    inside = tuple(point for point in score.points if start <= point.date <= end)
    if target is None or not inside:
        return None
    before = _progress_by(score.points, start - _DAY)
    if before is None:
        begins = goal.time_bound.start or (goal.period.start if goal.period else None)
        # A check-in tells the total from the goal's start on, those before included.
        if score.reading.source == "checkins" and (begins is None or begins < start):
            return None
        before = Fraction(0)
    return (inside[-1].progress - before) * exact(target)


def _expected_of_goal(score: GoalScore, terms: PayTerms, *, is_total: bool) -> Fraction | None:
    """Return the share of what is expected by the end of the days that count, by now."""
    if not score.expected_line or score.judged_on is None:
        return None
    line, days = score.expected_line, terms.days
    before = share_at(line, days.start - _DAY) if is_total else Fraction(0)
    whole = share_at(line, days.end) - before
    if whole <= 0:
        return None
    return (share_at(line, min(score.judged_on, days.end)) - before) / whole


def written_amount(
    terms: PayTerms, name: Literal["quota", "variable"], unit: str
) -> WrittenAmount | None:
    """Return the person's own amount, else the scheme's, for the days that count."""
    scheme, line = terms.scheme, terms.line
    own: Decimal | None = getattr(line, name) if line is not None else None
    if own is not None:
        return _prorated(name, own, unit, terms, scheme.key, f"/people/{terms.position}/{name}")
    whole: Decimal | None = getattr(scheme, name)
    if whole is None:
        return None
    return _prorated(name, whole, unit, terms, scheme.key, f"/{name}")


def _target(goal: Goal, terms: PayTerms, unit: str) -> WrittenAmount | None:
    target = goal.measurable.target
    if target is None:
        return None
    return _prorated("quota", target, unit, terms, goal.key, "/measurable/target")


def _prorated(
    name: str, written: Decimal, unit: str, terms: PayTerms, key: Key, pointer: str
) -> WrittenAmount:
    value = exact(written) * terms.prorated_to
    shown: Quantity = Amount(value, unit)
    if terms.prorated_to == 1:
        return WrittenAmount(value, Input(name, shown, key, pointer), {})
    inputs = (
        Input(name, Amount(written, unit), key, pointer),
        Input("days", Count(terms.days.days)),
        Input("period_days", Count(terms.period.days)),
    )
    return WrittenAmount(value, Input(name, shown), {name: Arithmetic("prorated", inputs, shown)})
