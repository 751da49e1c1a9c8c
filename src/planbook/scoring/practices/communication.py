"""Communication: a weekly meeting and an open channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planbook.model.meeting import Meeting
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

_EVERY_WEEK: Final = re.compile(r"(?:^|;)FREQ=(?:WEEKLY|DAILY)(?:;|$)", re.IGNORECASE)
_SELDOM: Final = re.compile(r"(?:^|;)INTERVAL=(?!0*1(?:;|$))", re.IGNORECASE)


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of regular and open communication.

    A one-to-one is feedback's matter, and private: the team's weekly meeting is not proved by it.
    """
    weekly = [
        meeting
        for meeting in evidence.naming(Meeting, "/attendees", "/owner", wide=True)
        if meeting.type != "one_on_one" and _is_weekly(meeting) and _is_held(meeting, evidence)
    ]
    if weekly:
        yield met("communication.weekly", keys_of(weekly))
    else:
        yield lacking("communication.no_weekly")
    reachable = [team for team in evidence.teams if team.is_in_force and team.channels]
    if reachable:
        yield met("communication.channels", keys_of(reachable))
    else:
        yield lacking("communication.no_channel")


def _is_weekly(meeting: Meeting) -> bool:
    recurs = (meeting.recurs or "").removeprefix("RRULE:")
    if recurs in ("weekly", "daily"):
        return True
    return _EVERY_WEEK.search(recurs) is not None and _SELDOM.search(recurs) is None


def _is_held(meeting: Meeting, evidence: PracticeEvidence) -> bool:
    if meeting.until is not None and meeting.until < evidence.as_of:
        return False
    return (meeting.starts or "")[:10] <= evidence.as_of.isoformat()
