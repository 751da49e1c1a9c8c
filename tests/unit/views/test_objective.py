"""The page of an objective: its own measure, what supports it, and what is worst below."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document

PAGE = "objectives/top/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"})
TOP = document("objective", "top", owner="ann", period="2026-Q3")


def goal(id_: str, *checkins: dict[str, Any], **values: Any) -> Document:
    return document(
        "goal",
        id_,
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "relevant": {"supports": ["top"]},
            "measurable": {"type": "reach", "unit": "CNY", "target": 100},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
            "checkins": list(checkins),
            **values,
        },
    )


def checkin(value: float) -> dict[str, Any]:
    return {"date": "2026-08-31", "value": value}


def test_unread_goals_are_counted_and_left_out() -> None:
    handbook = handbook_of(ANN, TOP, goal("a", checkin(70)), goal("b", checkin(60)), goal("c"))
    view = view_at(handbook, PAGE)
    assert view.score.bar.progress.text == "65%"
    assert view.score.rollup.read.arguments == {"read": "2", "of": "3"}
    assert "2 of 3 read" in text_at(handbook, PAGE)
    assert "Based on\nAverage of supporting goals" in text_at(handbook, PAGE)


def test_the_worst_below_stands_beside_the_status() -> None:
    handbook = handbook_of(ANN, TOP, goal("a", checkin(70)), goal("b", checkin(20)))
    worst = view_at(handbook, PAGE).score.worst_below
    assert [(one.status.state, one.total) for one in worst.counts] == [("off_track", 1)]
    assert worst.of == 2
    (brief,) = view_at(handbook, "index.html").objectives
    assert brief.worst_below == worst


def test_an_objective_with_readings_of_its_own_goes_by_them_beside_the_roll_up() -> None:
    measured = document(
        "objective",
        "top",
        owner="ann",
        period="2026-Q3",
        measure={"type": "increase", "unit": "points", "baseline": 30, "target": 50},
        checkins=[checkin(45)],
    )
    view = view_at(handbook_of(ANN, measured, goal("a", checkin(10))), PAGE)
    assert view.score.measured.bar.progress.text == "75%"
    assert view.score.status.state == "on_track"
    assert view.score.rollup.bar.progress.text == "10%"
    assert "Its own measure" in text_at(handbook_of(ANN, measured), PAGE)


def test_contributions_and_not_weights_count_below_an_objective() -> None:
    light = goal("a", checkin(80), weight=10)
    heavy = goal("b", checkin(20), relevant={"supports": ["top"], "contribution": 3})
    view = view_at(handbook_of(ANN, TOP, light, heavy), PAGE)
    assert [line.weight.text for line in view.score.rollup.lines] == ["1", "3"]
    assert view.score.bar.progress.text == "35%"


def measured(*checkins: dict[str, Any], **measure: Any) -> Document:
    level = {"type": "increase", "unit": "points", "baseline": 30, "target": 50}
    return document(
        "objective",
        "top",
        owner="ann",
        period="2026-Q3",
        measure={**level, **measure},
        checkins=list(checkins),
    )


def test_an_objective_s_own_measure_has_the_headline_the_note_and_the_chart_of_a_goal() -> None:
    one = {**checkin(40), "note": {"en": "Half way"}}
    view = view_at(handbook_of(ANN, measured(one)), PAGE)
    text = text_at(handbook_of(ANN, measured(one)), PAGE)
    # 30 + 20 · 62/92 = 43.478
    assert "40 on the way from 30 to 50; 3.5 behind what was expected by 31 Aug" in text
    assert "Half way\nLatest note: 31 August 2026" in text
    assert ">Target 50<" in view.score.measured.chart.drawing.marks
    assert [one.note.text for one in view.checkins.checkins] == ["Half way"]


def test_a_measure_without_readings_says_so_beside_the_status_of_the_roll_up() -> None:
    handbook = handbook_of(ANN, measured(), goal("a", checkin(70)))
    view = view_at(handbook, PAGE)
    assert view.score.measured is None
    assert view.score.status.state == "on_track"
    text = text_at(handbook, PAGE)
    assert "On track 70%" in text
    assert "Its own measure: Not known yet; the target is 50 by 30 Sep" in text


def test_an_objective_that_fell_back_is_told_in_its_unit() -> None:
    html = html_at(handbook_of(ANN, measured(checkin(20))), PAGE)
    shown = html[: html.index("How this was calculated")]
    assert "Below where it started: 20 against a start of 30" in shown
    assert "−50%" not in shown
