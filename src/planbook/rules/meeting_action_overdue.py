"""An action from a meeting that should have been done by now."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.meeting import Meeting
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(meeting: Meeting, readings: Readings) -> Iterator[Violation]:
    """Yield the due date of every action in a meeting's log that is open and overdue."""
    for action in readings.overdue_actions.get(meeting.key, ()):
        yield Violation(f"{action.pointer}/due", {"date": action.due.isoformat()})


RULE = ReadingRule(
    Code(
        name="meeting-action-overdue",
        severity=Severity.HINT,
        message={
            "en": "this was due on {date}, and nothing says that it is done",
            "zh": "这件事应在 {date} 前完成，却没有写已完成",
        },
        help={
            "en": "write the day on which it was done in `done`, agree on a new `due`, or take it "
            "out if it is not wanted any more",
            "zh": "请在 `done` 写完成日期；没完成就另定 `due`；不再需要就删掉",
        },
        what={
            "en": "An action in the log of a meeting has a due date that has passed and is not "
            "done.",
            "zh": "会议记录里的某项行动已过期限，还没有完成。",
        },
        why={
            "en": "What is agreed in a meeting and not followed up is agreed again in the next.",
            "zh": "会上定了却没有人跟进的事，下次会上还得再定一遍。",
        },
        bad="log:\n  - date: 2026-08-31\n    actions:\n"
        "      - {title: Send the new price list, due: 2026-09-04}\n",
        good="log:\n  - date: 2026-08-31\n    actions:\n"
        "      - {title: Send the new price list, due: 2026-09-04, done: 2026-09-03}\n",
    ),
    Meeting,
    find,
)
