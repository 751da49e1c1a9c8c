"""Where a figure stands, and which figures an axis names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planbook.charts.scale import Scale, bounded, day_scale, round_ticks

figures = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


@given(figures, figures)
def test_ticks_cover_what_they_are_for_and_stand_evenly(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = round_ticks(low, high)
    assert ticks[0] <= Decimal(repr(low))
    assert ticks[-1] >= Decimal(repr(high))
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert 2 <= len(ticks) <= 12


def test_ticks_are_round_figures() -> None:
    assert round_ticks(0, 1) == tuple(map(Decimal, ("0", "0.25", "0.5", "0.75", "1")))
    assert round_ticks(-1.55, 1, 4) == tuple(map(Decimal, (-2, -1, 0, 1)))


def test_one_and_the_same_figure_still_has_an_axis() -> None:
    assert round_ticks(5, 5)[0] <= 5 < round_ticks(5, 5)[-1]
    assert len(round_ticks(0, 0)) >= 2


def test_what_lies_outside_stands_at_the_edge() -> None:
    scale = Scale(0.0, 1.0, 100.0, 0.0)
    assert (scale.at(Fraction(1, 4)), scale.at(-3), scale.at(Decimal("1e40"))) == (75.0, 100.0, 0.0)
    assert not scale.holds(Decimal("1e40"))


def test_figures_beyond_all_floats_are_bounded() -> None:
    assert bounded(Fraction(10**400)) == 1e15
    assert bounded(-Fraction(10**400)) == -1e15
    assert bounded(Decimal("1e6000")) == 1e15


def test_a_stretch_of_no_length_is_given_a_day() -> None:
    day = date(2026, 7, 1)
    assert day_scale(day, day, 0.0, 10.0).at(day) == 0.0


def test_figures_too_large_to_tell_apart_stand_in_the_middle() -> None:
    ticks = round_ticks(1e308, 1e308)
    scale = Scale(bounded(ticks[0]), bounded(ticks[-1]), 0.0, 100.0)
    assert scale.at(Fraction(10**308)) == 50.0
