"""What is due in the days to come: goals, milestones, actions, sessions, checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from functools import partial
from typing import Final

import msgspec

from planbook.language import Text
from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.improvement import Improvement
from planbook.model.training import Session, Training
from planbook.pages import Page
from planbook.recurrence import next_occurrences
from planbook.scoring.onboarding import onboarding_days, series_of
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    Pager,
    Part,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.words import Day, Phrase, Ref, Words

SECTION: Final = "due"
DAYS_AHEAD: Final = 30
_KINDS: Final = (Goal.KIND, Training.KIND, Improvement.KIND)
"""What has days of its own; steps of all kinds come beside them."""
_OVER: Final = ("achieved", "cancelled", "carried_over")


class Deadline(msgspec.Struct, frozen=True):
    """Something due on a day: ``goal``, ``milestone``, ``action``, ``session``, ``checkpoint``."""

    day: date
    category: str
    document: Key
    who: Key | None
    title: Text
    anchor: str = ""


class DeadlineView(msgspec.Struct, frozen=True):
    """One line. ``title`` is empty where the document itself is due."""

    day: Day
    category: Phrase
    what: Ref
    title: Words
    who: Ref | None


class DueList(msgspec.Struct, frozen=True):
    """Some of ``total`` deadlines; ``href`` leads to all, where there are more."""

    deadlines: tuple[DeadlineView, ...]
    total: int
    pager: Pager
    href: str = ""


class DueView(msgspec.Struct, frozen=True):
    """One page of what is due."""

    layout: Layout
    list: DueList


def due_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield what is due in the next 30 days, page by page."""
    if not site.handbook.by_kind.get(Goal.KIND):
        return
    numbers = page_numbers(len(find_deadlines(site)))
    make = partial(_due_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "due.html", make)


def _due_view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> DueView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    layout = layouts.around(presenter, segments, Phrase("section.due"), number=number)
    return DueView(layout, due_list(presenter, part_at(find_deadlines(site), number)))


def find_deadlines(site: SitePresenter) -> tuple[Deadline, ...]:
    """Return what is due from the day of the figures on, within 30 days, the soonest first.

    It is found in all documents, listed or not.
    """
    return site.remember(DEADLINES, "")


def _find_deadlines(site: SitePresenter, _: str) -> tuple[Deadline, ...]:
    found = [one for _, every in site.of_each(DEADLINES_OF) for one in every]
    actions = (
        Deadline(one.due, "action", one.document, one.owner, one.title)
        for one in site.open_actions()
    )
    found += [one for one in actions if _is_soon(one.day, site.scores.as_of)]
    return tuple(sorted(found, key=lambda one: (one.day, one.category, one.document, one.anchor)))


def _is_soon(day: date, as_of: date) -> bool:
    return as_of <= day <= as_of + timedelta(days=DAYS_AHEAD)


def _deadlines_of(site: SitePresenter, key: Key) -> tuple[Deadline, ...]:
    """Return what one document has due within the 30 days."""
    match site.handbook.records[key]:
        case Goal() as goal:
            found = _of_goal(goal, site)
        case Training() as training:
            found = _of_training(training, site)
        case Improvement() as plan:
            found = _of_plan(plan)
        case _:
            found = iter(())
    return tuple(one for one in found if _is_soon(one.day, site.scores.as_of))


def due_list(presenter: Presenter, part: Part[Deadline]) -> DueList:
    """Return one page of deadlines."""
    return DueList(
        deadlines=tuple(view for one in part.items if (view := _view(one, presenter)) is not None),
        total=part.total,
        pager=pager_of(presenter, (SECTION,), part),
        href="" if part.is_all else presenter.to(SECTION),
    )


def _of_goal(goal: Goal, site: SitePresenter) -> Iterator[Deadline]:
    score = site.scores.goals.get(goal.id)
    if not goal.is_in_force or (score is not None and score.status in _OVER):
        return
    time = goal.time_bound
    if time.due:
        yield Deadline(time.due, "goal", goal.key, goal.owner, {})
    for mark in time.milestones:
        if mark.due and not is_done(mark.done, site.scores.as_of) and mark.due != time.due:
            yield Deadline(mark.due, "milestone", goal.key, goal.owner, mark.title)


def _of_training(training: Training, site: SitePresenter) -> Iterator[Deadline]:
    if not training.is_in_force:
        return
    who = training.recipients[0] if training.recipients else None
    for place, session in enumerate(training.items, start=1):
        day = _next_day(session, training, site.scores.as_of)
        if day is not None and session.state == "planned":
            anchor = f"#session-{place}"
            yield Deadline(day, "session", training.key, who, session.title, anchor)
    for place, session, person, day in onboarding_days(training, site.handbook):
        anchor = f"#session-{place}"
        yield Deadline(day, "session", training.key, person.key, session.title, anchor)


def _of_plan(plan: Improvement) -> Iterator[Deadline]:
    for point in plan.checkpoints:
        if plan.is_running and point.date and point.met is None:
            yield Deadline(point.date, "checkpoint", plan.key, plan.person, point.expect)


def _next_day(session: Session, training: Training, today: date) -> date | None:
    """Return the day of a session; of one that recurs the next, to the end of the plan."""
    series = series_of(session, training)
    if series is None:
        return session.date
    return next((one.date() for one in next_occurrences(series, UTC, today, 1)), None)


def _view(deadline: Deadline, presenter: Presenter) -> DeadlineView | None:
    ref = presenter.ref(deadline.document)
    if ref is None:
        return None
    what = Ref(ref.kind, ref.id, ref.title, ref.href + deadline.anchor, ref.state)
    return DeadlineView(
        day=Day(deadline.day.isoformat(), presenter.formats.short_day(deadline.day)),
        category=Phrase(f"due.{deadline.category}"),
        what=what,
        title=presenter.words(deadline.title),
        who=presenter.ref(deadline.who),
    )


DEADLINES_OF: Final = Shared("deadlines of", tuple[Deadline, ...], _deadlines_of, Key, _KINDS)
DEADLINES: Final = Shared("deadlines", tuple[Deadline, ...], _find_deadlines)
