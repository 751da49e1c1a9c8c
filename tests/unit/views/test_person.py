"""The page of a person, and of the role that somebody holds."""

from __future__ import annotations

import re

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.edition import Edition

ANN = document("person", "ann", name={"en": "Ann Lee"})


def test_where_somebody_was_before_stands_with_its_days_the_newest_first() -> None:
    person = document(
        "person",
        "bob",
        name={"en": "Bob Roe"},
        before=[
            {"until": "2024-12-31", "team": "west", "manager": "ann"},
            {"until": "2025-12-31", "team": "east"},
        ],
    )
    teams = (
        document("team", "west", title={"en": "West"}),
        document("team", "east", title={"en": "East"}),
    )
    handbook = handbook_of(ANN, person, *teams)
    before = view_at(handbook, "people/bob/index.html").before
    assert [one.team.id for one in before] == ["east", "west"]
    assert "West reporting to Ann Lee until 31 December 2024" in text_at(
        handbook, "people/bob/index.html"
    )


def test_open_actions_of_what_an_edition_may_not_see_leave_no_trace() -> None:
    review = document(
        "review",
        "july",
        person="ann",
        reviewer="ann",
        decisions=[{"title": {"en": "A secret step"}, "owner": "ann", "due": "2026-08-01"}],
    )
    handbook = handbook_of(ANN, review)
    assert "A secret step" in text_at(handbook, "people/ann/index.html")
    for path in ("people/ann/index.html", "alerts/index.html", "index.html"):
        assert "A secret step" not in html_at(handbook, path, Edition("team"))


@pytest.mark.parametrize("edition", [Edition("public"), Edition("team"), Edition("private")])
def test_every_way_to_a_section_of_the_page_leads_to_one(edition: Edition) -> None:
    goals = tuple(
        document(
            "goal",
            id_,
            owner=owner,
            audience="team",
            period="2026-Q3",
            time_bound={"start": "2026-07-01", "due": "2026-09-30"},
        )
        for id_, owner in (("g", "ann"), ("h", "bob"))
    )
    people = (document("person", id_, audience="public") for id_ in ("ann", "bob"))
    html = html_at(handbook_of(*people, *goals), "people/ann/index.html", edition)
    led_to = re.findall(r'href="#([^"]+)"', html)
    assert led_to
    assert set(led_to) <= set(re.findall(r' id="([^"]+)"', html))


def test_a_role_tells_what_is_required_and_when_a_duty_was_reviewed() -> None:
    role = document(
        "role",
        "manager",
        purpose={"en": "Sells"},
        duties=[{"title": {"en": "Visit"}, "reviewed": "2026-06-30"}],
        selection=[
            {"criterion": {"en": "Speaks Chinese"}, "area": "skill", "must": True},
            {"criterion": {"en": "Sold locks"}, "area": "experience"},
        ],
    )
    text = text_at(handbook_of(role), "roles/manager/index.html").replace("\n", " ")
    assert "Speaks Chinese Required" in text
    assert "Sold locks Required" not in text
    assert "Reviewed 30 June 2026" in text


def test_nothing_is_said_to_be_there_where_it_may_be_hidden() -> None:
    ann = document("person", "ann", name={"en": "Ann Lee"}, audience="public")
    goal = document("goal", "q3", owner="ann", period="2026-Q3", measurable={"type": "yes_no"})
    handbook = handbook_of(ann, goal)
    for words in ("no current goals", "none open", "none planned", "Nothing needs attention"):
        assert words not in text_at(handbook, "people/ann/index.html", edition=Edition("public"))
    assert '<dl class="brief">' not in html_at(
        handbook, "people/ann/index.html", edition=Edition("public")
    )
    assert "none planned" in text_at(handbook_of(ann), "people/ann/index.html")
