"""Figures as pages show them: a state with its mark, a chart with its key, the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from planbook import quantities
from planbook.charts.drawing import Drawing
from planbook.charts.marks import key_mark, progress_bar, state_mark
from planbook.model.document import Key
from planbook.periods import Period
from planbook.quantities import Amount
from planbook.scoring.cadence import is_old
from planbook.scoring.results import Arithmetic, Input
from planbook.views.amounts import Amounts
from planbook.views.formats import NO_LIMITS, Limits
from planbook.views.presenter import Presenter
from planbook.views.words import NO_WORDS, BarView, Phrase, Quantity, Ref, Shown, StateView, Words

LimitsByFigure: TypeAlias = Mapping[str, Limits]
"""What each figure of a calculation is compared with, by its name: ``pace``."""

_DAYS_TOLD: Final = 62
"""Up to how many days an age is told in days, and in months from then on."""
_UNCOMPARED: Final[LimitsByFigure] = MappingProxyType({})


class KeyView(msgspec.Struct, frozen=True):
    """What one part of a chart stands for."""

    mark: Drawing
    label: Phrase


class ChartView(msgspec.Struct, frozen=True):
    """A chart: what it is called, what it tells to those who do not see it, and its legend."""

    title: Phrase
    summary: Phrase
    drawing: Drawing
    legend: tuple[KeyView, ...]


class InputView(msgspec.Struct, frozen=True):
    """One figure of a calculation, with the document and the field that it stands in.

    ``document`` is None for one that stands in the document of the page itself.
    """

    name: Phrase
    value: Shown
    document: Ref | Words | None
    field: Words


class ArithmeticView(msgspec.Struct, frozen=True):
    """Why a figure is what it is: "why 0.81?"."""

    name: Phrase
    formula: Phrase
    inputs: tuple[InputView, ...]
    result: Shown


def state_view(group: str, state: str) -> StateView:
    """Return a state under its word of the catalogue: ``status.on_track``."""
    return StateView(state, state_mark(state), Phrase(f"{group}.{state}"))


def is_current(period: Period | None, day: date) -> bool:
    """Return whether ``day`` lies in the period of a document; one without any has no present."""
    return period is not None and period.contains(day)


def age_view(newest: date, cadence: str, presenter: Presenter) -> Phrase | None:
    """Return how old a reading is that stands for ``newest``, where that is over two cadences."""
    as_of = presenter.scores.as_of
    if not is_old(newest, as_of, cadence):
        return None
    days = (as_of - newest).days
    if days < _DAYS_TOLD:
        return Phrase("age.days", {"count": days})
    return Phrase("age.months", {"count": days * 12 // 365})


def key_views(*parts: tuple[str, Phrase | str]) -> tuple[KeyView, ...]:
    """Return the key of a chart: its parts, each with its phrase or the key of that."""
    return tuple(
        KeyView(key_mark(part), Phrase(name) if isinstance(name, str) else name)
        for part, name in parts
    )


_MANY_TIMES: Final = 10
_BEHIND_START: Final = Phrase("figure.behind_start")


def share_view(
    share: Fraction, presenter: Presenter, limits: Limits = NO_LIMITS
) -> Quantity | Phrase | None:
    """Return a share of one as a percentage; of more than ten times in words."""
    if share > _MANY_TIMES:
        return Phrase(
            "figure.many_times", {"times": presenter.formats.number(Decimal(_MANY_TIMES))}
        )
    return presenter.percent_rounded(share, limits)


def bar_view(
    progress: Fraction | None,
    expected: Fraction | None,
    presenter: Presenter,
    limits: Limits = NO_LIMITS,
) -> BarView | None:
    """Return a bar, or None where nobody knows the progress. ``limits`` are those of progress."""
    if progress is None:
        return None
    return BarView(
        progress_bar(progress, expected),
        _BEHIND_START if progress < 0 else share_view(progress, presenter, limits),
        presenter.percent_rounded(expected),
    )


def arithmetic_views(
    arithmetic: Mapping[str, Arithmetic],
    presenter: Presenter,
    page: Key | None = None,
    limits: LimitsByFigure = _UNCOMPARED,
    amounts: Amounts | None = None,
) -> tuple[ArithmeticView, ...]:
    """Return the calculations in their order. ``page`` is the document whose page they are on.

    ``amounts`` writes those of the page that are in its unit.
    """
    with_cents = units_with_cents(value for one in arithmetic.values() for value in _values_of(one))

    def write(amount: Amount) -> Quantity | None:
        if amounts is not None and amounts.unit == amount.unit and amounts.are_scaled:
            return Quantity(amounts.exact(amount.value))
        cents = amount.unit in with_cents
        return presenter.amount(amount.value, amount.unit, with_cents=cents)

    return tuple(
        ArithmeticView(
            name=Phrase(f"figure.{name}"),
            formula=Phrase(f"formula.{one.formula}"),
            inputs=tuple(_input(each, presenter, page, limits, write) for each in one.inputs),
            result=None
            if one.result is None
            else figure(one.result, presenter, limits.get(name, NO_LIMITS), write),
        )
        for name, one in arithmetic.items()
    )


def figure(
    value: quantities.Quantity | None,
    presenter: Presenter,
    limits: Limits,
    write: Callable[[Amount], Quantity | None],
) -> Shown:
    """Return a figure as its type is written: a day, a word, a percentage; amounts by ``write``."""
    match value:
        case None:
            return Phrase("figure.none")
        case quantities.Amount():
            if value.unit == "pp":
                points = presenter.amount(value.value, "")
                return Phrase("metric.points", {"change": points.text}) if points else None
            return write(value)
        case quantities.Share():
            return presenter.percent_rounded(value.value, limits, places=1)
        case quantities.Ratio():
            return presenter.ratio(value.value, limits)
        case quantities.Count():
            return presenter.number(value.value)
        case quantities.Day():
            return presenter.day(value.value)
        case quantities.Answer():
            return presenter.yes_no(value.value)
        case quantities.Term():
            return Phrase(f"{value.group}.{value.value}")


def units_with_cents(values: Iterable[quantities.Quantity | None]) -> frozenset[str]:
    """Return the units in which one of ``values`` is no whole number.

    Amounts of one currency are written alike where they stand together.
    """
    return frozenset(
        value.unit
        for value in values
        if isinstance(value, Amount) and value.value.as_integer_ratio()[1] != 1
    )


def _values_of(arithmetic: Arithmetic) -> Iterator[quantities.Quantity | None]:
    yield arithmetic.result
    for one in arithmetic.inputs:
        yield one.value


def _input(
    one: Input,
    presenter: Presenter,
    page: Key | None,
    limits: LimitsByFigure,
    write: Callable[[Amount], Quantity | None],
) -> InputView:
    source = presenter.named(one.document)
    words = NO_WORDS
    if isinstance(source, Ref) and one.pointer:
        words = presenter.label_at(source.kind, one.pointer)
    shown = figure(one.value, presenter, limits.get(one.name, NO_LIMITS), write)
    # A page does not lead to itself: the field says enough.
    return InputView(
        Phrase(f"input.{one.name}"), shown, source if one.document != page else None, words
    )
