"""The pages of an incentive scheme: what it pays for, in words that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from planbook.charts.pay import PayCurve, pay_chart
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Gate, Incentive, PayLine
from planbook.model.metric import Metric
from planbook.pages import Page
from planbook.quantities import as_decimal, exact
from planbook.scoring.pay import bands_of, pay_for, pay_share, pay_steps
from planbook.scoring.results import GateScore, IncentiveScore, PayStep, Scores
from planbook.views.figures import (
    ArithmeticView,
    ChartView,
    arithmetic_views,
    key_views,
)
from planbook.views.formats import Limits
from planbook.views.goal import RewardView, reward_view, unit_of
from planbook.views.lists import Column, Pager, Part, pager_of, paginate
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Crumb, Shell, Shells
from planbook.views.training import named_first
from planbook.views.words import Fact, Label, Phrase, Quantity, Ref, Shown, Words

EXAMPLES: Final = tuple(Fraction(percent, 100) for percent in (40, 80, 100, 130))
"""The attainments that every scheme's page works out."""


@dataclass(frozen=True, slots=True)
class TierView:
    """One step: the attainments that it covers, and what they pay."""

    covers: Phrase
    pays: Phrase | None


@dataclass(frozen=True, slots=True)
class GateView:
    """A gate of the scheme: whose figure of which metric, and what it does beyond its limit.

    ``subject`` is empty where it is each person's own.
    """

    metric: Ref
    subject: Ref | Words | None
    rule: Phrase


@dataclass(frozen=True, slots=True)
class GateStateView:
    """A gate for one person: the figure, and whether it cuts the pay."""

    metric: Ref
    figure: Quantity | None
    state: Phrase


@dataclass(frozen=True, slots=True)
class PayLineView:
    """One person's pay: what it is computed from, so far and projected.

    ``reason`` says why there is no pay, ``no_projection`` why none is projected.
    """

    person: Ref
    quota: Quantity | None
    variable: Quantity | None
    attainment: Quantity | None = None
    pay: Quantity | None = None
    projected: Quantity | None = None
    reason: Phrase | None = None
    no_projection: Phrase | None = None
    gates: tuple[GateStateView, ...] = ()
    arithmetic: tuple[ArithmeticView, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleView:
    """What an attainment pays: in shares of the variable pay, and in money where that is seen."""

    attainment: Quantity
    working: str
    is_capped: bool
    pays: Quantity
    money: Quantity | None


@dataclass(frozen=True, slots=True)
class PayTable:
    """The lines of some of the people, under the names of their fields."""

    person: Label
    quota: Label
    variable: Label
    lines: tuple[PayLineView, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class IncentiveView:
    """The page of an incentive scheme. ``people`` is None where this edition sees no line."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    tiers: tuple[TierView, ...]
    bounds: tuple[Phrase, ...]
    gates: tuple[GateView, ...]
    own: tuple[Fact, ...]
    people: PayTable | None
    rewards: tuple[RewardView, ...]
    curve: ChartView | None
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True)
class MorePeopleView:
    """A further page of a scheme's people."""

    shell: Shell
    incentive: Ref
    people: PayTable


def view_incentive(
    incentive: Incentive, pen: Pen, shell: Shell, document: DocumentPart
) -> IncentiveView:
    """Return the page of ``incentive``."""
    lines = _visible_lines(incentive, pen.scores)
    can_be_worked_out = _can_be_worked_out(incentive, pen)
    return IncentiveView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "incentive",
            ("for", pen.refs(incentive.recipients)),
            ("period", pen.period(incentive.period)),
            ("basis", _basis(incentive, pen)),
            ("basis/subject", pen.ref(incentive.basis.subject)),
            ("mode", pen.option("incentive", incentive.mode)),
        ),
        tiers=tuple(_tiers(incentive, pen)),
        bounds=tuple(_bounds(incentive, pen)),
        gates=tuple(_gates(incentive, pen)),
        own=pen.facts(
            "incentive",
            ("quota", pen.number(incentive.quota, _quota_unit(incentive, pen))),
            ("variable", pen.number(incentive.variable, _currency(incentive, pen))),
        ),
        people=_people(incentive, paginate(lines)[0], pen) if lines else None,
        rewards=tuple(reward_view(one, pen) for one in incentive.rewards),
        curve=_curve(incentive, pen) if can_be_worked_out else None,
        examples=tuple(_examples(incentive, pen)) if can_be_worked_out else (),
    )


def incentive_pages(pens: Pens, shells: Shells, language: str) -> Iterator[Page]:
    """Yield the people of a scheme that its own page has no room for."""
    for incentive in pens.handbook.all(Incentive):
        segments = (pens.addresses.sections[Incentive.KIND], incentive.id)
        for part in paginate(_visible_lines(incentive, pens.scores))[1:]:
            path = pens.addresses.numbered(language, segments, part.number)
            pen = pens.at(language, path)
            ref = pen.ref(incentive.key)
            assert ref is not None
            trail = (shells.crumb(pen, segments[0]), Crumb(ref.title, ref.href))
            shell = shells.around(pen, segments, ref.title, number=part.number, trail=trail)
            view = MorePeopleView(shell, ref, _people(incentive, part, pen))
            yield Page(path, language, "incentive-people.html", view, str(incentive.key))


def _basis(incentive: Incentive, pen: Pen) -> Ref | None:
    return pen.ref(incentive.basis.metric) or pen.ref(incentive.basis.goal)


def _can_be_worked_out(incentive: Incentive, pen: Pen) -> bool:
    """Return whether an attainment pays something that can be told.

    Not where the tiers do not say what they cover, or where the figure that is paid for ought to
    fall: its examples would promise money for the wrong result.
    """
    metric = pen.handbook.find(Metric, incentive.basis.metric)
    falls = metric is not None and metric.direction == "down"
    return not falls and bool(bands_of(incentive.tiers))


def _tiers(incentive: Incentive, pen: Pen) -> Iterator[TierView]:
    bands = bands_of(incentive.tiers)
    for position, band in enumerate(bands):
        lower = pen.formats.share(as_decimal(band.lower)) if band.lower else ""
        upper = "" if band.upper is None else pen.formats.share(as_decimal(band.upper))
        ends = {"from": lower, "under": upper} if band.starts_inside else {}
        ends = ends or {"below": lower, "up_to": upper}
        ends = {name: share for name, share in ends.items() if share}
        kind = "_".join(ends) or "all"
        pays = None
        rate = incentive.tiers[position].rate
        if rate is not None and incentive.mode:
            is_share = incentive.mode == "banded"
            shown = pen.formats.share(rate) if is_share else pen.formats.number(rate)
            pays = Phrase(f"tier.pays.{incentive.mode}", {"rate": shown})
        yield TierView(Phrase(f"tier.{kind}", ends), pays)


def _bounds(incentive: Incentive, pen: Pen) -> Iterator[Phrase]:
    if incentive.threshold:
        share = pen.formats.share(incentive.threshold)
        yield Phrase("incentive.threshold", {"share": share})
    if incentive.cap is not None:
        yield Phrase("incentive.cap", {"times": pen.formats.number(incentive.cap)})


def _gates(incentive: Incentive, pen: Pen) -> Iterator[GateView]:
    for gate in incentive.gates:
        metric = pen.ref(gate.metric)
        if metric is not None and gate.factor is not None:
            yield GateView(metric, pen.named(gate.subject), _gate_rule(gate, pen))


def _gate_rule(gate: Gate, pen: Pen) -> Phrase:
    metric = pen.handbook.find(Metric, gate.metric)
    unit = metric.unit if metric is not None else ""
    limits = {
        name: pen.formats.number(limit, unit)
        for name, limit in (("above", gate.above), ("below", gate.below))
        if limit is not None
    }
    factor = {"factor": pen.formats.number(gate.factor)} if gate.factor is not None else {}
    return Phrase(f"gate.{'_'.join(limits)}", {**limits, **factor})


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of one person's pay: what was written of it, and what is computed."""

    person: Key
    written: PayLine | None
    score: IncentiveScore | None


def _visible_lines(incentive: Incentive, all_scores: Scores) -> tuple[_Line, ...]:
    """Return those of whose pay this edition sees something: others have no line and no score."""
    scores = {one.person: one for one in all_scores.incentives.get(incentive.id, ())}
    written = {one.person: one for one in incentive.people if one.person is not None}
    return tuple(
        _Line(key, written.get(key), scores.get(key)) for key in dict.fromkeys((*written, *scores))
    )


def _people(incentive: Incentive, part: Part[_Line], pen: Pen) -> PayTable:
    segments = (pen.addresses.sections[Incentive.KIND], incentive.id)
    with_cents = _has_cents(part.items)
    return PayTable(
        person=pen.label("incentive", "people/person"),
        quota=pen.label("incentive", "people/quota"),
        variable=pen.label("incentive", "people/variable"),
        lines=tuple(
            _line(incentive, one, ref, pen, with_cents=with_cents)
            for one in part.items
            if (ref := pen.ref(one.person)) is not None
        ),
        total=part.total,
        pager=pager_of(pen, segments, part),
    )


def _has_cents(lines: tuple[_Line, ...]) -> bool:
    """Return whether one of the amounts paid is no whole number: then all are written alike."""
    scores = (line.score for line in lines if line.score is not None)
    paid = (amount for score in scores for amount in (score.pay, score.projected_pay))
    return any(one is not None and one != one.to_integral_value() for one in paid)


def _line(
    incentive: Incentive, line: _Line, ref: Ref, pen: Pen, *, with_cents: bool
) -> PayLineView:
    score, written = line.score, line.written or PayLine()
    unit, currency = _quota_unit(incentive, pen), _currency(incentive, pen)
    if score is None:
        quota = pen.number(written.quota, unit)
        return PayLineView(ref, quota, pen.number(written.variable, currency))
    limits = _limits(incentive)
    compared = {"attainment": limits, "projected_attainment": limits}
    return PayLineView(
        person=ref,
        # What is written is for the whole period, what is computed for the days that count.
        quota=pen.amount(written.quota if score.quota is None else score.quota, unit),
        variable=pen.amount(
            written.variable if score.variable is None else score.variable, currency
        ),
        attainment=pen.portion(score.attainment, limits, places=1),
        pay=pen.amount(score.pay, currency, with_cents=with_cents),
        projected=pen.amount(score.projected_pay, currency, with_cents=with_cents),
        reason=pen.option("incentive_reason", score.reason),
        no_projection=pen.option("no_projection", score.no_projection),
        gates=tuple(_gate_states(score.gates, pen)),
        arithmetic=arithmetic_views(score.arithmetic, pen, score.key, compared),
    )


def _gate_states(gates: tuple[GateScore, ...], pen: Pen) -> Iterator[GateStateView]:
    for gate in gates:
        metric = pen.ref(gate.metric)
        if metric is None:
            continue
        at_most = tuple(exact(one) for one in (gate.above,) if one is not None)
        at_least = tuple(exact(one) for one in (gate.below,) if one is not None)
        shown = None
        if gate.figure is not None:
            rounded = Limits(at_least, at_most).rounded(gate.figure, 2)
            shown = pen.number(rounded, gate.unit)
        state = {True: "cuts", False: "passed", None: "unread"}[gate.applies]
        factor = {"factor": pen.formats.ratio(gate.factor)}
        yield GateStateView(metric, shown, Phrase(f"gate.{state}", factor))


def _limits(incentive: Incentive) -> Limits:
    """Return what an attainment is compared with: threshold and tiers."""
    starts = (incentive.threshold, *(tier.from_ for tier in incentive.tiers))
    ends = (tier.up_to for tier in incentive.tiers)
    return Limits(
        tuple(exact(one) for one in starts if one is not None),
        tuple(exact(one) for one in ends if one is not None),
    )


def _curve(incentive: Incentive, pen: Pen) -> ChartView:
    bands = bands_of(incentive.tiers)
    curve = PayCurve(
        pay=lambda attainment: pay_share(incentive, attainment),
        tiers=tuple(sorted({end for band in bands for end in (band.lower, band.upper) if end})),
        threshold=exact(incentive.threshold) if incentive.threshold else None,
        cap=exact(incentive.cap) if incentive.cap is not None else None,
        examples=EXAMPLES,
    )
    parts = ["actual", "example"]
    parts += ["tier"] if curve.tiers else []
    parts += ["threshold"] if curve.threshold else []
    parts += ["cap"] if curve.cap is not None else []
    return ChartView(
        title=Phrase("chart.pay"),
        summary=Phrase("chart.pay.summary"),
        drawing=pay_chart(curve, pen.formats.portion),
        legend=key_views(*((part, f"chart.pay.{part}") for part in parts)),
    )


def _examples(incentive: Incentive, pen: Pen) -> Iterator[ExampleView]:
    currency, formats = _currency(incentive, pen), pen.formats
    cap = None if incentive.cap is None else exact(incentive.cap)
    for attainment in EXAMPLES:
        steps = pay_steps(incentive, attainment)
        by_tiers = sum((step.stretch * step.rate for step in steps), Fraction(0))
        share = pay_share(incentive, attainment)
        paid = None
        if incentive.variable is not None:
            paid = pay_for(incentive, attainment, incentive.variable, currency)
        yield ExampleView(
            attainment=Quantity(formats.portion(attainment)),
            # A fixed share is what it is: there is nothing to multiply.
            working=""
            if incentive.mode == "banded"
            else " + ".join(_working(step, pen) for step in steps),
            is_capped=cap is not None and by_tiers > cap,
            pays=Quantity(formats.portion(share, places=1)),
            money=pen.number(paid, currency),
        )


def _working(step: PayStep, pen: Pen) -> str:
    rate = pen.formats.number(as_decimal(step.rate))
    return f"{pen.formats.portion(step.stretch, places=1)} × {rate}"


def _quota_unit(incentive: Incentive, pen: Pen) -> str:
    """Return what a quota is counted in: the unit of what is paid for."""
    metric = pen.handbook.find(Metric, incentive.basis.metric)
    if metric is not None:
        return metric.unit
    goal = pen.handbook.find(Goal, incentive.basis.goal)
    return unit_of(goal.measurable, pen) if goal else ""


def _currency(incentive: Incentive, pen: Pen) -> str:
    return incentive.currency or pen.handbook.settings.currency or ""


def _recipients(incentive: Incentive, pen: Pen) -> Shown:
    return named_first(incentive.recipients, pen)


def incentive_order(incentive: Incentive) -> tuple[int, str]:
    """Return the place of a scheme among others: the latest period first."""
    return (newest_first(incentive.period), incentive.id)


PAGE: Final = PageKind(
    noun=Incentive,
    template="incentive.html",
    view=view_incentive,
    columns=(
        Column("for", _recipients),
        Column("period", lambda incentive, pen: pen.period(incentive.period)),
        Column("basis", _basis),
    ),
    order=incentive_order,
    more=incentive_pages,
)
