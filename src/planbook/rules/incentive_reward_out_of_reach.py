"""A reward or a tier of a scheme that waits for more than its goal can bring."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.quantities import exact, plain
from planbook.rules.rewards import is_beyond_reach
from planbook.rules.rule import RelatedField, Rule, Violation


def find(incentive: Incentive, handbook: Handbook) -> Iterator[Violation]:
    """Yield what a scheme pays or gives for more than its goal can come to."""
    goal = handbook.find(Goal, incentive.basis.goal)
    # Of a total, attainment is by the quota: it has no end.
    if goal is None or goal.measurable.type == "reach" or not incentive.is_in_force:
        return
    waits = [(f"/rewards/{at}/when", one.when) for at, one in enumerate(incentive.rewards)]
    waits += [(f"/tiers/{at}/from", one.from_) for at, one in enumerate(incentive.tiers)]
    there = RelatedField(goal.key, "/measurable/type", {"en": "the goal", "zh": "所依据的目标"})
    for pointer, wanted in waits:
        if wanted is not None and is_beyond_reach(goal, exact(wanted), handbook):
            words = {"when": plain(wanted), "goal": dict(goal.label)}
            yield Violation(pointer, words, (there,))


RULE = Rule(
    Code(
        name="incentive-reward-out-of-reach",
        severity=Severity.WARNING,
        message={
            "en": "“{goal}”, which this scheme pays for, can never come to {when}",
            "zh": "本方案依据的目标“{goal}”永远达不到 {when}",
        },
        help={
            "en": "lower it to what the goal can come to: 1 is all of a yes, of milestones or of "
            "readings inside bounds",
            "zh": "请降到目标达得到的程度：是否类、里程碑类、保持范围类目标最多为 1",
        },
        what={
            "en": "A scheme whose basis is a goal has a reward or a tier for a share that this "
            "goal cannot come to.",
            "zh": "以目标为依据的方案，有一项奖励或一个档位要求的程度，这个目标永远达不到。",
        },
        why={
            "en": "A reward that nobody can earn is a promise that is broken from the first day.",
            "zh": "谁也拿不到的奖励，从第一天起就是一句空话。",
        },
        bad="# the goal: type: yes_no\nbasis: {goal: framework-contract}\n"
        "rewards:\n  - {when: 1.2, kind: training, text: A trade fair}\n",
        good="# the goal: type: yes_no\nbasis: {goal: framework-contract}\n"
        "rewards:\n  - {when: 1.0, kind: training, text: A trade fair}\n",
    ),
    Incentive,
    find,
)
