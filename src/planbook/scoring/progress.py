"""Progress: what is read, and how much of the way it has gone (scoring.md, 1 and 2).

Arithmetic, no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.goal import Milestone
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.periods import FiscalYear
from planbook.quantities import Amount, Answer, Count, Ratio, Share, as_decimal, exact, weight_of
from planbook.scoring.cadence import cadence_period, periods_within
from planbook.scoring.expected import LastYear, share_at, straight_line
from planbook.scoring.results import Arithmetic, Input, Point, Reading
from planbook.scoring.series import (
    AllSeries,
    Figure,
    Member,
    Series,
    figure_between,
    has_left,
    members_of,
)
from planbook.scoring.undertaking import (
    Undertaking,
    metric_of,
    unit_of,
    way_of,
)

DEFAULT_CADENCE = "monthly"


class Mark(msgspec.Struct, frozen=True):
    """One figure that was read: the day it stands for, its value, and the field it stands in."""

    day: date
    value: Fraction
    document: Key
    pointer: str


class Source(msgspec.Struct, frozen=True):
    """The readings of an undertaking's metric: whose they are, in the days that count.

    ``series`` holds those of ``members`` alone. ``others`` are the subjects that the metric is
    read for instead, where it is read for none of ``members``.
    """

    metric: Metric
    series: Series
    members: tuple[Member, ...]
    all_series: AllSeries
    others: tuple[Key, ...] = ()

    @property
    def last_year(self) -> LastYear:
        """What a course that follows the year before is read from."""
        return LastYear(self.series, self.members, self.all_series)


class Progress(msgspec.Struct, frozen=True):
    """How far an undertaking has come; ``progress`` is None where ``reason`` says why.

    ``points`` are the figures by the day of judging, oldest first, each with the progress of its
    day. Of the ``periods`` of its whole time ``periods_read`` have a reading.
    """

    progress: Fraction | None = None
    reason: str = ""
    actual: Fraction | None = None
    unit: str = ""
    reading: Reading = msgspec.field(default_factory=Reading)
    points: tuple[Point, ...] = ()
    late: tuple[int, ...] = ()
    periods_read: int = 0
    periods: int = 0
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


def find_source(
    undertaking: Undertaking, handbook: Handbook, all_series: AllSeries
) -> Source | None:
    """Return the readings of the metric of ``undertaking``; None where it names none.

    They are those of ``subject`` or ``subjects``, else of the partners of its scope, else of its
    territories, where the metric has readings of that kind, else of the owner.
    """
    metric = metric_of(undertaking.measure, handbook)
    series = all_series.get(metric.key) if metric is not None else None
    if metric is None or series is None:
        return None
    members = tuple(dict.fromkeys(_members(undertaking, series, handbook)))
    own = series.only(member.subject for member in members)
    others = () if own.by_subject else series.subjects
    return Source(metric, own, members, all_series, others)


def read_progress(
    undertaking: Undertaking,
    source: Source | None,
    handbook: Handbook,
    as_of: date,
) -> Progress:
    """Return the progress of ``undertaking`` by ``as_of``, with what was read and why."""
    unit = unit_of(undertaking.measure, handbook)
    if undertaking.type == "milestones":
        return _milestones_done(undertaking, as_of)
    if undertaking.type == "yes_no":
        return _yes_or_no(undertaking, as_of)
    checkins = checkin_marks(undertaking, as_of)
    cadence = undertaking.cadence or (source.metric.cadence if source else DEFAULT_CADENCE)
    fiscal = handbook.settings.fiscal_year
    if source is not None:
        counted = readings_until_due(source, undertaking)
        figures = period_figures(undertaking, counted, as_of, fiscal)
        if not checkins or (figures and figures[-1].day > checkins[-1].day):
            return _of_metric(undertaking, counted, figures, as_of, handbook, unit)
    if not checkins:
        return Progress(None, "no_reading", unit=unit, reading=Reading(cadence=cadence))
    reading = Reading("checkins", cadence, newest=checkins[-1].day)
    found = (
        _kept_within(
            undertaking,
            checkins,
            checkins[-1].value,
            _course(undertaking, source, fiscal),
            unit,
            is_total=source is None or source.metric.aggregate == "sum",
        )
        if undertaking.type == "keep_within"
        else _of_figures(undertaking, checkins, unit)
    )
    return _with_periods(found, reading, undertaking, (mark.day for mark in checkins), fiscal)


def checkin_marks(undertaking: Undertaking, as_of: date) -> tuple[Mark, ...]:
    """Return the check-ins that carry a figure for a day that counts, oldest first.

    A check-in stands for ``value_date``, else its date. Of two for one day the later in the file
    counts.
    """
    last = min(as_of, undertaking.span.due)
    by_day: dict[date, Mark] = {}
    for position, one in enumerate(undertaking.checkins):
        if one.date is None or one.date > as_of or not isinstance(one.value, Decimal):
            continue
        day = one.value_date or one.date
        if undertaking.span.start <= day <= last:
            pointer = f"/checkins/{position}/value"
            by_day[day] = Mark(day, exact(one.value), undertaking.key, pointer)
    return tuple(by_day[day] for day in sorted(by_day))


def period_figures(
    undertaking: Undertaking, source: Source, as_of: date, fiscal: FiscalYear
) -> tuple[Figure, ...]:
    """Return what the readings come to in each cadence period of the time so far, oldest first.

    A level that is each period's total is read from periods that are over.
    """
    span = undertaking.span
    last = min(as_of, span.due)
    if last < span.start:
        return ()
    whole_only = source.metric.aggregate == "sum" and undertaking.type in ("increase", "decrease")
    found: list[Figure] = []
    for period in periods_within(span.start, last, source.metric.cadence, fiscal):
        end = min(period.end, span.due)
        if whole_only and end > as_of:
            continue
        start = max(period.start, span.start)
        figure = figure_between(source.series, source.members, start, end, source.all_series)
        if figure is not None:
            found.append(figure)
    return tuple(found)


def _members(undertaking: Undertaking, series: Series, handbook: Handbook) -> Iterable[Member]:
    measure, scope = undertaking.measure, undertaking.scope
    named: tuple[Key, ...] = ()
    if measure.subject is not None:
        named = (measure.subject,)
    elif measure.subjects:
        named = measure.subjects
    elif scope is not None and scope.partners and "partner" in series.kinds:
        named = scope.partners
    elif scope is not None and scope.territories and "territory" in series.kinds:
        named = scope.territories
    elif undertaking.owner is not None:
        named = (undertaking.owner,)
    for subject in named:
        for member in members_of(subject, series, handbook):
            yield replace(member, is_named=True) if member.subject == subject else member


def readings_until_due(source: Source, undertaking: Undertaking) -> Source:
    """Return ``source`` without the readings after the due date of ``undertaking``."""
    due = undertaking.span.due
    if source.series.as_of <= due:
        return source
    series = source.series.up_to(due)
    return Source(source.metric, series, source.members, source.all_series, source.others)


def figures_counted(
    undertaking: Undertaking, source: Source, figures: Sequence[Figure], as_of: date
) -> list[Mark] | str:
    """Return the figures of the metric that make the progress, oldest first, or why none do.

    ``figures`` are those of its periods so far. Of a total each is what there was by then; of what
    is to be kept within bounds, and is read for one subject, every reading counts.
    """
    metric, kind = source.metric, undertaking.type
    is_total = metric.aggregate == "sum"
    if kind == "keep_within":
        if len({member.subject for member in source.members}) == 1:
            return _observations(source, undertaking, as_of)
    elif kind == "reach":
        if not is_total:
            return "level_as_total"
    elif is_total and undertaking.measure.per != "reading":
        return "total_as_level"
    marks = [_mark(figure, metric) for figure in figures]
    return _running_total(marks) if kind == "reach" else marks


def _course(
    undertaking: Undertaking, source: Source | None, fiscal: FiscalYear
) -> tuple[tuple[date, Fraction], ...]:
    return straight_line(undertaking, source.last_year if source else None, fiscal)


def _of_metric(
    undertaking: Undertaking,
    source: Source,
    figures: Sequence[Figure],
    as_of: date,
    handbook: Handbook,
    unit: str,
) -> Progress:
    metric, span, fiscal = source.metric, undertaking.span, handbook.settings.fiscal_year
    subjects = tuple(dict.fromkeys(member.subject for member in source.members))
    if not figures:
        within = {
            subject
            for subject in subjects
            if any(span.start <= one.day <= as_of for one in source.series.of(subject))
        }
        unread = tuple(one for one in subjects if one not in within)
        reading = Reading("", metric.cadence, metric.key, subjects, unread, source.others)
        reason = (
            "not_added_up"
            if within
            else "no_reading_for_subject"
            if source.others
            else "no_reading"
        )
        return Progress(None, reason, unit=unit, reading=reading)
    newest = figures[-1]
    unread = _unread(source, newest, handbook)
    reading = Reading(
        "metric", metric.cadence, metric.key, subjects, unread, source.others, newest.day
    )
    marks = figures_counted(undertaking, source, figures, as_of)
    if isinstance(marks, str):
        return Progress(None, marks, unit=unit, reading=reading)
    if undertaking.type == "keep_within":
        whole = figure_between(
            source.series,
            source.members,
            span.start,
            min(as_of, span.due),
            source.all_series,
        )
        course = _course(undertaking, source, fiscal)
        value = whole.value if whole else None
        is_total = metric.aggregate == "sum"
        found = _kept_within(undertaking, marks, value, course, unit, is_total=is_total)
    else:
        found = _of_figures(undertaking, marks, unit)
    return _with_periods(found, reading, undertaking, (one.day for one in figures), fiscal)


def _unread(source: Source, newest: Figure, handbook: Handbook) -> tuple[Key, ...]:
    """Return who should be in ``newest`` and is not: its figure is without theirs.

    Of those that no document names, only who was read before and has not left since.
    """
    missing = (
        member.subject
        for member in source.members
        if member.subject not in newest.parts
        and (
            member.is_named
            or (
                member.touches(newest.start, newest.end)
                and not has_left(member.subject, newest.start, handbook)
                and any(one.day < newest.start for one in source.series.of(member.subject))
            )
        )
    )
    return tuple(dict.fromkeys(missing))


def _mark(figure: Figure, metric: Metric) -> Mark:
    return Mark(figure.day, figure.value, metric.key, figure.pointer or "/values")


def _observations(source: Source, undertaking: Undertaking, as_of: date) -> list[Mark]:
    """Return every single reading of the one subject that is read."""
    (subject,) = {member.subject for member in source.members}
    return [
        Mark(one.day, one.value, source.metric.key, one.pointer)
        for one in source.series.of(subject)
        if undertaking.span.start <= one.day <= as_of
        and any(member.covers(one.day) for member in source.members)
    ]


def _running_total(marks: Iterable[Mark]) -> list[Mark]:
    total = Fraction(0)
    found = []
    for mark in marks:
        total += mark.value
        found.append(Mark(mark.day, total, mark.document, mark.pointer))
    return found


def _of_figures(undertaking: Undertaking, marks: Sequence[Mark], unit: str) -> Progress:
    """Return the progress of a total so far, or of a level, by the newest of ``marks``."""
    measure, key, path = undertaking.measure, undertaking.key, undertaking.path
    newest, way = marks[-1], way_of(measure)
    if way is None:
        return Progress(None, "no_way", newest.value, unit)
    start, distance = way
    points = tuple(
        Point(
            mark.day,
            as_decimal(mark.value),
            (mark.value - start) / distance,
            mark.pointer,
            mark.document,
        )
        for mark in marks
    )
    progress = points[-1].progress
    inputs = [Input("actual", Amount(newest.value, unit), newest.document, newest.pointer)]
    if undertaking.type != "reach" and measure.baseline is not None:
        baseline = Amount(measure.baseline, unit)
        inputs.append(Input("baseline", baseline, key, f"{path}/baseline"))
    if measure.target is not None:
        inputs.append(Input("target", Amount(measure.target, unit), key, f"{path}/target"))
    formula = "progress.reach" if undertaking.type == "reach" else "progress.change"
    why = Arithmetic(formula, tuple(inputs), Share(progress))
    return Progress(progress, "", newest.value, unit, points=points, arithmetic={"progress": why})


def _kept_within(
    undertaking: Undertaking,
    marks: Sequence[Mark],
    whole: Fraction | None,
    course: tuple[tuple[date, Fraction], ...],
    unit: str,
    *,
    is_total: bool,
) -> Progress:
    """Return how far a figure was kept inside its bounds.

    ``whole`` is the figure of the whole time so far, for a limit per period; it ``is_total`` where
    it is counted from zero.
    """
    if undertaking.measure.per == "period":
        if whole is None:
            return Progress(None, "not_added_up", unit=unit)
        return _whole_within(undertaking, marks, whole, course, unit, is_total=is_total)
    measure, key, path = undertaking.measure, undertaking.key, undertaking.path
    within = 0
    points: list[Point] = []
    for count, mark in enumerate(marks, start=1):
        within += _is_inside(undertaking, mark.value)
        points.append(
            Point(
                mark.day,
                as_decimal(mark.value),
                Fraction(within, count),
                mark.pointer,
                mark.document,
            )
        )
    progress = points[-1].progress
    inputs = (
        *_bounds(undertaking, unit),
        Input("within", Count(within)),
        Input("readings", Count(len(marks))),
    )
    if measure.share is not None:
        inputs = (*inputs, Input("share", Share(exact(measure.share)), key, f"{path}/share"))
    why = Arithmetic("progress.within", inputs, Share(progress))
    return Progress(
        progress, "", marks[-1].value, unit, points=tuple(points), arithmetic={"progress": why}
    )


def _whole_within(
    undertaking: Undertaking,
    marks: Sequence[Mark],
    whole: Fraction,
    course: tuple[tuple[date, Fraction], ...],
    unit: str,
    *,
    is_total: bool,
) -> Progress:
    """Return progress by the figure of the whole time.

    A maximum alone on a total is a budget: 1 while no more was used than is allowed by then, else
    allowed / used. Any other figure is inside (1) or not (0).
    """
    measure, newest = undertaking.measure, marks[-1]
    actual = Input("actual", Amount(whole, unit), newest.document, newest.pointer)
    if measure.max is None or measure.min is not None or not is_total:
        progress = Fraction(_is_inside(undertaking, whole))
        inputs = (*_bounds(undertaking, unit), actual)
        why = Arithmetic("progress.inside", inputs, Share(progress))
    else:
        expected = share_at(course, newest.day)
        allowed = exact(measure.max) * expected
        progress = Fraction(1) if whole <= allowed else max(allowed, Fraction(0)) / whole
        inputs = (
            *_bounds(undertaking, unit),
            Input("expected", Share(expected)),
            Input("allowed", Amount(allowed, unit)),
            actual,
        )
        why = Arithmetic("progress.budget", inputs, Share(progress))
    points = (Point(newest.day, as_decimal(whole), progress, newest.pointer, newest.document),)
    return Progress(progress, "", whole, unit, points=points, arithmetic={"progress": why})


def _is_inside(undertaking: Undertaking, value: Fraction) -> bool:
    measure = undertaking.measure
    return (measure.min is None or value >= exact(measure.min)) and (
        measure.max is None or value <= exact(measure.max)
    )


def _bounds(undertaking: Undertaking, unit: str) -> tuple[Input, ...]:
    measure, key, path = undertaking.measure, undertaking.key, undertaking.path
    return tuple(
        Input(name, Amount(value, unit), key, f"{path}/{name}")
        for name, value in (("min", measure.min), ("max", measure.max))
        if value is not None
    )


def _with_periods(
    progress: Progress,
    reading: Reading,
    undertaking: Undertaking,
    days: Iterable[date],
    fiscal: FiscalYear,
) -> Progress:
    """Return ``progress`` with what was read and in how many periods, of ``days`` with a figure."""
    span, cadence = undertaking.span, reading.cadence
    read = {cadence_period(day, cadence, fiscal) for day in days}
    periods = sum(1 for _ in periods_within(span.start, span.due, cadence, fiscal))
    return replace(progress, reading=reading, periods_read=len(read), periods=periods)


def _milestones_done(undertaking: Undertaking, as_of: date) -> Progress:
    """Return the weight of what is done by weight of all.

    What is done after the due date of the whole is late and does not count. ``true`` counts as
    done on its due date, a share as it stands.
    """
    milestones, due = undertaking.milestones, undertaking.span.due
    total = sum((exact(weight_of(one.weight)) for one in milestones), Fraction(0))
    if total <= 0:
        return Progress(None, "no_milestones", reading=Reading("milestones"))
    done = Fraction(0)
    late: list[int] = []
    dated: list[tuple[date, int, Fraction]] = []
    for position, one in enumerate(milestones):
        own_due = one.due or due
        day, part = _counted(one, due, as_of)
        if day is not None and day > min(own_due, due):
            late.append(position)
        if not part:
            continue
        done += part * exact(weight_of(one.weight))
        dated.append((min(day or as_of, as_of, due), position, part * exact(weight_of(one.weight))))
    progress = done / total
    points: list[Point] = []
    so_far = Fraction(0)
    for day, position, part in sorted(dated):
        so_far += part
        pointer = f"/time_bound/milestones/{position}/done"
        points.append(Point(day, None, so_far / total, pointer, undertaking.key))
    why = Arithmetic(
        "progress.milestones",
        (
            Input("done", Ratio(done), undertaking.key, "/time_bound/milestones"),
            Input("total", Ratio(total), undertaking.key, "/time_bound/milestones"),
        ),
        Share(progress),
    )
    cadence = undertaking.cadence or DEFAULT_CADENCE
    newest = points[-1].date if points else None
    return Progress(
        progress,
        reading=Reading("milestones", cadence, newest=newest),
        points=tuple(points),
        late=tuple(late),
        arithmetic={"progress": why},
    )


def parts_done(undertaking: Undertaking, as_of: date) -> tuple[Fraction, ...]:
    """Return how much of each milestone counts as done by ``as_of``, 0 to 1."""
    due = undertaking.span.due
    return tuple(_counted(one, due, as_of)[1] for one in undertaking.milestones)


def _counted(milestone: Milestone, due: date, as_of: date) -> tuple[date | None, Fraction]:
    """Return when a milestone was done and how much of it counts: nothing done after ``due``."""
    day, part = _done(milestone, milestone.due or due, as_of)
    return day, Fraction(0) if day is not None and day > due else part


def _done(milestone: Milestone, due: date, as_of: date) -> tuple[date | None, Fraction]:
    """Return when a milestone was done (None: on no stated day) and how much of it, 0 to 1."""
    done = milestone.done
    if isinstance(done, date):
        return done, Fraction(is_done(done, as_of))
    if done is True:
        return min(due, as_of), Fraction(1)
    if done is None or done is False:
        return None, Fraction(0)
    return None, exact(done)


def _yes_or_no(undertaking: Undertaking, as_of: date) -> Progress:
    last = min(as_of, undertaking.span.due)
    by_day: dict[date, Point] = {}
    answers: dict[date, bool] = {}
    for position, one in enumerate(undertaking.checkins):
        if one.date is None or one.date > as_of or not isinstance(one.value, bool):
            continue
        day = one.value_date or one.date
        if undertaking.span.start <= day <= last:
            pointer = f"/checkins/{position}/value"
            answers[day] = one.value
            by_day[day] = Point(day, None, Fraction(one.value), pointer, undertaking.key)
    points = tuple(by_day[day] for day in sorted(by_day))
    cadence = undertaking.cadence or DEFAULT_CADENCE
    if not points:
        return Progress(None, "no_reading", reading=Reading(cadence=cadence))
    newest = points[-1]
    answer = Input("actual", Answer(answers[newest.date]), undertaking.key, newest.pointer)
    why = Arithmetic("progress.yes_no", (answer,), Share(newest.progress))
    return Progress(
        newest.progress,
        reading=Reading("checkins", cadence, newest=newest.date),
        points=points,
        arithmetic={"progress": why},
    )
