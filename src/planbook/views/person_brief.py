"""The five lines that a person's page begins with, and the ways to its sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.model.training import Training
from planbook.scoring.onboarding import plans_for
from planbook.views.alert_lines import AlertView, alert_views
from planbook.views.alerts import alerts_on
from planbook.views.home import (
    FeedbackLine,
    GrowthLine,
    MeetingBrief,
    feedback_lines,
    growth_lines,
    meeting_brief,
)
from planbook.views.layout import Crumb
from planbook.views.objective import StatusCount
from planbook.views.order import newest_first
from planbook.views.people_figures import figures_of, sees_all_of, tally
from planbook.views.presenter import Presenter
from planbook.views.since import SinceView, since_view
from planbook.views.words import Day, PeriodView, Phrase, Ref

_ALERTS_SHOWN: Final = 20
_SAID_SHOWN: Final = 5
_WORST_SHOWN: Final = 2


class ReviewLine(msgspec.Struct, frozen=True):
    """A review in a line."""

    ref: Ref
    period: PeriodView | None
    day: Day | None
    grade: str


class Hint(msgspec.Struct, frozen=True):
    """That something is missing, and the command that begins it."""

    text: Phrase
    command: str


class BriefView(msgspec.Struct, frozen=True):
    """A person in five lines, and what stands in the sections below.

    ``is_whole`` says whether the edition sees all that is about the person: only then it is told
    that there is nothing. ``hints`` are by section: what is missing there, where the edition may
    say so.
    """

    is_whole: bool

    goals: tuple[StatusCount, ...]
    worst: tuple[AlertView, ...]
    alerts: tuple[AlertView, ...]
    more_alerts: int
    total_alerts: int
    since: SinceView
    meeting: MeetingBrief | None
    open: int
    overdue: int
    growth: tuple[GrowthLine, ...]
    reviews: tuple[ReviewLine, ...]
    feedback: tuple[FeedbackLine, ...]
    goals_hint: Hint | None
    training_hint: Hint | None
    growth_hint: Hint | None
    reviews_hint: Hint | None
    feedback_hint: Hint | None


def brief_view(person: Person, presenter: Presenter) -> BriefView | None:
    """Return ``person`` in five lines; None for who is not in service: nothing is asked of them."""
    if person.id not in presenter.scores.people:
        return None
    site, key = presenter.site, person.key
    figures, alerts = figures_of(site, key), alerts_on(site, key)
    views = alert_views(presenter, alerts[:_ALERTS_SHOWN])
    growth = growth_lines(key, presenter)
    reviews = tuple(_reviews(person, presenter))
    feedback = feedback_lines(key, presenter, _SAID_SHOWN)
    plans = bool(plans_for(person, presenter.handbook))
    return BriefView(
        is_whole=sees_all_of(site, person.id),
        goals=tally(figures.statuses),
        worst=views[:_WORST_SHOWN],
        alerts=views,
        more_alerts=len(alerts) - len(views),
        total_alerts=len(alerts),
        since=since_view(key, presenter),
        meeting=meeting_brief(key, presenter),
        open=figures.open,
        overdue=figures.overdue,
        growth=growth,
        reviews=reviews,
        feedback=feedback,
        goals_hint=_hint(person, Goal.KIND, presenter, is_there=bool(figures.statuses)),
        training_hint=_hint(person, Training.KIND, presenter, is_there=plans),
        growth_hint=_hint(person, Growth.KIND, presenter, is_there=bool(growth)),
        reviews_hint=_hint(person, Review.KIND, presenter, is_there=bool(reviews)),
        feedback_hint=_hint(person, Feedback.KIND, presenter, is_there=bool(feedback)),
    )


def jumps(brief: BriefView | None, sections: tuple[str, ...]) -> tuple[Crumb, ...]:
    """Return the ways to the sections of the page, by the ids that they have on it."""
    if brief is None:
        return ()
    return tuple(Crumb(Phrase(f"jump.{name}"), f"#{name}") for name in sections)


def _reviews(person: Person, presenter: Presenter) -> Iterator[ReviewLine]:
    """Yield the newest reviews of ``person`` that the edition sees."""
    held = sorted(
        presenter.handbook.in_force_about(Review, person.key, "/person"),
        key=lambda one: (newest_first(one.date), one.id),
    )
    for one in held[:_SAID_SHOWN]:
        ref = presenter.ref(one.key)
        if ref is not None:
            yield ReviewLine(
                ref, presenter.period(one.period), presenter.day(one.date), one.grade or ""
            )


def _hint(person: Person, kind: str, presenter: Presenter, *, is_there: bool) -> Hint | None:
    """Return what to write where nothing is there, unless the edition may not know that."""
    score = presenter.scores.people.get(person.id)
    if is_there or score is None or kind in score.hidden_kinds:
        return None
    return Hint(Phrase(f"hint.{kind}"), f"planbook new {kind} --owner {person.id}")
