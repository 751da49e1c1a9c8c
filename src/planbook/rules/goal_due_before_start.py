"""A goal that is due before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the due date that lies before the start."""
    bounds = goal.time_bound
    if bounds.start is not None and bounds.due is not None and bounds.due < bounds.start:
        yield Violation("/time_bound/due", {"due": bounds.due, "start": bounds.start})


RULE = Rule(
    Code(
        name="goal-due-before-start",
        severity=Severity.ERROR,
        message={
            "en": "the goal is due on {due}, before it starts on {start}",
            "zh": "目标的截止日期 {due} 早于开始日期 {start}",
        },
        help={
            "en": "move `due` to {start} or later, or begin earlier",
            "zh": "请把 `due` 改到 {start} 或之后，或者把 `start` 提前",
        },
        fixes={"": ((Edit("write", "{start}"),),)},
        what={
            "en": "The `due` date of a goal lies before its `start`.",
            "zh": "目标的 `due`（截止日期）早于 `start`（开始日期）。",
        },
        why={
            "en": "Without days between start and due there is no time in which to reach the goal, "
            "and neither expected progress nor pace can be worked out. Mostly the year is wrong.",
            "zh": "开始与截止之间没有时间，目标无从达成，也算不出应有进度和节奏。多半是年份写错了。",
        },
        bad="time_bound:\n  start: 2026-07-01\n  due: 2025-09-30\n",
        good="time_bound:\n  start: 2026-07-01\n  due: 2026-09-30\n",
    ),
    Goal,
    find,
)
