"""Responsibilities: a role with duties tied to objectives, and a scope."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.model.objective import Objective
from planbook.model.role import Duty
from planbook.quantities import Count
from planbook.scoring.practices.evidence import Part, PracticeEvidence, lacking, met


def serves_objective(duty: Duty) -> bool:
    """Return whether ``duty`` is tied to an objective."""
    return any(key.kind == Objective.KIND for key in duty.supports)


def find_parts(evidence: PracticeEvidence) -> Iterator[Part]:
    """Yield what there is of clear responsibilities."""
    role = evidence.role
    if role is None or not role.duties:
        yield lacking("responsibilities.no_role")
    else:
        yield met("responsibilities.role", [role.key], role=role.key, count=Count(len(role.duties)))
        loose = [duty for duty in role.duties if not serves_objective(duty)]
        if loose:
            yield lacking(
                "responsibilities.loose_duties",
                [role.key],
                duties=tuple(duty.title for duty in loose),
            )
        else:
            yield met("responsibilities.tied_duties", [role.key])
    scope = evidence.person.scope
    if scope is not None and scope.parts:
        yield met("responsibilities.scope", [evidence.person.key], scope=scope.parts)
    else:
        yield lacking("responsibilities.no_scope", [evidence.person.key])
