"""Alerts in words: what is wrong, since when, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby, islice
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.person import Person
from planbook.scoring.results import GateScore, IncentiveScore
from planbook.views.alert_finders import Alert
from planbook.views.goal_score import headline_for
from planbook.views.metric import score_of, series_href, unit_of
from planbook.views.places import place_in
from planbook.views.presenter import OPEN_ACTIONS_OF, Presenter
from planbook.views.totals import change_view
from planbook.views.words import NO_WORDS, Day, Phrase, Quantity, Ref, Words

_OF_GOALS_BEHIND: Final = ("off_track", "at_risk")
_CLAUSES: Final = 2
"""How many clauses of a goal's headline an alert has room for."""
_A_YEAR: Final = timedelta(days=330)
_OF_FIGURES: Final = ("decline", "watch", "drift")


class AlertView(msgspec.Struct, frozen=True):
    """One alert in a line.

    ``subject`` is whom it is about, where that is not the person whose group it stands in.
    ``what`` leads to the exact place. ``reason`` is why somebody judged so by hand. ``advice`` says
    what to do; ``answered`` is the plan that already answers it.
    """

    category: str
    label: Phrase
    subject: Ref | Words | None
    what: Ref
    reason: Words
    detail: tuple[Phrase, ...]
    since: Day | None
    lasts: Phrase | None
    advice: Phrase
    answered: Ref | None


class AlertGroup(msgspec.Struct, frozen=True):
    """What one person has to see to, the most urgent first; of nobody's ``person`` is None.

    ``more`` counts what is left out, and ``href`` leads to it.
    """

    person: Ref | None
    alerts: tuple[AlertView, ...]
    more: int = 0
    href: str = ""


def alert_groups(
    presenter: Presenter,
    alerts: Iterable[Alert],
    rows: int | None = None,
    people: int | None = None,
) -> tuple[AlertGroup, ...]:
    """Return ``alerts``, which stand together by person, in groups of up to ``rows`` lines.

    Only those of the first ``people``, where that is given.
    """
    by_person = groupby(alerts, key=lambda one: one.person)
    return tuple(
        _group(presenter, person, tuple(found), rows) for person, found in islice(by_person, people)
    )


def _group(
    presenter: Presenter, person: Key | None, alerts: tuple[Alert, ...], rows: int | None
) -> AlertGroup:
    ref = presenter.ref(person)
    shown = alerts if rows is None else alerts[:rows]
    more = len(alerts) - len(shown)
    return AlertGroup(
        ref,
        alert_views(presenter, shown),
        more,
        f"{ref.href}#attention" if more and ref is not None else "",
    )


def alert_views(presenter: Presenter, alerts: Iterable[Alert]) -> tuple[AlertView, ...]:
    """Return ``alerts`` in lines, without those whose document the edition does not hold."""
    views = (_view(one, presenter) for one in alerts)
    return tuple(view for view in views if view is not None)


def _view(alert: Alert, presenter: Presenter) -> AlertView | None:
    what = _place(alert, presenter)
    if what is None:
        return None
    return AlertView(
        category=alert.category,
        label=Phrase(f"alert.{alert.category}"),
        subject=presenter.named(alert.subject) if alert.subject != alert.person else None,
        what=what,
        reason=_reason(alert, presenter),
        detail=_detail(alert, presenter),
        since=_since(alert, presenter),
        lasts=_lasts(alert, presenter),
        advice=_advice(alert, presenter),
        answered=presenter.ref(alert.answered),
    )


def _place(alert: Alert, presenter: Presenter) -> Ref | None:
    what = place_in(presenter, alert.document, alert.anchor, alert.title)
    if what is None or alert.category not in _OF_FIGURES or alert.subject is None:
        return what
    score = score_of(alert.document, alert.subject, presenter)
    if score is None:
        return what
    return msgspec.structs.replace(what, href=series_href(score, presenter))


def _since(alert: Alert, presenter: Presenter) -> Day | None:
    """Return the day since when it has been so: short, where the year goes without saying."""
    day = alert.since
    if day is None or presenter.scores.as_of - day > _A_YEAR:
        return presenter.day(day)
    return presenter.short_day(day)


def _lasts(alert: Alert, presenter: Presenter) -> Phrase | None:
    """Return for how many days it has been so, where that is what counts."""
    if alert.since is None or alert.category in ("drift", "review"):
        return None
    days = (presenter.scores.as_of - alert.since).days
    return Phrase("alert.days", {"count": days}) if days > 0 else None


def _detail(alert: Alert, presenter: Presenter) -> tuple[Phrase, ...]:
    """Return what is wrong, in figures where there are some."""
    if alert.category in _OF_GOALS_BEHIND:
        headline = headline_for(alert.document, presenter)[:_CLAUSES]
        if _is_by_confidence(alert.document, presenter):
            return (_confidence(alert.document, presenter), *headline[:1])
        return headline or (Phrase("alert.behind.by_hand"),)
    if alert.category == "low_confidence":
        return (_confidence(alert.document, presenter),)
    if alert.category == "stale" and alert.since is None:
        return (Phrase("alert.never_read.detail"),)
    if alert.category == "drift":
        return (_drift(alert, presenter),)
    if alert.category in ("gate", "gate_near"):
        return (_gate(alert, presenter),)
    reason = "median" if alert.is_below_median else alert.category
    figures: dict[str, str | int] = {"run": str(alert.figure), "count": alert.figure}
    return (Phrase(f"alert.{reason}.detail", figures),)


def _is_by_confidence(key: Key, presenter: Presenter) -> bool:
    """Return whether a goal is behind by its owner's confidence, and not by its figures."""
    score = presenter.scores.goals.get(key.id) if key.kind == Goal.KIND else None
    return score is not None and score.decided_by == "confidence" and score.confidence is not None


def _confidence(key: Key, presenter: Presenter) -> Phrase:
    score = presenter.scores.goals.get(key.id)
    confidence = score.confidence if score is not None else None
    share = _text(presenter.percent_rounded(confidence, presenter.confidence_limits))
    return Phrase("alert.low_confidence.detail", {"confidence": share})


def _reason(alert: Alert, presenter: Presenter) -> Words:
    """Return why somebody judged a goal to be behind; empty where its figures say so."""
    if alert.category not in _OF_GOALS_BEHIND or alert.document.kind != Goal.KIND:
        return NO_WORDS
    score = presenter.scores.goals.get(alert.document.id)
    if score is None or score.decided_by != "override" or score.override is None:
        return NO_WORDS
    return presenter.words(score.override.reason)


def _drift(alert: Alert, presenter: Presenter) -> Phrase:
    score = score_of(alert.document, alert.subject, presenter) if alert.subject else None
    if score is None or score.drift is None:
        return Phrase("alert.behind.by_hand")
    change = change_view(score.change, unit_of(score, presenter), presenter)
    # A drift is told of figures that change by a share of themselves.
    figure = change.figure.text if change and isinstance(change.figure, Quantity) else ""
    return Phrase(f"alert.drift.{score.drift}", {"change": figure})


def _gate(alert: Alert, presenter: Presenter) -> Phrase:
    gate = _gate_of(alert, presenter)
    if gate is None:
        return Phrase("alert.gate.unknown")
    limit, way = (gate.above, "above") if gate.above is not None else (gate.below, "below")
    figures: dict[str, str | int | Words] = {
        "metric": _title(gate.metric, presenter),
        "figure": _text(presenter.amount(gate.figure, gate.unit)),
        "limit": _text(presenter.amount(limit, gate.unit)),
        "factor": presenter.formats.ratio(gate.factor),
    }
    return Phrase(f"alert.{alert.category}.{way}", figures)


def _text(figure: Quantity | None) -> str:
    return figure.text if figure is not None else ""


def _gate_of(alert: Alert, presenter: Presenter) -> GateScore | None:
    found: Iterable[IncentiveScore] = presenter.scores.incentives.get(alert.document.id, ())
    return next(
        (
            gate
            for score in found
            if score.person == alert.subject
            for gate in score.gates
            if gate.position == alert.position
        ),
        None,
    )


def _title(key: Key | None, presenter: Presenter) -> Words:
    ref = presenter.ref(key)
    return ref.title if ref is not None else NO_WORDS


def _advice(alert: Alert, presenter: Presenter) -> Phrase:
    """Return what to do next about an alert."""
    match alert.category:
        case "off_track" | "at_risk":
            return _next_step(alert, presenter)
        case "decline" | "drift" if alert.answered is not None:
            return Phrase("alert.do.answered")
        case "decline" if alert.may_be_answered or not _is_person(alert.subject):
            return Phrase("alert.do.decline_any")
        case "decline":
            return Phrase("alert.do.decline", {"person": alert.subject.id if alert.subject else ""})
        case "review":
            return Phrase("alert.do.review", {"person": alert.subject.id if alert.subject else ""})
        case "gate_near":
            return Phrase("alert.do.gate")
    return Phrase(f"alert.do.{alert.category}")


def _is_person(subject: Key | None) -> bool:
    return subject is not None and subject.kind == Person.KIND


def _next_step(alert: Alert, presenter: Presenter) -> Phrase:
    """Return the next open step of a goal that is behind, or that it needs one."""
    steps = presenter.remember(OPEN_ACTIONS_OF, alert.document)
    if alert.document.kind != Goal.KIND or not steps:
        return Phrase("alert.do.behind")
    first = min(steps, key=lambda one: one.due)
    overdue = first.due < presenter.scores.as_of
    figures: dict[str, str | int | Words] = {
        "title": presenter.words(first.title),
        "day": presenter.formats.short_day(first.due),
    }
    return Phrase("alert.do.overdue_step" if overdue else "alert.do.next_step", figures)
