"""Communication: a weekly meeting and an open channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planbook.model.meeting import Meeting
from planbook.recurrence import takes_place
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

_A_WEEK: Final = timedelta(days=6)
_THREE_WEEKS: Final = timedelta(days=20)


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of regular and open communication.

    A one-to-one is feedback's matter, and private: the team's weekly meeting is not proved by it.
    """
    weekly = [
        meeting
        for meeting in evidence.naming(Meeting, "/attendees", "/owner", wide=True)
        if meeting.type != "one_on_one" and _is_weekly(meeting, evidence)
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


def _is_weekly(meeting: Meeting, evidence: PracticeEvidence) -> bool:
    """Return whether a meeting that comes every week is under way."""
    series = meeting.series
    if series is None or series.recurrence is None or not series.recurrence.comes_weekly:
        return False
    day, zone = evidence.as_of, evidence.handbook.settings.zone
    if series.starts.date() > day or (series.until is not None and series.until < day):
        return False
    # A week or two may be left out.
    return takes_place(series, zone, day - _A_WEEK, day + _THREE_WEEKS)
