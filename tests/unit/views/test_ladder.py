"""The page of a career ladder."""

from __future__ import annotations

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document

PAGE = "ladders/sales/index.html"


def ladder(**values: object) -> Document:
    filled = {
        "competencies": [
            {"id": "talk", "title": {"en": "Talking"}, "description": {"en": "Is clear."}},
            {"id": "sums", "title": {"en": "Sums"}},
        ],
        "levels": [
            {
                "id": "l1",
                "title": {"en": "Junior"},
                "scope": {"en": "One partner"},
                "expectations": {"talk": [{"en": "Writes notes."}], "sums": [{"en": "Adds up."}]},
            },
            {
                "id": "l2",
                "title": {"en": "Senior"},
                "expectations": {"talk": [{"en": "Leads talks."}], "sums": [{"en": "Adds up."}]},
            },
        ],
        **values,
    }
    return document("ladder", "sales", **filled)


def test_each_level_tells_what_it_expects_beside_the_level_below() -> None:
    junior, senior = view_at(handbook_of(ladder()), PAGE).levels
    assert [one.below for one in junior.expectations] == [(), ()]
    talking, sums = senior.expectations
    assert (talking.text[0].text, talking.below[0].text) == ("Leads talks.", "Writes notes.")
    assert sums.same
    assert not sums.below


def test_the_page_names_the_level_that_it_compares_with() -> None:
    text = text_at(handbook_of(ladder()), PAGE)
    assert "what Junior requires." in text
    assert "unchanged" in text


def test_the_table_sets_all_levels_side_by_side() -> None:
    talking = view_at(handbook_of(ladder()), PAGE).table[0]
    assert talking.competency.title.text == "Talking"
    assert [[one.text for one in cell] for cell in talking.cells] == [
        ["Writes notes."],
        ["Leads talks."],
    ]


def test_levels_and_competencies_go_by_their_titles() -> None:
    text = text_at(handbook_of(ladder()), PAGE)
    assert "Junior" in text
    assert "Talking" in text
    assert "l1" not in text.split()
    assert "talk" not in text.split()


def test_a_level_can_be_linked_to() -> None:
    html = html_at(handbook_of(ladder()), PAGE)
    assert 'href="#level-l2"' in html
    assert 'id="level-l2"' in html


def test_an_expectation_that_nobody_wrote_leaves_no_gap() -> None:
    levels = [
        {"id": "l1", "title": {"en": "Junior"}, "expectations": {"talk": [{"en": "Listens."}]}}
    ]
    view = view_at(handbook_of(ladder(levels=levels)), PAGE)
    assert [one.competency.text for one in view.levels[0].expectations] == ["Talking"]
    assert view.table[1].cells[0] == ()


def test_a_ladder_without_levels_is_still_a_page() -> None:
    html = html_at(handbook_of(ladder(levels=[])), PAGE)
    assert "Talking" in html
    assert "<table" not in html
