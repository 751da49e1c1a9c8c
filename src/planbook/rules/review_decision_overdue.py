"""A decision of a review that should have been carried out by now."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.review import Review
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(review: Review, readings: Readings) -> Iterator[Violation]:
    """Yield the due date of every decision that is open and overdue."""
    for action in readings.overdue_actions.get(review.key, ()):
        yield Violation(f"{action.pointer}/due", {"date": action.due.isoformat()})


RULE = ReadingRule(
    Code(
        name="review-decision-overdue",
        severity=Severity.WARNING,
        message={
            "en": "this decision was due on {date}, and nothing says that it is done",
            "zh": "这项决定应在 {date} 前完成，却没有写已完成",
        },
        help={
            "en": "write the day on which it was done in `done`, agree on a new `due`, or take it "
            "out if it is not wanted any more",
            "zh": "请在 `done` 写完成日期；没完成就另定 `due`；不再需要就删掉",
        },
        what={
            "en": "A decision of a review has a due date that has passed and is not done.",
            "zh": "绩效回顾里的某项决定已过期限，还没有完成。",
        },
        why={
            "en": "Reviews lose their meaning when what was decided in them is not followed up.",
            "zh": "回顾里定下的事没有人跟进，回顾就失去了意义。",
        },
        bad="decisions:\n  - {title: Joint visit to the two largest dealers, due: 2026-08-20}\n",
        good="decisions:\n  - title: Joint visit to the two largest dealers\n    due: 2026-08-20\n"
        "    done: 2026-08-18\n",
    ),
    Review,
    find,
)
