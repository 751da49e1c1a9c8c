"""Half a year of nothing but criticism."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.feedback import Feedback
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(feedback: Feedback, readings: Readings) -> Iterator[Violation]:
    """Yield the type of the newest feedback where all of half a year was constructive."""
    if feedback.key in readings.newest_of_criticism:
        yield Violation("/type")


RULE = ReadingRule(
    Code(
        name="feedback-only-criticism",
        severity=Severity.HINT,
        message={
            "en": "for six months this person has heard what to change, and not once what to keep",
            "zh": "最近六个月，这位同事听到的都是要改进的，没有一次是做得好的",
        },
        help={
            "en": "look for something done well and say so, with the same care: what happened, "
            "what they did, what came of it",
            "zh": "请找一件做得好的事，同样认真地说：当时的情境、做了什么、带来了什么",
        },
        what={
            "en": "A person who has served for six months or longer has had two or more pieces of "
            "feedback in the last six, all of the type `constructive`. The finding stands in the "
            "newest.",
            "zh": "某人已在岗六个月以上，最近六个月收到两条以上反馈，类型全部是 `constructive`。问题标在"
            "最新的一条上。",
        },
        why={
            "en": "Who only hears criticism stops listening. Praise says what to go on with.",
            "zh": "只听到批评的人会不再听。表扬说明什么值得继续做。",
        },
        bad="# and so is all other feedback to bea-stone since March\nto: bea-stone\n"
        "date: 2026-08-18\ntype: constructive\n",
        good="to: bea-stone\ndate: 2026-08-25\ntype: praise\n",
    ),
    Feedback,
    find,
)
