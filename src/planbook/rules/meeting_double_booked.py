"""Two meetings at one time for one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.meeting import Meeting
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.wordings import listed_ids


def find(meeting: Meeting, readings: Readings) -> Iterator[Violation]:
    """Yield the start of a meeting for each other one that somebody has at the same time."""
    for clash in readings.diary.clashes.get(meeting.key, ()):
        other = readings.handbook.find(Meeting, clash.other)
        if other is None:
            continue
        first, count = clash.moments[0], len(clash.moments)
        words = {
            "other": other.id,
            "day": first.date(),
            "time": f"{first:%H:%M}",
            "who": listed_ids(f"`{person.id}`" for person in clash.people),
            "count": count,
        }
        yield Violation(
            _place_of(meeting, first),
            words,
            (RelatedField(other.key, _place_of(other, first), _OTHER),),
            variant="again" if count > 1 else "",
        )


def _place_of(meeting: Meeting, moment: datetime) -> str:
    """Return where the time of a meeting is written: the move to that day, else the start."""
    series = meeting.series
    moved = (
        [] if series is None else [day for day, to in series.moved if to.date() == moment.date()]
    )
    for position, one in enumerate(meeting.moved):
        if one.from_ in moved:
            return f"/moved/{position}/to"
    return "/starts"


_OTHER: Text = {"en": "the other meeting", "zh": "另一个会议"}

RULE = ReadingRule(
    Code(
        name="meeting-double-booked",
        severity=Severity.WARNING,
        message={
            "en": "on {day} at {time} {who} should be in `{other}` too",
            "zh": "{day} {time}，{who} 同时还要参加 `{other}`",
        },
        help={
            "en": "change the time of one of the two, or name the day under `moved` or `except`",
            "zh": "请调整其中一个会议的时间，或用 `moved` 改期、用 `except` 取消当天",
        },
        variants={
            "again": (
                {
                    "en": "{count} times in the next three months, first on {day} at {time}, {who} "
                    "should be in `{other}` too",
                    "zh": "今后三个月内有 {count} 次，{who} 同时还要参加 `{other}`，最近一次是 {day} {time}",
                },
                {
                    "en": "change the time of one of the two",
                    "zh": "请调整其中一个会议的时间",
                },
            )
        },
        what={
            "en": "Two meetings of the next three months take place at the same time, and "
            "somebody in service calls or attends both, by name or with their team.",
            "zh": "今后三个月内，有在职人员要在同一时间参加或召集两个会议，"
            "包括以团队成员身份参加的会议。",
        },
        why={
            "en": "One of the two takes place without the person, and usually it is the one-to-one.",
            "zh": "总有一个会缺人，而被挤掉的往往是一对一。",
        },
        bad="# the team's weekly meeting is on Mondays from 09:30 to 10:15\ntype: one_on_one\n"
        "starts: 2026-09-14T10:00\nminutes: 30\nrecurs: biweekly\n",
        good="# the team's weekly meeting is on Mondays from 09:30 to 10:15\ntype: one_on_one\n"
        "starts: 2026-09-14T10:30\nminutes: 30\nrecurs: biweekly\n",
    ),
    Meeting,
    find,
)
