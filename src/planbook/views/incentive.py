"""The pages of an incentive scheme: what it pays for, in words that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive, PayLine
from planbook.model.metric import Metric
from planbook.pages import Page
from planbook.views.goal import RewardView, reward_view, unit_of
from planbook.views.lists import PAGE_SIZE, Column, Pager, pager_at, pages_for
from planbook.views.order import newest_first
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Crumb, Shell, Shells
from planbook.views.training import named_first
from planbook.views.words import Fact, Label, Phrase, Quantity, Ref, Shown

_RECIPIENTS: Final = ("role", "person")


@dataclass(frozen=True, slots=True)
class TierView:
    """One step: the attainments that it covers, and what they pay."""

    covers: Phrase
    pays: Phrase | None


@dataclass(frozen=True, slots=True)
class PayLineView:
    """What one person's pay is reckoned from."""

    person: Ref
    quota: Quantity | None
    variable: Quantity | None


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
    own: tuple[Fact, ...]
    people: PayTable | None
    rewards: tuple[RewardView, ...]


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
    lines = _visible_lines(incentive, pen)
    return IncentiveView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "incentive",
            ("for", pen.find_all(incentive.recipients, *_RECIPIENTS)),
            ("period", pen.period(incentive.period)),
            ("basis", _basis(incentive, pen)),
            ("mode", pen.option("incentive", incentive.mode)),
        ),
        tiers=tuple(_tiers(incentive, pen)),
        bounds=tuple(_bounds(incentive, pen)),
        own=pen.facts(
            "incentive",
            ("quota", pen.number(incentive.quota, _quota_unit(incentive, pen))),
            ("variable", pen.number(incentive.variable, _currency(incentive, pen))),
        ),
        people=_people(incentive, lines, pen, 1) if lines else None,
        rewards=tuple(reward_view(one, pen) for one in incentive.rewards),
    )


def incentive_pages(pens: Pens, shells: Shells, language: str) -> Iterator[Page]:
    """Yield the people of a scheme that its own page has no room for."""
    for incentive in pens.handbook.all(Incentive):
        segments = (pens.addresses.sections[Incentive.KIND], incentive.id)
        for number in range(2, pages_for(len(incentive.people)) + 1):
            path = pens.addresses.numbered(language, segments, number)
            pen = pens.at(language, path)
            lines = _visible_lines(incentive, pen)
            ref = pen.ref(Key(Incentive.KIND, incentive.id))
            if ref is None or number > pages_for(len(lines)):
                continue
            trail = (shells.crumb(pen, segments[0]), Crumb(ref.title, ref.href))
            shell = shells.around(pen, segments, ref.title, number=number, trail=trail)
            view = MorePeopleView(shell, ref, _people(incentive, lines, pen, number))
            yield Page(path, language, "incentive-people.html", view, f"incentive:{incentive.id}")


def _basis(incentive: Incentive, pen: Pen) -> Ref | None:
    basis = incentive.basis
    return pen.find(basis.metric, "metric") or pen.find(basis.goal, "goal")


def _tiers(incentive: Incentive, pen: Pen) -> Iterator[TierView]:
    below: Decimal | None = None
    for tier in incentive.tiers:
        ends = {
            name: pen.formats.share(share)
            for name, share in (("below", below), ("up_to", tier.up_to))
            if share is not None
        }
        kind = "_".join(ends) or "all"
        pays = None
        if tier.rate is not None and incentive.mode:
            rate = {"rate": pen.formats.number(tier.rate)}
            pays = Phrase(f"tier.pays.{incentive.mode}", rate)
        yield TierView(Phrase(f"tier.{kind}", ends), pays)
        below = tier.up_to


def _bounds(incentive: Incentive, pen: Pen) -> Iterator[Phrase]:
    if incentive.threshold:
        share = pen.formats.share(incentive.threshold)
        yield Phrase("incentive.threshold", {"share": share})
    if incentive.cap is not None:
        yield Phrase("incentive.cap", {"times": pen.formats.number(incentive.cap)})


def _visible_lines(incentive: Incentive, pen: Pen) -> tuple[PayLine, ...]:
    return tuple(one for one in incentive.people if pen.find(one.person, "person") is not None)


def _people(incentive: Incentive, lines: tuple[PayLine, ...], pen: Pen, number: int) -> PayTable:
    unit = _quota_unit(incentive, pen)
    currency = _currency(incentive, pen)
    segments = (pen.addresses.sections[Incentive.KIND], incentive.id)
    return PayTable(
        person=pen.label("incentive", "people/person"),
        quota=pen.label("incentive", "people/quota"),
        variable=pen.label("incentive", "people/variable"),
        lines=tuple(
            PayLineView(ref, pen.number(one.quota, unit), pen.number(one.variable, currency))
            for one in lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            if (ref := pen.find(one.person, "person")) is not None
        ),
        total=len(lines),
        pager=pager_at(pen, segments, number, pages_for(len(lines))),
    )


def _quota_unit(incentive: Incentive, pen: Pen) -> str:
    """Return what a quota is counted in: the unit of what is paid for."""
    key = pen.handbook.resolve(incentive.basis.metric, ("metric",))
    metric = pen.handbook.find(Metric, key.id) if key else None
    if metric is not None:
        return metric.unit
    key = pen.handbook.resolve(incentive.basis.goal, ("goal",))
    goal = pen.handbook.find(Goal, key.id) if key else None
    return unit_of(goal.measurable, pen) if goal else ""


def _currency(incentive: Incentive, pen: Pen) -> str:
    return incentive.currency or pen.handbook.settings.currency or ""


def _recipients(incentive: Incentive, pen: Pen) -> Shown:
    return named_first(incentive.recipients, _RECIPIENTS, pen)


def incentive_order(incentive: Incentive) -> tuple[int, str]:
    """Return the place of a scheme among others: the latest period first."""
    return (newest_first(incentive.period), incentive.id)


INCENTIVE_COLUMNS: Final = (
    Column("for", _recipients),
    Column("period", lambda incentive, pen: pen.period(incentive.period)),
    Column("basis", _basis),
)
