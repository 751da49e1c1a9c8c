"""A figure in a check-in of a goal that is measured by pieces of work."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.measures import measure_of
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, handbook: Handbook) -> Iterator[Violation]:
    """Yield the value of every check-in of a goal whose type is milestones."""
    measured = measure_of(plan, handbook)
    if measured is None or measured.measure.type != "milestones":
        return
    for position, checkin in enumerate(plan.checkins):
        if checkin.value is not None:
            yield Violation(f"/checkins/{position}/value")


RULE = Rule(
    Code(
        name="goal-value-on-milestones",
        severity=Severity.WARNING,
        message={
            "en": "this value is not read: a goal of `type: milestones` goes by what is `done`",
            "zh": "这个数值不会被读取：`type: milestones` 的目标只看各里程碑的 `done`",
        },
        help={
            "en": "take `value` out of the check-in, and write at the milestone how far it is: "
            "`done: 2026-08-31`, or a share such as `done: 0.4`",
            "zh": "请删去这次跟进里的 `value`，在里程碑上写完成情况：`done: 2026-08-31`，"
            "或完成的比例，例如 `done: 0.4`",
        },
        fixes={"": ((Edit("remove"),),)},
        what={
            "en": "A goal of type `milestones` has a check-in with a value.",
            "zh": "`milestones` 类目标的跟进里写了数值。",
        },
        why={
            "en": "Progress of such a goal is the weight of the milestones that are done. "
            "Somebody who writes 40 in a check-in expects 40 %, and the page goes on showing "
            "what the milestones say.",
            "zh": "这类目标的进度是已完成里程碑的权重之和。在跟进里写 40 的人以为会显示 40 %，"
            "页面却仍按里程碑计算。",
        },
        bad="measurable: {type: milestones}\ncheckins:\n  - {date: 2026-08-31, value: 40}\n",
        good="measurable: {type: milestones}\ntime_bound:\n  milestones:\n"
        "    - {title: Catalogue, due: 2026-08-31, done: 0.4}\n",
    ),
    (Goal, Objective),
    find,
)
