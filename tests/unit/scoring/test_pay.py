"""What an attainment pays, to the last coin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.handbooks import document
from builders.scoring import goal_of, person_of, scored
from planbook.model.document import Document
from planbook.model.incentive import Incentive, Tier
from planbook.scoring.pay import in_currency, pay_for, pay_share, pay_steps

ON = date(2026, 9, 10)
CHANNEL = (("1.0", "1.0"), ("1.3", "1.5"), (None, "2.0"))
EARLY = (("0.5", "0.5"), ("1.0", "1.0"), (None, "1.5"))


def scheme_of(
    tiers: tuple[tuple[str | None, str], ...],
    mode: str = "marginal",
    threshold: str | None = None,
    cap: str | None = None,
) -> Incentive:
    """A scheme with these tiers."""
    return Incentive(
        id="s",
        mode=mode,
        tiers=tuple(
            Tier(up_to=None if up_to is None else Decimal(up_to), rate=Decimal(rate))
            for up_to, rate in tiers
        ),
        threshold=None if threshold is None else Decimal(threshold),
        cap=None if cap is None else Decimal(cap),
    )


@pytest.mark.parametrize(
    ("scheme", "attainment", "pay"),
    [
        (scheme_of(CHANNEL), "1.30", "145000.00"),
        (scheme_of(EARLY), "0.40", "20000.00"),
        (scheme_of(CHANNEL), "0", "0.00"),
        (scheme_of(CHANNEL), "-0.2", "0.00"),
        (scheme_of(CHANNEL), "1.5", "185000.00"),
        (scheme_of(CHANNEL, threshold="0.5"), "0.4999", "0.00"),
        (scheme_of(CHANNEL, threshold="0.5"), "0.5", "50000.00"),
        (scheme_of(CHANNEL, cap="1.2"), "1.5", "120000.00"),
        (scheme_of(EARLY, "retroactive"), "0.5", "25000.00"),
        (scheme_of(EARLY, "retroactive"), "0.8", "80000.00"),
        (scheme_of(EARLY, "retroactive"), "1.2", "180000.00"),
        (scheme_of(EARLY, "retroactive"), "-1", "0.00"),
    ],
)
def test_tiers_pay_what_was_published(scheme: Incentive, attainment: str, pay: str) -> None:
    assert str(pay_for(scheme, Fraction(attainment), Decimal(100000), "CNY")) == pay


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [
        ("0.005", "CNY", "0.01"),
        ("0.0049999", "CNY", "0.00"),
        ("2.675", "USD", "2.68"),
        ("1234.5", "JPY", "1235"),
        ("1.2345", "KWD", "1.235"),
        ("7", "XXZ", "7.00"),
        ("12345678901234567890123456789.125", "CNY", "12345678901234567890123456789.13"),
    ],
)
def test_money_is_rounded_half_up_to_the_coins_of_its_currency(
    amount: str, currency: str, money: str
) -> None:
    assert str(in_currency(Fraction(amount), currency)) == money


def test_each_piece_of_a_marginal_pay_is_told() -> None:
    steps = pay_steps(scheme_of(CHANNEL), Fraction("1.4"))
    assert [(step.stretch, step.rate) for step in steps] == [
        (1, 1),
        (Fraction("0.3"), Fraction("1.5")),
        (Fraction("0.1"), 2),
    ]


rising = st.lists(
    st.tuples(st.decimals("0.01", 3, places=2), st.decimals(0, 3, places=2)),
    min_size=1,
    max_size=5,
    unique_by=lambda tier: tier[0],
)
attainments = st.fractions(0, 4, max_denominator=1000)


def tiers_of(found: list[tuple[Decimal, Decimal]]) -> tuple[tuple[str | None, str], ...]:
    ends = sorted(end for end, _ in found)
    rates = sorted(rate for _, rate in found)
    closed = [(str(end), str(rate)) for end, rate in zip(ends, rates, strict=True)]
    return (*closed[:-1], (None, closed[-1][1]))


@given(rising, attainments, attainments, st.sampled_from(["marginal", "retroactive"]))
def test_more_is_never_paid_less_where_the_rates_do_not_fall(
    found: list[tuple[Decimal, Decimal]], one: Fraction, other: Fraction, mode: str
) -> None:
    scheme = scheme_of(tiers_of(found), mode, threshold="0.3", cap="5")
    less, more = sorted((one, other))
    assert pay_share(scheme, less) <= pay_share(scheme, more)


@given(rising, st.fractions("1/2", 4, max_denominator=1000))
def test_marginal_pay_never_jumps_above_the_threshold(
    found: list[tuple[Decimal, Decimal]], attainment: Fraction
) -> None:
    scheme = scheme_of(tiers_of(found), threshold="0.5")
    step = Fraction(1, 10**9)
    steepest = max(rate for _, rate in found)
    jump = pay_share(scheme, attainment + step) - pay_share(scheme, attainment)
    assert 0 <= jump <= Fraction(steepest) * step


def incentive(**values: Any) -> Document:
    """A scheme for the role ``seller`` that pays on revenue."""
    filled: dict[str, Any] = {
        "for": ["seller"],
        "period": "2026-Q3",
        "basis": {"metric": "revenue"},
        "currency": "CNY",
        "mode": "marginal",
        "tiers": [{"up_to": 1, "rate": 1}, {"rate": 1.5}],
        "quota": 1000,
        "variable": 2000,
        **values,
    }
    return document("incentive", "s", **filled)


def metric(aggregate: str = "sum", direction: str = "up") -> Document:
    """Revenue of bea: 300 in June, 400 in July, 500 in August, 900 in September."""
    return document(
        "metric",
        "revenue",
        unit="CNY",
        direction=direction,
        cadence="monthly",
        aggregate=aggregate,
        values=[
            {"date": "2026-06-30", "subject": "bea", "value": 300},
            {"date": "2026-07-31", "subject": "bea", "value": 400},
            {"date": "2026-08-31", "subject": "person:bea", "value": 500},
            {"date": "2026-09-30", "subject": "bea", "value": 900},
        ],
    )


SELLER = document("role", "seller")


@pytest.mark.parametrize(
    ("aggregate", "attainment", "pay"),
    [("sum", "0.9", "1800.00"), ("last", "0.5", "1000.00"), ("mean", "0.45", "900.00")],
)
def test_readings_of_the_period_are_put_together_by_the_metric(
    aggregate: str, attainment: str, pay: str
) -> None:
    scores = scored(SELLER, person_of(), metric(aggregate), incentive(), on=ON).incentives["s"]
    assert [(one.person.id, one.attainment, str(one.pay)) for one in scores] == [
        ("bea", Fraction(attainment), pay)
    ]


def test_a_persons_own_line_goes_before_the_scheme() -> None:
    lines = [{"person": "bea", "quota": 1800}]
    (score,) = scored(SELLER, person_of(), metric(), incentive(people=lines), on=ON).incentives["s"]
    assert (score.attainment, score.pay) == (Fraction(1, 2), Decimal("1000.00"))
    assert score.arithmetic["attainment"].inputs[1].pointer == "/people/0/quota"
    assert score.arithmetic["pay"].inputs[0].pointer == "/variable"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quota": None}, "no_quota"),
        ({"quota": 0}, "no_quota"),
        ({"variable": None}, "no_variable"),
        ({"basis": {}}, "no_basis"),
        ({"period": "2027"}, "no_reading"),
    ],
)
def test_without_what_it_needs_there_is_no_figure_and_a_reason(
    changes: dict[str, Any], reason: str
) -> None:
    scheme = incentive(**changes)
    (score,) = scored(SELLER, person_of(), metric(), scheme, on=ON).incentives["s"]
    assert (score.pay, score.reason) == (None, reason)
    assert (score.attainment is None) == (reason != "no_variable")


def test_nobody_is_paid_more_for_a_figure_that_ought_to_fall() -> None:
    (score,) = scored(SELLER, person_of(), metric(direction="down"), incentive(), on=ON).incentives[
        "s"
    ]
    assert (score.attainment, score.reason) == (None, "less_is_better")


def test_a_scheme_on_a_goal_has_the_goals_target_as_quota() -> None:
    goal = goal_of("g", checkins=[{"date": "2026-07-31", "value": 150}])
    scheme = incentive(basis={"goal": "g"}, quota=None, **{"for": ["bea"]})
    (score,) = scored(SELLER, person_of(), goal, scheme, on=ON).incentives["s"]
    assert (score.attainment, score.pay) == (Fraction(3, 4), Decimal("1500.00"))
