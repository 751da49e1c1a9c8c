"""Where a cap is reached, and which attainments are worked out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from planbook.model.incentive import Incentive, Tier
from planbook.scoring.pay import attainment_at_cap, pay_share
from planbook.scoring.pay_examples import examples_of


def scheme(mode: str, *tiers: tuple[Any, Any], by_start: bool = False, **values: Any) -> Incentive:
    """A scheme of tiers (bound, rate)."""

    def number(written: Any) -> Decimal | None:
        return None if written is None else Decimal(str(written))

    made = tuple(
        Tier(from_=number(bound), rate=number(rate))
        if by_start
        else Tier(up_to=number(bound), rate=number(rate))
        for bound, rate in tiers
    )
    filled: dict[str, Any] = {name: number(value) for name, value in values.items()}
    return Incentive(kind="incentive", id="s", mode=mode, tiers=made, **filled)


USUAL = ((1, 1), (1.3, 1.5), (None, 2))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # 1 + 0.3 · 1.5 = 1.45 at 1.3, then 0.55 / 2 more.
        (scheme("marginal", *USUAL, cap=2), "1.575"),
        (scheme("marginal", *USUAL, cap=1.45), "1.3"),
        (scheme("marginal", *USUAL, cap=0.4, threshold=0.5), "0.5"),
        (scheme("marginal", (1, 1), (1.2, 0), (None, 1), cap=1), "1"),
        (scheme("marginal", (1, 1), (1.3, 1.5), cap=2), None),
        (scheme("marginal", (0.5, 0), (1, 1), by_start=True, cap=0.25), "1.25"),
        (scheme("retroactive", *USUAL, cap=1.2), "1"),
        (scheme("retroactive", *USUAL, cap=1.8), "1.2"),
        (scheme("retroactive", *USUAL, cap=3), "1.5"),
        (scheme("retroactive", (1, 1), (None, 0.5), cap=0.9, threshold=0.95), "0.95"),
        (scheme("retroactive", (1, 1), (None, 0.5), cap=0.9), "0.9"),
        (scheme("banded", (0.8, 0.5), (1, 1), (1.15, 1.3), by_start=True, cap=1), "1"),
        (scheme("banded", (0.8, 0.5), (1, 1), (1.15, 1.3), by_start=True, cap=1.2), "1.15"),
        (scheme("banded", (0.8, 0.5), (1, 1), by_start=True, cap=1.5), None),
        (scheme("marginal", *USUAL), None),
        (scheme("marginal", cap=1), None),
    ],
)
def test_the_cap_is_reached_where_the_tiers_pay_it(plan: Incentive, expected: str | None) -> None:
    assert attainment_at_cap(plan) == (None if expected is None else Fraction(expected))


def test_from_the_cap_on_nothing_more_is_paid_and_below_it_less() -> None:
    plan = scheme("marginal", *USUAL, cap=2)
    at = attainment_at_cap(plan)
    assert at is not None
    hair = Fraction(1, 1000)
    assert pay_share(plan, at) == pay_share(plan, at + hair) == 2
    assert pay_share(plan, at - hair) < 2


def percents(plan: Incentive) -> list[float]:
    return [float(one * 100) for one in examples_of(plan).attainments]


def test_every_tenth_from_the_threshold_to_the_cap() -> None:
    plan = scheme("marginal", *USUAL, cap=2, threshold=0.5)
    # The cap is reached at 157.5 %.
    tenths = [50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 157.5, 160]
    assert percents(plan) == tenths
    assert examples_of(plan).nothing_below == Fraction(1, 2)


def test_bounds_of_tiers_stand_between_the_tenths() -> None:
    plan = scheme("banded", (0.85, 0.6), (1, 1), (1.08, 1.15), by_start=True)
    assert percents(plan) == [85, 90, 100, 108, 110, 120, 130, 140]
    assert examples_of(plan).nothing_below == Fraction(17, 20)


def test_without_a_threshold_it_begins_at_half_or_lower_where_tiers_lie_lower() -> None:
    assert percents(scheme("marginal", *USUAL))[0] == 50
    assert percents(scheme("marginal", (0.3, 1), (None, 2)))[:4] == [10, 20, 30, 40]
    assert examples_of(scheme("marginal", *USUAL)).nothing_below is None


def test_without_a_cap_it_ends_past_the_last_tier() -> None:
    assert percents(scheme("marginal", *USUAL))[-1] == 160
    assert percents(scheme("marginal", (None, 1)))[-1] == 130


def test_120_percent_is_told_even_beyond_an_early_cap() -> None:
    assert percents(scheme("marginal", (None, 1), cap=0.8))[-4:] == [90, 100, 110, 120]


def test_a_cap_out_of_reach_does_not_fill_the_page() -> None:
    plan = scheme("marginal", (None, 1), cap=100, threshold=0.5)
    found = percents(plan)
    assert found[-2:] == [350, 10000]
    assert len(found) == 32


def test_a_threshold_off_the_tenths_is_worked_out_itself() -> None:
    assert percents(scheme("marginal", *USUAL, threshold=0.85))[:3] == [85, 90, 100]


def test_tiers_that_say_nothing_have_no_examples() -> None:
    assert examples_of(scheme("marginal")).attainments == ()
