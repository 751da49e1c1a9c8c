"""What wants attention: figures that keep getting worse, and what nobody has looked at in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement
from planbook.model.metric import Metric
from planbook.model.noun import DateRange
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.model.training import Training
from planbook.pages import Page
from planbook.periods import parse_period
from planbook.scoring.results import MetricScore, Scores
from planbook.views.lists import Pager, Part, pager_of, paginate
from planbook.views.pen import Pen, Pens
from planbook.views.shell import Shell, Shells
from planbook.views.words import Day, Phrase, Ref, Words

SECTION: Final = "alerts"
_URGENCY: Final = ("decline", "review", "stale", "training", "watch")


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that wants attention: which document, about whom, and since when.

    ``sort`` is one of ``decline``, ``watch``, ``stale``, ``review`` and ``training``;
    ``figure`` counts a run's readings. ``place`` is a session's place in its plan, from 1.
    """

    sort: str
    document: Key
    subject: Key | None
    since: date | None = None
    figure: int = 0
    place: int = 0
    answered: Key | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert in a line. ``answered`` is the plan that already answers it."""

    sort: str
    label: Phrase
    subject: Ref | Words | None
    what: Ref
    detail: Phrase
    since: Day | None
    answered: Ref | None


@dataclass(frozen=True, slots=True)
class AlertList:
    """Some of ``total`` alerts; ``href`` leads to all, where there are more."""

    alerts: tuple[AlertView, ...]
    total: int
    pager: Pager
    href: str = ""


@dataclass(frozen=True, slots=True)
class AlertsView:
    """One page of all alerts."""

    shell: Shell
    list: AlertList


def alert_pages(pens: Pens, shells: Shells, language: str) -> Iterator[Page]:
    """Yield all alerts, page by page."""
    if not pens.handbook.by_kind.get(Person.KIND):
        return
    alerts = find_alerts(pens.handbook, pens.scores)
    segments = (SECTION,)
    for part in paginate(alerts):
        path = pens.addresses.numbered(language, segments, part.number)
        pen = pens.at(language, path)
        shell = shells.around(pen, segments, Phrase("section.alerts"), number=part.number)
        view = AlertsView(shell, alert_list(pen, part))
        yield Page(path, language, "alerts.html", view)


def find_alerts(handbook: Handbook, scores: Scores) -> tuple[Alert, ...]:
    """Return what wants attention on the day of the figures, the most urgent first."""
    found = [
        *_trends(handbook, scores),
        *_stale_goals(handbook, scores),
        *_reviews(handbook, scores.as_of),
        *_sessions(handbook, scores.as_of),
    ]
    found.sort(key=lambda one: (_URGENCY.index(one.sort), one.since or date.max, one.document))
    return tuple(found)


def alert_list(pen: Pen, part: Part[Alert]) -> AlertList:
    """Return one page of alerts."""
    return AlertList(
        alerts=tuple(view for one in part.items if (view := _view(one, pen)) is not None),
        total=part.total,
        pager=pager_of(pen, (SECTION,), part),
        href="" if part.is_all else pen.to(SECTION),
    )


def _trends(handbook: Handbook, scores: Scores) -> Iterator[Alert]:
    plans = _open_plans(handbook)
    for metric in handbook.all(Metric):
        for one in scores.metrics.get(metric.id, ()):
            if metric.is_in_force and one.trend in ("decline", "watch"):
                yield Alert(
                    one.trend,
                    one.key,
                    one.subject,
                    _since(one),
                    one.run,
                    answered=plans.get((one.subject, one.key)),
                )


def _since(score: MetricScore) -> date | None:
    return score.run_dates[0] if score.run_dates else None


def _open_plans(handbook: Handbook) -> dict[tuple[Key, Key], Key]:
    """Return the open improvement plans by person and metric."""
    plans: dict[tuple[Key, Key], Key] = {}
    for plan in handbook.all(Improvement):
        person = plan.person
        metric = plan.metric
        running = plan.is_in_force and plan.outcome in ("open", "extended")
        if person and metric and running:
            plans[person, metric] = plan.key
    return plans


def _stale_goals(handbook: Handbook, scores: Scores) -> Iterator[Alert]:
    for goal in handbook.all(Goal):
        score = scores.goals.get(goal.id)
        if score is not None and score.stale and goal.is_in_force:
            owner = goal.owner
            newest = score.points[-1].date if score.points else goal.time_bound.start
            yield Alert("stale", score.key, owner, newest)


def _reviews(handbook: Handbook, as_of: date) -> Iterator[Alert]:
    """Yield those whose newest review does not reach the end of the last closed month.

    Whoever has no review that this edition sees is left out: there may be one.
    """
    closed = as_of.replace(day=1) - timedelta(days=1)
    newest: dict[Key, tuple[date, Key]] = {}
    for review in handbook.all(Review):
        whose = review.person
        covered = _covered_until(review, handbook)
        if whose is None or not review.is_in_force or covered is None:
            continue
        if whose not in newest or newest[whose][0] < covered:
            newest[whose] = (covered, review.key)
    for key, (covered, review_key) in newest.items():
        person = handbook.find(Person, key.id)
        if person is None or not person.is_in_force or covered >= closed:
            continue
        if person.ended is None or person.ended > closed:
            yield Alert("review", review_key, key, covered)


def _covered_until(review: Review, handbook: Handbook) -> date | None:
    written = review.period
    if isinstance(written, DateRange):
        return written.end
    period = parse_period(written, handbook.settings.fiscal_year_start)
    return period.end if period else review.date


def _sessions(handbook: Handbook, as_of: date) -> Iterator[Alert]:
    """Yield sessions whose day has gone by while they still stand as planned."""
    for training in handbook.all(Training):
        if not training.is_in_force:
            continue
        people = [one for one in training.recipients]
        subject = next((key for key in people if key is not None), None)
        for place, session in enumerate(training.items, start=1):
            gone = session.date is not None and session.date < as_of
            # A session that comes back names the day of its first time.
            if gone and session.state == "planned" and session.recurs is None:
                key = training.key
                yield Alert("training", key, subject, session.date, place=place)


def _view(alert: Alert, pen: Pen) -> AlertView | None:
    what = pen.ref(alert.document)
    if what is None:
        return None
    subject: Ref | Words | None = None
    if alert.subject is not None:
        subject = pen.ref(alert.subject) or pen.term(alert.subject.id)
    since = pen.day(alert.since)
    figures: Mapping[str, str] = {"run": str(alert.figure)}
    if alert.place:
        training = pen.handbook.find(Training, alert.document.id)
        assert training is not None
        title = pen.words(training.items[alert.place - 1].title)
        what = Ref(what.kind, what.id, title or what.title, f"{what.href}#session-{alert.place}")
    return AlertView(
        sort=alert.sort,
        label=Phrase(f"alert.{alert.sort}"),
        subject=subject,
        what=what,
        detail=Phrase(f"alert.{alert.sort}.detail", figures),
        since=since,
        answered=pen.ref(alert.answered),
    )
