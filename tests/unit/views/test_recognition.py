"""The page of a recognition, and the wall."""

from __future__ import annotations

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at
from planbook.model.document import Document
from planbook.model.edition import Edition

TEAM = document(
    "team",
    "east",
    lead="wu",
    norms=[{"id": "same-day", "title": {"en": "Same day"}, "description": {"en": "Answer today."}}],
)
WU = document("person", "wu", name={"en": "Wu Dan"}, role="manager", team="east")
HIDDEN = document("person", "ma", name={"en": "Ma Lei"}, role="manager", audience="private")
PAGE = "recognitions/snow/index.html"
WALL = "recognitions/index.html"


def recognition(id_: str = "snow", **values: object) -> Document:
    return document("recognition", id_, **{"people": ["wu"], "date": "2026-03-12", **values})


def test_a_recognition_tells_the_story_and_whom_it_is_about() -> None:
    praise = recognition(type="award", story={"en": "Forty *locks*."}, given_by="wu")
    text = text_at(handbook_of(TEAM, WU, praise), PAGE)
    assert "Award · 12 March 2026" in text
    assert "Wu Dan" in text
    assert "Forty locks." in text


def test_the_norm_is_told_in_the_words_of_the_team() -> None:
    text = text_at(handbook_of(TEAM, WU, recognition(norm="same-day")), PAGE)
    assert "Same day" in text
    assert "Answer today." in text
    assert "same-day" not in text


def test_the_norm_of_a_team_above_is_found() -> None:
    below = document("team", "city", lead="wu", parent="east")
    wu = document("person", "wu", name={"en": "Wu Dan"}, role="manager", team="city")
    text = text_at(handbook_of(TEAM, below, wu, recognition(norm="same-day")), PAGE)
    assert "Answer today." in text


def test_the_norm_of_a_hidden_team_vanishes() -> None:
    hidden = document("team", "east", lead="wu", norms=TEAM.values["norms"], audience="private")
    book = handbook_of(hidden, WU, recognition(norm="same-day"))
    html = html_at(book, PAGE, Edition("team"))
    assert "Same day" not in html
    assert "same-day" not in html
    assert "<aside" not in html


def test_a_hidden_person_is_not_named() -> None:
    both = recognition(people=["wu", "ma"], given_by="ma")
    html = html_at(handbook_of(TEAM, WU, HIDDEN, both), PAGE, Edition("team"))
    assert "Wu Dan" in html
    assert "Ma Lei" not in html
    assert "Given by" not in html


def test_a_recognition_with_nothing_but_its_title_is_still_a_page() -> None:
    text = text_at(handbook_of(document("recognition", "snow", title={"en": "Snow"})), PAGE)
    assert text.splitlines()[-1] == "Snow"


def test_the_wall_tells_every_story_latest_first() -> None:
    book = handbook_of(
        TEAM,
        WU,
        recognition("a-first", date="2026-01-05", story={"en": "Long ago."}),
        recognition("snow", story={"en": "The snow."}, norm="same-day", type="award"),
    )
    text = text_at(book, WALL)
    assert text.index("The snow.") < text.index("Long ago.")
    assert "Award · 12 March 2026" in text
    assert "Norm Same day" in text


def test_the_wall_stands_without_any_of_the_fields() -> None:
    text = text_at(handbook_of(document("recognition", "snow", title={"en": "Snow"})), WALL)
    assert "Snow" in text
    assert "·" not in text
