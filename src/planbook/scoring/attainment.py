"""Goal attainment scaling: what the levels of a growth plan add up to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Final

from planbook.model.growth import Growth
from planbook.quantities import Ratio, exact, weight_of
from planbook.scoring.results import Arithmetic, GrowthScore, Input

CORRELATION: Final = Fraction(3, 10)
"""How far goals of one person move together (Kiresuk & Sherman 1968)."""


def scale_attainment(growth: Growth) -> GrowthScore:
    """Return the T score of ``growth``: ``50 + 10·Σwx / √((1−ρ)·Σw² + ρ·(Σw)²)``.

    After Kiresuk & Sherman, "Goal attainment scaling", *Community Mental Health Journal* 4
    (1968). A goal without a level is not yet judged and stays out; without any there is no score.
    """
    judged = [
        (exact(weight_of(one.weight)), one.level)
        for one in growth.attainment
        if one.level is not None
    ]
    levels = sum((weight * level for weight, level in judged), Fraction(0))
    weights = sum((weight for weight, _ in judged), Fraction(0))
    squares = sum((weight * weight for weight, _ in judged), Fraction(0))
    spread = (1 - CORRELATION) * squares + CORRELATION * weights**2
    if spread <= 0:
        return GrowthScore(growth.key, None)
    score = 50 + 10 * float(levels) / sqrt(spread)
    why = Arithmetic(
        "t_score",
        (
            Input("weighted_levels", Ratio(levels), growth.key, "/attainment"),
            Input("weights", Ratio(weights), growth.key, "/attainment"),
            Input("squared_weights", Ratio(squares), growth.key, "/attainment"),
            Input("correlation", Ratio(CORRELATION)),
        ),
        Ratio(Decimal(str(round(score, 2)))),
    )
    return GrowthScore(growth.key, score, {"t_score": why})
