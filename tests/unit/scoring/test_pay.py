"""What an attainment pays by tiers and cap, to the last coin."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.model.incentive import Incentive, Tier
from planbook.scoring.pay import (
    bands_of,
    in_currency,
    pay_at_edges,
    pay_for,
    pay_share,
    pay_steps,
)

CHANNEL = (("1.0", "1.0"), ("1.3", "1.5"), (None, "2.0"))
EARLY = (("0.5", "0.5"), ("1.0", "1.0"), (None, "1.5"))
SHARES = (("0.3", "0.3"), ("0.6", "0.6"), (None, "1.0"))


def amount(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def scheme_of(
    tiers: tuple[tuple[str | None, str], ...],
    mode: str = "marginal",
    threshold: str | None = None,
    cap: str | None = None,
) -> Incentive:
    """A scheme whose tiers end at these attainments."""
    return Incentive(
        id="s",
        mode=mode,
        tiers=tuple(Tier(up_to=amount(end), rate=Decimal(rate)) for end, rate in tiers),
        threshold=amount(threshold),
        cap=amount(cap),
    )


def rising_from(
    mode: str, *tiers: tuple[str | None, str], threshold: str | None = None
) -> Incentive:
    """A scheme whose tiers start at these attainments."""
    return Incentive(
        id="s",
        mode=mode,
        tiers=tuple(Tier(from_=amount(start), rate=Decimal(rate)) for start, rate in tiers),
        threshold=amount(threshold),
    )


@pytest.mark.parametrize(
    ("scheme", "attainment", "pay"),
    [
        (scheme_of(CHANNEL), "1.30", "145000.00"),
        (scheme_of(CHANNEL), "1.6", "205000.00"),
        (scheme_of(EARLY), "0.40", "20000.00"),
        (scheme_of(EARLY), "0.5", "25000.00"),
        (scheme_of(CHANNEL), "0", "0.00"),
        (scheme_of(CHANNEL), "-0.2", "0.00"),
        (scheme_of(CHANNEL), "1.5", "185000.00"),
        (scheme_of(CHANNEL, threshold="0.5"), "0.4999", "0.00"),
        (scheme_of(CHANNEL, threshold="0.5"), "0.5", "50000.00"),
        (scheme_of(CHANNEL, threshold="0"), "0.1", "10000.00"),
        (scheme_of(CHANNEL, cap="1.2"), "1.2", "120000.00"),
        (scheme_of(CHANNEL, cap="1.3"), "1.2", "130000.00"),
        (scheme_of(CHANNEL, cap="1.2"), "1.5", "120000.00"),
        (scheme_of(EARLY, "retroactive"), "0.5", "25000.00"),
        (scheme_of(EARLY, "retroactive"), "0.5001", "50010.00"),
        (scheme_of(EARLY, "retroactive"), "0.8", "80000.00"),
        (scheme_of(EARLY, "retroactive"), "1", "100000.00"),
        (scheme_of(EARLY, "retroactive"), "1.2", "180000.00"),
        (scheme_of(EARLY, "retroactive"), "-1", "0.00"),
        (scheme_of(SHARES, "banded"), "0.2", "30000.00"),
        (scheme_of(SHARES, "banded"), "0.3", "30000.00"),
        (scheme_of(SHARES, "banded"), "0.3001", "60000.00"),
        (scheme_of(SHARES, "banded"), "0.6", "60000.00"),
        (scheme_of(SHARES, "banded"), "7", "100000.00"),
        (scheme_of(SHARES, "banded"), "0", "0.00"),
        (scheme_of(SHARES, "banded"), "-0.1", "0.00"),
        (scheme_of(SHARES, "banded", threshold="0.2"), "0.19", "0.00"),
        (scheme_of(SHARES, "banded", cap="0.5"), "0.6", "50000.00"),
    ],
)
def test_tiers_pay_what_was_published(scheme: Incentive, attainment: str, pay: str) -> None:
    assert str(pay_for(scheme, Fraction(attainment), Decimal(100000), "CNY")) == pay


FROM = (("0.5", "0.5"), ("1.0", "1.0"), ("1.2", "1.5"))


@pytest.mark.parametrize(
    ("mode", "attainment", "share"),
    [
        ("banded", "0.4999", "0"),
        ("banded", "0.5", "0.5"),
        ("banded", "0.9999", "0.5"),
        ("banded", "1", "1"),
        ("banded", "1.2", "1.5"),
        ("banded", "9", "1.5"),
        ("retroactive", "0.49", "0"),
        ("retroactive", "0.5", "0.25"),
        ("retroactive", "1", "1"),
        ("retroactive", "1.2", "1.8"),
        ("marginal", "0.5", "0"),
        ("marginal", "0.8", "0.15"),
        ("marginal", "1", "0.25"),
        ("marginal", "1.4", "0.75"),
    ],
)
def test_a_tier_with_from_holds_from_its_bound_on_and_nothing_is_paid_below_the_first(
    mode: str, attainment: str, share: str
) -> None:
    assert pay_share(rising_from(mode, *FROM), Fraction(attainment)) == Fraction(share)


def test_a_first_tier_without_from_starts_at_nothing() -> None:
    scheme = rising_from("banded", (None, "0.2"), ("1", "1"))
    assert pay_share(scheme, Fraction("0.01")) == Fraction("0.2")
    assert pay_share(scheme, Fraction(0)) == 0


def test_nothing_reached_pays_nothing_even_in_a_band_from_nothing() -> None:
    assert pay_share(rising_from("banded", ("0", "0.2")), Fraction(0)) == 0


@pytest.mark.parametrize(
    "tiers",
    [
        [{"up_to": 1, "rate": 1}, {"from_": 1, "rate": 2}],
        [{"from_": 0, "up_to": 1, "rate": 1}],
        [{"up_to": 1, "rate": 1}, {"up_to": 1, "rate": 2}],
        [{"from_": 1, "rate": 1}, {"from_": 1, "rate": 2}],
        [{"up_to": "1.3", "rate": 1}, {"up_to": 1, "rate": 2}],
        [{"rate": 1}, {"up_to": 1, "rate": 2}],
        [{"up_to": "0.5", "rate": 1}, {"rate": 2}, {"up_to": 1, "rate": 3}],
        [{"from_": 1, "rate": 1}, {"rate": 2}],
        [{"up_to": 1}, {"rate": 2}],
        [],
    ],
)
def test_tiers_that_do_not_say_what_they_cover_cover_nothing(tiers: list[dict[str, Any]]) -> None:
    written = tuple(
        Tier(**{name: Decimal(value) for name, value in tier.items()}) for tier in tiers
    )
    assert bands_of(written) == ()
    for mode in ("marginal", "retroactive", "banded"):
        assert pay_steps(Incentive(id="s", mode=mode, tiers=written), Fraction(1)) == ()


@pytest.mark.parametrize(
    ("mode", "share"), [("marginal", "1.3"), ("retroactive", "1.8"), ("banded", "1.2")]
)
def test_above_a_last_tier_with_an_end_its_rate_holds(mode: str, share: str) -> None:
    tiers = (("1.0", "1.0"), ("1.25", "1.2"))
    assert pay_share(scheme_of(tiers, mode), Fraction("1.5")) == Fraction(share)


def test_gates_come_before_the_cap() -> None:
    scheme = scheme_of(CHANNEL, cap="1.9")
    assert pay_share(scheme, Fraction("1.6")) == Fraction("1.9")
    assert pay_share(scheme, Fraction("1.6"), Fraction("0.8")) == Fraction("1.64")


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [
        ("0.005", "CNY", "0.01"),
        ("0.0049999", "CNY", "0.00"),
        ("-0.005", "CNY", "-0.01"),
        ("-0.0049", "CNY", "0.00"),
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
    assert [(step.position, step.stretch, step.rate) for step in steps] == [
        (0, 1, 1),
        (1, Fraction("0.3"), Fraction("1.5")),
        (2, Fraction("0.1"), 2),
    ]


def test_on_its_bound_a_marginal_tier_has_no_stretch_of_the_next() -> None:
    (step,) = pay_steps(scheme_of(CHANNEL), Fraction(1))
    assert (step.position, step.stretch) == (0, Fraction(1))


def test_the_one_tier_that_pays_for_everything_is_told() -> None:
    (whole,) = pay_steps(scheme_of(EARLY, "retroactive"), Fraction("0.8"))
    assert (whole.position, whole.stretch, whole.rate) == (1, Fraction("0.8"), Fraction(1))
    (fixed,) = pay_steps(scheme_of(SHARES, "banded"), Fraction("0.8"))
    assert (fixed.position, fixed.stretch, fixed.rate) == (2, Fraction(1), Fraction(1))


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


@given(rising, attainments, attainments, st.sampled_from(["marginal", "retroactive", "banded"]))
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


# At the edges of tiers --------------------------------------------------------------------------


def edges(scheme: Incentive) -> list[tuple[int, str, str, str]]:
    return [
        (edge.position, str(edge.at), str(edge.below), str(edge.above))
        for edge in pay_at_edges(scheme)
    ]


def test_marginal_pay_is_the_same_on_both_sides_of_an_edge() -> None:
    assert edges(scheme_of(CHANNEL)) == [(0, "1", "1", "1"), (1, "13/10", "29/20", "29/20")]
    capped = scheme_of(CHANNEL, cap="1.2")
    assert edges(capped) == [(0, "1", "1", "1"), (1, "13/10", "6/5", "6/5")]


def test_other_pay_leaps_by_the_rates() -> None:
    assert edges(scheme_of(EARLY, "retroactive")) == [
        (0, "1/2", "1/4", "1/2"),
        (1, "1", "1", "3/2"),
    ]
    assert edges(rising_from("banded", ("0.8", "0.5"), ("1.0", "1.0"))) == [(1, "1", "1/2", "1")]
    assert edges(scheme_of(EARLY, "banded", cap="1.2"))[1] == (1, "1", "1", "6/5")


def test_below_the_threshold_nothing_is_paid_on_either_side() -> None:
    assert edges(scheme_of(EARLY, "banded", threshold="0.6"))[0] == (0, "1/2", "0", "0")
    assert edges(scheme_of(EARLY, "banded", threshold="0.5"))[0] == (0, "1/2", "0", "1")
    assert edges(scheme_of(EARLY, "banded", threshold="0.4"))[0] == (0, "1/2", "1/2", "1")


def test_tiers_that_say_nothing_have_no_edges() -> None:
    assert edges(scheme_of((("1.3", "1"), ("1.0", "2")))) == []
    assert edges(scheme_of((("1.0", "1"),))) == []


@given(
    st.sampled_from(["marginal", "retroactive", "banded"]),
    st.lists(st.tuples(st.integers(1, 300), st.integers(0, 30)), min_size=1, max_size=4),
    st.one_of(st.none(), st.integers(0, 300)),
)
def test_what_is_paid_beside_an_edge_is_what_is_paid_very_near(
    mode: str, tiers: list[tuple[int, int]], threshold: int | None
) -> None:
    ends = sorted({end for end, _ in tiers})
    written = [(f"{end}e-2", f"{rate}e-1") for end, (_, rate) in zip(ends, tiers, strict=False)]
    lowest = None if threshold is None else f"{threshold}e-2"
    scheme = scheme_of((*written, (None, "1")), mode, threshold=lowest)
    tiny = Fraction(1, 10**9)
    for edge in pay_at_edges(scheme):
        assert abs(pay_share(scheme, edge.at - tiny) - edge.below) < 100 * tiny
        assert abs(pay_share(scheme, edge.at + tiny) - edge.above) < 100 * tiny
