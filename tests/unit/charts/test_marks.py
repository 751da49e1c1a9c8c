"""Small marks."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from builders.charts import shapes, styled
from planbook.charts.marks import key_mark, letter_squares, progress_bar, state_mark
from planbook.scoring.results import Drift, PracticeState, Status, Trend


def test_states_that_stand_beside_each_other_differ_in_their_shape() -> None:
    for states in (Status, PracticeState, Trend, Drift):
        marks = [state_mark(state).marks for state in get_args(states)]
        assert len(set(marks)) == len(marks)


def test_an_unknown_state_still_has_a_mark() -> None:
    assert shapes(state_mark("anything"))


def test_a_bar_is_as_long_as_its_progress_with_a_tick_where_it_should_be() -> None:
    bar = progress_bar(Fraction(1, 2), Fraction(3, 4))
    (tick,) = styled(bar, "by-now")
    assert float(tick.get("x1") or 0) == 90.0
    assert "H60V" in bar.marks


def test_the_track_of_a_bar_fills_its_box_and_no_tick_is_cut_at_its_ends() -> None:
    for expected, place in ((Fraction(0), 1.0), (Fraction(1), 119.0)):
        bar = progress_bar(None, expected)
        (track,), (tick,) = styled(bar, "track"), styled(bar, "by-now")
        assert track.get("d") == f"M0 4H{bar.width}V10H0Z"
        assert float(tick.get("x1") or 0) == place


def test_progress_outside_the_bar_is_an_arrow() -> None:
    below, above = progress_bar(Fraction(-155, 100), None), progress_bar(Fraction(12, 10), None)
    assert len(styled(below, "fill")) == 1
    assert len(styled(above, "fill")) == 2
    assert not styled(progress_bar(None, None), "fill")


def test_letters_are_squares_filled_as_far_as_their_shares() -> None:
    shares = (("S", Fraction(1)), ("M", Fraction(1, 2)), ("A", Fraction(0)))
    squares = letter_squares(shares)
    (edge,), (face,), (tick,) = (styled(squares, style) for style in ("edge", "face", "cut"))
    assert (edge.get("d") or "").count("M") == 3
    # From the foot at 25.5: the whole of 13, half of it, nothing.
    assert face.get("d") == "M1.5 12.5h13v13h-13zM21.5 19h13v6.5h-13z"
    assert (tick.get("d") or "").count("M") == 1
    assert "SMA" in squares.marks


def test_every_part_of_a_chart_has_a_sample() -> None:
    for part in (
        "actual",
        "expected",
        "interval",
        "milestone",
        "reading",
        "run",
        "cap",
        "note",
        "success",
    ):
        assert part in key_mark(part).marks
