"""Communication: a weekly meeting and an open channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planbook.model.meeting import Meeting
from planbook.scoring.practices.standing import Part, Standing, is_in_force, key_of, lacking, met

_EVERY_WEEK: Final = re.compile(r"(?:^|;)FREQ=(?:WEEKLY|DAILY)(?:;|$)", re.IGNORECASE)
_SELDOM: Final = re.compile(r"(?:^|;)INTERVAL=(?!0*1(?:;|$))", re.IGNORECASE)


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of regular and open communication."""
    weekly = [
        meeting
        for meeting in standing.naming(Meeting, "/attendees", "/owner", wide=True)
        if _is_weekly(meeting) and _is_held(meeting, standing)
    ]
    if weekly:
        keys = (key_of(meeting) for meeting in weekly)
        yield met("有每周的会议。", "There is a weekly meeting.", *keys)
    else:
        yield lacking("没有每周的会议。", "There is no weekly meeting.")
    reachable = [team for team in standing.teams if is_in_force(team) and team.channels]
    if reachable:
        keys = (key_of(team) for team in reachable)
        yield met("团队有随时可用的沟通渠道。", "The team has open channels.", *keys)
    else:
        yield lacking("团队没有写明沟通渠道。", "The team names no open channel.")


def _is_weekly(meeting: Meeting) -> bool:
    recurs = (meeting.recurs or "").removeprefix("RRULE:")
    if recurs in ("weekly", "daily"):
        return True
    return _EVERY_WEEK.search(recurs) is not None and _SELDOM.search(recurs) is None


def _is_held(meeting: Meeting, standing: Standing) -> bool:
    if meeting.until is not None and meeting.until < standing.as_of:
        return False
    return (meeting.starts or "")[:10] <= standing.as_of.isoformat()
