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

    Nothing where the person is new, or where the plan was made within the quarter. Where no plan
    has a review, it is told once, at the one that was assessed longest ago.
    """
    plans, as_of = readings.growth_plans.get(growth.key, ()), readings.as_of
    if not plans or is_reviewed(plans, as_of):
        return
    person = readings.handbook.find(Person, growth.person)
    if person is None or person.is_too_new(QUARTER, as_of):
        return
    days = [day for plan in plans for day in plan.reviews if day <= as_of]
    if days:
        yield Violation("/reviews", {"day": max(days)})
    elif readings.reviews_growth:
        if not any(is_within(each.date, QUARTER, as_of) for each in growth.assessments):
            yield Violation("/reviews", variant="never")
    elif readings.growth_left_longest is not None:
        key, day = readings.growth_left_longest
        if key == growth.key:
            yield Violation("/reviews", {"day": day}, variant="nowhere")


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
            ),
            "nowhere": (
                {
                    "en": "no growth plan has a review yet, and this one was last assessed on {day}",
                    "zh": "还没有一份成长计划写过回顾，而这一份上次评估已是 {day}",
                },
                _HELP,
            ),
        },
        what={
            "en": "The growth plan that somebody in service follows now has no review in the last "
            "three months. New people and new plans are given a quarter; where no plan has a "
            "review, the one that was assessed longest ago tells it for all.",
            "zh": "在职人员现行的成长计划近三个月没有回顾。新人和新计划有一个季度的时间；"
            "所有计划都没有回顾时，只在最久没有评估的那一份提示一次。",
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
