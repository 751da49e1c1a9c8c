"""The page of a training plan."""

from __future__ import annotations

from typing import Any

import msgspec

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.training import Training
from planbook.periods import parse_period
from planbook.views.training import training_order

PAGE = "trainings/plan/index.html"
LADDER = document(
    "ladder", "ladder", competencies=[{"id": "talks", "title": {"en": "Negotiation"}}], levels=[]
)
ROLE = document("role", "manager", purpose={"en": "Sells"}, ladder="ladder")
PEOPLE = (
    document("person", "wu", name={"en": "Wu Dan"}, role="manager"),
    document("person", "ma", name={"en": "Ma Lei"}, role="manager"),
)


def session(title: str, **values: Any) -> dict[str, Any]:
    return {"title": {"en": title}, "format": "classroom", "mode": "theory", **values}


def book(*sessions: dict[str, Any], period: Any = "2026", fiscal_year_start: int = 1) -> Handbook:
    plan = document("training", "plan", **{"for": ["ma"], "period": period, "items": [*sessions]})
    settings = msgspec.structs.replace(
        SETTINGS, fiscal_year_start=fiscal_year_start, currency="CNY"
    )
    return handbook_of(*PEOPLE, LADDER, ROLE, plan, settings=settings)


def labels(handbook: Handbook) -> list[tuple[str, int]]:
    return [
        (quarter.period.name.key if quarter.period else "undated", len(quarter.sessions))
        for quarter in view_at(handbook, PAGE).quarters
    ]


def test_sessions_stand_in_the_quarters_of_the_year_and_an_empty_quarter_shows() -> None:
    handbook = book(session("Late", date="2026-11-02"), session("Early", date="2026-01-20"))
    assert labels(handbook) == [
        ("period.quarter.1", 1),
        ("period.quarter.2", 0),
        ("period.quarter.3", 0),
        ("period.quarter.4", 1),
    ]
    assert "Nothing planned yet" in text_at(handbook, PAGE)


def test_quarters_follow_the_fiscal_year() -> None:
    handbook = book(session("Spring", date="2026-04-20"), fiscal_year_start=4)
    first = view_at(handbook, PAGE).quarters[0]
    assert first.period.name.arguments == {"year": "2026"}
    assert first.period.days == "1 Apr – 30 Jun 2026"
    assert labels(handbook)[0] == ("period.quarter.1", 1)


def test_a_session_outside_the_period_gets_its_quarter_too() -> None:
    handbook = book(session("Make-up", date="2026-10-20"), period="2026-Q3")
    assert labels(handbook) == [("period.quarter.3", 0), ("period.quarter.4", 1)]


def test_a_session_without_a_date_stands_behind_all_quarters() -> None:
    assert labels(book(session("Some day")))[-1] == ("undated", 1)
    assert "No date yet" in text_at(book(session("Some day")), PAGE)


def test_a_session_says_how_with_whom_and_what_came_of_it() -> None:
    handbook = book(
        session(
            "Trading",
            date="2026-03-02",
            competency="talks",
            trainer={"en": "An outside coach"},
            mentor="wu",
            hours=6,
            state="done",
            completed="2026-03-03",
            evidence={"en": "Passed with **88** points."},
        )
    )
    text = text_at(handbook, PAGE)
    for words in (
        "Done Classroom Theory 2 March 2026",
        "Negotiation",
        "An outside coach",
        "Wu Dan",
        "3 March 2026",
        "Passed with 88 points.",
    ):
        assert words in text


def test_the_totals_leave_cancelled_sessions_out() -> None:
    text = text_at(
        book(
            session("A", hours=6, state="done", mode="practice"),
            session("B", hours=4.5, state="planned"),
            session("C", hours=100, state="cancelled"),
        ),
        PAGE,
    )
    assert "Sessions\n1 of 2 done" in text
    assert "Hours\n6 of 10.5 done" in text
    assert "Practice\n6 h" in text
    assert "Theory\n4.5 h" in text


def test_costs_and_their_total_are_shown_only_to_those_who_may_see_them() -> None:
    handbook = book(session("A", cost=1800), session("B", cost=200))
    assert "CNY\u00a02,000" in text_at(handbook, PAGE)
    assert "¥" not in text_at(handbook, PAGE, Edition("team"))
    assert "Cost" not in text_at(handbook, PAGE, Edition("team"))


def test_a_mentor_who_is_not_shown_leaves_no_trace() -> None:
    hidden = document("person", "wu", name={"en": "Wu Dan"}, audience="private")
    plan = document(
        "training", "plan", **{"for": ["ma"], "items": [session("A", mentor="wu", hours=2)]}
    )
    text = text_at(handbook_of(hidden, PEOPLE[1], ROLE, plan), PAGE, Edition("team"))
    assert "Mentor" not in text
    assert "Wu" not in text
    assert "wu" not in html_at(handbook_of(hidden, PEOPLE[1], ROLE, plan), PAGE, Edition("team"))


def test_a_competency_that_no_ladder_shows_is_left_out() -> None:
    text = text_at(handbook_of(document("training", "plan", items=[session("A")])), PAGE)
    assert "Competency" not in text


def test_onboarding_has_a_day_of_its_own_for_everybody_who_starts_in_the_period() -> None:
    new = document("person", "new", name={"en": "New Joiner"}, started="2026-03-02")
    old = document("person", "old", name={"en": "Old Hand"}, started="2020-01-01")
    plan = document(
        "training",
        "plan",
        **{"for": ["new", "old"], "period": "2026", "items": [session("Visit", after_start=30)]},
    )
    text = text_at(handbook_of(new, old, plan), PAGE)
    assert "New Joiner\n1 April 2026" in text
    assert "Old Hand\n" not in text[text.index("Visit") :]


def test_a_plan_without_sessions_is_still_a_page() -> None:
    text = text_at(handbook_of(document("training", "plan")), PAGE)
    assert "plan" in text
    assert "glance" not in text


def test_the_latest_plan_comes_first() -> None:
    plans = [
        Training(id="old", period=parse_period("2025")),
        Training(id="new", period=parse_period("2026")),
    ]
    assert [plan.id for plan in sorted(plans, key=training_order)] == ["new", "old"]
