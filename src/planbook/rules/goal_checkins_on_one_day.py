"""Two check-ins of a goal on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.rule import RelatedField, Rule, Violation


def find(plan: Goal | Objective, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the day of every check-in that a later one in the file stands in for."""
    later: dict[date, int] = {}
    violations: list[Violation] = []
    for position, checkin in reversed(tuple(enumerate(plan.checkins))):
        name = "date" if checkin.value_date is None else "value_date"
        day = checkin.value_date or checkin.date
        if day is None:
            continue
        other = later.setdefault(day, position)
        if other != position:
            there = RelatedField(
                plan.key, f"/checkins/{other}", {"en": "the other one", "zh": "另一次跟进"}
            )
            violations.append(Violation(f"/checkins/{position}/{name}", {"date": day}, (there,)))
    yield from reversed(violations)


RULE = Rule(
    Code(
        name="goal-checkins-on-one-day",
        severity=Severity.WARNING,
        message={
            "en": "there is another check-in for {date} further down, and only that one counts",
            "zh": "{date} 当天后面还有一次跟进，只有后面那次算数",
        },
        help={
            "en": "correct the date, or put the two together into one check-in",
            "zh": "请改正日期，或把两次合并成一次",
        },
        what={
            "en": "A goal has two check-ins that stand for the same day.",
            "zh": "一个目标有两次跟进，数值属于同一天。",
        },
        why={
            "en": "Progress is read from one figure a day. Of two the later in the file is taken, and nobody can see from the page that there was another; mostly a date was copied.",
            "zh": "进度每天只取一个读数。两个读数取文件里靠后的一个，页面上看不出还有另一个；多半是日期复制后忘了改。",
        },
        bad="checkins:\n  - {date: 2026-07-31, value: 5250000}\n  - {date: 2026-07-31, value: 5480000}\n",
        good="checkins:\n  - {date: 2026-07-31, value: 5250000}\n  - {date: 2026-08-31, value: 5480000}\n",
    ),
    (Goal, Objective),
    find,
)
