"""The page of an improvement plan."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook

PAGE = "improvements/plan/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"})


def book(**values: Any) -> Handbook:
    metric = document("metric", "revenue", title={"en": "Revenue"}, audience="private")
    return handbook_of(ANN, metric, document("improvement", "plan", person="ann", **values))


def test_facts_cause_and_support_come_before_what_is_asked() -> None:
    text = text_at(
        book(
            outcome="open",
            opened="2026-06-15",
            facts={"en": "Fell by 26 %."},
            cause={"en": "Nobody went."},
            support={"en": "Joint visits."},
            target={"en": "Back to 3.2M."},
            actions=[{"title": {"en": "Talk twice"}, "due": "2026-06-30", "done": "2026-06-26"}],
            checkpoints=[{"date": "2026-06-30", "expect": {"en": "In writing"}}],
        ),
        PAGE,
    )
    order = ["Fell by 26 %.", "Nobody went.", "Joint visits.", "Back to 3.2M.", "Talk twice"]
    assert sorted(order, key=text.index) == order
    assert "Open" in text
    assert "Talk twice\ndue 30 June 2026 Done 26 June 2026" in text


def test_checkpoints_stand_by_date_and_say_what_came() -> None:
    points = view_at(
        book(
            checkpoints=[
                {"date": "2026-09-30", "expect": {"en": "C"}},
                {"date": "2026-07-31", "expect": {"en": "A"}, "actual": {"en": "a"}, "met": True},
                {"date": "2026-08-31", "expect": {"en": "B"}, "actual": {"en": "b"}, "met": False},
            ]
        ),
        PAGE,
    ).checkpoints
    assert [(one.expect.text, one.stage) for one in points] == [
        ("A", "met"),
        ("B", "missed"),
        ("C", "ahead"),
    ]


def test_a_checkpoint_that_is_not_judged_says_so() -> None:
    text = text_at(book(checkpoints=[{"date": "2026-09-30", "expect": {"en": "C"}}]), PAGE)
    assert "30 September 2026 Not yet judged" in text
    assert "Actual:" not in text


def test_the_metric_vanishes_where_it_is_not_shown() -> None:
    handbook = book(metric="revenue")
    assert "Revenue" in text_at(handbook, PAGE)
    html = html_at(handbook, PAGE, Edition("team", "ann"))
    assert "evenue" not in html
    assert "Metric" not in html


def test_a_bare_plan_is_still_a_page() -> None:
    text = text_at(handbook_of(document("improvement", "plan")), PAGE)
    for heading in ("Facts", "Cause", "Checkpoints", "Actions"):
        assert heading not in text
