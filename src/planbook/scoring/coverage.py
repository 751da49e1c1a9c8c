"""How well a person is led: each of the ten practices full, partial, missing, or not shown here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.person import Person
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
from planbook.scoring.practices.standing import Part, Standing, standing_of
from planbook.scoring.results import Practice
from planbook.scoring.series import Series


@dataclass(frozen=True, slots=True)
class _Judged:
    """How a practice is judged, and the kinds of document that its evidence is of."""

    find_parts: Callable[[Standing], Iterator[Part]]
    kinds: tuple[str, ...]


_PRACTICES: Final[Mapping[str, _Judged]] = MappingProxyType(
    {
        "responsibilities": _Judged(responsibilities.find_parts, ("role", "person")),
        "goals": _Judged(goals.find_parts, ("goal",)),
        "training": _Judged(training.find_parts, ("training",)),
        "performance": _Judged(performance.find_parts, ("review", "metric")),
        "incentives": _Judged(incentives.find_parts, ("incentive", "recognition")),
        "communication": _Judged(communication.find_parts, ("meeting", "team")),
        "team": _Judged(team.find_parts, ("team",)),
        "tools": _Judged(tools.find_parts, ("tool", "metric")),
        "feedback": _Judged(feedback.find_parts, ("feedback",)),
        "growth": _Judged(growth.find_parts, ("growth", "ladder")),
    }
)

COVERED: Final = tuple(_PRACTICES)
"""The ids of the ten practices, in their order."""

HIDDEN: Final = Practice("hidden", ({"zh": "此版本不显示。", "en": "Not shown here."},))
"""What stands where the evidence is of a kind that the edition may not see: never ``missing``."""

_BREADTH: Final[Mapping[str, int]] = MappingProxyType({"public": 0, "team": 1, "private": 2})


def cover_person(
    person: Person,
    visible: Handbook,
    as_of: date,
    edition: Edition,
    written: Mapping[str, Decimal],
    series: Mapping[str, Series],
) -> Mapping[str, Practice]:
    """Return how far each of the ten practices is there for ``person``, by practice.

    ``visible`` is the handbook that ``edition`` sees, ``written`` the SMART score of its goals
    by id, ``series`` the readings of its metrics by id.
    """
    standing = standing_of(person, visible, as_of, written, series)
    return {
        practice: _practice_of(tuple(judged.find_parts(standing)))
        if all(sees_kind(kind, person, visible, edition) for kind in judged.kinds)
        else HIDDEN
        for practice, judged in _PRACTICES.items()
    }


def sees_kind(kind: str, person: Person, visible: Handbook, edition: Edition) -> bool:
    """Return whether ``edition`` sees documents of ``kind`` about ``person``.

    That is decided by the kind's default audience: were it by what there is to see, an empty
    cell would tell that nothing was written.
    """
    audience = visible.kinds[kind].default_audience
    if _BREADTH.get(audience, 2) <= _BREADTH.get(edition.audience, 0):
        return True
    if edition.viewer is None:
        return False
    return edition.viewer in (person.id, *visible.managers_above(person.id))


def _practice_of(parts: tuple[Part, ...]) -> Practice:
    """Return a practice by its parts: what is lacking is told first."""
    lacking = [part for part in parts if not part.met]
    found = [part for part in parts if part.met]
    state: Final = "full" if not lacking else "partial" if found else "missing"
    proofs: dict[Key, None] = {}
    for part in (*found, *lacking):
        proofs.update(dict.fromkeys(part.proofs))
    return Practice(state, tuple(part.words for part in (*lacking, *found)), tuple(proofs))
