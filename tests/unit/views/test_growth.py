"""The page of a growth plan."""

from __future__ import annotations

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook

PAGE = "growth/plan/index.html"
WU = document("person", "wu", name={"en": "Wu Dan"}, role="manager")
LADDER = document(
    "ladder",
    "sales",
    competencies=[
        {"id": "talk", "title": {"en": "Talking"}},
        {"id": "sums", "title": {"en": "Sums"}},
    ],
    levels=[
        {"id": "l1", "title": {"en": "Junior"}, "expectations": {"talk": [{"en": "Listens."}]}},
        {
            "id": "l2",
            "title": {"en": "Senior"},
            "scope": {"en": "A region"},
            "expectations": {"talk": [{"en": "Leads talks."}], "sums": [{"en": "Plans the year."}]},
        },
    ],
)


def plan(**values: object) -> Document:
    filled = {"person": "wu", "ladder": "sales", "current": "l1", "target": "l2", **values}
    return document("growth", "plan", **filled)


def book(**values: object) -> Handbook:
    return handbook_of(WU, LADDER, plan(**values))


def test_levels_are_told_in_the_words_of_the_ladder() -> None:
    text = text_at(book(), PAGE)
    assert "Current level Junior" in text
    assert "Target level Senior A region" in text
    assert "l2" not in text


def test_the_target_level_is_set_beside_the_current_one() -> None:
    asks = view_at(book(), PAGE).asks
    told = [
        (
            one.competency.text,
            [words.text for words in one.text],
            [words.text for words in one.below],
        )
        for one in asks
    ]
    assert told == [
        ("Talking", ["Leads talks."], ["Listens."]),
        ("Sums", ["Plans the year."], []),
    ]


def test_only_the_competencies_that_the_plan_works_on_are_compared() -> None:
    actions = [{"title": {"en": "Budget"}, "type": "experience", "competency": "sums"}]
    asks = view_at(book(actions=actions), PAGE).asks
    assert [one.competency.text for one in asks] == ["Sums"]


@pytest.mark.parametrize(
    ("own", "manager", "words"),
    [
        (4, 3, "self-rating 1 higher"),
        (2, 4, "rating by the manager 2 higher"),
        (3, 3, "same rating"),
    ],
)
def test_the_gap_between_two_views_is_told_in_words(own: int, manager: int, words: str) -> None:
    assessed = [{"competency": "talk", "self": own, "manager": manager, "date": "2026-07-22"}]
    html = html_at(book(assessments=assessed), PAGE)
    assert words in html
    assert ("apart" in html) is (abs(own - manager) >= 2)
    assert "Talking" in html


def test_there_is_no_gap_where_only_one_has_said() -> None:
    (assessed,) = view_at(book(assessments=[{"competency": "talk", "self": 3}]), PAGE).assessments
    assert assessed.gap is None
    assert assessed.manager is None


def test_the_latest_assessments_come_first() -> None:
    assessed = [
        {"competency": "sums", "self": 2, "date": "2026-01-20"},
        {"competency": "talk", "self": 3, "date": "2026-07-22"},
    ]
    shown = view_at(book(assessments=assessed), PAGE).assessments
    assert [one.competency.text for one in shown] == ["Talking", "Sums"]


def test_actions_stand_by_the_way_of_learning_the_work_first() -> None:
    actions = [
        {"title": {"en": "A course"}, "type": "education", "done": "2026-06-07"},
        {"title": {"en": "A stall"}, "type": "experience", "success": {"en": "Another copies it"}},
    ]
    text = text_at(book(actions=actions), PAGE)
    assert text.index("Experience") < text.index("A stall") < text.index("Education")
    assert "Success Another copies it" in text
    assert "Done 7 June 2026" in text
    assert "Exposure" not in text


@pytest.mark.parametrize(
    ("level", "words"), [(-2, "−2 much less than expected"), (0, "0 as expected"), (1, "+1 better")]
)
def test_attainment_is_told_in_figures_and_in_words(level: int, words: str) -> None:
    scaled = [{"goal": {"en": "Hand over"}, "weight": 3, "level": level}]
    assert words in text_at(book(attainment=scaled), PAGE)


def test_a_goal_of_growth_that_was_not_rated_yet_has_no_level() -> None:
    html = html_at(book(attainment=[{"goal": {"en": "Hand over"}}]), PAGE)
    assert "Hand over" in html
    assert "is-here" not in html


def test_a_hidden_ladder_takes_its_words_and_its_ids_along() -> None:
    hidden = document("ladder", "sales", audience="private", **_written(LADDER))
    shared = plan(audience="team", assessments=[{"competency": "talk", "self": 3}])
    html = html_at(handbook_of(WU, hidden, shared), PAGE, Edition("team"))
    for word in ("Junior", "Senior", "Talking", "sales", "l1", "l2", "talk"):
        assert f">{word}<" not in html
    assert "What the target level requires" not in html


def test_a_plan_with_nothing_but_its_title_is_still_a_page() -> None:
    assert text_at(handbook_of(document("growth", "plan", title={"en": "Plan"})), PAGE)


def _written(ladder: Document) -> dict[str, object]:
    return {name: ladder.values[name] for name in ("competencies", "levels")}


def test_the_arithmetic_shows_sums_of_weights_as_numbers_and_no_percentages() -> None:
    attainment = [
        {"goal": {"en": "a"}, "weight": 1, "level": 1},
        {"goal": {"en": "b"}, "weight": 1, "level": 0},
    ]
    arithmetic = view_at(book(attainment=attainment), PAGE).arithmetic
    (score,) = arithmetic
    assert [one.value.text for one in score.inputs] == ["1", "2", "2", "0.3"]
