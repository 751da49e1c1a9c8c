"""The page of a review."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.settings import ReviewSettings, Scale

PAGE = "reviews/july/index.html"
PEOPLE = (
    document("person", "head", name={"en": "Lin Yue"}),
    document("person", "ann", name={"en": "Ann Lee"}, manager="head"),
)


def review(id_: str, day: str, **values: Any) -> Document:
    return document(
        "review",
        id_,
        **{"person": "ann", "reviewer": "head", "period": "2026-07", **values},
        date=day,
    )


def book(*others: Document, **values: Any) -> Handbook:
    return handbook_of(*PEOPLE, review("july", "2026-08-04", **values), *others)


def test_a_review_says_whom_it_is_about_and_what_was_seen() -> None:
    text = text_at(
        book(
            strengths={"en": "Signed **two** partners."},
            concerns={"en": "Visits came late."},
            ratings=[{"dimension": {"en": "Growth"}, "score": 4, "comment": {"en": "Steady"}}],
        ),
        PAGE,
    )
    for words in (
        "Ann Lee",
        "Lin Yue",
        "July 2026",
        "4 August 2026",
        "Signed two partners.",
        "Visits came late.",
        "4 of 5",
        "Steady",
    ):
        assert words in text


def test_a_rating_is_drawn_in_five_steps() -> None:
    (rating,) = view_at(book(ratings=[{"dimension": {"en": "A"}, "score": 2}]), PAGE).ratings
    assert rating.steps == (True, True, False, False, False)


def test_ratings_are_on_the_scale_of_the_project() -> None:
    settings = msgspec.structs.replace(
        SETTINGS,
        reviews=ReviewSettings(scale=Scale(min=Decimal(0), max=Decimal(100)), grades=("A", "B")),
    )
    one = review("july", "2026-08-04", ratings=[{"dimension": {"en": "A"}, "score": 92}], grade="B")
    handbook = handbook_of(*PEOPLE, one, settings=settings)
    (rating,) = view_at(handbook, PAGE).ratings
    assert rating.steps == ()
    text = text_at(handbook, PAGE)
    assert "92 of 100" in text
    assert "Grade\nB" in text


@pytest.mark.parametrize(
    ("direction", "value", "words"),
    [("up", 10, "Reached"), ("up", 9, "Not reached"), ("down", 9, "Reached"), ("down", 11, "Not")],
)
def test_a_reading_is_held_against_its_target(direction: str, value: float, words: str) -> None:
    metric = document("metric", "m", title={"en": "Overdue"}, unit="%", direction=direction)
    text = text_at(book(metric, readings=[{"metric": "m", "value": value, "target": 10}]), PAGE)
    assert f"Overdue\nActual {value}%\nTarget 10%\nResult {words}" in text


def test_a_reading_without_target_is_not_judged() -> None:
    metric = document("metric", "m", direction="up", unit="%")
    (line,) = view_at(book(metric, readings=[{"metric": "m", "value": 3}]), PAGE).readings
    assert line.met is None
    assert line.target is None


def test_a_reading_of_a_metric_that_is_not_shown_leaves_no_trace() -> None:
    metric = document("metric", "secret", direction="up", unit="%", audience="private")
    handbook = book(metric, readings=[{"metric": "secret", "value": 77, "target": 10}])
    html = html_at(handbook, PAGE, Edition("team", "ann"))
    assert "77" not in html
    assert "secret" not in html
    assert "Figures and targets" not in html


def test_decisions_say_who_by_when_and_whether_they_are_done() -> None:
    text = text_at(
        book(
            decisions=[
                {"title": {"en": "Visit"}, "owner": "ann", "due": "2026-08-20", "done": True},
                {"title": {"en": "Ask"}, "owner": "head", "done": "2026-08-10"},
                {"title": {"en": "Write"}},
            ]
        ),
        PAGE,
    )
    assert "Visit\nAnn Lee due 20 August 2026 Done" in text
    assert "Ask\nLin Yue Done 10 August 2026" in text
    assert "Write\nOpen" in text


def test_what_is_open_from_the_review_before_is_brought_along() -> None:
    before = review(
        "june",
        "2026-07-03",
        decisions=[
            {"title": {"en": "Still to do"}, "done": False},
            {"title": {"en": "Long done"}, "done": True},
        ],
    )
    view = view_at(book(before, review("august", "2026-09-02")), PAGE)
    assert [one.title.text for one in view.carried] == ["Still to do"]
    assert (view.previous.id, view.next.id) == ("june", "august")


def test_reviews_of_somebody_else_are_no_neighbours() -> None:
    view = view_at(book(review("june", "2026-07-03", person="head")), PAGE)
    assert view.previous is None


def test_a_bare_review_is_still_a_page() -> None:
    text = text_at(handbook_of(document("review", "july")), PAGE)
    assert "july" in text
    for heading in ("Ratings", "Decisions", "What went well"):
        assert heading not in text
