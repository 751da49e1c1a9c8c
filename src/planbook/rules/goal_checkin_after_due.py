"""A check-in whose figure stands for a day after the goal is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.rules.rule import Rule, Violation


def find(plan: Goal | Objective, _handbook: Handbook) -> Iterator[Violation]:
    """Yield the day of every value that stands for a day after due."""
    if isinstance(plan, Goal):
        due, type_ = plan.time_bound.due, plan.measurable.type
    else:
        due = plan.period.end if plan.period is not None else None
        type_ = plan.measure.type if plan.measure is not None else ""
    # The values of milestones are read on no day: another rule tells.
    if due is None or type_ in ("", "milestones"):
        return
    for position, checkin in enumerate(plan.checkins):
        name = "date" if checkin.value_date is None else "value_date"
        day = checkin.value_date or checkin.date
        if checkin.value is not None and day is not None and day > due:
            variant = "" if name == "date" else "value-date"
            yield Violation(
                f"/checkins/{position}/{name}", {"day": day, "due": due}, variant=variant
            )


_MESSAGE: Final[Text] = {
    "en": "the value of {day} does not count: the goal was due on {due}",
    "zh": "{day} 的数值不计入：目标的截止日期是 {due}",
}

RULE = Rule(
    Code(
        name="goal-checkin-after-due",
        severity=Severity.WARNING,
        message=_MESSAGE,
        help={
            "en": "if the figure is that of the due date, add `value_date: {due}` to the check-in",
            "zh": "若这是截止日的数字，请在这次跟进里加上 `value_date: {due}`",
        },
        variants={
            "value-date": (
                _MESSAGE,
                {
                    "en": "if the figure is that of the due date, write `value_date: {due}`",
                    "zh": "若这是截止日的数字，请写 `value_date: {due}`",
                },
            )
        },
        fixes={
            "": ((Edit("write", "{due}", at="../value_date"),),),
            "value-date": ((Edit("write", "{due}"),),),
        },
        what={
            "en": "A check-in with a value is dated after the goal's due date and does not say "
            "for which day the value stands.",
            "zh": "带数值的跟进日期晚于截止日期，又没有写数值是哪一天的。",
        },
        why={
            "en": "What is sold after the due date must not turn a missed goal into an achieved "
            "one. The final figure is often written down a few days later; `value_date` says "
            "that it is the final one.",
            "zh": "截止之后的业绩不能让未达成的目标变成达成。最终数字往往晚几天才登记；"
            "写上 `value_date` 就说明它是截止日的数字。",
        },
        bad="time_bound: {start: 2026-07-01, due: 2026-09-30}\ncheckins:\n"
        "  - {date: 2026-10-08, value: 6100000}\n",
        good="time_bound: {start: 2026-07-01, due: 2026-09-30}\ncheckins:\n"
        "  - {date: 2026-10-08, value_date: 2026-09-30, value: 6100000}\n",
    ),
    (Goal, Objective),
    find,
)
