"""Check-ins of a goal that are not written oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planbook.diagnostics.finding import Code, Severity
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the date of the first check-in that is older than the one before it."""
    dated = [(one.date, position) for position, one in enumerate(plan.checkins) if one.date]
    for (before, _), (after, position) in pairwise(dated):
        if after < before:
            yield Violation(f"/checkins/{position}/date", {"date": after, "before": before})
            return


RULE = Rule(
    Code(
        name="goal-checkins-out-of-order",
        severity=Severity.HINT,
        message={
            "en": "the check-in of {date} stands after that of {before}",
            "zh": "{date} 的跟进写在 {before} 之后",
        },
        help={
            "en": "write check-ins oldest first; figures are taken by date all the same",
            "zh": "请按从早到晚的顺序书写；计算仍按日期进行",
        },
        what={
            "en": "The check-ins of a goal are not in the order of their dates.",
            "zh": "一个目标的跟进没有按日期先后书写。",
        },
        why={
            "en": "Out of order they are hard to read and easy to copy wrongly. Mostly the year or the month of one date is a slip.",
            "zh": "顺序颠倒不便阅读，也容易抄错；多半是某个日期的年或月写错了。",
        },
        bad="checkins:\n  - {date: 2026-08-31, value: 5480000}\n  - {date: 2026-07-31, value: 5250000}\n",
        good="checkins:\n  - {date: 2026-07-31, value: 5250000}\n  - {date: 2026-08-31, value: 5480000}\n",
    ),
    (Goal, Objective),
    find,
)
