"""The pages of an incentive scheme: what it pays for, in words that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Final

import msgspec

from planbook.charts.pay import PayCurve, pay_chart
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Gate, Incentive, PayLine
from planbook.model.metric import Metric
from planbook.pages import Page
from planbook.quantities import as_decimal, exact
from planbook.scoring.pay import bands_of, pay_for, pay_share, pay_steps
from planbook.scoring.results import GateScore, IncentiveScore, PayStep, Scores
from planbook.scoring.undertaking import unit_of
from planbook.views.common_fields import CommonFields
from planbook.views.figures import (
    ArithmeticView,
    ChartView,
    arithmetic_views,
    key_views,
)
from planbook.views.formats import Limits
from planbook.views.goal import RewardView, reward_view
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    Column,
    Pager,
    Part,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.training import named_first
from planbook.views.words import Fact, Label, Phrase, Quantity, Ref, Shown, Words

EXAMPLES: Final = tuple(Fraction(percent, 100) for percent in (40, 80, 100, 130))
"""The attainments that every scheme's page works out."""


class TierView(msgspec.Struct, frozen=True):
    """One step: the attainments that it covers, and what they pay."""

    covers: Phrase
    pays: Phrase | None


class GateView(msgspec.Struct, frozen=True):
    """A gate of the scheme: whose figure of which metric, and what it does beyond its limit.

    ``subject`` is empty where it is each person's own.
    """

    metric: Ref
    subject: Ref | Words | None
    rule: Phrase


class GateStateView(msgspec.Struct, frozen=True):
    """A gate for one person: the figure, and whether it cuts the pay."""

    metric: Ref
    figure: Quantity | None
    state: Phrase


class PayLineView(msgspec.Struct, frozen=True):
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


class ExampleView(msgspec.Struct, frozen=True):
    """What an attainment pays: in shares of the variable pay, and in money where that is seen."""

    attainment: Quantity
    working: str
    is_capped: bool
    pays: Quantity
    money: Quantity | None


class PayTable(msgspec.Struct, frozen=True):
    """The lines of some of the people, under the names of their fields."""

    person: Label
    quota: Label
    variable: Label
    lines: tuple[PayLineView, ...]
    total: int
    pager: Pager


class IncentiveView(msgspec.Struct, frozen=True):
    """The page of an incentive scheme. ``people`` is None where this edition sees no line."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    tiers: tuple[TierView, ...]
    bounds: tuple[Phrase, ...]
    gates: tuple[GateView, ...]
    own: tuple[Fact, ...]
    people: PayTable | None
    rewards: tuple[RewardView, ...]
    curve: ChartView | None
    examples: tuple[ExampleView, ...]


class MorePeopleView(msgspec.Struct, frozen=True):
    """A further page of a scheme's people."""

    layout: Layout
    incentive: Ref
    people: PayTable


def view_incentive(
    incentive: Incentive, presenter: Presenter, layout: Layout, document: CommonFields
) -> IncentiveView:
    """Return the page of ``incentive``."""
    lines = _visible_lines(incentive, presenter.scores)
    can_be_worked_out = _can_be_worked_out(incentive, presenter)
    return IncentiveView(
        layout=layout,
        document=document,
        facts=presenter.facts(
            "incentive",
            ("for", presenter.refs(incentive.recipients)),
            ("period", presenter.period(incentive.period)),
            ("basis", _basis(incentive, presenter)),
            ("basis/subject", presenter.ref(incentive.basis.subject)),
            ("mode", presenter.option("incentive", incentive.mode)),
        ),
        tiers=tuple(_tiers(incentive, presenter)),
        bounds=tuple(_bounds(incentive, presenter)),
        gates=tuple(_gates(incentive, presenter)),
        own=presenter.facts(
            "incentive",
            ("quota", presenter.number(incentive.quota, _quota_unit(incentive, presenter))),
            ("variable", presenter.number(incentive.variable, _currency(incentive, presenter))),
        ),
        people=_people(incentive, part_at(lines, 1), presenter) if lines else None,
        rewards=tuple(reward_view(one, presenter) for one in incentive.rewards),
        curve=_curve(incentive, presenter) if can_be_worked_out else None,
        examples=tuple(_examples(incentive, presenter)) if can_be_worked_out else (),
    )


def incentive_pages(
    site: SitePresenter, layouts: Layouts, language: str, key: Key
) -> Iterator[Page]:
    """Yield the people of a scheme that its own page has no room for."""
    incentive = site.handbook.find(Incentive, key)
    assert incentive is not None
    segments = (site.addresses.sections[Incentive.KIND], incentive.id)
    numbers = page_numbers(len(_visible_lines(incentive, site.scores)))[1:]
    make = partial(_more_people, site, layouts, language, key)
    yield from numbered_pages(
        site, language, segments, numbers, "incentive-people.html", make, str(key)
    )


def _more_people(
    site: SitePresenter, layouts: Layouts, language: str, key: Key, number: int
) -> MorePeopleView:
    incentive = site.handbook.find(Incentive, key)
    segments = (site.addresses.sections[Incentive.KIND], key.id)
    presenter = site.at_number(language, segments, number)
    assert incentive is not None
    layout, ref = layouts.below(presenter, key, segments, number=number)
    part = part_at(_visible_lines(incentive, site.scores), number)
    return MorePeopleView(layout, ref, _people(incentive, part, presenter))


def _basis(incentive: Incentive, presenter: Presenter) -> Ref | None:
    return presenter.ref(incentive.basis.metric) or presenter.ref(incentive.basis.goal)


def _can_be_worked_out(incentive: Incentive, presenter: Presenter) -> bool:
    """Return whether an attainment pays something that can be told.

    Not where the tiers do not say what they cover, or where the figure that is paid for ought to
    fall: its examples would promise money for the wrong result.
    """
    metric = presenter.handbook.find(Metric, incentive.basis.metric)
    falls = metric is not None and metric.direction == "down"
    return not falls and bool(bands_of(incentive.tiers))


def _tiers(incentive: Incentive, presenter: Presenter) -> Iterator[TierView]:
    bands = bands_of(incentive.tiers)
    for position, band in enumerate(bands):
        lower = presenter.formats.percent(as_decimal(band.lower)) if band.lower else ""
        upper = "" if band.upper is None else presenter.formats.percent(as_decimal(band.upper))
        ends = {"from": lower, "under": upper} if band.starts_inside else {}
        ends = ends or {"below": lower, "up_to": upper}
        ends = {name: share for name, share in ends.items() if share}
        kind = "_".join(ends) or "all"
        pays = None
        rate = incentive.tiers[position].rate
        if rate is not None and incentive.mode:
            is_share = incentive.mode == "banded"
            shown = presenter.formats.percent(rate) if is_share else presenter.formats.number(rate)
            pays = Phrase(f"tier.pays.{incentive.mode}", {"rate": shown})
        yield TierView(Phrase(f"tier.{kind}", ends), pays)


def _bounds(incentive: Incentive, presenter: Presenter) -> Iterator[Phrase]:
    if incentive.threshold:
        share = presenter.formats.percent(incentive.threshold)
        yield Phrase("incentive.threshold", {"share": share})
    if incentive.cap is not None:
        yield Phrase("incentive.cap", {"times": presenter.formats.number(incentive.cap)})


def _gates(incentive: Incentive, presenter: Presenter) -> Iterator[GateView]:
    for gate in incentive.gates:
        metric = presenter.ref(gate.metric)
        has_limit = gate.above is not None or gate.below is not None  # a draft may have none yet
        if metric is not None and gate.factor is not None and has_limit:
            yield GateView(metric, presenter.named(gate.subject), _gate_rule(gate, presenter))


def _gate_rule(gate: Gate, presenter: Presenter) -> Phrase:
    metric = presenter.handbook.find(Metric, gate.metric)
    unit = metric.unit if metric is not None else ""
    limits = {
        name: presenter.formats.number(limit, unit)
        for name, limit in (("above", gate.above), ("below", gate.below))
        if limit is not None
    }
    factor = {"factor": presenter.formats.number(gate.factor)} if gate.factor is not None else {}
    return Phrase(f"gate.{'_'.join(limits)}", {**limits, **factor})


class _Line(msgspec.Struct, frozen=True):
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


def _people(incentive: Incentive, part: Part[_Line], presenter: Presenter) -> PayTable:
    segments = (presenter.addresses.sections[Incentive.KIND], incentive.id)
    with_cents = _has_cents(part.items)
    return PayTable(
        person=presenter.label("incentive", "people/person"),
        quota=presenter.label("incentive", "people/quota"),
        variable=presenter.label("incentive", "people/variable"),
        lines=tuple(
            _line(incentive, one, ref, presenter, with_cents=with_cents)
            for one in part.items
            if (ref := presenter.ref(one.person)) is not None
        ),
        total=part.total,
        pager=pager_of(presenter, segments, part),
    )


def _has_cents(lines: tuple[_Line, ...]) -> bool:
    """Return whether one of the amounts paid is no whole number: then all are written alike."""
    scores = (line.score for line in lines if line.score is not None)
    paid = (amount for score in scores for amount in (score.pay, score.projected_pay))
    return any(one is not None and one != one.to_integral_value() for one in paid)


def _line(
    incentive: Incentive, line: _Line, ref: Ref, presenter: Presenter, *, with_cents: bool
) -> PayLineView:
    score, written = line.score, line.written or PayLine()
    unit, currency = _quota_unit(incentive, presenter), _currency(incentive, presenter)
    if score is None:
        quota = presenter.number(written.quota, unit)
        return PayLineView(ref, quota, presenter.number(written.variable, currency))
    limits = _limits(incentive)
    compared = {"attainment": limits, "projected_attainment": limits}
    return PayLineView(
        person=ref,
        # What is written is for the whole period, what is computed for the days that count.
        quota=presenter.amount(written.quota if score.quota is None else score.quota, unit),
        variable=presenter.amount(
            written.variable if score.variable is None else score.variable, currency
        ),
        attainment=presenter.percent_rounded(score.attainment, limits, places=1),
        pay=presenter.amount(score.pay, currency, with_cents=with_cents),
        projected=presenter.amount(score.projected_pay, currency, with_cents=with_cents),
        reason=presenter.option("incentive_reason", score.reason),
        no_projection=presenter.option("no_projection", score.no_projection),
        gates=tuple(_gate_states(score.gates, presenter)),
        arithmetic=arithmetic_views(score.arithmetic, presenter, score.key, compared),
    )


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


def _curve(incentive: Incentive, presenter: Presenter) -> ChartView:
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
        drawing=pay_chart(curve, presenter.formats.percent_rounded),
        legend=key_views(*((part, f"chart.pay.{part}") for part in parts)),
    )


def _examples(incentive: Incentive, presenter: Presenter) -> Iterator[ExampleView]:
    currency, formats = _currency(incentive, presenter), presenter.formats
    cap = None if incentive.cap is None else exact(incentive.cap)
    for attainment in EXAMPLES:
        steps = pay_steps(incentive, attainment)
        by_tiers = sum((step.stretch * step.rate for step in steps), Fraction(0))
        share = pay_share(incentive, attainment)
        paid = None
        if incentive.variable is not None:
            paid = pay_for(incentive, attainment, incentive.variable, currency)
        yield ExampleView(
            attainment=Quantity(formats.percent_rounded(attainment)),
            # A fixed share is what it is: there is nothing to multiply.
            working=""
            if incentive.mode == "banded"
            else " + ".join(_working(step, presenter) for step in steps),
            is_capped=cap is not None and by_tiers > cap,
            pays=Quantity(formats.percent_rounded(share, places=1)),
            money=presenter.number(paid, currency),
        )


def _working(step: PayStep, presenter: Presenter) -> str:
    rate = presenter.formats.number(as_decimal(step.rate))
    return f"{presenter.formats.percent_rounded(step.stretch, places=1)} × {rate}"


def _quota_unit(incentive: Incentive, presenter: Presenter) -> str:
    """Return what a quota is counted in: the unit of what is paid for."""
    metric = presenter.handbook.find(Metric, incentive.basis.metric)
    if metric is not None:
        return metric.unit
    goal = presenter.handbook.find(Goal, incentive.basis.goal)
    return unit_of(goal.measurable, presenter.handbook) if goal else ""


def _currency(incentive: Incentive, presenter: Presenter) -> str:
    return incentive.currency or presenter.handbook.settings.currency or ""


def _recipients(incentive: Incentive, presenter: Presenter) -> Shown:
    return named_first(incentive.recipients, presenter)


def incentive_order(incentive: Incentive) -> tuple[int, str]:
    """Return the place of a scheme among others: the latest period first."""
    return (newest_first(incentive.period), incentive.id)


PAGE: Final = PageKind(
    record=Incentive,
    template="incentive.html",
    view=view_incentive,
    columns=(
        Column("for", _recipients),
        Column("basis", _basis),
    ),
    order=incentive_order,
    more=incentive_pages,
)
