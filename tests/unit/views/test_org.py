"""The organisation as boxes in boxes."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.handbook import Handbook

TOP = "org/index.html"


def person(id_: str, manager: str | None = None, **values: Any) -> Document:
    filled = {"name": {"en": id_.title()}, **({"manager": manager} if manager else {}), **values}
    return document("person", id_, **filled)


def boxes(view: Any) -> list[Any]:
    """Return the boxes as lists: an id with those inside it."""

    def inside(box: Any) -> Any:
        return [box.person.id, *map(inside, box.below)] if box.below else box.person.id

    return [inside(box) for box in view.boxes]


def book(*documents: Document) -> Handbook:
    return handbook_of(*documents)


def test_each_stands_in_the_box_of_whom_they_report_to() -> None:
    handbook = book(person("head"), person("ann", "head"), person("bob", "ann"), person("other"))
    assert boxes(view_at(handbook, TOP)) == [["head", ["ann", "bob"]], "other"]
    assert boxes(view_at(handbook, "org/ann/index.html")) == ["bob"]


def test_who_has_left_is_not_there_and_their_people_stand_one_higher() -> None:
    handbook = book(
        person("head"),
        person("ann", "head", ended="2026-09-09"),
        person("bob", "ann"),
        person("cy", "head", ended="2026-09-10"),
    )
    assert boxes(view_at(handbook, TOP)) == [["head", "bob", "cy"]]
    assert [step.id for step in view_at(handbook, "org/bob/index.html").path] == ["head"]
    left = text_at(handbook, "org/ann/index.html")
    assert "Last day: 9 September 2026" in left
    assert "No direct reports to show." in left


def test_who_is_to_come_has_the_day() -> None:
    handbook = book(person("head"), person("ann", "head", started="2026-10-01"))
    assert "Ann starts 1 October 2026" in text_at(handbook, TOP)
    assert "starts" not in text_at(book(person("head", started="2026-09-10")), TOP)


def test_a_box_tells_role_and_team_and_of_which_team_somebody_is_the_lead() -> None:
    handbook = book(
        document("role", "seller", title={"en": "Seller"}),
        document("team", "east", title={"en": "East"}, lead="ann"),
        document("team", "old", title={"en": "Old"}, lead="ann", state="archived"),
        person("ann", team="east", role="seller"),
        person("bob", "ann", team="east"),
    )
    text = text_at(handbook, TOP)
    assert "Ann Seller East (lead)\n" in text
    assert "Bob East\n" in text


def test_a_box_counts_the_goals_of_the_present_by_status_the_worst_first() -> None:
    def goal(id_: str, value: int, **values: Any) -> Document:
        filled = {
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": {"type": "reach", "target": 92},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30"},
            "checkins": [{"date": "2026-08-31", "value": value}],
            **values,
        }
        return document("goal", id_, **filled)

    # 62 of 92 days are gone by the end of August.
    handbook = book(
        person("ann"),
        goal("a", 62),
        goal("b", 60),
        goal("c", 20),
        goal("past", 92, period="2026-Q2"),
    )
    (box,) = view_at(handbook, TOP).boxes
    assert [(one.status.state, one.total) for one in box.statuses] == [
        ("off_track", 1),
        ("on_track", 2),
    ]
    assert "Current goals: 1 Off track 2 On track" in text_at(handbook, TOP)


def test_many_reports_are_counted_and_stand_on_the_page_of_whom_they_report_to() -> None:
    handbook = book(person("head"), *(person(f"p{number:02}", "head") for number in range(60)))
    (head,) = view_at(handbook, TOP).boxes
    assert (len(head.below), head.left_out) == (24, 36)
    assert "And 36 more" in text_at(handbook, TOP)
    assert len(view_at(handbook, "org/head/page/2/index.html").boxes) == 10


def test_names_that_run_from_right_to_left_stand_by_themselves() -> None:
    handbook = book(person("head", name={"en": "ليلى منصور"}))
    assert "<bdi><a" in html_at(handbook, TOP)


def test_a_company_of_one_and_of_nobody() -> None:
    assert boxes(view_at(book(person("head")), TOP)) == ["head"]
    gone = book(person("head", ended="2025-12-31"))
    assert boxes(view_at(gone, TOP)) == []
    assert "Nothing here yet." in text_at(gone, TOP)
