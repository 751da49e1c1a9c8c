"""A next step that was agreed in feedback and should have been taken by now."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.feedback import Feedback
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(feedback: Feedback, readings: Readings) -> Iterator[Violation]:
    """Yield the due date of a next step that is open and overdue."""
    for action in readings.overdue_actions.get(feedback.key, ()):
        yield Violation(f"{action.pointer}/due", {"date": action.due.isoformat()})


RULE = ReadingRule(
    Code(
        name="feedback-next-step-overdue",
        severity=Severity.WARNING,
        message={
            "en": "the next step was due on {date}, and nothing says that it is done",
            "zh": "下一步应在 {date} 前完成，却没有写已完成",
        },
        help={
            "en": "ask how it went: write the day in `done`, or agree on a new `due`",
            "zh": "请问问进展：做完了就在 `done` 写日期，没做完就另定 `due`",
        },
        what={
            "en": "The `next_step` of feedback has a due date that has passed and is not done.",
            "zh": "反馈的 `next_step` 已过期限，还没有完成。",
        },
        why={
            "en": "A step that nobody asks after tells the person that it did not matter.",
            "zh": "没有人过问的下一步，等于告诉对方这件事不重要。",
        },
        bad="next_step: {title: Take the list along to every visit, due: 2026-08-31}\n",
        good="next_step: {title: Take the list along to every visit, due: 2026-08-31, "
        "done: 2026-08-28}\n",
    ),
    Feedback,
    find,
)
