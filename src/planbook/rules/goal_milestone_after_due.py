"""A milestone that is due after its goal is."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the due date of every milestone that comes after the goal's own."""
    start, due = goal.time_bound.start, goal.time_bound.due
    # A due date before the start is itself what is wrong, and told by another rule.
    if due is None or (start is not None and due < start):
        return
    for position, milestone in enumerate(goal.time_bound.milestones):
        if milestone.due is not None and milestone.due > due:
            yield Violation(
                f"/time_bound/milestones/{position}/due", {"milestone": milestone.due, "due": due}
            )


RULE = Rule(
    Code(
        name="goal-milestone-after-due",
        severity=Severity.ERROR,
        message={
            "en": "the milestone is due on {milestone}, after the goal itself on {due}",
            "zh": "里程碑日期 {milestone} 晚于目标的截止日期 {due}",
        },
        help={
            "en": "bring the milestone forward to {due} or earlier, or move the goal's `due`",
            "zh": "请把里程碑提前到 {due} 或之前，或者推迟目标的 `due`",
        },
        fixes={"": ((Edit("write", "{due}"),),)},
        what={
            "en": "A milestone of a goal is due after the goal is.",
            "zh": "目标的某个里程碑晚于目标自己的截止日期。",
        },
        why={
            "en": "Milestones are marks on the way. One behind the finish can steer nothing, and "
            "the expected progress at the due date would be less than everything.",
            "zh": "里程碑是途中的标记。落在终点之后的里程碑无法用来掌握进度，截止日的应有进度也就不是全部。",
        },
        bad="time_bound:\n  start: 2026-07-01\n  due: 2026-09-30\n"
        "  milestones:\n    - {due: 2026-10-31, value: 5300000}\n",
        good="time_bound:\n  start: 2026-07-01\n  due: 2026-09-30\n"
        "  milestones:\n    - {due: 2026-08-31, value: 5300000}\n",
    ),
    Goal,
    find,
)
