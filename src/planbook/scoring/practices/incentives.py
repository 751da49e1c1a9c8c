"""Incentives: an incentive or reward covers the person, a recognition in the last 12 months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.model.incentive import Incentive
from planbook.model.recognition import Recognition
from planbook.scoring.practices.evidence import Part, PracticeEvidence, keys_of, lacking, met

_YEAR: Final = 12


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of incentives and recognition."""
    schemes = [
        scheme
        for scheme in evidence.naming(Incentive, "/for", wide=True)
        if evidence.is_now(scheme.period)
    ]
    rewarded = [goal for goal in evidence.present_goals() if goal.rewards]
    if schemes:
        yield met("incentives.scheme", keys_of(schemes))
    elif rewarded:
        yield met("incentives.rewards", keys_of(rewarded))
    else:
        yield lacking("incentives.none")
    recent = [
        recognition
        for recognition in evidence.naming(Recognition, "/people")
        if evidence.is_within(recognition.date, _YEAR)
    ]
    if recent:
        yield met("incentives.recognised", keys_of(recent))
    else:
        yield lacking("incentives.not_recognised", looks_back=_YEAR)
