"""A check-in that is dated after the day of judging."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.objective import Objective
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(plan: Goal | Objective, readings: Readings) -> Iterator[Violation]:
    """Yield the day of every check-in that has not come yet.

    Whoever looks back at an earlier day finds later check-ins everywhere: none is a mistake. What lies after the goal's due date is told by another rule.
    """
    if readings.looks_back or not plan.is_in_force:
        return
    due = plan.time_bound.due if isinstance(plan, Goal) else None
    for position, checkin in enumerate(plan.checkins):
        for name, day in (("date", checkin.date), ("value_date", checkin.value_date)):
            if day is None or day <= readings.as_of:
                continue
            stands_for = checkin.value_date or checkin.date
            if due is None or checkin.value is None or stands_for is None or stands_for <= due:
                words = {"day": day, "as_of": readings.as_of}
                fixed = readings.handbook.settings.as_of == readings.as_of
                variant = "fixed" if fixed else ""
                yield Violation(f"/checkins/{position}/{name}", words, variant=variant)
            break


_MESSAGE: Final[Text] = {
    "en": "this check-in is dated {day}; figures are taken at {as_of}, so it does not count yet",
    "zh": "这次跟进写的是 {day}，而数据截至 {as_of}，所以还不计入",
}

RULE = ReadingRule(
    Code(
        name="goal-checkin-in-future",
        severity=Severity.WARNING,
        message=_MESSAGE,
        help={
            "en": "correct the date; write a check-in once the figure is known, not beforehand",
            "zh": "请改正日期；跟进要等有了数字再写，不要提前写",
        },
        variants={
            "fixed": (
                _MESSAGE,
                {
                    "en": "correct the date; if it is right, move `as_of` of planbook.yaml on, or "
                    "take it out",
                    "zh": "请改正日期；若日期没错，请把 planbook.yaml 的 `as_of` 往后改，或删去它",
                },
            )
        },
        what={
            "en": "A check-in is dated after the day that figures are taken at: today, unless "
            "`as_of` names another day. Where an earlier day is looked back at, the rule is silent.",
            "zh": "跟进日期晚于数据截止日：没有写 `as_of` 时就是今天。回看过去某一天时不检查。",
        },
        why={
            "en": "Mostly the year or the month is a slip, and the figure is missing where it "
            "belongs. A figure written beforehand is a hope, not a reading.",
            "zh": "多半是年份或月份写错了，该有数字的地方就缺了一个。提前写的数字只是希望，不是读数。",
        },
        bad="# on 2026-09-10\ncheckins:\n  - {date: 2027-08-31, value: 3700000}\n",
        good="# on 2026-09-10\ncheckins:\n  - {date: 2026-08-31, value: 3700000}\n",
    ),
    (Goal, Objective),
    find,
    whole_handbook=False,
)
