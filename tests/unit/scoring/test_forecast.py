"""The fitted line, its interval, and Student's quantile against the published table."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import sqrt
from statistics import linear_regression
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.scoring import goal_of, score_of
from planbook.model.document import Key
from planbook.model.goal import Measurable
from planbook.scoring.expected import Line, share_at
from planbook.scoring.forecast import forecast_progress
from planbook.scoring.results import Forecast, Point
from planbook.scoring.student import quantile_80, within
from planbook.scoring.undertaking import Timeframe, Undertaking

START = date(2026, 1, 1)

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, the column 0.90 (a tenth above).
PUBLISHED = [
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372,
    1.363, 1.356, 1.350, 1.345, 1.341, 1.337, 1.333, 1.330, 1.328, 1.325,
    1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
]  # fmt: skip


@pytest.mark.parametrize(("freedom", "quantile"), list(enumerate(PUBLISHED, start=1)))
def test_the_quantile_is_that_of_the_published_table(freedom: int, quantile: float) -> None:
    assert quantile_80(freedom) == pytest.approx(quantile, abs=0.00051)


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(40, 1.303), (60, 1.296), (100, 1.290), (10_000, 1.282), (10**7, 1.282)],
)
def test_many_degrees_come_close_to_the_normal_distribution(freedom: int, quantile: float) -> None:
    assert quantile_80(freedom) == pytest.approx(quantile, abs=0.00051)


@given(st.integers(1, 500))
def test_eight_tenths_lie_within_the_quantile(freedom: int) -> None:
    assert within(quantile_80(freedom), freedom) == pytest.approx(0.8, abs=1e-8)


def readings(*values: tuple[int, float]) -> dict[str, Any]:
    """A goal over 100 days with readings on these days after the start."""
    return {
        "time_bound": {"start": "2026-01-02", "due": "2026-04-11"},
        "checkins": [
            {"date": (START + timedelta(days=days)).isoformat(), "value": value}
            for days, value in values
        ],
    }


def test_two_readings_give_no_forecast_and_the_reason() -> None:
    score = score_of(readings((10, 110), (20, 120)), START + timedelta(days=30))
    assert (score.forecast, score.no_forecast) == (None, "too_few_readings")


def test_two_readings_on_one_day_are_one() -> None:
    goal = readings((10, 110), (20, 150), (20, 120))
    score = score_of(goal, START + timedelta(days=30))
    assert score.no_forecast == "too_few_readings"
    assert score.progress == Fraction(1, 5)
    assert len(score.points) == 2


def test_a_straight_line_goes_on_without_doubt() -> None:
    score = score_of(readings((10, 110), (20, 120), (30, 130)), START + timedelta(days=30))
    forecast = score.forecast
    assert forecast is not None
    assert forecast.low == forecast.value == forecast.high == 1
    assert forecast.reaches_target_on == date(2026, 4, 11)


def test_the_interval_is_that_of_a_single_new_reading() -> None:
    # Worked by hand: days 10, 20, 30, 40; progress 0.1, 0.15, 0.35, 0.4.
    goal = readings((10, 110), (20, 115), (30, 135), (40, 140))
    forecast = score_of(goal, START + timedelta(days=50)).forecast
    assert forecast is not None
    assert forecast.value == Fraction("1.075")
    spread = sqrt(0.0045 / 2 * (1 + 1 / 4 + 75**2 / 500))
    half = 1.885618083 * spread
    assert float(forecast.high - forecast.value) == pytest.approx(half, abs=1e-7)
    assert forecast.value - forecast.low == forecast.high - forecast.value
    assert forecast.reaches_target_on == date(2026, 4, 5)


def test_a_line_that_falls_never_gets_there() -> None:
    goal = readings((10, 140), (20, 130), (30, 120))
    forecast = score_of(goal, START + timedelta(days=40)).forecast
    assert forecast is not None
    assert forecast.reaches_target_on is None
    assert forecast.value < 0


def test_a_line_that_hardly_rises_does_not_get_there_either() -> None:
    goal = readings((10, 110), (20, 110.0001), (30, 110.0002))
    forecast = score_of(goal, START + timedelta(days=40)).forecast
    assert forecast is not None
    assert forecast.reaches_target_on is None


@pytest.mark.parametrize(("days", "reason"), [(0, "not_started"), (101, "over")])
def test_nothing_is_foretold_before_the_start_and_after_the_end(days: int, reason: str) -> None:
    goal = readings((10, 100), (14, 101), (33, 102))
    assert score_of(goal, START + timedelta(days=days)).no_forecast == reason


def test_pieces_of_work_lie_on_no_line() -> None:
    goal = {"measurable": {"type": "milestones"}, "time_bound": goal_of().values["time_bound"]}
    assert score_of(goal, date(2026, 7, 1)).no_forecast == "not_a_figure"


def test_readings_after_the_day_of_judging_are_not_known_yet() -> None:
    goal = readings((10, 110), (20, 120), (30, 130), (60, 190))
    early = score_of(goal, START + timedelta(days=30))
    assert early == score_of(readings((10, 110), (20, 120), (30, 130)), START + timedelta(days=30))
    assert early.progress == Fraction(3, 10)


def test_the_order_in_the_file_does_not_matter() -> None:
    day = START + timedelta(days=40)
    forwards = score_of(readings((10, 110), (20, 125), (30, 130)), day)
    backwards = score_of(readings((30, 130), (20, 125), (10, 110)), day)
    assert forwards.forecast == backwards.forecast
    assert forwards.progress == backwards.progress


@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.integers(-1000, 1000)),
        min_size=3,
        max_size=20,
        unique_by=lambda reading: reading[0],
    )
)
def test_the_line_is_the_one_that_the_standard_library_fits(
    found: list[tuple[int, int]],
) -> None:
    forecast = score_of(readings(*found), START + timedelta(days=100)).forecast
    assert forecast is not None
    line = linear_regression(
        [float(day) for day, _ in found], [(value - 100) / 100 for _, value in found]
    )
    assert float(forecast.value) == pytest.approx(line.slope * 100 + line.intercept, abs=1e-6)
    assert forecast.low <= forecast.value <= forecast.high


DUE = date(2026, 4, 11)
STRAIGHT: Line = ((START, Fraction(0)), (DUE, Fraction(1)))
# Half is expected by the end of February, and nothing more in March.
BENT: Line = (
    (START, Fraction(0)),
    (date(2026, 2, 28), Fraction(1, 2)),
    (date(2026, 3, 31), Fraction(1, 2)),
    (DUE, Fraction(1)),
)


def reached_on(intercept: str, slope: str, line: Line = STRAIGHT) -> date | None:
    """When three readings that lie on this line by the expected share say that all is reached."""
    start, due = line[0][0], line[-1][0]
    days = [start + timedelta(days=count) for count in (10, 20, 30)]
    points = tuple(
        Point(day, None, Fraction(intercept) + Fraction(slope) * share_at(line, day), "")
        for day in days
    )
    span = Timeframe(start + timedelta(days=1), due)
    goal = Undertaking(Key("goal", "g"), "/measurable", Measurable(type="reach"), span)
    found = forecast_progress(goal, points, line, days[-1])
    assert isinstance(found, Forecast)
    assert found.value == Fraction(intercept) + Fraction(slope)
    return found.reaches_target_on


@pytest.mark.parametrize(
    ("intercept", "slope", "line", "day"),
    [
        ("0", "1", STRAIGHT, "2026-04-11"),
        ("0", "2", STRAIGHT, "2026-02-20"),
        # Part of a day is the whole of it.
        ("0", "2.001", STRAIGHT, "2026-02-20"),
        ("0", "1.999", STRAIGHT, "2026-02-21"),
        # What is there already was there from the first day on.
        ("1", "1", STRAIGHT, "2026-01-02"),
        ("2", "1", STRAIGHT, "2026-01-02"),
        ("0", "2", BENT, "2026-02-28"),
        ("0", "1.6", BENT, "2026-04-03"),
        ("0", "1", BENT, "2026-04-11"),
        # After the due date it goes on at the average speed.
        ("0", "1/2", STRAIGHT, "2026-07-20"),
        ("0", "1/2", BENT, "2026-07-20"),
        ("0", "100/3753", STRAIGHT, "2036-04-11"),
        ("0", "100/3754", STRAIGHT, None),
        ("0.5", "0", STRAIGHT, None),
        ("0.5", "-1", STRAIGHT, None),
    ],
)
def test_the_day_on_which_all_is_reached_follows_the_line(
    intercept: str, slope: str, line: Line, day: str | None
) -> None:
    assert reached_on(intercept, slope, line) == (None if day is None else date.fromisoformat(day))


@pytest.mark.parametrize(("slope", "day"), [("100/131", date.max), ("100/132", None)])
def test_no_day_lies_after_the_end_of_the_calendar(slope: str, day: date | None) -> None:
    last = date(9999, 11, 30)
    line = (last - timedelta(days=100), Fraction(0)), (last, Fraction(1))
    assert reached_on("0", slope, line) == day


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (START, "not_started"),
        (START + timedelta(days=1), "too_few_readings"),
        (DUE, "too_few_readings"),
        (DUE + timedelta(days=1), "over"),
    ],
)
def test_a_forecast_is_of_what_runs(day: date, reason: str) -> None:
    assert score_of(readings(), day).no_forecast == reason


def test_readings_too_large_for_floats_are_foretold_all_the_same() -> None:
    far = readings((10, 1e308), (20, -1e308), (30, 1e308))
    forecast = score_of(far, START + timedelta(days=40)).forecast
    assert forecast is not None
    assert forecast.low < forecast.value < forecast.high
