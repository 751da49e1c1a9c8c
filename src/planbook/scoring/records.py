"""The score output as plain records: what JSON, CSV, Markdown, text and ``/api/v1`` hold.

The names of the fields are the contract. Values keep their type until ``as_json`` writes them:
amounts and shares are exact, documents are keys, texts are in every language. What is not known
is None, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, TypeAlias

import msgspec

from planbook.language import Text
from planbook.model.document import Key
from planbook.periods import Period
from planbook.scoring.results import Basis, Colour, Drift, PracticeState, Status, Trend

FORMAT_VERSION: Final = 1
PLACES: Final = 6
"""Decimals of shares: enough for what anybody computes on with, and no more noise."""

Number: TypeAlias = Fraction | Decimal | float


class Wording(msgspec.Struct, frozen=True):
    """Words in every language that they are written in."""

    text: Text


class Money(msgspec.Struct, frozen=True):
    """An amount of money: written out as text, so that nobody reads it as a binary fraction."""

    value: Decimal


class CheckRecord(msgspec.Struct, frozen=True):
    """One check of the SMART score. ``pointer`` is the field of the goal that it looked at."""

    id: str
    letter: str
    points: Decimal
    of: Decimal
    saw: Wording
    suggest: Wording | None
    pointer: str


class SmartRecord(msgspec.Struct, frozen=True):
    """How a goal is written."""

    total: Decimal
    band: str
    letters: Mapping[str, Decimal]
    checks: tuple[CheckRecord, ...]


class OverrideRecord(msgspec.Struct, frozen=True):
    """A status that a human set."""

    status: Status
    reason: Wording
    date: date | None


class ForecastRecord(msgspec.Struct, frozen=True):
    """Where a goal ends if it goes on like this."""

    value: Fraction
    low: Fraction
    high: Fraction
    reaches_target_on: date | None


class GoalRecord(msgspec.Struct, frozen=True):
    """One goal.

    ``expected`` is that of ``expected_on``. ``read`` of ``of`` subjects have readings; None where
    the goal reads its check-ins. ``reason`` and ``no_forecast`` are the keys of why there is no
    progress and no forecast. ``current``: the goal is of the present, or its last reading is not
    in yet.
    """

    id: str
    owner: Key | None
    period: Period | None
    smart: SmartRecord | None
    progress: Fraction | None
    expected: Fraction | None
    pace: Fraction | None
    confidence: Decimal | None
    status: Status
    computed_status: Status
    override: OverrideRecord | None
    stale: bool
    grade: Decimal | None
    forecast: ForecastRecord | None
    final: bool
    actual: Decimal | None
    target: Decimal | None
    unit: str | None
    expected_on: date | None
    mark: Fraction
    read: int | None
    of: int | None
    outcome: Status | None
    computed_grade: Decimal | None
    colour: Colour | None
    decided_by: str
    reason: str | None
    no_forecast: str | None
    current: bool


class WorstBelowRecord(msgspec.Struct, frozen=True):
    """``count`` of the ``of`` goals below an objective have its worst status."""

    status: Status
    count: int
    of: int


class RollUpRecord(msgspec.Struct, frozen=True):
    """What is below an objective, where a measure of its own decides."""

    progress: Fraction | None
    expected: Fraction | None
    read: int
    of: int


class ObjectiveRecord(msgspec.Struct, frozen=True):
    """One objective. ``read`` of ``of`` are those that ``basis`` looks at."""

    id: str
    owner: Key | None
    period: Period | None
    progress: Fraction | None
    status: Status
    expected: Fraction | None
    pace: Fraction | None
    basis: Basis
    read: int | None
    of: int | None
    worst_below: WorstBelowRecord | None
    rollup: RollUpRecord
    actual: Decimal | None
    target: Decimal | None
    unit: str | None
    reason: str | None


class PersonRecord(msgspec.Struct, frozen=True):
    """One person in service: the state of each practice, and how the goals of the present go.

    ``reasons`` are the keys of the sentences that say why, by practice.
    """

    id: str
    coverage: Mapping[str, PracticeState]
    progress: Fraction | None
    reasons: Mapping[str, tuple[str, ...]]


class PeriodRecord(msgspec.Struct, frozen=True):
    """A metric's figure of one period, and of the business year up to its end (``_ytd``).

    ``of_target`` is the share of the target; None for a metric that should fall. ``change_…`` is
    the change as a share of what it is compared with, in points for a percentage or a score, and
    None where that is 0 or less; ``difference_…`` is the plain difference in the metric's unit,
    ``better_…`` whether it is one for the better. ``read`` of ``of`` subjects have a reading. A
    period that runs is ``so_far`` and compared with nothing.
    """

    period: Period
    value: Fraction
    target: Fraction | None
    of_target: Fraction | None
    change_previous: Fraction | None
    change_year: Fraction | None
    value_ytd: Fraction | None
    target_ytd: Fraction | None
    of_target_ytd: Fraction | None
    change_year_ytd: Fraction | None
    read: int
    of: int
    so_far: bool
    difference_target: Fraction | None
    difference_previous: Fraction | None
    difference_year: Fraction | None
    difference_target_ytd: Fraction | None
    difference_year_ytd: Fraction | None
    better_than_target: bool | None
    better_than_previous: bool | None
    better_than_year: bool | None
    better_than_target_ytd: bool | None
    better_than_year_ytd: bool | None
    read_ytd: int | None
    of_ytd: int | None


class TotalsRecord(msgspec.Struct, frozen=True):
    """A metric's periods, newest first.

    ``in_points``: changes are in points and not shares. ``reason`` is the key of why there are no
    periods.
    """

    metric: Key
    unit: str | None
    in_points: bool
    periods: tuple[PeriodRecord, ...]
    reason: str | None


class TeamRecord(msgspec.Struct, frozen=True):
    """One team: its goals of the present and its totals."""

    id: str
    progress: Fraction | None
    net_confidence: Fraction | None
    statuses: Mapping[Status, int]
    metrics: tuple[TotalsRecord, ...]


class TerritoryRecord(msgspec.Struct, frozen=True):
    """One territory and its totals."""

    id: str
    metrics: tuple[TotalsRecord, ...]


class CompanyRecord(msgspec.Struct, frozen=True):
    """The totals of the whole company."""

    metrics: tuple[TotalsRecord, ...] = ()


class LineRecord(msgspec.Struct, frozen=True):
    """One line of a partner's scorecard, for the business year to date."""

    metric: Key
    weight: Fraction
    value: Fraction | None
    target: Fraction | None
    share: Fraction | None
    unit: str | None


class PartnerRecord(msgspec.Struct, frozen=True):
    """One partner's scorecard."""

    id: str
    score: Fraction | None
    lines: tuple[LineRecord, ...]


class MetricRecord(msgspec.Struct, frozen=True):
    """One metric for one subject.

    ``change`` is over the readings that ``drift`` looked at: a share of the earlier figure where
    there is a drift, else in the metric's unit (points, or a series that touches 0). ``better``:
    whether it is one for the better.
    """

    id: str
    subject: Key
    trend: Trend
    run: int
    drift: Drift | None
    change: Fraction | None
    better: bool | None
    subject_kind: str
    unit: str | None
    in_points: bool
    periods: tuple[PeriodRecord, ...]


class IncentiveRecord(msgspec.Struct, frozen=True):
    """What a scheme pays one person so far, and at the end if it goes on like this.

    ``actual`` and ``quota`` are in ``unit``, pay in ``currency``. ``reason`` and ``no_projection``
    are the keys of why there is no pay and none projected.
    """

    id: str
    person: Key
    attainment: Fraction | None
    pay: Money | None
    currency: str | None
    actual: Fraction | None
    quota: Fraction | None
    unit: str | None
    expected: Fraction | None
    projected_attainment: Fraction | None
    projected_pay: Money | None
    reason: str | None
    no_projection: str | None


class GrowthRecord(msgspec.Struct, frozen=True):
    """One growth plan."""

    id: str
    person: Key | None
    t_score: float | None


class ScoreRecords(msgspec.Struct, frozen=True):
    """Everything that one edition's figures tell, as of one day."""

    format_version: int
    as_of: date
    edition: Mapping[str, str]
    goals: tuple[GoalRecord, ...] = ()
    objectives: tuple[ObjectiveRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    teams: tuple[TeamRecord, ...] = ()
    territories: tuple[TerritoryRecord, ...] = ()
    company: CompanyRecord = CompanyRecord()
    partners: tuple[PartnerRecord, ...] = ()
    metrics: tuple[MetricRecord, ...] = ()
    incentives: tuple[IncentiveRecord, ...] = ()
    growth: tuple[GrowthRecord, ...] = ()


Say: TypeAlias = Callable[[Text], Any]
"""What a rendering makes of words: those of one language, or a mapping of all."""


def as_json(value: Any, say: Say, leave_out: frozenset[str] = frozenset()) -> Any:
    """Return a record as JSON holds it: objects, lists, numbers, strings.

    A document is its id, a period its name, a date ISO 8601. The fields that ``leave_out`` names
    are left out, at any depth.
    """
    # A metric of a large team has half a million values: the frequent types come first.
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind in _NUMBERS:
        return as_number(value)
    names = _names_of(kind)
    if names:
        fields = {name: getattr(value, name) for name in names if name not in leave_out}
        return {
            name: field if type(field) in _AS_THEY_ARE else as_json(field, say, leave_out)
            for name, field in fields.items()
        }
    match value:
        case Period():
            return value.name
        case Key():
            return value.id
        case tuple():
            return [as_json(one, say, leave_out) for one in value]
        case Wording():
            return say(value.text)
        case Money():
            return format(value.value, "f")
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): as_json(one, say, leave_out) for name, one in value.items()}
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


_AS_THEY_ARE: Final = frozenset({type(None), bool, int, str})
_NUMBERS: Final = frozenset({Fraction, Decimal, float})
_WRITTEN_AS_ONE: Final = frozenset({Period, Wording, Money})


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of a record's fields; none of what is no record."""
    if not issubclass(kind, msgspec.Struct) or kind in _WRITTEN_AS_ONE:
        return ()
    return kind.__struct_fields__


def as_number(value: Number) -> int | float:
    """Return ``value`` as JSON has numbers: whole ones without a point, others with six places."""
    numerator, denominator = value.as_integer_ratio()
    return numerator if denominator == 1 else round(numerator / denominator, PLACES)


def leaves(told: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every leaf of ``told`` with its dotted name: ``smart.letters.S``.

    The members of a list go by what tells them apart: ``periods.2026-08.value``.
    """
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from leaves(value, f"{name}.{key}" if name else str(key))
    elif isinstance(told, list):
        for position, value in enumerate(told):
            yield from leaves(value, f"{name}.{_member_name(value, position)}")
    else:
        yield name, told


def _member_name(member: Any, position: int) -> str:
    if isinstance(member, Mapping):
        for key in ("id", "metric", "period"):
            if isinstance(member.get(key), str):
                return str(member[key])
    return str(position)
