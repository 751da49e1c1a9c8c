"""Feedback that came long after what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.feedback import Feedback
from planbook.periods import is_within
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.scoring.practices.feedback import HALF_YEAR, SOON, is_late


def find(feedback: Feedback, readings: Readings) -> Iterator[Violation]:
    """Yield the day of recent feedback that was given too late."""
    if not feedback.is_in_force or not is_within(feedback.date, HALF_YEAR, readings.as_of):
        return
    if feedback.date is not None and feedback.observed is not None and is_late(feedback):
        days = (feedback.date - feedback.observed).days
        yield Violation("/date", {"days": days, "soon": SOON.days})


RULE = ReadingRule(
    Code(
        name="feedback-late",
        severity=Severity.HINT,
        message={
            "en": "this was given {days} days after it was seen; {soon} are the most",
            "zh": "看到之后 {days} 天才给出这条反馈，最迟应在 {soon} 天内",
        },
        help={
            "en": "check `observed` and `date`; if they are right, tell it sooner next time",
            "zh": "请核对 `observed` 和 `date`；如果没写错，下次请早一点说",
        },
        what={
            "en": "Feedback of the last six months has a `date` more than 14 days after `observed`.",
            "zh": "最近六个月的某条反馈，`date` 比 `observed` 晚 14 天以上。",
        },
        why={
            "en": "After weeks nobody remembers the situation well enough to learn from it.",
            "zh": "过了几周，谁也记不清当时的情形，也就学不到什么。",
        },
        bad="observed: 2026-07-14\ndate: 2026-08-18\n",
        good="observed: 2026-08-14\ndate: 2026-08-18\n",
    ),
    Feedback,
    find,
)
