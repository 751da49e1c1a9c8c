"""Where the metrics of a handbook are heading: which readings count, and what excuses a watch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from builders.handbooks import document
from builders.scoring import goal_of, person_of, scored
from planbook.model.document import Document, Key
from planbook.periods import add_months


def last_day(month: int) -> date:
    """The last day of the month so many months after December 2025."""
    return add_months(date(2026, 1, 1), month) - timedelta(days=1)


def metric(*values: int, **more: Any) -> Document:
    """Revenue of bea at the ends of months from January 2026 on."""
    return document(
        "metric",
        "revenue",
        unit="CNY",
        direction="up",
        cadence="monthly",
        values=[
            {"date": last_day(month).isoformat(), "subject": "bea", "value": value}
            for month, value in enumerate(values, 1)
        ],
        **more,
    )


def test_readings_after_the_day_are_not_read() -> None:
    score = scored(person_of(), metric(9, 8, 7, 6, 5, 4), on=date(2026, 4, 30)).metrics["revenue"]
    assert [(one.trend, one.run, len(one.readings)) for one in score] == [("watch", 3, 4)]


def test_of_two_readings_on_one_day_the_later_in_the_file_counts() -> None:
    values = [
        {"date": "2026-05-31", "subject": "bea", "value": 9},
        {"date": "2026-07-31", "subject": "bea", "value": 7},
        {"date": "2026-06-30", "subject": "bea", "value": 20},
        {"date": "2026-06-30", "subject": "bea", "value": 8},
        {"date": "2026-08-31", "subject": "bea", "value": 6},
        {"date": "2026-09-30", "subject": "bea", "value": 99},
        {"date": "2026-06-30", "subject": "nobody-here", "value": 1},
        {"date": "2026-06-30", "subject": "east-china", "value": 1},
    ]
    mixed = document("metric", "m", unit="CNY", direction="up", cadence="monthly", values=values)
    people, territory = scored(person_of(), mixed, on=date(2026, 9, 10)).metrics["m"]
    assert (people.trend, people.run) == ("watch", 3)
    assert territory.subject == Key("territory", "east-china")


@pytest.mark.parametrize(("actual", "trend"), [(150, "steady"), (110, "watch"), (None, "watch")])
def test_three_falls_are_watched_unless_the_goals_on_the_metric_keep_their_pace(
    actual: int | None, trend: str
) -> None:
    measurable = {"type": "increase", "metric": "revenue", "baseline": 100, "target": 200}
    checkins: list[Any] = [] if actual is None else [{"date": "2026-06-30", "value": actual}]
    goal = goal_of("g", measurable=measurable, checkins=checkins)
    scores = scored(person_of(), metric(90, 80, 70, 60), goal, on=date(2026, 7, 2))
    assert scores.metrics["revenue"][0].trend == trend


@pytest.mark.parametrize(
    ("commitment", "trend"), [("committed", "watch"), ("aspirational", "steady")]
)
def test_the_pace_of_an_aspirational_goal_is_held_against_its_mark(
    commitment: str, trend: str
) -> None:
    measurable = {"type": "increase", "metric": "revenue", "baseline": 100, "target": 200}
    checkins = [{"date": "2026-07-02", "value": 135}]
    goal = goal_of("g", measurable=measurable, checkins=checkins, commitment=commitment)
    scores = scored(person_of(), metric(90, 80, 70, 60), goal, on=date(2026, 7, 2))
    assert scores.metrics["revenue"][0].trend == trend


@pytest.mark.parametrize(
    ("other", "trend"),
    [
        ({}, "watch"),
        ({"result": {"outcome": "cancelled"}}, "steady"),
        ({"result": {"outcome": "carried_over"}}, "steady"),
        ({"time_bound": {"start": "2026-08-01", "due": "2026-12-31"}}, "steady"),
        ({"time_bound": {"start": "2026-01-01", "due": "2026-05-31"}}, "steady"),
        ({"period": None, "time_bound": {}}, "steady"),
        ({"measurable": {"type": "increase", "baseline": 100, "target": 200}}, "steady"),
    ],
)
def test_only_goals_that_run_and_hang_on_the_metric_say_anything_of_its_falls(
    other: dict[str, Any], trend: str
) -> None:
    measurable = {"type": "increase", "metric": "revenue", "baseline": 100, "target": 200}
    behind, kept = (
        [{"date": "2026-05-31", "value": 101}, {"date": "2026-06-30", "value": value}]
        for value in (101, 150)
    )
    goals = (
        goal_of("g", measurable=measurable, checkins=kept),
        goal_of("h", **{"measurable": measurable, "checkins": behind, **other}),
    )
    scores = scored(person_of(), metric(90, 80, 70, 60), *goals, on=date(2026, 7, 2))
    assert scores.metrics["revenue"][0].trend == trend


def test_the_progress_of_a_person_is_told_where_there_is_one() -> None:
    read = goal_of("g", checkins=[{"date": "2026-06-30", "value": 150}])
    people = scored(person_of(), person_of("zoe"), read, on=date(2026, 7, 2)).people
    assert [one.name for one in people["bea"].arithmetic["progress"].inputs] == ["part", "weight"]
    assert people["zoe"].arithmetic == {}


def test_a_score_knows_how_its_goal_is_written_and_only_people_in_service_have_one() -> None:
    people = person_of("amy", ended="2026-06-30"), person_of("abe", state="archived"), person_of()
    scores = scored(*people, goal_of("g"), on=date(2026, 7, 2))
    assert scores.goals["g"].smart is not None
    assert list(scores.people) == ["bea"]


def test_a_goal_without_check_ins_reads_its_metric_from_the_start_on() -> None:
    time_bound = {"start": "2026-02-10", "due": "2026-12-31"}
    level = {"type": "increase", "metric": "revenue", "baseline": 0, "target": 100}
    total = {"type": "reach", "metric": "revenue", "target": 100}
    readings, summed = metric(90, 20, 30, 40), metric(90, 20, 30, 40, aggregate="sum")
    for measurable, source, actual in ((level, readings, 30), (total, summed, 50)):
        goal = goal_of("g", measurable=measurable, time_bound=time_bound)
        score = scored(person_of(), source, goal, on=date(2026, 4, 15)).goals["g"]
        assert score.actual == actual
        assert score.points[-1].document == Key("metric", "revenue")
        early = scored(person_of(), source, goal, on=date(2026, 2, 15)).goals["g"]
        assert early.progress is None
