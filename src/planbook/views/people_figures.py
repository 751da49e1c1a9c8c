"""People by their figures, a person a line: goals, the worst metric, steps, the next one-to-one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.person import Person
from planbook.scoring.heat import BEHIND, heat_of_target, nearness_to_target
from planbook.scoring.pace import WORST_FIRST
from planbook.scoring.results import MetricScore, PeriodTotal, Status
from planbook.views.alert_finders import URGENCY
from planbook.views.alerts import alerts_on
from planbook.views.figures import state_view
from planbook.views.meeting import short_moment
from planbook.views.metric import METRICS_OF, TrendView, series_href, trend_view
from planbook.views.objective import StatusCount
from planbook.views.one_on_ones import one_on_one_of
from planbook.views.person_score import OWED
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.totals import target_view
from planbook.views.words import NO_WORDS, Day, Phrase, Quantity, Ref, Words

_TRENDS: Final = ("decline", "watch")
_CLEAR_DRIFTS: Final = ("falling", "rising")


class PersonFigures(msgspec.Struct, frozen=True):
    """A person in figures.

    ``statuses`` counts the goals of the periods of the day; ``metric`` and ``place`` say where the
    figures of the worst metric stand. Of ``open`` steps ``overdue`` are late. ``next`` is the next
    one-to-one, where the edition sees it.
    """

    statuses: Mapping[Status, int] = msgspec.field(default_factory=dict)
    metric: str = ""
    place: int = 0
    open: int = 0
    overdue: int = 0
    next: datetime | None = None
    meeting: Key | None = None


class PersonLine(msgspec.Struct, frozen=True):
    """One person in a line.

    ``against`` says how the worst metric's newest closed period stands to its target;
    ``one_on_one`` leads to the meeting. Only where it ``is_whole``, and the edition sees all that
    is about the person, it is told that there is nothing.
    """

    is_whole: bool
    ref: Ref
    role: Words
    team: Ref | None
    goals: tuple[StatusCount, ...]
    metric: Ref | None
    against: Quantity | Phrase | None
    trend: TrendView | None
    open: int
    overdue: int
    one_on_one: Ref | None
    when: Day | None


class PeopleTable(msgspec.Struct, frozen=True):
    """Some of ``total`` people; ``href`` leads to all, where there are more.

    ``has_one_on_ones`` and ``has_metrics`` say whether anybody has one to show.
    """

    lines: tuple[PersonLine, ...]
    total: int
    has_metrics: bool
    has_one_on_ones: bool
    href: str = ""


def people_table(presenter: Presenter, people: Sequence[Key], shown: int) -> PeopleTable:
    """Return the first ``shown`` of ``people`` in figures."""
    lines = tuple(line for key in people[:shown] if (line := _line(key, presenter)) is not None)
    return PeopleTable(
        lines,
        len(people),
        any(line.metric for line in lines),
        any(line.one_on_one for line in lines),
        presenter.to(presenter.addresses.sections[Person.KIND]) if len(people) > shown else "",
    )


def worst_first(site: SitePresenter, people: Sequence[Key]) -> list[Key]:
    """Return ``people`` with those who have the most urgent alerts first."""

    def place(key: Key) -> tuple[int, int]:
        found = alerts_on(site, key)
        return (found[0].rank if found else len(URGENCY), -len(found))

    return sorted(people, key=place)


def sees_all_of(site: SitePresenter, person: str) -> bool:
    """Return whether the edition sees all that is about somebody in service."""
    score = site.scores.people.get(person)
    return score is not None and not score.hidden_kinds


def figures_of(site: SitePresenter, person: Key) -> PersonFigures:
    """Return ``person`` in figures."""
    return site.remember(FIGURES, person)


def tally(statuses: Mapping[Status, int]) -> tuple[StatusCount, ...]:
    """Return how many goals have which status, the worst first."""
    return tuple(
        StatusCount(state_view("status", one), statuses[one])
        for one in WORST_FIRST
        if statuses.get(one)
    )


def _line(key: Key, presenter: Presenter) -> PersonLine | None:
    person, ref = presenter.handbook.find(Person, key), presenter.ref(key)
    if person is None or ref is None:
        return None
    figures = figures_of(presenter.site, key)
    role = presenter.ref(person.role)
    score = _score(figures, presenter)
    metric = presenter.ref(score.key) if score is not None else None
    if score is not None and metric is not None:
        metric = msgspec.structs.replace(metric, href=series_href(score, presenter))
    return PersonLine(
        is_whole=sees_all_of(presenter.site, key.id),
        ref=ref,
        role=role.title if role else NO_WORDS,
        team=presenter.ref(person.team),
        goals=tally(figures.statuses),
        metric=metric,
        against=_against(score, presenter) if score is not None else None,
        trend=trend_view(score, presenter) if score is not None else None,
        open=figures.open,
        overdue=figures.overdue,
        one_on_one=presenter.ref(figures.meeting),
        when=short_moment(figures.next, presenter) if figures.next is not None else None,
    )


def _against(score: MetricScore, presenter: Presenter) -> Quantity | Phrase | None:
    closed = _closed(score)
    if closed is None:
        return None
    found = target_view(closed.of_target, closed.against_target, closed.unit, presenter)
    if isinstance(found, Quantity):
        return Phrase("totals.of_its_target", {"share": found.text})
    return found


def _score(figures: PersonFigures, presenter: Presenter) -> MetricScore | None:
    if not figures.metric:
        return None
    return presenter.scores.metrics[figures.metric][figures.place]


def _figures(site: SitePresenter, key: Key) -> PersonFigures:
    score = site.scores.people.get(key.id)
    owed = site.remember(OWED, key)
    metric, place = _worst_metric(site, key)
    meeting = one_on_one_of(site, key)
    as_of = site.scores.as_of
    return PersonFigures(
        dict(Counter(one.status for one in score.goals)) if score is not None else {},
        metric,
        place,
        len(owed),
        sum(one.due < as_of for one in owed),
        meeting.next if meeting is not None else None,
        meeting.meeting if meeting is not None and meeting.next is not None else None,
    )


def _worst_metric(site: SitePresenter, person: Key) -> tuple[str, int]:
    """Return where the figures of the metric stand that does worst, empty where there is none."""
    places = site.remember(METRICS_OF, person)
    ranked = [
        (_badness(site.scores.metrics[metric][place], site), metric, place)
        for metric, place in places
    ]
    if not ranked:
        return "", 0
    _, metric, place = min(ranked)
    return metric, place


def _badness(score: MetricScore, site: SitePresenter) -> tuple[int, Fraction]:
    """Return what sorts figures from the worst on: by their run, by the target, by their drift."""
    nearness, is_behind = _nearness(score, site)
    if score.trend in _TRENDS:
        return (_TRENDS.index(score.trend), nearness)
    if is_behind:
        return (2, nearness)
    if score.drifts_worse:
        return (3 if score.drift in _CLEAR_DRIFTS else 4, nearness)
    return (5, nearness)


def _nearness(score: MetricScore, site: SitePresenter) -> tuple[Fraction, bool]:
    """Return how near the newest closed period is to its target (1: on it), and if it is behind."""
    closed = _closed(score)
    metric = site.handbook.find(Metric, score.key)
    if closed is None or metric is None:
        return Fraction(1), False
    nearness = nearness_to_target(closed, metric.direction)
    heat = heat_of_target(closed, metric.direction)
    return nearness if nearness is not None else Fraction(1), heat in BEHIND


def _closed(score: MetricScore) -> PeriodTotal | None:
    return score.totals.newest_closed if score.totals is not None else None


FIGURES: Final = Shared("figures of person", PersonFigures, _figures, Key, (Person.KIND,))
