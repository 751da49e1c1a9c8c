"""When a figure that keeps falling is watched, when it is a decline, and how far it drifts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from planbook.model.document import Key
from planbook.model.metric import Bounds, Metric
from planbook.periods import CALENDAR_YEAR, add_months
from planbook.quantities import Amount, Count, Share
from planbook.scoring.results import MetricScore
from planbook.scoring.series import Observation
from planbook.scoring.trend import drift_of, judge_trend, median_of, year_before

BEA = Key("person", "bea")


def metric_of(**values: Any) -> Metric:
    """A monthly metric that is to rise."""
    return Metric(id="m", **{"unit": "CNY", **values})


def last_day(month: int) -> date:
    """The last day of the month so many months after December 2023."""
    return add_months(date(2024, 1, 1), month) - timedelta(days=1)


def months(values: list[Any] | tuple[Any, ...], first: int = 1) -> tuple[Observation, ...]:
    """Readings of the last days of months in a row; None leaves a month out."""
    return tuple(
        Observation(
            last_day(month), last_day(month), Fraction(str(value)), f"/values/{month - first}"
        )
        for month, value in enumerate(values, first)
        if value is not None
    )


def trend_of(*values: Any, excused: bool = False, **metric: Any) -> MetricScore:
    """The trend of readings a month apart, of not more than a year."""
    return judge_trend(metric_of(**metric), BEA, months(values), CALENDAR_YEAR, excused=excused)


@pytest.mark.parametrize(
    ("values", "trend", "run"),
    [
        ((), "too_few", 0),
        ((9, 8, 7), "too_few", 0),
        ((9, 9, 8, 7), "steady", 2),
        ((9, 8, 7, 6), "watch", 3),
        ((9, 8, 7, 8), "steady", 0),
        ((7, 9, 8, 7), "steady", 2),
        ((9, 8, 7, 6, 5), "watch", 4),
        ((9, 8, 7, 6, 5, 4), "decline", 5),
        ((9, 8, 7, 6, 5, 4, 3), "decline", 6),
        # A repeat neither counts as a fall nor ends the run.
        ((9, 8, 8, 7, 7), "steady", 2),
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
    assert trend_of(1, 2, 3, 4, direction="down").trend == "watch"
    assert trend_of(6, 5, 4, 3, 2, 1, direction="down").trend == "steady"


def test_the_run_names_its_days_from_before_the_first_fall() -> None:
    score = trend_of(5, 9, 8, 7, 6)
    assert score.run_dates == tuple(last_day(month) for month in (2, 3, 4, 5))
    assert score.rule == "falls"
    (run,) = score.arithmetic["trend"].inputs
    assert (run.name, run.value) == ("run", Count(3))


def test_without_a_fall_there_is_no_run_to_show() -> None:
    for values in ((5, 6, 7, 8), (5, 5, 5, 5)):
        score = trend_of(*values)
        assert (score.trend, score.run, score.run_dates, score.rule) == ("steady", 0, (), "")


@pytest.mark.parametrize(
    ("values", "median"),
    [((5,), "5"), ((3, 1), "2"), ((9, 1, 2), "2"), ((9, 1, 2, 4), "3"), (range(9), "4")],
)
def test_a_median_is_the_middle_one_or_between_the_two(
    values: tuple[int, ...], median: str
) -> None:
    assert median_of([Fraction(value) for value in values]) == Fraction(median)


def test_goals_that_keep_their_pace_excuse_a_watch_and_never_a_decline() -> None:
    assert trend_of(9, 8, 7, 6, excused=True).trend == "steady"
    assert trend_of(9, 8, 7, 6, excused=True).run == 3
    assert trend_of(9, 8, 7, 6, 5, excused=True).trend == "steady"
    assert trend_of(9, 8, 7, 6, 5, 4, excused=True).trend == "decline"


def test_the_readings_come_with_the_score_however_few() -> None:
    assert trend_of(9, 8).readings == months((9, 8))
    assert trend_of(9, 8, 7, 6).readings == months((9, 8, 7, 6))


HIGH, LOW = (20, 21, 20, 22, 21, 20), (10, 12, 11, 12, 10, 11)


def test_six_in_a_row_on_the_bad_side_of_the_median_are_a_decline() -> None:
    score = trend_of(*HIGH, *LOW)
    assert (score.trend, score.rule, score.run) == ("decline", "median", 6)
    assert score.median == 16
    assert score.run_dates == tuple(last_day(month) for month in range(7, 13))
    assert [one.value for one in score.arithmetic["trend"].inputs] == [
        Count(6),
        Amount(Fraction(16), "CNY"),
    ]
    assert score.arithmetic["trend"].formula == "trend.median"


def test_five_on_the_bad_side_are_none() -> None:
    assert trend_of(*HIGH, *LOW[:5]).trend == "steady"


def test_there_is_a_median_from_ten_readings_on() -> None:
    assert trend_of(*HIGH, *LOW[:4]).median == 20
    assert trend_of(*HIGH, *LOW[:3]).median is None


def test_the_bad_side_of_the_median_is_the_upper_one_where_less_is_better() -> None:
    assert trend_of(*LOW, *HIGH, direction="down").rule == "median"
    assert trend_of(*HIGH, *LOW, direction="down").trend == "steady"
    assert trend_of(*LOW, *HIGH).trend == "steady"


def test_a_reading_on_the_median_neither_counts_nor_ends_the_run() -> None:
    score = trend_of(9, 9, 9, 9, 9, 5, 1, 2, 1, 5, 2, 1, 2)
    assert score.median == 5
    assert (score.trend, score.run) == ("decline", 6)
    # With five below it and one on it, the run is one short.
    short = trend_of(9, 9, 9, 9, 9, 5, 1, 2, 1, 5, 2, 1)
    assert short.median == 5
    assert short.trend == "steady"


def test_falls_tell_more_than_the_median_where_both_hold() -> None:
    score = trend_of(20, 21, 22, 23, 24, 9, 8, 7, 6, 5, 4)
    assert (score.trend, score.rule, score.run) == ("decline", "falls", 6)
    why = score.arithmetic["trend"]
    assert (why.formula, [one.name for one in why.inputs]) == ("trend.falls", ["run"])


# With the year before

SEASON = (50, 60, 70, 80, 90, 100, 110, 100, 90, 80, 70, 60)


def seasonal(*values: Any, **metric: Any) -> MetricScore:
    """The trend of the second year after a first one that rises to July and comes down again."""
    readings = months((*SEASON, *values))
    return judge_trend(metric_of(**metric), BEA, readings, CALENDAR_YEAR, excused=False)


def test_what_comes_down_as_it_did_a_year_before_does_not_fall() -> None:
    score = seasonal(51, 61, 71, 81, 91, 101, 111, 101, 91, 81, 71, 61)
    assert (score.trend, score.run) == ("steady", 0)


def test_a_reading_falls_where_it_is_worse_than_a_year_before_as_well() -> None:
    # August to October: below the month before and below the same month a year before.
    score = seasonal(50, 60, 70, 80, 90, 100, 110, 99, 89, 79)
    assert (score.trend, score.run) == ("watch", 3)
    assert score.run_dates == tuple(last_day(month) for month in (19, 20, 21, 22))


def test_exactly_the_figure_of_a_year_before_is_no_fall() -> None:
    assert seasonal(50, 60, 70, 80, 90, 100, 110, 99, 89, 80).run == 0
    assert seasonal(50, 60, 70, 80, 90, 100, 110, 100, 89, 79).run == 2


def test_where_less_is_better_a_rise_is_held_against_the_year_before_too() -> None:
    # February and March rise on the month before, March alone on the year before.
    assert seasonal(50, 60, 71, direction="down").run == 1
    assert seasonal(50, 60, 70, direction="down").run == 0
    assert seasonal(50, 61, 71, direction="down").run == 2


def test_a_reading_of_the_first_year_of_the_calendar_has_none_before() -> None:
    days = [date(1, 1, 31), *(last_day(month) for month in (1, 10, 11, 12, 13))]
    readings = tuple(
        Observation(day, day, Fraction(value), "")
        for day, value in zip(days, (9, 1, 8, 7, 6, 5), strict=True)
    )
    # The last one is better than a year before, and so no fall.
    assert judge_trend(metric_of(), BEA, readings, CALENDAR_YEAR, excused=False).run == 0


def test_a_rise_on_the_month_before_is_no_fall_though_it_is_worse_than_a_year_before() -> None:
    assert seasonal(45, 55, 45, 75).run == 0


def test_a_reading_without_a_year_before_is_compared_with_the_one_before_alone() -> None:
    readings = months((*(None,) * 9, 80, 70, 60, 50, 40, 30))
    score = judge_trend(metric_of(), BEA, readings, CALENDAR_YEAR, excused=False)
    assert (score.trend, score.run) == ("decline", 5)


def test_the_year_before_is_found_by_the_period_and_not_by_the_day() -> None:
    dated = [date(2025, 8, 29), date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)]
    readings = tuple(
        Observation(day, day, Fraction(value), "")
        for day, value in zip([*dated, date(2026, 8, 31)], (5, 9, 8, 7, 6), strict=True)
    )
    score = judge_trend(metric_of(), BEA, readings, CALENDAR_YEAR, excused=False)
    assert score.run == 0


@pytest.mark.parametrize(("year_ago", "run"), [(10, 4), (1, 0)])
def test_a_week_is_compared_with_the_one_52_weeks_before(year_ago: int, run: int) -> None:
    # Mondays: a year before, to the day, lies in the week before.
    first = date(2025, 3, 3)
    values = [*(year_ago,) * 4, *(9, 12) * 24, 8, 7, 6, 5]
    readings = tuple(
        Observation(day, day, Fraction(value), "")
        for week, value in enumerate(values)
        for day in (first + timedelta(weeks=week),)
    )
    score = judge_trend(metric_of(cadence="weekly"), BEA, readings, CALENDAR_YEAR, excused=False)
    assert score.run == run


def test_the_week_of_the_year_before_has_the_same_day_of_the_week() -> None:
    # A Monday: the same date a year before is a Sunday, in the week before.
    readings = tuple(
        Observation(day, day, Fraction(value), "")
        for value, day in enumerate((date(2025, 2, 24), date(2025, 3, 3), date(2026, 3, 2)))
    )
    found = year_before(metric_of(cadence="weekly"), readings, CALENDAR_YEAR)
    assert found == {date(2026, 3, 2): readings[1]}


def test_a_total_that_is_still_running_is_not_judged() -> None:
    running = Observation(date(2024, 7, 10), date(2024, 7, 10), Fraction(1), "/values/6")
    readings = (*months((9, 8, 9, 8, 7, 6)), running)
    for aggregate, run in (("sum", 3), ("last", 4)):
        metric = metric_of(aggregate=aggregate)
        score = judge_trend(metric, BEA, readings, CALENDAR_YEAR, excused=False)
        assert score.run == run
        assert score.readings == readings


# Drift


def test_twelve_months_each_three_quarters_of_the_year_before_are_falling() -> None:
    score = seasonal(*(Fraction(3, 4) * value for value in SEASON))
    assert score.drift == "falling"
    assert score.change is not None
    assert score.change.relative == Fraction(-25, 100)
    assert score.change.is_better is False
    assert score.drift_readings == 12
    why = score.arithmetic["drift"]
    assert why.formula == "drift.year"
    assert why.inputs[0].value == Count(12)
    assert [one.value for one in why.inputs[1:]] == [Share(Fraction(-1, 4))] * 12
    assert why.inputs[1].pointer == "/values/12"
    assert why.result == Share(Fraction(-1, 4))


@pytest.mark.parametrize(
    ("change", "drift"),
    [
        ("0", "level"),
        ("0.0299", "level"),
        ("-0.0299", "level"),
        ("0.03", "drifting_up"),
        ("-0.03", "drifting_down"),
        ("0.1", "drifting_up"),
        ("-0.1", "drifting_down"),
        ("0.1001", "rising"),
        ("-0.1001", "falling"),
    ],
)
def test_three_per_cent_drift_and_more_than_ten_fall_or_rise(change: str, drift: str) -> None:
    assert drift_of(Fraction(change)) == drift
    score = seasonal(*(value * (1 + Fraction(change)) for value in SEASON))
    assert score.drift == drift


def test_six_readings_have_a_drift_and_five_have_none() -> None:
    assert trend_of(1, 2, 3, 4, 5).drift is None
    assert trend_of(1, 2, 3, 4, 5).change is None
    assert trend_of(1, 2, 3, 4, 5).drift_readings == 0
    six = trend_of(100, 101, 102, 103, 104, 105)
    # A slope of 1 a reading over 5 steps, by the median of 102.5.
    assert six.change is not None
    assert six.change.relative == Fraction(5) / Fraction("102.5")
    assert (six.drift, six.drift_readings) == ("drifting_up", 6)
    assert six.change.is_better is True
    assert six.arithmetic["drift"].formula == "drift.line"
    assert [one.value for one in six.arithmetic["drift"].inputs] == [
        Count(6),
        Amount(Fraction(1), "CNY"),
        Amount(Fraction("102.5"), "CNY"),
    ]


def test_the_line_looks_at_the_newest_twelve_readings() -> None:
    score = trend_of(900, *(100,) * 12)
    assert (score.drift, score.drift_readings) == ("level", 12)
    assert score.change is not None
    assert score.change.relative == 0
    assert score.change.is_better is None


def test_one_odd_reading_does_not_turn_the_line() -> None:
    score = trend_of(100, 110, 120, 1, 140, 150, 160)
    assert score.change is not None
    assert score.change.difference == 60
    assert score.drift == "rising"


def test_the_year_before_counts_from_six_pairs_on() -> None:
    # Half of the newest twelve have a year before; of 17 readings only five do.
    assert seasonal(*SEASON[:6]).arithmetic["drift"].formula == "drift.year"
    assert seasonal(*SEASON[:6]).drift_readings == 6
    assert seasonal(*SEASON[:5]).arithmetic["drift"].formula == "drift.line"


def test_drift_is_about_the_figure_and_better_about_the_direction() -> None:
    score = trend_of(10, 9, 8, 7, 6, 5, direction="down")
    assert score.drift == "falling"
    assert score.change is not None
    assert score.change.is_better is True


@pytest.mark.parametrize(
    ("metric", "unit"),
    [
        ({"unit": "%"}, "pp"),
        ({"unit": "points"}, "points"),
        ({"unit": "stars", "bounds": Bounds(min=Decimal(1), max=Decimal(60))}, "stars"),
    ],
)
def test_a_percentage_and_a_score_change_in_points(metric: dict[str, Any], unit: str) -> None:
    score = trend_of(50, 49, 48, 47, 46, 45, **metric)
    assert score.drift is None
    assert score.change is not None
    assert score.change.difference == -5
    assert score.change.relative is None
    assert score.change.is_better is False
    assert score.drift_readings == 6
    assert score.arithmetic["drift"].formula == "drift.line_points"
    assert score.arithmetic["drift"].result == Amount(Fraction(-5), unit)
    assert [one.name for one in score.arithmetic["drift"].inputs] == ["readings", "slope"]
    yearly = seasonal(*(value - 2 for value in SEASON), **metric)
    assert yearly.drift is None
    assert yearly.change is not None
    assert yearly.change.difference == -2
    assert yearly.arithmetic["drift"].formula == "drift.year_points"


@pytest.mark.parametrize(
    "values", [(5, 4, 3, 2, 1, 0), (3, 2, 1, -1, -2, -3), (0, -1, -2, -3, -4, -5)]
)
def test_a_series_that_touches_nought_changes_in_points(values: tuple[int, ...]) -> None:
    score = trend_of(*values)
    assert score.drift is None
    assert score.change is not None
    assert score.change.relative is None
    assert score.change.difference < 0


def test_better_goes_by_the_share_where_there_is_one() -> None:
    # Three halve, three gain a tenth: less by the median share, though more by the median amount.
    before, after = (2, 100, 2, 100, 2, 100), (1, 110, 1, 110, 1, 110)
    score = judge_trend(
        metric_of(), BEA, months((*before, *(None,) * 6, *after)), CALENDAR_YEAR, excused=False
    )
    assert score.change is not None
    assert score.change.relative == Fraction(-1, 5)
    assert score.change.difference == Fraction(9, 2)
    assert (score.drift, score.change.is_better) == ("falling", False)


def test_a_loss_that_grows_falls_by_a_share_of_its_size() -> None:
    score = trend_of(-100, -110, -120, -130, -140, -150)
    assert score.change is not None
    assert score.change.relative == Fraction(-50, 125)
    assert score.drift == "falling"
