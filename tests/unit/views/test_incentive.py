"""The pages of an incentive scheme."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.lists import PAGE_SIZE

PAGE = "incentives/scheme/index.html"
PEOPLE = (
    document("person", "head", name={"en": "Lin Yue"}),
    document("person", "ann", name={"en": "Ann Lee"}, manager="head"),
    document("person", "bob", name={"en": "Bob Roe"}, manager="head"),
)
METRIC = document("metric", "revenue", title={"en": "Revenue"}, unit="CNY")
TIERS = [{"up_to": 1.0, "rate": 1.0}, {"up_to": 1.3, "rate": 1.5}, {"rate": 2}]


def book(*others: Document, **values: Any) -> Handbook:
    filled = {"currency": "CNY", "basis": {"metric": "revenue"}, "mode": "marginal", **values}
    return handbook_of(*PEOPLE, METRIC, document("incentive", "scheme", **filled), *others)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("marginal", "The part within this step is paid at"),
        ("retroactive", "Everything reached is paid at"),
    ],
)
def test_the_steps_are_told_in_words(mode: str, words: str) -> None:
    text = text_at(book(tiers=TIERS, mode=mode), PAGE)
    assert f"Up to 100%\n{words} 1×" in text
    assert f"Above 100%, up to 130%\n{words} 1.5×" in text
    assert f"Above 130%\n{words} 2×" in text


def test_a_single_step_without_an_end_covers_everything() -> None:
    assert "Whatever is reached" in text_at(book(tiers=[{"rate": 1}]), PAGE)


def test_threshold_and_cap_are_sentences() -> None:
    text = text_at(book(threshold=0.5, cap=2), PAGE)
    assert "Below 50% of the quota nothing is paid." in text
    assert "At most 2 times the variable pay is paid." in text


def test_a_scheme_says_for_whom_when_and_what_pay_hangs_on() -> None:
    role = document("role", "manager", title={"en": "Channel manager"})
    text = text_at(book(role, **{"for": ["manager"], "period": "2026"}), PAGE)
    for words in ("Channel manager", "2026", "Revenue", "as with income tax"):
        assert words in text


def test_lines_of_people_are_for_those_who_may_see_them() -> None:
    lines = [
        {"person": "ann", "quota": 84000000, "variable": 168000},
        {"person": "bob", "quota": 56000000, "variable": 112000},
    ]
    handbook = book(people=lines, quota=1000000, variable=50000)
    assert "Ann Lee\nQuota CN¥84,000,000\nVariable pay CN¥168,000" in text_at(handbook, PAGE)
    team = html_at(handbook, PAGE, Edition("team"))
    assert "Quotas and variable pay" not in team
    assert "000" not in team
    own = text_at(handbook, PAGE, Edition("team", "ann"))
    assert "Ann Lee\nQuota CN¥84,000,000" in own
    assert "Bob Roe" not in own
    assert "Bob Roe" in text_at(handbook, PAGE, Edition("team", "head"))


def test_a_metric_that_is_not_shown_leaves_no_basis_behind() -> None:
    hidden = document("metric", "margin", title={"en": "Margin"}, audience="private")
    text = text_at(book(hidden, basis={"metric": "margin"}), PAGE, Edition("team"))
    assert "Basis" not in text
    assert "argin" not in text.replace("arginal", "")


def test_a_goal_gives_the_quota_its_unit() -> None:
    goal = document(
        "goal", "g", owner="ann", measurable={"type": "increase", "unit": "shops", "target": 12}
    )
    assert "12 shops" in text_at(book(goal, basis={"goal": "g"}, quota=12), PAGE)


def test_rewards_say_from_where_they_are_earned() -> None:
    rewards = [{"when": 1.2, "kind": "training", "text": {"en": "The fair"}}]
    assert "From 120% Training The fair" in text_at(book(rewards=rewards), PAGE)


def test_a_page_of_people_does_not_grow_with_the_team() -> None:
    people = tuple(document("person", f"p{number:03}") for number in range(PAGE_SIZE + 1))
    handbook = book(*people, people=[{"person": one.id, "quota": 1} for one in people])
    assert len(view_at(handbook, PAGE).people.lines) == PAGE_SIZE
    assert "p050" in text_at(handbook, "incentives/scheme/page/2/index.html")


def test_a_bare_scheme_is_still_a_page() -> None:
    text = text_at(handbook_of(document("incentive", "scheme")), PAGE)
    for heading in ("What it pays", "Quotas", "besides"):
        assert heading not in text
