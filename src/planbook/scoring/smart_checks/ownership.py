"""Who owns a goal, and what these people answer for: read by several checks."""

from __future__ import annotations

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun
from planbook.model.person import Person, Scope
from planbook.model.role import Role
from planbook.model.team import Team


def owner_of(goal: Goal, handbook: Handbook) -> Noun | None:
    """Return the person or the team that answers for ``goal``, or None."""
    return handbook.nouns.get(goal.owner) if goal.owner is not None else None


def people_of(owner: Noun | None, handbook: Handbook) -> tuple[Person, ...]:
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


def parts_of(scope: Scope | None) -> tuple[Key, ...]:
    """Return the territories, the product lines and the partners of ``scope``."""
    if scope is None:
        return ()
    return (*scope.territories, *scope.product_lines, *scope.partners)


def title_of(key: Key, handbook: Handbook) -> Text:
    """Return what a document or a word of the vocabulary is called, else its id."""
    noun = handbook.nouns.get(key)
    if noun is not None:
        return noun.label
    vocabulary = handbook.settings.vocabulary
    terms = vocabulary.territories if key.kind == "territory" else vocabulary.product_lines
    titles = (term.title for term in terms if term.id == key.id)
    return next(titles, {}) or {"en": key.id}
