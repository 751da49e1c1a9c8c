"""A quota beside a goal that has none."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.rules.rule import Rule, Violation


def find(incentive: Incentive, handbook: Handbook) -> Iterator[Violation]:
    """Yield every quota of a scheme that pays by the progress of a goal."""
    goal = handbook.find(Goal, incentive.basis.goal)
    if goal is None or goal.measurable.type in ("", "reach"):
        return
    words = {"type": goal.measurable.type}
    if incentive.quota is not None:
        yield Violation("/quota", words)
    for position, line in enumerate(incentive.people):
        if line.quota is not None:
            yield Violation(f"/people/{position}/quota", words)


RULE = Rule(
    Code(
        name="incentive-quota-on-progress",
        severity=Severity.ERROR,
        message={
            "en": "the goal of this scheme is of type `{type}`, so pay follows its progress and a quota has no meaning",
            "zh": "本方案所依据的目标类型是 `{type}`，奖金按目标进度计算，销售任务没有意义",
        },
        help={
            "en": "remove `quota`; where a total is meant, make the goal one of type `reach`",
            "zh": "请删去 `quota`；若要按总量计奖，请把目标改为 `reach` 类型",
        },
        fixes={"": ((Edit("remove"),),)},
        what={
            "en": "A scheme whose basis is a goal of another type than `reach` states a quota.",
            "zh": "方案以 `reach` 以外类型的目标为依据，却写了销售任务。",
        },
        why={
            "en": "Only a total can be divided by a quota. A level, a list of milestones or a yes is paid by how far the goal has come: the quota would be ignored in silence.",
            "zh": "只有总量才能除以销售任务。水平、里程碑或是否类目标按进度计奖，所写的销售任务不会起作用。",
        },
        bad="# the goal: type: increase, from 80 to 90\nbasis: {goal: on-time-90}\nquota: 90\n",
        good="# the goal: type: increase, from 80 to 90\nbasis: {goal: on-time-90}\n",
    ),
    Incentive,
    find,
)
