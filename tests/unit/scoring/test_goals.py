"""What a goal's figures say together: whether the last one is in, its unit, its colour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.scoring import score_of
from planbook.scoring.goals import colour_of
from planbook.scoring.results import Status

DUE, AFTER = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("type_", "on", "final"),
    [
        ("milestones", DUE, False),
        ("milestones", AFTER, True),
        ("yes_no", DUE, False),
        ("yes_no", AFTER, True),
        ("increase", AFTER, False),
    ],
)
def test_what_needs_no_last_reading_is_final_once_it_is_over(
    type_: str, on: date, final: bool
) -> None:
    assert score_of({"measurable": {"type": type_}}, on).final is final


def test_a_reading_that_stands_for_the_due_date_is_the_final_one() -> None:
    read = [{"date": "2026-12-31", "value": 200}]
    assert score_of({"checkins": read}, DUE).final is True


def test_the_unit_is_the_one_that_is_written_where_no_figure_has_one() -> None:
    counted = {"type": "milestones", "unit": "stores"}
    assert score_of({"measurable": counted}, DUE).unit == "stores"
    dateless: dict[str, Any] = {"period": None, "time_bound": {}}
    score = score_of(dateless, DUE)
    assert (score.unit, score.status, score.no_progress) == ("CNY", "unknown", "no_dates")


def test_where_there_is_a_forecast_there_is_no_reason_for_none() -> None:
    read = [{"date": f"2026-0{month}-15", "value": 100 + month} for month in (1, 2, 3)]
    score = score_of({"checkins": read}, date(2026, 3, 20))
    assert score.forecast is not None
    assert score.no_forecast == ""


@pytest.mark.parametrize(
    ("share", "mark", "status", "colour"),
    [
        ("1", "1", "achieved", "green"),
        ("1", "1", "missed", "amber"),
        ("0.99", "1", "achieved", "amber"),
        ("0.7", "0.7", "on_track", "green"),
        ("0.4", "1", "missed", "amber"),
        ("0.39", "1", "achieved", "red"),
    ],
)
def test_green_needs_the_mark_and_is_never_missed(
    share: str, mark: str, status: Status, colour: str
) -> None:
    assert colour_of(Fraction(share), Fraction(mark), status) == colour


@pytest.mark.parametrize(
    ("result", "grade", "colour"),
    [
        ({}, "0.9", "amber"),
        ({"outcome": "cancelled"}, "None", None),
        ({"outcome": "carried_over"}, "0.9", None),
        ({"outcome": "carried_over", "grade": 0.8}, "0.8", "amber"),
        ({"outcome": "cancelled", "grade": 0.3}, "0.3", "red"),
        ({"grade": 1.0}, "1.0", "amber"),
    ],
)
def test_what_ended_by_hand_has_no_colour_but_that_of_a_written_grade(
    result: dict[str, object], grade: str, colour: str | None
) -> None:
    read = [{"date": "2026-12-31", "value": 190}]
    score = score_of({"checkins": read, "result": result}, AFTER)
    assert (str(score.grade), score.colour) == (grade, colour)


def test_there_is_no_grade_before_the_end_or_while_the_last_reading_is_missing() -> None:
    goal = {"checkins": [{"date": "2026-12-30", "value": 190}]}
    assert score_of(goal, DUE).grade is None
    assert score_of(goal, AFTER).grade is None
    assert str(score_of(goal, date(2027, 2, 1)).grade) == "0.9"
    written = {**goal, "result": {"grade": 0.4}}
    assert (str(score_of(written, AFTER).grade), score_of(written, AFTER).colour) == (
        "0.4",
        "amber",
    )
    assert score_of({"checkins": []}, AFTER).grade is None


@pytest.mark.parametrize(("grade", "colour"), [(1.0, "green"), (0.9, "amber"), (0.2, "red")])
def test_a_written_grade_has_its_own_colour(grade: float, colour: str) -> None:
    checkins = [{"date": "2026-12-31", "value": 160}]
    values = {"checkins": checkins, "result": {"outcome": "achieved", "grade": grade}}
    found = score_of(values, date(2027, 2, 5))
    assert (found.grade, found.colour) == (Decimal(str(grade)), colour)
