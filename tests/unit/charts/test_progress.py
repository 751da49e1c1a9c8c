"""The chart of a goal's course."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders.charts import assert_fits, corners, styled, texts
from planbook.charts.drawing import Drawing
from planbook.charts.progress import Course, Interval, Writing, progress_chart

START, DUE, AS_OF = date(2026, 7, 1), date(2026, 9, 30), date(2026, 9, 10)
COURSE = Course(
    START,
    DUE,
    AS_OF,
    expected=((START, 0), (DUE, 1)),
    points=((date(2026, 7, 31), Fraction(1, 4)), (date(2026, 8, 31), Fraction(1, 2))),
)


def drawn(course: Course) -> Drawing:
    return progress_chart(
        course,
        Writing(lambda share: f"{share * 100:.0f}%", lambda day: f"{day.day}.{day.month}."),
    )


def test_it_names_its_start_its_due_date_and_the_day_of_the_figures() -> None:
    assert {"1.7.", "30.9.", "10.9.", "0%", "100%"} <= set(texts(drawn(COURSE)))


def test_the_actual_line_begins_where_the_goal_began_and_rises_with_progress() -> None:
    (line,) = styled(drawn(COURSE), "actual")
    places = corners(line)
    assert len(places) == 3
    assert places[0][1] > places[1][1] > places[2][1]
    assert places[0][0] < places[1][0] < places[2][0]


def test_progress_below_zero_stands_below_the_zero_line() -> None:
    chart = drawn(replace(COURSE, points=((date(2026, 8, 31), Fraction(-155, 100)),)))
    (zero,) = styled(chart, "zero")
    (reading,) = styled(chart, "reading")
    assert float(reading.get("cy") or 0) > float(zero.get("y1") or 0)
    assert "-200%" in texts(chart)
    assert_fits(chart)


def test_progress_beyond_the_chart_is_an_arrow_at_its_edge() -> None:
    chart = drawn(replace(COURSE, points=((date(2026, 8, 31), Decimal("1e30")),)))
    (reading,) = styled(chart, "reading")
    assert reading.tag == "path"
    assert_fits(chart)


def test_a_forecast_shows_its_value_and_its_interval() -> None:
    chart = drawn(replace(COURSE, forecast=Interval(Fraction(3, 4), Fraction(1, 2), Fraction(1))))
    assert len(styled(chart, "forecast")) == len(styled(chart, "interval")) == 1
    low, high = (float(one.get("y1") or 0) for one in styled(chart, "whisker")[1::-1])
    (foreseen,) = styled(chart, "foreseen")
    assert high < float(foreseen.get("cy") or 0) < low


def test_milestones_are_diamonds_and_not_discs() -> None:
    chart = drawn(replace(COURSE, milestones=((date(2026, 8, 15), Fraction(2, 5)),)))
    assert [one.tag for one in styled(chart, "milestone")] == ["path"]


@pytest.mark.parametrize("as_of", [START - timedelta(days=1), DUE + timedelta(days=1)])
def test_a_day_outside_the_goal_has_no_line(as_of: date) -> None:
    assert not styled(drawn(replace(COURSE, as_of=as_of)), "as-of")


def test_a_reading_after_the_due_date_stretches_the_chart() -> None:
    late = replace(COURSE, points=((DUE + timedelta(days=30), Fraction(1)),))
    (due,) = styled(drawn(late), "due")
    (reading,) = styled(drawn(late), "reading")
    assert float(due.get("x1") or 0) < float(reading.get("cx") or 0)


def test_a_goal_of_no_length_is_drawn() -> None:
    assert_fits(drawn(Course(START, START, START, ((START, 0), (START, 1)), ((START, 1),))))


@given(
    st.lists(st.fractions(min_value=-(10**9), max_value=10**9), max_size=8),
    st.integers(min_value=-400, max_value=400),
    st.one_of(st.none(), st.fractions()),
)
def test_nothing_ever_leaves_the_picture(
    shares: list[Fraction], offset: int, forecast: Fraction | None
) -> None:
    points = tuple((START + timedelta(days=place), share) for place, share in enumerate(shares))
    interval = None if forecast is None else Interval(forecast, forecast - 1, forecast + 1)
    as_of = START + timedelta(days=offset)
    assert_fits(drawn(replace(COURSE, points=points, as_of=as_of, forecast=interval)))


def test_what_an_author_could_write_is_escaped() -> None:
    chart = progress_chart(COURSE, Writing(str, lambda _: "<b>&</b>"))
    assert "<b>" not in chart.marks
    assert "<b>&</b>" in texts(chart)
