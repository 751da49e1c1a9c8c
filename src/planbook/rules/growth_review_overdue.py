"""A growth plan that nobody has talked about for a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.growth import Growth
from planbook.model.person import Person
from planbook.periods import is_within
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.growth import QUARTER, is_reviewed


def find(growth: Growth, readings: Readings) -> Iterator[Violation]:
    """Yield the reviews of a plan that had none in the last quarter, nor had the person's others.

    Nothing where the handbook writes no reviews, where the person is new, or where the plan was
    made within the quarter.
    """
    plans, as_of = readings.growth_plans.get(growth.key, ()), readings.as_of
    if not plans or not readings.reviews_growth or is_reviewed(plans, as_of):
        return
    person = readings.handbook.find(Person, growth.person)
    if person is None or person.is_too_new(QUARTER, as_of):
        return
    days = [day for plan in plans for day in plan.reviews if day <= as_of]
    if days:
        yield Violation("/reviews", {"day": max(days)})
    elif not any(is_within(each.date, QUARTER, as_of) for each in growth.assessments):
        yield Violation("/reviews", variant="never")


_HELP: Final[Text] = {
    "en": "go through the plan together, and add the day under `reviews`",
    "zh": "请一起过一遍计划，并把日期补进 `reviews`",
}

RULE = ReadingRule(
    Code(
        name="growth-review-overdue",
        severity=Severity.WARNING,
        message={
            "en": "this plan was last reviewed on {day}, and not in the last three months",
            "zh": "这份计划上次回顾是 {day}，近三个月没有回顾",
        },
        help=_HELP,
        variants={
            "never": (
                {
                    "en": "no review of this plan is written, while other plans have some",
                    "zh": "别的成长计划有回顾日期，这一份没有",
                },
                _HELP,
            )
        },
        what={
            "en": "The growth plan that somebody in service follows now has no review in the last "
            "three months. Checked where the handbook writes reviews of growth plans; new people "
            "and new plans are given a quarter.",
            "zh": "在职人员现行的成长计划近三个月没有回顾。手册里写有成长计划的回顾日期时才检查；"
            "新人和新计划有一个季度的时间。",
        },
        why={
            "en": "A growth plan that is not talked about every quarter is written for the file.",
            "zh": "成长计划不每季度谈一次，就只是一份存档。",
        },
        bad="# today is 2026-09-10\nreviews: [2026-01-22, 2026-04-24]\n",
        good="# today is 2026-09-10\nreviews: [2026-01-22, 2026-04-24, 2026-07-27]\n",
    ),
    Growth,
    find,
)
