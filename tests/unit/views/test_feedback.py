"""The page of a piece of feedback."""

from __future__ import annotations

from datetime import date

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.edition import Edition
from planbook.model.feedback import Feedback
from planbook.model.handbook import Handbook
from planbook.views.feedback import feedback_order

WU = document("person", "wu", name={"en": "Wu Dan"}, role="manager")
MA = document("person", "ma", name={"en": "Ma Lei"}, role="manager")
PAGE = "feedback/late/index.html"


def book(**values: object) -> Handbook:
    filled = {
        "to": "wu",
        "from": "ma",
        "date": "2026-04-03",
        "situation": {"en": "The weekly meeting."},
        "behaviour": {"en": "You said nothing."},
        "impact": {"en": "We lost two weeks."},
        **values,
    }
    return handbook_of(WU, MA, document("feedback", "late", **filled))


def test_feedback_is_told_in_four_parts_in_their_order() -> None:
    text = text_at(book(next_step={"title": {"en": "Tell us at once."}}), PAGE)
    parts = ["The weekly meeting.", "You said nothing.", "We lost two weeks.", "Tell us at once."]
    assert sorted(parts, key=text.index) == parts
    assert [part.name for part in view_at(book(), PAGE).parts] == [
        "situation",
        "behaviour",
        "impact",
    ]


@pytest.mark.parametrize(
    ("observed", "words"),
    [
        ("2026-04-03", "given the same day"),
        ("2026-04-02", "given the next day"),
        ("2026-03-30", "given 4 days later"),
    ],
)
def test_the_page_says_how_soon_the_feedback_came(observed: str, words: str) -> None:
    assert words in text_at(book(observed=observed), PAGE)


@pytest.mark.parametrize("observed", [None, "2026-04-09"])
def test_nothing_is_said_of_timeliness_without_two_days_in_order(observed: str | None) -> None:
    values = {"observed": observed} if observed else {}
    assert "Timeliness" not in text_at(book(**values), PAGE)


@pytest.mark.parametrize(
    ("acknowledged", "words"),
    [("2026-04-07", "Acknowledged 7 April 2026"), (True, "Acknowledged Yes")],
)
def test_the_page_says_whether_it_was_acknowledged(acknowledged: object, words: str) -> None:
    assert words in text_at(book(acknowledged=acknowledged), PAGE)
    assert "Acknowledged" not in text_at(book(), PAGE)


def test_the_kind_of_feedback_has_words() -> None:
    assert "Feedback · Constructive" in text_at(book(type="constructive"), PAGE)
    assert "反馈 · 建设性" in text_at(book(type="constructive"), "zh/" + PAGE)


def test_a_reader_outside_finds_no_page() -> None:
    with pytest.raises(StopIteration):
        html_at(book(), PAGE, Edition("team"))


def test_a_giver_whom_the_edition_hides_is_not_named() -> None:
    hidden = document("person", "ma", name={"en": "Ma Lei"}, role="manager", audience="private")
    shared = document("feedback", "late", **{"to": "wu", "from": "ma"}, audience="team")
    html = html_at(handbook_of(WU, hidden, shared), PAGE, Edition("team"))
    assert "Wu Dan" in html
    assert "Ma Lei" not in html
    assert "From" not in html


def test_later_feedback_stands_first_in_the_list() -> None:
    early = Feedback(id="a", date=date(2026, 4, 3))
    late = Feedback(id="b", date=date(2026, 4, 4))
    undated = Feedback(id="c")
    assert sorted((undated, early, late), key=feedback_order) == [late, early, undated]
