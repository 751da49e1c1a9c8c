"""Tables of people are cut by team."""

from __future__ import annotations

from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, EVERYTHING
from planbook.model.document import Key
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.score import score_handbook
from planbook.urls import addresses_of
from planbook.views.people_by_team import cut_by_team
from planbook.views.presenter import SitePresenter


def cut(teams: dict[str, int], size: int) -> list[list[tuple[str, int]]]:
    """Return team and number of people of each part, by page; "" is no team."""
    documents: list[Any] = [document("team", team) for team in teams if team]
    for team, count in teams.items():
        own = {"team": team} if team else {}
        documents += [document("person", f"{team or 'x'}{n}", **own) for n in range(count)]
    handbook = handbook_of(*documents)
    scores = score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value
    addresses = addresses_of(handbook.kinds, ("en",))
    site = SitePresenter(handbook, scores, addresses, (), EVERYTHING)
    people = [Key("person", one.id) for one in handbook.by_kind.get("person", ())]
    pages = cut_by_team(site, people, size)
    assert sorted(key for page in pages for part in page for key in part.people) == people
    return [
        [(part.team.id if part.team else "", len(part.people)) for part in page] for page in pages
    ]


def test_small_teams_share_a_page() -> None:
    assert cut({"a": 2, "b": 3}, 5) == [[("a", 2), ("b", 3)]]


def test_a_team_that_has_no_room_left_begins_a_page() -> None:
    assert cut({"a": 3, "b": 3, "c": 2}, 5) == [[("a", 3)], [("b", 3), ("c", 2)]]


def test_a_team_larger_than_a_page_goes_on_on_the_next() -> None:
    assert cut({"a": 7, "b": 1}, 3) == [[("a", 3)], [("a", 3)], [("a", 1), ("b", 1)]]


def test_who_is_in_no_team_comes_last() -> None:
    assert cut({"": 1, "z": 1}, 5) == [[("z", 1), ("", 1)]]


def test_nobody_fills_no_page() -> None:
    assert cut({}, 5) == []
