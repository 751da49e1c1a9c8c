"""The pages of an incentive scheme: what it pays for, in words that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from planbook.charts.pay import PayCurve, pay_chart
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive, PayLine
from planbook.model.metric import Metric
from planbook.pages import Page
from planbook.quantities import exact
from planbook.scoring.pay import pay_for, pay_share, pay_steps
from planbook.scoring.results import IncentiveScore
from planbook.views.figures import ArithmeticView, ChartView, arithmetic_views, key_views
from planbook.views.goal import RewardView, reward_view, unit_of
from planbook.views.lists import PAGE_SIZE, Column, Pager, pager_at, pages_for
from planbook.views.order import newest_first
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Crumb, Shell, Shells
from planbook.views.training import named_first
from planbook.views.words import Fact, Label, Phrase, Quantity, Ref, Shown

EXAMPLES: Final = tuple(Fraction(percent, 100) for percent in (40, 80, 100, 130))
"""The attainments that every scheme's page works out."""

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
    attainment: Quantity | None
    pay: Quantity | None
    reason: Phrase | None
    arithmetic: tuple[ArithmeticView, ...]


@dataclass(frozen=True, slots=True)
class ExampleView:
    """What an attainment pays: in shares of the variable pay, and in money where that is seen."""

    attainment: Quantity
    working: str
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
    lines = _visible_lines(incentive, pen, shell)
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
        curve=_curve(incentive, pen),
        examples=tuple(_examples(incentive, pen)),
    )


def incentive_pages(pens: Pens, shells: Shells, language: str) -> Iterator[Page]:
    """Yield the people of a scheme that its own page has no room for."""
    for incentive in pens.handbook.all(Incentive):
        segments = (pens.addresses.sections[Incentive.KIND], incentive.id)
        pages = 2
        number = 2
        while number <= pages:
            path = pens.addresses.numbered(language, segments, number)
            pen = pens.at(language, path)
            ref = pen.ref(Key(Incentive.KIND, incentive.id))
            assert ref is not None
            trail = (shells.crumb(pen, segments[0]), Crumb(ref.title, ref.href))
            shell = shells.around(pen, segments, ref.title, number=number, trail=trail)
            lines = _visible_lines(incentive, pen, shell)
            pages = pages_for(len(lines))
            if number <= pages:
                view = MorePeopleView(shell, ref, _people(incentive, lines, pen, number))
                subject = f"incentive:{incentive.id}"
                yield Page(path, language, "incentive-people.html", view, subject)
            number += 1


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


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of one person's pay: what was written of it, and what is computed."""

    person: Key
    written: PayLine | None
    score: IncentiveScore | None


def _visible_lines(incentive: Incentive, pen: Pen, shell: Shell) -> tuple[_Line, ...]:
    """Return those of whose pay this edition sees something.

    Why there is no figure is told only where everything is seen: elsewhere it may just be hidden.
    """
    everything = shell.frame.edition.key == "edition.private"
    scores = {one.person: one for one in pen.scores.incentives.get(incentive.id, ())}
    written = {
        key: one
        for one in incentive.people
        if (key := pen.handbook.resolve(one.person, ("person",))) is not None
    }
    known = (key for key, one in scores.items() if everything or one.attainment is not None)
    return tuple(
        _Line(key, written.get(key), scores.get(key)) for key in dict.fromkeys((*written, *known))
    )


def _people(incentive: Incentive, lines: tuple[_Line, ...], pen: Pen, number: int) -> PayTable:
    segments = (pen.addresses.sections[Incentive.KIND], incentive.id)
    shown = lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return PayTable(
        person=pen.label("incentive", "people/person"),
        quota=pen.label("incentive", "people/quota"),
        variable=pen.label("incentive", "people/variable"),
        lines=tuple(
            _line(incentive, one, ref, pen)
            for one in shown
            if (ref := pen.ref(one.person)) is not None
        ),
        total=len(lines),
        pager=pager_at(pen, segments, number, pages_for(len(lines))),
    )


def _line(incentive: Incentive, line: _Line, ref: Ref, pen: Pen) -> PayLineView:
    written, score = line.written, line.score
    currency = _currency(incentive, pen)
    reason = score.reason if score else ""
    return PayLineView(
        person=ref,
        quota=pen.number(written.quota, _quota_unit(incentive, pen)) if written else None,
        variable=pen.number(written.variable, currency) if written else None,
        attainment=pen.portion(score.attainment) if score else None,
        pay=pen.number(score.pay, score.currency) if score else None,
        reason=Phrase(f"incentive_reason.{reason}") if reason else None,
        arithmetic=arithmetic_views(score.arithmetic, pen, score.key) if score else (),
    )


def _curve(incentive: Incentive, pen: Pen) -> ChartView | None:
    """Return the curve of the scheme; one without rates has none."""
    if not any(tier.rate is not None for tier in incentive.tiers):
        return None
    curve = PayCurve(
        pay=lambda attainment: pay_share(incentive, attainment),
        tiers=tuple(exact(tier.up_to) for tier in incentive.tiers if tier.up_to is not None),
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
    if not any(tier.rate is not None for tier in incentive.tiers):
        return
    currency = _currency(incentive, pen)
    formats = pen.formats
    for attainment in EXAMPLES:
        working = " + ".join(
            f"{formats.portion(step.stretch)} × {formats.ratio(step.rate)}"
            for step in pay_steps(incentive, attainment)
        )
        money = None
        if incentive.variable is not None:
            paid = pay_for(incentive, attainment, incentive.variable, currency)
            money = pen.number(paid, currency)
        yield ExampleView(
            attainment=Quantity(formats.portion(attainment)),
            working=working,
            pays=Quantity(formats.portion(pay_share(incentive, attainment))),
            money=money,
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
