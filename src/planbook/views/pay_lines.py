"""The people of a scheme: what each is paid so far, what is projected, and between what it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive, PayLine
from planbook.model.metric import Metric
from planbook.quantities import exact
from planbook.scoring.results import GateScore, IncentiveScore, PayRange, Scores
from planbook.scoring.undertaking import unit_of
from planbook.views.figures import ArithmeticView, arithmetic_views
from planbook.views.formats import Limits
from planbook.views.lists import Pager, Part, pager_of
from planbook.views.presenter import Presenter
from planbook.views.words import Label, Phrase, Quantity, Ref

_ATTAINMENTS: Final = ("attainment", "projected_attainment", "range_low", "range_high")


class GateStateView(msgspec.Struct, frozen=True):
    """A gate for one person: the figure, and whether it cuts the pay."""

    metric: Ref
    figure: Quantity | None
    state: Phrase


class RangeView(msgspec.Struct, frozen=True):
    """Between what the projected pay lies, and the attainments that pay it."""

    low: Quantity | None
    high: Quantity | None
    low_attainment: Quantity | None
    high_attainment: Quantity | None


class PayLineView(msgspec.Struct, frozen=True):
    """One person's pay: what it is computed from, so far and projected.

    ``number`` is that of the person's place on the curve, 0 without one. ``range`` is that of the
    projected pay. ``reason`` says why there is no pay, ``no_projection`` why none is projected.
    """

    person: Ref
    number: int
    quota: Quantity | None
    variable: Quantity | None
    attainment: Quantity | None = None
    pay: Quantity | None = None
    projected: Quantity | None = None
    projected_attainment: Quantity | None = None
    range: RangeView | None = None
    reason: Phrase | None = None
    no_projection: Phrase | None = None
    gates: tuple[GateStateView, ...] = ()
    arithmetic: tuple[ArithmeticView, ...] = ()


class PayTable(msgspec.Struct, frozen=True):
    """The lines of some of the people, under the names of their fields.

    ``notes`` say what the ranges are derived from, and why there are none.
    """

    person: Label
    quota: Label
    variable: Label
    lines: tuple[PayLineView, ...]
    notes: tuple[Phrase, ...]
    total: int
    pager: Pager


class Line(msgspec.Struct, frozen=True):
    """What is known of one person's pay: what was written of it, and what is computed.

    ``number`` counts the people of a scheme from 1.
    """

    number: int
    person: Key
    written: PayLine | None
    score: IncentiveScore | None


def visible_lines(incentive: Incentive, all_scores: Scores) -> tuple[Line, ...]:
    """Return those of whose pay this edition sees something: others have no line and no score."""
    scores = {one.person: one for one in all_scores.incentives.get(incentive.id, ())}
    written = {one.person: one for one in incentive.people if one.person is not None}
    keys = dict.fromkeys((*written, *scores))
    return tuple(
        Line(number, key, written.get(key), scores.get(key))
        for number, key in enumerate(keys, start=1)
    )


def pay_table(
    incentive: Incentive, part: Part[Line], presenter: Presenter, *, has_curve: bool
) -> PayTable:
    """Return some of the people. Their places are on the curve where it ``has_curve``."""
    segments = (presenter.addresses.sections[Incentive.KIND], incentive.id)
    with_cents = has_cents(_paid(part.items))
    return PayTable(
        person=presenter.label("incentive", "people/person"),
        quota=presenter.label("incentive", "people/quota"),
        variable=presenter.label("incentive", "people/variable"),
        lines=tuple(
            _line(incentive, one, ref, presenter, with_cents=with_cents, has_curve=has_curve)
            for one in part.items
            if (ref := presenter.ref(one.person)) is not None
        ),
        notes=tuple(_notes(part.items)),
        total=part.total,
        pager=pager_of(presenter, segments, part),
    )


def has_cents(amounts: Iterable[Decimal | None]) -> bool:
    """Return whether one of ``amounts`` is no whole number: then all are written alike."""
    return any(one is not None and one != one.to_integral_value() for one in amounts)


def _paid(lines: tuple[Line, ...]) -> list[Decimal | None]:
    """Return all amounts that a table of people shows as paid, projected, or as ends of ranges."""
    scores = [line.score for line in lines if line.score is not None]
    paid = [amount for score in scores for amount in (score.pay, score.projected_pay)]
    ranges = (score.range for score in scores if score.range is not None)
    return paid + [amount for one in ranges for amount in (one.pay_low, one.pay_high)]


def _line(
    incentive: Incentive,
    line: Line,
    ref: Ref,
    presenter: Presenter,
    *,
    with_cents: bool,
    has_curve: bool,
) -> PayLineView:
    score, written = line.score, line.written or PayLine()
    unit, currency = quota_unit(incentive, presenter), currency_of(incentive, presenter)
    if score is None:
        quota = presenter.number(written.quota, unit)
        return PayLineView(ref, 0, quota, presenter.number(written.variable, currency))
    limits = _limits(incentive)
    compared = dict.fromkeys(_ATTAINMENTS, limits)
    return PayLineView(
        person=ref,
        number=line.number if has_curve and place_of(line) is not None else 0,
        # What is written is for the whole period, what is computed for the days that count.
        quota=presenter.amount(written.quota if score.quota is None else score.quota, unit),
        variable=presenter.amount(
            written.variable if score.variable is None else score.variable, currency
        ),
        attainment=presenter.percent_rounded(score.attainment, limits, places=1),
        pay=presenter.amount(score.pay, currency, with_cents=with_cents),
        projected=presenter.amount(score.projected_pay, currency, with_cents=with_cents),
        projected_attainment=presenter.percent_rounded(
            score.projected_attainment, limits, places=1
        ),
        range=_range(score.range, currency, limits, presenter, with_cents=with_cents)
        if score.range is not None
        else None,
        reason=presenter.option("incentive_reason", score.reason),
        no_projection=presenter.option("no_projection", score.no_projection),
        gates=tuple(_gate_states(score.gates, presenter)),
        arithmetic=arithmetic_views(score.arithmetic, presenter, score.key, compared),
    )


def place_of(line: Line) -> Fraction | None:
    """Return where a person stands on the curve: at the projected attainment, else so far."""
    if line.score is None:
        return None
    projected = line.score.projected_attainment
    return line.score.attainment if projected is None else projected


def _range(
    found: PayRange, currency: str, limits: Limits, presenter: Presenter, *, with_cents: bool
) -> RangeView:
    return RangeView(
        low=presenter.amount(found.pay_low, currency, with_cents=with_cents),
        high=presenter.amount(found.pay_high, currency, with_cents=with_cents),
        low_attainment=presenter.percent_rounded(found.low, limits),
        high_attainment=presenter.percent_rounded(found.high, limits),
    )


def _notes(lines: tuple[Line, ...]) -> Iterator[Phrase]:
    """Yield what the ranges are derived from, and why somebody has none, each once."""
    scores = [line.score for line in lines if line.score is not None]
    for basis in dict.fromkeys(one.range.basis for one in scores if one.range is not None):
        yield Phrase(f"range.{basis}")
    for reason in dict.fromkeys(one.no_range for one in scores if one.no_range):
        yield Phrase(f"no_range.{reason}")


def _gate_states(gates: tuple[GateScore, ...], presenter: Presenter) -> Iterator[GateStateView]:
    for gate in gates:
        metric = presenter.ref(gate.metric)
        if metric is None:
            continue
        at_most = tuple(exact(one) for one in (gate.above,) if one is not None)
        at_least = tuple(exact(one) for one in (gate.below,) if one is not None)
        shown = None
        if gate.figure is not None:
            rounded = Limits(at_least, at_most).rounded(gate.figure, 2)
            shown = presenter.number(rounded, gate.unit)
        state = {True: "cuts", False: "passed", None: "unread"}[gate.applies]
        factor = {"factor": presenter.formats.ratio(gate.factor)}
        yield GateStateView(metric, shown, Phrase(f"gate.{state}", factor))


def _limits(incentive: Incentive) -> Limits:
    """Return what an attainment is compared with: threshold and tiers."""
    starts = (incentive.threshold, *(tier.from_ for tier in incentive.tiers))
    ends = (tier.up_to for tier in incentive.tiers)
    return Limits(
        tuple(exact(one) for one in starts if one is not None),
        tuple(exact(one) for one in ends if one is not None),
    )


def quota_unit(incentive: Incentive, presenter: Presenter) -> str:
    """Return what a quota is counted in: the unit of what is paid for."""
    metric = presenter.handbook.find(Metric, incentive.basis.metric)
    if metric is not None:
        return metric.unit
    goal = presenter.handbook.find(Goal, incentive.basis.goal)
    return unit_of(goal.measurable, presenter.handbook) if goal else ""


def currency_of(incentive: Incentive, presenter: Presenter) -> str:
    """Return the currency that a scheme pays in."""
    return incentive.currency or presenter.handbook.settings.currency or ""
