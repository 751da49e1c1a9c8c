"""The page of a person: what they are answerable for, and everything that concerns them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.person import Person
from planbook.views.goal import goal_order, scope_facts
from planbook.views.levels import level_title
from planbook.views.lists import Column
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.parts import (
    LINKED_SHOWN,
    DocumentPart,
    LinkedGroup,
    LinkedKeys,
    group_of,
    outside,
    pointing_group,
)
from planbook.views.pen import Pen
from planbook.views.person_score import PersonScoreView, person_score_view
from planbook.views.shell import Shell
from planbook.views.words import Day, Fact, PeriodView, Ref, Shown, Words


@dataclass(frozen=True, slots=True)
class PeriodGoals:
    """The goals of one period."""

    period: PeriodView | None
    goals: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class OwnedGoals:
    """Goals by period, the latest first. ``href`` leads to the rest, where there are more."""

    periods: tuple[PeriodGoals, ...] = ()
    total: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class StationView:
    """Where somebody was until a day."""

    until: Day | None
    team: Ref | None
    manager: Ref | None


@dataclass(frozen=True, slots=True)
class PersonView:
    """The page of a person. ``org`` leads to their place in the organisation."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]
    before: tuple[StationView, ...]
    scope: tuple[Fact, ...]
    contacts: tuple[Fact, ...]
    goals: OwnedGoals
    reports: LinkedGroup | None
    org: str
    score: PersonScoreView | None


def view_person(person: Person, pen: Pen, shell: Shell, document: DocumentPart) -> PersonView:
    """Return the page of ``person``."""
    key = person.key
    reports = pointing_group(pen, key, "person", "/manager")
    return PersonView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "person",
            ("role", pen.ref(person.role)),
            ("manager", pen.ref(person.manager)),
            ("team", pen.ref(person.team)),
            ("level", level_title(person, pen)),
            ("started", pen.day(person.started)),
            ("ended", pen.day(person.ended)),
        ),
        before=tuple(
            StationView(pen.day(one.until), pen.ref(one.team), pen.ref(one.manager))
            for one in sorted(person.before, key=lambda one: newest_first(one.until))
        ),
        scope=scope_facts("person", "scope", person.scope, pen),
        contacts=_contacts(person, pen),
        goals=owned_goals(pen, key),
        reports=reports,
        org=pen.to("org", person.id) if person.is_in_force else "",
        score=person_score_view(person, pen),
    )


def owned_goals(pen: Pen, owner: Key) -> OwnedGoals:
    """Return the goals of a person or a team: so many of the latest as fit on a page."""
    keys = tuple(
        key
        for key in pen.handbook.referring(owner, Goal.KIND, "/owner")
        if pen.handbook.nouns[key].state != "archived"
    )
    if not keys:
        return OwnedGoals()
    goals = [goal for key in keys if (goal := pen.handbook.find(Goal, key.id)) is not None]
    goals.sort(key=goal_order)
    return OwnedGoals(
        periods=tuple(
            PeriodGoals(pen.period(period), tuple(_refs(pen, group)))
            for period, group in groupby(goals[:LINKED_SHOWN], key=lambda goal: goal.period)
        ),
        total=len(goals),
        href=group_of(pen, owner, LinkedKeys("goal", "/owner", keys)).href,
    )


def _refs(pen: Pen, goals: Iterable[Goal]) -> Iterable[Ref]:
    for goal in goals:
        ref = pen.ref(goal.key)
        if ref is not None:
            yield ref


def _contacts(person: Person, pen: Pen) -> tuple[Fact, ...]:
    contacts = person.contacts
    if contacts is None:
        return ()
    return pen.facts(
        "person",
        ("contacts/email", _reach(contacts.email, "mailto:")),
        ("contacts/im", Words(contacts.im or "")),
        ("contacts/phone", _reach(contacts.phone, "tel:")),
        ("contacts/github", _reach(contacts.github, "https://github.com/")),
    )


def _reach(address: str | None, scheme: str) -> Shown:
    if not address:
        return None
    target = address.replace(" ", "") if scheme == "tel:" else address
    return outside(Words(address), scheme + target)


def _territories(person: Person, pen: Pen) -> Shown:
    return pen.terms(person.scope.territories) if person.scope else None


PAGE: Final = PageKind(
    noun=Person,
    template="person.html",
    view=view_person,
    columns=(
        Column("role", lambda person, pen: pen.ref(person.role)),
        Column("team", lambda person, pen: pen.ref(person.team)),
        Column("scope/territories", _territories),
        Column("manager", lambda person, pen: pen.ref(person.manager)),
    ),
    own_sections=frozenset({("goal", "/owner"), ("person", "/manager")}),
)
