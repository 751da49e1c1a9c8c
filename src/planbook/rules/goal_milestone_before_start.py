"""A milestone that is due before its goal starts."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the due date of every milestone that comes before the goal's start."""
    start, due = goal.time_bound.start, goal.time_bound.due
    # A due date before the start is itself what is wrong, and told by another rule.
    if start is None or (due is not None and due < start):
        return
    for position, milestone in enumerate(goal.time_bound.milestones):
        if milestone.due is not None and milestone.due < start:
            words = {"milestone": milestone.due, "start": start}
            yield Violation(f"/time_bound/milestones/{position}/due", words)


RULE = Rule(
    Code(
        name="goal-milestone-before-start",
        severity=Severity.WARNING,
        message={
            "en": "the milestone is due on {milestone}, before the goal starts on {start}",
            "zh": "里程碑日期 {milestone} 早于目标的开始日期 {start}",
        },
        help={
            "en": "move the milestone into the goal's time, or bring the goal's `start` forward",
            "zh": "请把里程碑移到目标的起止日期之内，或者提前目标的 `start`",
        },
        what={
            "en": "A milestone of a goal is due before the goal starts.",
            "zh": "目标的某个里程碑早于目标的开始日期。",
        },
        why={
            "en": "What is expected is counted from the start. A milestone before it asks for "
            "results on the first day; usually the date was copied from the last period.",
            "zh": "应有进度从开始日期算起。更早的里程碑等于要求第一天就有结果，"
            "多半是从上个周期复制过来忘了改日期。",
        },
        bad="time_bound:\n  start: 2026-07-01\n  due: 2026-09-30\n"
        "  milestones:\n    - {due: 2026-05-31, value: 1900000}\n",
        good="time_bound:\n  start: 2026-07-01\n  due: 2026-09-30\n"
        "  milestones:\n    - {due: 2026-07-31, value: 1900000}\n",
    ),
    Goal,
    find,
)
