"""The page of a retrospective."""

from __future__ import annotations

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition

TEAM = document("team", "east", title={"en": "East team"}, lead="wu")
PAGE = "retrospectives/q2/index.html"


def retrospective(id_: str, period: str, **values: object) -> Document:
    title = {"en": f"Look back at {id_}"}
    return document("retrospective", id_, title=title, team="east", period=period, **values)


def test_a_retrospective_has_five_parts_in_their_order() -> None:
    parts = {name: [{"en": f"The {name}."}] for name in ("wins", "misses", "start", "stop")}
    told = retrospective("q2", "2026-Q2", **parts, **{"continue": [{"en": "The continue."}]})
    text = text_at(handbook_of(TEAM, told), PAGE)
    lines = [f"The {name}." for name in ("wins", "misses", "start", "stop", "continue")]
    assert sorted(lines, key=text.index) == lines
    assert "Q2 2026" in text
    assert "East team" in text


def test_parts_that_nobody_filled_in_have_no_heading() -> None:
    told = retrospective("q2", "2026-Q2", wins=[{"en": "A record month."}])
    html = html_at(handbook_of(TEAM, told), PAGE)
    assert html.count("<h3") == 1
    assert "What we will do next" not in html


def test_what_was_agreed_the_time_before_is_shown_to_be_checked() -> None:
    book = handbook_of(
        TEAM,
        retrospective("old", "2025-Q4", start=[{"en": "Long forgotten."}]),
        retrospective("q1", "2026-Q1", start=[{"en": "Ask sooner."}], stop=[{"en": "Wait."}]),
        retrospective("q2", "2026-Q2"),
        retrospective("q3", "2026-Q3", start=[{"en": "Not yet."}]),
    )
    text = text_at(book, PAGE)
    assert "Look back at q1" in text
    assert "Ask sooner." in text
    assert "Long forgotten." not in text
    assert "Not yet." not in text


def test_another_team_s_retrospective_is_not_the_time_before() -> None:
    other = document(
        "retrospective", "north", team="north", period="2026-Q1", start=[{"en": "Ours."}]
    )
    north = document("team", "north", lead="wu")
    told = retrospective("q2", "2026-Q2")
    assert view_at(handbook_of(TEAM, north, other, told), PAGE).previous is None


def test_a_hidden_retrospective_is_not_shown_as_the_time_before() -> None:
    hidden = retrospective("q1", "2026-Q1", start=[{"en": "Ask sooner."}], audience="private")
    book = handbook_of(TEAM, hidden, retrospective("q2", "2026-Q2"))
    html = html_at(book, PAGE, Edition("team"))
    assert "Ask sooner." not in html
    assert "q1" not in html


def test_a_retrospective_with_nothing_but_its_title_is_still_a_page() -> None:
    bare = document("retrospective", "q2", title={"en": "Second quarter"})
    assert "Second quarter" in text_at(handbook_of(bare), PAGE)
