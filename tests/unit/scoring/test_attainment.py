"""Goal attainment scaling against its published values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from planbook.model.growth import Growth, ScaledGoal
from planbook.quantities import Ratio
from planbook.scoring.attainment import scale_attainment


def growth_of(*goals: tuple[int | str | None, int | None]) -> Growth:
    """A growth plan with these weights and levels."""
    return Growth(
        id="bea-growth",
        attainment=tuple(
            ScaledGoal(weight=None if weight is None else Decimal(weight), level=level)
            for weight, level in goals
        ),
    )


@pytest.mark.parametrize(
    ("goals", "score"),
    [
        (((3, 0), (2, 1), (1, -1)), 52.20),
        (((1, -1), (1, -1), (1, -1)), 36.31),
        (((None, -1), (None, -1), (None, -1)), 36.31),
        (((1, 2), (1, 2), (1, 2)), 77.39),
        (((1, 0), (5, 0)), 50.0),
        # A goal without a weight weighs one.
        (((None, 1), (1, 0)), 56.20),
        (((None, 1), (3, 0)), 52.91),
        ((("0.5", 1),), 60.0),
        # A goal without a level is not judged yet.
        (((3, 0), (2, 1), (1, -1), (9, None)), 52.20),
    ],
)
def test_the_t_score_is_the_published_one(
    goals: tuple[tuple[int | str | None, int | None], ...], score: float
) -> None:
    found = scale_attainment(growth_of(*goals)).t_score
    assert found is not None
    assert round(found, 2) == score


@pytest.mark.parametrize("goals", [(), ((1, None),), ((0, 2),)])
def test_without_a_level_or_a_weight_there_is_no_score(
    goals: tuple[tuple[int | str | None, int | None], ...],
) -> None:
    assert scale_attainment(growth_of(*goals)).t_score is None


def test_the_arithmetic_holds_numbers_and_no_shares() -> None:
    why = scale_attainment(growth_of((3, 0), (2, 1), (1, -1))).arithmetic["t_score"]
    assert {one.name: one.value for one in why.inputs} == {
        "weighted_levels": Ratio(Fraction(1)),
        "weights": Ratio(Fraction(6)),
        "squared_weights": Ratio(Fraction(14)),
        "correlation": Ratio(Fraction(3, 10)),
    }
    assert why.result == Ratio(Decimal("52.2"))
