"""Figures that are others now: scores, status, progress, coverage and totals, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.history.pairs import subject_of
from planbook.history.records import FigureChange, Subject
from planbook.history.values import Named, Value
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.periods import Period
from planbook.quantities import Amount, Share, Term, rounded
from planbook.scoring.records import (
    GoalRecord,
    GrowthRecord,
    IncentiveRecord,
    ObjectiveRecord,
    PartnerRecord,
    PersonRecord,
    ScoreRecords,
    TeamRecord,
    TotalsRecord,
)

_CAUSES: Final = 12
"""So many documents at most are kept as those that a figure follows from."""


_BEARING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "goal": ("metric", "goal", "person", "team"),
        "objective": ("metric", "goal", "objective", "person", "team"),
        "person": ("goal", "metric"),
        "team": ("metric", "goal", "person", "team"),
        "territory": ("metric", "partner"),
        "partner": ("metric", "partner"),
        "incentive": ("metric", "goal", "incentive", "person"),
        "growth": ("growth",),
    }
)
"""The kinds of document that the figures of each kind rest on, the nearest first."""

_UPWARDS: Final = frozenset({("team", "/parent"), ("objective", "/supports")})
"""Where a document names what rests on it, and not the other way round."""


class Place(msgspec.Struct, frozen=True):
    """What a figure is of: a document (None for the company), a name, and a metric's period."""

    key: Key | None
    figure: str
    about: Key | None = None
    period: Period | None = None


def compare_figures(
    before: ScoreRecords,
    after: ScoreRecords,
    earlier_visible: Handbook,
    visible: Handbook,
    changed: frozenset[Key],
) -> Iterator[FigureChange]:
    """Yield the figures that differ, as they are shown, in the order of the score output.

    Of what is there in both revisions only; ``earlier_visible`` and ``visible`` are the edition's
    handbooks at the base and at the head. ``changed`` are the documents with changes that the
    edition is told of.
    """
    earlier, later = dict(_figures_of(before)), dict(_figures_of(after))
    different = [
        place
        for place, value in later.items()
        if place in earlier and _as_shown(earlier[place]) != _as_shown(value)
    ]
    moved = frozenset(place.key for place in different if place.key is not None)
    for place in different:
        key = place.key
        if key is not None and not visible.knows(key):
            continue
        own = key is not None and key in changed
        # A goal whose own text changed says so above.
        is_plain = key is None or (own and key.kind in ("goal", "objective"))
        causes = () if is_plain else _causes(place, earlier_visible, visible, changed, moved)
        yield FigureChange(
            place.figure,
            _subject(key, visible),
            earlier[place],
            later[place],
            Named(place.about.id, visible.title_of(place.about)) if place.about else None,
            place.period,
            own,
            tuple(subject_of(visible.documents[one], visible) for one in causes),
        )


def _subject(key: Key | None, visible: Handbook) -> Subject | None:
    if key is None:
        return None
    if key in visible.documents:
        return subject_of(visible.documents[key], visible)
    return Subject(key, {}, visible.title_of(key), None, "")


def _causes(
    place: Place,
    earlier_visible: Handbook,
    visible: Handbook,
    changed: frozenset[Key],
    moved: frozenset[Key],
) -> tuple[Key, ...]:
    """Return the changed documents that a figure rests on, the nearest ones.

    Those come first that are among ``moved``: they have other figures themselves.

    Where none stands beside it, they are looked for below what does, and has another figure too:
    a team's below its people. Coverage rests on the kinds that carry the practice.
    """
    assert place.key is not None
    practice = place.figure.removeprefix("coverage.")
    if practice != place.figure:
        kinds = tuple(name for name, kind in visible.kinds.items() if practice in kind.practices)
    else:
        kinds = _BEARING.get(place.key.kind, ())
    reached = {place.key}
    around = _bearing(place.key, kinds, earlier_visible, visible)
    while around:
        causes = [one for one in around if one in changed]
        if causes:
            return tuple(
                sorted(causes, key=lambda one: (one not in moved, _rank(kinds, one)))[:_CAUSES]
            )
        reached.update(around)
        # Only what has another figure itself passes a change on.
        further = (
            _bearing(one, _BEARING.get(one.kind, ()), earlier_visible, visible)
            for one in around
            if one in moved
        )
        around = dict.fromkeys(one for found in further for one in found if one not in reached)
    return ()


def _rank(kinds: tuple[str, ...], key: Key) -> int:
    return kinds.index(key.kind) if key.kind in kinds else len(kinds)


def _bearing(
    key: Key, kinds: tuple[str, ...], earlier_visible: Handbook, visible: Handbook
) -> dict[Key, None]:
    """Return the documents of ``kinds`` around one, as it is and as it was."""
    around = (*_around(key, visible), *_around(key, earlier_visible))
    return dict.fromkeys(one for one in around if one.kind in kinds and one in visible.documents)


def _around(key: Key, visible: Handbook) -> Iterator[Key]:
    """Yield the documents that ``key`` names, but for those above, and those that name it."""
    for one in visible.references.get(key, ()):
        if not one.in_prose and (key.kind, one.path) not in _UPWARDS:
            yield one.target
    yield from (one.source for one in visible.referrers.get(key, ()) if not one.in_prose)


def _as_shown(value: Value | None) -> object:
    """Return ``value`` as precisely as it is shown: what cannot be seen is no change."""
    match value:
        case Share(share):
            return rounded(share, 2)
        case Amount(amount, unit):
            return rounded(Fraction(amount), 2), unit
    return value


def _figures_of(records: ScoreRecords) -> Iterator[tuple[Place, Value | None]]:
    yield from _totals(None, records.company.metrics)
    for objective in records.objectives:
        yield from _objective(objective)
    for goal in records.goals:
        yield from _goal(goal)
    for incentive in records.incentives:
        yield from _incentive(incentive)
    for team in records.teams:
        yield from _team(team)
    for territory in records.territories:
        yield from _totals(Key("territory", territory.id), territory.metrics)
    for partner in records.partners:
        yield from _partner(partner)
    for growth in records.growth:
        yield from _growth(growth)
    for person in records.people:
        yield from _person(person)


def _goal(goal: GoalRecord) -> Iterator[tuple[Place, Value | None]]:
    key = Key("goal", goal.id)
    yield Place(key, "status"), Term("status", goal.status)
    yield Place(key, "progress"), _share(goal.progress)
    yield Place(key, "grade"), _amount(goal.grade)
    if goal.smart is not None:
        yield Place(key, "smart"), Amount(goal.smart.total)


def _objective(objective: ObjectiveRecord) -> Iterator[tuple[Place, Value | None]]:
    key = Key("objective", objective.id)
    yield Place(key, "status"), Term("status", objective.status)
    yield Place(key, "progress"), _share(objective.progress)


def _incentive(incentive: IncentiveRecord) -> Iterator[tuple[Place, Value | None]]:
    key, whose = Key("incentive", incentive.id), incentive.person
    yield Place(key, "attainment", whose), _share(incentive.attainment)
    pay, currency = incentive.pay, incentive.currency or ""
    yield Place(key, "pay", whose), Amount(pay.value, currency) if pay is not None else None


def _team(team: TeamRecord) -> Iterator[tuple[Place, Value | None]]:
    key = Key("team", team.id)
    yield Place(key, "progress"), _share(team.progress)
    yield from _totals(key, team.metrics)


def _partner(partner: PartnerRecord) -> Iterator[tuple[Place, Value | None]]:
    yield Place(Key("partner", partner.id), "score"), _share(partner.score)


def _growth(growth: GrowthRecord) -> Iterator[tuple[Place, Value | None]]:
    value = None if growth.t_score is None else Amount(Decimal(str(round(growth.t_score, 1))))
    yield Place(Key("growth", growth.id), "t_score"), value


def _person(person: PersonRecord) -> Iterator[tuple[Place, Value | None]]:
    key = Key("person", person.id)
    yield Place(key, "progress"), _share(person.progress)
    for practice, state in person.coverage.items():
        yield Place(key, f"coverage.{practice}"), Term("coverage", state)


def _totals(
    key: Key | None, metrics: Iterable[TotalsRecord]
) -> Iterator[tuple[Place, Value | None]]:
    """Yield the newest closed period's figure of each metric, and the year's to date."""
    for totals in metrics:
        period = next((one for one in totals.periods if not one.so_far), None)
        if period is None:
            continue
        name, unit = period.period, totals.unit or ""
        yield Place(key, "value", totals.metric, name), _amount(period.value, unit)
        # What is not added up over the year is the same to date.
        if period.value_ytd != period.value:
            yield Place(key, "value_ytd", totals.metric, name), _amount(period.value_ytd, unit)
        yield Place(key, "target_ytd", totals.metric, name), _amount(period.target_ytd, unit)


def _share(value: Fraction | None) -> Share | None:
    return None if value is None else Share(value)


def _amount(value: Fraction | Decimal | None, unit: str = "") -> Amount | None:
    return None if value is None else Amount(value, unit)
