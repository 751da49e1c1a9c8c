"""Figures as pages show them: a state with its mark, a chart with its key, the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from planbook.charts.drawing import Drawing
from planbook.charts.marks import key_mark, progress_bar, state_mark
from planbook.model.document import Key
from planbook.model.noun import DateRange
from planbook.periods import parse_period
from planbook.scoring.results import Arithmetic, Figure, Input
from planbook.views.pen import Pen
from planbook.views.words import NO_WORDS, BarView, Phrase, Ref, Shown, StateView, Words

# Computed figures that are a ratio of two shares, not a share of something.
_RATIOS: Final = frozenset({"pace"})
_LIMITS: Final = frozenset({"on_track", "at_risk"})
# Shares that an author wrote as a number from 0 to 1, and amounts that are no share.
_SHARES: Final = frozenset({"confidence", "threshold", "attainment", "stretch"})
_FINE_SHARES: Final = frozenset({"slope", "error"})
_AMOUNTS: Final = frozenset({"done", "total", "weight", "rate", "cap", "quantile"})
_ANSWERS: Final = frozenset({"yes", "no"})


@dataclass(frozen=True, slots=True)
class KeyView:
    """What one part of a chart stands for."""

    mark: Drawing
    label: Phrase


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart: what it is called, what it tells to those who do not see it, and its legend."""

    title: Phrase
    summary: Phrase
    drawing: Drawing
    legend: tuple[KeyView, ...]


@dataclass(frozen=True, slots=True)
class InputView:
    """One figure of a calculation, with the document and the field that it stands in.

    ``document`` is None for one that stands in the document of the page itself.
    """

    name: Phrase
    value: Shown
    document: Ref | None
    field: Words


@dataclass(frozen=True, slots=True)
class ArithmeticView:
    """Why a figure is what it is: "why 0.81?"."""

    name: Phrase
    formula: Phrase
    inputs: tuple[InputView, ...]
    result: Shown


def state_view(group: str, state: str) -> StateView:
    """Return a state under its word of the catalogue: ``status.on_track``."""
    return StateView(state, state_mark(state), Phrase(f"{group}.{state}"))


def is_current(written: str | DateRange | None, pen: Pen, day: date) -> bool:
    """Return whether ``day`` lies in a period as a document has it."""
    if isinstance(written, DateRange):
        return written.start <= day <= written.end
    period = parse_period(written, pen.handbook.settings.fiscal_year_start)
    return period is not None and period.contains(day)


def rollup_state(status: str, *, running: bool) -> StateView:
    """Return the state of an objective: the worst of those below it.

    While the objective itself is ``running``, a goal below that was missed is told as that: the
    objective has not been missed yet.
    """
    if status == "missed" and running:
        return StateView(status, state_mark(status), Phrase("rollup.missed_below"))
    return state_view("status", status)


def key_views(*parts: tuple[str, Phrase | str]) -> tuple[KeyView, ...]:
    """Return the key of a chart: its parts, each with its phrase or the key of that."""
    return tuple(
        KeyView(key_mark(part), Phrase(name) if isinstance(name, str) else name)
        for part, name in parts
    )


def bar_view(progress: Fraction | None, expected: Fraction | None, pen: Pen) -> BarView | None:
    """Return a bar, or None where nobody knows the progress."""
    if progress is None:
        return None
    return BarView(progress_bar(progress, expected), pen.portion(progress), pen.portion(expected))


def arithmetic_views(
    arithmetic: Mapping[str, Arithmetic], pen: Pen, page: Key | None = None
) -> tuple[ArithmeticView, ...]:
    """Return the calculations in their order. ``page`` is the document whose page they are on."""
    return tuple(arithmetic_view(name, one, pen, page) for name, one in arithmetic.items())


def arithmetic_view(
    name: str, arithmetic: Arithmetic, pen: Pen, page: Key | None = None
) -> ArithmeticView:
    """Return one calculation. ``name`` is that of the figure: ``pace``."""
    return ArithmeticView(
        name=Phrase(f"figure.{name}"),
        formula=Phrase(f"formula.{arithmetic.formula}"),
        inputs=tuple(_input(one, arithmetic.formula, pen, page) for one in arithmetic.inputs),
        result=figure(arithmetic.result, pen, name) if arithmetic.result is not None else None,
    )


def figure(
    value: Figure | None, pen: Pen, name: str = "", unit: str = "", formula: str = ""
) -> Shown:
    """Return a figure of a calculation: a day, a word, a share, or an amount with its unit.

    A figure that is a share of something is known by its ``name`` among the inputs.
    """
    if value is None:
        return Phrase("figure.none")
    if isinstance(value, date):
        return pen.day(value)
    if isinstance(value, str):
        group = "answer" if value in _ANSWERS else "trend" if name == "trend" else "status"
        return Phrase(f"{group}.{value}")
    if name in _RATIOS or (formula == "status.ratio" and name in _LIMITS):
        return pen.ratio(Fraction(value))
    if unit:
        return pen.number(rounded(Fraction(value)), unit)
    if name in _FINE_SHARES:
        return pen.number(rounded(Fraction(value) * 100), "%")
    if name in _AMOUNTS or (isinstance(value, Decimal) and name not in _SHARES):
        return pen.number(rounded(Fraction(value), 4))
    return pen.portion(value)


def rounded(value: Fraction, places: int = 2) -> Decimal:
    """Return ``value`` as a decimal number of so many places."""
    return round(Decimal(value.numerator) / Decimal(value.denominator), places)


def _input(one: Input, formula: str, pen: Pen, page: Key | None) -> InputView:
    ref = pen.ref(one.document)
    words = NO_WORDS
    if ref is not None and one.pointer:
        names = [step for step in one.pointer.strip("/").split("/") if not step.isdigit()]
        words = pen.label(ref.kind, "/".join(names))
    name = Phrase(f"input.{one.name}")
    shown = figure(one.value, pen, one.name, one.unit, formula)
    # A page does not lead to itself: the field says enough.
    return InputView(name, shown, ref if one.document != page else None, words)
