"""The page of a person: what they are answerable for, and everything that concerns them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.pages import Page
from planbook.scoring.series import teams_above
from planbook.views.calendars import calendar_href, own_calendar
from planbook.views.common_fields import (
    LINKED_SHOWN,
    CommonFields,
    LinkedGroup,
    LinkedKeys,
    group_of,
    outside,
    pointing_group,
)
from planbook.views.first_steps import FirstStep, first_steps
from planbook.views.goal import goal_order, scope_facts
from planbook.views.layout import Crumb, Layout, Layouts
from planbook.views.lists import Column
from planbook.views.local_titles import level_of, titled
from planbook.views.meeting import NEXT_MOMENT, moment_phrase
from planbook.views.monogram import monogram_of
from planbook.views.one_on_one_sheet import sheet_pages
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.person_brief import BriefView, brief_view, jumps
from planbook.views.person_score import PersonScoreView, person_score_view
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.words import Day, Fact, PeriodView, Phrase, Ref, Shown, Words

_MEETINGS_SHOWN: Final = 5


class PeriodGoals(msgspec.Struct, frozen=True):
    """The goals of one period."""

    period: PeriodView | None
    goals: tuple[Ref, ...]


class OwnedGoals(msgspec.Struct, frozen=True):
    """Goals by period, the latest first. ``href`` leads to the rest, where there are more."""

    periods: tuple[PeriodGoals, ...] = ()
    total: int = 0
    href: str = ""


class StationView(msgspec.Struct, frozen=True):
    """Where somebody was until a day."""

    until: Day | None
    team: Ref | None
    manager: Ref | None


class MeetingLine(msgspec.Struct, frozen=True):
    """The next time that a meeting takes place."""

    when: Phrase
    meeting: Ref


class PersonView(msgspec.Struct, frozen=True):
    """The page of a person. ``org`` leads to their place in the organisation.

    ``calendar`` is the link to a file for other programs.

    ``monogram`` are the letters beside the name. ``brief`` are the five lines that it begins with;
    None of who is not in service.
    """

    layout: Layout
    document: CommonFields
    monogram: str
    role: Ref | None
    team: Ref | None
    brief: BriefView | None
    jumps: tuple[Crumb, ...]
    steps: tuple[FirstStep, ...]
    facts: tuple[Fact, ...]
    before: tuple[StationView, ...]
    scope: tuple[Fact, ...]
    contacts: tuple[Fact, ...]
    goals: OwnedGoals
    reports: LinkedGroup | None
    org: str
    score: PersonScoreView | None
    meetings: tuple[MeetingLine, ...]
    calendar: str


def view_person(
    person: Person, presenter: Presenter, layout: Layout, document: CommonFields
) -> PersonView:
    """Return the page of ``person``."""
    key = person.key
    reports = pointing_group(presenter, key, "person", "/manager")
    brief = brief_view(person, presenter)
    steps = first_steps(presenter)
    score = person_score_view(person, presenter)
    if steps and score is not None:
        # Ten marks of what is missing help nobody who has just begun.
        score = replace(score, practices=())
    return PersonView(
        layout=layout,
        document=document,
        monogram=monogram_of(document.title.text),
        role=presenter.ref(person.role),
        team=presenter.ref(person.team),
        brief=brief,
        jumps=jumps(brief, tuple(_sections(brief, score))),
        steps=steps,
        facts=presenter.facts(
            "person",
            ("role", presenter.ref(person.role)),
            ("manager", presenter.ref(person.manager)),
            ("team", presenter.ref(person.team)),
            ("level", titled(level_of(person.level, person.key, presenter), presenter)),
            ("started", presenter.day(person.started)),
            ("ended", presenter.day(person.ended)),
        ),
        before=tuple(
            StationView(
                presenter.day(one.until), presenter.ref(one.team), presenter.ref(one.manager)
            )
            for one in sorted(person.before, key=lambda one: newest_first(one.until))
        ),
        scope=scope_facts("person", "scope", person.scope, presenter),
        contacts=_contacts(person, presenter),
        goals=owned_goals(presenter, key),
        reports=reports,
        org=presenter.to("org", person.id) if person.is_in_force else "",
        score=score,
        meetings=tuple(_meetings(person, presenter)),
        calendar=calendar_href(presenter, key),
    )


def _sections(brief: BriefView | None, score: PersonScoreView | None) -> Iterator[str]:
    """Yield the ids of the sections that the page has, in their order."""
    if brief is None:
        return
    if brief.alerts:
        yield "attention"
    if (score is not None and score.goals) or brief.goals_hint:
        yield "goals"
    if score is not None and score.actions:
        yield "actions"
    if score is not None and score.trends:
        yield "figures"
    if score is not None and score.practices:
        yield "coverage"
    if (score is not None and score.trainings) or brief.training_hint:
        yield "training"
    if brief.growth or brief.growth_hint:
        yield "growth"
    if brief.reviews or brief.reviews_hint:
        yield "reviews"
    if brief.feedback or brief.feedback_hint:
        yield "feedback"
    yield "about"


def _meetings(person: Person, presenter: Presenter) -> Iterator[MeetingLine]:
    """Yield the next meetings that the person calls or takes part in, alone or with a team."""
    handbook = presenter.handbook
    teams = () if person.team is None else (person.team, *teams_above(person.team, handbook))
    keys = {
        key
        for subject, path in (
            (person.key, "/owner"),
            *((one, "/attendees") for one in (person.key, *teams)),
        )
        for key in handbook.referring(subject, Meeting.KIND, path)
    }
    coming = sorted(
        (moment, key)
        for key in keys
        if (moment := presenter.remember(NEXT_MOMENT, key)) is not None
    )
    for moment, key in coming[:_MEETINGS_SHOWN] if person.is_in_force else ():
        ref = presenter.ref(key)
        if ref is not None and not person.has_left(moment.date()):
            yield MeetingLine(moment_phrase(moment, presenter), ref)


def owned_goals(presenter: Presenter, owner: Key) -> OwnedGoals:
    """Return the goals of a person or a team: so many of the latest as fit on a page."""
    keys = tuple(
        key
        for key in presenter.handbook.referring(owner, Goal.KIND, "/owner")
        if presenter.handbook.records[key].state != "archived"
    )
    if not keys:
        return OwnedGoals()
    goals = [goal for key in keys if (goal := presenter.handbook.find(Goal, key.id)) is not None]
    goals.sort(key=goal_order)
    return OwnedGoals(
        periods=tuple(
            PeriodGoals(presenter.period(period), tuple(_refs(presenter, group)))
            for period, group in groupby(goals[:LINKED_SHOWN], key=lambda goal: goal.period)
        ),
        total=len(goals),
        href=group_of(presenter, owner, LinkedKeys("goal", "/owner", keys)).href,
    )


def _refs(presenter: Presenter, goals: Iterable[Goal]) -> Iterable[Ref]:
    for goal in goals:
        ref = presenter.ref(goal.key)
        if ref is not None:
            yield ref


def _contacts(person: Person, presenter: Presenter) -> tuple[Fact, ...]:
    contacts = person.contacts
    if contacts is None:
        return ()
    return presenter.facts(
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


def _more_pages(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Iterator[Page]:
    """Yield the sheet for a one-to-one, and the calendar."""
    yield from sheet_pages(site, layouts, language, key)
    yield from own_calendar(site, layouts, language, key)


def _territories(person: Person, presenter: Presenter) -> Shown:
    return presenter.terms(person.scope.territories) if person.scope else None


PAGE: Final = PageKind(
    record=Person,
    template="person.html",
    view=view_person,
    columns=(
        Column("role", lambda person, presenter: presenter.ref(person.role), facet="role"),
        Column("team", lambda person, presenter: presenter.ref(person.team), facet="team"),
        Column("scope/territories", _territories),
        Column("manager", lambda person, presenter: presenter.ref(person.manager), facet="manager"),
    ),
    own_sections=frozenset(
        {
            ("goal", "/owner"),
            ("person", "/manager"),
            ("review", "/person"),
            ("feedback", "/to"),
            ("growth", "/person"),
        }
    ),
    more=_more_pages,
)
