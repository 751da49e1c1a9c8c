"""A goal that runs, and whose owner has left."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.model.person import Person
from planbook.rules.measures import runs_until
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield the owner who has left, where the goal or objective is not over."""
    owner = readings.handbook.find(Person, plan.owner)
    if owner is None or not owner.has_left(readings.as_of):
        return
    if runs_until(plan, readings.as_of):
        there = RelatedField(owner.key, "/ended", {"en": "left here", "zh": "离任日期在这里"})
        words = {"owner": dict(owner.label), "ended": owner.ended}
        variant = "" if isinstance(plan, Goal) else "objective"
        yield Violation("/owner", words, (there,), variant=variant)


RULE = ReadingRule(
    Code(
        name="goal-owner-left",
        severity=Severity.WARNING,
        message={
            "en": "{owner}, who owns this, left on {ended}",
            "zh": "负责人 {owner} 已于 {ended} 离任",
        },
        help={
            "en": "write the new `owner`; a goal that nobody takes over ends with "
            "`result: {{outcome: cancelled}}`",
            "zh": "请写上新的 `owner`；无人接手的目标用 `result: {{outcome: cancelled}}` 结束",
        },
        variants={
            "objective": (
                {
                    "en": "{owner}, who owns this, left on {ended}",
                    "zh": "负责人 {owner} 已于 {ended} 离任",
                },
                {
                    "en": "write the new `owner`; an objective that nobody takes over is kept "
                    "with `state: archived`",
                    "zh": "请写上新的 `owner`；无人接手的公司目标用 `state: archived` 归档",
                },
            )
        },
        fixes={
            "": ((Edit("write", "{{outcome: cancelled}}", at="/result"),),),
            "objective": ((Edit("write", "archived", at="/state"),),),
        },
        what={
            "en": "The owner of a goal or an objective that is not over has left.",
            "zh": "尚未结束的目标，其负责人已经离任。",
        },
        why={
            "en": "A goal without an owner is nobody's work. Its readings stop, and weeks later "
            "it shows as off track.",
            "zh": "没有负责人的目标就没有人做。读数不再更新，几周后它会显示为偏离。",
        },
        bad="# bea-stone has `ended: 2026-08-31`\nowner: bea-stone\n"
        "time_bound: {start: 2026-07-01, due: 2026-09-30}\n",
        good="owner: carl-brook\ntime_bound: {start: 2026-07-01, due: 2026-09-30}\n",
    ),
    (Goal, Objective),
    find,
)
