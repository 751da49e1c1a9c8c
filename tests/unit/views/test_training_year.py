"""The training of a business year, person by person."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import html_at, site_at, text_at, view_at
from planbook.charts.marks import session_mark
from planbook.model.document import Document
from planbook.model.handbook import Handbook

PAGE = "trainings/year/2026/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"}, team="east")
EAST = document("team", "east", title={"en": "East"})


def plan(*sessions: dict[str, Any], **values: Any) -> Document:
    titled = [{"title": {"en": f"Session {n}"}, **one} for n, one in enumerate(sessions, start=1)]
    return document(
        "training", "plan", **{"for": ["ann"], "period": "2026", "items": titled, **values}
    )


def book(*sessions: dict[str, Any], **values: Any) -> Handbook:
    return handbook_of(ANN, EAST, plan(*sessions, **values))


def test_each_session_stands_in_its_month_with_its_mark_and_the_way_to_it() -> None:
    handbook = book(
        {"date": "2026-03-12", "mode": "practice", "state": "done"},
        {"date": "2026-08-01", "mode": "theory"},
        {"mode": "theory"},
    )
    (person,) = view_at(handbook, PAGE).teams[0].people
    months = [[one.state for one in cell.occasions] for cell in person.months]
    assert (months[2], months[7], sum(map(len, months))) == (["done"], ["late"], 2)
    assert [one.state for one in person.undated.occasions] == ["planned"]
    html = html_at(handbook, PAGE)
    assert 'href="../../../trainings/plan/index.html#session-1"' in html
    assert "Session 1, Practice, 12 Mar, Done" in html
    assert "Session 2, Theory, 1 Aug, Late" in html


def test_the_key_tells_of_the_marks_that_are_there() -> None:
    handbook = book({"date": "2026-03-12", "mode": "practice", "state": "done"})
    keys = [one.label.key for one in view_at(handbook, PAGE).keys]
    assert keys == ["session.done", "mode.practice"]


def test_no_two_marks_are_alike_without_their_colour() -> None:
    modes = ("theory", "practice", "open")
    states = ("done", "planned", "late", "missed", "cancelled", "unrecorded")
    marks = {session_mark(mode, state).marks for mode in modes for state in states}
    assert len(marks) == len(modes) * len(states)


def test_theory_stands_against_practice_for_each_and_for_all() -> None:
    handbook = handbook_of(
        ANN,
        EAST,
        document("person", "bob", name={"en": "Bob Roe"}),
        plan(
            {"date": "2026-03-12", "mode": "practice", "hours": 7, "state": "done"},
            {"date": "2026-10-12", "mode": "theory", "hours": 1.5},
            {"date": "2026-10-13", "mode": "theory"},
            **{"for": ["ann", "bob"]},
        ),
    )
    text = text_at(handbook, PAGE)
    assert "Theory 0 of 2 0 of 1.5 h" in text
    assert "Practice 1 of 1 7 of 7 h" in text
    assert "Everyone together: Theory 0 of 4 0 of 3 h Practice 2 of 2 14 of 14 h" in text


def test_people_stand_by_team_and_who_is_not_in_service_does_not() -> None:
    handbook = handbook_of(
        ANN,
        EAST,
        document("person", "bob", name={"en": "Bob Roe"}),
        document("person", "gone", ended="2026-09-09"),
        document("person", "coming", started="2026-09-11"),
        plan({"date": "2026-10-12"}),
    )
    teams = view_at(handbook, PAGE).teams
    assert [[one.person.id for one in team.people] for team in teams] == [["ann"], ["bob"]]
    assert "East\nAnn Lee" in text_at(handbook, PAGE)
    assert "Without a team\nBob Roe" in text_at(handbook, PAGE)


def test_a_cell_of_very_many_says_how_many_more() -> None:
    handbook = book({"date": "2026-01-01", "recurs": "daily"})
    (person,) = view_at(handbook, PAGE).teams[0].people
    assert (len(person.months[0].occasions), person.months[0].more) == (12, 19)
    assert "+19" in text_at(handbook, PAGE)


def test_the_months_are_those_of_the_business_year() -> None:
    settings = msgspec.structs.replace(SETTINGS, fiscal_year_start=7)
    handbook = handbook_of(ANN, plan({"date": "2026-10-12"}), settings=settings)
    months = view_at(handbook, PAGE).months
    assert [one.name for one in months][:3] == ["Jul", "Aug", "Sep"]
    assert [one.is_now for one in months].index(True) == 2


def test_the_list_of_plans_leads_to_the_year() -> None:
    html = html_at(book({"date": "2026-10-12"}), "trainings/index.html")
    assert 'href="../trainings/year/2026/index.html"' in html
    assert "trainings/year" not in html_at(
        handbook_of(ANN, plan(state="archived")), "trainings/index.html"
    )


def test_a_plan_that_is_called_year_keeps_its_page() -> None:
    handbook = handbook_of(ANN, document("training", "year", period="2026", **{"for": ["ann"]}))
    paths = [page.path for page in site_at(handbook).pages]
    assert len(paths) == len(set(paths))
    assert {"trainings/year/index.html", PAGE} <= set(paths)


def test_without_anybody_or_any_plan_there_is_no_year() -> None:
    for handbook in (handbook_of(ANN), handbook_of(plan({"date": "2026-10-12"}))):
        assert PAGE not in {page.path for page in site_at(handbook).pages}


def test_no_page_has_more_than_a_hundred_people() -> None:
    people = [document("person", f"p{number:03}") for number in range(101)]
    handbook = handbook_of(
        *people, document("training", "plan", period="2026", **{"for": ["p000"]})
    )
    assert len(view_at(handbook, PAGE).teams[0].people) == 100
    second = view_at(handbook, "trainings/year/2026/page/2/index.html")
    assert [one.person.id for one in second.teams[0].people] == ["p100"]
    assert "Page 2 of 2" in text_at(handbook, "trainings/year/2026/page/2/index.html")


@pytest.mark.parametrize("language", ["", "zh/"])
def test_there_are_words_for_every_state(language: str) -> None:
    handbook = book(
        {"date": "2026-03-01", "state": "done"},
        {"date": "2026-03-01", "state": "missed"},
        {"date": "2026-03-01", "state": "cancelled"},
        {"date": "2026-03-01", "recurs": "monthly"},
        {"date": "2026-03-01"},
    )
    text = text_at(handbook, f"{language}{PAGE}")
    assert "occasion." not in text
    assert "session." not in text
    assert len(view_at(handbook, PAGE).keys) == 7
