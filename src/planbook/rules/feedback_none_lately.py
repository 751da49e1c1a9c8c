"""Somebody who has had no feedback for half a year, where feedback is given."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.feedback import Feedback
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(feedback: Feedback, readings: Readings) -> Iterator[Violation]:
    """Yield the day of the newest feedback after which none came."""
    for lacking in readings.without_feedback.get(feedback.key, ()):
        words = {"whose": dict(readings.handbook.title_of(lacking.whose))}
        yield Violation("/date", words, variant=lacking.variant)


RULE = ReadingRule(
    Code(
        name="feedback-none-lately",
        severity=Severity.HINT,
        message={
            "en": "since this feedback, more than six months ago, there has been none",
            "zh": "这条反馈之后，六个多月没有新的反馈",
        },
        help={
            "en": "say what you have seen lately, good or not: `planbook new feedback`",
            "zh": "请说说最近看到的，做得好的、可以改进的都行：`planbook new feedback`",
        },
        variants={
            "other": (
                {
                    "en": "{whose} has had no feedback in the last six months",
                    "zh": "{whose}最近六个月没有收到反馈",
                },
                {
                    "en": "say what you have seen lately, good or not: `planbook new feedback`",
                    "zh": "请说说最近看到的，做得好的、可以改进的都行：`planbook new feedback`",
                },
            ),
            "team": (
                {
                    "en": "nobody who reports to {whose} has had feedback in the last six months",
                    "zh": "{whose}的下属最近六个月都没有收到反馈",
                },
                {
                    "en": "say what you have seen lately, good or not: `planbook new feedback`",
                    "zh": "请说说最近看到的，做得好的、可以改进的都行：`planbook new feedback`",
                },
            ),
        },
        what={
            "en": "A person who has served for six months or longer has had no feedback in the "
            "last six. Checked where feedback was given within a year. The finding stands in the newest feedback to the "
            "person, else in the newest that their manager gave.",
            "zh": "某人已在岗六个月以上，最近六个月却没有收到任何反馈。一年之内有人收到过反馈时才检查。问题标在此人收到的最新"
            "一条反馈上；没有就标在其上级给出的最新一条上。",
        },
        why={
            "en": "Who hears nothing for half a year does not know how they are doing, and will "
            "be surprised by the review.",
            "zh": "半年听不到反馈的人，不知道自己做得怎样，到绩效回顾时才会吃惊。",
        },
        bad="# today is 2026-09-10, and this is the newest feedback to bea-stone\nkind: feedback\n"
        "to: bea-stone\ndate: 2026-02-03\n",
        good="# today is 2026-09-10\nkind: feedback\nto: bea-stone\ndate: 2026-08-18\n",
    ),
    Feedback,
    find,
)
