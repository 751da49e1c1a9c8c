"""A day left out or moved on which there would be no meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit, Fix
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.recurrence import day_beside, days_without
from planbook.rules.rule import Rule, Violation


def find(meeting: Meeting, handbook: Handbook) -> Iterator[Violation]:
    """Yield every day of ``except`` and ``moved`` on which the meeting does not take place."""
    series = meeting.series
    if series is None:
        return
    zone = handbook.settings.zone
    places: list[tuple[str, date]] = [
        *((f"/except/{at}", day) for at, day in enumerate(meeting.leaves_out)),
        *(
            (f"/moved/{at}/from", one.from_)
            for at, one in enumerate(meeting.moved)
            if one.from_ is not None
        ),
    ]
    strange = days_without(series, zone, (day for _, day in places))
    named = {day for _, day in places}
    seen: set[date] = set()
    for pointer, day in places:
        if day in strange:
            near = day_beside(series, zone, day, named)
            words = {"day": day, "near": near, "entry": _entry_at(pointer)}
            yield Violation(pointer, words, variant="" if near else "none")
        elif day in seen:
            words = {"day": day, "entry": _entry_at(pointer)}
            yield Violation(pointer, words, variant="twice")
        seen.add(day)


def _entry_at(pointer: str) -> str:
    return pointer.removeprefix("/").removesuffix("/from")


_TAKE_OUT: Final[Fix] = (Edit("remove", at="/{entry}"),)

RULE = Rule(
    Code(
        name="meeting-exception-without-meeting",
        severity=Severity.WARNING,
        message={
            "en": "there would be no meeting on {day} anyway",
            "zh": "{day} 这一天本来就没有会议",
        },
        help={
            "en": "write the day of a meeting, such as {near}, or take this one out",
            "zh": "请写本来要开会的日子，例如 {near}，或去掉这一项",
        },
        variants={
            "none": (
                {
                    "en": "there would be no meeting on {day} anyway",
                    "zh": "{day} 这一天本来就没有会议",
                },
                {"en": "take it out", "zh": "请去掉这一项"},
            ),
            "twice": (
                {
                    "en": "the meeting of {day} is left out or moved already",
                    "zh": "{day} 的会议已经取消或改期",
                },
                {"en": "take one of the two out", "zh": "请去掉其中一项"},
            ),
        },
        fixes={
            "": ((Edit("write", "{near}"),), _TAKE_OUT),
            "none": (_TAKE_OUT,),
            "twice": (_TAKE_OUT,),
        },
        what={
            "en": "`except` or `moved` of a meeting names a day on which it would not have taken "
            "place, or names one day twice.",
            "zh": "会议的 `except` 或 `moved` 写了本来就不开会的日子，或同一天写了两次。",
        },
        why={
            "en": "The day is probably a slip, and the meeting that was meant still stands in the "
            "calendar.",
            "zh": "日期多半写错了，真正要取消或改期的那次会议仍在日历上。",
        },
        bad="starts: 2026-09-07T09:00 # a Monday\nrecurs: weekly\nexcept: [2026-10-06]\n",
        good="starts: 2026-09-07T09:00 # a Monday\nrecurs: weekly\nexcept: [2026-10-05]\n",
    ),
    Meeting,
    find,
)
