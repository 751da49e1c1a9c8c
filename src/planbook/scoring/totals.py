"""Totals of a metric by month and for the year to date (scoring.md, 5).

For every subject, and for teams, territories and the company: against target, against the period
before and the same one of the year before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeAlias, TypedDict

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.periods import FiscalYear, Period, year_of
from planbook.quantities import exact
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
    members_of,
    members_of_company,
    put_together,
)

NEWEST: Final = 13
"""How many periods are kept: a year, and the same month of the year before."""

MOST_PARTS: Final = 12
"""How many subjects a calculation lists; of more it tells the count."""


Values: TypeAlias = Mapping[Key, Fraction]
"""Figures by subject."""


def change_between(metric: Metric, earlier: Fraction, value: Fraction) -> Change:
    """Return how ``value`` differs from ``earlier``; as a share where that makes sense."""
    difference = value - earlier
    relative = difference / earlier if earlier > 0 and not metric.counts_in_points else None
    is_better = None if not difference else (difference > 0) == (metric.direction != "down")
    return Change(earlier, difference, relative, is_better)


def totals_cadence(metric: Metric) -> str:
    """Return the periods that totals are made for: months, or quarters of a quarterly metric."""
    return "quarterly" if metric.cadence == "quarterly" else "monthly"


class _Parts(TypedDict):
    parts: Values
    weights: Values
    parts_count: int
    put_together: str


class Totals:
    """The totals of one metric; the readings are sorted into periods once."""

    def __init__(self, series: Series, handbook: Handbook, others: Mapping[Key, Totals]) -> None:
        self._series = series
        self._metric = series.metric
        self._handbook = handbook
        self._others = others
        self._cadence = totals_cadence(series.metric)
        self._slots = _sort_into_periods(series, self._cadence)
        self._first = {subject: min(slots) for subject, slots in self._slots.items()}
        self._targets = targets_of(series.metric)

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

    def year_to_date(self, subject: Key) -> Fraction | None:
        """Return the figure of the business year so far for one subject, the running period too."""
        year = year_of(self._series.as_of, self._series.fiscal)
        values = [
            value
            for period in self._periods_of((Member(subject),))
            if period.start >= year.start
            for value in self._read(Member(subject), period)
        ]
        return put_together(values, self._metric.aggregate) if values else None

    def target_to_date(self, subject: Key) -> Fraction | None:
        """Return the target of the same periods as ``year_to_date``; None where one has none."""
        year = year_of(self._series.as_of, self._series.fiscal)
        periods = [one for one in self._periods_of((Member(subject),)) if one.start >= year.start]
        return self._target(subject, periods)

    def weights(self, subjects: Iterable[Key], periods: Sequence[Period]) -> Values:
        """Return the figure of each of ``subjects`` over ``periods``, where there is one."""
        return self._figures(tuple(Member(subject) for subject in subjects), periods)

    def _of(self, members: tuple[Member, ...], subject: Key | None) -> MetricTotals:
        subjects = tuple(dict.fromkeys(member.subject for member in members))
        if len(subjects) > 1 and across_of(self._metric) == "none":
            return MetricTotals(self._metric.key, subject, subjects, (), "not_added_up")
        periods = self._periods_of(members)[-NEWEST:]
        gaps = self._gaps(members, periods)
        totals = (self._period_total(members, subject, period, gaps) for period in periods)
        found = tuple(total for total in totals if total is not None)
        reason = "" if found else "no_weights"
        return MetricTotals(self._metric.key, subject, subjects, found[::-1], reason)

    def _gaps(self, members: tuple[Member, ...], periods: Sequence[Period]) -> Mapping[Period, int]:
        """Return how many subjects should have a reading in ``periods`` and their years' others."""
        fiscal = self._series.fiscal
        asked = dict.fromkeys(periods)
        for period in periods:
            start = year_of(period.end, fiscal).start
            asked |= dict.fromkeys(_periods_from(start, period, self._cadence, fiscal))
        return {one: self._expected(members, one) for one in asked}

    def _periods_of(self, members: tuple[Member, ...]) -> list[Period]:
        found = {
            period
            for member in members
            for period in self._slots.get(member.subject, ())
            if self._read(member, period)
        }
        return sorted(found)

    def _read(self, member: Member, period: Period) -> list[Fraction]:
        """Return the readings of ``member`` in ``period`` that count."""
        found = self._slots.get(member.subject, {}).get(period, ())
        return [value for day, value in found if member.covers(day)]

    def _figures(self, members: tuple[Member, ...], periods: Sequence[Period]) -> Values:
        """Return each subject's figure over ``periods``, of those that have a reading there."""
        read: dict[Key, list[Fraction]] = {}
        for member in members:
            values = [value for period in periods for value in self._read(member, period)]
            if values:
                read.setdefault(member.subject, []).extend(values)
        how = self._metric.aggregate
        return {subject: put_together(values, how) for subject, values in read.items()}

    def _together(self, values: Values, periods: Sequence[Period]) -> Fraction | None:
        """Return what ``values`` of several subjects make; None where the metric does not say."""
        if not values:
            return None
        if len(values) == 1:
            return next(iter(values.values()))
        how = across_of(self._metric)
        if isinstance(how, str):
            return None if how == "none" else put_together(tuple(values.values()), how)
        weighing = self._others.get(how.mean_by) if how.mean_by is not None else None
        weights = weighing.weights(values, periods) if weighing is not None else {}
        total = sum(weights.values(), Fraction(0))
        # A subject that cannot be weighed makes the whole figure wrong.
        if total <= 0 or len(weights) < len(values):
            return None
        return sum((values[one] * weights[one] for one in values), Fraction(0)) / total

    def _period_total(
        self,
        members: tuple[Member, ...],
        subject: Key | None,
        period: Period,
        should_be_read: Mapping[Period, int],
    ) -> PeriodTotal | None:
        own = self._figures(members, (period,))
        value = self._together(own, (period,))
        if value is None:
            return None
        of = should_be_read[period]
        explained = PeriodTotal(
            period,
            value,
            len(own),
            of,
            metric=self._metric.key,
            unit=self._metric.unit,
            unit_of_change=self._metric.unit_of_change,
            **self._parts(own, period),
        )
        if period.end > self._series.as_of:
            target = self._whole_target(members, subject, (period,))
            return replace(explained, is_running=True, target=target)
        fiscal = self._series.fiscal
        target, reached, against = self._against_target(
            members, subject, (period,), own, value, complete=len(own) == of
        )
        previous = self._change(members, [(period, period_before(period, self._cadence, fiscal))])
        year = self._change(members, [(period, year_before(period, self._cadence, fiscal))])
        to_date = self._year_to_date(members, subject, period, should_be_read)
        return replace(
            explained,
            target=target,
            of_target=reached,
            against_target=against,
            previous=previous,
            year=year,
            year_to_date=to_date,
        )

    def _parts(self, own: Values, period: Period) -> _Parts:
        """Return what a total of several subjects is put together from, unless they are many."""
        how = across_of(self._metric)
        if len(own) == 1:
            return _Parts(parts={}, weights={}, parts_count=1, put_together="one")
        if isinstance(how, str):
            listed = own if len(own) <= MOST_PARTS else {}
            return _Parts(parts=listed, weights={}, parts_count=len(own), put_together=how)
        weighing = self._others.get(how.mean_by) if how.mean_by is not None else None
        listed = own if len(own) <= MOST_PARTS else {}
        weights = weighing.weights(listed, (period,)) if weighing is not None else {}
        return _Parts(parts=listed, weights=weights, parts_count=len(own), put_together="mean_by")

    def _expected(self, members: tuple[Member, ...], period: Period) -> int:
        """Return how many subjects should have a reading in ``period``.

        Those that have one, and those that were read before and have not left since.
        """
        subjects = {
            member.subject
            for member in members
            if member.subject in self._slots
            and (
                self._read(member, period)
                or (
                    self._first[member.subject] <= period
                    and member.touches(period.start, period.end)
                    and not self._has_left(member.subject, period)
                )
            )
        }
        return len(subjects)

    def _has_left(self, subject: Key, period: Period) -> bool:
        person = self._handbook.find(Person, subject)
        return person is not None and person.ended is not None and person.ended < period.start

    def _change(
        self, members: tuple[Member, ...], pairs: Sequence[tuple[Period, Period]]
    ) -> Change | None:
        """Return the change over those subjects, and of each those periods, that have both."""
        now: dict[Key, list[Fraction]] = defaultdict(list)
        before: dict[Key, list[Fraction]] = defaultdict(list)
        for member in members:
            for newer, older in pairs:
                read, read_before = self._read(member, newer), self._read(member, older)
                if read and read_before:
                    now[member.subject] += read
                    before[member.subject] += read_before
        how = self._metric.aggregate
        newest = {one: put_together(values, how) for one, values in now.items()}
        oldest = {one: put_together(values, how) for one, values in before.items()}
        value = self._together(newest, [newer for newer, _ in pairs])
        earlier = self._together(oldest, [older for _, older in pairs])
        if value is None or earlier is None:
            return None
        return change_between(self._metric, earlier, value)

    def _year_to_date(
        self,
        members: tuple[Member, ...],
        subject: Key | None,
        period: Period,
        should_be_read: Mapping[Period, int],
    ) -> YearToDate | None:
        fiscal = self._series.fiscal
        periods = _periods_from(year_of(period.end, fiscal).start, period, self._cadence, fiscal)
        own = self._figures(members, periods)
        value = self._together(own, periods)
        if value is None:
            return None
        read = [one for one in periods if any(self._read(member, one) for member in members)]
        complete = all(self._count_read(members, one) == should_be_read[one] for one in read)
        target, reached, against = self._against_target(
            members, subject, read, own, value, complete=complete
        )
        pairs = [(one, year_before(one, self._cadence, fiscal)) for one in read]
        return YearToDate(
            value,
            len(read),
            len(periods),
            target,
            reached,
            against,
            self._change(members, pairs),
        )

    def _against_target(
        self,
        members: tuple[Member, ...],
        subject: Key | None,
        periods: Sequence[Period],
        own: Values,
        value: Fraction,
        *,
        complete: bool,
    ) -> tuple[Fraction | None, Fraction | None, Change | None]:
        """Return the target, the share of it that is reached, and the difference to it.

        Those of ``subject`` itself, else those of the subjects that have both a reading in each
        period and a target. A metric that should fall has no share.
        """
        target = self._target(subject, periods) if subject is not None else None
        if target is not None and not complete:
            return target, None, None
        if target is None:
            wanted = {
                one: found
                for one in own
                if (found := self._target(one, self._own_periods(members, one, periods)))
                is not None
            }
            target = self._together(wanted, periods)
            reached_by = self._together({one: own[one] for one in wanted}, periods)
            if target is None or reached_by is None:
                return None, None, None
            value = reached_by
        against = change_between(self._metric, target, value)
        falls = self._metric.direction == "down"
        return target, None if falls or target <= 0 else value / target, against

    def _count_read(self, members: tuple[Member, ...], period: Period) -> int:
        return len({one.subject for one in members if self._read(one, period)})

    def _own_periods(
        self, members: tuple[Member, ...], subject: Key, periods: Sequence[Period]
    ) -> list[Period]:
        own = [member for member in members if member.subject == subject]
        return [one for one in periods if any(self._read(member, one) for member in own)]

    def _whole_target(
        self, members: tuple[Member, ...], subject: Key | None, periods: Sequence[Period]
    ) -> Fraction | None:
        """Return the target of a period that still runs, of all who should be read."""
        target = self._target(subject, periods) if subject is not None else None
        if target is not None:
            return target
        wanted = {
            member.subject: found
            for member in members
            if (found := self._target(member.subject, periods)) is not None
        }
        return self._together(wanted, periods)

    def _target(self, subject: Key, periods: Sequence[Period]) -> Fraction | None:
        """Return the target of ``subject`` for ``periods``, put together from those that are there.

        Runs of periods take a target of just their days, else shorter ones that fill them; none is
        ever made from a longer one.
        """
        own = self._targets.get(subject)
        if not own or not periods:
            return None
        found: list[Fraction] = []
        for start, end in _runs(periods):
            parts = fill_days(start, end, own)
            if parts is None:
                return None
            found.extend(parts)
        return put_together(found, self._metric.aggregate)


def all_totals(all_series: AllSeries, handbook: Handbook) -> dict[Key, Totals]:
    """Return the totals of every metric that is read, by its key."""
    found: dict[Key, Totals] = {}
    for key, series in all_series.items():
        found[key] = Totals(series, handbook, found)
    return found


def team_totals(totals: Mapping[Key, Totals], handbook: Handbook) -> dict[str, list[MetricTotals]]:
    """Return the totals of every team in force, by metric."""
    return {
        team.id: list(_wholes(totals, team.key)) for team in handbook.all(Team) if team.is_in_force
    }


def score_territories(
    totals: Mapping[Key, Totals], handbook: Handbook
) -> dict[str, TerritoryScore]:
    """Return the totals of every territory of planbook.yaml, by metric."""
    return {
        term.id: TerritoryScore(key, tuple(_wholes(totals, key)))
        for term in handbook.settings.vocabulary.territories
        for key in (Key("territory", term.id),)
    }


def company_totals(totals: Mapping[Key, Totals]) -> tuple[MetricTotals, ...]:
    """Return the company's totals, by metric."""
    found = (totals[key].of_company() for key in sorted(totals))
    return tuple(one for one in found if one is not None)


def _wholes(totals: Mapping[Key, Totals], whole: Key) -> Iterator[MetricTotals]:
    for key in sorted(totals):
        found = totals[key].of_whole(whole)
        if found is not None:
            yield found


def _sort_into_periods(
    series: Series, cadence: str
) -> dict[Key, dict[Period, list[tuple[date, Fraction]]]]:
    sorted_: dict[Key, dict[Period, list[tuple[date, Fraction]]]] = {}
    known: dict[date, Period] = {}
    for subject, found in series.by_subject.items():
        slots = sorted_.setdefault(subject, {})
        for one in found:
            period = known.get(one.day)
            if period is None:
                period = known[one.day] = cadence_period(one.day, cadence, series.fiscal)
            slots.setdefault(period, []).append((one.day, one.value))
    return sorted_


def targets_of(metric: Metric) -> dict[Key, dict[tuple[date, date], Fraction]]:
    """Return the targets of ``metric`` by subject and by the first and last day of their period."""
    found: dict[Key, dict[tuple[date, date], Fraction]] = {}
    for one in metric.targets:
        if one.subject is not None and one.period is not None and one.value is not None:
            days = one.period.start, one.period.end
            found.setdefault(one.subject, {})[days] = exact(one.value)
    return found


def _runs(periods: Sequence[Period]) -> Iterator[tuple[date, date]]:
    """Yield the days of unbroken rows of ``periods``, which are in order."""
    start, end = periods[0].start, periods[0].end
    for period in periods[1:]:
        if period.start == end + timedelta(days=1):
            end = period.end
            continue
        yield start, end
        start, end = period.start, period.end
    yield start, end


def fill_days(
    start: date, end: date, targets: Mapping[tuple[date, date], Fraction]
) -> list[Fraction] | None:
    """Return the targets whose days fill ``start`` to ``end`` without a gap, the longest first."""
    whole = targets.get((start, end))
    if whole is not None:
        return [whole]
    beginning = sorted(
        (last for first, last in targets if first == start and last < end), reverse=True
    )
    for last in beginning:
        rest = fill_days(last + timedelta(days=1), end, targets)
        if rest is not None:
            return [targets[start, last], *rest]
    return None


def _periods_from(
    start: date, last: Period, cadence: str, fiscal: FiscalYear
) -> tuple[Period, ...]:
    found: list[Period] = []
    period = cadence_period(start, cadence, fiscal)
    while period <= last:
        found.append(period)
        period = cadence_period(period.end + timedelta(days=1), cadence, fiscal)
    return tuple(found)
