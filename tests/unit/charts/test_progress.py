"""The chart of a goal's course."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders.charts import assert_fits, corners, styled, texts
from planbook.charts.drawing import Drawing, width_of
from planbook.charts.progress import (
    Course,
    Interval,
    Level,
    Reading,
    Writing,
    progress_chart,
)
from planbook.charts.scale import Figure

START, DUE, AS_OF = date(2026, 7, 1), date(2026, 9, 30), date(2026, 9, 10)


def reading(day: date, figure: Figure) -> Reading:
    return Reading(day, figure, f"{float(figure):g}")


COURSE = Course(
    START,
    DUE,
    AS_OF,
    way=(0, 400),
    expected=((START, 0), (DUE, 400)),
    readings=(reading(date(2026, 7, 31), 100), reading(date(2026, 8, 31), 200)),
    levels=(Level("target", 400, "Target €400", "Target 400"),),
)
WRITING = Writing(lambda figure: f"{float(figure):g}", lambda day: f"{day.day}.{day.month}.")


def drawn(course: Course) -> Drawing:
    return progress_chart(course, WRITING)


def height_of(chart: Drawing, style: str) -> float:
    (found,) = styled(chart, style)
    return float(found.get("y1") or found.get("cy") or 0)


def written(chart: Drawing, style: str) -> list[str]:
    return [one.text or "" for one in styled(chart, style)]


def test_it_names_its_start_its_due_date_and_the_day_of_the_figures() -> None:
    assert {"1.7.", "30.9.", "10.9.", "0", "400"} <= set(texts(drawn(COURSE)))


def test_the_actual_line_begins_where_the_goal_began_and_rises_with_its_readings() -> None:
    (line,) = styled(drawn(COURSE), "actual")
    places = corners(line)
    assert len(places) == 3
    assert places[0][1] > places[1][1] > places[2][1]
    assert places[0][0] < places[1][0] < places[2][0]


def test_readings_that_come_from_nowhere_begin_with_the_first_of_them() -> None:
    (line,) = styled(drawn(replace(COURSE, begins=False)), "actual")
    assert len(corners(line)) == 2


def test_the_target_is_a_line_at_its_figure_with_its_name() -> None:
    chart = drawn(COURSE)
    (tick,) = (one for one in styled(chart, "rule") if one.get("y1") == "24")
    assert height_of(chart, "target") == float(tick.get("y1") or 0)
    assert "Target €400" in written(chart, "level")


def test_a_level_with_a_long_name_has_its_short_one() -> None:
    long = Level("target", 400, "Target 400 " + "m" * 80, "Target 400")
    assert written(drawn(replace(COURSE, levels=(long,))), "level") == ["Target 400"]


def test_a_level_far_away_does_not_press_the_course_flat() -> None:
    far = Level("baseline", 100_000, "Baseline", "Baseline")
    chart = drawn(replace(COURSE, levels=(*COURSE.levels, far)))
    assert not styled(chart, "baseline")
    assert height_of(chart, "target") == 24


def test_levels_that_lie_close_together_have_their_names_apart() -> None:
    near = Level("baseline", 396, "Baseline 396", "396")
    chart = drawn(replace(COURSE, levels=(*COURSE.levels, near)))
    boxes = [
        (float(one.get("x") or 0), float(one.get("y") or 0), width_of(one.text or "") / 2)
        for one in styled(chart, "level")
    ]
    (left, high, half), (right, low, other) = boxes
    assert right - other > left + half or abs(high - low) >= 12


def test_each_reading_has_its_figure_and_many_only_some_of_theirs() -> None:
    assert written(drawn(COURSE), "value") == ["200", "100"]
    days = [START + timedelta(days=place) for place in range(60)]
    figures = [100 + (place * 37) % 90 for place in range(60)]
    figures[20], figures[40] = 10, 390
    many = tuple(reading(day, one) for day, one in zip(days, figures, strict=True))
    shown = written(drawn(replace(COURSE, readings=many)), "value")
    assert {"390", "10", f"{figures[0]:g}", f"{figures[-1]:g}"} <= set(shown)
    assert len(shown) < 30


def test_where_there_are_very_many_readings_only_the_important_ones_are_marked() -> None:
    many = tuple(reading(START + timedelta(days=place), place) for place in range(80))
    chart = drawn(replace(COURSE, readings=many))
    assert len(styled(chart, "reading")) == 2
    assert written(chart, "value") == ["79", "0"]
    (line,) = styled(chart, "actual")
    assert len(corners(line)) == 81


def test_what_fell_below_its_start_stands_below_it() -> None:
    chart = drawn(replace(COURSE, readings=(reading(date(2026, 8, 31), -600),)))
    (zero,) = styled(chart, "zero")
    (found,) = styled(chart, "reading")
    assert float(found.get("cy") or 0) > float(zero.get("y1") or 0)
    assert "-750" in texts(chart)
    assert_fits(chart)


def test_a_goal_that_is_to_fall_falls() -> None:
    falling = replace(
        COURSE,
        way=(80, 20),
        expected=((START, 80), (DUE, 20)),
        readings=(reading(date(2026, 8, 31), 62),),
        levels=(Level("target", 20, "20", "20"), Level("baseline", 80, "80", "80")),
    )
    chart = drawn(falling)
    assert height_of(chart, "baseline") < height_of(chart, "reading") < height_of(chart, "target")


def test_a_reading_beyond_the_chart_is_an_arrow_at_its_edge() -> None:
    chart = drawn(replace(COURSE, readings=(reading(date(2026, 8, 31), Decimal("1e30")),)))
    (found,) = styled(chart, "reading")
    assert found.tag == "path"
    assert corners(found)[1][1] < corners(found)[0][1]
    assert_fits(chart)


def test_a_forecast_shows_its_figure_and_its_interval() -> None:
    forecast = Interval(300, 200, 400, "300")
    chart = drawn(replace(COURSE, forecast=forecast))
    assert len(styled(chart, "forecast")) == len(styled(chart, "interval")) == 1
    low, high = (float(one.get("y1") or 0) for one in styled(chart, "whisker")[1::-1])
    assert high < height_of(chart, "foreseen") < low
    assert written(chart, "foretold") == ["300"]


def test_milestones_are_diamonds_and_not_discs() -> None:
    chart = drawn(replace(COURSE, milestones=((date(2026, 8, 15), 160),)))
    assert [one.tag for one in styled(chart, "milestone")] == ["path"]


def test_notes_stand_in_their_order_below_the_axis_and_beside_each_other() -> None:
    days = [DUE - timedelta(days=ahead) for ahead in range(9, -1, -1)]
    chart = drawn(replace(COURSE, notes=tuple(enumerate(days, start=1))))
    assert written(chart, "note-number") == [str(number) for number in range(1, 11)]
    places = [float(one.get("cx") or 0) for one in styled(chart, "note")]
    assert all(right - left >= 14 for left, right in pairwise(places))
    assert chart.height > drawn(COURSE).height
    assert_fits(chart)


@pytest.mark.parametrize("as_of", [START - timedelta(days=1), DUE + timedelta(days=1)])
def test_a_day_outside_the_goal_has_no_line(as_of: date) -> None:
    assert not styled(drawn(replace(COURSE, as_of=as_of)), "as-of")


def test_a_reading_after_the_due_date_stretches_the_chart() -> None:
    late = replace(COURSE, readings=(reading(DUE + timedelta(days=30), 400),))
    (due,) = styled(drawn(late), "due")
    (found,) = styled(drawn(late), "reading")
    assert float(due.get("x1") or 0) < float(found.get("cx") or 0)


def test_a_goal_of_no_length_is_drawn() -> None:
    day = Course(
        START, START, START, expected=((START, 0), (START, 1)), readings=(reading(START, 1),)
    )
    assert_fits(drawn(day))


@given(
    st.lists(st.fractions(min_value=-(10**9), max_value=10**9), max_size=8),
    st.integers(min_value=-400, max_value=400),
    st.one_of(st.none(), st.fractions()),
    st.tuples(st.fractions(), st.fractions()),
)
def test_nothing_ever_leaves_the_picture(
    figures: list[Fraction],
    offset: int,
    forecast: Fraction | None,
    way: tuple[Fraction, Fraction],
) -> None:
    readings = tuple(
        reading(START + timedelta(days=place), figure) for place, figure in enumerate(figures)
    )
    interval = None if forecast is None else Interval(forecast, forecast - 1, forecast + 1, "x")
    as_of = START + timedelta(days=offset)
    course = replace(COURSE, way=way, readings=readings, as_of=as_of, forecast=interval)
    assert_fits(drawn(replace(course, notes=((1, as_of), (2, as_of)))))


def test_what_an_author_could_write_is_escaped() -> None:
    named = replace(COURSE, levels=(Level("target", 400, "<i>", "<i>"),))
    chart = progress_chart(named, Writing(str, lambda _: "<b>&</b>"))
    assert "<b>" not in chart.marks
    assert "<i>" not in chart.marks
    assert "<b>&</b>" in texts(chart)
