"""The past that a stretch is measured from: which days, which figures, which of them is meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest

from builders.handbooks import document
from builders.plans import AS_OF, handbook_with_goal
from planbook.model.document import Document
from planbook.model.goal import Goal
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.phrases import spell
from planbook.scoring.progress import find_source
from planbook.scoring.series import read_all_series
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart_checks.check import Evidence
from planbook.scoring.smart_checks.past import (
    Window,
    figure_of,
    figures_before,
    figures_of_times_before,
    past_of,
    window_of,
)
from planbook.scoring.undertaking import goal_undertaking


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _window(first: str, last: str) -> Window:
    return Window(_day(first), _day(last))


def _readings(
    readings: Mapping[str, float], aggregate: str = "sum", cadence: str = "monthly"
) -> Document:
    return document(
        "metric",
        "revenue",
        unit="CNY",
        direction="up",
        cadence=cadence,
        aggregate=aggregate,
        values=[{"date": day, "subject": "bea", "value": value} for day, value in readings.items()],
    )


def _months(year: int, values: Mapping[int, float]) -> dict[str, float]:
    return {f"{year}-{month:02}-28": value for month, value in values.items()}


def _look(metric: Document, changes: Mapping[str, Any] = MappingProxyType({})) -> tuple[Goal, Any]:
    """Return the good goal with ``changes``, and what a check may look at beside it."""
    handbook = handbook_with_goal(changes, [metric])
    goal = handbook.find(Goal, "g")
    assert goal is not None
    undertaking = goal_undertaking(goal, read_scoring_settings({}))
    assert undertaking is not None
    source = find_source(undertaking, handbook, read_all_series(handbook, AS_OF))
    rubric = builtin_rubric()
    return goal, Evidence(
        handbook, rubric.words, Fraction(0), Fraction(1), source, {}, rubric.terms
    )


def _level(baseline: float | None = 50, target: float = 60, **bound: str) -> dict[str, Any]:
    measure = {"type": "increase", "metric": "revenue", "baseline": baseline, "target": target}
    return {
        "/measurable": {name: value for name, value in measure.items() if value is not None},
        **{f"/time_bound/{name}": day for name, day in bound.items()},
    }


@pytest.mark.parametrize(
    ("days", "before"),
    [
        # Whole months before whole months, however long they are and across the year.
        (("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30")),
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2025-11-01", "2026-02-28"), ("2025-07-01", "2025-10-31")),
        (("2025-01-01", "2026-12-31"), ("2023-01-01", "2024-12-31")),
        # As many days before anything else.
        (("2026-07-01", "2026-07-10"), ("2026-06-21", "2026-06-30")),
        (("2026-07-02", "2026-07-31"), ("2026-06-02", "2026-07-01")),
        (("2026-07-05", "2026-07-05"), ("2026-07-04", "2026-07-04")),
    ],
)
def test_the_time_before_is_as_long(days: tuple[str, str], before: tuple[str, str]) -> None:
    assert _window(*days).before() == _window(*before)


def test_the_time_before_begins_on_the_first_day_that_there_is() -> None:
    assert Window(date(1, 1, 9), date(1, 1, 19)).before() == Window(date.min, date(1, 1, 8))


@pytest.mark.parametrize(
    ("days", "year_ago"),
    [
        (("2026-07-01", "2026-09-30"), ("2025-07-01", "2025-09-30")),
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
        (("2026-07-05", "2026-07-20"), ("2025-07-05", "2025-07-20")),
    ],
)
def test_a_year_before_are_the_same_days(days: tuple[str, str], year_ago: tuple[str, str]) -> None:
    assert _window(*days).year_before() == _window(*year_ago)


@pytest.mark.parametrize(
    ("start", "due", "known"),
    [
        ("2026-07-01", "2026-09-30", True),
        ("2026-07-01", "2026-07-01", True),
        ("2026-07-02", "2026-07-01", False),
        ("2026-07-01", "2031-07-05", True),  # five years of 366 days
        ("2026-07-01", "2031-07-06", False),
        ("0001-01-01", "0001-02-01", False),
        ("9999-12-01", "9999-12-31", False),
    ],
)
def test_days_that_are_backwards_or_far_too_many_are_no_time(
    start: str, due: str, known: bool
) -> None:
    bounds = {"/time_bound/start": start, "/time_bound/due": due, "/time_bound/milestones": None}
    handbook = handbook_with_goal(bounds)
    goal = handbook.find(Goal, "g")
    assert goal is not None
    assert window_of(goal) == (_window(start, due) if known else None)


def test_the_figures_before_are_those_of_the_periods_up_to_the_day_before_the_start() -> None:
    read = {"2026-04-28": 1, "2026-05-10": 2, "2026-05-28": 3, "2026-06-30": 4, "2026-07-01": 5}
    goal, evidence = _look(_readings(read))
    assert [one.value for one in figures_before(goal, evidence)] == [1, 5, 4]
    # Half a month's total is no month's; half a month's level is the newest one there is.
    middle = {"/time_bound/start": "2026-06-16"}
    early = {"2026-05-28": 3, "2026-06-15": 4, "2026-06-16": 9}
    goal, evidence = _look(_readings(early), middle)
    assert [one.value for one in figures_before(goal, evidence)] == [3]
    goal, evidence = _look(_readings(early, "last"), {**_level(), **middle})
    assert [one.value for one in figures_before(goal, evidence)] == [3, 4]


def test_the_figure_of_a_time_needs_all_of_its_periods() -> None:
    _, evidence = _look(_readings(_months(2026, {3: 1, 4: 2, 5: 4, 6: 8})))
    assert figure_of(_window("2026-04-01", "2026-06-30"), evidence) == 14
    assert figure_of(_window("2026-03-01", "2026-03-31"), evidence) == 1
    assert figure_of(_window("2026-02-01", "2026-03-31"), evidence) is None
    # A period that ends later is not asked for.
    assert figure_of(_window("2026-05-01", "2026-06-29"), evidence) == 4
    assert figure_of(_window("2026-06-01", "2026-06-29"), evidence) is None


def test_times_before_end_where_a_period_was_not_read_and_are_twelve_at_most() -> None:
    july = {"/time_bound/due": "2026-07-31"}
    goal, evidence = _look(_readings(_months(2026, {1: 1, 3: 3, 4: 4, 5: 5, 6: 6})), july)
    assert figures_of_times_before(goal, evidence) == (6, 5, 4, 3)
    many = _months(2026, dict.fromkeys(range(1, 7), 1)) | _months(
        2025, dict.fromkeys(range(1, 13), 2)
    )
    goal, evidence = _look(_readings(many), july)
    assert figures_of_times_before(goal, evidence) == (1,) * 6 + (2,) * 6


@pytest.mark.parametrize("start", [None, "0001-01-01"])
def test_without_a_first_day_there_is_nothing_before(start: str | None) -> None:
    goal, evidence = _look(_readings(_months(2026, {6: 1})))
    handbook = handbook_with_goal({"/time_bound/start": start})
    goal = handbook.find(Goal, "g") or goal
    assert figures_before(goal, evidence) == ()
    assert figures_of_times_before(goal, evidence) == ()


def test_nothing_is_before_the_first_day_that_there_is() -> None:
    days = {"/time_bound/start": "0001-02-01", "/time_bound/due": "0001-02-28"}
    goal, evidence = _look(_readings({"0001-01-20": 7}), days)
    assert figures_of_times_before(goal, evidence) == (7,)


@pytest.mark.parametrize(
    ("readings", "baseline", "past"),
    [
        # With a year ago among them the nearest is meant, however far it lies.
        ({"2025-09-30": 30, "2026-06-30": 100}, 50, 30),
        ({"2025-09-30": 30, "2026-06-30": 60}, 50, 60),
        # Else only one that is the baseline, rounded: a tenth off at most.
        ({"2026-06-30": 55}, 50, 55),
        ({"2026-06-30": 45}, 50, 45),
        ({"2026-06-30": 55.1}, 50, None),
        ({"2026-06-30": 44.9}, 50, None),
        # Without a baseline the one nearest to the target.
        ({"2025-09-30": 30, "2026-06-30": 100}, None, 30),
        ({"2026-06-30": 200}, None, 200),
        # The month of the due date a year before, and no other.
        ({"2025-08-31": 50, "2026-06-30": 100}, 50, None),
        ({"2025-10-31": 50, "2026-06-30": 100}, 50, None),
        ({}, 50, None),
    ],
)
def test_the_past_of_a_level_is_the_figure_that_the_baseline_speaks_of(
    readings: dict[str, float], baseline: float | None, past: float | None
) -> None:
    goal, evidence = _look(_readings(readings, "last"), _level(baseline))
    found = past_of(goal, evidence)
    assert (None if found is None else float(found.value)) == past


def test_without_a_due_date_the_last_figure_is_the_past() -> None:
    goal, evidence = _look(_readings({"2026-06-30": 50}, "last"), _level())
    handbook = handbook_with_goal({**_level(), "/time_bound/due": None})
    goal = handbook.find(Goal, "g") or goal
    assert goal.time_bound.due is None
    found = past_of(goal, evidence)
    assert found is not None
    assert (found.value, spell(found.basis)["en"]) == (50, "on 2026-06-30")


@pytest.mark.parametrize(
    ("readings", "baseline", "basis"),
    [
        (_months(2026, {4: 10, 5: 10, 6: 10}), 30, "in as much time before"),
        (_months(2026, {4: 10, 5: 10, 6: 10}), 60, None),
        (_months(2025, {7: 10, 8: 10, 9: 10}), 60, "in the same time a year ago"),
        (
            _months(2025, {7: 10, 8: 10, 9: 10}) | _months(2026, {4: 20, 5: 20, 6: 20}),
            50,
            "in as much time before",
        ),
        (_months(2025, {7: 10, 8: 10}), 20, None),
    ],
)
def test_the_past_of_a_total_is_what_as_much_time_brought(
    readings: dict[str, float], baseline: float, basis: str | None
) -> None:
    goal, evidence = _look(_readings(readings), {"/measurable/baseline": baseline})
    found = past_of(goal, evidence)
    assert (None if found is None else spell(found.basis)["en"]) == basis
