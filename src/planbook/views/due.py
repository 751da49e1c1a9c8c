"""What is due in the days to come: goals, milestones, actions, sessions, checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.model.training import Training
from planbook.pages import Page
from planbook.scoring.results import Scores
from planbook.views.lists import Pager, Part, pager_of, paginate
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Shell, Shells
from planbook.views.words import Day, Phrase, Ref, Words

SECTION: Final = "due"
DAYS_AHEAD: Final = 30


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on a day: ``goal``, ``milestone``, ``action``, ``session``, ``checkpoint``."""

    day: date
    sort: str
    document: Key
    who: Key | None
    title: Text
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One line. ``title`` is empty where the document itself is due."""

    day: Day
    sort: Phrase
    what: Ref
    title: Words
    who: Ref | None


@dataclass(frozen=True, slots=True)
class DueList:
    """Some of ``total`` deadlines; ``href`` leads to all, where there are more."""

    deadlines: tuple[DeadlineView, ...]
    total: int
    pager: Pager
    href: str = ""


@dataclass(frozen=True, slots=True)
class DueView:
    """One page of what is due."""

    shell: Shell
    list: DueList


def due_pages(pens: Pens, shells: Shells, language: str) -> Iterator[Page]:
    """Yield what is due in the next 30 days, page by page."""
    if not pens.handbook.by_kind.get(Goal.KIND):
        return
    deadlines = find_deadlines(pens.handbook, pens.scores)
    segments = (SECTION,)
    for part in paginate(deadlines):
        path = pens.addresses.numbered(language, segments, part.number)
        pen = pens.at(language, path)
        shell = shells.around(pen, segments, Phrase("section.due"), number=part.number)
        yield Page(path, language, "due.html", DueView(shell, due_list(pen, part)))


def find_deadlines(handbook: Handbook, scores: Scores) -> tuple[Deadline, ...]:
    """Return what is due from the day of the figures on, within 30 days, the soonest first."""
    last = scores.as_of + timedelta(days=DAYS_AHEAD)
    found = [
        one
        for one in (*_of_goals(handbook, scores), *_of_plans(handbook), *_of_talks(handbook))
        if scores.as_of <= one.day <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.sort, one.document, one.anchor)))


def due_list(pen: Pen, part: Part[Deadline]) -> DueList:
    """Return one page of deadlines."""
    return DueList(
        deadlines=tuple(view for one in part.items if (view := _view(one, pen)) is not None),
        total=part.total,
        pager=pager_of(pen, (SECTION,), part),
        href="" if part.is_all else pen.to(SECTION),
    )


def _of_goals(handbook: Handbook, scores: Scores) -> Iterator[Deadline]:
    for goal in handbook.all(Goal):
        score = scores.goals.get(goal.id)
        if not goal.is_in_force or (score is not None and score.status == "achieved"):
            continue
        key = goal.key
        owner = goal.owner
        time = goal.time_bound
        if time.due:
            yield Deadline(time.due, "goal", key, owner, {})
        for mark in time.milestones:
            if mark.due and not mark.done and mark.due != time.due:
                yield Deadline(mark.due, "milestone", key, owner, mark.title)
        for action in goal.actions:
            if action.due and not action.done:
                yield Deadline(action.due, "action", key, owner, action.title)


def _of_plans(handbook: Handbook) -> Iterator[Deadline]:
    for training in handbook.all(Training):
        who = training.recipients[0] if training.recipients else None
        for place, session in enumerate(training.items, start=1):
            if training.is_in_force and session.date and session.state == "planned":
                key = training.key
                anchor = f"#session-{place}"
                yield Deadline(session.date, "session", key, who, session.title, anchor)
    for plan in handbook.all(Improvement):
        running = plan.is_in_force and plan.outcome in ("open", "extended")
        who = plan.person
        for point in plan.checkpoints:
            if running and point.date and point.met is None:
                key = plan.key
                yield Deadline(point.date, "checkpoint", key, who, point.expect)


def _of_talks(handbook: Handbook) -> Iterator[Deadline]:
    for growth in handbook.all(Growth):
        person = growth.person
        for step in growth.actions:
            if growth.is_in_force and step.due and not step.done:
                yield Deadline(step.due, "action", growth.key, person, step.title)
    for review in handbook.all(Review):
        for decision in review.decisions:
            if review.is_in_force and decision.due and not decision.done:
                owner = decision.owner
                key = review.key
                yield Deadline(decision.due, "action", key, owner, decision.title)


def _view(deadline: Deadline, pen: Pen) -> DeadlineView | None:
    ref = pen.ref(deadline.document)
    if ref is None:
        return None
    what = Ref(ref.kind, ref.id, ref.title, ref.href + deadline.anchor, ref.state)
    return DeadlineView(
        day=Day(deadline.day.isoformat(), pen.formats.short_day(deadline.day)),
        sort=Phrase(f"due.{deadline.sort}"),
        what=what,
        title=pen.words(deadline.title),
        who=pen.ref(deadline.who),
    )
