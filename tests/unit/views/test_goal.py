"""The page of a goal: what is read, how it stands, and how it ended."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import AS_OF, text_at, view_at
from planbook.model.document import Document
from planbook.model.handbook import Handbook

PAGE = "goals/q3/index.html"
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
    assert "CN¥69.90 of CN¥100.00; CN¥0.10 short of success at CN¥70.00" in text
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
        one for one in view_at(handbook, "alerts/index.html").list.alerts if one.category == "stale"
    )
    assert alert.since is None
    assert "no check-in yet" in text_at(handbook, "alerts/index.html")


def test_a_final_reading_that_is_missing_is_not_a_miss() -> None:
    handbook = handbook_of(ANN, goal(checkin("2026-07-31", 80), due="2026-08-31"))
    text = said(handbook)
    assert "Final reading missing" in text
    assert "Missed" not in text
    alerts = view_at(handbook, "alerts/index.html").list.alerts
    assert [(one.category, one.since.machine) for one in alerts] == [
        ("awaiting_final", "2026-08-31")
    ]


@pytest.mark.parametrize(
    ("outcome", "words"), [("cancelled", "Cancelled"), ("carried_over", "Carried over")]
)
def test_what_the_owner_says_stands_beside_what_the_figures_say(outcome: str, words: str) -> None:
    handbook = handbook_of(ANN, goal(checkin("2026-08-31", 70), result={"outcome": outcome}))
    text = said(handbook)
    assert f"{words} CN¥70 of CN¥100; last read for 31 Aug" in text
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
    (alert,) = view_at(handbook, "alerts/index.html").list.alerts
    assert (alert.category, alert.subject.title.text) == ("action", "Bob Roe")


def test_goals_that_are_behind_come_first_in_what_needs_attention() -> None:
    handbook = handbook_of(ANN, goal(checkin("2026-08-31", 10)))
    (alert,) = view_at(handbook, "alerts/index.html").list.alerts
    assert alert.category == "off_track"
    assert alert.detail.arguments == {"progress": "10%", "expected": "67%"}
