"""The alignment tree."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import EVERYTHING, html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook

TOP = "alignment/index.html"
TEAM = Edition("team")
PEOPLE = (
    document("team", "east", title={"en": "East"}),
    document("team", "west", title={"en": "West"}),
    document("person", "ann", name={"en": "Ann Lee"}, team="east"),
    document("person", "bob", name={"en": "Bob Roe"}, team="west"),
    document("person", "cy", name={"en": "Cy Fox"}),
)


def goal(id_: str, *supports: str, **values: Any) -> Document:
    filled = {
        "owner": "ann",
        "period": "2026-Q3",
        "measurable": {"type": "reach", "unit": "CNY", "target": 400},
        "relevant": {"supports": list(supports)},
        "time_bound": {"start": "2026-07-01", "due": "2026-09-30"},
        "checkins": [{"date": "2026-08-31", "value": 100}],
        **values,
    }
    return document("goal", id_, **filled)


def objective(id_: str, *supports: str, **values: Any) -> Document:
    return document("objective", id_, **{"period": "2026", "supports": list(supports), **values})


def book(*documents: Document) -> Handbook:
    return handbook_of(*PEOPLE, *documents)


def shape(groups: Any) -> list[Any]:
    """Return a tree as lists: an id with what stands below it, a group by its title."""
    found: list[Any] = []
    for group in groups:
        nodes = [
            [one.ref.id, *shape(one.groups)] if one.groups else one.ref.id for one in group.lines
        ]
        title = group.title and (getattr(group.title, "text", "") or group.title.key)
        found.extend([{title: nodes}] if title else nodes)
    return found


def test_objectives_hold_teams_and_teams_hold_goals() -> None:
    handbook = book(
        objective("company"),
        goal("a", "company"),
        goal("b", "company", owner="bob"),
        goal("c", "company", owner="cy"),
    )
    tree = view_at(handbook, TOP).below
    assert shape(tree) == [["company", {"East": ["a"]}, {"West": ["b"]}, {"tree.no_team": ["c"]}]]


def test_goals_of_one_team_stand_without_its_name() -> None:
    handbook = book(objective("company"), goal("a", "company"), goal("b", "company"))
    assert shape(view_at(handbook, TOP).below) == [["company", "a", "b"]]


def test_a_goal_that_serves_a_goal_stands_below_it() -> None:
    handbook = book(objective("company"), goal("a", "company"), goal("b", "a"))
    assert shape(view_at(handbook, TOP).below) == [["company", ["a", "b"]]]


def test_two_levels_are_open_and_those_below_are_closed() -> None:
    handbook = book(
        objective("company"), objective("east", "company"), goal("a", "east"), goal("b", "a")
    )
    ((company,),) = (group.lines for group in view_at(handbook, TOP).below)
    (east,) = company.groups[0].lines
    (a,) = east.groups[0].lines
    assert (company.is_open, east.is_open, a.is_open) == (True, True, False)
    assert html_at(handbook, TOP).count("<details open>") == 2


def test_what_is_over_is_folded_away_unless_its_last_reading_is_missing() -> None:
    due = {"start": "2026-04-01", "due": "2026-06-30"}
    unread = goal(
        "c",
        "company",
        period="2026-08",
        time_bound={"start": "2026-08-01", "due": "2026-08-31"},
        checkins=[],
    )
    handbook = book(
        objective("company"),
        goal("a", "company"),
        goal("b", "company", period="2026-Q2", time_bound=due),
        unread,
    )
    assert shape(view_at(handbook, TOP).below) == [["company", "a", "c", {"tree.over": ["b"]}]]
    assert view_at(handbook, TOP).below[0].lines[0].groups[1].is_open is False


def test_a_line_has_status_progress_target_and_owner() -> None:
    text = text_at(book(objective("company"), goal("a", "company")), TOP)
    assert "a Ann Lee Off track 25% 67% expected by now Target CNY\u00a0400" in text.replace(
        "\n", " "
    )


def test_a_range_is_told_by_its_limits() -> None:
    within = {"type": "keep_within", "unit": "%"}
    handbook = book(
        objective("company"),
        goal("a", "company", measurable={**within, "max": 5}),
        goal("b", "company", measurable={**within, "min": 2}),
        goal("c", "company", measurable={**within, "min": 2, "max": 5}),
        goal("d", "company", measurable={"type": "yes_no"}),
    )
    nodes = view_at(handbook, TOP).below[0].lines[0].groups[0].lines
    shown = [one.target and one.target.text for one in nodes]
    assert shown == ["≤ 5%", "≥ 2%", "2% – 5%", None]


def test_goals_that_serve_nothing_say_why() -> None:
    alone = goal("a", relevant={"standalone": {"en": "Learning first."}})
    handbook = book(objective("company"), alone)
    assert shape(view_at(handbook, TOP).alone) == ["a"]
    text = text_at(handbook, TOP)
    assert "Goals that support nothing" in text
    assert "Learning first." in text


def test_a_goal_that_serves_what_is_hidden_is_not_said_to_serve_nothing() -> None:
    handbook = book(
        objective("company"), objective("secret", audience="private"), goal("a", "secret")
    )
    assert view_at(handbook, TOP, TEAM).alone == ()
    assert "support nothing" not in text_at(handbook, TOP, TEAM)
    assert "secret" not in html_at(handbook, TOP, TEAM)
    assert shape(view_at(handbook, TOP, EVERYTHING).below) == ["company", ["secret", "a"]]


def test_more_than_a_page_holds_is_counted_and_stands_on_the_objectives_page() -> None:
    goals = [goal(f"g{number:02}", "company") for number in range(30)]
    handbook = book(objective("company"), *goals)
    (company,) = view_at(handbook, TOP).below[0].lines
    assert (len(company.groups[0].lines), company.left_out) == (24, 6)
    assert "And 6 more" in text_at(handbook, TOP)
    assert len(view_at(handbook, "alignment/company/index.html").below[0].lines) == 30


def test_many_goals_that_serve_nothing_have_pages_of_their_own() -> None:
    goals = [goal(f"g{number:02}", relevant={"standalone": {"en": "x"}}) for number in range(60)]
    handbook = book(objective("goals"), *goals)
    assert view_at(handbook, TOP).alone_total == 60
    assert (
        len(view_at(handbook, "alignment/goals/standalone/page/2/index.html").goals[0].lines) == 10
    )
    assert text_at(handbook, "alignment/goals/index.html")


def test_without_anything_below_the_page_says_so() -> None:
    text = text_at(book(objective("company")), "alignment/company/index.html")
    assert "Nothing here yet." in text
