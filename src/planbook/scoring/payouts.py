"""What a scheme pays each person that it covers (scoring.md, 7): from readings to money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

import msgspec
from msgspec.structs import replace

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.incentive import Gate, Incentive
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.periods import Period
from planbook.quantities import Amount, Ratio, Share, exact
from planbook.scoring.pay import bands_of, in_currency, pay_share, pay_steps, share_of_part
from planbook.scoring.pay_range import Outlook, outlook_of
from planbook.scoring.quotas import (
    PaySources,
    PayTerms,
    Reached,
    WrittenAmount,
    figure_of,
    reach,
    terms_of,
    written_amount,
)
from planbook.scoring.results import (
    AdjustmentScore,
    Arithmetic,
    GateScore,
    IncentiveScore,
    Input,
    PayRange,
)


class _Guarantee(msgspec.Struct, frozen=True):
    """The least that is paid for the days up to a day.

    ``covers_now`` says whether all days so far are among them, ``covers_all`` whether all days
    that count are. Otherwise ``attained`` is the attainment by its last day; None where nobody
    knows.
    """

    amount: Decimal
    pointer: str
    covers_now: bool
    covers_all: bool
    attained: Fraction | None


def score_incentive(
    scheme: Incentive, sources: PaySources, may_see: Callable[[Key], bool]
) -> tuple[IncentiveScore, ...]:
    """Return what ``scheme`` pays each person that it covers, by person.

    Only of people whose quota the edition ``may_see``: an attainment would tell what is hidden.
    """
    return tuple(
        score_payout(scheme, person, sources)
        for person in people_covered(scheme, sources.handbook)
        if may_see(person)
    )


def people_covered(scheme: Incentive, handbook: Handbook) -> tuple[Key, ...]:
    """Return whom a scheme is for, by name, by role or by a line of their own, in order.

    Somebody who left before its period, or starts after it, has no part in it.
    """
    wanted = {line.person for line in scheme.people if line.person is not None}
    for recipient in scheme.recipients:
        wanted.update(_people_of(recipient, handbook))
    return tuple(key for key in sorted(wanted) if _serves_in(key, scheme.period, handbook))


def covered_by(recipient: Key, scheme: Incentive, handbook: Handbook) -> tuple[Key, ...]:
    """Return whom a scheme is for because of one entry of its ``for``, in order."""
    people = sorted(_people_of(recipient, handbook))
    return tuple(key for key in people if _serves_in(key, scheme.period, handbook))


def _people_of(recipient: Key, handbook: Handbook) -> tuple[Key, ...]:
    if recipient.kind == Role.KIND:
        return handbook.referring(recipient, Person.KIND, "/role")
    return (recipient,)


def _serves_in(key: Key, period: Period | None, handbook: Handbook) -> bool:
    person = handbook.find(Person, key)
    if person is None or not person.is_in_force:
        return False
    return period is None or person.serves_in(period.start, period.end)


def score_payout(scheme: Incentive, person: Key, sources: PaySources) -> IncentiveScore:
    """Return what ``scheme`` pays ``person``: so far, and projected."""
    handbook = sources.handbook
    currency = scheme.currency or handbook.settings.currency or ""
    nothing = IncentiveScore(scheme.key, person, None, None, currency)
    terms = terms_of(scheme, person)
    if isinstance(terms, str):
        return replace(nothing, reason=terms)
    reached = reach(terms, sources)
    if isinstance(reached, str):
        return replace(nothing, reason=reached, days=terms.days)
    gates = tuple(_gates(terms, sources))
    variable = written_amount(terms, "variable", currency)
    score = replace(
        nothing,
        days=terms.days,
        attainment=reached.attainment,
        actual=reached.actual,
        quota=reached.quota,
        unit=reached.unit,
        variable=variable.value if variable else None,
        expected=reached.expected,
        gates=gates,
        arithmetic=reached.arithmetic,
    )
    if variable is None:
        return replace(score, reason="no_variable")
    if not bands_of(scheme.tiers):
        return replace(score, reason="no_tier")
    if any(gate.applies is None for gate in gates):
        return replace(score, reason="no_gate_reading")
    return _pay(score, terms, sources, reached, variable)


def _pay(
    score: IncentiveScore,
    terms: PayTerms,
    sources: PaySources,
    reached: Reached,
    variable: WrittenAmount,
) -> IncentiveScore:
    """Return ``score`` with pay: tiers, gates, cap, guarantee, adjustments, in this order."""
    scheme, currency = terms.scheme, score.currency
    factor = Fraction(1)
    for gate in score.gates:
        factor *= gate.factor if gate.applies else 1

    guarantee = _guarantee(terms, sources, reached)
    adjustments = tuple(_adjustments(terms, sources.as_of))
    added = sum((exact(one.amount) for one in adjustments), Fraction(0))

    def paid_in_its_days(attainment: Fraction) -> Fraction | None:
        if guarantee is None or guarantee.attained is None:
            return None
        return variable.value * share_of_part(scheme, guarantee.attained, attainment, factor)

    def settled(attainment: Fraction, horizon: Literal["now", "all"]) -> Decimal | None:
        pay = variable.value * pay_share(scheme, attainment, factor)
        if guarantee is not None:
            covers = guarantee.covers_now if horizon == "now" else guarantee.covers_all
            paid = pay if covers else paid_in_its_days(attainment)
            if paid is None:
                return None
            pay += max(exact(guarantee.amount) - paid, Fraction(0))
        return in_currency(pay + added, currency)

    def explained(attainment: Fraction, pay: Decimal) -> Arithmetic:
        paid = paid_in_its_days(attainment)
        inputs = _pay_inputs(score, terms, variable, attainment, guarantee, paid, adjustments)
        return Arithmetic(f"pay.{scheme.mode}", inputs, Amount(pay, currency))

    score = replace(
        score,
        steps=pay_steps(scheme, reached.attainment),
        guarantee=guarantee.amount if guarantee else None,
        adjustments=adjustments,
    )
    arithmetic = {**variable.arithmetic, **score.arithmetic}
    pay = settled(reached.attainment, "now")
    if pay is None:
        return replace(score, reason="guarantee_ended", arithmetic=arithmetic)
    arithmetic["pay"] = explained(reached.attainment, pay)
    if reached.expected is None or reached.expected <= 0:
        return replace(score, pay=pay, no_projection="no_expectation", arithmetic=arithmetic)
    projected = reached.attainment / reached.expected
    projected_pay = settled(projected, "all")
    if projected_pay is None:
        return replace(score, pay=pay, no_projection="guarantee_runs", arithmetic=arithmetic)
    arithmetic["projected_attainment"] = Arithmetic(
        "attainment.projected",
        (
            Input("attainment", Share(reached.attainment)),
            Input("expected", Share(reached.expected)),
        ),
        Share(projected),
    )
    arithmetic["projected_pay"] = explained(projected, projected_pay)
    score = replace(score, pay=pay, projected_attainment=projected, projected_pay=projected_pay)
    outlook = outlook_of(terms, sources, reached)
    return _with_range(
        replace(score, arithmetic=arithmetic), outlook, partial(settled, horizon="all")
    )


def _with_range(
    score: IncentiveScore, outlook: Outlook | str, settled: Callable[[Fraction], Decimal | None]
) -> IncentiveScore:
    """Return ``score`` with what both ends of ``outlook`` pay, or with the reason for none."""
    if isinstance(outlook, str):
        return replace(score, no_range=outlook)
    pay_low, pay_high = settled(outlook.low), settled(outlook.high)
    if pay_low is None or pay_high is None:
        return score
    ends = {"range_low": outlook.low_arithmetic, "range_high": outlook.high_arithmetic}
    found = PayRange(outlook.basis, outlook.low, outlook.high, pay_low, pay_high)
    return replace(score, range=found, arithmetic={**score.arithmetic, **ends})


def _pay_inputs(
    score: IncentiveScore,
    terms: PayTerms,
    variable: WrittenAmount,
    attainment: Fraction,
    guarantee: _Guarantee | None,
    paid_in_its_days: Fraction | None,
    adjustments: tuple[AdjustmentScore, ...],
) -> tuple[Input, ...]:
    scheme, key, currency = terms.scheme, terms.scheme.key, score.currency
    inputs = [variable.input, Input("attainment", Share(attainment))]
    if scheme.threshold is not None:
        inputs.append(Input("threshold", Share(exact(scheme.threshold)), key, "/threshold"))
    for step in pay_steps(scheme, attainment):
        if scheme.mode == "marginal":
            inputs.append(Input("stretch", Share(step.stretch), key, f"/tiers/{step.position}"))
        inputs.append(Input("rate", Ratio(step.rate), key, f"/tiers/{step.position}/rate"))
    inputs.extend(
        Input("gate", Ratio(gate.factor), key, f"/gates/{gate.position}/factor")
        for gate in score.gates
        if gate.applies
    )
    if scheme.cap is not None:
        inputs.append(Input("cap", Ratio(scheme.cap), key, "/cap"))
    if guarantee is not None:
        inputs.append(
            Input("guarantee", Amount(guarantee.amount, currency), key, guarantee.pointer)
        )
        if paid_in_its_days is not None:
            paid = Amount(in_currency(paid_in_its_days, currency), currency)
            inputs.append(Input("guaranteed_days", paid))
    for one in adjustments:
        amount = Amount(one.amount, currency)
        inputs.append(Input("adjustment", amount, key, f"/adjustments/{one.position}/amount"))
    return tuple(inputs)


def _guarantee(
    terms: PayTerms,
    sources: PaySources,
    reached: Reached,
) -> _Guarantee | None:
    """Return the guarantee of the person's line, or None where it has none for the days that count.

    While its days last, or where it lasts as long as they do, the whole pay is at least that.
    After it, the part of the pay that is for its days is lifted to it, and the rest follows the
    tiers: that takes a total that grows with the days, and readings in its days.
    """
    written = terms.line.guarantee if terms.line is not None else None
    if written is None or written.amount is None or written.until is None:
        return None
    if written.until < terms.days.start:
        return None
    covers_all = written.until >= terms.days.end
    covers_now = covers_all or sources.as_of <= written.until
    attained: Fraction | None = None
    if not covers_now and reached.accrues:
        then = reach(terms, sources, written.until)
        attained = None if isinstance(then, str) else then.attainment
    pointer = f"/people/{terms.position}/guarantee/amount"
    return _Guarantee(written.amount, pointer, covers_now, covers_all, attained)


def _adjustments(terms: PayTerms, as_of: date) -> Iterator[AdjustmentScore]:
    """Yield the corrections of the person's pay up to ``as_of``."""
    for position, one in enumerate(terms.scheme.adjustments):
        if one.person != terms.person or one.amount is None:
            continue
        if one.date is None or one.date <= as_of:
            yield AdjustmentScore(position, one.date, one.amount, one.reason)


def _gates(terms: PayTerms, sources: PaySources) -> Iterator[GateScore]:
    for position, gate in enumerate(terms.scheme.gates):
        if gate.factor is None:
            continue
        subject = gate.subject or terms.person
        series = sources.all_series.get(gate.metric) if gate.metric is not None else None
        figure = None
        if series is not None:
            end = min(terms.period.end, sources.as_of)
            figure = figure_of(series, subject, terms.period.start, end, sources)
        value = figure.value if figure is not None else None
        yield GateScore(
            position,
            gate.metric,
            subject,
            value,
            series.metric.unit if series is not None else "",
            gate.above,
            gate.below,
            exact(gate.factor),
            None if value is None else _is_beyond(gate, value),
        )


def _is_beyond(gate: Gate, figure: Fraction) -> bool:
    """Return whether ``figure`` lies strictly beyond a limit of ``gate``."""
    return (gate.above is not None and figure > exact(gate.above)) or (
        gate.below is not None and figure < exact(gate.below)
    )
