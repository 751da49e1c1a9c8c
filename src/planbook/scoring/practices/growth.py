"""Growth: a ladder position, and a growth plan with each type of action and a recent review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planbook.model.growth import Growth
from planbook.model.ladder import Ladder
from planbook.periods import is_within
from planbook.scoring.practices.evidence import (
    Part,
    PracticeEvidence,
    keys_of,
    lacking,
    met,
)

ACTION_TYPES: Final = ("experience", "exposure", "education")

QUARTER: Final = 3
"""How many months back a review of a growth plan still counts."""


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of a career path and a plan for it."""
    plans = evidence.naming(Growth, "/person")
    yield _position(evidence, plans)
    if not plans:
        yield lacking("growth.no_plan")
        return
    keys = keys_of(plans)
    yield met("growth.plan", keys)
    absent = absent_types(plans)
    for type_ in absent:
        yield lacking(f"growth.no_{type_}", keys)
    if not absent:
        yield met("growth.every_type")
    if is_reviewed(plans, evidence.as_of):
        yield met("growth.reviewed")
    else:
        yield lacking("growth.not_reviewed", keys, looks_back=QUARTER)


def absent_types(plans: Iterable[Growth]) -> tuple[str, ...]:
    """Return the types of action that none of somebody's ``plans`` has."""
    planned = {action.type for plan in plans for action in plan.actions}
    return tuple(type_ for type_ in ACTION_TYPES if type_ not in planned)


def is_reviewed(plans: Iterable[Growth], as_of: date) -> bool:
    """Return whether one of somebody's ``plans`` was reviewed in the last quarter."""
    return any(is_within(day, QUARTER, as_of) for plan in plans for day in plan.reviews)


def _position(evidence: PracticeEvidence, plans: tuple[Growth, ...]) -> Part:
    """Return whether it is known on which level of a ladder the person stands."""
    ladder_of_role = evidence.role.ladder if evidence.role is not None else None
    places = [(ladder_of_role, evidence.person.level)]
    places += [(plan.ladder, plan.current) for plan in plans]
    for key, level in places:
        ladder = evidence.handbook.find(Ladder, key)
        if ladder is None:
            continue
        for rung in ladder.levels:
            if rung.id == level:
                return met("growth.level", [ladder.key], level=rung.title or rung.id)
    return lacking("growth.no_level", [evidence.person.key])
