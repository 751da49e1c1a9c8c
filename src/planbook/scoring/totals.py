"""Totals of a metric by month and for the year to date (scoring.md, 5).

For every subject, and for teams, territories and the company: against target, against the period
before and the same one of the year before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias, TypedDict

import msgspec

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric, WeightedMean
from planbook.periods import FiscalYear, Period, year_of
from planbook.quantities import add
from planbook.scoring.cadence import cadence_period, period_before
from planbook.scoring.expected import year_before
from planbook.scoring.results import (
    Change,
    MetricTotals,
    PeriodTotal,
    TerritoryScore,
    YearToDate,
)
from planbook.scoring.series import (
    AllSeries,
    Member,
    Series,
    across_of,
    has_left,
    members_of,
    members_of_company,
    put_together,
)
from planbook.scoring.targets import Targets

NEWEST: Final = 13
"""How many periods are kept: a year, and the same month of the year before."""

MOST_PARTS: Final = 12
"""How many subjects a calculation lists; of more it tells the count."""


Values: TypeAlias = Mapping[Key, Fraction]
"""Figures by subject."""

Slots: TypeAlias = Mapping[date, Sequence[Fraction]]
"""The readings of one subject by the first day of their period, oldest first."""


def change_between(metric: Metric, earlier: Fraction, value: Fraction) -> Change:
    """Return how ``value`` differs from ``earlier``; as a share where that makes sense."""
    difference = value - earlier
    relative = difference / earlier if earlier > 0 and not metric.counts_in_points else None
    is_better = None if not difference else (difference > 0) == (metric.direction != "down")
    return Change(earlier, difference, relative, is_better)


def totals_cadence(metric: Metric) -> str:
    """Return the periods that totals are made for: months, or quarters of a quarterly metric."""
    return "quarterly" if metric.cadence == "quarterly" else "monthly"


class _Around(msgspec.Struct, frozen=True):
    """A period and what its totals are held against.

    ``before`` and ``year_before`` are the first days of these periods, ``year`` the periods of its
    business year up to it.
    """

    period: Period
    before: date
    year_before: date
    year: tuple[Period, ...]


class _Parts(TypedDict):
    parts: Values
    weights: Values
    parts_count: int
    put_together: str


class _Whole(msgspec.Struct, frozen=True):
    """What readings are put together for: ``subject`` (None: the company), and what counts there.

    ``read`` holds the values of each of its ``members`` by period.
    """

    subject: Key | None
    members: tuple[Member, ...]
    read: Mapping[Key, Slots]

    @property
    def starts(self) -> list[date]:
        """The first days of the periods in which anybody is read, oldest first."""
        return sorted({start for slots in self.read.values() for start in slots})

    def count_read(self, start: date) -> int:
        """Return how many subjects are read in the period that begins on ``start``."""
        return sum(start in slots for slots in self.read.values())

    def figures(self, starts: Sequence[date], how: str) -> Values:
        """Return each subject's figure over the periods from ``starts`` that it is read in."""
        found: dict[Key, Fraction] = {}
        for subject, slots in self.read.items():
            values = [value for start in starts if start in slots for value in slots[start]]
            if values:
                found[subject] = put_together(values, how)
        return found


class _Against(NamedTuple):
    """A target, the share of it that is reached, and the difference to it."""

    target: Fraction | None = None
    reached: Fraction | None = None
    difference: Change | None = None


class Totals:
    """The totals of one metric; the readings are sorted into periods once."""

    def __init__(self, series: Series, handbook: Handbook, others: Mapping[Key, Totals]) -> None:
        self._series = series
        self._metric = series.metric
        self._handbook = handbook
        self._others = others
        self._cadence = totals_cadence(series.metric)
        self._dated = _sort_into_periods(series, self._cadence)
        self._read: dict[Key, Slots] = {
            subject: {start: [value for _, value in found] for start, found in slots.items()}
            for subject, slots in self._dated.items()
        }
        starts = {start for slots in self._read.values() for start in slots}
        self._around = {start: self._around_of(start) for start in starts}
        self._first = {subject: min(slots) for subject, slots in self._read.items()}
        self._targets = Targets(series.metric)

    def of_subject(self, subject: Key) -> MetricTotals:
        """Return the totals of one subject that has readings."""
        return self._of((Member(subject),), subject)

    def of_whole(self, whole: Key) -> MetricTotals | None:
        """Return the totals of a team or territory; None where nobody in it is read."""
        members = members_of(whole, self._series, self._handbook)
        return self._of(members, whole) if members else None

    def of_company(self) -> MetricTotals | None:
        """Return the totals of everybody; None where nobody is read."""
        members = members_of_company(self._series, self._handbook)
        return self._of(members, None) if members else None

    def of_period(self, whole: Key | None, start: date) -> PeriodTotal | None:
        """Return the total of the period that begins on ``start``, for ``whole``, however long ago.

        That is a team, a territory, a subject, or (None) the company; None where nobody is read.
        """
        around = self._around.get(start)
        members = (
            members_of_company(self._series, self._handbook)
            if whole is None
            else members_of(whole, self._series, self._handbook)
        )
        if around is None or not members:
            return None
        if len({member.subject for member in members}) > 1 and across_of(self._metric) == "none":
            return None
        found = _Whole(whole, members, self._read_of(members))
        return self._period_total(found, around, self._should_be_read(found, (around,)))

    @property
    def starts(self) -> tuple[date, ...]:
        """The first days of all periods in which anybody is read, oldest first."""
        return tuple(sorted(self._around))

    def year_to_date(self, subject: Key) -> Fraction | None:
        """Return the figure of the business year so far for one subject, the running period too."""
        slots = self._read.get(subject, {})
        values = [value for period in self._this_year(slots) for value in slots[period.start]]
        return put_together(values, self._metric.aggregate) if values else None

    def target_to_date(self, subject: Key) -> Fraction | None:
        """Return the target of the same periods as ``year_to_date``; None where one has none."""
        return self._targets.over(subject, self._this_year(self._read.get(subject, {})))

    def weights(self, subjects: Iterable[Key], starts: Sequence[date], cadence: str) -> Values:
        """Return the figure of each of ``subjects`` over the periods from ``starts``.

        There is none over periods of another ``cadence`` than the metric's own totals.
        """
        if cadence != self._cadence:
            return {}
        read = {one: self._read[one] for one in subjects if one in self._read}
        return _Whole(None, (), read).figures(starts, self._metric.aggregate)

    def _around_of(self, start: date) -> _Around:
        """Return the period that begins on ``start``, with what its totals are held against."""
        cadence, fiscal = self._cadence, self._series.fiscal
        period = cadence_period(start, cadence, fiscal)
        return _Around(
            period,
            period_before(period, cadence, fiscal).start,
            year_before(period, cadence, fiscal).start,
            _periods_from(year_of(period.end, fiscal).start, period, cadence, fiscal),
        )

    def _this_year(self, slots: Slots) -> list[Period]:
        year = year_of(self._series.as_of, self._series.fiscal)
        return [self._around[start].period for start in sorted(slots) if start >= year.start]

    def _of(self, members: tuple[Member, ...], subject: Key | None) -> MetricTotals:
        subjects = tuple(dict.fromkeys(member.subject for member in members))
        if len(subjects) > 1 and across_of(self._metric) == "none":
            return MetricTotals(self._metric.key, subject, subjects, (), "not_added_up")
        whole = _Whole(subject, members, self._read_of(members))
        newest = [self._around[start] for start in whole.starts[-NEWEST:]]
        should_be_read = self._should_be_read(whole, newest)
        totals = (self._period_total(whole, around, should_be_read) for around in newest)
        found = tuple(total for total in totals if total is not None)
        reason = "" if found else "no_weights"
        return MetricTotals(self._metric.key, subject, subjects, found[::-1], reason)

    def _read_of(self, members: tuple[Member, ...]) -> dict[Key, Slots]:
        """Return the readings of ``members`` that count, by subject and period."""
        found: dict[Key, Slots] = {}
        for member in members:
            subject = member.subject
            if subject not in self._read:
                continue
            if member.start is None and member.end is None:
                found[subject] = self._read[subject]
                continue
            slots = dict(found.get(subject, {}))
            for start, dated in self._dated[subject].items():
                values = [value for day, value in dated if member.covers(day)]
                if values:
                    slots[start] = [*slots.get(start, ()), *values]
            if slots:
                found[subject] = slots
        return found

    def _should_be_read(self, whole: _Whole, newest: Sequence[_Around]) -> Mapping[date, int]:
        """Return how many subjects should have a reading in each period and its year's others.

        They are told by the first day of the period.
        """
        asked = {one.start: one for around in newest for one in (around.period, *around.year)}
        return {start: self._expected(whole, one) for start, one in asked.items()}

    def _expected(self, whole: _Whole, period: Period) -> int:
        """Return how many subjects should have a reading in ``period``.

        Those that have one, and those that were read before and have not left since.
        """
        subjects = {
            member.subject
            for member in whole.members
            if member.subject in self._read
            and (
                period.start in whole.read.get(member.subject, ())
                or (
                    self._first[member.subject] <= period.start
                    and member.touches(period.start, period.end)
                    and not has_left(member.subject, period.start, self._handbook)
                )
            )
        }
        return len(subjects)

    def _together(self, values: Values, starts: Sequence[date]) -> Fraction | None:
        """Return what ``values`` of several subjects make; None where the metric does not say."""
        if not values:
            return None
        if len(values) == 1:
            return next(iter(values.values()))
        how = across_of(self._metric)
        if isinstance(how, str):
            return None if how == "none" else put_together(tuple(values.values()), how)
        weights = self._weights_of(values, how, starts)
        total = add(weights.values())
        # A subject that cannot be weighed makes the whole figure wrong.
        if total <= 0 or len(weights) < len(values):
            return None
        return add(values[one] * weights[one] for one in values) / total

    def _weights_of(
        self, subjects: Iterable[Key], how: WeightedMean, starts: Sequence[date]
    ) -> Values:
        weighing = self._others.get(how.mean_by) if how.mean_by is not None else None
        return weighing.weights(subjects, starts, self._cadence) if weighing is not None else {}

    def _period_total(
        self, whole: _Whole, around: _Around, should_be_read: Mapping[date, int]
    ) -> PeriodTotal | None:
        period, start = around.period, around.period.start
        own = whole.figures((start,), self._metric.aggregate)
        value = self._together(own, (start,))
        if value is None:
            return None
        of = should_be_read[start]
        is_running = period.end > self._series.as_of
        previous = year = to_date = None
        if is_running:
            against = _Against(self._whole_target(whole, (period,)))
        else:
            against = self._against_target(whole, (period,), own, value, complete=len(own) == of)
            previous = self._change(whole, [(start, around.before)])
            year = self._change(whole, [(start, around.year_before)])
            to_date = self._year_to_date(whole, around, should_be_read)
        return PeriodTotal(
            period,
            value,
            len(own),
            of,
            is_running=is_running,
            target=against.target,
            of_target=against.reached,
            against_target=against.difference,
            previous=previous,
            year=year,
            year_to_date=to_date,
            metric=self._metric.key,
            unit=self._metric.unit,
            unit_of_change=self._metric.unit_of_change,
            **self._parts(own, start),
        )

    def _parts(self, own: Values, start: date) -> _Parts:
        """Return what a total of several subjects is put together from, unless they are many."""
        how = across_of(self._metric)
        if len(own) == 1:
            return _Parts(parts={}, weights={}, parts_count=1, put_together="one")
        listed = own if len(own) <= MOST_PARTS else {}
        if isinstance(how, str):
            return _Parts(parts=listed, weights={}, parts_count=len(own), put_together=how)
        weights = self._weights_of(listed, how, (start,))
        return _Parts(parts=listed, weights=weights, parts_count=len(own), put_together="mean_by")

    def _change(self, whole: _Whole, pairs: Sequence[tuple[date, date]]) -> Change | None:
        """Return the change over those subjects, and of each those periods, that have both.

        ``pairs`` are the first days of a period and of the one that it is held against.
        """
        how = self._metric.aggregate
        newest: dict[Key, Fraction] = {}
        oldest: dict[Key, Fraction] = {}
        for subject, slots in whole.read.items():
            both = [pair for pair in pairs if pair[0] in slots and pair[1] in slots]
            if both:
                now = [value for newer, _ in both for value in slots[newer]]
                before = [value for _, older in both for value in slots[older]]
                newest[subject] = put_together(now, how)
                oldest[subject] = put_together(before, how)
        value = self._together(newest, [newer for newer, _ in pairs])
        earlier = self._together(oldest, [older for _, older in pairs])
        if value is None or earlier is None:
            return None
        return change_between(self._metric, earlier, value)

    def _year_to_date(
        self, whole: _Whole, around: _Around, should_be_read: Mapping[date, int]
    ) -> YearToDate | None:
        periods = around.year
        starts = [period.start for period in periods]
        own = whole.figures(starts, self._metric.aggregate)
        value = self._together(own, starts)
        if value is None:
            return None
        counts = {one: count for one in starts if (count := whole.count_read(one))}
        read = tuple(period for period in periods if period.start in counts)
        complete = all(count == should_be_read[one] for one, count in counts.items())
        against = self._against_target(whole, read, own, value, complete=complete)
        pairs = [(one, self._around[one].year_before) for one in counts]
        return YearToDate(value, len(read), len(periods), *against, year=self._change(whole, pairs))

    def _against_target(
        self,
        whole: _Whole,
        periods: Sequence[Period],
        own: Values,
        value: Fraction,
        *,
        complete: bool,
    ) -> _Against:
        """Return ``value`` beside the target of ``periods``.

        That of the subject itself, else those of the subjects that have both a reading in each
        period and a target. A metric that should fall has no share.
        """
        target = self._targets.over(whole.subject, periods) if whole.subject is not None else None
        if target is not None and not complete:
            return _Against(target)
        if target is None:
            wanted = {
                one: found
                for one in own
                if (found := self._own_target(whole, one, periods)) is not None
            }
            starts = [period.start for period in periods]
            target = self._together(wanted, starts)
            reached_by = self._together({one: own[one] for one in wanted}, starts)
            if target is None or reached_by is None:
                return _Against()
            value = reached_by
        falls = self._metric.direction == "down"
        reached = None if falls or target <= 0 else value / target
        return _Against(target, reached, change_between(self._metric, target, value))

    def _own_target(
        self, whole: _Whole, subject: Key, periods: Sequence[Period]
    ) -> Fraction | None:
        slots = whole.read[subject]
        return self._targets.over(subject, [one for one in periods if one.start in slots])

    def _whole_target(self, whole: _Whole, periods: Sequence[Period]) -> Fraction | None:
        """Return the target of a period that still runs, of all who should be read."""
        target = self._targets.over(whole.subject, periods) if whole.subject is not None else None
        if target is not None:
            return target
        wanted = {
            member.subject: found
            for member in whole.members
            if (found := self._targets.over(member.subject, periods)) is not None
        }
        return self._together(wanted, [period.start for period in periods])


def all_totals(all_series: AllSeries, handbook: Handbook) -> dict[Key, Totals]:
    """Return the totals of every metric that is read, by its key."""
    found: dict[Key, Totals] = {}
    for key, series in all_series.items():
        found[key] = Totals(series, handbook, found)
    return found


def totals_of_whole(totals: Mapping[Key, Totals], whole: Key) -> tuple[MetricTotals, ...]:
    """Return the totals of a team or a territory, by metric; of those that are read in it."""
    found = (totals[key].of_whole(whole) for key in sorted(totals))
    return tuple(one for one in found if one is not None)


def score_territory(territory: Key, totals: Mapping[Key, Totals]) -> TerritoryScore:
    """Return the totals of a territory or a product line of planbook.yaml, by metric."""
    return TerritoryScore(territory, totals_of_whole(totals, territory))


def company_totals(totals: Mapping[Key, Totals]) -> tuple[MetricTotals, ...]:
    """Return the company's totals, by metric."""
    found = (totals[key].of_company() for key in sorted(totals))
    return tuple(one for one in found if one is not None)


def _sort_into_periods(
    series: Series, cadence: str
) -> dict[Key, dict[date, list[tuple[date, Fraction]]]]:
    """Return the readings of each subject by the first day of their period."""
    sorted_: dict[Key, dict[date, list[tuple[date, Fraction]]]] = {}
    known: dict[date, date] = {}
    for subject, found in series.by_subject.items():
        slots = sorted_.setdefault(subject, {})
        for one in found:
            start = known.get(one.day)
            if start is None:
                start = known[one.day] = cadence_period(one.day, cadence, series.fiscal).start
            slots.setdefault(start, []).append((one.day, one.value))
    return sorted_


def _periods_from(
    start: date, last: Period, cadence: str, fiscal: FiscalYear
) -> tuple[Period, ...]:
    found: list[Period] = []
    period = cadence_period(start, cadence, fiscal)
    while period <= last:
        found.append(period)
        period = cadence_period(period.end + timedelta(days=1), cadence, fiscal)
    return tuple(found)
