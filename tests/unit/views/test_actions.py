"""Every step has an id on its document's page, made from where it stands in the document."""

from __future__ import annotations

import re

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, html_at
from planbook.model.document import Document
from planbook.scoring.actions import open_actions_of
from planbook.views.actions import anchor_of

ANN = document("person", "ann", name={"en": "Ann Lee"})
STEPS = [
    {"title": {"en": "One"}, "due": "2026-09-01"},
    {"title": {"en": "Two"}, "due": "2026-09-02"},
]


# The records of a meeting have ids of their own.
RECORDS = {f"log-{number}" for number in range(1, 30)}


@pytest.mark.parametrize(
    ("pointer", "anchor"),
    [
        ("/actions/0", "actions-1"),
        ("/log/1/actions/0", "log-2-actions-1"),
        ("/next_step", "next-step"),
        ("/decisions/2", "decisions-3"),
        ("", ""),
    ],
)
def test_an_anchor_counts_from_one(pointer: str, anchor: str) -> None:
    assert anchor_of(pointer) == anchor


def meeting(logs: int) -> Document:
    # The newest is shown first, whatever its place in the file.
    log = [{"date": f"2026-{place + 1:02}-01", "actions": STEPS} for place in range(logs)]
    starts = "2026-01-01T09:00"
    return document("meeting", "m", owner="ann", starts=starts, minutes=30, type="other", log=log)


def growth() -> Document:
    types = ("education", "experience")
    steps = [{**one, "type": type_} for one, type_ in zip(STEPS, types, strict=True)]
    return document("growth", "w", person="ann", ladder="none", actions=steps)


@pytest.mark.parametrize(
    ("path", "one"),
    [
        ("goals/g/index.html", document("goal", "g", owner="ann", actions=STEPS)),
        (
            "reviews/r/index.html",
            document("review", "r", person="ann", date="2026-08-05", decisions=STEPS),
        ),
        (
            "improvements/i/index.html",
            document("improvement", "i", person="ann", outcome="open", actions=STEPS),
        ),
        (
            "feedback/f/index.html",
            document("feedback", "f", **{"to": "ann", "from": "ann"}, next_step=STEPS[0]),
        ),
        ("meetings/m/index.html", meeting(3)),
        ("growth/w/index.html", growth()),
    ],
)
def test_the_anchor_of_every_open_step_is_on_its_page(path: str, one: Document) -> None:
    handbook = handbook_of(ANN, one)
    html = html_at(handbook, path)
    found = dict(re.findall(r'<li id="([^"]*)"[^>]*>(\w+)', html))
    open_steps = list(open_actions_of(handbook.records[one.key], AS_OF))
    assert open_steps
    assert {anchor_of(step.pointer): step.title["en"] for step in open_steps} == found
    steps = [one for one in re.findall(r'<li id="([^"]*)"', html) if one not in RECORDS]
    assert len(steps) == len(found)


def test_steps_of_another_document_have_no_anchor_here() -> None:
    before = document("review", "before", person="ann", date="2026-07-05", decisions=STEPS)
    after = document("review", "after", person="ann", date="2026-08-05", decisions=STEPS[:1])
    html = html_at(handbook_of(ANN, before, after), "reviews/after/index.html")
    assert html.count(">Two") == 1
    assert re.findall(r'<li id="([^"]*)"', html) == ["decisions-1"]
