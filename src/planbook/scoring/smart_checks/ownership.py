"""Who owns a goal, and what these people answer for: read by several checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun
from planbook.model.partner import Partner
from planbook.model.person import Person, Scope
from planbook.model.role import Role
from planbook.model.settings import Term
from planbook.model.team import Team


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a scope: a territory, a product line or a partner, with its title."""

    sort: str
    id: str
    title: Text


def owner_of(goal: Goal, handbook: Handbook) -> Noun | None:
    """Return the person or the team that answers for ``goal``, or None."""
    key = handbook.resolve(goal.owner, ("person", "team"))
    return handbook.nouns[key] if key is not None else None


def people_of(owner: Noun | None, handbook: Handbook) -> tuple[Person, ...]:
    """Return the person that ``owner`` is, or the lead and the members of the team."""
    if isinstance(owner, Person):
        return (owner,)
    if not isinstance(owner, Team):
        return ()
    lead = handbook.find(Person, owner.lead)
    members = (
        handbook.find(Person, key.id)
        for key in handbook.referring(Key("team", owner.id), "person", "/team")
    )
    found = {person.id: person for person in (lead, *members) if person is not None}
    return tuple(found.values())


def roles_of(people: tuple[Person, ...], handbook: Handbook) -> tuple[Role, ...]:
    """Return the roles of ``people``."""
    roles = (handbook.find(Role, person.role) for person in people)
    return tuple({role.id: role for role in roles if role is not None}.values())


def shares_of(scope: Scope | None, handbook: Handbook) -> tuple[Share, ...]:
    """Return the parts of ``scope`` that the handbook knows."""
    if scope is None:
        return ()
    vocabulary = handbook.settings.vocabulary
    return (
        *_terms("territory", scope.territories, vocabulary.territories),
        *_terms("product_line", scope.product_lines, vocabulary.product_lines),
        *_partners(scope.partners, handbook),
    )


def _terms(sort: str, ids: tuple[str, ...], terms: tuple[Term, ...]) -> Iterator[Share]:
    titles = {term.id: term.title or {"en": term.id} for term in terms}
    for id_ in ids:
        if id_ in titles:
            yield Share(sort, id_, titles[id_])


def _partners(ids: tuple[str, ...], handbook: Handbook) -> Iterator[Share]:
    for id_ in ids:
        key = handbook.resolve(id_, ("partner",))
        partner = handbook.find(Partner, key.id) if key is not None else None
        if partner is not None:
            yield Share("partner", partner.id, partner.label)
