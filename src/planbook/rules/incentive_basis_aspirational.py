"""A scheme that pays for a stretch goal."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, handbook: Handbook) -> Iterator[Violation]:
    """Yield the goal of a basis that is aspirational."""
    goal = handbook.find(Goal, incentive.basis.goal)
    if goal is not None and goal.aspires:
        yield Violation("/basis/goal", {"goal": dict(goal.label)})


RULE = Rule(
    Code(
        name="incentive-basis-aspirational",
        severity=Severity.WARNING,
        message={
            "en": "pay hangs on the aspirational goal “{goal}”",
            "zh": "奖金与挑战目标“{goal}”挂钩",
        },
        help={
            "en": "pay for a goal with `commitment: committed`, or make this goal a committed one with a target that can be reached",
            "zh": "请改用 `commitment: committed` 的必达目标，或把这个目标改为必达并定一个够得着的目标值",
        },
        what={
            "en": "The basis of a scheme is a goal with `commitment: aspirational`.",
            "zh": "方案的计奖依据是一个 `commitment: aspirational`（挑战）的目标。",
        },
        why={
            "en": "Of an aspirational goal 70 % is a success. Where pay hangs on it, people set targets that they are sure to reach, and the stretch is gone.",
            "zh": "挑战目标达到 70% 就算成功。一旦与奖金挂钩，大家只会定有把握的目标，挑战就失去了意义。",
        },
        bad="# the goal: commitment: aspirational\nbasis: {goal: first-in-the-east}\n",
        good="# the goal: commitment: committed\nbasis: {goal: east-revenue-2026}\n",
    ),
    Incentive,
    find,
)
