"""The curve of a scheme."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from builders.charts import assert_fits, corners, styled, texts
from planbook.charts.drawing import Drawing
from planbook.charts.pay import PayCurve, pay_chart

EXAMPLES = tuple(Fraction(percent, 100) for percent in (40, 80, 100, 130))


def marginal(attainment: Fraction) -> Fraction:
    return min(attainment, Fraction(1)) + max(attainment - 1, Fraction(0)) * Fraction(3, 2)


def retroactive(attainment: Fraction) -> Fraction:
    return attainment * (1 if attainment <= 1 else 2)


def drawn(curve: PayCurve) -> Drawing:
    return pay_chart(curve, lambda share: f"{float(share) * 100:.0f}%")


def test_a_marginal_curve_is_one_line_with_a_corner_at_its_tier() -> None:
    (line,) = styled(drawn(PayCurve(marginal, tiers=(Fraction(1),))), "actual")
    places = corners(line)
    slopes = [
        round((before[1] - after[1]) / (after[0] - before[0]), 1)
        for before, after in pairwise(places)
        if after[0] - before[0] > 1
    ]
    assert len(slopes) == 2
    assert slopes[0] < slopes[1]


def test_a_retroactive_curve_breaks_where_it_jumps() -> None:
    lines = styled(drawn(PayCurve(retroactive, tiers=(Fraction(1),))), "actual")
    assert len(lines) == 2
    assert corners(lines[0])[-1][1] > corners(lines[1])[0][1] + 10


def test_a_threshold_is_a_jump_from_nothing() -> None:
    half = Fraction(1, 2)
    curve = PayCurve(lambda one: one if one >= half else Fraction(0), threshold=half)
    assert len(styled(drawn(curve), "actual")) == 2
    assert len(styled(drawn(curve), "threshold")) == 1


def test_a_fixed_share_is_paid_from_the_first_unit_on() -> None:
    half, third = Fraction(1, 2), Fraction(3, 10)

    def banded(attainment: Fraction) -> Fraction:
        if attainment <= 0:
            return Fraction(0)
        return third if attainment <= half else Fraction(1)

    lines = styled(drawn(PayCurve(banded, tiers=(half,))), "actual")
    assert len(lines) == 2
    for line in lines:
        heights = {round(place[1], 1) for place in corners(line)}
        assert len(heights) == 1


def test_worked_examples_are_named_by_what_they_pay() -> None:
    chart = drawn(PayCurve(marginal, tiers=(Fraction(1),), examples=EXAMPLES))
    assert len(styled(chart, "example")) == 4
    assert {"40%", "80%", "100%", "145%"} <= set(texts(chart))


def test_a_cap_lies_in_the_picture_however_high() -> None:
    chart = drawn(PayCurve(marginal, cap=Fraction(50), examples=EXAMPLES))
    assert len(styled(chart, "cap")) == 1
    assert_fits(chart)


def test_extreme_schemes_are_drawn() -> None:
    steep = PayCurve(lambda one: one * 10**30, tiers=(Fraction(1000),), examples=EXAMPLES)
    assert_fits(drawn(steep))
    assert_fits(drawn(PayCurve(lambda _: Fraction(0), examples=EXAMPLES)))


def test_people_stand_on_the_curve_each_with_their_number() -> None:
    half, whole = Fraction(1, 2), Fraction(1)
    chart = drawn(PayCurve(marginal, people=((7, whole), (8, half))))
    assert len(styled(chart, "person")) == 2
    assert {"7", "8"} <= set(texts(chart))
    assert chart.height == drawn(PayCurve(marginal)).height + 14
    assert_fits(chart)


def test_numbers_that_would_touch_stand_below_each_other_and_of_very_many_some_have_none() -> None:
    crowd = tuple((number, Fraction(900 + number, 1000)) for number in range(1, 40))
    chart = drawn(PayCurve(marginal, people=crowd))
    numbers = [text for text in texts(chart) if text.isdigit()]
    assert len(styled(chart, "person")) == 39
    assert 6 <= len(numbers) < 39
    assert_fits(chart)
    assert drawn(PayCurve(marginal, people=crowd[:2])).height == chart.height - 4 * 14


def test_somebody_far_out_is_still_in_the_picture() -> None:
    chart = drawn(
        PayCurve(marginal, people=((1, Fraction(3)), (2, Fraction(90)), (3, Fraction(-1))))
    )
    assert len(styled(chart, "person")) == 3
    assert_fits(chart)


def test_names_of_examples_do_not_cover_each_other() -> None:
    close = tuple(Fraction(percent, 100) for percent in (100, 101, 102, 130))
    chart = drawn(PayCurve(marginal, tiers=(Fraction(1),), examples=close))
    assert len(styled(chart, "example")) == 4
    assert "145%" in texts(chart)
    assert "102%" not in texts(chart)
