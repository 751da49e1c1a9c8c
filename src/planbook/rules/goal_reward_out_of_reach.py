"""A reward that waits for more than its goal can bring."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.quantities import exact, plain
from planbook.rules.rewards import NEVER_MORE, is_beyond_reach
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, handbook: Handbook) -> Iterator[Violation]:
    """Yield every ``when`` that the goal can never come to."""
    if not goal.is_in_force:
        return
    for position, reward in enumerate(goal.rewards):
        if reward.when is None or not is_beyond_reach(goal, exact(reward.when), handbook):
            continue
        variant = "" if goal.measurable.type in NEVER_MORE else "bounds"
        words = {"when": plain(reward.when), "type": goal.measurable.type}
        yield Violation(f"/rewards/{position}/when", words, variant=variant)


RULE = Rule(
    Code(
        name="goal-reward-out-of-reach",
        severity=Severity.WARNING,
        message={
            "en": "a goal of type `{type}` never gets beyond 1, so nobody can earn this at {when}",
            "zh": "`{type}` 类型的目标最多达到 1，{when} 的奖励没有人拿得到",
        },
        help={
            "en": "write `1.0` or less, or measure the goal by a figure that can be exceeded",
            "zh": "请改为 `1.0` 或更低，或改用可以超额的数字来衡量",
        },
        variants={
            "bounds": (
                {
                    "en": "at {when} the figure would lie beyond the `bounds` of its metric, so "
                    "nobody can earn this",
                    "zh": "要达到 {when}，数字就得超出指标的 `bounds`，这项奖励没有人拿得到",
                },
                {
                    "en": "lower it to a share of the goal that the metric can come to; `1.0` is "
                    "the target itself",
                    "zh": "请降到指标达得到的程度；目标值本身就是 `1.0`",
                },
            )
        },
        fixes={"": ((Edit("write", "1.0"),),)},
        what={
            "en": "A reward of a goal waits for a share that the goal cannot come to: more than "
            "all of a yes, of milestones or of readings inside bounds, or a figure beyond the "
            "bounds of its metric.",
            "zh": "目标的奖励条件永远达不到：是否类、里程碑类、保持范围类目标要求超过 100%，"
            "或者要求的数字超出指标的上下限。",
        },
        why={
            "en": "A reward that nobody can earn is a promise that is broken from the first day.",
            "zh": "谁也拿不到的奖励，从第一天起就是一句空话。",
        },
        bad="measurable: {type: yes_no}\nrewards:\n  - {when: 1.2, kind: training, text: A trade fair}\n",
        good="measurable: {type: yes_no}\nrewards:\n  - {when: 1.0, kind: training, text: A trade fair}\n",
    ),
    Goal,
    find,
)
