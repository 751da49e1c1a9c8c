"""Who is in service on the day of judging, in which teams, under whom and with what scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.partner import Partner
from planbook.model.person import Person, Scope
from planbook.model.team import Team
from planbook.scoring.holders import Cell, Holders, cells_of, holders_in
from planbook.scoring.series import teams_above


@dataclass(frozen=True)
class Organisation:
    """The people of a handbook as of one day. Each index is made when a rule asks, and once."""

    handbook: Handbook
    as_of: date

    @cached_property
    def people(self) -> Mapping[Key, Person]:
        """Who is in service, by key."""
        return {
            person.key: person
            for person in self.handbook.all(Person)
            if person.is_serving(self.as_of)
        }

    @cached_property
    def staying(self) -> tuple[Person, ...]:
        """Who is in service or is to come."""
        everybody = self.handbook.all(Person)
        return tuple(
            person for person in everybody if person.is_in_force and not person.has_left(self.as_of)
        )

    @cached_property
    def written_scopes(self) -> tuple[Scope, ...]:
        """The scopes of everybody, those who have left too."""
        everybody = self.handbook.all(Person)
        return tuple(one.scope for one in everybody if one.is_in_force and one.scope is not None)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes of those who are in service or are to come."""
        return tuple(person.scope for person in self.staying if person.scope is not None)

    @cached_property
    def held_terms(self) -> frozenset[Key]:
        """The territories and product lines that somebody holds, now or soon."""
        held = (cells_of(scope, self.handbook) for scope in self.scopes)
        return frozenset(key for cells in held for cell in cells for key in cell) | frozenset(
            key for scope in self.scopes for key in (*scope.territories, *scope.product_lines)
        )

    @cached_property
    def keepers(self) -> Mapping[Key, tuple[Key, ...]]:
        """Who has each partner in their scope, now or soon."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for person in self.staying:
            for partner in frozenset(person.scope.partners if person.scope else ()):
                found[partner].append(person.key)
        return {partner: tuple(people) for partner, people in found.items()}

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """The teams in force."""
        return tuple(team for team in self.handbook.all(Team) if team.is_in_force)

    @cached_property
    def teams_with_own_people(self) -> frozenset[Key]:
        """The teams that somebody in service belongs to, and not only to a team below."""
        return frozenset(one.team for one in self.people.values() if one.team is not None)

    @cached_property
    def teams_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """The team of each person in service and those above it, nearest first."""
        above: dict[Key | None, tuple[Key, ...]] = {None: ()}
        for person in self.people.values():
            if person.team is not None and person.team not in above:
                above[person.team] = (person.team, *teams_above(person.team, self.handbook))
        return {key: above[person.team] for key, person in self.people.items()}

    @cached_property
    def people_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """Who is in service in each team or in a team below it."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for person in self.people.values():
            for team in self.teams_of[person.key]:
                found[team].append(person.key)
        return {team: tuple(people) for team, people in found.items()}

    @cached_property
    def reports(self) -> Mapping[Key, tuple[Key, ...]]:
        """Who in service names whom as manager."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for person in self.people.values():
            if person.manager is not None:
                found[person.manager].append(person.key)
        return {manager: tuple(people) for manager, people in found.items()}

    @cached_property
    def without_manager(self) -> frozenset[Key]:
        """Who in service names no manager."""
        documents = self.handbook.documents
        return frozenset(key for key in self.people if "manager" not in documents[key].values)

    @cached_property
    def head(self) -> Key | None:
        """Who is at the top: of those without a manager, who leads the top team.

        Where that is nobody, or several, who has most people below. None where nobody reports to
        anybody, unless one person leads the top team.
        """
        below: dict[Key, int] = dict.fromkeys(sorted(self.without_manager), 0)
        for key in self.people:
            chain = self.handbook.managers_above(key.id)
            top = Key(Person.KIND, chain[-1]) if chain else key
            if chain and top in below:
                below[top] += 1
        leads = {one.lead for one in self.teams if one.parent is None and one.lead in below}
        if not any(below.values()) and len(leads) != 1:
            return None
        return max((one for one in below if one in leads or not leads), key=lambda one: below[one])

    @cached_property
    def above(self) -> Mapping[Key, frozenset[Key]]:
        """Who stands above each person in service: the managers, and who leads their teams."""
        found: dict[Key, frozenset[Key]] = {}
        for key in self.people:
            managers = (Key(Person.KIND, one) for one in self.handbook.managers_above(key.id))
            teams = (self.handbook.find(Team, team) for team in self.teams_of[key])
            leads = (team.lead for team in teams if team is not None)
            found[key] = frozenset(one for one in (*managers, *leads) if one not in (None, key))
        return found

    @cached_property
    def holders(self) -> Holders:
        """Who in service holds each product line in each territory."""
        return holders_in(self.handbook, self.people)

    @cached_property
    def cells(self) -> Mapping[Key, frozenset[Cell]]:
        """What each person in service holds of the territories and product lines."""
        return {
            key: frozenset(cells_of(person.scope, self.handbook))
            for key, person in self.people.items()
            if person.scope is not None
        }

    @cached_property
    def partners(self) -> Mapping[Key, frozenset[Key]]:
        """The partners in the scope of each person in service."""
        return {
            key: frozenset(person.scope.partners)
            for key, person in self.people.items()
            if person.scope is not None
        }

    @cached_property
    def partner_holders(self) -> Mapping[Key, tuple[Key, ...]]:
        """Who in service names each partner in their scope."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for person, partners in self.partners.items():
            for partner in partners:
                found[partner].append(person)
        return {partner: tuple(people) for partner, people in found.items()}

    @cached_property
    def managed(self) -> Mapping[Key, tuple[Key, ...]]:
        """The partners in force that name each person as their manager."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for partner in self.handbook.all(Partner):
            if partner.is_in_force and partner.manager is not None:
                found[partner.manager].append(partner.key)
        return {person: tuple(partners) for person, partners in found.items()}

    @cached_property
    def partner_territories(self) -> Mapping[Key, frozenset[Key | None]]:
        """Where each person's partners are, by scope or as their manager.

        None stands for a partner that names no territory: it may be anywhere.
        """
        found: dict[Key, frozenset[Key | None]] = {}
        for person in self.people:
            keys = (*self.partners.get(person, ()), *self.managed.get(person, ()))
            named = (self.handbook.find(Partner, key) for key in keys)
            found[person] = frozenset(
                one.territory for one in named if one is not None and one.is_in_force
            )
        return found

    def has_partner_in(self, person: Key, territory: Key) -> bool:
        """Return whether a partner of ``person`` is, or may be, in ``territory``."""
        where = self.partner_territories.get(person, frozenset())
        return territory in where or None in where

    def oversees(self, leader: Key, person: Key) -> bool:
        """Return whether ``leader`` stands above ``person`` and holds all that ``person`` does."""
        nothing: frozenset[Cell] = frozenset()
        return leader in self.above.get(person, ()) and self.cells.get(
            leader, nothing
        ) >= self.cells.get(person, nothing)


def find_overlaps(organisation: Organisation) -> Mapping[Key, Mapping[Key, tuple[Cell, ...]]]:
    """Return what people hold who have no partner there, by person and by who holds it too.

    Of two people without a partner it is the one whose id comes later. Where many hold one share
    of the work, each is told of one other.
    """
    found: dict[Key, dict[Key, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for cell, holders in organisation.holders.items():
        told_apart = [one for one in holders if organisation.has_partner_in(one, cell[0])]
        set_apart = frozenset(told_apart)
        before: list[Key] = []
        for person in holders:
            if person in set_apart:
                continue
            # Whoever stands above or below is passed over: there are as many as the tree is deep.
            for other in chain(before, told_apart):
                if not (
                    organisation.oversees(other, person) or organisation.oversees(person, other)
                ):
                    found[person][other].append(cell)
                    break
            before.append(person)
    return {
        person: {other: tuple(cells) for other, cells in others.items()}
        for person, others in found.items()
    }
