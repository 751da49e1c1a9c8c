"""A meeting whose rule sets no day."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.recurrence import next_occurrences
from planbook.rules.rule import Rule, Violation


def find(meeting: Meeting, handbook: Handbook) -> Iterator[Violation]:
    """Yield the rule, or the last day, of a meeting that does not even take place once."""
    series = meeting.series
    if series is None or series.recurrence is None:
        return
    first = series.starts.date()
    if series.until is not None and series.until < first:
        yield Violation("/until", {"starts": first, "until": series.until}, variant="until")
    elif not next_occurrences(series, handbook.settings.zone, first, 1):
        yield Violation("/recurs")


RULE = Rule(
    Code(
        name="meeting-never-takes-place",
        severity=Severity.ERROR,
        message={
            "en": "by this rule the meeting never takes place",
            "zh": "按这条规则，会议一次也不会开",
        },
        help={
            "en": "change the days that the rule names, or write, for example, `monthly`",
            "zh": "请修改规则里的日期，或写例如 `monthly`",
        },
        variants={
            "until": (
                {
                    "en": "the last day, {until}, is before the first meeting on {starts}",
                    "zh": "截止日期 {until} 早于第一次会议 {starts}",
                },
                {
                    "en": "write a day from {starts} on, or leave `until` out",
                    "zh": "请写 {starts} 或之后的日期，或去掉 `until`",
                },
            )
        },
        fixes={
            "": ((Edit("write", "monthly"),),),
            "until": ((Edit("write", "{starts}"),), (Edit("remove"),)),
        },
        what={
            "en": "The rule and the end of a series leave no day for a meeting, such as every "
            "30 February.",
            "zh": "重复规则和截止日期之下没有一天可以开会，例如每年 2 月 30 日。",
        },
        why={
            "en": "Everybody believes that there is a meeting, and it is in no calendar.",
            "zh": "大家以为有这个会，日历上却永远不会出现。",
        },
        bad="recurs: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n",
        good="recurs: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\n",
    ),
    Meeting,
    find,
)
