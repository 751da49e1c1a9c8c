"""Feedback: recent, soon after what was seen, with a next step; both praise and constructive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from planbook.model.feedback import Feedback
from planbook.quantities import Count, Day
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

SOON: Final = timedelta(days=14)
"""How long after what was seen feedback still comes in time."""

HALF_YEAR: Final = 6
"""How many months are looked back over for feedback of both types."""

_MONTH: Final = 1


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of feedback."""
    half_year = [
        feedback
        for feedback in evidence.naming(Feedback, "/to")
        if evidence.is_within(feedback.date, HALF_YEAR)
    ]
    if not half_year:
        yield lacking("feedback.none", looks_back=_MONTH)
        return
    yield met("feedback.some", keys_of(half_year), count=Count(len(half_year)))
    yield _recent(half_year, evidence)
    yield _both_types(half_year)


def _recent(half_year: Sequence[Feedback], evidence: PracticeEvidence) -> Part:
    recent = [feedback for feedback in half_year if evidence.is_within(feedback.date, _MONTH)]
    timely = [feedback for feedback in recent if _is_timely(feedback)]
    if not recent:
        newest = max(half_year, key=lambda feedback: feedback.date or date.min)
        return lacking(
            "feedback.not_recent",
            [newest.key],
            looks_back=_MONTH,
            date=Day(newest.date or date.min),
        )
    good = [feedback for feedback in timely if feedback.next_step is not None]
    if good:
        return met("feedback.timely", [good[0].key])
    case = "feedback.no_next_step" if timely else "feedback.late"
    return lacking(case, keys_of(recent), looks_back=_MONTH)


def is_late(feedback: Feedback) -> bool:
    """Return whether it was given too long after what was seen."""
    if feedback.date is None or feedback.observed is None:
        return False
    return feedback.date - feedback.observed > SOON


def _is_timely(feedback: Feedback) -> bool:
    if feedback.date is None or feedback.observed is None:
        return False
    return feedback.date >= feedback.observed and not is_late(feedback)


def _both_types(half_year: Sequence[Feedback]) -> Part:
    types = {feedback.type for feedback in half_year}
    if {"praise", "constructive"} <= types:
        return met("feedback.both")
    if "praise" in types:
        return lacking("feedback.all_praise", looks_back=HALF_YEAR)
    if "constructive" in types:
        return lacking("feedback.no_praise", looks_back=HALF_YEAR)
    return lacking("feedback.untyped", looks_back=HALF_YEAR)
