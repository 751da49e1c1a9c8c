"""A series whose first day is not one of its rule."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.recurrence import next_occurrences
from planbook.rules.rule import Rule, Violation


def find(meeting: Meeting, handbook: Handbook) -> Iterator[Violation]:
    """Yield the start of a series that the rule sets a later first meeting for."""
    series = meeting.series
    if series is None or series.recurrence is None:
        return
    first = series.starts.date()
    by_rule = type(series)(series.starts, series.recurrence, series.until)
    for moment in next_occurrences(by_rule, handbook.settings.zone, first, 1):
        if moment.date() != first:
            yield Violation(
                "/starts", {"starts": first, "first": moment.strftime("%Y-%m-%dT%H:%M")}
            )


RULE = Rule(
    Code(
        name="meeting-starts-off-rule",
        severity=Severity.HINT,
        message={
            "en": "{starts} is not a day of the rule in `recurs`",
            "zh": "{starts} 不是 `recurs` 规则里的日子",
        },
        help={
            "en": "write the first meeting by the rule, `starts: {first}`, or change the rule",
            "zh": "请写按规则的第一次会议 `starts: {first}`，或修改规则",
        },
        fixes={"": ((Edit("write", "{first}"),),)},
        what={
            "en": "A meeting begins on a day that its own rule does not name. Pages list only the "
            "days of the rule.",
            "zh": "会议的开始日期不在重复规则之内。页面只列出规则里的日子。",
        },
        why={
            "en": "Calendar programs disagree on whether such a first meeting takes place.",
            "zh": "这样的第一次会议到底开不开，各种日历软件的理解不一样。",
        },
        bad="starts: 2026-09-08T09:00 # a Tuesday\nrecurs: FREQ=WEEKLY;BYDAY=MO\n",
        good="starts: 2026-09-07T09:00 # a Monday\nrecurs: FREQ=WEEKLY;BYDAY=MO\n",
    ),
    Meeting,
    find,
)
