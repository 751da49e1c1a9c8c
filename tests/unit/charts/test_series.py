"""The chart of a series, and its line in a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from builders.charts import assert_fits, corners, styled, texts
from planbook.charts.drawing import Drawing
from planbook.charts.series import Readings, Units, series_chart, spark_line

POINTS = tuple(
    (date(2026, month, 28), Decimal(value))
    for month, value in enumerate((61, 62, 60, 55, 52, 41), start=1)
)
RUN = frozenset(day for day, _ in POINTS[2:])


def drawn(readings: Readings) -> Drawing:
    return series_chart(readings, Units(str, lambda day: f"{day.month}/{day.year}"))


def test_it_names_its_first_and_its_last_day() -> None:
    assert {"1/2026", "6/2026"} <= set(texts(drawn(Readings(POINTS))))


def test_the_run_is_a_line_of_its_own_with_a_ring_about_each_reading() -> None:
    chart = drawn(Readings(POINTS, run=RUN))
    (run,) = styled(chart, "run")
    assert len(corners(run)) == len(styled(chart, "ring")) == len(RUN)
    assert len(styled(chart, "reading")) == len(POINTS) - len(RUN)
    assert_fits(chart)


def test_a_target_far_from_the_readings_is_still_in_the_picture() -> None:
    chart = drawn(Readings(POINTS, target=Decimal(900)))
    assert len(styled(chart, "target")) == 1
    assert_fits(chart)


def test_a_series_without_readings_is_an_empty_picture() -> None:
    assert drawn(Readings(())).marks == ""
    assert spark_line(Readings(POINTS[:1])).marks == ""


def test_one_reading_equal_readings_and_negative_ones_are_drawn() -> None:
    for values in ((5,), (5, 5, 5), (-3, 2, -8), (0, 0)):
        points = tuple((date(2026, 1, day), Decimal(v)) for day, v in enumerate(values, start=1))
        assert_fits(drawn(Readings(points)))
        assert_fits(spark_line(Readings(points)))


def test_huge_figures_are_drawn() -> None:
    points = ((date(2026, 1, 1), Decimal("1e300")), (date(2026, 2, 1), Decimal("-1e5000")))
    assert_fits(drawn(Readings(points)))
