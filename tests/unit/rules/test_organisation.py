"""Who is at the top, who stands above whom, and who holds a share of the work with another."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders.handbooks import document, handbook_of
from planbook.model.document import Document, Key
from planbook.rules.organisation import Organisation, find_overlaps

AS_OF = date(2026, 9, 10)
EAST = {"territories": ["east-china"], "product_lines": ["smart-lock"]}


def person(id_: str, manager: str | None = None, **values: Any) -> Document:
    named = {} if manager is None else {"manager": manager}
    return document("person", id_, role="manager", **named, **values)


def organisation(*documents: Document) -> Organisation:
    return Organisation(handbook_of(*documents), AS_OF)


def key(id_: str) -> Key:
    return Key("person", id_)


def test_the_head_is_whoever_leads_the_top_team() -> None:
    people = (person("ada"), person("bea", "ada"), person("carl", "ada"), person("dana"))
    below_dana = person("ed", "dana")
    assert organisation(*people, below_dana).head == key("ada")
    team = document("team", "all", lead="dana")
    assert organisation(*people, below_dana, team).head == key("dana")


def test_there_is_no_head_where_nobody_reports_to_anybody() -> None:
    assert organisation(person("ada"), person("bea")).head is None


def test_one_who_leads_the_only_top_team_is_the_head_even_where_nobody_names_a_manager() -> None:
    team, other = document("team", "all", lead="bea"), document("team", "others", lead="ada")
    assert organisation(person("ada"), person("bea"), team).head == key("bea")
    assert organisation(person("ada"), person("bea"), team, other).head is None


def test_a_manager_who_is_unknown_is_a_manager_all_the_same() -> None:
    found = organisation(person("ada"), person("bea", "nobody"), person("carl", "ada"))
    assert found.without_manager == {key("ada")}


def test_managers_in_a_circle_come_to_an_end() -> None:
    found = organisation(person("ada", "bea"), person("bea", "ada"))
    assert found.above == {key("ada"): {key("bea")}, key("bea"): {key("ada")}}
    assert found.head is None


def test_whoever_leads_the_team_stands_above_its_people() -> None:
    found = organisation(
        person("ada", team="all"),
        person("bea", team="east"),
        document("team", "all", lead="ada"),
        document("team", "east", lead="bea", parent="all"),
    )
    assert found.above == {key("ada"): set(), key("bea"): {key("ada")}}
    assert found.people_of[Key("team", "all")] == (key("ada"), key("bea"))


def test_many_people_with_one_scope_are_each_told_of_one_other() -> None:
    everybody = [f"p{number:04}" for number in range(2000)]
    found = find_overlaps(organisation(*(person(id_, scope=EAST) for id_ in everybody)))
    assert list(found) == [key(id_) for id_ in everybody[1:]]
    assert all(list(others) == [key("p0000")] for others in found.values())


def test_a_draft_and_an_archived_person_hold_nothing() -> None:
    found = organisation(
        person("ada", scope=EAST),
        person("bea", scope=EAST, state="draft"),
        person("carl", scope=EAST, state="archived"),
    )
    assert find_overlaps(found) == {}
    assert list(found.people) == [key("ada")]
