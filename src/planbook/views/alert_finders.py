"""What wants attention, found in one document at a time: goals, steps, figures, people, pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.language import Text
from planbook.model.action import is_done
from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.improvement import Improvement
from planbook.model.incentive import Incentive
from planbook.model.meeting import Meeting
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.review import Review
from planbook.model.team import Team
from planbook.model.training import Training
from planbook.scoring.coverage import NOT_SHOWN
from planbook.scoring.improvements import plans_by_figure
from planbook.scoring.onboarding import onboarding_days
from planbook.scoring.pace import judge_confidence
from planbook.scoring.practices.performance import is_head, newest_due
from planbook.scoring.results import GoalScore, MetricScore
from planbook.scoring.since import behind_since
from planbook.views.first_steps import is_young
from planbook.views.presenter import OPEN_ACTIONS_OF, Shared, SitePresenter

URGENCY: Final = (
    "off_track",
    "action",
    "awaiting_final",
    "decline",
    "gate",
    "at_risk",
    "review",
    "feedback",
    "training",
    "checkpoint",
    "stale",
    "low_confidence",
    "gate_near",
    "watch",
    "drift",
    "coverage",
)
"""The categories of alerts, the most urgent first."""

ACKNOWLEDGE_WITHIN: Final = timedelta(days=7)
"""How long feedback may stand before whoever it is for has said that they have read it."""

_BEHIND: Final = ("off_track", "at_risk")
_NOT_JUDGED: Final = ("too_early", "unknown", "not_started")
"""Statuses of goals that are open and in which nobody's confidence has a part."""


class Alert(msgspec.Struct, frozen=True):
    """Something that wants attention: which document, about whom, whose it is, and since when.

    ``category`` is one of ``URGENCY``. ``person`` is who has to see to it: the ``subject``, or who
    answers for it; None where nobody does. ``figure`` counts a run's readings or the practices that
    are missing; ``is_below_median`` says that the readings lie on the bad side of the median.
    ``title`` names the part of the document that is meant, and ``anchor`` leads to it. ``position``
    is that of a gate. ``answered`` is the plan that answers it; ``may_be_answered`` says that there
    could be one that the edition does not see.
    """

    category: str
    document: Key
    subject: Key | None
    person: Key | None = None
    since: date | None = None
    figure: int = 0
    is_below_median: bool = False
    title: Text = msgspec.field(default_factory=dict)
    anchor: str = ""
    position: int = 0
    answered: Key | None = None
    may_be_answered: bool = False

    @property
    def rank(self) -> int:
        """How urgent it is, 0 the most: what is answered is no more than watched."""
        return URGENCY.index("watch" if self.answered is not None else self.category)


def person_for(subject: Key | None, site: SitePresenter) -> Key | None:
    """Return the person who answers for ``subject``: a team's lead, a partner's manager."""
    match subject.kind if subject is not None else "":
        case Person.KIND:
            return subject
        case Team.KIND:
            team = site.handbook.find(Team, subject)
            return team.lead if team is not None else None
        case Partner.KIND:
            partner = site.handbook.find(Partner, subject)
            return partner.manager if partner is not None else None
    return None


def find_alerts_of(site: SitePresenter, key: Key) -> tuple[Alert, ...]:
    """Return what one document gives cause for, each alert with the person whose it is."""
    found = (one for find in FINDERS[key.kind] for one in find(site, key))
    return tuple(
        msgspec.structs.replace(one, person=person_for(one.subject, site)) for one in found
    )


def _goals(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield whether a goal is behind, lacks its final reading, or is looked at by nobody."""
    goal, score = site.handbook.find(Goal, key), site.scores.goals.get(key.id)
    if goal is None or score is None or not goal.is_in_force:
        return
    if score.status in _BEHIND:
        since = behind_since(goal, score, site.scoring, site.scores.as_of)
        yield Alert(score.status, score.key, goal.owner, since=since)
    elif _is_unsure(score, site):
        yield Alert("low_confidence", score.key, goal.owner, since=_last_word(goal, site))
    if score.status == "awaiting_final":
        yield Alert(score.status, score.key, goal.owner, since=goal.time_bound.due)
    if score.stale:
        yield Alert("stale", score.key, goal.owner, since=score.reading.newest)


def _is_unsure(score: GoalScore, site: SitePresenter) -> bool:
    """Return whether the owner doubts a goal of which the figures say nothing yet."""
    if score.confidence is None or score.status not in _NOT_JUDGED:
        return False
    return judge_confidence(score.confidence, site.scoring.confidence) != "on_track"


def _last_word(goal: Goal, site: SitePresenter) -> date | None:
    days = (one.date for one in goal.checkins if one.confidence is not None)
    return max((day for day in days if day and day <= site.scores.as_of), default=None)


def _actions(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield steps that somebody owes since before the day of the figures."""
    for one in site.remember(OPEN_ACTIONS_OF, key):
        if one.due < site.scores.as_of:
            yield Alert(
                "action",
                one.document,
                one.owner,
                since=one.due,
                title=one.title,
                anchor=one.pointer,
            )


def _checkpoints(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield checkpoints of a running plan whose day has passed and that nobody has judged."""
    plan = site.handbook.find(Improvement, key)
    if plan is None or not plan.is_running:
        return
    for place, point in enumerate(plan.checkpoints):
        if point.date is not None and point.date < site.scores.as_of and point.met is None:
            yield Alert(
                "checkpoint",
                key,
                plan.person,
                since=point.date,
                title=point.expect,
                anchor=f"/checkpoints/{place}",
            )


def _feedback(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield feedback that stands for more than a week and that nobody has acknowledged."""
    feedback, as_of = site.handbook.find(Feedback, key), site.scores.as_of
    if feedback is None or not feedback.is_in_force or feedback.date is None:
        return
    waits = as_of - feedback.date > ACKNOWLEDGE_WITHIN
    if waits and not is_done(feedback.acknowledged, as_of):
        yield Alert("feedback", key, feedback.recipient, since=feedback.date)


def _trends(site: SitePresenter, key: Key) -> Iterator[Alert]:
    metric = site.handbook.find(Metric, key)
    if metric is None or not metric.is_in_force:
        return
    for one in site.scores.metrics.get(metric.id, ()):
        category = _heading(one)
        if not category:
            continue
        yield Alert(
            category,
            one.key,
            one.subject,
            since=_first_day(one, category),
            figure=one.run,
            is_below_median=one.rule == "median",
            answered=site.remember(PLANS, "").get((one.subject, one.key)),
            may_be_answered=_hides(Improvement.KIND, one.subject, site),
        )


def _heading(score: MetricScore) -> str:
    """Return the category of where one subject's readings are heading, empty where all is well."""
    if score.trend in ("decline", "watch"):
        return score.trend
    return "drift" if score.drifts_worse else ""


def _first_day(score: MetricScore, category: str) -> date | None:
    """Return when the run began, or the first of the readings that a drift is seen in."""
    if category != "drift":
        return score.run_dates[0] if score.run_dates else None
    looked_at = score.readings[-score.drift_readings :]
    return looked_at[0].dated if looked_at else None


def _hides(kind: str, subject: Key, site: SitePresenter) -> bool:
    """Return whether the edition may not see documents of ``kind`` about ``subject``."""
    if subject.kind != Person.KIND:
        return False
    score = site.scores.people.get(subject.id)
    # Unknown means hidden.
    return score is None or kind in score.hidden_kinds


def _plans(site: SitePresenter, _: str) -> dict[tuple[Key, Key], Key]:
    """Return the improvement plans that run, by person and metric."""
    return plans_by_figure(site.handbook)


def _people(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield whether somebody's review is late, and how many practices are missing altogether."""
    person, score = site.handbook.find(Person, key), site.scores.people.get(key.id)
    if person is None or score is None or not score.coverage:
        return
    # Unknown means hidden.
    performance = score.coverage.get("performance", NOT_SHOWN)
    if not is_head(person, site.handbook) and performance.state != "not_shown":
        yield from _late_review(site, key)
    missing = sum(one.state == "missing" for one in score.coverage.values())
    if missing and not is_young(site):
        yield Alert("coverage", key, key, figure=missing, anchor="coverage")


def _late_review(site: SitePresenter, person: Key) -> Iterator[Alert]:
    """Yield the newest review of somebody that does not reach the end of the newest month due.

    Whoever has no review that this edition sees is left out: there may be one.
    """
    reached = [
        (one.period.end if one.period else one.date, one.key)
        for one in site.handbook.in_force_about(Review, person, "/person")
        if one.period or one.date
    ]
    if not reached:
        return
    until, newest = max(reached, key=lambda one: (one[0] or date.min, one[1]))
    if until is not None and until < newest_due(site.scores.as_of).end:
        yield Alert("review", newest, person, since=until)


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
                since=session.date,
                title=session.title,
                anchor=f"session-{place}",
            )
    for place, session, person, day in onboarding_days(training, site.handbook):
        if day < as_of and session.recurs is None and person.in_service(as_of):
            yield Alert(
                "training",
                training.key,
                person.key,
                since=day,
                title=session.title,
                anchor=f"session-{place}",
            )


def _gates(site: SitePresenter, key: Key) -> Iterator[Alert]:
    """Yield gates that cut somebody's pay, or are about to, while the scheme still runs.

    Only of those whose pay the edition sees: of nobody else there is a figure.
    """
    for score in site.scores.incentives.get(key.id, ()):
        if score.days is None or not score.days.contains(site.scores.as_of):
            continue
        for gate in score.gates:
            if gate.factor < 1 and (gate.applies or gate.is_near):
                yield Alert(
                    "gate" if gate.applies else "gate_near",
                    key,
                    score.person,
                    position=gate.position,
                )


Finder = Callable[[SitePresenter, Key], Iterator[Alert]]

FINDERS: Final[Mapping[str, tuple[Finder, ...]]] = MappingProxyType(
    {
        Goal.KIND: (_goals, _actions),
        Improvement.KIND: (_actions, _checkpoints),
        Review.KIND: (_actions,),
        Meeting.KIND: (_actions,),
        Feedback.KIND: (_feedback, _actions),
        Growth.KIND: (_actions,),
        Metric.KIND: (_trends,),
        Training.KIND: (_sessions,),
        Incentive.KIND: (_gates,),
        Person.KIND: (_people,),
    }
)
"""What is asked of the documents of each kind."""

PLANS: Final = Shared("plans", Mapping[tuple[Key, Key], Key], _plans)
