"""The readings of metrics: the only place that reads a series (scoring.md, 1).

Pages, rules, pay and trends use what this module returns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric, Reading, WeightedMean
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.periods import CALENDAR_YEAR, FiscalYear, Period
from planbook.quantities import add, exact
from planbook.scoring.cadence import cadence_period, period_before

SUBJECT_KINDS: Final = ("person", "team", "territory", "partner")
"""The kinds of subject, in the order in which a total looks for readings."""


class Observation(msgspec.Struct, frozen=True):
    """One reading of one subject.

    ``dated`` is the day in the document, moved into its period where the metric's figures are
    dated after it; ``day`` the one that the reading stands for: the last day of its cadence
    period, or its own while that runs. ``pointer`` is the field in the metric.
    """

    dated: date
    day: date
    value: Fraction
    pointer: str


class Series(msgspec.Struct, frozen=True, dict=True):
    """The readings of one metric by ``as_of``: by subject, oldest first, one a date.

    The days that they stand for are in the same order.
    """

    metric: Metric
    as_of: date
    fiscal: FiscalYear
    by_subject: Mapping[Key, tuple[Observation, ...]]

    def up_to(self, last: date) -> Series:
        """Return the readings dated up to ``last``, none of which stands for a later day."""
        by_subject = {
            subject: _dated_up_to(last, found) for subject, found in self.by_subject.items()
        }
        return Series(self.metric, self.as_of, self.fiscal, by_subject)

    def only(self, subjects: Iterable[Key]) -> Series:
        """Return the readings of ``subjects`` alone."""
        kept = {one: self.by_subject[one] for one in subjects if one in self.by_subject}
        return Series(self.metric, self.as_of, self.fiscal, kept)

    @cached_property
    def subjects(self) -> tuple[Key, ...]:
        """Those that have readings, by kind and id."""
        return tuple(sorted(self.by_subject))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of subject that have readings."""
        return frozenset(subject.kind for subject in self.by_subject)

    def of(self, subject: Key) -> tuple[Observation, ...]:
        """Return the readings of ``subject``, oldest first."""
        return self.by_subject.get(subject, ())

    def between(self, subject: Key, start: date, end: date) -> tuple[Observation, ...]:
        """Return the readings of ``subject`` that stand for ``start`` to ``end``."""
        found = self.of(subject)
        first = bisect_left(found, start, key=_day_of)
        return found[first : bisect_right(found, end, first, key=_day_of)]


_day_of: Final = attrgetter("day")
_date_of: Final = attrgetter("dated")


def _dated_up_to(last: date, found: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return those of ``found``, oldest first, dated up to ``last``; none stands for a later day.

    A reading stands for its own day or a later one: where the newest does not, none has to change.
    """
    if not found or found[-1].day <= last:
        return found
    kept = found[: bisect_right(found, last, key=_date_of)]
    beyond = bisect_right(kept, last, key=_day_of)
    return (
        *kept[:beyond],
        *(Observation(one.dated, last, one.value, one.pointer) for one in kept[beyond:]),
    )


AllSeries: TypeAlias = Mapping[Key, Series]
"""The readings of every metric in force, by the metric's key."""


class Member(msgspec.Struct, frozen=True):
    """A subject whose readings count in a figure, and on which days.

    ``start`` and ``end`` bound the days (None: no bound on that side): a person counts for a team
    while in it. One who ``is_named`` by the document should have readings at any time; others are
    there because they are read.
    """

    subject: Key
    start: date | None = None
    end: date | None = None
    is_named: bool = False

    def covers(self, day: date) -> bool:
        """Return whether readings that stand for ``day`` count."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def touches(self, start: date, end: date) -> bool:
        """Return whether any day from ``start`` to ``end`` counts."""
        return (self.start is None or self.start <= end) and (self.end is None or self.end >= start)


class Figure(msgspec.Struct, frozen=True):
    """What readings come to in the days from ``start`` to ``end``.

    ``day`` is the newest day that a reading stands for, ``read`` of ``of`` subjects have one, and
    ``parts`` are theirs. ``pointer`` is the newest reading where there is one subject.
    """

    start: date
    end: date
    day: date
    value: Fraction
    read: int = 1
    of: int = 1
    pointer: str = ""
    parts: Mapping[Key, Fraction] = msgspec.field(default_factory=dict)


def read_all_series(handbook: Handbook, as_of: date) -> dict[Key, Series]:
    """Return the readings of every metric in force by ``as_of``."""
    return {
        metric.key: read_series(metric, as_of, handbook.settings.fiscal_year)
        for metric in handbook.all(Metric)
        if metric.is_in_force
    }


def read_series(metric: Metric, as_of: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Series:
    """Return the readings of ``metric`` by ``as_of``.

    Several of one subject on one date are put together as the metric's longer periods are: added,
    averaged, or the later in the file. A reading whose subject is not to be seen is left out.
    """
    found: dict[Key, dict[date, list[tuple[int, Reading]]]] = {}
    for position, reading in enumerate(metric.values):
        if reading.date is None or reading.value is None or reading.subject is None:
            continue
        if reading.date > as_of:
            continue
        own = _in_its_period(reading.date, metric, fiscal)
        found.setdefault(reading.subject, {}).setdefault(own, []).append((position, reading))
    return Series(
        metric,
        as_of,
        fiscal,
        {
            subject: tuple(
                _observation(day, same, metric, as_of, fiscal)
                for day, same in sorted(by_day.items())
            )
            for subject, by_day in found.items()
        },
    )


def _in_its_period(day: date, metric: Metric, fiscal: FiscalYear) -> date:
    """Return the date of a reading, moved into the period that it is of."""
    if metric.dated != "after_period":
        return day
    period = cadence_period(day, metric.cadence, fiscal)
    return period_before(period, metric.cadence, fiscal).end


def period_of_reading(day: date, metric: Metric, fiscal: FiscalYear) -> Period:
    """Return the week, month or quarter that a reading of ``metric`` dated ``day`` is of."""
    return cadence_period(_in_its_period(day, metric, fiscal), metric.cadence, fiscal)


def _observation(
    own: date,
    same: Sequence[tuple[int, Reading]],
    metric: Metric,
    as_of: date,
    fiscal: FiscalYear,
) -> Observation:
    closes = cadence_period(own, metric.cadence, fiscal).end
    values = [exact(reading.value) for _, reading in same if reading.value is not None]
    return Observation(
        own,
        closes if closes <= as_of else own,
        put_together(values, metric.aggregate),
        f"/values/{same[-1][0]}",
    )


def put_together(values: Sequence[Fraction], how: str) -> Fraction:
    """Return the sum, the mean or the last of ``values``, of which there is at least one."""
    if how == "last" or len(values) == 1:
        return values[-1]
    return add(values) / len(values) if how == "mean" else add(values)


def across_of(metric: Metric) -> str | WeightedMean:
    """Return how subjects are put together: as written, else added where longer periods are."""
    if metric.across is not None:
        return metric.across
    return "sum" if metric.aggregate == "sum" else "none"


def figure_between(
    series: Series,
    members: Sequence[Member],
    start: date,
    end: date,
    others: AllSeries = MappingProxyType({}),
    *,
    of: int | None = None,
) -> Figure | None:
    """Return what the readings of ``members`` that stand for ``start`` to ``end`` come to.

    None where there are none, or where the metric does not say how several subjects make one
    figure. ``others`` holds the metric that a weighted mean weighs with. ``of`` is how many
    subjects should have a reading; where it is not given, all of ``members``.
    """
    by_subject: dict[Key, list[Observation]] = {}
    for member in members:
        between = series.between(member.subject, start, end)
        if between and (member.start is not None or member.end is not None):
            between = tuple(one for one in between if member.covers(one.day))
        if between:
            by_subject.setdefault(member.subject, []).extend(between)
    if not by_subject:
        return None
    subjects = {member.subject for member in members}
    parts = {
        subject: put_together([one.value for one in found], series.metric.aggregate)
        for subject, found in by_subject.items()
    }
    single = len(subjects) == 1
    value = (
        next(iter(parts.values()))
        if single
        else _across(series, members, parts, start, end, others)
    )
    if value is None:
        return None
    newest = max((one for found in by_subject.values() for one in found), key=_day_of)
    return Figure(
        start,
        end,
        newest.day,
        value,
        len(parts),
        len(subjects) if of is None else of,
        newest.pointer if single else "",
        parts,
    )


def _across(
    series: Series,
    members: Sequence[Member],
    parts: Mapping[Key, Fraction],
    start: date,
    end: date,
    others: AllSeries,
) -> Fraction | None:
    how = across_of(series.metric)
    if isinstance(how, str):
        return None if how == "none" else put_together(tuple(parts.values()), how)
    weighing = others.get(how.mean_by) if how.mean_by is not None else None
    if weighing is None:
        return None
    weights: dict[Key, Fraction] = {}
    for subject in parts:
        own = [member for member in members if member.subject == subject]
        weight = figure_between(weighing, own, start, end)
        if weight is None:
            # A subject that cannot be weighed makes the whole figure wrong.
            return None
        weights[subject] = weight.value
    total = add(weights.values())
    if total <= 0:
        return None
    return add(parts[one] * weights[one] for one in parts) / total


def figures_by_period(
    series: Series,
    members: Sequence[Member],
    periods: Iterable[Period],
    others: AllSeries = MappingProxyType({}),
) -> tuple[Figure, ...]:
    """Return the figure of each of ``periods`` that has one, in their order."""
    figures = (
        figure_between(series, members, period.start, period.end, others) for period in periods
    )
    return tuple(figure for figure in figures if figure is not None)


def members_of(whole: Key, series: Series, handbook: Handbook) -> tuple[Member, ...]:
    """Return whose readings make the figure of ``whole``, a team, a territory or any subject.

    Its own where it has some. Else of a team those of its people, sub-teams included, each while
    in it; else of the teams below it, else of the partners of its people, each while their manager
    is in it. Of a territory those of the people who hold it alone, else of its partners. Of a
    product line those of the people, else of the partners, that have it alone, where that is all
    that is read of it. Subjects are of one kind, each once.
    """
    if series.of(whole) or whole.kind not in ("team", "territory", "product_line"):
        return (Member(whole),)
    if whole.kind == "team":
        choices = _of_team(whole, handbook)
    elif whole.kind == "territory":
        choices = _of_territory(whole, handbook)
    else:
        choices = _of_product_line(whole, series, handbook)
    for members in choices:
        read = tuple(one for one in members if series.of(one.subject))
        if read:
            return read
    return ()


def members_of_company(series: Series, handbook: Handbook) -> tuple[Member, ...]:
    """Return whose readings make the company's figure: all subjects of the first kind that is read.

    Persons, else teams (one inside another that is read counts there), else territories, else
    partners.
    """
    for kind in SUBJECT_KINDS:
        read = tuple(subject for subject in series.by_subject if subject.kind == kind)
        if kind == "team":
            read = tuple(one for one in read if not set(teams_above(one, handbook)) & set(read))
        if read:
            return tuple(Member(subject) for subject in sorted(read))
    return ()


def has_left(subject: Key, day: date, handbook: Handbook) -> bool:
    """Return whether ``subject`` is a person whose last day was before ``day``."""
    person = handbook.find(Person, subject)
    return person is not None and person.has_left(day)


def teams_above(team: Key, handbook: Handbook) -> tuple[Key, ...]:
    """Return the teams that ``team`` lies in, nearest first; a circle ends where it repeats."""
    above: dict[Key, None] = {}
    found = handbook.find(Team, team)
    while found is not None and found.parent is not None:
        if found.parent in above or found.parent == team:
            break
        above[found.parent] = None
        found = handbook.find(Team, found.parent)
    return tuple(above)


def teams_within(team: Key, handbook: Handbook) -> tuple[Key, ...]:
    """Return ``team`` and the teams below it, each once."""
    waiting = [team]
    seen = dict.fromkeys(waiting)
    while waiting:
        for below in handbook.referring(waiting.pop(), Team.KIND, "/parent"):
            if below not in seen:
                seen[below] = None
                waiting.append(below)
    return tuple(seen)


def stays_in(teams: Iterable[Key], handbook: Handbook) -> tuple[Member, ...]:
    """Return who was in one of ``teams`` and when, by ``person.before`` and ``person.team``."""
    wanted = frozenset(teams)
    people = {
        key
        for team in wanted
        for path in ("/team", "/before/team")
        for key in handbook.referring(team, Person.KIND, path)
    }
    return tuple(
        member
        for key in sorted(people)
        if (person := handbook.find(Person, key)) is not None
        for member in _stays(person, wanted)
    )


def _stays(person: Person, teams: frozenset[Key]) -> Iterable[Member]:
    start: date | None = None
    stations = ((one.until, one.team) for one in person.before if one.until is not None)
    for until, team in sorted(stations, key=itemgetter(0)):
        if team in teams:
            yield Member(person.key, start, until)
        start = until + timedelta(days=1)
    if person.team in teams:
        yield Member(person.key, start, None)


def _of_team(team: Key, handbook: Handbook) -> Iterable[tuple[Member, ...]]:
    within = teams_within(team, handbook)
    people = stays_in(within, handbook)
    yield people
    yield tuple(Member(below) for below in within if below != team)
    partners = (
        replace(member, subject=partner)
        for member in people
        for partner in handbook.referring(member.subject, Partner.KIND, "/manager")
    )
    yield tuple(sorted(partners, key=lambda one: one.subject))


def _of_territory(territory: Key, handbook: Handbook) -> Iterable[tuple[Member, ...]]:
    found = (
        handbook.find(Person, key)
        for key in handbook.referring(territory, Person.KIND, "/scope/territories")
    )
    holders = [person for person in found if person is not None]
    # The figure of somebody who holds two territories belongs to neither alone.
    if all(
        person.scope is not None and person.scope.territories == (territory,) for person in holders
    ):
        yield tuple(Member(person.key) for person in holders)
    yield tuple(Member(key) for key in handbook.referring(territory, Partner.KIND, "/territory"))


def _of_product_line(line: Key, series: Series, handbook: Handbook) -> Iterable[tuple[Member, ...]]:
    for kind in (Person.KIND, Partner.KIND):
        lines = {
            subject: _lines_of(subject, handbook)
            for subject in series.by_subject
            if subject.kind == kind
        }
        # The figure of several lines, or of nobody knows which, belongs to none of them alone.
        if all(own == (line,) or (own and line not in own) for own in lines.values()):
            yield tuple(Member(subject) for subject, own in sorted(lines.items()) if line in own)


def _lines_of(subject: Key, handbook: Handbook) -> tuple[Key, ...]:
    """Return the product lines that a person or a partner is answerable for."""
    partner, person = handbook.find(Partner, subject), handbook.find(Person, subject)
    if partner is not None:
        return partner.product_lines
    return person.scope.product_lines if person is not None and person.scope is not None else ()
