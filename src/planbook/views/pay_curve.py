"""What each attainment pays under a scheme: worked examples, the curve, and who stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from planbook.charts.pay import PayCurve, pay_chart
from planbook.model.incentive import Incentive
from planbook.quantities import as_decimal, exact
from planbook.scoring.pay import bands_of, pay_for, pay_share, pay_steps
from planbook.scoring.pay_examples import examples_of
from planbook.scoring.results import PayStep
from planbook.views.figures import ChartView, key_views
from planbook.views.pay_lines import Line, currency_of, has_cents, place_of
from planbook.views.presenter import Presenter
from planbook.views.words import Phrase, Quantity, Ref

_TENTH: Final = Fraction(1, 10)
_FROM: Final = Fraction(8, 10)
_TO: Final = Fraction(13, 10)
_MOST_DOTS: Final = 12


class ExampleView(msgspec.Struct, frozen=True):
    """What an attainment pays: in shares of the variable pay, and in money where that is seen."""

    attainment: Quantity | Phrase
    working: str
    is_capped: bool
    pays: Quantity
    money: Quantity | None


class AmountRow(msgspec.Struct, frozen=True):
    """What the attainments of a table's head pay one person."""

    person: Ref
    amounts: tuple[Quantity, ...]


class AmountTable(msgspec.Struct, frozen=True):
    """What some attainments pay each person, by the tiers and the cap alone."""

    attainments: tuple[Quantity, ...]
    rows: tuple[AmountRow, ...]


class PayoutsView(msgspec.Struct, frozen=True):
    """What attainments pay. ``money_of`` is whose the amounts of the examples are.

    Without it they are those of the scheme's own variable pay. ``amounts`` are there where
    somebody has another than that.
    """

    curve: ChartView
    examples: tuple[ExampleView, ...]
    money_of: Ref | None
    amounts: AmountTable | None


def payouts_view(incentive: Incentive, lines: Sequence[Line], presenter: Presenter) -> PayoutsView:
    """Return what attainments pay, and where those of ``lines`` stand whose figures are seen."""
    variables = {line.person: _variable(line, incentive) for line in lines}
    known = [(line, own) for line in lines if (own := variables[line.person]) is not None]
    variable: Decimal | Fraction | None = incentive.variable
    money_of = None
    if len(lines) == 1 and known:
        variable, money_of = known[0][1], presenter.ref(known[0][0].person)
    return PayoutsView(
        curve=_curve(incentive, lines, presenter),
        examples=tuple(_examples(incentive, variable, presenter)),
        money_of=money_of,
        amounts=_amounts(incentive, known, presenter)
        if len(lines) > 1 and any(own != incentive.variable for _, own in known)
        else None,
    )


def _variable(line: Line, incentive: Incentive) -> Decimal | Fraction | None:
    """Return a person's variable pay: for the days that count, else as it is written."""
    if line.score is not None and line.score.variable is not None:
        return line.score.variable
    written = line.written.variable if line.written is not None else None
    return incentive.variable if written is None else written


def _examples(
    incentive: Incentive, variable: Decimal | Fraction | None, presenter: Presenter
) -> Iterator[ExampleView]:
    currency, formats = currency_of(incentive, presenter), presenter.formats
    cap = None if incentive.cap is None else exact(incentive.cap)
    examples = examples_of(incentive)
    paid = [
        None if variable is None else pay_for(incentive, one, variable, currency)
        for one in examples.attainments
    ]
    with_cents = has_cents(paid)
    if examples.nothing_below is not None:
        below = {"under": formats.percent(as_decimal(examples.nothing_below))}
        nothing = None if variable is None else presenter.amount(Decimal(0), currency)
        yield ExampleView(
            Phrase("tier.under", below), "", False, Quantity(formats.percent(Decimal(0))), nothing
        )
    for attainment, amount in zip(examples.attainments, paid, strict=True):
        steps = pay_steps(incentive, attainment)
        by_tiers = sum((step.stretch * step.rate for step in steps), Fraction(0))
        yield ExampleView(
            attainment=_share(attainment, presenter),
            # A fixed share is what it is: there is nothing to multiply.
            working=""
            if incentive.mode == "banded"
            else " + ".join(_working(step, presenter) for step in steps),
            is_capped=cap is not None and by_tiers > cap,
            pays=Quantity(formats.percent_rounded(pay_share(incentive, attainment), places=1)),
            money=presenter.amount(amount, currency, with_cents=with_cents),
        )


def _share(attainment: Fraction, presenter: Presenter) -> Quantity:
    return Quantity(presenter.formats.percent_rounded(attainment, places=1))


def _working(step: PayStep, presenter: Presenter) -> str:
    rate = presenter.formats.number(as_decimal(step.rate))
    return f"{presenter.formats.percent_rounded(step.stretch, places=1)} × {rate}"


def _amounts(
    incentive: Incentive,
    known: Sequence[tuple[Line, Decimal | Fraction]],
    presenter: Presenter,
) -> AmountTable | None:
    """Return what the usual attainments pay each person; None where nobody's pay is known."""
    currency = currency_of(incentive, presenter)
    attainments = [
        one
        for one in examples_of(incentive).attainments
        if _FROM <= one <= _TO and not one % _TENTH
    ]
    paid = {
        line.person: [pay_for(incentive, one, variable, currency) for one in attainments]
        for line, variable in known
    }
    with_cents = has_cents(amount for amounts in paid.values() for amount in amounts)
    rows = []
    for person, amounts in paid.items():
        ref = presenter.ref(person)
        shown = (presenter.amount(one, currency, with_cents=with_cents) for one in amounts)
        if ref is not None:
            rows.append(AmountRow(ref, tuple(one for one in shown if one is not None)))
    if not rows:
        return None
    return AmountTable(tuple(_share(one, presenter) for one in attainments), tuple(rows))


def _curve(incentive: Incentive, lines: Sequence[Line], presenter: Presenter) -> ChartView:
    bands = bands_of(incentive.tiers)
    tiers = sorted({end for band in bands for end in (band.lower, band.upper) if end})
    examples = examples_of(incentive).attainments
    places = ((line.number, place_of(line)) for line in lines)
    curve = PayCurve(
        pay=lambda attainment: pay_share(incentive, attainment),
        tiers=tuple(tiers),
        threshold=exact(incentive.threshold) if incentive.threshold else None,
        cap=exact(incentive.cap) if incentive.cap is not None else None,
        examples=tuple(_told(examples, tiers)),
        people=tuple((number, place) for number, place in places if place is not None),
    )
    parts = ["actual", "example"]
    parts += ["person"] if curve.people else []
    parts += ["tier"] if curve.tiers else []
    parts += ["threshold"] if curve.threshold else []
    parts += ["cap"] if curve.cap is not None else []
    return ChartView(
        title=Phrase("chart.pay"),
        summary=Phrase("chart.pay.summary"),
        drawing=pay_chart(curve, presenter.formats.percent_rounded),
        legend=key_views(*((part, f"chart.pay.{part}") for part in parts)),
    )


def _told(examples: Sequence[Fraction], tiers: Sequence[Fraction]) -> list[Fraction]:
    """Return the examples that the chart marks: where the curve turns, all of it, and its ends."""
    wanted = {Fraction(1), *tiers, *examples[:1], *examples[-1:]}
    return [one for one in examples if one in wanted][:_MOST_DOTS]
