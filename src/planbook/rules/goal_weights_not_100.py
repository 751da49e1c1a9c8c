"""Weights of one owner in one period that do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.quantities import plain
from planbook.rules.rule import RelatedField, Rule, Violation


def find(goal: Goal, handbook: Handbook) -> Iterator[Violation]:
    """Yield the goal where it alone has no weight, else the first whose weights are not 100."""
    if goal.owner is None or goal.period is None or not goal.is_in_force:
        return
    # A year, a quarter and a month each are a whole of their own.
    goals = [
        other
        for key in handbook.referring(goal.owner, Goal.KIND, "/owner")
        if (other := handbook.find(Goal, key)) is not None
        and other.is_in_force
        and other.period == goal.period
    ]
    weighted = [other for other in goals if other.weight is not None]
    words = {"total": plain(_sum(weighted)), "period": goal.period.name}
    if goal.weight is None:
        if weighted:
            variant = "without" if _sum(weighted) < _WHOLE else "nothing-left"
            yield Violation("", words, _elsewhere(weighted), variant=variant)
        return
    # One finding for them all, at the first by id. A goal without a weight has its own.
    if len(weighted) < len(goals) or weighted[0] != goal:
        return
    kept = [other for other in goals if not (other.result and other.result.outcome == "cancelled")]
    if not (_is_whole(goals) or _is_whole(kept)):
        yield Violation("/weight", words, _elsewhere(goals[1:]))


_WHOLE: Final = Decimal(100)


def _is_whole(goals: Iterable[Goal]) -> bool:
    """Return whether the weights make 100, as exactly as they are written: 33.3 three times do."""
    weights = [goal.weight for goal in goals if goal.weight is not None]
    steps = (Decimal(1).scaleb(min(int(weight.as_tuple().exponent), 0)) for weight in weights)
    slack = sum((step / 2 for step in steps if step < 1), Decimal(0))
    return abs(sum(weights, Decimal(0)) - _WHOLE) <= slack


def _sum(goals: Iterable[Goal]) -> Decimal:
    return sum((goal.weight for goal in goals if goal.weight is not None), Decimal(0))


def _elsewhere(goals: Iterable[Goal]) -> tuple[RelatedField, ...]:
    return tuple(
        RelatedField(
            goal.key,
            "/weight",
            {"en": f"{plain(goal.weight)} here", "zh": f"这里是 {plain(goal.weight)}"},
        )
        for goal in goals
        if goal.weight is not None
    )


RULE = Rule(
    Code(
        name="goal-weights-not-100",
        severity=Severity.WARNING,
        message={
            "en": "the weights of the owner's goals for {period} add up to {total}, not to 100",
            "zh": "负责人在 {period} 的各目标权重合计为 {total}，不是 100",
        },
        help={
            "en": "make them add up to 100, or leave them all out: then all count the same",
            "zh": "请让权重合计为 100，或全部不写（即各目标同等重要）",
        },
        variants={
            "without": (
                {
                    "en": "this goal has no `weight`, while the owner's other goals for {period} "
                    "have {total} together",
                    "zh": "这个目标没有写 `weight`，而负责人在 {period} 的其他目标权重合计为 {total}",
                },
                {
                    "en": "write its `weight` so that all of them add up to 100, or leave all "
                    "weights out",
                    "zh": "请写上 `weight`，使各目标合计为 100，或者全部不写",
                },
            ),
            "nothing-left": (
                {
                    "en": "this goal has no `weight`, and the owner's other goals for {period} "
                    "already make {total}",
                    "zh": "这个目标没有写 `weight`，而负责人在 {period} 的其他目标已经合计 {total}",
                },
                {
                    "en": "give it a `weight` and lower those of the others until all make 100, "
                    "or leave all weights out",
                    "zh": "请给它写上 `weight`，并调低其他目标的权重，使合计为 100；或者全部不写",
                },
            ),
        },
        what={
            "en": "The weights of one owner's goals for one period do not add up to 100, or some "
            "of them have a weight and others have none.",
            "zh": "同一负责人同一周期内各目标的权重合计不是 100，或者有的写了权重、有的没写。",
        },
        why={
            "en": "A weight is a goal's share of the owner's work in that period. If the shares "
            "do not make a whole, a goal is missing or the others were not changed when one was "
            "added. Goals for a year and goals for a quarter are added up separately.",
            "zh": "权重表示一个目标占全部工作的比重。合计不是整体，说明少写了一个目标，"
            "或新增目标后忘了调整其他的。年度目标和季度目标分开合计。",
        },
        bad="# one of two goals of 2026-Q3\nweight: 60\n---\n# the other\nweight: 37\n",
        good="# one of two goals of 2026-Q3\nweight: 60\n---\n# the other\nweight: 40\n",
    ),
    Goal,
    find,
    whole_handbook=True,
)
