"""When a figure that keeps falling is watched, and when it is a decline."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from builders.handbooks import document
from builders.scoring import goal_of, person_of, scored
from planbook.model.document import Document, Key
from planbook.scoring.results import MetricScore
from planbook.scoring.series import Observation
from planbook.scoring.trend import judge_trend

DAY = date(2026, 1, 31)


def trend_of(*values: float, direction: str = "up") -> MetricScore:
    """The trend of readings a month apart."""
    readings = [
        Observation(DAY + timedelta(days=30 * place), Decimal(str(value)), f"/values/{place}")
        for place, value in enumerate(values)
    ]
    return judge_trend(Key("metric", "m"), Key("person", "bea"), readings, direction)


@pytest.mark.parametrize(
    ("values", "trend", "run"),
    [
        ((), "too_few", 0),
        ((9, 8, 7), "too_few", 0),
        ((9, 8, 7, 6), "watch", 3),
        ((9, 8, 7, 8), "steady", 0),
        ((7, 9, 8, 7), "steady", 2),
        ((9, 8, 7, 6, 5), "watch", 4),
        ((9, 8, 7, 6, 5, 4), "decline", 5),
        # A repeat neither counts as a fall nor ends the run.
        ((9, 8, 8, 7, 7, 6), "watch", 3),
        ((9, 8, 8, 7, 6, 5, 5, 4, 4), "decline", 5),
        # What fell long ago and rose since is over.
        ((9, 8, 7, 6, 5, 4, 5), "steady", 0),
        ((5, 5, 5, 5), "steady", 0),
    ],
)
def test_falls_in_a_row_are_counted_up_to_the_newest_reading(
    values: tuple[float, ...], trend: str, run: int
) -> None:
    score = trend_of(*values)
    assert (score.trend, score.run) == (trend, run)


def test_a_rise_is_bad_where_less_is_better() -> None:
    assert trend_of(1, 2, 3, 4, 5, 6, direction="down").trend == "decline"
    assert trend_of(6, 5, 4, 3, 2, 1, direction="down").trend == "steady"


def test_the_run_names_its_days_from_before_the_first_fall() -> None:
    score = trend_of(5, 9, 8, 7, 6)
    assert score.run_dates == tuple(DAY + timedelta(days=30 * place) for place in (1, 2, 3, 4))


def test_six_in_a_row_on_the_bad_side_of_the_median_are_a_decline() -> None:
    high, low = (20, 21, 20, 22, 21, 20), (10, 12, 11, 12, 10, 11)
    score = trend_of(*high, *low)
    assert (score.trend, score.rule, score.run) == ("decline", "median", 6)
    assert score.median == 16
    assert len(score.run_dates) == 6
    # Five are not, and fewer than ten readings have no median worth the name.
    assert trend_of(*high, *low[:5]).trend == "steady"
    assert trend_of(21, 20, 21, *low).trend == "steady"


def test_a_reading_on_the_median_neither_counts_nor_ends_the_run() -> None:
    values = (9, 9, 9, 9, 9, 5, 1, 2, 1, 5, 2, 1, 2)
    score = trend_of(*values)
    assert score.median == 5
    assert (score.trend, score.run) == ("decline", 6)


def metric(*values: int) -> Document:
    """Revenue of bea, a month apart since January 2026."""
    return document(
        "metric",
        "revenue",
        unit="CNY",
        direction="up",
        cadence="monthly",
        values=[
            {"date": (DAY + timedelta(days=30 * place)).isoformat(), "subject": "bea", "value": one}
            for place, one in enumerate(values)
        ],
    )


@pytest.mark.parametrize(("actual", "trend"), [(150, "steady"), (110, "watch"), (None, "watch")])
def test_three_falls_are_watched_unless_the_goals_on_the_metric_keep_their_pace(
    actual: int | None, trend: str
) -> None:
    measurable = {"type": "increase", "metric": "revenue", "baseline": 100, "target": 200}
    checkins: list[Any] = [] if actual is None else [{"date": "2026-06-30", "value": actual}]
    goal = goal_of("g", measurable=measurable, checkins=checkins)
    scores = scored(person_of(), metric(90, 80, 70, 60), goal, on=date(2026, 7, 2))
    assert scores.metrics["revenue"][0].trend == trend


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


def test_a_goal_without_check_ins_reads_its_metric_from_the_start_on() -> None:
    measurable = {"type": "increase", "metric": "revenue", "baseline": 0, "target": 100}
    goal = goal_of(
        "g", measurable=measurable, time_bound={"start": "2026-02-10", "due": "2026-12-31"}
    )
    readings = metric(90, 20, 30, 40)
    summed = document("metric", "revenue", **{**readings.values, "aggregate": "sum"})
    for source, actual in ((readings, 30), (summed, 50)):
        score = scored(person_of(), source, goal, on=date(2026, 4, 15)).goals["g"]
        assert score.actual == actual
        assert score.points[-1].document == Key("metric", "revenue")
    assert scored(person_of(), readings, goal, on=date(2026, 2, 15)).goals["g"].progress is None
