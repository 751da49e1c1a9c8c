"""What a draft asks for where the sentence says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planbook.language import Text

QUESTIONS: Mapping[str, tuple[str, Text]] = MappingProxyType(
    {
        "owner": (
            "S",
            {
                "en": "Who answers for it? Write the id of a person or a team.",
                "zh": "由谁负责？写人员或团队的 id。",
            },
        ),
        "outcome": (
            "S",
            {
                "en": "Which result do you want to see, and in which figure would it show?",
                "zh": "想看到什么结果？用哪个指标能看出来？",
            },
        ),
        "scope": (
            "S",
            {
                "en": "Where does it hold: which territory, product line, partners or team?",
                "zh": "针对哪里：哪个区域、产品线、渠道伙伴或团队？",
            },
        ),
        "target": (
            "M",
            {
                "en": "How much is it to be? Give one figure to reach, with its unit.",
                "zh": "要达到多少？请给出一个数字和单位。",
            },
        ),
        "unit": (
            "M",
            {
                "en": "What does the figure count: CNY, %, partners?",
                "zh": "数字的单位是什么：元、%、家？",
            },
        ),
        "baseline": (
            "M",
            {"en": "What is the figure today?", "zh": "现在的数字（基线）是多少？"},
        ),
        "level": (
            "M",
            {
                "en": "Which figure is that in the end? Work it out from the baseline: {change}.",
                "zh": "折算成最终数字是多少？按基线计算：{change}。",
            },
        ),
        "rationale": (
            "A",
            {
                "en": "Why can it be done? Name a fact: orders in hand, people, budget, a trial.",
                "zh": "为什么做得到？写一个事实：在手订单、人手、预算或试点结果。",
            },
        ),
        "supports": (
            "R",
            {
                "en": "Which objective does it support (its id), and why does it matter now?",
                "zh": "它支撑哪个上级目标（写 id）？为什么现在重要？",
            },
        ),
        "deadline": (
            "T",
            {
                "en": "By when? Name a day, a month or a quarter.",
                "zh": "什么时候完成？写出日期、月份或季度。",
            },
        ),
        "day": (
            "T",
            {
                "en": "On which day is that? The sentence names an occasion, not a date.",
                "zh": "具体是哪一天？句子里只有一个时点，没有日期。",
            },
        ),
    }
)


def question(part: str, language: str, **values: str) -> str:
    """Return the question about ``part`` in ``language`` (zh or en)."""
    words = QUESTIONS[part][1]
    return words["zh" if language == "zh" else "en"].format(**values)


def letter_of(part: str) -> str:
    """Return the letter of SMART that ``part`` belongs to."""
    return QUESTIONS[part][0]
