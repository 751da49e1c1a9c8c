"""A checkpoint that has passed, and nobody has said what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.improvement import Improvement
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(plan: Improvement, readings: Readings) -> Iterator[Violation]:
    """Yield the day of every checkpoint before today without an answer, while the plan runs."""
    if not plan.is_running:
        return
    for place, point in enumerate(plan.checkpoints):
        if point.date is None or point.date >= readings.as_of:
            continue
        if point.met is None and not point.actual:
            yield Violation(f"/checkpoints/{place}/date", {"date": point.date.isoformat()})


RULE = ReadingRule(
    Code(
        name="improvement-checkpoint-unanswered",
        severity=Severity.WARNING,
        message={
            "en": "the checkpoint of {date} has passed, and nothing says what came of it",
            "zh": "{date} 的检查点已过，却没有写结果",
        },
        help={
            "en": "write what was found in `actual` and whether it was `met`; if it was put off, "
            "give it the new date",
            "zh": "请在 `actual` 写实际情况，在 `met` 写是否达到；如果推迟了，请改日期",
        },
        what={
            "en": "A checkpoint's date has passed, the plan is open or extended, and the "
            "checkpoint has neither `actual` nor `met`.",
            "zh": "计划仍在进行或已延长，某个检查点的日期已过，却既没有 `actual` 也没有 `met`。",
        },
        why={
            "en": "A plan that nobody looks at helps nobody, and is unfair to the person who "
            "works at it.",
            "zh": "没有人回头看的计划帮不了任何人，对正在努力的当事人也不公平。",
        },
        bad="checkpoints:\n  - {date: 2026-08-31, expect: Two recovery plans signed}\n",
        good="checkpoints:\n  - date: 2026-08-31\n    expect: Two recovery plans signed\n"
        "    actual: One signed; the second is due on 12 September\n    met: false\n",
    ),
    Improvement,
    find,
)
