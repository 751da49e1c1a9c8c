"""The page of a career ladder."""

from __future__ import annotations

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition

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


def test_each_level_tells_what_it_adds_to_the_level_below() -> None:
    junior, senior = view_at(handbook_of(ladder()), PAGE).levels
    assert [one.competency.text for one in junior.adds] == ["Talking", "Sums"]
    assert [one.instead for one in junior.adds] == [(), ()]
    (talking,) = senior.adds
    assert (talking.added[0].text, talking.instead[0].text) == ("Leads talks.", "Writes notes.")
    assert [one.text for one in senior.unchanged] == ["Sums"]


def test_the_page_names_the_level_that_it_compares_with() -> None:
    text = text_at(handbook_of(ladder()), PAGE)
    assert "Beyond Junior\nTalking\nLeads talks.\ninstead of: Writes notes." in text
    assert "As at Junior: Sums" in text


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
    assert [one.competency.text for one in view.levels[0].adds] == ["Talking"]
    assert view.table[1].cells[0] == ()


def test_a_ladder_without_levels_is_still_a_page() -> None:
    html = html_at(handbook_of(ladder(levels=[])), PAGE)
    assert "Talking" in html
    assert "<table" not in html


PEOPLE = (
    document("role", "seller", ladder="sales"),
    document("person", "ann", name={"en": "Ann Lee"}, role="seller", level="l1"),
    document("person", "bob", name={"en": "Bob Roe"}, role="seller", level="l2", manager="ann"),
)


def test_a_level_names_who_in_service_stands_at_it() -> None:
    others = (
        document("person", "gone", role="seller", level="l1", ended="2026-09-09"),
        document("person", "odd", role="seller", level="l9"),
        document("person", "new", role="seller"),
    )
    view = view_at(handbook_of(ladder(), *PEOPLE, *others), PAGE)
    assert [[one.id for one in level.people] for level in view.levels] == [["ann"], ["bob"]]
    assert "Senior Ann" not in text_at(handbook_of(ladder(), *PEOPLE), PAGE)
    assert "Senior At this level: Bob Roe" in text_at(handbook_of(ladder(), *PEOPLE), PAGE)


def test_people_of_another_ladder_with_the_same_level_stand_elsewhere() -> None:
    other = document("ladder", "craft", levels=[{"id": "l1", "title": {"en": "First"}}])
    fitter = document("role", "fitter", ladder="craft")
    cy = document("person", "cy", role="fitter", level="l1")
    handbook = handbook_of(ladder(), other, fitter, cy, *PEOPLE)
    assert [one.id for one in view_at(handbook, PAGE).levels[0].people] == ["ann"]
    craft = view_at(handbook, "ladders/craft/index.html")
    assert [one.id for one in craft.levels[0].people] == ["cy"]


def test_a_reader_sees_their_own_level_and_what_the_next_one_adds() -> None:
    handbook = handbook_of(ladder(), *PEOPLE)
    anns = Edition("team", "ann")
    view = view_at(handbook, PAGE, anns)
    assert [one.is_yours for one in view.levels] == [True, False]
    text = text_at(handbook, PAGE, anns)
    assert "Junior You are here" in text
    assert "Next level: Senior. What it adds\nTalking\nLeads talks." in text
    assert "You are here" not in text_at(handbook, PAGE)
    # Above the highest level there is nothing.
    assert view_at(handbook, PAGE, Edition("team", "bob")).next is None


def test_many_at_one_level_are_counted() -> None:
    people = (
        document("person", f"p{number:02}", role="seller", level="l1") for number in range(20)
    )
    handbook = handbook_of(ladder(), PEOPLE[0], *people)
    junior = view_at(handbook, PAGE).levels[0]
    assert (len(junior.people), junior.people_total) == (12, 20)
    assert "And 8 more" in text_at(handbook, PAGE)


def test_only_the_lines_that_differ_are_told_of_a_level() -> None:
    def level(id_: str, *lines: str) -> dict[str, object]:
        texts = [{"en": line} for line in lines]
        return {"id": id_, "title": {"en": id_}, "expectations": {"talk": texts}}

    levels = [level("l1", "Listens.", "Writes."), level("l2", "Listens.", "Leads.", "Coaches.")]
    first, second = view_at(handbook_of(ladder(levels=levels)), PAGE).levels
    assert [one.text for one in first.adds[0].added] == ["Listens.", "Writes."]
    (adds,) = second.adds
    assert [one.text for one in adds.added] == ["Leads.", "Coaches."]
    assert [one.text for one in adds.instead] == ["Writes."]


def test_a_competency_that_a_level_is_silent_about_is_not_said_to_be_dropped() -> None:
    levels = [
        {"id": "l1", "title": {"en": "Junior"}, "expectations": {"talk": [{"en": "Listens."}]}},
        {"id": "l2", "title": {"en": "Senior"}, "expectations": {}},
    ]
    senior = view_at(handbook_of(ladder(levels=levels)), PAGE).levels[1]
    assert (senior.adds, senior.unchanged) == ((), ())
