"""A growth plan without experience, without exposure or without education."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.growth import Growth
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.growth import absent_types


def find(growth: Growth, readings: Readings) -> Iterator[Violation]:
    """Yield the actions of a plan that lack one of the three types, with the person's other plans.

    Nothing where an action names no type: it may be the one.
    """
    plans = readings.growth_plans.get(growth.key, ())
    if not plans or any(not action.type for plan in plans for action in plan.actions):
        return
    absent = absent_types(plans)
    if absent:
        yield Violation("/actions", {"types": _in_words(absent)})


def _in_words(types: tuple[str, ...]) -> Text:
    return {
        "en": " and no ".join(f"`{one}` ({_MEANING[one]['en']})" for one in types),
        "zh": "、".join(f"`{one}`（{_MEANING[one]['zh']}）" for one in types),
    }


_MEANING: Final[Mapping[str, Text]] = {
    "experience": {"en": "work that teaches", "zh": "在工作中学"},
    "exposure": {"en": "learning from others", "zh": "向他人学"},
    "education": {"en": "courses and reading", "zh": "课程和阅读"},
}

RULE = ReadingRule(
    Code(
        name="growth-action-type-missing",
        severity=Severity.HINT,
        message={
            "en": "the plan has no {types}",
            "zh": "计划里缺少 {types}",
        },
        help={
            "en": "add an action of each type that is missing",
            "zh": "请为缺少的每一类补一项行动",
        },
        what={
            "en": "The growth plans that somebody in service follows now have no action of one of "
            "the types `experience`, `exposure` and `education`.",
            "zh": "在职人员现行的成长计划里，`experience`、`exposure`、`education` "
            "三类行动缺了其中一类。",
        },
        why={
            "en": "People learn most from work that is new to them (about 70 %), then from others "
            "(20 %), and least from courses (10 %). A plan of one type leaves out most of it.",
            "zh": "成长大约七成来自有挑战的工作，两成来自他人的指点，一成来自课程。"
            "只有一类的计划，会漏掉大半。",
        },
        bad="actions:\n  - {title: Lead the reviews alone, type: experience}\n"
        "  - {title: Course on reading sales data, type: education}\n",
        good="actions:\n  - {title: Lead the reviews alone, type: experience}\n"
        "  - {title: Three days beside a senior colleague, type: exposure}\n"
        "  - {title: Course on reading sales data, type: education}\n",
    ),
    Growth,
    find,
)
