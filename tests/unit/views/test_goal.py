"""The page of a goal: what is read, how it stands, and how it ended."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import AS_OF, alerts_in, html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.handbook import Handbook

PAGE = "goals/q3/index.html"
HUNDRED_AND_TWENTY_DAYS = {"start": "2026-07-01", "due": "2026-10-28", "cadence": "monthly"}
ANN = document("person", "ann", name={"en": "Ann Lee"})
BOB = document("person", "bob", name={"en": "Bob Roe"})


def goal(*checkins: dict[str, Any], due: str = "2026-09-30", **values: Any) -> Document:
    return document(
        "goal",
        "q3",
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": {"type": "reach", "unit": "CNY", "target": 100},
            "time_bound": {"start": "2026-07-01", "due": due, "cadence": "monthly"},
            "checkins": list(checkins),
            **values,
        },
    )


def said(handbook: Handbook) -> str:
    return text_at(handbook, PAGE).replace("\n", " ")


def checkin(day: str, value: object, **more: Any) -> dict[str, Any]:
    return {"date": day, "value": value, **more}


def test_a_period_stands_with_its_days() -> None:
    assert "Period Q3 2026 (1 Jul – 30 Sep 2026)" in said(handbook_of(ANN, goal()))


def test_a_pace_is_not_rounded_to_the_limit_that_it_missed() -> None:
    # 55.7 % of 62/92 days: 0.8266 of what was expected; 60.3 % is 0.8947, below 0.9.
    handbook = handbook_of(ANN, goal(checkin("2026-08-31", 60.3)))
    text = said(handbook)
    assert "At risk" in text
    assert "Pace 0.89" in text


def test_the_chart_and_its_table_do_not_round_progress_over_the_mark() -> None:
    ended = goal(checkin("2026-08-31", 69.9), due="2026-08-31", commitment="aspirational")
    text = said(handbook_of(ANN, ended))
    assert "Missed" in text
    assert (
        "CNY\u00a069.90 of CNY\u00a0100.00; CNY\u00a00.10 short of success at CNY\u00a070.00"
        in text
    )
    assert "Progress 69%" in text
    # Only the mark itself is 70 %.
    assert text.count("70%") == text.count("Success mark 70%") + text.count("Mark 70%")


def test_a_grade_that_is_red_does_not_stand_beside_forty_per_cent() -> None:
    ended = goal(checkin("2026-08-31", 39.9), due="2026-08-31")
    text = said(handbook_of(ANN, ended))
    assert "Progress 39%" in text
    assert "Grade 0.3 (red)" in text
    assert "40%" not in text


def test_a_gap_is_told_in_points_where_points_decide() -> None:
    settings = msgspec.structs.replace(SETTINGS, scoring={"pace": {"preset": "engagedly"}})
    # Expected 62/92 = 67.39 %; 34.35 % is 33.04 points behind, beyond 33.
    handbook = handbook_of(ANN, goal(checkin("2026-08-31", 34.35)), settings=settings)
    text = said(handbook)
    assert "Off track" in text
    assert "Progress is 33.1 points behind what was expected by then." in text


def test_a_goal_without_a_check_in_says_so_and_names_no_date() -> None:
    handbook = handbook_of(ANN, goal())
    assert "There is no check-in yet." in said(handbook)
    (alert,) = (
        one
        for one in alerts_in(view_at(handbook, "alerts/index.html").list)
        if one.category == "stale"
    )
    assert alert.since is None
    assert "no check-in yet" in text_at(handbook, "alerts/index.html")


def test_a_final_reading_that_is_missing_is_not_a_miss() -> None:
    handbook = handbook_of(ANN, goal(checkin("2026-07-31", 80), due="2026-08-31"))
    text = said(handbook)
    assert "Final reading missing" in text
    assert "Missed" not in text
    alerts = alerts_in(view_at(handbook, "alerts/index.html").list)
    assert [(one.category, one.since.machine) for one in alerts] == [
        ("awaiting_final", "2026-08-31")
    ]


@pytest.mark.parametrize(
    ("outcome", "words"), [("cancelled", "Cancelled"), ("carried_over", "Carried over")]
)
def test_what_the_owner_says_stands_beside_what_the_figures_say(outcome: str, words: str) -> None:
    handbook = handbook_of(ANN, goal(checkin("2026-08-31", 70), result={"outcome": outcome}))
    text = said(handbook)
    assert f"{words} CNY\u00a070 of CNY\u00a0100; last read for 31 Aug" in text
    assert "The owner closed it with this result." in text
    assert "From the figures alone: On track" in text


def test_an_aspirational_goal_tells_from_where_it_is_a_success() -> None:
    past = goal(
        checkin("2026-08-31", 75), due="2026-08-31", commitment="aspirational", period="2026-08"
    )
    text = said(handbook_of(ANN, past))
    assert "Achieved" in text
    assert "Success mark 70%" in text


def test_a_milestone_that_was_done_late_is_marked() -> None:
    marks = [
        {"due": "2026-07-31", "title": {"en": "first"}, "done": "2026-07-30"},
        {"due": "2026-08-15", "title": {"en": "second"}, "done": "2026-09-01"},
        {"due": "2026-09-15", "title": {"en": "third"}, "done": 0.5},
    ]
    time = {"start": "2026-07-01", "due": "2026-09-30", "milestones": marks}
    handbook = handbook_of(ANN, goal(measurable={"type": "milestones"}, time_bound=time))
    view = view_at(handbook, PAGE)
    assert [one.is_late for one in view.milestones] == [False, True, False]
    assert "second Done 1 September 2026 late" in said(handbook)
    assert "third 50% done" in said(handbook)


def test_the_page_tells_what_is_read_and_for_whom() -> None:
    partners = tuple(document("partner", name, type="agent") for name in ("one", "two"))
    metric = document(
        "metric",
        "orders",
        title={"en": "Orders"},
        unit="CNY",
        aggregate="sum",
        values=[{"subject": "one", "date": "2026-08-31", "value": 40}],
    )
    on_it = goal(
        specific={"scope": {"partners": ["one", "two"]}},
        measurable={"type": "reach", "metric": "orders", "target": 100},
    )
    text = said(handbook_of(ANN, *partners, metric, on_it))
    assert "Read from Orders" in text
    assert "Read 1 of 2 No reading for two" in text


def test_a_goal_that_cannot_be_read_for_its_subject_names_those_who_can() -> None:
    metric = document(
        "metric",
        "orders",
        unit="CNY",
        aggregate="sum",
        values=[{"subject": "bob", "date": "2026-08-31", "value": 40}],
    )
    on_it = goal(measurable={"type": "reach", "metric": "orders", "target": 100})
    text = said(handbook_of(ANN, BOB, metric, on_it))
    assert "The metric has readings for others, but none for this goal's subject." in text
    assert "Subjects with readings Bob Roe" in text


def test_a_goal_names_who_helps_and_what_came_after() -> None:
    later = document("goal", "q4", title={"en": "The next one"}, owner="ann")
    one = goal(contributors=["bob"], result={"outcome": "carried_over", "successor": "q4"})
    text = said(handbook_of(ANN, BOB, later, one))
    assert "Bob Roe" in text
    assert "The next one" in text


def test_an_action_has_an_owner_and_is_overdue_until_it_is_done() -> None:
    actions = [
        {"title": {"en": "Late"}, "owner": "bob", "due": "2026-09-09"},
        {"title": {"en": "Today"}, "due": str(AS_OF)},
        {"title": {"en": "Done"}, "due": "2026-08-01", "done": True},
    ]
    handbook = handbook_of(ANN, BOB, goal(checkin("2026-08-31", 70), actions=actions))
    shown = view_at(handbook, PAGE).actions
    assert [(one.is_overdue, one.is_done) for one in shown] == [
        (True, None),
        (False, None),
        (False, True),
    ]
    assert shown[0].owner.title.text == "Bob Roe"
    # Overdue steps are followed up: of Bob, who owes it, and where all look first.
    (owed,) = view_at(handbook, "people/bob/index.html").score.actions
    assert (owed.title.text, owed.is_overdue) == ("Late", True)
    groups = {
        one.person.title.text: [alert.category for alert in one.alerts]
        for one in view_at(handbook, "alerts/index.html").list.groups
    }
    assert groups["Bob Roe"][0] == "action"
    assert "action" not in groups.get("Ann Lee", ())


def test_goals_that_are_behind_come_first_in_what_needs_attention() -> None:
    handbook = handbook_of(ANN, goal(checkin("2026-08-31", 10)))
    (alert,) = alerts_in(view_at(handbook, "alerts/index.html").list)
    assert alert.category == "off_track"
    assert "CNY\u00a010 of CNY\u00a0100; CNY\u00a057 behind what was expected by 31 Aug" in text_at(
        handbook, "alerts/index.html"
    )


# The order of the page


def headings(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]*)<", html)


def full_goal() -> Document:
    marks = [{"due": "2026-08-15", "value": 30, "title": {"en": "first orders"}}]
    return goal(
        checkin("2026-07-31", 20, note={"en": "Slow start"}, confidence=0.8),
        checkin("2026-08-31", 60, note={"en": "Catching up"}, confidence=0.7),
        time_bound={
            "start": "2026-07-01",
            "due": "2026-09-30",
            "cadence": "monthly",
            "milestones": marks,
        },
        specific={"outcome": {"en": "More orders"}},
        actions=[{"title": {"en": "Call them"}, "due": "2026-09-20"}],
        rewards=[{"when": 1, "kind": "bonus"}],
        result={"lessons": {"en": "Call sooner"}},
    )


def test_the_page_says_where_it_stands_before_what_to_do_and_how_it_is_written() -> None:
    html = html_at(handbook_of(ANN, full_goal()), PAGE)
    assert headings(html) == [
        "Progress",
        "Actions",
        "Rewards",
        "SMART score",
        "The goal as written",
        "Check-ins",
        "Milestones",
        "Result",
    ]
    order = [
        'class="headline"',
        'class="newest"',
        'class="chart"',
        'class="notes"',
        'class="facts"',
        'id="actions-1"',
        'class="five"',
        'class="letters"',
        'id="milestones"',
        "How this was calculated",
    ]
    start = html.index(">Progress<")
    places = [html.index(one, start) for one in order]
    assert places == sorted(places)


def test_the_newest_note_stands_at_the_top_with_its_day_and_confidence() -> None:
    text = said(handbook_of(ANN, full_goal()))
    assert "Catching up Latest note: 31 August 2026 · Confidence 70%" in text


def test_a_check_in_dated_after_the_day_of_the_figures_is_no_note_yet() -> None:
    ahead = checkin("2026-09-20", 90, note={"en": "From the future"})
    view = view_at(handbook_of(ANN, goal(checkin("2026-08-31", 60), ahead)), PAGE)
    assert view.score.notes == ()


def test_notes_are_numbered_in_the_chart_and_told_below_it_the_newest_first() -> None:
    days = [f"2026-{day // 28 + 7:02}-{day % 28 + 1:02}" for day in range(0, 60, 5)]
    many = [checkin(day, 5 * place, note={"en": f"Note {place}"}) for place, day in enumerate(days)]
    # The order of the file is not that of the days.
    view = view_at(handbook_of(ANN, goal(*many[6:], *many[:6])), PAGE)
    notes = view.score.notes
    assert [one.note.text for one in notes] == [f"Note {place}" for place in range(11, 1, -1)]
    assert [one.number for one in notes] == list(range(10, 0, -1))
    assert view.score.chart.drawing.marks.count('class="note-number"') == 10
    assert [one.note.text for one in view.checkins.checkins] == [
        f"Note {place}" for place in range(11, -1, -1)
    ]


def test_the_chart_is_in_the_unit_of_the_goal_with_its_target_and_start() -> None:
    one = goal(
        checkin("2026-07-31", 9.2),
        checkin("2026-08-31", 8.9),
        measurable={"type": "decrease", "unit": "%", "baseline": 9.8, "target": 8},
    )
    marks = view_at(handbook_of(ANN, one), PAGE).score.chart.drawing.marks
    for words in (">Target 8%<", ">Baseline 9.8%<", ">9.2%<", ">8.9%<"):
        assert words in marks
    chinese = view_at(handbook_of(ANN, one), f"zh/{PAGE}").score.chart.drawing.marks
    assert ">目标值 8%<" in chinese


def test_readings_within_bounds_are_drawn_beside_them() -> None:
    one = goal(
        checkin("2026-07-31", 4.5),
        checkin("2026-08-31", 6.5),
        measurable={"type": "keep_within", "unit": "weeks", "min": 4, "max": 6},
    )
    chart = view_at(handbook_of(ANN, one), PAGE).score.chart
    assert chart.drawing.marks.count('class="bound"') == 2
    assert chart.summary.arguments["last"] == "6.5 weeks"


def test_an_aspirational_goal_has_its_success_in_the_chart() -> None:
    one = goal(checkin("2026-08-31", 40), commitment="aspirational")
    chart = view_at(handbook_of(ANN, one), PAGE).score.chart
    assert 'class="success"' in chart.drawing.marks
    assert "chart.success" in [one.label.key for one in chart.legend]


def test_a_forecast_is_told_in_the_unit_of_the_goal() -> None:
    # On the 20th, 40th and 60th of 120 days.
    days = (("2026-07-20", 20), ("2026-08-09", 40), ("2026-08-29", 60))
    points = [checkin(day, value) for day, value in days]
    text = said(handbook_of(ANN, goal(*points, time_bound=HUNDRED_AND_TWENTY_DAYS)))
    interval = "80% prediction interval CNY\u00a0120 to CNY\u00a0120"
    assert f"Forecast for the due date: CNY\u00a0120 ({interval})." in text


def test_only_checks_that_lost_points_are_open() -> None:
    html = html_at(handbook_of(ANN, full_goal()), PAGE)
    smart = html[html.index('id="smart"') : html.index(">The goal as written<a")]
    shown, folded = smart.split("<details", 1)
    assert 'class="is-full"' not in shown
    assert 'class="suggest"' in shown
    assert 'class="is-full"' in folded
    assert 'class="suggest"' not in folded
    assert shown.count('class="letter"') == 5 + shown.count('class="suggest"')


def test_a_goal_with_many_check_ins_and_long_words_stays_light() -> None:
    note = {"en": "m" * 80}
    days = [
        f"2026-{month:02}-{day:02}" for month in range(1, 9) for day in (2, 6, 10, 14, 18, 22, 26)
    ]
    many = [checkin(day, place, note=note) for place, day in enumerate(days)]
    year = goal(*many, period="2026", time_bound={"start": "2026-01-01", "due": "2026-12-31"})
    handbook = handbook_of(ANN, year)
    assert len(html_at(handbook, PAGE).encode()) < 48_000
    # Nothing is lost: what has no room stands on a page of its own.
    last = "goals/q3/page/3/index.html"
    lists = (view_at(handbook, PAGE).checkins, view_at(handbook, last).list)
    assert [(len(one.checkins), one.total) for one in lists] == [(25, 56), (6, 56)]
    assert lists[1].checkins[-1].date.machine == "2026-01-02"
    assert "2 January 2026" in text_at(handbook, last)
