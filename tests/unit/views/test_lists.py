"""Lists, cut into pages by one function, and what stands in those of a kind."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.views.lists import page_numbers, part_at


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])]
)
def test_items_fill_pages_and_nothing_still_fills_one(count: int, sizes: list[int]) -> None:
    parts = [part_at(range(count), number, 3) for number in page_numbers(count, 3)]
    assert [len(part.items) for part in parts] == sizes
    assert [part.number for part in parts] == list(range(1, len(sizes) + 1))
    assert {(part.pages, part.total) for part in parts} == {(len(sizes), count)}
    assert [item for part in parts for item in part.items] == list(range(count))


def test_a_single_page_is_all_there_is() -> None:
    assert part_at("abc", 1, 3).is_all
    assert not part_at("abcd", 1, 3).is_all


# The lists of a kind

ANN = document("person", "ann", name={"en": "Ann Lee"})
BOB = document("person", "bob", name={"en": "Bob Low"})


def goal(id_: str, period: str, *checkins: tuple[str, int], **values: Any) -> Document:
    filled = {
        "owner": "ann",
        "period": period,
        "measurable": {"type": "increase", "unit": "count", "baseline": 0, "target": 100},
        "checkins": [{"date": day, "value": value} for day, value in checkins],
        **values,
    }
    return document("goal", id_, **filled)


def test_goals_stand_by_period_with_the_current_one_first() -> None:
    listed = view_at(
        handbook_of(ANN, goal("old", "2026-Q1"), goal("now", "2026-Q3"), goal("year", "2026")),
        "goals/index.html",
    ).list
    names = [[entry.ref.id for entry in group.entries] for group in listed.groups]
    assert [group.is_current for group in listed.groups] == [True, True, False]
    assert sorted(names[:2]) == [["now"], ["year"]]
    assert names[2:] == [["old"]]


def test_a_line_of_a_goal_tells_all_that_decides_and_what_it_is_filtered_by() -> None:
    running = goal("now", "2026-Q3", ("2026-08-31", 20))
    other = goal("other", "2026-Q2", ("2026-06-30", 100), owner="bob")
    handbook = handbook_of(ANN, BOB, running, other)
    listed = view_at(handbook, "goals/index.html").list
    entry = next(one for one in listed.entries if one.ref.id == "now")
    by_facet = {
        heading.facet: key
        for heading, key in zip(listed.headings, entry.keys, strict=True)
        if heading.facet
    }
    assert by_facet == {"owner": "ann", "status": "off_track"}
    text = text_at(handbook, "goals/index.html")
    for words in ("Ann Lee", "100", "20%", "expected by now", "Off track"):
        assert words in text


def test_what_is_the_same_in_all_lines_filters_nothing() -> None:
    first, second = goal("a", "2026-Q3", ("2026-08-31", 20)), goal("b", "2026-Q3", owner="bob")
    alone = view_at(handbook_of(ANN, first), "goals/index.html").list
    assert not alone.has_facets
    assert {heading.facet for heading in alone.headings} == {""}
    assert 'class="filters"' not in html_at(handbook_of(ANN, first), "goals/index.html")
    two = html_at(handbook_of(ANN, BOB, first, second), "goals/index.html")
    assert two.count('class="filters" hidden') == 1
    assert "<summary>Owner</summary>" in two


@pytest.mark.parametrize(("count", "pages"), [(200, 1), (201, 2)])
def test_two_hundred_lines_stand_on_one_page(count: int, pages: int) -> None:
    handbook = handbook_of(ANN, *(goal(f"g{at}", "2026-Q3") for at in range(count)))
    listed = view_at(handbook, "goals/index.html").list
    assert (listed.pager.page, listed.pager.pages) == (1, pages)
    assert len(listed.entries) == 200
    # No way to "all" that leads to where one is.
    assert (listed.pager.next == "") == (pages == 1)


def test_progress_below_the_start_is_told_in_words() -> None:
    fell = goal("now", "2026-Q3", ("2026-08-31", -80))
    text = text_at(handbook_of(ANN, fell), "goals/index.html")
    assert "worse than at the start" in text
    assert "80%" not in text


def test_progress_of_many_times_the_target_is_told_in_words() -> None:
    tiny = goal(
        "now",
        "2026-Q3",
        ("2026-08-31", 80),
        measurable={"type": "increase", "unit": "count", "baseline": 0, "target": 1},
    )
    text = text_at(handbook_of(ANN, tiny), "goals/index.html")
    assert "over 10 times" in text
    assert "8,000%" not in text


def test_words_from_right_to_left_are_kept_apart_wherever_they_stand() -> None:
    noor = document("person", "noor", name={"en": "نور"})
    running = goal("now", "2026-Q3", owner="noor")
    for path in ("people/noor/index.html", "people/index.html", "goals/index.html"):
        html = html_at(handbook_of(noor, running), path)
        assert html.count("<bdi>نور</bdi>") == html.count("نور")
