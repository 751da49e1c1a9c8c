"""Pay: what a scheme pays for an attainment, in money that is exact to the last coin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from babel.core import get_global

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive, Tier
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.role import Role
from planbook.periods import Period, parse_period
from planbook.quantities import exact
from planbook.scoring.results import Arithmetic, GoalScore, IncentiveScore, Input
from planbook.scoring.rollup import counts_now
from planbook.scoring.series import Series, as_decimal, put_together


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of an attainment that one rate pays: how much of it, and the tier's position."""

    position: int
    stretch: Fraction
    rate: Fraction


def pay_steps(scheme: Incentive, attainment: Fraction) -> tuple[Step, ...]:
    """Return the pieces of ``attainment`` that the scheme's tiers pay.

    Marginal: each tier pays for the stretch from the end of the one before to its own.
    Retroactive: the tier that the attainment falls in pays for all of it. Below the threshold
    there are none.
    """
    if scheme.threshold is not None and attainment < exact(scheme.threshold):
        return ()
    if scheme.mode == "retroactive":
        return _tier_reached(scheme.tiers, attainment)
    steps: list[Step] = []
    below = Fraction(0)
    for position, tier in enumerate(scheme.tiers):
        up_to = attainment if tier.up_to is None else exact(tier.up_to)
        stretch = min(attainment, up_to) - below
        if stretch > 0 and tier.rate is not None:
            steps.append(Step(position, stretch, exact(tier.rate)))
        below = max(below, up_to)
    return tuple(steps)


def pay_share(scheme: Incentive, attainment: Fraction) -> Fraction:
    """Return what ``attainment`` pays as a multiple of the variable pay, the cap applied."""
    share = sum((step.stretch * step.rate for step in pay_steps(scheme, attainment)), Fraction(0))
    return share if scheme.cap is None else min(share, exact(scheme.cap))


def pay_for(scheme: Incentive, attainment: Fraction, variable: Decimal, currency: str) -> Decimal:
    """Return what ``attainment`` pays in ``currency``: its minor unit, halves up."""
    return in_currency(pay_share(scheme, attainment) * exact(variable), currency)


def in_currency(amount: Fraction, currency: str) -> Decimal:
    """Return ``amount`` to the minor unit of ``currency`` (ISO 4217), halves up."""
    digits = _minor_digits(currency)
    scaled = amount * 10**digits
    # Halves go up, away from zero, in whole numbers: no division is ever cut short.
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as exactly:
        exactly.prec = len(str(whole)) + digits + 1
        return Decimal(-whole if scaled < 0 else whole).scaleb(-digits)


def score_incentives(
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: Mapping[str, Series],
    as_of: date,
) -> dict[str, tuple[IncentiveScore, ...]]:
    """Return what every scheme in force would pay each person that it covers, by person."""
    return {
        scheme.id: tuple(
            _score(scheme, person, handbook, goals, series, as_of)
            for person in _covered(scheme, handbook, as_of)
        )
        for scheme in handbook.all(Incentive)
        if counts_now(scheme)
    }


def _tier_reached(tiers: tuple[Tier, ...], attainment: Fraction) -> tuple[Step, ...]:
    for position, tier in enumerate(tiers):
        last = position == len(tiers) - 1
        if last or tier.up_to is None or attainment <= exact(tier.up_to):
            if attainment <= 0 or tier.rate is None:
                return ()
            return (Step(position, attainment, exact(tier.rate)),)
    return ()


def _covered(scheme: Incentive, handbook: Handbook, as_of: date) -> Iterator[str]:
    """Yield the ids of those whom a scheme is for: by name, by role, by a line of their own."""
    wanted: set[str] = set()
    for written in scheme.recipients:
        key = handbook.resolve(written, (Role.KIND, Person.KIND))
        if key is None:
            continue
        holders = handbook.referring(key, Person.KIND, "/role") if key.kind == Role.KIND else (key,)
        wanted.update(holder.id for holder in holders)
    wanted.update(line.person for line in scheme.people if line.person is not None)
    period = _period(scheme, handbook)
    for id_ in sorted(wanted):
        person = handbook.find(Person, id_)
        if person is None or not counts_now(person):
            continue
        # Somebody who left before the scheme began has no part in it.
        if person.ended is None or period is None or person.ended >= min(period.start, as_of):
            yield id_


def _score(
    scheme: Incentive,
    person: str,
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: Mapping[str, Series],
    as_of: date,
) -> IncentiveScore:
    key, whose = Key(Incentive.KIND, scheme.id), Key(Person.KIND, person)
    currency = scheme.currency or handbook.settings.currency or ""
    actual = _actual(scheme, whose, handbook, goals, series, as_of)
    quota = _quota(scheme, person, handbook)
    variable = _line_or_scheme(scheme, person, "variable")
    if isinstance(actual, str):
        return IncentiveScore(key, whose, None, None, currency, actual)
    if quota is None or quota.value is None or quota.value <= 0:
        return IncentiveScore(key, whose, None, None, currency, "no_quota")
    attainment = actual[0] / exact(quota.value)
    arithmetic = {"attainment": Arithmetic("attainment", (actual[1], quota.input), attainment)}
    if variable is None or variable.value is None:
        return IncentiveScore(key, whose, attainment, None, currency, "no_variable", arithmetic)
    if not any(tier.rate is not None for tier in scheme.tiers):
        return IncentiveScore(key, whose, attainment, None, currency, "no_tier", arithmetic)
    pay = pay_for(scheme, attainment, variable.value, currency)
    arithmetic["pay"] = explain_pay(scheme, attainment, variable.input, pay)
    return IncentiveScore(key, whose, attainment, pay, currency, "", arithmetic)


def explain_pay(
    scheme: Incentive, attainment: Fraction, variable: Input, pay: Decimal
) -> Arithmetic:
    """Return why ``attainment`` pays ``pay``: the pieces of it and the rate of each."""
    key = Key(Incentive.KIND, scheme.id)
    inputs = [variable, Input("attainment", attainment)]
    for step in pay_steps(scheme, attainment):
        rate = Input("rate", step.rate, key, f"/tiers/{step.position}/rate")
        if scheme.mode == "retroactive":
            inputs.append(rate)
        else:
            inputs.extend((Input("stretch", step.stretch, key, f"/tiers/{step.position}"), rate))
    if scheme.cap is not None:
        inputs.append(Input("cap", scheme.cap, key, "/cap"))
    if scheme.threshold is not None:
        inputs.append(Input("threshold", scheme.threshold, key, "/threshold"))
    mode = "retroactive" if scheme.mode == "retroactive" else "marginal"
    return Arithmetic(f"pay.{mode}", tuple(inputs), pay)


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of a scheme and the field that it stands in."""

    value: Decimal | None
    input: Input


def _line_or_scheme(scheme: Incentive, person: str, name: str) -> _Amount | None:
    """Return somebody's own ``quota`` or ``variable``, else the scheme's, else None."""
    key = Key(Incentive.KIND, scheme.id)
    for position, line in enumerate(scheme.people):
        own: Decimal | None = getattr(line, name)
        if line.person == person and own is not None:
            return _Amount(own, Input(name, own, key, f"/people/{position}/{name}"))
    whole: Decimal | None = getattr(scheme, name)
    return None if whole is None else _Amount(whole, Input(name, whole, key, f"/{name}"))


def _quota(scheme: Incentive, person: str, handbook: Handbook) -> _Amount | None:
    written = _line_or_scheme(scheme, person, "quota")
    if written is not None:
        return written
    key = handbook.resolve(scheme.basis.goal, (Goal.KIND,))
    goal = handbook.find(Goal, key.id) if key else None
    if goal is None or key is None or goal.measurable.target is None:
        return None
    target = goal.measurable.target
    return _Amount(target, Input("quota", target, key, "/measurable/target"))


def _actual(
    scheme: Incentive,
    person: Key,
    handbook: Handbook,
    goals: Mapping[str, GoalScore],
    series: Mapping[str, Series],
    as_of: date,
) -> tuple[Fraction, Input] | str:
    """Return what was reached, with its input, or the key of the reason why nothing is known."""
    goal_key = handbook.resolve(scheme.basis.goal, (Goal.KIND,))
    if goal_key is not None and goal_key.id in goals:
        goal, score = handbook.find(Goal, goal_key.id), goals[goal_key.id]
        if goal is not None and goal.measurable.type == "decrease":
            return "less_is_better"
        if score.actual is None:
            return "no_reading"
        return exact(score.actual), Input("actual", score.actual, goal_key, "", score.unit)
    metric_key = handbook.resolve(scheme.basis.metric, (Metric.KIND,))
    metric = handbook.find(Metric, metric_key.id) if metric_key else None
    if metric is None or metric_key is None:
        return "no_basis"
    # Attainment is actual / quota: of a figure that ought to fall it would pay for the wrong way.
    if metric.direction == "down":
        return "less_is_better"
    period = _period(scheme, handbook)
    if period is None:
        return "no_period"
    readings = [
        one.value
        for one in series.get(metric.id, {}).get(person, ())
        if period.start <= one.date <= min(period.end, as_of)
    ]
    actual = put_together(readings, metric.aggregate)
    if actual is None:
        return "no_reading"
    return actual, Input("actual", as_decimal(actual), metric_key, "/values", metric.unit)


def _period(scheme: Incentive, handbook: Handbook) -> Period | None:
    written = scheme.period
    if written is None or isinstance(written, str):
        return parse_period(written, handbook.settings.fiscal_year_start)
    return parse_period({"start": written.start, "end": written.end})


def _minor_digits(currency: str) -> int:
    """Return how many decimals the currency's coins have (CLDR; 2 where it is not known)."""
    fractions: Mapping[str, Iterable[int]] = get_global("currency_fractions")
    digits, *_ = fractions.get(currency, fractions["DEFAULT"])
    return digits
