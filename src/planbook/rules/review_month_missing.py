"""Somebody whose last closed month was not reviewed, where months are reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.review import Review
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.performance import GRACE, accepted_months


def find(review: Review, readings: Readings) -> Iterator[Violation]:
    """Yield the period of a newest review after which one is missing."""
    month = accepted_months(readings.as_of).due
    for lacking in readings.months_not_reviewed.get(review.key, ()):
        words = {
            "month": month.name,
            "due": (month.end + GRACE).isoformat(),
            "whose": dict(readings.handbook.title_of(lacking.whose)),
        }
        yield Violation("/period", words, variant=lacking.variant)


RULE = ReadingRule(
    Code(
        name="review-month-missing",
        severity=Severity.WARNING,
        message={
            "en": "the review of {month} is missing; it was due by {due}",
            "zh": "缺少 {month} 的绩效回顾，应在 {due} 前完成",
        },
        help={
            "en": "hold it and write it down: `planbook new review`",
            "zh": "请补做并写下来：`planbook new review`",
        },
        variants={
            "other": (
                {
                    "en": "{whose} has no review of {month}; it was due by {due}",
                    "zh": "缺少{whose} {month} 的绩效回顾，应在 {due} 前完成",
                },
                {
                    "en": "hold it and write it down: `planbook new review`",
                    "zh": "请补做并写下来：`planbook new review`",
                },
            ),
            "team": (
                {
                    "en": "nobody who reports to {whose} has a review of {month}; they were due "
                    "by {due}",
                    "zh": "{whose}的下属都没有 {month} 的绩效回顾，应在 {due} 前完成",
                },
                {
                    "en": "hold them and write them down: `planbook new review`",
                    "zh": "请补做并写下来：`planbook new review`",
                },
            ),
        },
        what={
            "en": "The newest month whose review is due (15 days after the month's end) has no "
            "review of a person in service, while monthly reviews are in use for them or by their "
            "manager. The finding stands in the newest review of the person, else in the newest "
            "that the manager wrote.",
            "zh": "月度绩效回顾应在月末后 15 天内完成。某位在岗人员最近一个应完成的月份没有回顾，而此人"
            "或其上级一直在做月度回顾。问题标在此人最新的一份回顾上；没有就标在其上级写的最新一份上。",
        },
        why={
            "en": "A month that nobody looked back on together is a month of problems found late.",
            "zh": "哪个月没有一起回顾，哪个月的问题就发现得晚。",
        },
        bad="# today is 2026-09-20, and this is the newest review of bea-stone\nkind: review\n"
        "person: bea-stone\nperiod: 2026-07\n",
        good="# today is 2026-09-20\nkind: review\nperson: bea-stone\nperiod: 2026-08\n",
    ),
    Review,
    find,
)
