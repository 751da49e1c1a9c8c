"""A check-in that is older than its goal."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the day of every check-in that stands for one before the start of the goal."""
    start = goal.time_bound.start
    for position, checkin in enumerate(goal.checkins):
        name = "date" if checkin.value_date is None else "value_date"
        day = checkin.value_date or checkin.date
        if start is not None and day is not None and day < start:
            yield Violation(f"/checkins/{position}/{name}", {"date": day, "start": start})


RULE = Rule(
    Code(
        name="goal-checkin-before-start",
        severity=Severity.WARNING,
        message={
            "en": "the check-in for {date} is older than the goal, which starts on {start}",
            "zh": "{date} 的跟进早于目标的开始日期 {start}",
        },
        help={
            "en": "correct the date; what was there before the start is the `baseline`",
            "zh": "请改正日期；开始之前的水平应写在 `baseline`",
        },
        what={
            "en": "A check-in of a goal is dated before the goal starts.",
            "zh": "目标的某次跟进早于目标的开始日期。",
        },
        why={
            "en": "A figure from before the start does not count for the goal. Usually the year is wrong.",
            "zh": "开始日期之前的数字不计入目标。多半是年份写错了。",
        },
        bad="time_bound: {start: 2026-07-01, due: 2026-09-30}\ncheckins:\n  - {date: 2025-07-31, value: 5250000}\n",
        good="time_bound: {start: 2026-07-01, due: 2026-09-30}\ncheckins:\n  - {date: 2026-07-31, value: 5250000}\n",
    ),
    Goal,
    find,
)
