"""What scoring returns: figures, each with the arithmetic that it came from.

Shares (progress, pace, attainment) are exact fractions and money is Decimal; rounding is for
those who show them. What is not known is None, never 0. Sentences are either texts in several
languages or keys of the theme's catalogue; nothing here is worded in one language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, Protocol, TypeAlias

import msgspec

from planbook.language import Text
from planbook.model.document import Key
from planbook.periods import Period
from planbook.quantities import Amount, Count, Day, Quantity, Ratio, Share, exact
from planbook.scoring.series import Observation

Status = Literal[
    "achieved",
    "missed",
    "cancelled",
    "carried_over",
    "not_started",
    "awaiting_final",
    "unknown",
    "too_early",
    "on_track",
    "at_risk",
    "off_track",
]
Colour = Literal["green", "amber", "red"]
Trend = Literal["steady", "watch", "decline", "too_few"]
Drift = Literal["falling", "drifting_down", "level", "drifting_up", "rising"]
PracticeState = Literal["full", "partial", "missing", "not_yet", "not_shown"]
Basis = Literal["measure", "mean", "sum", "none"]
Letter = Literal["S", "M", "A", "R", "T"]


class Input(msgspec.Struct, frozen=True):
    """One figure that went into a calculation, and the field that it came from.

    ``name`` is a key of the catalogue (``baseline``). Where the figure was itself computed (the
    expected progress that a pace divides by), ``document`` is None or the document that it belongs
    to, and ``pointer`` is empty.
    """

    name: str
    value: Quantity | None
    document: Key | None = None
    pointer: str = ""


class Arithmetic(msgspec.Struct, frozen=True):
    """Why a figure is what it is: a formula by its key (see ``formulas.py``), and its inputs."""

    formula: str
    inputs: tuple[Input, ...] = ()
    result: Quantity | None = None


class Check(msgspec.Struct, frozen=True):
    """One check of the SMART score: what it earned, what it saw and what would earn the rest.

    ``points`` is all, half or none of ``of``. ``pointer`` is where in the goal it looked.
    """

    id: str
    letter: Letter
    points: Decimal
    of: Decimal
    saw: RubricSentence
    suggest: RubricSentence | None = None
    pointer: str = ""


class SmartScore(msgspec.Struct, frozen=True):
    """How a goal is written, 0 to 100. It says nothing of how the goal goes."""

    total: Decimal
    band: str
    letters: Mapping[str, Decimal]
    checks: tuple[Check, ...]

    def worth(self, letter: str) -> Decimal:
        """Return the most points that ``letter`` can earn."""
        return sum((check.of for check in self.checks if check.letter == letter), Decimal(0))


class Point(msgspec.Struct, frozen=True):
    """One reading: the day, its value (None where the type has none) and the progress by then."""

    date: date
    value: Decimal | None
    progress: Fraction
    pointer: str = ""
    document: Key | None = None


class Forecast(msgspec.Struct, frozen=True):
    """Progress at the due date if it goes on like this, with the 80 % prediction interval.

    ``reaches_target_on`` is None where the line never gets there within ten years of the due date.
    """

    value: Fraction
    low: Fraction
    high: Fraction
    reaches_target_on: date | None
    arithmetic: Arithmetic


class OverrideScore(msgspec.Struct, frozen=True):
    """A status that a human set in a check-in: the newest one by the day of judging."""

    status: Status
    reason: Text
    date: date | None
    pointer: str


class Reading(msgspec.Struct, frozen=True):
    """What a goal or an objective is read from.

    ``source`` is ``checkins`` or ``metric``; ``subjects`` are those whose readings of ``metric``
    are put together, ``unread`` those of them that have none in the newest period that is read,
    ``others`` those that the metric has readings of instead where it has none of ``subjects``.
    ``newest`` is the day that the newest reading stands for, ``cadence`` how often there is one.
    """

    source: Literal["checkins", "metric", "milestones", ""] = ""
    cadence: str = "monthly"
    metric: Key | None = None
    subjects: tuple[Key, ...] = ()
    unread: tuple[Key, ...] = ()
    others: tuple[Key, ...] = ()
    newest: date | None = None


class GoalScore(msgspec.Struct, frozen=True):
    """All the figures of one goal, or of an objective's own measure.

    ``status`` is what is shown: the author's ``outcome`` where there is one, else the worse of
    ``computed_status`` and the override. ``decided_by`` says what made it so: ``outcome``,
    ``progress``, ``dates``, ``final``, ``readings``, ``pace``, ``confidence`` or ``override``.
    ``no_progress`` and ``no_forecast`` are the keys of the reasons why there is none, else empty.
    ``expected`` and ``progress`` both speak of ``judged_on``. ``mark`` is the progress that is a
    success. ``grade`` is the author's where there is one, else ``computed_grade``.
    ``expected_line`` holds the corners of the expected progress. ``late`` are the positions of
    milestones done late. ``final`` says whether a reading stands for the due date. ``arithmetic``
    is by figure: ``progress``, ``expected``, ``pace``, ``status``, ``grade``.
    """

    key: Key
    status: Status
    computed_status: Status
    decided_by: str
    smart: SmartScore | None = None
    actual: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    progress: Fraction | None = None
    no_progress: str = ""
    expected: Fraction | None = None
    judged_on: date | None = None
    pace: Fraction | None = None
    confidence: Decimal | None = None
    outcome: Status | None = None
    override: OverrideScore | None = None
    stale: bool = False
    final: bool = False
    grade: Decimal | None = None
    computed_grade: Decimal | None = None
    colour: Colour | None = None
    mark: Fraction = Fraction(1)
    forecast: Forecast | None = None
    no_forecast: str = ""
    reading: Reading = msgspec.field(default_factory=Reading)
    points: tuple[Point, ...] = ()
    expected_line: tuple[tuple[date, Fraction], ...] = ()
    late: tuple[int, ...] = ()
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


class Contribution(msgspec.Struct, frozen=True):
    """What one goal or objective adds to the roll-up above it, or to a person's page.

    ``weight`` is its contribution there (its weight on a person's page). ``progress`` and
    ``expected`` are as they count: clamped, a ``keep_within`` by the share of its time that is
    gone, 0 and 0 before the start; None where nothing is read. ``value`` and ``expected_value``
    are in ``unit``.
    """

    key: Key
    weight: Decimal
    progress: Fraction | None
    status: Status
    expected: Fraction | None = None
    value: Fraction | None = None
    expected_value: Fraction | None = None
    unit: str = ""


class RollUp(msgspec.Struct, frozen=True):
    """What the goals and objectives below an objective come to.

    ``read`` of ``of`` of them are read. ``reason`` is the key of why there is no progress.
    """

    basis: Basis
    progress: Fraction | None = None
    expected: Fraction | None = None
    read: int = 0
    of: int = 0
    value: Fraction | None = None
    expected_value: Fraction | None = None
    unit: str = ""
    reason: str = ""
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


class WorstBelow(msgspec.Struct, frozen=True):
    """The worst status among the goals below an objective: ``count`` of ``of`` have it."""

    status: Status
    count: int
    of: int
    statuses: Mapping[Status, int]


class ObjectiveScore(msgspec.Struct, frozen=True):
    """How an objective goes.

    By its own measure where that has readings (``measured``, ``basis`` is ``measure``), else by
    what is below it (``rollup``, which is there in any case). ``children`` are those that
    contribute, by kind and id. ``reason`` is the key of why there is no progress, else empty.
    """

    key: Key
    progress: Fraction | None
    status: Status
    basis: Basis = "mean"
    expected: Fraction | None = None
    pace: Fraction | None = None
    children: tuple[Contribution, ...] = ()
    rollup: RollUp = msgspec.field(default_factory=lambda: RollUp("mean"))
    measured: GoalScore | None = None
    worst_below: WorstBelow | None = None
    reason: str = ""
    value: Decimal | None = None
    unit: str = ""
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


class Change(msgspec.Struct, frozen=True):
    """A figure beside an earlier one or a target.

    ``difference`` is in the metric's unit, points for a percentage or a score. ``relative`` is it
    as a share of ``compared_with``; None where that makes no sense: a percentage, a score, 0 or
    less. ``is_better`` goes by the metric's direction; None where nothing changed.
    """

    compared_with: Fraction
    difference: Fraction
    relative: Fraction | None = None
    is_better: bool | None = None


class YearToDate(msgspec.Struct, frozen=True):
    """The closed periods of the business year up to one of them, put together.

    ``read`` of ``of`` periods have a figure; ``target`` is that of the same ones. ``of_target`` is
    the share reached (None for a metric that should fall), ``against_target`` the difference.
    """

    value: Fraction
    read: int
    of: int
    target: Fraction | None = None
    of_target: Fraction | None = None
    against_target: Change | None = None
    year: Change | None = None


class PeriodTotal(msgspec.Struct, frozen=True):
    """A metric's figure of one period, for one subject, a team, a territory or the company.

    ``read`` of ``of`` subjects have a reading. One that ``is_running`` is "so far" and compared
    with nothing. ``previous`` is the change on the period before, ``year`` on the same one of the
    year before: over the subjects that have both. ``parts`` are the figures of the subjects, with
    their ``weights`` in a weighted mean; of many subjects ``parts_count`` alone is told.
    """

    period: Period
    value: Fraction
    read: int = 1
    of: int = 1
    is_running: bool = False
    target: Fraction | None = None
    of_target: Fraction | None = None
    against_target: Change | None = None
    previous: Change | None = None
    year: Change | None = None
    year_to_date: YearToDate | None = None
    metric: Key | None = None
    unit: str = ""
    unit_of_change: str = ""
    parts: Mapping[Key, Fraction] = msgspec.field(default_factory=dict)
    weights: Mapping[Key, Fraction] = msgspec.field(default_factory=dict)
    parts_count: int = 1
    put_together: str = "one"

    @property
    def arithmetic(self) -> dict[str, Arithmetic]:
        """Why the figures are what they are; made when somebody asks.

        By figure: ``value``, ``of_target``, ``change_previous``, ``change_year``, ``value_ytd``,
        ``of_target_ytd``, ``change_year_ytd``.
        """
        found = {"value": self._of_value()}
        found |= self._of_target("of_target", self.of_target, self.against_target)
        found |= self._of_change("change_previous", self.previous)
        found |= self._of_change("change_year", self.year)
        to_date = self.year_to_date
        if to_date is not None:
            inputs = (Input("read", Count(to_date.read)), Input("periods", Count(to_date.of)))
            amount = Amount(to_date.value, self.unit)
            found["value_ytd"] = Arithmetic("total.to_date", inputs, amount)
            found |= self._of_target("of_target_ytd", to_date.of_target, to_date.against_target)
            found |= self._of_change("change_year_ytd", to_date.year)
        return found

    def _of_value(self) -> Arithmetic:
        inputs = [Input("read", Count(self.read)), Input("subjects", Count(self.of))]
        for subject, part in self.parts.items():
            inputs.append(Input("part", Amount(part, self.unit), subject))
            if subject in self.weights:
                inputs.append(Input("weight", Ratio(self.weights[subject]), subject))
        return Arithmetic(
            f"total.{self.put_together}", tuple(inputs), Amount(self.value, self.unit)
        )

    def _of_target(
        self, name: str, reached: Fraction | None, against: Change | None
    ) -> dict[str, Arithmetic]:
        if against is None:
            return {}
        inputs = (
            Input(
                "actual", Amount(against.compared_with + against.difference, self.unit), self.metric
            ),
            Input("target", Amount(against.compared_with, self.unit), self.metric, "/targets"),
        )
        if reached is None:
            difference = Amount(against.difference, self.unit_of_change)
            return {name: Arithmetic("total.to_target", inputs, difference)}
        return {name: Arithmetic("total.of_target", inputs, Share(reached))}

    def _of_change(self, name: str, change: Change | None) -> dict[str, Arithmetic]:
        if change is None:
            return {}
        inputs = (
            Input(
                "actual", Amount(change.compared_with + change.difference, self.unit), self.metric
            ),
            Input("before", Amount(change.compared_with, self.unit), self.metric),
        )
        if change.relative is None:
            difference = Amount(change.difference, self.unit_of_change)
            return {name: Arithmetic("total.difference", inputs, difference)}
        return {name: Arithmetic("total.change", inputs, Share(change.relative))}


class MetricTotals(msgspec.Struct, frozen=True):
    """A metric's newest periods, newest first, for ``subject`` (None: the whole company).

    ``subjects`` are those whose readings are put together. ``reason`` is the key of why there is
    no figure (``not_added_up``), else empty.
    """

    metric: Key
    subject: Key | None
    subjects: tuple[Key, ...] = ()
    periods: tuple[PeriodTotal, ...] = ()
    reason: str = ""

    @property
    def newest_closed(self) -> PeriodTotal | None:
        """The newest period that is over; None where none is."""
        return next((one for one in self.periods if not one.is_running), None)

    def of(self, period: Period) -> PeriodTotal | None:
        """Return the figure of ``period``; None where there is none."""
        return next((one for one in self.periods if one.period == period), None)


class ScorecardLineScore(msgspec.Struct, frozen=True):
    """One line of a partner's scorecard: the figure of the year to date beside its target."""

    metric: Key
    weight: Fraction
    value: Fraction | None
    target: Fraction | None
    share: Fraction | None
    unit: str = ""


class PartnerScore(msgspec.Struct, frozen=True):
    """A partner's scorecard: Σ weight · min(1, share of target) / Σ weight over the lines read."""

    key: Key
    score: Fraction | None
    lines: tuple[ScorecardLineScore, ...] = ()
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


Filled: TypeAlias = (
    "Amount | Count | Day | Share | Key | Text | str | tuple[Filled, ...] | Chain | RubricSentence"
)
"""What stands in a sentence: a figure, a day, a document, words of an author, or several such."""


class Chain(msgspec.Struct, frozen=True, tag=True):
    """Things of which each leads to the next."""

    links: tuple[Filled, ...]


class RubricSentence(msgspec.Struct, frozen=True, tag=True):
    """A sentence of the rubric in its languages, and what fills the words in braces."""

    words: Text
    filling: Mapping[str, Filled] = msgspec.field(default_factory=dict)


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of the theme's catalogue: its key, and what fills its places."""

    key: str
    filling: Mapping[str, Filled] = msgspec.field(default_factory=dict)


class Practice(msgspec.Struct, frozen=True):
    """How far one of the ten practices is there for a person, why, and what proves it.

    ``not_yet`` while the person has not served as long as the practice looks back; ``not_shown``
    where the evidence is of a kind that the edition may not see.
    """

    state: PracticeState
    reasons: tuple[Sentence, ...] = ()
    proofs: tuple[Key, ...] = ()


class PersonScore(msgspec.Struct, frozen=True):
    """How a person's goals of the present go, and how well the person is led.

    ``goals`` are those of the periods that the day of judging lies in, with their weights.
    ``hidden_kinds`` are the kinds of which the edition may not see what is about the person: that
    there is no document of them tells nothing.
    """

    key: Key
    progress: Fraction | None
    goals: tuple[Contribution, ...] = ()
    coverage: Mapping[str, Practice] = msgspec.field(default_factory=dict)
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)
    hidden_kinds: tuple[str, ...] = ()


class TeamScore(msgspec.Struct, frozen=True):
    """The goals of a team that run now: its own, its people's and those of the teams below.

    ``progress`` is the mean of theirs between 0 and 1. ``net_confidence`` is the share on track
    less the share off track, −1 to 1, of the goals that have one of the three statuses of pace.
    ``metrics`` are the team's totals, by metric.
    """

    key: Key
    net_confidence: Fraction | None
    statuses: Mapping[Status, int]
    progress: Fraction | None = None
    metrics: tuple[MetricTotals, ...] = ()
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


class TerritoryScore(msgspec.Struct, frozen=True):
    """The totals of a territory or a product line, by metric."""

    key: Key
    metrics: tuple[MetricTotals, ...] = ()


class MetricScore(msgspec.Struct, frozen=True):
    """One subject's readings of a metric by ``as_of``, oldest first, and where they are heading.

    ``run`` counts the falls in a row at the end, or, for a decline that the median tells
    (``rule`` is ``median``, else ``falls``), the readings in a row on the bad side of it.
    ``run_dates`` are the dates (``dated``) of the readings in the run, that before the first fall
    included. ``drift`` is gentler and about the figure itself; ``change`` is over the
    ``drift_readings`` that it looked at: ``relative`` is the median change on the year before or
    that along the line, None where the change is told in points. ``totals`` are the newest
    periods.
    """

    key: Key
    subject: Key
    trend: Trend
    run: int
    readings: tuple[Observation, ...] = ()
    run_dates: tuple[date, ...] = ()
    rule: Literal["falls", "median", ""] = ""
    median: Fraction | None = None
    drift: Drift | None = None
    change: Change | None = None
    drift_readings: int = 0
    totals: MetricTotals | None = None
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)

    @property
    def drifts_worse(self) -> bool:
        """Whether the figure itself moves, and to the worse side."""
        worse = self.change is not None and self.change.is_better is False
        return worse and self.drift not in (None, "level")


class PayStep(msgspec.Struct, frozen=True):
    """A piece of the variable pay that one tier pays: ``stretch`` times ``rate``.

    ``position`` is that of the tier. The stretch of a fixed share (``banded``) is 1.
    """

    position: int
    stretch: Fraction
    rate: Fraction


class GateScore(msgspec.Struct, frozen=True):
    """One gate of a scheme for one person.

    ``figure`` is that of ``subject`` for the scheme's period, in ``unit``; None without a reading,
    and then nobody knows whether it ``applies``.
    """

    position: int
    metric: Key | None
    subject: Key
    figure: Fraction | None
    unit: str
    above: Decimal | None
    below: Decimal | None
    factor: Fraction
    applies: bool | None

    @property
    def is_near(self) -> bool:
        """Whether the figure is inside the limit by no more than a tenth of it."""
        if self.figure is None or self.applies:
            return False
        limits = (exact(one) for one in (self.above, self.below) if one is not None)
        return any(abs(self.figure - one) * 10 <= abs(one) for one in limits)


class AdjustmentScore(msgspec.Struct, frozen=True):
    """A correction of somebody's pay by the day of judging, by its position in the scheme."""

    position: int
    date: date | None
    amount: Decimal
    reason: Text


class PayRange(msgspec.Struct, frozen=True):
    """Between what attainment and pay may come to lie if it goes on as it did.

    ``basis`` is the interval of a goal's forecast, or the slowest and the best of the closed months
    or quarters so far, applied to the days to come.
    """

    basis: Literal["forecast", "months", "quarters"]
    low: Fraction
    high: Fraction
    pay_low: Decimal
    pay_high: Decimal


class IncentiveScore(msgspec.Struct, frozen=True):
    """What a scheme pays one person: so far, and projected to the end of the days that count.

    ``reason`` is the key of why there is no pay, ``no_projection`` of why none is projected, else
    empty. ``attainment`` is ``actual`` by ``quota`` (both in ``unit``), or the progress of a goal
    that is no total. ``quota`` and ``variable`` are prorated to ``days`` of the scheme's period.
    ``expected`` is the share of the quota that would be reached by now. ``guarantee`` is the least
    that is paid. ``range`` is that of the projected pay, ``no_range`` the key of why there is none.
    ``arithmetic`` is by figure: ``quota``, ``variable``, ``attainment``, ``pay``,
    ``projected_attainment``, ``projected_pay``, ``range_low``, ``range_high``.
    """

    key: Key
    person: Key
    attainment: Fraction | None
    pay: Decimal | None
    currency: str
    reason: str = ""
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)
    days: Period | None = None
    actual: Fraction | None = None
    quota: Fraction | None = None
    unit: str = ""
    variable: Fraction | None = None
    steps: tuple[PayStep, ...] = ()
    gates: tuple[GateScore, ...] = ()
    guarantee: Decimal | None = None
    adjustments: tuple[AdjustmentScore, ...] = ()
    expected: Fraction | None = None
    projected_attainment: Fraction | None = None
    projected_pay: Decimal | None = None
    no_projection: str = ""
    range: PayRange | None = None
    no_range: str = ""


class GrowthScore(msgspec.Struct, frozen=True):
    """Goal attainment scaling of a growth plan: 50 is as expected, 10 one standard deviation."""

    key: Key
    t_score: float | None
    arithmetic: Mapping[str, Arithmetic] = msgspec.field(default_factory=dict)


class GoalOnDay(msgspec.Struct, frozen=True):
    """How a goal stood at the end of ``day``, as far as a line of a report tells."""

    key: Key
    day: date
    status: Status
    progress: Fraction | None = None
    expected: Fraction | None = None
    actual: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    mark: Fraction = Fraction(1)
    grade: Decimal | None = None
    colour: Colour | None = None
    is_over: bool = False


class PastFigures(Protocol):
    """What was on days gone by, each made when somebody asks (`past.py`)."""

    @property
    def goals(self) -> Mapping[tuple[str, date], GoalOnDay]:
        """How goals stood, by id and day."""

    @property
    def months(self) -> Mapping[str, tuple[GoalOnDay, ...]]:
        """How goals stood at the ends of the newest months, by id."""

    @property
    def totals(self) -> Mapping[tuple[Key, Key | None, date], PeriodTotal]:
        """Totals by metric, whole (None: the company) and first day of the period."""

    @property
    def coverage(self) -> Mapping[tuple[str, date], Mapping[str, Practice]]:
        """How people were led, by id and day."""

    @property
    def pay(self) -> Mapping[tuple[str, date], tuple[IncentiveScore, ...]]:
        """What schemes paid, by id and day."""


class NothingPast:
    """Where no figures of days gone by are at hand."""

    goals: Final[Mapping[tuple[str, date], GoalOnDay]] = MappingProxyType({})
    months: Final[Mapping[str, tuple[GoalOnDay, ...]]] = MappingProxyType({})
    totals: Final[Mapping[tuple[Key, Key | None, date], PeriodTotal]] = MappingProxyType({})
    coverage: Final[Mapping[tuple[str, date], Mapping[str, Practice]]] = MappingProxyType({})
    pay: Final[Mapping[tuple[str, date], tuple[IncentiveScore, ...]]] = MappingProxyType({})


class Scores(msgspec.Struct, frozen=True):
    """All the figures of what one edition sees, as of one day.

    By id; metrics and incentives have a figure for each subject or person, in their order.
    ``company`` are the totals of everybody, by metric. Archived documents have none. ``past`` is
    how things stood on earlier days.
    """

    as_of: date
    goals: Mapping[str, GoalScore] = msgspec.field(default_factory=dict)
    objectives: Mapping[str, ObjectiveScore] = msgspec.field(default_factory=dict)
    people: Mapping[str, PersonScore] = msgspec.field(default_factory=dict)
    teams: Mapping[str, TeamScore] = msgspec.field(default_factory=dict)
    territories: Mapping[str, TerritoryScore] = msgspec.field(default_factory=dict)
    product_lines: Mapping[str, TerritoryScore] = msgspec.field(default_factory=dict)
    company: tuple[MetricTotals, ...] = ()
    partners: Mapping[str, PartnerScore] = msgspec.field(default_factory=dict)
    metrics: Mapping[str, tuple[MetricScore, ...]] = msgspec.field(default_factory=dict)
    incentives: Mapping[str, tuple[IncentiveScore, ...]] = msgspec.field(default_factory=dict)
    growth: Mapping[str, GrowthScore] = msgspec.field(default_factory=dict)
    past: PastFigures = msgspec.field(default_factory=NothingPast)
