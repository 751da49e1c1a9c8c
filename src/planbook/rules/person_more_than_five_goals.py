"""More goals than one person can follow in a period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.person import Person
from planbook.quantities import plain
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation

MOST: Final = 5


def find(person: Person, readings: Readings) -> Iterator[Violation]:
    """Yield a person with more than five goals for a period that runs, once for each such period.

    A year, a quarter and a month are counted by themselves. What was called off counts for nothing.
    """
    for period in dict.fromkeys(
        goal.period for goal in readings.goals_owned.get(person.key, ()) if goal.period is not None
    ):
        goals = readings.goals_by_period.get((person.key, period), ())
        if len(goals) <= MOST or not period.contains(readings.as_of):
            continue
        words = {"count": len(goals), "period": period.name, "person": dict(person.label)}
        yield Violation("", words, tuple(_here(goal) for goal in goals))


def _here(goal: Goal) -> RelatedField:
    weight = "" if goal.weight is None else f" ({plain(goal.weight)})"
    return RelatedField(
        goal.key, "/title", {"en": f"one of them{weight}", "zh": f"其中之一{weight}"}
    )


RULE = ReadingRule(
    Code(
        name="person-more-than-five-goals",
        severity=Severity.HINT,
        message={
            "en": "{person} has {count} goals for {period}",
            "zh": "{person}在 {period} 有 {count} 个目标",
        },
        help={
            "en": "keep at most five: merge goals that share a figure, make small ones actions of "
            "another goal, or move one to a later period",
            "zh": "请最多保留五个：合并同一数字的目标，把小目标改成别的目标的行动，或移到以后的周期",
        },
        what={
            "en": "A person has more than five goals for one period, which runs now.",
            "zh": "一个人在当前周期有五个以上的目标。",
        },
        why={
            "en": "With more than five goals nothing comes first any more, and the week decides "
            "which one is worked on.",
            "zh": "超过五个目标就没有重点了，做哪个全看当周碰上什么。",
        },
        bad="# six goals of bea-stone, each with\nowner: bea-stone\nperiod: 2026-Q3\n",
        good="# three goals of bea-stone, each with\nowner: bea-stone\nperiod: 2026-Q3\n",
    ),
    Person,
    find,
)
