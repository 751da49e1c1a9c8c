"""What is scored the same way: days, marks, and the progress that an amount stands for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document
from builders.scoring import goal_of, handbook_with
from planbook.model.document import Key
from planbook.model.goal import Goal, Measurable
from planbook.model.objective import Objective
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.undertaking import (
    Timeframe,
    Undertaking,
    amount_at,
    change,
    clamp,
    objective_undertaking,
    span_of,
    unit_of,
)

START, DUE = date(2026, 7, 1), date(2026, 7, 10)


def measure(type_: str, baseline: Any = None, target: Any = None) -> Measurable:
    def amount(written: Any) -> Decimal | None:
        return None if written is None else Decimal(str(written))

    return Measurable(type=type_, baseline=amount(baseline), target=amount(target))


@pytest.mark.parametrize(
    ("measured", "actual", "progress"),
    [
        (measure("reach", None, 200), 50, "1/4"),
        (measure("reach", 100, 200), 50, "1/4"),
        (measure("reach", None, 0.5), 1, "2"),
        (measure("reach", None, 1), 1, "1"),
        (measure("reach", None, 0), 50, None),
        (measure("reach", None, -1), 50, None),
        (measure("reach"), 50, None),
        (measure("increase", 100, 200), 150, "1/2"),
        (measure("increase", 100, 200), 50, "-1/2"),
        (measure("decrease", 80, 20), 62, "3/10"),
        (measure("increase", 100, 100), 100, None),
        (measure("increase", None, 200), 150, None),
        (measure("increase", 100, None), 150, None),
        (measure("keep_within", 100, 200), 150, None),
        (measure("yes_no", 100, 200), 150, None),
    ],
)
def test_an_amount_stands_for_a_progress_and_back(
    measured: Measurable, actual: float, progress: str | None
) -> None:
    found = change(measured, Fraction(actual))
    assert found == (None if progress is None else Fraction(progress))
    if found is not None:
        assert amount_at(measured, found) == actual


@pytest.mark.parametrize(
    "measured",
    [
        measure("reach"),
        measure("increase", None, 2),
        measure("increase", 1),
        measure("yes_no", 1, 2),
    ],
)
def test_without_a_way_no_progress_is_an_amount(measured: Measurable) -> None:
    assert amount_at(measured, Fraction(1, 2)) is None


@pytest.mark.parametrize(
    ("share", "clamped"), [("-1", "0"), ("0", "0"), ("1/2", "1/2"), ("1", "1"), ("3/2", "1")]
)
def test_a_share_is_cut_to_all_and_nothing(share: str, clamped: str) -> None:
    assert clamp(Fraction(share)) == Fraction(clamped)


@pytest.mark.parametrize(
    ("day", "gone"),
    [("2026-06-01", "0"), ("2026-06-30", "0"), ("2026-07-01", "1/10"), ("2026-07-10", "1"),
     ("2026-08-01", "1")],
)  # fmt: skip
def test_first_and_last_day_both_count(day: str, gone: str) -> None:
    span = Timeframe(START, DUE)
    assert (span.days, span.share_gone(date.fromisoformat(day))) == (10, Fraction(gone))


@pytest.mark.parametrize(
    ("days", "period", "span"),
    [
        ({"start": "2026-07-01", "due": "2026-07-10"}, "2026", ("2026-07-01", "2026-07-10")),
        ({"start": "2026-07-01"}, "2026", ("2026-07-01", "2026-12-31")),
        ({"due": "2026-07-10"}, "2026", ("2026-01-01", "2026-07-10")),
        ({}, "2026-Q3", ("2026-07-01", "2026-09-30")),
        ({"start": "2026-07-10", "due": "2026-07-01"}, None, ("2026-07-10", "2026-07-10")),
        ({"start": "2026-07-01"}, None, None),
        ({"due": "2026-07-10"}, None, None),
        ({}, None, None),
    ],
)
def test_a_goal_runs_its_own_days_else_those_of_its_period(
    days: dict[str, str], period: str | None, span: tuple[str, str] | None
) -> None:
    (goal,) = handbook_with(goal_of(time_bound=days, period=period)).all(Goal)
    found = span_of(goal)
    assert (found and (found.start.isoformat(), found.due.isoformat())) == span


@pytest.mark.parametrize(
    ("type_", "share", "aspires", "before", "after"),
    [
        ("reach", None, False, "1", "1"),
        ("reach", None, True, "1", "0.7"),
        ("keep_within", None, True, "1", "1"),
        ("keep_within", "0.8", False, "0.8", "0.8"),
    ],
)
def test_what_is_a_success_is_all_of_it_while_there_is_time(
    type_: str, share: str | None, aspires: bool, before: str, after: str
) -> None:
    measured = Measurable(type=type_, share=None if share is None else Decimal(share))
    found = Undertaking(
        Key("goal", "g"), "/measurable", measured, Timeframe(START, DUE), aspires=aspires
    )
    assert found.mark(DUE) == Fraction(before)
    assert found.mark(date(2026, 7, 11)) == Fraction(after)
    assert found.reach_for == Fraction(after)


@pytest.mark.parametrize(("commitment", "aspires"), [("aspirational", True), ("committed", False)])
def test_an_objective_with_a_measure_and_a_period_is_scored_like_a_goal(
    commitment: str, aspires: bool
) -> None:
    settings = read_scoring_settings({"aspirational_success": 0.6})

    def of(**values: Any) -> Undertaking | None:
        values = {"owner": "bea", "commitment": commitment, **values}
        (found,) = handbook_with(document("objective", "o", **values)).all(Objective)
        return objective_undertaking(found, settings)

    read = {"type": "reach", "target": 1}
    found = of(measure=read, period="2026-Q3")
    assert found is not None
    assert (found.aspires, found.aspirational_success) == (aspires, Fraction(6, 10))
    assert found.span == Timeframe(date(2026, 7, 1), date(2026, 9, 30))
    assert of(measure=read, period=None) is None
    assert of(period="2026-Q3") is None


def test_the_unit_is_the_measures_own_else_its_metrics() -> None:
    metric = document("metric", "m", unit="locks")
    handbook = handbook_with(metric)
    key = Key("metric", "m")
    assert unit_of(Measurable(type="reach", unit="CNY", metric=key), handbook) == "CNY"
    assert unit_of(Measurable(type="reach", metric=key), handbook) == "locks"
    assert unit_of(Measurable(type="reach"), handbook) == ""
