"""How far a figure is from what was wanted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from planbook.model.document import Key
from planbook.periods import month_of
from planbook.scoring.heat import heat_of
from planbook.scoring.results import Change, MetricTotals, PeriodTotal

AUGUST = month_of(date(2026, 8, 1))
SEPTEMBER = month_of(date(2026, 9, 1))


def change(compared_with: int, difference: int, direction: str = "up") -> Change:
    better = None if not difference else (difference > 0) == (direction == "up")
    return Change(Fraction(compared_with), Fraction(difference), None, better)


def heat(total: PeriodTotal, direction: str = "up") -> tuple[str, str | None]:
    found = heat_of(MetricTotals(Key("metric", "m"), None, (), (total,)), direction)
    assert found is not None
    return found.basis, found.heat


@pytest.mark.parametrize(
    ("share", "step"),
    [
        ("1.1", "far_above"),
        ("1.0999", "reached"),
        ("1", "reached"),
        ("0.9999", "close"),
        ("0.9", "close"),
        ("0.8999", "behind"),
        ("0.7", "behind"),
        ("0.6999", "far_behind"),
        ("-1", "far_behind"),
    ],
)
def test_a_share_of_the_target_has_its_step(share: str, step: str) -> None:
    total = PeriodTotal(AUGUST, Fraction(1), of_target=Fraction(share), year=change(1, 1))
    assert heat(total) == ("share", step)


@pytest.mark.parametrize(
    ("target", "difference", "step"),
    [
        (10, 0, "reached"),
        (10, -1, "far_above"),
        (100, -9, "reached"),
        (10, 1, "close"),
        (10, 2, "behind"),
        (10, 3, "behind"),
        (10, 4, "far_behind"),
        (0, 0, "reached"),
        (0, 1, "behind"),
    ],
)
def test_what_should_fall_is_as_far_from_its_target(
    target: int, difference: int, step: str
) -> None:
    against = change(target, difference, "down")
    assert heat(PeriodTotal(AUGUST, Fraction(1), against_target=against), "down") == (
        "target",
        step,
    )


@pytest.mark.parametrize(
    ("before", "difference", "direction", "step"),
    [
        (100, 10, "up", "far_above"),
        (100, 0, "up", "reached"),
        (100, -10, "up", "close"),
        (100, -31, "up", "far_behind"),
        (100, -10, "down", "far_above"),
        (100, 11, "down", "behind"),
        (-5, -1, "up", "behind"),
        (-5, 1, "up", "reached"),
    ],
)
def test_without_a_target_the_change_on_the_year_decides(
    before: int, difference: int, direction: str, step: str
) -> None:
    total = PeriodTotal(AUGUST, Fraction(1), year=change(before, difference, direction))
    assert heat(total, direction) == ("year", step)


def test_a_figure_that_is_held_against_nothing_has_no_step() -> None:
    assert heat(PeriodTotal(AUGUST, Fraction(5))) == ("nothing", None)


def test_a_period_that_runs_is_passed_over() -> None:
    running = PeriodTotal(SEPTEMBER, Fraction(1), is_running=True, target=Fraction(5))
    closed = PeriodTotal(AUGUST, Fraction(1), of_target=Fraction(1))
    found = heat_of(MetricTotals(Key("metric", "m"), None, (), (running, closed)), "up")
    assert found is not None
    assert found.total is closed
    assert heat_of(MetricTotals(Key("metric", "m"), None, (), (running,)), "up") is None
    assert heat_of(None, "up") is None
