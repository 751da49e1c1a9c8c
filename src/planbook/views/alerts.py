"""What wants attention: figures that keep getting worse, and what nobody has looked at in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.model.training import Training
from planbook.pages import Page
from planbook.scoring.improvements import plans_by_figure
from planbook.scoring.onboarding import onboarding_days
from planbook.scoring.practices.performance import is_head, newest_due
from planbook.scoring.results import GoalScore, MetricScore
from planbook.views.goal_score import limits_of
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

SECTION: Final = "alerts"
_URGENCY: Final = (
    "off_track",
    "action",
    "at_risk",
    "decline",
    "awaiting_final",
    "review",
    "stale",
    "training",
    "watch",
)


class Alert(msgspec.Struct, frozen=True):
    """Something that wants attention: which document, about whom, and since when.

    ``category`` is a status, ``decline``, ``watch``, ``stale``, ``review``, ``training`` or
    ``action``; ``figure`` counts a run's readings, and ``is_below_median`` says that these lie on
    the bad side of the median. ``title`` names the part of the document that is meant, and
    ``anchor`` leads to it.
    """

    category: str
    document: Key
    subject: Key | None
    since: date | None = None
    figure: int = 0
    is_below_median: bool = False
    title: Text = msgspec.field(default_factory=dict)
    anchor: str = ""
    answered: Key | None = None


class AlertView(msgspec.Struct, frozen=True):
    """One alert in a line. ``answered`` is the plan that already answers it."""

    category: str
    label: Phrase
    subject: Ref | Words | None
    what: Ref
    detail: Phrase
    since: Day | None
    answered: Ref | None


class AlertList(msgspec.Struct, frozen=True):
    """Some of ``total`` alerts; ``href`` leads to all, where there are more."""

    alerts: tuple[AlertView, ...]
    total: int
    pager: Pager
    href: str = ""


class AlertsView(msgspec.Struct, frozen=True):
    """One page of all alerts."""

    layout: Layout
    list: AlertList


def alert_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield all alerts, page by page."""
    if not site.handbook.by_kind.get(Person.KIND):
        return
    numbers = page_numbers(len(find_alerts(site)))
    make = partial(_alerts_view, site, layouts, language)
    yield from numbered_pages(site, language, (SECTION,), numbers, "alerts.html", make)


def _alerts_view(site: SitePresenter, layouts: Layouts, language: str, number: int) -> AlertsView:
    segments = (SECTION,)
    presenter = site.at_number(language, segments, number)
    layout = layouts.around(presenter, segments, Phrase("section.alerts"), number=number)
    return AlertsView(layout, alert_list(presenter, part_at(find_alerts(site), number)))


def find_alerts(site: SitePresenter) -> tuple[Alert, ...]:
    """Return what wants attention on the day of the figures, the most urgent first.

    It is found in all documents, listed or not.
    """
    return site.remember(ALERTS, "")


def _find_alerts(site: SitePresenter, _: str) -> tuple[Alert, ...]:
    found = [
        *(one for _, every in site.of_each(ALERTS_OF) for one in every),
        *_actions(site),
        *_reviews(site),
    ]
    found.sort(key=lambda one: (_URGENCY.index(one.category), one.since or date.max, one.document))
    return tuple(found)


def _alerts_of(site: SitePresenter, key: Key) -> tuple[Alert, ...]:
    """Return what one document itself gives cause for."""
    return tuple(_FINDERS[key.kind](site, key))


def alert_list(presenter: Presenter, part: Part[Alert]) -> AlertList:
    """Return one page of alerts."""
    return AlertList(
        alerts=tuple(view for one in part.items if (view := _view(one, presenter)) is not None),
        total=part.total,
        pager=pager_of(presenter, (SECTION,), part),
        href="" if part.is_all else presenter.to(SECTION),
    )


def _trends(site: SitePresenter, key: Key) -> Iterator[Alert]:
    metric = site.handbook.find(Metric, key)
    if metric is None or not metric.is_in_force:
        return
    for one in site.scores.metrics.get(metric.id, ()):
        if one.trend in ("decline", "watch"):
            yield Alert(
                one.trend,
                one.key,
                one.subject,
                _since(one),
                one.run,
                is_below_median=one.rule == "median",
                answered=site.remember(PLANS, "").get((one.subject, one.key)),
            )


def _plans(site: SitePresenter, _: str) -> dict[tuple[Key, Key], Key]:
    """Return the improvement plans that run, by person and metric."""
    return plans_by_figure(site.handbook)


def _since(score: MetricScore) -> date | None:
    return score.run_dates[0] if score.run_dates else None


def _goals(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield whether a goal is behind, lacks its final reading, or is looked at by nobody."""
    goal, score = site.handbook.find(Goal, key), site.scores.goals.get(key.id)
    if goal is None or score is None or not goal.is_in_force:
        return
    if score.status in ("off_track", "at_risk"):
        yield Alert(score.status, score.key, goal.owner)
    if score.status == "awaiting_final":
        yield Alert(score.status, score.key, goal.owner, goal.time_bound.due)
    if score.stale:
        yield Alert("stale", score.key, goal.owner, score.reading.newest)


def _actions(site: SitePresenter) -> Iterator[Alert]:
    """Yield steps that somebody owes since before the day of the figures."""
    for one in site.open_actions():
        if one.due < site.scores.as_of:
            yield Alert("action", one.document, one.owner, one.due, title=one.title)


class _Reviewed(msgspec.Struct, frozen=True):
    """Up to which day a review looks at whom."""

    person: Key
    until: date


def _reviewed(site: SitePresenter, key: Key) -> _Reviewed | None:
    review = site.handbook.find(Review, key)
    if review is None or review.person is None or not review.is_in_force:
        return None
    until = review.period.end if review.period else review.date
    return _Reviewed(review.person, until) if until is not None else None


def _reviews(site: SitePresenter) -> Iterator[Alert]:
    """Yield those whose newest review does not reach the end of the newest month that is due.

    Whoever has no review that this edition sees is left out: there may be one. So is whoever has
    reviews that it may not see, and the head of the company, whom nobody reviews every month.
    """
    handbook, due = site.handbook, newest_due(site.scores.as_of).end
    newest: dict[Key, tuple[date, Key]] = {}
    for key, reviewed in site.of_each(REVIEWED):
        if reviewed is None:
            continue
        if reviewed.person not in newest or newest[reviewed.person][0] < reviewed.until:
            newest[reviewed.person] = (reviewed.until, key)
    for key, (covered, review_key) in newest.items():
        if covered >= due:
            continue
        person, score = handbook.find(Person, key), site.scores.people.get(key.id)
        if person is None or score is None or is_head(person, handbook):
            continue
        if score.coverage["performance"].state != "not_shown":
            yield Alert("review", review_key, key, covered)


def _sessions(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield sessions whose day has gone by while they still stand as planned."""
    as_of, training = site.scores.as_of, site.handbook.find(Training, key)
    if training is None or not training.is_in_force:
        return
    subject = training.recipients[0] if training.recipients else None
    for place, session in enumerate(training.items, start=1):
        gone = session.date is not None and session.date < as_of
        # A session that comes back names the day of its first time.
        if gone and session.state == "planned" and session.recurs is None:
            yield Alert(
                "training",
                training.key,
                subject,
                session.date,
                title=session.title,
                anchor=f"#session-{place}",
            )
    for place, session, person, day in onboarding_days(training, site.handbook):
        if day < as_of and session.recurs is None and person.in_service(as_of):
            yield Alert(
                "training",
                training.key,
                person.key,
                day,
                title=session.title,
                anchor=f"#session-{place}",
            )


def _view(alert: Alert, presenter: Presenter) -> AlertView | None:
    what = presenter.ref(alert.document)
    if what is None:
        return None
    if alert.title:
        title = presenter.words(alert.title) or what.title
        what = Ref(what.kind, what.id, title, what.href + alert.anchor, what.state)
    return AlertView(
        category=alert.category,
        label=Phrase(f"alert.{alert.category}"),
        subject=presenter.named(alert.subject),
        what=what,
        detail=_detail(alert, presenter),
        since=presenter.day(alert.since),
        answered=presenter.ref(alert.answered),
    )


def _detail(alert: Alert, presenter: Presenter) -> Phrase:
    """Return the message of an alert, followed by the day since when it holds."""
    score = (
        presenter.scores.goals.get(alert.document.id) if alert.document.kind == Goal.KIND else None
    )
    if score is not None and alert.category in ("off_track", "at_risk"):
        return _standing(score, presenter)
    if alert.category == "stale" and alert.since is None:
        return Phrase("alert.never_read.detail")
    reason = "median" if alert.is_below_median else alert.category
    return Phrase(f"alert.{reason}.detail", {"run": str(alert.figure)})


def _standing(score: GoalScore, presenter: Presenter) -> Phrase:
    if score.progress is None or score.expected is None:
        return Phrase("alert.behind.by_hand")
    limits = limits_of(score, presenter)
    figures = {
        "progress": presenter.formats.percent_rounded(score.progress, limits["progress"]),
        "expected": presenter.formats.percent_rounded(score.expected),
    }
    return Phrase("alert.behind.detail", figures)


_FINDERS: Final = MappingProxyType(
    {Metric.KIND: _trends, Goal.KIND: _goals, Training.KIND: _sessions}
)
PLANS: Final = Shared("plans", Mapping[tuple[Key, Key], Key], _plans)
REVIEWED: Final = Shared("reviewed", _Reviewed | None, _reviewed, Key, (Review.KIND,))
ALERTS_OF: Final = Shared("alerts of", tuple[Alert, ...], _alerts_of, Key, tuple(_FINDERS))
ALERTS: Final = Shared("alerts", tuple[Alert, ...], _find_alerts)
