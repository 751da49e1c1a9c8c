"""Texts that people are held to are told where they hold a vague word and no figure."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.scoring import person_of
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.vague_texts import check_vague_texts

VAGUE = {"en": "Improve relations with partners", "zh": "进一步做好客情"}
FIGURE = {"en": "Improve from 84 to 88 points", "zh": "由 84 分提到 88 分"}
PLAIN = {"en": "Visits each partner", "zh": "拜访每一家伙伴"}


def pointers(kind: str, **values: Any) -> list[str]:
    """Return where one document is vague."""
    metric = document("metric", "sales", unit="CNY", direction="up", cadence="monthly")
    handbook = handbook_of(document(kind, "d", **values), metric, person_of())
    found = check_vague_texts(handbook, builtin_rubric()).findings
    return [one.place.pointer for one in found]


@pytest.mark.parametrize(("text", "count"), [(VAGUE, 1), (FIGURE, 0), (PLAIN, 0)])
def test_a_vague_word_needs_a_figure_beside_it(text: dict[str, str], count: int) -> None:
    assert len(pointers("role", purpose=PLAIN, duties=[{"title": text}])) == count


def test_it_is_judged_in_the_first_language_and_named_in_each() -> None:
    role = document("role", "d", purpose=PLAIN, duties=[{"title": PLAIN}, {"title": VAGUE}])
    (found,) = check_vague_texts(handbook_of(role), builtin_rubric()).findings
    assert found.place.pointer == "/duties/1/title"
    assert "Improve" in found.message["en"]
    assert "进一步" in found.message["zh"]
    other = document("role", "d", purpose=PLAIN, duties=[{"title": {**VAGUE, "en": "Visits"}}])
    assert check_vague_texts(handbook_of(other), builtin_rubric()).findings == ()


def test_what_has_a_measure_of_its_own_may_be_short() -> None:
    measure = {"type": "reach", "unit": "CNY", "target": 100}
    assert pointers("objective", title=VAGUE, owner="bea", period="2026") == ["/title"]
    assert pointers("objective", title=VAGUE, owner="bea", period="2026", measure=measure) == []
    assert pointers("role", duties=[{"title": VAGUE, "metrics": ["sales"]}]) == []


def test_expectations_plans_and_growth_are_looked_at() -> None:
    levels = [{"id": "l1", "title": PLAIN, "expectations": {"selling": [PLAIN, VAGUE]}}]
    ladder = {"competencies": [{"id": "selling", "title": PLAIN}], "levels": levels}
    assert pointers("ladder", **ladder) == ["/levels/0/expectations/selling/1"]
    plan = {"person": "bea", "target": VAGUE, "checkpoints": [{"expect": VAGUE}, {"expect": PLAIN}]}
    assert pointers("improvement", **plan) == ["/target", "/checkpoints/0/expect"]
    plan = {"person": "bea", "target": FIGURE, "actions": [{"title": VAGUE}, {"title": PLAIN}]}
    assert pointers("improvement", **plan) == ["/actions/0"]
    decisions = [{"title": VAGUE, "done": True}, {"title": VAGUE}, {"title": FIGURE}]
    assert pointers("review", person="bea", decisions=decisions) == ["/decisions/1"]
    growth = {"person": "bea", "actions": [{"title": PLAIN, "success": VAGUE}]}
    assert pointers("growth", **growth) == ["/actions/0/success"]


def test_drafts_and_archives_are_left_alone() -> None:
    for state in ("draft", "archived"):
        assert pointers("role", duties=[{"title": VAGUE}], state=state) == []
