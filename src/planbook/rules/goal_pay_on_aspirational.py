"""Pay that hangs on a stretch goal."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import Rule, Violation


def find(goal: Goal, handbook: Handbook) -> Iterator[Violation]:
    """Yield every bonus of an aspirational goal, and the scheme that it names.

    A training or a word of thanks is no pay. A scheme that has this very goal as its basis is told
    there.
    """
    if not goal.aspires or not goal.is_in_force:
        return
    scheme = handbook.find(Incentive, goal.incentive)
    if scheme is not None and scheme.basis.goal != goal.key:
        yield Violation("/incentive", {"scheme": dict(scheme.label)}, variant="scheme")
    for position, reward in enumerate(goal.rewards):
        if reward.kind == "bonus":
            yield Violation(f"/rewards/{position}")


RULE = Rule(
    Code(
        name="goal-pay-on-aspirational",
        severity=Severity.WARNING,
        message={
            "en": "a bonus hangs on this aspirational goal",
            "zh": "这个挑战目标与奖金挂钩",
        },
        help={
            "en": "make the goal a committed one with a target that can be reached, or reward it "
            "with training, recognition or promotion instead",
            "zh": "请把它改为必达目标并定一个够得着的目标值，或改用培训、表彰、晋升来奖励",
        },
        variants={
            "scheme": (
                {
                    "en": "pay by “{scheme}” hangs on this aspirational goal",
                    "zh": "这个挑战目标与“{scheme}”的奖金挂钩",
                },
                {
                    "en": "take `incentive` out, or make the goal a committed one with a target "
                    "that can be reached",
                    "zh": "请删去 `incentive`，或把它改为必达目标并定一个够得着的目标值",
                },
            )
        },
        what={
            "en": "A goal with `commitment: aspirational` names a scheme or a bonus.",
            "zh": "`commitment: aspirational`（挑战）的目标写了激励方案或奖金。",
        },
        why={
            "en": "Of an aspirational goal 70 % is a success. Where pay hangs on it, people set "
            "targets that they are sure to reach, and the stretch is gone.",
            "zh": "挑战目标达到 70% 就算成功。一旦与奖金挂钩，大家只会定有把握的目标，挑战就失去了意义。",
        },
        bad="commitment: aspirational\nrewards:\n  - {when: 1.0, kind: bonus, amount: 20000}\n",
        good="commitment: aspirational\nrewards:\n  - {when: 0.7, kind: recognition, text: A day at the fair}\n",
    ),
    Goal,
    find,
)
