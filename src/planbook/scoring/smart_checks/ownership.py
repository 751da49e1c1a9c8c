"""Who owns a goal, and what these people answer for: read by several checks."""

from __future__ import annotations

from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.role import Role
from planbook.model.team import Team


def owner_of(goal: Goal, handbook: Handbook) -> Record | None:
    """Return the person or the team that answers for ``goal``, or None."""
    return handbook.records.get(goal.owner) if goal.owner is not None else None


def people_of(owner: Record | None, handbook: Handbook) -> tuple[Person, ...]:
    """Return the person that ``owner`` is, or the lead and the members of the team."""
    if isinstance(owner, Person):
        return (owner,)
    if not isinstance(owner, Team):
        return ()
    lead = handbook.find(Person, owner.lead)
    members = (
        handbook.find(Person, key) for key in handbook.referring(owner.key, Person.KIND, "/team")
    )
    found = {person.id: person for person in (lead, *members) if person is not None}
    return tuple(found.values())


def roles_of(people: tuple[Person, ...], handbook: Handbook) -> tuple[Role, ...]:
    """Return the roles of ``people``."""
    roles = (handbook.find(Role, person.role) for person in people)
    return tuple({role.id: role for role in roles if role is not None}.values())
