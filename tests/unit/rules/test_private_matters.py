"""Private matters are found in texts, in the same words whatever they are."""

from __future__ import annotations

from datetime import date

import pytest

from builders.handbooks import document, handbook_of
from planbook.linting import lint_handbook
from planbook.model.document import Document
from planbook.rules import text_private_matter
from planbook.rules.private_matters import PrivateMatters

PEOPLE = (
    document("person", "bea-stone", name={"en": "Bea Stone", "zh": "王静"}),
    document("person", "sun-hao", name={"zh": "孙昊", "en": "Sun Hao"}),
)
PLANS = (
    document("improvement", "a", person="sun-hao", audience="private", outcome="open"),
    document("improvement", "b", person="bea-stone", audience="private", outcome="met"),
)
MATTERS = PrivateMatters(handbook_of(*PEOPLE, *PLANS))

PRIVATE = [
    ("Sun Hao's improvement plan runs until October.", None),
    ("孙昊正在执行绩效改进计划。", None),
    ("sun-hao 的績效改進計劃", None),
    ("sun-hao is on a PIP.", None),
    ("Sun Hao had a hard summer. The improvement plan ends in October.", None),
    ("As agreed in the improvement plan.", "sun-hao"),
    ("Bea Stone gets a bonus of CNY 20,000.", None),
    ("王静三季度奖金2万元", None),
    ("Her salary is 12,000 EUR a month.", None),
    ("Once reached there is a bonus of EUR 4,000.", "bea-stone"),
    ("奖金20000", "bea-stone"),
    ("他的提成是 8000 元", None),
]
OPEN = [
    ("Sun Hao's plan for the quarter.", None),
    ("Bea Stone's improvement plan is closed.", None),
    ("As agreed in the improvement plan.", "bea-stone"),
    ("Improvement plans are kept private.", None),
    ("Sun Hao leads the service improvement plan.", None),
    ("孙昊负责物流改进计划", None),
    (
        "Sun Hao won. It was a good day. Everybody cheered. An improvement plan has four parts.",
        None,
    ),
    ("Sun Hao won.\n\nAn improvement plan has four parts.", None),
    ("A bonus of EUR 4,000 is paid at 100 %.", None),
    ("Dealers earn a commission of EUR 300 per unit.", "bea-stone"),
    ("给店员的提成 300 元", "bea-stone"),
    ("The bonus hangs on revenue of CNY 6,000,000.", "bea-stone"),
    ("招错一位渠道经理，代价不是几个月工资", None),
    ("Bonus model 3000 sold well", "bea-stone"),
]


@pytest.mark.parametrize(("text", "about"), PRIVATE)
def test_a_private_matter_is_found(text: str, about: str | None) -> None:
    assert list(MATTERS.find(text, "team", about, of_general=True)) != []


@pytest.mark.parametrize(("text", "about"), OPEN)
def test_what_is_nobodys_matter_is_left_alone(text: str, about: str | None) -> None:
    assert list(MATTERS.find(text, "team", about, of_general=True)) == []


def test_every_matter_is_told_in_the_same_words_and_none_is_named() -> None:
    texts = (
        "Sun Hao's improvement plan runs.",
        "Bea Stone gets a bonus of CNY 20,000.",
        "Ask Bea on +49 170 1234567.",
    )
    tools = [
        document("tool", f"t{number}", audience="team", purpose={"en": text})
        for number, text in enumerate(texts)
    ]
    found = _findings(*PEOPLE, *PLANS, *tools)
    assert len(found) == len(texts)
    assert len(set(found)) == 1


def test_a_plan_that_everybody_may_see_is_no_private_matter() -> None:
    seen = document("improvement", "a", person="sun-hao", audience="team", outcome="open")
    tool = document("tool", "t", audience="team", purpose={"en": "Sun Hao's improvement plan."})
    assert _findings(*PEOPLE, seen, tool) == []


def test_a_long_text_of_numbers_is_gone_through_once() -> None:
    text = "Call +49 170 1234567 today.\n" * 20_000
    assert len(list(MATTERS.find(text, "team", None, of_general=True))) == 20_000


def _findings(*documents: Document) -> list[tuple[str, str]]:
    found = lint_handbook(handbook_of(*documents), (text_private_matter.RULE,), date(2026, 9, 10))
    return [(one.message["en"], (one.help or {}).get("en", "")) for one in found.findings]
