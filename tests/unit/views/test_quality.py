"""The board of goal quality: which goals are badly written, and what would mend them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, EVERYTHING, html_at, site_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.pages import Page
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.results import Check, Letter, RubricSentence, Scores, SmartScore
from planbook.scoring.score import score_handbook
from planbook.views.lists import PAGE_SIZE
from planbook.views.site import build_pages

PAGE = "quality/index.html"
ANN = document("person", "ann", name={"en": "Ann Lee"})
BOB = document("person", "bob", name={"en": "Bob Roe"})


def goal(id_: str, **values: Any) -> Document:
    filled = {"owner": "ann", "period": "2026-Q3", "measurable": {"type": "yes_no"}, **values}
    return document("goal", id_, **filled)


def scored(handbook: Handbook) -> Scores:
    return score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value


def smart(total: int, *checks: Check) -> SmartScore:
    letters = {"S": Decimal(20), "M": Decimal(12)}
    band = "ready" if total >= 85 else "minor_edits" if total >= 70 else "rework"
    return SmartScore(Decimal(total), band, letters, checks)


def check(id_: str, points: int, of: int, suggest: str = "") -> Check:
    letter: Letter = "M" if points < of else "S"
    words = RubricSentence({"en": suggest}) if suggest else None
    saw = RubricSentence({"en": id_})
    return Check(id_, letter, Decimal(points), Decimal(of), saw, words)


def board(handbook: Handbook, **totals: SmartScore) -> Any:
    """Return the view of the board where these goals have these SMART scores."""
    scores = scored(handbook)
    goals = {
        id_: replace(score, smart=totals.get(id_, score.smart))
        for id_, score in scores.goals.items()
    }
    pages = build_pages(handbook, replace(scores, goals=goals), EVERYTHING, AS_OF).pages
    return next(page for page in pages if page.path == PAGE).view


def test_who_lost_most_points_comes_first_then_owner_and_id() -> None:
    handbook = handbook_of(ANN, BOB, goal("a"), goal("b", owner="bob"), goal("c"), goal("d"))
    view = board(handbook, a=smart(90), b=smart(60), c=smart(60), d=smart(75))
    assert [line.goal.id for line in view.lines] == ["c", "b", "d", "a"]
    assert [(str(phrase.key), count) for phrase, count in view.counts] == [
        ("band.ready", 1),
        ("band.minor_edits", 1),
        ("band.rework", 2),
    ]
    # (90 + 60 + 60 + 75) / 4 = 71.25
    assert view.mean.text == "71"


def test_the_first_remedy_is_that_of_the_check_which_lost_most() -> None:
    checks = (
        check("half", 2, 4, "Write half."),
        check("most", 0, 6, "Write this."),
        check("full", 4, 4),
    )
    (line,) = board(handbook_of(ANN, goal("a")), a=smart(92, *checks)).lines
    assert str(line.remedy) == "Write this."
    assert line.losses == 2
    assert line.mend == "../goals/a/index.html#smart"


def test_a_goal_that_lost_nothing_has_nothing_to_mend() -> None:
    (line,) = board(handbook_of(ANN, goal("a")), a=smart(100, check("full", 4, 4))).lines
    assert (line.losses, bool(line.remedy)) == (0, False)


def test_only_goals_that_run_or_are_to_come_are_on_the_board() -> None:
    handbook = handbook_of(
        ANN,
        goal("now"),
        goal("next", period="2026-Q4"),
        goal("year", period="2026"),
        goal("past", period="2026-Q2"),
        goal("closed", result={"outcome": "cancelled"}),
        goal("draft", state="draft"),
        goal("old", state="archived"),
    )
    view = view_at(handbook, PAGE)
    assert {line.goal.id for line in view.lines} == {"now", "next", "year"}
    assert view.total == 3


def test_each_letter_is_a_square_with_words_for_those_who_do_not_see_it() -> None:
    handbook = handbook_of(ANN, goal("a"))
    (line,) = view_at(handbook, PAGE).lines
    said = [f"{one.letter} {one.points.text} of {one.of.text}" for one in line.letters]
    assert [one[0] for one in said] == list("SMART")
    assert f"<title>{' · '.join(said)}</title>" in html_at(handbook, PAGE)


def test_the_link_leads_to_where_the_goal_s_page_tells_the_rest() -> None:
    handbook = handbook_of(ANN, goal("a"))
    (line,) = view_at(handbook, PAGE).lines
    assert f'href="{line.mend}"' in html_at(handbook, PAGE)
    assert '<section class="smart" id="smart">' in html_at(handbook, "goals/a/index.html")


def pages_of(handbook: Handbook, edition: Edition = EVERYTHING) -> dict[str, Page]:
    return {page.path: page for page in site_at(handbook, edition).pages}


def test_the_board_is_paginated_and_counts_all() -> None:
    goals = [goal(f"g{number:02}") for number in range(PAGE_SIZE + 1)]
    pages = pages_of(handbook_of(ANN, *goals))
    first: Any = pages[PAGE].view
    second: Any = pages["quality/page/2/index.html"].view
    assert (len(first.lines), len(second.lines)) == (PAGE_SIZE, 1)
    assert first.total == second.total == PAGE_SIZE + 1


def in_menu(page: Page) -> bool:
    view: Any = page.view
    return any(
        entry.section == "quality" for group in view.layout.chrome.menu for entry in group.entries
    )


def test_the_menu_has_the_board_only_where_goals_are_seen() -> None:
    with_goal = pages_of(handbook_of(ANN, goal("a")))
    assert PAGE in with_goal
    assert in_menu(with_goal["index.html"])
    for handbook, edition in (
        (handbook_of(ANN), EVERYTHING),
        (handbook_of(ANN, goal("a", state="draft")), EVERYTHING),
        (handbook_of(ANN, goal("a", audience="private")), Edition("team")),
    ):
        pages = pages_of(handbook, edition)
        assert PAGE not in pages
        assert not in_menu(pages["index.html"])


def test_a_hidden_goal_leaves_no_trace_on_the_board() -> None:
    seen, hidden = goal("seen"), goal("hidden", audience="private")
    team = Edition("team")
    assert view_at(handbook_of(ANN, seen, hidden), PAGE, team) == view_at(
        handbook_of(ANN, seen), PAGE, team
    )


def test_goals_that_are_all_over_leave_an_empty_board() -> None:
    assert "There are no current or upcoming goals." in text_at(
        handbook_of(ANN, goal("past", period="2026-Q2")), PAGE
    )


def test_what_a_remedy_says_to_type_is_marked_as_such() -> None:
    html = html_at(handbook_of(ANN, goal("vague")), "goals/vague/index.html")
    assert "<code>" in html
    assert "`" not in html
