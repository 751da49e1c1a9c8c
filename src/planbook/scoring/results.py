"""What scoring returns: figures, each with the arithmetic that it came from.

Shares (progress, pace, attainment) are exact fractions and money is Decimal; rounding is for
those who show them. What is not known is None, never 0. Sentences are either texts in several
languages or keys of the theme's catalogue; nothing here is worded in one language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from planbook.language import Text
from planbook.model.document import Key

Status = Literal[
    "achieved",
    "missed",
    "not_started",
    "unknown",
    "too_early",
    "on_track",
    "at_risk",
    "off_track",
]
Colour = Literal["green", "amber", "red"]
Trend = Literal["steady", "watch", "decline", "too_few"]
PracticeState = Literal["full", "partial", "missing", "hidden"]
Letter = Literal["S", "M", "A", "R", "T"]

Figure: TypeAlias = Decimal | Fraction | date | str
"""A figure of a calculation: an amount, a share, a day, or a word such as a status."""


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that went into a calculation, and the field that it came from.

    ``name`` is a key of the catalogue (``baseline``). ``unit`` is that of an amount. Where the
    figure was itself computed (the expected progress that a pace divides by), ``document`` is
    None or the document that it belongs to, and ``pointer`` is empty.
    """

    name: str
    value: Figure | None
    document: Key | None = None
    pointer: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Why a figure is what it is: a formula by its key (see ``formulas.py``), and its inputs."""

    formula: str
    inputs: tuple[Input, ...] = ()
    result: Figure | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the SMART score: what it earned, what it saw and what would earn the rest.

    ``points`` is all, half or none of ``of``. ``pointer`` is where in the goal it looked.
    """

    id: str
    letter: Letter
    points: Decimal
    of: Decimal
    saw: Text
    suggest: Text | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class SmartScore:
    """How a goal is written, 0 to 100. It says nothing of how the goal goes."""

    total: Decimal
    band: str
    letters: Mapping[str, Decimal]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One reading: the day, its value (None where the type has none) and the progress by then."""

    date: date
    value: Decimal | None
    progress: Fraction
    pointer: str = ""
    document: Key | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Progress at the due date if it goes on like this, with the 80 % prediction interval.

    ``reaches_target_on`` is None where the line never gets there within ten years of the due date.
    """

    value: Fraction
    low: Fraction
    high: Fraction
    reaches_target_on: date | None
    arithmetic: Arithmetic


@dataclass(frozen=True, slots=True)
class OverrideScore:
    """A status that a human set in a check-in: the newest one by the day of judging."""

    status: Status
    reason: Text
    date: date | None
    pointer: str


@dataclass(frozen=True, slots=True)
class GoalScore:
    """All the figures of one goal.

    ``status`` is what is shown: the worse of ``computed_status`` and the override. ``decided_by``
    says what made it so: ``progress``, ``dates``, ``readings``, ``pace``, ``confidence`` or
    ``override``. ``no_forecast`` is the key of the reason why there is no forecast, else empty.
    ``grade`` is the author's where there is one, else ``computed_grade``; ``expects`` is the grade
    that counts as a full success (1, of an aspirational goal 0.7). ``expected_line`` holds
    the corners of the expected progress. ``arithmetic`` is by figure: ``progress``, ``expected``,
    ``pace``, ``status``, ``grade``.
    """

    key: Key
    status: Status
    computed_status: Status
    decided_by: str
    smart: SmartScore | None = None
    actual: Decimal | None = None
    unit: str = ""
    progress: Fraction | None = None
    expected: Fraction | None = None
    pace: Fraction | None = None
    confidence: Decimal | None = None
    override: OverrideScore | None = None
    stale: bool = False
    grade: Decimal | None = None
    computed_grade: Decimal | None = None
    colour: Colour | None = None
    expects: Decimal = Decimal(1)
    forecast: Forecast | None = None
    no_forecast: str = ""
    points: tuple[Point, ...] = ()
    expected_line: tuple[tuple[date, Fraction], ...] = ()
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one goal or objective adds to the roll-up above it. ``weight`` is its share's weight."""

    key: Key
    weight: Decimal
    progress: Fraction | None
    status: Status
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """How an objective goes: what its goals and the objectives below it add up to.

    ``reason`` is the key of why there is no progress, else empty. ``children`` are those that
    contribute, by kind and id. ``value`` is the sum of theirs where the roll-up is a sum.
    """

    key: Key
    progress: Fraction | None
    status: Status
    children: tuple[Contribution, ...] = ()
    reason: str = ""
    value: Decimal | None = None
    unit: str = ""
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Practice:
    """How far one of the ten practices is there for a person, why, and what proves it.

    ``hidden`` where the evidence is of a kind that the edition may not see: "not shown here".
    """

    state: PracticeState
    reasons: tuple[Text, ...] = ()
    proofs: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonScore:
    """How a person's goals of the present go, and how well the person is led.

    ``goals`` are those of the periods that the day of judging lies in, with their weights.
    """

    key: Key
    progress: Fraction | None
    goals: tuple[Contribution, ...] = ()
    coverage: Mapping[str, Practice] = field(default_factory=dict)
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TeamScore:
    """The goals of a team that run now: its own, its people's and those of the teams below.

    ``net_confidence`` is the share on track less the share off track, −1 to 1, of the goals that
    have one of the three statuses of pace.
    """

    key: Key
    net_confidence: Fraction | None
    statuses: Mapping[Status, int]
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MetricScore:
    """Where one subject's readings of a metric are heading, newest last.

    ``run`` counts the falls in a row at the end, or, for a decline that the median tells
    (``rule`` is ``median``, else ``falls``), the readings in a row on the bad side of it.
    ``run_dates`` are the days of the readings in the run, that before the first fall included.
    """

    key: Key
    subject: Key
    trend: Trend
    run: int
    run_dates: tuple[date, ...] = ()
    rule: Literal["falls", "median", ""] = ""
    median: Fraction | None = None
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IncentiveScore:
    """What a scheme would pay one person on the day of judging.

    ``reason`` is the key of why there is no pay, else empty.
    """

    key: Key
    person: Key
    attainment: Fraction | None
    pay: Decimal | None
    currency: str
    reason: str = ""
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GrowthScore:
    """Goal attainment scaling of a growth plan: 50 is as expected, 10 one standard deviation."""

    key: Key
    t_score: float | None
    arithmetic: Mapping[str, Arithmetic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scores:
    """All the figures of what one edition sees, as of one day.

    By id; metrics and incentives have a figure for each subject or person, in their order.
    Archived documents have none.
    """

    as_of: date
    goals: Mapping[str, GoalScore] = field(default_factory=dict)
    objectives: Mapping[str, ObjectiveScore] = field(default_factory=dict)
    people: Mapping[str, PersonScore] = field(default_factory=dict)
    teams: Mapping[str, TeamScore] = field(default_factory=dict)
    metrics: Mapping[str, tuple[MetricScore, ...]] = field(default_factory=dict)
    incentives: Mapping[str, tuple[IncentiveScore, ...]] = field(default_factory=dict)
    growth: Mapping[str, GrowthScore] = field(default_factory=dict)
