"""Milestones that are not written in the order of their dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the date of the first milestone that is due before the one above it.

    A date outside the goal's time has a rule of its own.
    """
    start, due = goal.time_bound.start, goal.time_bound.due
    dated = [
        (one.due, position)
        for position, one in enumerate(goal.time_bound.milestones)
        if one.due is not None
        and (start is None or one.due >= start)
        and (due is None or one.due <= due)
    ]
    for (before, _), (after, position) in pairwise(dated):
        if after < before:
            words = {"due": after, "before": before}
            yield Violation(f"/time_bound/milestones/{position}/due", words)
            return


RULE = Rule(
    Code(
        name="goal-milestones-out-of-order",
        severity=Severity.HINT,
        message={
            "en": "the milestone of {due} stands after that of {before}",
            "zh": "{due} 的里程碑写在 {before} 之后",
        },
        help={
            "en": "correct the date, or list the milestones earliest first",
            "zh": "请改正日期，或按从早到晚的顺序排列里程碑",
        },
        what={
            "en": "The milestones of a goal are not in the order of their dates.",
            "zh": "一个目标的里程碑没有按日期先后书写。",
        },
        why={
            "en": "They are read as steps, one after the other. Mostly the month of one date is a slip.",
            "zh": "里程碑是一步一步往前走的。顺序颠倒，多半是某个日期的月份写错了。",
        },
        bad="milestones:\n  - {due: 2026-08-31, value: 1900000}\n  - {due: 2026-07-31, value: 3900000}\n",
        good="milestones:\n  - {due: 2026-07-31, value: 1900000}\n  - {due: 2026-08-31, value: 3900000}\n",
    ),
    Goal,
    find,
)
