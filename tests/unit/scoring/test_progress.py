"""What a goal is read from and how far it has come: the vectors of scoring.md, 1 to 4."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document
from builders.scoring import goal_of, person_of, scored
from planbook.model.document import Document, Key
from planbook.model.goal import Measurable, Milestone
from planbook.quantities import Amount
from planbook.scoring.progress import parts_done
from planbook.scoring.results import GoalScore
from planbook.scoring.undertaking import Timeframe, Undertaking

Q3 = {"start": "2026-07-01", "due": "2026-09-30"}
NO_GRACE = {"pace": {"grace": 0}}


def metric_of(readings: Sequence[tuple[str, float]], who: str = "bea", **values: Any) -> Document:
    """A monthly metric that adds up, read for ``who``."""
    return document(
        "metric",
        "m",
        **{
            "unit": "CNY",
            "direction": "up",
            "cadence": "monthly",
            "aggregate": "sum",
            "values": [{"date": day, "subject": who, "value": value} for day, value in readings],
            **values,
        },
    )


def score(measure: dict[str, Any], on: str, *others: Document, **values: Any) -> GoalScore:
    """The figures of bea's goal of the third quarter on this day."""
    filled = {"period": "2026-Q3", "time_bound": Q3, "measurable": measure, **values}
    goal = goal_of(**filled)
    day = date.fromisoformat(on)
    return scored(goal, person_of(), *others, on=day, scoring=NO_GRACE).goals["g"]


REACH = {"type": "reach", "metric": "m", "target": 360_000, "baseline": 300_000}
JULY, AUGUST = ("2026-07-31", 120_000.0), ("2026-08-31", 120_000.0)


@pytest.mark.parametrize("on", ["2026-08-31", "2026-09-10"])
def test_a_total_on_plan_is_on_track(on: str) -> None:
    found = score(REACH, on, metric_of([JULY, AUGUST]))
    assert found.progress == Fraction(2, 3)
    assert found.expected == Fraction(62, 92)
    assert found.pace is not None
    assert (round(float(found.pace), 4), found.status) == (0.9892, "on_track")
    assert (found.actual, found.unit) == (Decimal(240_000), "CNY")
    assert found.judged_on == date(2026, 8, 31)


def test_a_total_stops_at_its_due_date() -> None:
    rest = [("2026-09-30", 90_000.0), ("2026-10-31", 110_000.0)]
    found = score(REACH, "2026-11-10", metric_of([JULY, AUGUST, *rest]))
    assert found.progress == Fraction(330, 360)
    assert (found.status, found.final) == ("missed", True)


def test_a_total_is_held_against_the_day_of_its_newest_reading_while_that_is_fresh() -> None:
    fresh = score(REACH, "2026-09-02", metric_of([JULY]))
    assert (fresh.expected, fresh.status) == (Fraction(31, 92), "on_track")
    assert fresh.pace is not None
    assert round(float(fresh.pace), 3) == 0.989
    old = score(REACH, "2026-09-20", metric_of([JULY]))
    assert (old.expected, old.status) == (Fraction(62, 92), "off_track")
    assert old.pace is not None
    assert round(float(old.pace), 4) == 0.4946


def test_the_baseline_of_a_total_is_for_comparison_only() -> None:
    without = {**REACH, "baseline": None}
    found = score(without, "2026-09-10", metric_of([JULY, AUGUST]))
    assert found.progress == Fraction(2, 3)
    assert "baseline" not in {one.name for one in found.arithmetic["progress"].inputs}


def test_a_reading_for_a_month_before_the_start_does_not_count() -> None:
    found = score(REACH, "2026-09-10", metric_of([("2026-06-30", 999_999.0), JULY]))
    assert found.progress == Fraction(1, 3)


LAST_YEAR = [60, 40, 80, 90, 100, 110, 100, 100, 110, 120, 130, 160]


def year_metric(factor: float = 1.2, months: int = 8, **values: Any) -> Document:
    """All of 2025, and the first months of 2026 as a multiple of it."""
    readings = [
        (f"{year}-{month:02}-{monthrange(year, month)[1]}", round(by * value, 4))
        for year, count, by in ((2025, 12, 1.0), (2026, months, factor))
        for month, value in enumerate(LAST_YEAR[:count], start=1)
    ]
    return metric_of(readings, **values)


YEAR = {"period": "2026", "time_bound": {"start": "2026-01-01", "due": "2026-12-31"}}
SEASONAL = {"period": "2026", "time_bound": {**YEAR["time_bound"], "expected": "last_year"}}  # type: ignore[dict-item]  # the values of YEAR are of two types
YEAR_TARGET = {"type": "reach", "metric": "m", "target": 1440}


def test_a_course_follows_the_same_months_of_last_year() -> None:
    seasonal = score(YEAR_TARGET, "2026-09-10", year_metric(), **SEASONAL)
    assert seasonal.actual == Decimal(816)
    assert round(float(seasonal.progress or 0), 4) == 0.5667
    assert (seasonal.expected, seasonal.pace) == (Fraction(680, 1200), 1)
    straight = score(YEAR_TARGET, "2026-09-10", year_metric(), **YEAR)
    assert straight.expected == Fraction(243, 365)
    assert straight.pace is not None
    assert (round(float(straight.pace), 3), straight.status) == (0.851, "at_risk")


def test_a_forecast_follows_the_expected_course() -> None:
    seasonal = score(YEAR_TARGET, "2026-09-10", year_metric(), **SEASONAL)
    straight = score(YEAR_TARGET, "2026-09-10", year_metric(), **YEAR)
    assert seasonal.forecast is not None
    assert straight.forecast is not None
    assert (seasonal.forecast.value, seasonal.forecast.reaches_target_on) == (
        1,
        date(2026, 12, 31),
    )
    assert round(float(straight.forecast.value), 3) == 0.863


def test_the_course_of_last_year_is_straight_inside_a_month() -> None:
    readings = [*((f"2025-{month:02}-28", 10.0) for month in range(1, 13)), ("2026-01-15", 5.0)]
    found = score(YEAR_TARGET, "2026-01-15", metric_of(readings), **SEASONAL)
    assert found.expected == Fraction(15, 31) / 12


@pytest.mark.parametrize("missing", [0, 8])
def test_without_a_month_of_last_year_the_course_is_straight(missing: int) -> None:
    values = year_metric().values["values"]
    gap = metric_of(
        [(one["date"], one["value"]) for place, one in enumerate(values) if place != missing]
    )
    found = score(YEAR_TARGET, "2026-09-10", gap, **SEASONAL)
    assert found.expected == Fraction(243, 365)
    assert found.arithmetic["expected"].formula == "expected.line"


@pytest.mark.parametrize("july", [-400.0, -1200.0])
def test_a_year_that_went_backwards_is_no_course(july: float) -> None:
    readings = [(f"2025-{month:02}-28", july if month == 2 else 60.0) for month in range(1, 13)]
    found = score(
        YEAR_TARGET, "2026-09-10", metric_of([*readings, ("2026-08-31", 9.0)]), **SEASONAL
    )
    assert found.expected == Fraction(243, 365)


def within(readings: Sequence[tuple[str, float]], on: str, **limits: Any) -> GoalScore:
    """A goal of the third quarter to stay inside ``limits``, on a metric that adds up."""
    measure = {"type": "keep_within", "metric": "m", **limits}
    return score(measure, on, metric_of(readings, direction="down"))


def test_each_reading_is_held_against_the_limit() -> None:
    readings = [("2026-07-31", 4.0), ("2026-08-31", 5.0), ("2026-09-30", 3.0)]
    held = within(readings, "2026-10-02", max=5, per="reading")
    assert (held.progress, held.status) == (1, "achieved")
    broken = within([*readings[:2], ("2026-09-30", 6.0)], "2026-10-02", max=5, per="reading")
    assert (broken.progress, broken.status) == (Fraction(2, 3), "missed")
    enough = within(
        [*readings[:2], ("2026-09-30", 6.0)], "2026-10-02", max=5, per="reading", share=0.6
    )
    assert (enough.status, enough.pace, enough.colour) == ("achieved", Fraction(10, 9), "green")


def test_a_minimum_alone_is_a_limit_too() -> None:
    found = within([("2026-07-31", 4.0), ("2026-08-31", 2.0)], "2026-09-10", min=3, per="reading")
    assert (found.progress, found.status) == (Fraction(1, 2), "off_track")


def test_a_maximum_of_a_total_is_a_budget() -> None:
    half = within([("2026-07-31", 6.0), ("2026-08-15", 6.0)], "2026-08-15", max=20, per="period")
    assert (half.progress, half.pace) == (Fraction(10, 12), Fraction(10, 12))
    two = [("2026-07-31", 8.0), ("2026-08-31", 8.0)]
    assert within(two, "2026-10-02", max=20, per="period").status == "awaiting_final"
    over = within([*two, ("2026-09-30", 9.0)], "2026-10-02", max=20, per="period")
    assert (over.progress, over.status, over.colour) == (Fraction(4, 5), "missed", "amber")
    assert over.arithmetic["progress"].formula == "progress.budget"
    assert Amount(Fraction(20), "CNY") in [one.value for one in over.arithmetic["progress"].inputs]


@pytest.mark.parametrize(
    ("accidents", "progress", "status"), [(0, 1, "achieved"), (1, 0, "missed")]
)
def test_a_budget_of_nothing_is_kept_or_not(accidents: float, progress: int, status: str) -> None:
    readings = [("2026-07-31", 0.0), ("2026-08-31", accidents), ("2026-09-30", 0.0)]
    found = within(readings, "2026-10-02", max=0, per="period")
    assert (found.progress, found.status) == (progress, status)


def test_the_figure_of_the_whole_time_is_inside_or_not() -> None:
    readings = [("2026-07-31", 4.0), ("2026-08-31", 8.0)]
    measure = {"type": "keep_within", "metric": "m", "min": 5, "max": 7, "per": "period"}
    mean = metric_of(readings, aggregate="mean")
    assert score(measure, "2026-09-10", mean).progress == 1
    last = metric_of(readings, aggregate="last")
    assert score(measure, "2026-09-10", last).progress == 0


def test_a_limit_with_too_few_readings_is_not_judged() -> None:
    year = {"period": "2026", "time_bound": {"start": "2026-01-01", "due": "2026-12-31"}}
    measure = {"type": "keep_within", "metric": "m", "max": 5, "per": "reading"}
    three = metric_of([(f"2026-{month:02}-28", 4.0) for month in (3, 6, 12)])
    assert score(measure, "2027-02-15", three, **year).status == "unknown"
    six = metric_of([(f"2026-{month:02}-28", 4.0) for month in (3, 5, 6, 9, 11, 12)])
    assert score(measure, "2027-02-15", six, **year).status == "achieved"


def test_a_level_is_the_figure_of_its_newest_month() -> None:
    months = [81.67, 83.33, 85, 86.67, 88.33, 90]
    mean = metric_of(
        [(f"2026-{month:02}-28", value) for month, value in enumerate(months, start=4)],
        aggregate="mean",
        unit="points",
    )
    half = {"period": "2026-H1", "time_bound": {"start": "2026-04-01", "due": "2026-09-30"}}
    measure = {"type": "increase", "metric": "m", "baseline": 80, "target": 90}
    found = score(measure, "2026-10-01", mean, **half)
    assert (found.progress, found.status) == (1, "achieved")


def test_each_months_total_can_be_a_level() -> None:
    readings = [("2026-07-31", 100.0), ("2026-08-31", 140.0), ("2026-09-05", 30.0)]
    measure = {"type": "increase", "metric": "m", "baseline": 100, "target": 200, "per": "reading"}
    # September is not over: a week's sales are no month's level.
    assert score(measure, "2026-09-10", metric_of(readings)).progress == Fraction(2, 5)


def test_a_total_measured_as_a_level_has_no_figure() -> None:
    measure = {"type": "increase", "metric": "m", "baseline": 300_000, "target": 360_000}
    found = score(measure, "2026-09-10", metric_of([JULY, AUGUST]))
    assert (found.progress, found.no_progress) == (None, "total_as_level")
    level = {"type": "reach", "metric": "m", "target": 5}
    found = score(level, "2026-09-10", metric_of([JULY], aggregate="last"))
    assert (found.progress, found.no_progress) == (None, "level_as_total")


def test_pieces_of_work_are_expected_once_their_day_has_passed() -> None:
    work = {
        **Q3,
        "milestones": [
            {"due": "2026-08-31", "title": {"en": "One"}},
            {"due": "2026-09-30", "title": {"en": "Two"}},
        ],
    }
    measure = {"type": "milestones"}
    early = score(measure, "2026-08-15", time_bound=work)
    assert (early.progress, early.expected, early.pace, early.status) == (0, 0, None, "too_early")
    later = score(measure, "2026-09-01", time_bound=work)
    assert (later.expected, later.pace, later.status) == (Fraction(1, 2), 0, "off_track")
    assert score(measure, "2026-10-01", time_bound=work).status == "missed"


def milestones(*lines: dict[str, Any], on: str = "2026-10-05") -> GoalScore:
    """A goal of pieces of work, looked at after it is over."""
    done = [{"title": {"en": "x"}, **line} for line in lines]
    return score({"type": "milestones"}, on, time_bound={**Q3, "milestones": done})


def test_what_is_done_late_is_shown_and_what_is_done_after_all_does_not_count() -> None:
    found = milestones(
        {"due": "2026-08-31", "done": "2026-09-05"},
        {"due": "2026-09-30", "done": "2026-10-02"},
        {"due": "2026-07-31", "done": "2026-07-31"},
        {"done": True},
    )
    assert found.progress == Fraction(3, 4)
    assert found.late == (0, 1)


def test_a_milestone_can_be_done_in_part_or_without_a_date() -> None:
    found = milestones(
        {"due": "2026-08-31", "done": 0.5, "weight": 4}, {"done": True}, {"done": False}
    )
    assert found.progress == Fraction(3, 6)
    now = milestones({"due": "2026-09-20", "done": True}, {"due": "2026-09-30"}, on="2026-09-01")
    assert now.progress == Fraction(1, 2)


def test_the_parts_that_count_are_those_that_the_progress_adds_up() -> None:
    lines = (
        Milestone(due=date(2026, 8, 31), done=date(2026, 9, 5)),
        Milestone(due=date(2026, 9, 30), done=date(2026, 10, 2)),
        Milestone(done=0.25),
        Milestone(done=date(2026, 9, 20)),
        Milestone(),
    )
    span = Timeframe(date(2026, 7, 1), date(2026, 9, 30))
    measure = Measurable(type="milestones")
    work = Undertaking(Key("goal", "g"), "/measurable", measure, span, milestones=lines)
    # Late is done, after the end of the whole is not; nor is what is done on a day to come.
    assert parts_done(work, date(2026, 10, 5)) == (1, 0, Fraction(1, 4), 1, 0)
    assert parts_done(work, date(2026, 9, 10)) == (1, 0, Fraction(1, 4), 0, 0)


def test_the_last_reading_may_still_come_for_one_cadence() -> None:
    measure = {"type": "increase", "baseline": 0, "target": 100}
    values = {
        "period": "2026-H1",
        "time_bound": {"start": "2026-01-01", "due": "2026-06-30"},
        "checkins": [{"date": "2026-05-31", "value": 80}],
    }
    assert score(measure, "2026-07-01", **values).status == "awaiting_final"
    assert score(measure, "2026-07-31", **values).status == "awaiting_final"
    assert score(measure, "2026-08-01", **values).status == "missed"
    assert score(measure, "2026-08-15", **values).status == "missed"
    # A total that has got there needs no last reading.
    there = {**values, "checkins": [{"date": "2026-05-31", "value": 100}]}
    assert score({"type": "reach", "target": 100}, "2026-07-01", **there).status == "achieved"
    assert score(measure, "2026-07-01", **there).status == "awaiting_final"


def test_a_checkin_can_stand_for_an_earlier_day() -> None:
    measure = {"type": "reach", "target": 100}
    late = [{"date": "2026-10-08", "value": 100, "value_date": "2026-09-30"}]
    found = score(measure, "2026-10-08", checkins=late)
    assert (found.status, found.final) == ("achieved", True)
    # Without the day it stands for October, which is not this goal's.
    without = [{"date": "2026-10-08", "value": 100}]
    assert score(measure, "2026-10-08", checkins=without).progress is None


def test_the_metric_is_read_where_it_knows_more_than_the_checkins() -> None:
    checkins = [{"date": "2026-07-31", "value": 100_000}]
    both = metric_of([JULY])
    found = score(REACH, "2026-09-10", both, checkins=checkins)
    assert (found.actual, found.reading.source) == (100_000, "checkins")
    newer = score(REACH, "2026-09-10", metric_of([JULY, AUGUST]), checkins=checkins)
    assert (newer.actual, newer.reading.source) == (240_000, "metric")


def test_the_cadence_is_that_of_what_is_read() -> None:
    weekly = metric_of([("2026-08-30", 9.0)], cadence="weekly")
    found = score(REACH, "2026-09-20", weekly, time_bound={**Q3, "cadence": "monthly"})
    assert found.reading.cadence == "weekly"
    assert found.judged_on == date(2026, 9, 20)
    checkins = [{"date": "2026-08-30", "value": 9}]
    found = score(REACH, "2026-09-20", checkins=checkins, time_bound={**Q3, "cadence": "monthly"})
    assert found.judged_on == date(2026, 8, 30)


def partner_metric(**readings: float) -> Document:
    """A metric read for partners in July."""
    lines = [
        {"date": "2026-07-31", "subject": who, "value": value} for who, value in readings.items()
    ]
    return metric_of([], values=lines)


PARTNERS = [document("partner", name, type="agent") for name in ("north", "south")]


def scoped(*partners: str) -> dict[str, Any]:
    return {"outcome": {"en": "Sell-in"}, "scope": {"partners": list(partners)}}


def test_a_goal_for_partners_reads_those_partners() -> None:
    every = partner_metric(north=100_000, south=20_000, bea=5)
    one = score(REACH, "2026-08-10", *PARTNERS, every, specific=scoped("north"))
    assert (one.actual, one.reading.subjects) == (100_000, (Key("partner", "north"),))
    both = score(REACH, "2026-08-10", *PARTNERS, every, specific=scoped("north", "south"))
    assert both.actual == 120_000
    half = score(
        REACH, "2026-08-10", *PARTNERS, partner_metric(north=7), specific=scoped("north", "south")
    )
    assert (half.actual, half.reading.unread) == (7, (Key("partner", "south"),))


def test_who_is_not_in_the_newest_figure_is_named_as_unread() -> None:
    lines = [
        {"date": "2026-07-31", "subject": "north", "value": 40},
        {"date": "2026-07-31", "subject": "south", "value": 10},
        {"date": "2026-08-31", "subject": "south", "value": 20},
    ]
    measure = {"type": "increase", "metric": "m", "baseline": 0, "target": 40}
    metric = metric_of([], values=lines, aggregate="mean", across="mean")
    found = score(measure, "2026-09-10", *PARTNERS, metric, specific=scoped("north", "south"))
    # August of the south alone, and it says that the north is not in it.
    assert (found.actual, found.reading.unread) == (20, (Key("partner", "north"),))


def test_no_reading_for_the_subject_is_not_no_reading_at_all() -> None:
    others = partner_metric(north=100_000)
    found = score(REACH, "2026-08-10", *PARTNERS, others)
    assert (found.progress, found.no_progress) == (None, "no_reading_for_subject")
    assert found.reading.others == (Key("partner", "north"),)
    named = score({**REACH, "subject": "north"}, "2026-08-10", *PARTNERS, others)
    assert named.actual == 100_000
    assert score(REACH, "2026-08-10", metric_of([])).no_progress == "no_reading"


def test_levels_of_two_partners_make_no_figure() -> None:
    measure = {"type": "increase", "metric": "m", "baseline": 0, "target": 10}
    lines = [{"date": "2026-07-31", "subject": who, "value": 5} for who in ("north", "south")]
    level = metric_of([], values=lines, aggregate="last")
    found = score(measure, "2026-08-10", *PARTNERS, level, specific=scoped("north", "south"))
    assert (found.progress, found.no_progress) == (None, "not_added_up")


def test_an_aspirational_goal_is_a_success_from_seven_tenths_once_it_is_over() -> None:
    measure = {"type": "reach", "target": 1000}
    stretch: dict[str, Any] = {
        "commitment": "aspirational",
        "checkins": [{"date": "2026-09-30", "value": 750}],
    }
    over = score(measure, "2026-10-05", **stretch)
    assert (over.status, str(over.grade), over.colour) == ("achieved", "0.7", "green")
    on_the_day = score(measure, "2026-09-30", **stretch)
    assert (on_the_day.status, on_the_day.pace) == ("on_track", Fraction(75, 70))
    committed = score(measure, "2026-10-05", checkins=stretch["checkins"])
    assert (committed.status, committed.colour) == ("missed", "amber")


def test_a_check_in_newer_than_the_last_boundary_is_held_against_its_own_day() -> None:
    measure = {"type": "reach", "target": 100}
    values = {
        "period": "2026-Q4",
        "time_bound": {"start": "2026-10-01", "due": "2026-12-31", "cadence": "monthly"},
        "checkins": [{"date": "2026-11-20", "value": 55}],
    }
    found = score(measure, "2026-11-25", **values)
    assert (found.expected, found.judged_on) == (Fraction(51, 92), date(2026, 11, 20))
    assert found.pace == Fraction(55, 100) / Fraction(51, 92)


def test_a_goal_without_any_look_names_no_day() -> None:
    found = score({"type": "reach", "target": 100}, "2026-09-10")
    assert (found.reading.newest, found.stale, found.no_progress) == (None, True, "no_reading")


# What is read, to the day.


def checked(*checkins: dict[str, Any], on: str = "2026-09-10", **values: Any) -> GoalScore:
    """The figures of a total of 100 with these check-ins."""
    measure = {"type": "reach", "unit": "CNY", "target": 100}
    return score(measure, on, checkins=list(checkins), **values)


def test_check_ins_without_a_figure_or_after_the_day_are_no_readings() -> None:
    read = checked(
        {"date": "2026-07-01", "note": {"en": "Started"}},
        {"value": 99},
        {"date": "2026-09-11", "value_date": "2026-08-31", "value": 90},
        {"date": "2026-09-10", "value": 50},
        {"date": "2026-08-31", "value": 40},
    )
    assert (read.actual, read.reading.newest) == (Decimal(50), date(2026, 9, 10))
    assert [point.value for point in read.points] == [40, 50]


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-06-30", False), ("2026-07-01", True), ("2026-09-30", True), ("2026-10-01", False)],
)
def test_a_check_in_counts_from_the_first_day_to_the_last(day: str, counts: bool) -> None:
    found = checked({"date": day, "value": 50}, on="2026-10-10")
    assert (found.actual == 50) is counts


def test_a_goal_is_read_on_its_first_day_already() -> None:
    weekly = metric_of([("2026-07-05", 120.0)], cadence="weekly")
    days = {"start": "2026-07-05", "due": "2026-09-30"}
    assert score(REACH, "2026-07-05", weekly, time_bound=days).actual == 120
    assert score(REACH, "2026-07-05", weekly).actual == 120
    assert score(REACH, "2026-07-04", weekly, time_bound=days).actual is None


def test_a_periods_total_as_a_level_is_read_once_the_period_is_over() -> None:
    measure = {"type": "increase", "metric": "m", "baseline": 0, "target": 100, "per": "reading"}
    metric = metric_of([("2026-07-31", 10.0), ("2026-08-31", 20.0)])
    assert score(measure, "2026-08-31", metric).actual == 20
    assert score(measure, "2026-08-30", metric).actual == 10
    running = metric_of([("2026-07-31", 10.0), ("2026-08-05", 20.0)])
    assert score(measure, "2026-08-30", running).actual == 10


def test_check_ins_come_as_often_as_the_goal_says_else_as_its_metric() -> None:
    weekly = metric_of([("2026-07-05", 120.0)], cadence="weekly")
    newer = [{"date": "2026-08-31", "value": 200}]
    assert score(REACH, "2026-09-10", weekly).reading.cadence == "weekly"
    assert score(REACH, "2026-09-10", weekly, checkins=newer).reading.cadence == "weekly"
    own = {**Q3, "cadence": "quarterly"}
    found = score(REACH, "2026-09-10", weekly, checkins=newer, time_bound=own)
    assert found.reading.cadence == "quarterly"
    assert checked().reading.cadence == "monthly"


def test_a_metric_that_is_not_in_force_is_not_read() -> None:
    found = score(REACH, "2026-09-10", metric_of([JULY], state="draft"))
    assert (found.actual, found.no_progress, found.reading.source) == (None, "no_reading", "")


def test_others_are_named_where_the_metric_is_read_for_them_alone() -> None:
    mine, theirs = metric_of([JULY]), metric_of([JULY], who="zoe")
    people = person_of("zoe"), person_of("amy")
    assert score(REACH, "2026-09-10", mine, *people).reading.others == ()
    found = score(REACH, "2026-09-10", theirs, *people)
    assert found.reading.others == (Key("person", "zoe"),)
    assert (found.no_progress, found.reading.source) == ("no_reading_for_subject", "")


TWO = {"start": "2026-07-01", "due": "2026-09-30"}
NORTH = document("team", "north", lead="bea")


def of_two(bea: list[tuple[str, float]], carl: list[tuple[str, float]], **values: Any) -> Document:
    """A metric with readings of both."""
    lines = [
        {"date": day, "subject": who, "value": value}
        for who, found in (("bea", bea), ("carl", carl))
        for day, value in found
    ]
    return metric_of([], values=lines, **values)


def team_goal(
    measure: dict[str, Any], metric: Document, on: str = "2026-09-10", **values: Any
) -> GoalScore:
    """The figures of a goal of the team of both."""
    goal = goal_of(owner="team:north", period="2026-Q3", measurable=measure, **values)
    people = person_of("bea", team="north"), person_of("carl", team="north")
    day = date.fromisoformat(on)
    return scored(goal, NORTH, *people, metric, on=day, scoring=NO_GRACE).goals["g"]


@pytest.mark.parametrize(
    ("bea", "carl", "reason"),
    [
        ([JULY], [AUGUST], "not_added_up"),
        ([("2026-07-01", 1.0)], [("2026-06-30", 1.0)], "not_added_up"),
        ([("2026-09-10", 1.0)], [("2026-06-30", 1.0)], "not_added_up"),
        ([("2026-06-30", 1.0)], [("2026-06-30", 1.0)], "no_reading"),
    ],
)
def test_levels_of_several_people_are_not_added_up_unless_the_metric_says_how(
    bea: list[tuple[str, float]], carl: list[tuple[str, float]], reason: str
) -> None:
    measure = {"type": "increase", "metric": "m", "baseline": 0, "target": 10}
    found = team_goal(measure, of_two(bea, carl, aggregate="last"), time_bound=TWO)
    assert (found.progress, found.no_progress, found.reading.source) == (None, reason, "")


def test_a_figure_of_several_people_points_at_all_readings_and_of_one_at_its_own() -> None:
    both = team_goal(REACH, of_two([JULY], [JULY]), time_bound=TWO)
    assert both.arithmetic["progress"].inputs[0].pointer == "/values"
    one = score(REACH, "2026-09-10", metric_of([JULY, AUGUST]))
    assert one.arithmetic["progress"].inputs[0].pointer == "/values/1"


def test_a_bound_is_held_for_every_reading_of_one_and_for_the_months_of_several() -> None:
    readings = [("2026-07-01", 4.0), ("2026-07-08", 9.0), ("2026-08-31", 4.0)]
    measure = {"type": "keep_within", "metric": "m", "max": 5, "per": "reading"}
    one = score(measure, "2026-09-10", metric_of(readings, aggregate="mean"))
    assert one.progress == Fraction(2, 3)
    first = score(measure, "2026-07-01", metric_of(readings[:1]))
    assert first.progress == 1
    nothing = [("2026-07-31", 0.0), ("2026-08-31", 0.0)]
    both = of_two(readings, nothing, aggregate="mean", across="sum")
    # July is 6.5 together, August 4.
    assert team_goal(measure, both, time_bound=TWO).progress == Fraction(1, 2)


def test_readings_outside_somebodys_time_in_the_team_do_not_count() -> None:
    before = [{"until": "2026-07-31", "team": "north"}]
    goal = goal_of(
        owner="team:north",
        period="2026-Q3",
        time_bound=TWO,
        measurable={"type": "keep_within", "metric": "m", "max": 5, "per": "reading"},
    )
    metric = metric_of([("2026-07-31", 4.0), ("2026-08-31", 9.0)])
    person = person_of("bea", before=before)
    found = scored(goal, NORTH, person, metric, on=date(2026, 9, 10), scoring=NO_GRACE)
    assert found.goals["g"].progress == 1


def test_a_level_of_the_whole_time_that_nobody_can_put_together_is_no_figure() -> None:
    measure = {"type": "keep_within", "metric": "m", "max": 5, "per": "period"}
    weigh = document("metric", "w", unit="CNY", direction="up", cadence="monthly", values=[])
    metric = of_two([JULY], [JULY], aggregate="mean", across={"mean_by": "w"})
    goal = goal_of(owner="team:north", period="2026-Q3", time_bound=TWO, measurable=measure)
    people = person_of("bea", team="north"), person_of("carl", team="north")
    found = scored(goal, NORTH, *people, metric, weigh, on=date(2026, 9, 10), scoring=NO_GRACE)
    assert found.goals["g"].progress is None
    assert found.goals["g"].no_progress == "not_added_up"


@pytest.mark.parametrize(
    ("territories", "read_for", "actual"),
    [
        (["east-china"], ["territory:east-china", "bea"], 7),
        (["east-china"], ["bea"], 5),
        ([], ["territory:east-china", "bea"], 5),
    ],
)
def test_territories_are_read_where_the_goal_names_some_and_the_metric_has_some(
    territories: list[str], read_for: list[str], actual: int
) -> None:
    values = [
        {"date": "2026-07-31", "subject": who, "value": 5 if who == "bea" else 7}
        for who in read_for
    ]
    scope = {"outcome": {"en": "x"}, "scope": {"territories": territories}}
    found = score(REACH, "2026-09-10", metric_of([], values=values), specific=scope)
    assert found.actual == actual


def test_a_course_of_last_year_needs_everybody_who_is_named_and_nobody_who_came_later() -> None:
    days = {**TWO, "expected": "last_year"}
    last_year = [(f"2025-{month}", 10.0) for month in ("07-31", "08-31", "09-30")]
    later = [("2025-09-30", 10.0), ("2026-07-31", 10.0)]
    measure = {"type": "reach", "metric": "m", "target": 100}
    came_later = team_goal(measure, of_two([*last_year, JULY], later), time_bound=days)
    assert came_later.arithmetic["expected"].formula == "expected.last_year"
    named = {**measure, "subjects": ["bea", "carl"]}
    both = team_goal(named, of_two([*last_year, JULY], later), time_bound=days)
    assert both.arithmetic["expected"].formula == "expected.line"


def test_a_budget_follows_the_course_of_last_year_too() -> None:
    days = {**TWO, "expected": "last_year"}
    readings = [("2025-07-31", 10.0), ("2025-08-31", 10.0), ("2025-09-30", 80.0)]
    measure = {"type": "keep_within", "metric": "m", "max": 100, "per": "period"}
    metric = metric_of([*readings, ("2026-07-31", 20.0)], direction="down")
    found = score(measure, "2026-08-10", metric, time_bound=days)
    assert found.progress == Fraction(1, 2)
    checkins = [{"date": "2026-07-31", "value": 20}]
    metric = metric_of(readings, direction="down")
    found = score(measure, "2026-08-10", metric, time_bound=days, checkins=checkins)
    assert found.progress == Fraction(1, 2)


def test_a_check_in_on_a_level_is_inside_its_bounds_for_the_whole_time_or_not() -> None:
    measure = {"type": "keep_within", "metric": "m", "max": 10, "per": "period"}
    checkins = [{"date": "2026-07-31", "value": 8}]
    level = metric_of([("2026-06-30", 1.0)], aggregate="last")
    assert score(measure, "2026-08-10", level, checkins=checkins).progress == 1
    # 10 × 31/92 are allowed of a total by then.
    total = metric_of([("2026-06-30", 1.0)])
    found = score(measure, "2026-08-10", total, checkins=checkins)
    assert found.progress == Fraction(310, 92) / 8
    assert score({**measure, "metric": None}, "2026-08-10", checkins=checkins).progress == (
        Fraction(310, 92) / 8
    )


def told(found: GoalScore) -> tuple[str, list[tuple[str, str]]]:
    """The formula of the progress, and name and field of what went into it."""
    why = found.arithmetic["progress"]
    return why.formula, [(one.name, one.pointer) for one in why.inputs]


def test_a_progress_is_told_by_what_it_is_made_from() -> None:
    read = [{"date": "2026-07-31", "value": 150}]
    bounds = {"baseline": 100, "target": 200}
    ends = [("baseline", "/measurable/baseline"), ("target", "/measurable/target")]
    actual = ("actual", "/checkins/0/value")
    total = score({"type": "reach", **bounds}, "2026-08-10", checkins=read)
    assert told(total) == ("progress.reach", [actual, ends[1]])
    level = score({"type": "increase", **bounds}, "2026-08-10", checkins=read)
    assert told(level) == ("progress.change", [actual, *ends])
    low, high = ("min", "/measurable/min"), ("max", "/measurable/max")
    kept = score({"type": "keep_within", "min": 1}, "2026-08-10", checkins=read)
    assert told(kept) == ("progress.within", [low, ("within", ""), ("readings", "")])
    both = {"type": "keep_within", "min": 1, "max": 150, "per": "period"}
    assert told(score(both, "2026-08-10", checkins=read)) == (
        "progress.inside",
        [low, high, actual],
    )
    budget = {"type": "keep_within", "max": 150, "per": "period"}
    assert told(score(budget, "2026-08-10", checkins=read)) == (
        "progress.budget",
        [high, ("expected", ""), ("allowed", ""), actual],
    )


@pytest.mark.parametrize(
    ("limits", "progress"),
    [
        ({"min": 8}, 1),
        ({"min": 9}, 0),
        ({"max": 8, "min": 8}, 1),
        ({"max": 7, "min": 1}, 0),
        # A maximum alone on a total is a budget: all of it is allowed by the due date only.
        ({"max": 8}, Fraction(31, 92)),
    ],
)
def test_with_a_minimum_the_whole_time_is_inside_or_not(
    limits: dict[str, int], progress: Fraction
) -> None:
    measure = {"type": "keep_within", "unit": "CNY", "per": "period", **limits}
    found = score(measure, "2026-08-10", checkins=[{"date": "2026-07-31", "value": 8}])
    assert found.progress == progress


def test_milestones_add_up_from_the_first_to_the_last() -> None:
    pieces = [
        {"due": "2026-08-31", "title": {"en": "b"}, "weight": 0.25, "done": "2026-08-15"},
        {"due": "2026-07-31", "title": {"en": "a"}, "weight": 0.5, "done": "2026-07-20"},
        {"due": "2026-09-30", "title": {"en": "c"}, "weight": 0.25},
    ]
    found = score({"type": "milestones"}, "2026-09-10", time_bound={**Q3, "milestones": pieces})
    assert found.progress == Fraction(3, 4)
    assert [(point.date, point.progress, point.pointer) for point in found.points] == [
        (date(2026, 7, 20), Fraction(1, 2), "/time_bound/milestones/1/done"),
        (date(2026, 8, 15), Fraction(3, 4), "/time_bound/milestones/0/done"),
    ]
    assert found.reading.newest == date(2026, 8, 15)


def answered(*checkins: dict[str, Any], on: str = "2026-09-10") -> Fraction | None:
    """The progress of a yes or no with these check-ins."""
    return score({"type": "yes_no"}, on, checkins=list(checkins)).progress


def test_an_answer_counts_from_the_first_day_to_the_last_by_the_day() -> None:
    yes = {"value": True}
    assert answered({"date": "2026-06-30", **yes}) is None
    assert answered({"date": "2026-07-01", **yes}) == 1
    assert answered({"date": "2026-09-10", **yes}) == 1
    assert answered({"date": "2026-09-11", **yes}) is None
    assert answered({"date": "2026-09-11", "value_date": "2026-09-09", **yes}) is None
    assert answered({"date": "2026-09-30", **yes}, on="2026-10-10") == 1
    assert answered({"date": "2026-10-01", **yes}, on="2026-10-10") is None
    assert answered({"date": "2026-10-01", "value_date": "2026-09-30", **yes}, on="2026-10-10") == 1


def test_what_is_no_answer_stops_nothing_after_it() -> None:
    none = {"date": "2026-08-01", "confidence": 0.5}
    assert answered(none, {"value": False}, {"date": "2026-08-02", "value": True}) == 1


@pytest.mark.parametrize(
    ("carl", "unread"),
    [
        ({"team": "north"}, True),
        ({"team": "north", "ended": "2026-08-01"}, True),
        ({"team": "north", "ended": "2026-07-31"}, False),
        ({"team": "south", "before": [{"team": "north", "until": "2026-08-01"}]}, True),
        ({"team": "south", "before": [{"team": "north", "until": "2026-07-31"}]}, False),
    ],
)
def test_of_a_team_those_are_unread_who_were_read_before_and_are_still_in_it(
    carl: dict[str, Any], unread: bool
) -> None:
    goal = goal_of(owner="team:north", period="2026-Q3", time_bound=TWO, measurable=REACH)
    people = person_of("bea", team="north"), person_of("carl", **carl)
    south, read = document("team", "south"), of_two([JULY, AUGUST], [JULY])
    found = scored(goal, NORTH, south, *people, read, on=date(2026, 9, 10), scoring=NO_GRACE).goals[
        "g"
    ]
    assert found.reading.unread == ((Key("person", "carl"),) if unread else ())


def test_what_is_not_added_up_names_who_was_not_read_from_the_first_day_on() -> None:
    measure = {"type": "increase", "metric": "m", "baseline": 0, "target": 10}
    days = {"start": "2026-07-31", "due": "2026-09-30"}
    level = of_two([("2026-07-31", 1.0)], [("2026-06-30", 1.0)], aggregate="last")
    found = team_goal(measure, level, on="2026-08-10", time_bound=days)
    assert (found.no_progress, found.reading.unread) == ("not_added_up", (Key("person", "carl"),))


def test_a_whole_time_that_cannot_be_weighed_is_no_figure_though_its_newest_month_is() -> None:
    read = [{"date": "2026-08-31", "subject": "bea", "value": 2}]
    weights = document("metric", "w", cadence="monthly", aggregate="sum", values=read)
    both = of_two(
        [("2026-08-31", 4.0)],
        [("2026-07-31", 4.0)],
        aggregate="mean",
        across={"mean_by": "w"},
    )
    goal = goal_of(
        owner="team:north",
        period="2026-Q3",
        time_bound=TWO,
        measurable={"type": "keep_within", "metric": "m", "max": 5, "per": "period"},
    )
    people = person_of("bea", team="north"), person_of("carl", team="north")
    found = scored(
        goal, NORTH, *people, both, weights, on=date(2026, 9, 10), scoring=NO_GRACE
    ).goals["g"]
    assert found.progress is None


def test_each_milestone_that_is_done_is_a_point_of_the_share_of_all() -> None:
    found = milestones(
        {"due": "2026-08-31", "weight": 3, "done": "2026-08-20"},
        {"due": "2026-09-30", "weight": 1, "done": "2026-09-20"},
    )
    assert [(one.date, one.progress) for one in found.points] == [
        (date(2026, 8, 20), Fraction(3, 4)),
        (date(2026, 9, 20), 1),
    ]
