"""Weights of one owner in one period that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.quantities import plain
from planbook.rules.rule import Breach, Elsewhere, Rule


def find(goal: Goal, handbook: Handbook) -> Iterator[Breach]:
    """Yield the weight of the first of an owner's goals in a period whose weights are not 100."""
    owner = handbook.resolve(goal.owner, ("person", "team"))
    if owner is None or goal.state != "active":
        return
    goals = [
        other
        for key in handbook.referring(owner, Goal.KIND, "/owner")
        if (other := handbook.find(Goal, key.id)) is not None
        and other.state == "active"
        and other.period == goal.period
    ]
    weights = [other.weight for other in goals if other.weight is not None]
    total = sum(weights, Decimal(0))
    # One finding for them all, at the first by id.
    if not weights or goals[0].id != goal.id:
        return
    if total == 100 and len(weights) == len(goals):
        return
    yield Breach(
        "" if goal.weight is None else "/weight",
        {"total": plain(total), "goals": len(goals), "weighed": len(weights)},
        tuple(
            Elsewhere(
                Key(Goal.KIND, other.id),
                "" if other.weight is None else "/weight",
                {"en": "this one has no weight", "zh": "这个目标没有写权重"}
                if other.weight is None
                else {
                    "en": f"{plain(other.weight)} here",
                    "zh": f"这里是 {plain(other.weight)}",
                },
            )
            for other in goals[1:]
        ),
    )


RULE = Rule(
    Code(
        name="goal-weights-not-100",
        severity=Severity.WARNING,
        message={
            "en": "the weights of the owner's goals in this period add up to {total}, not to 100 ({weighed} of {goals} goals have one)",
            "zh": "负责人本期各目标的权重合计为 {total}，不是 100（{goals} 个目标中有 {weighed} 个写了权重）",
        },
        help={
            "en": "make them add up to 100, or leave them all out: then all count the same",
            "zh": "请让权重合计为 100，或全部不写（即各目标同等重要）",
        },
        what={
            "en": "The weights of one owner's goals in one period do not add up to 100.",
            "zh": "同一负责人同一周期内各目标的权重合计不是 100。",
        },
        why={
            "en": "A weight says what share of somebody's work a goal is. Shares that are not a whole make it unclear what was forgotten: a goal, or a change of the others when one was added.",
            "zh": "权重表示一个目标占全部工作的比重。合计不是整体，就说不清漏掉了什么：是少写了一个目标，还是新增目标后忘了调整其他的。",
        },
        bad="# one of two goals of 2026-Q3\nweight: 60\n---\n# the other\nweight: 37\n",
        good="# one of two goals of 2026-Q3\nweight: 60\n---\n# the other\nweight: 40\n",
    ),
    Goal,
    find,
    across=True,
)
