"""Feedback that asks for a change and does not say what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.feedback import Feedback
from planbook.periods import is_within
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.feedback import HALF_YEAR


def find(feedback: Feedback, readings: Readings) -> Iterator[Violation]:
    """Yield the type of recent constructive feedback without a next step."""
    if not feedback.is_in_force or not is_within(feedback.date, HALF_YEAR, readings.as_of):
        return
    if feedback.type == "constructive" and feedback.next_step is None:
        yield Violation("/type")


RULE = ReadingRule(
    Code(
        name="feedback-without-next-step",
        severity=Severity.HINT,
        message={
            "en": "this says what should change, and no next step",
            "zh": "这条反馈指出了要改进的地方，却没有写下一步",
        },
        help={
            "en": "agree on one small step and write it in `next_step`, with who does it by when",
            "zh": "请商定一小步，写进 `next_step`，并写明谁、什么时候",
        },
        what={
            "en": "Feedback of the last six months is of the type `constructive` and has no "
            "`next_step`.",
            "zh": "最近六个月的某条反馈类型是 `constructive`，却没有写 `next_step`。",
        },
        why={
            "en": "Criticism without a suggestion leaves people alone with it.",
            "zh": "只指出问题而没有建议，听的人不知道怎么办。",
        },
        bad="type: constructive\nbehaviour: You had no list of open orders at hand.\n",
        good="type: constructive\nbehaviour: You had no list of open orders at hand.\n"
        "next_step: {title: Take the list along to every visit, due: 2026-09-30}\n",
    ),
    Feedback,
    find,
)
