"""An objective that nobody works towards."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.undertaking import span_of


def find(objective: Objective, readings: Readings) -> Iterator[Violation]:
    """Yield an objective that runs, without anything below it.

    While it is too early to judge, the goals below may still be written. One with a measure has
    progress all the same: it is told where others have goals below them, and where it is no part of
    another one itself.
    """
    days = span_of(objective)
    if days is None or not objective.is_in_force:
        return
    is_measured = objective.measure is not None
    if is_measured and (objective.supports or not readings.supports_objectives):
        return
    too_early = days.share_gone(readings.as_of) < readings.settings.pace.grace
    if too_early or not days.start <= readings.as_of <= days.due:
        return
    handbook = readings.handbook
    goals = (
        handbook.find(Goal, key)
        for key in handbook.referring(objective.key, Goal.KIND, "/relevant/supports")
    )
    below = (
        handbook.find(Objective, key)
        for key in handbook.referring(objective.key, Objective.KIND, "/supports")
    )
    if any(
        goal is not None and goal.is_in_force and not goal.relevant.standalone for goal in goals
    ):
        return
    if any(one is not None and one.is_in_force for one in below):
        return
    variant = "measured" if is_measured else ""
    yield Violation("", {"objective": dict(objective.label)}, variant=variant)


RULE = ReadingRule(
    Code(
        name="objective-without-support",
        severity=Severity.WARNING,
        message={
            "en": "no goal supports “{objective}”, and it has no measure of its own",
            "zh": "“{objective}”没有任何目标支撑，自己也没有衡量方式",
        },
        help={
            "en": "name it under `supports` of a goal or an objective, give it a `measure`, or "
            "archive it",
            "zh": "请让某个目标的 `supports` 指向它，给它补一个衡量方式（`measure`），或把它归档",
        },
        variants={
            "measured": (
                {
                    "en": "“{objective}” is measured, and no goal supports it",
                    "zh": "“{objective}”有衡量方式，却没有任何目标支撑",
                },
                {
                    "en": "name it under `supports` of a goal or an objective, or archive it",
                    "zh": "请让某个目标的 `supports` 指向它，或把它归档",
                },
            )
        },
        what={
            "en": "An objective whose period runs is supported by no goal and no other objective. "
            "One that is measured itself is told where other objectives have goals, and where it "
            "supports no other objective.",
            "zh": "周期进行中的公司目标，没有目标支撑它。自己有衡量方式的，在别的公司目标有目标支撑、"
            "且它不支撑其他公司目标时才提示。",
        },
        why={
            "en": "It stands in the handbook, and nobody's work leads there: it has no progress "
            "until the day on which it is missed.",
            "zh": "它写在手册里，却没有人的工作通向它：直到落空的那天，它都没有进度。",
        },
        bad="kind: objective\nid: company-growth-2026\nowner: alex-reed\nperiod: 2026\n",
        good="kind: objective\nid: company-growth-2026\nowner: alex-reed\nperiod: 2026\n---\n"
        "kind: goal\nrelevant: {supports: [company-growth-2026]}\n",
    ),
    Objective,
    find,
)
