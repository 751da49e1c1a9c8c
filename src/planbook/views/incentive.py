"""The pages of an incentive scheme: what it pays for, in words that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.incentive import Gate, Incentive
from planbook.model.metric import Metric
from planbook.pages import Page
from planbook.quantities import as_decimal
from planbook.scoring.pay import bands_of
from planbook.views.common_fields import CommonFields
from planbook.views.csv_pages import Cell
from planbook.views.goal import RewardView, reward_view
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import Column, numbered_pages, page_numbers, part_at
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.pay_curve import PayoutsView, payouts_view
from planbook.views.pay_lines import PayTable, currency_of, pay_table, quota_unit, visible_lines
from planbook.views.plain_cells import all_names
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.training import named_first
from planbook.views.words import Fact, Phrase, Ref, Shown, Words


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


class IncentiveView(msgspec.Struct, frozen=True):
    """The page of an incentive scheme. ``people`` is None where this edition sees no line.

    ``payouts`` is None where it cannot be told what an attainment pays.
    """

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]
    tiers: tuple[TierView, ...]
    bounds: tuple[Phrase, ...]
    gates: tuple[GateView, ...]
    own: tuple[Fact, ...]
    people: PayTable | None
    rewards: tuple[RewardView, ...]
    payouts: PayoutsView | None


class MorePeopleView(msgspec.Struct, frozen=True):
    """A further page of a scheme's people."""

    layout: Layout
    incentive: Ref
    people: PayTable


def view_incentive(
    incentive: Incentive, presenter: Presenter, layout: Layout, document: CommonFields
) -> IncentiveView:
    """Return the page of ``incentive``."""
    part = part_at(visible_lines(incentive, presenter.scores), 1)
    has_curve = _can_be_worked_out(incentive, presenter)
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
            ("quota", presenter.number(incentive.quota, quota_unit(incentive, presenter))),
            ("variable", presenter.number(incentive.variable, currency_of(incentive, presenter))),
        ),
        people=pay_table(incentive, part, presenter, has_curve=has_curve) if part.total else None,
        rewards=tuple(reward_view(one, presenter) for one in incentive.rewards),
        payouts=payouts_view(incentive, part.items, presenter) if has_curve else None,
    )


def incentive_pages(
    site: SitePresenter, layouts: Layouts, language: str, key: Key
) -> Iterator[Page]:
    """Yield the people of a scheme that its own page has no room for."""
    incentive = site.handbook.find(Incentive, key)
    assert incentive is not None
    segments = (site.addresses.sections[Incentive.KIND], incentive.id)
    numbers = page_numbers(len(visible_lines(incentive, site.scores)))[1:]
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
    part = part_at(visible_lines(incentive, site.scores), number)
    return MorePeopleView(layout, ref, pay_table(incentive, part, presenter, has_curve=False))


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


def _recipients(incentive: Incentive, presenter: Presenter) -> Shown:
    return named_first(incentive.recipients, presenter)


def _for_all(incentive: Incentive, presenter: Presenter) -> Cell:
    return all_names(incentive.recipients, presenter)


def incentive_order(incentive: Incentive) -> tuple[int, str]:
    """Return the place of a scheme among others: the latest period first."""
    return (newest_first(incentive.period), incentive.id)


PAGE: Final = PageKind(
    record=Incentive,
    template="incentive.html",
    view=view_incentive,
    columns=(
        Column("for", _recipients, plain=((Phrase("table.for"), _for_all),)),
        Column("basis", _basis),
    ),
    order=incentive_order,
    more=incentive_pages,
)
