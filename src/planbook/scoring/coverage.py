"""How well a person is led: each of the ten practices full, partial, missing, not yet or not shown.

A practice is told by its parts. One that looks back over more months than the person has served
is not lacking yet; where nothing else is lacking the practice is ``not_yet``. What can be there on
the first day, a role or a goal, is missing from the first day on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.quantities import Count
from planbook.scoring.practices import (
    communication,
    feedback,
    goals,
    growth,
    incentives,
    performance,
    responsibilities,
    team,
    tools,
    training,
)
from planbook.scoring.practices.evidence import (
    Part,
    PracticeEvidence,
    evidence_for,
)
from planbook.scoring.results import Practice, PracticeState, Sentence
from planbook.scoring.series import AllSeries


class _Judged(msgspec.Struct, frozen=True):
    """How a practice is judged, and the kinds of document that its evidence is of."""

    find_parts: Callable[[PracticeEvidence], Iterator[Part]]
    kinds: tuple[str, ...]


_PRACTICES: Final[Mapping[str, _Judged]] = MappingProxyType(
    {
        "responsibilities": _Judged(
            responsibilities.find_parts, ("person", "role", "objective", "partner")
        ),
        "goals": _Judged(goals.find_parts, ("goal", "incentive")),
        "training": _Judged(training.find_parts, ("training",)),
        "performance": _Judged(performance.find_parts, ("review", "meeting", "metric")),
        "incentives": _Judged(incentives.find_parts, ("incentive", "goal", "recognition")),
        "communication": _Judged(communication.find_parts, ("meeting", "team")),
        "team": _Judged(team.find_parts, ("team",)),
        "tools": _Judged(tools.find_parts, ("tool", "metric", "goal", "role")),
        "feedback": _Judged(feedback.find_parts, ("feedback",)),
        "growth": _Judged(growth.find_parts, ("growth", "ladder", "role")),
    }
)

COVERED: Final = tuple(_PRACTICES)
"""The ids of the ten practices, in their order."""

NOT_SHOWN: Final = Practice("not_shown")
"""What stands where the evidence is of a kind that the edition may not see: never ``missing``."""


def cover_person(
    person: Person,
    visible: Handbook,
    as_of: date,
    sees_kind: Callable[[str, Key], bool],
    written: Mapping[str, Decimal],
    series: AllSeries,
) -> Mapping[str, Practice]:
    """Return how far each of the ten practices is there for ``person``, by practice.

    Nothing for somebody who is not in service on ``as_of``. ``visible`` is the handbook that
    an edition sees, ``sees_kind`` whether it sees documents of a kind about a person, ``written``
    the SMART score of its goals by id, ``series`` the readings of its metrics.
    """
    if not person.in_service(as_of):
        return {}
    evidence = evidence_for(person, visible, as_of, written, series)
    return {
        practice: _practice_of(tuple(judged.find_parts(evidence)), evidence)
        if all(sees_kind(kind, person.key) for kind in judged.kinds)
        else NOT_SHOWN
        for practice, judged in _PRACTICES.items()
    }


def _practice_of(parts: Sequence[Part], evidence: PracticeEvidence) -> Practice:
    """Return a practice by its parts: what is lacking is told first, then what is too early."""
    found = [part for part in parts if part.met]
    person, as_of = evidence.person, evidence.as_of
    early = [part for part in parts if not part.met and person.is_too_new(part.looks_back, as_of)]
    lacking = [part for part in parts if not part.met and part not in early]
    proofs: dict[Key, None] = {}
    for part in (*found, *lacking):
        proofs.update(dict.fromkeys(part.proofs))
    sentences = [part.words for part in lacking]
    if early:
        sentences.append(_too_new(early, evidence.months_served or 0))
    sentences += [part.words for part in found]
    return Practice(_state(found, lacking, early), tuple(sentences), tuple(proofs))


def _state(found: Sequence[Part], lacking: Sequence[Part], early: Sequence[Part]) -> PracticeState:
    if lacking:
        return "partial" if found else "missing"
    return "not_yet" if early else "full"


def _too_new(early: Sequence[Part], months_served: int) -> Sentence:
    looks_back = max(part.looks_back for part in early)
    filling = {"months": Count(months_served), "looks_back": Count(looks_back)}
    return Sentence("covered.too_new", filling)
