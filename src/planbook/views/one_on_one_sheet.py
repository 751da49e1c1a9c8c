"""The sheet for a one-to-one: one page to talk from, and to write on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.feedback import Feedback
from planbook.model.goal import Goal
from planbook.model.growth import Growth
from planbook.model.improvement import Improvement
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.review import Review
from planbook.pages import Page, lazy_view
from planbook.scoring.actions import OpenAction
from planbook.views.actions import ActionView, action_views
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
from planbook.views.layout import Crumb, Layout, Layouts
from planbook.views.one_on_ones import OneOnOne, one_on_one_of
from planbook.views.person_score import OWED
from planbook.views.places import place_in, records_of, step_in
from planbook.views.presenter import Presenter, SitePresenter
from planbook.views.readers import ONE_ON_ONE, has_sheet
from planbook.views.since import SinceView, since_view
from planbook.views.words import Day, Phrase, Ref, Words

_GOALS_SHOWN: Final = 6
_FIGURES_SHOWN: Final = 6
_STEPS_SHOWN: Final = 8
_ALERTS_SHOWN: Final = 8
_DECISIONS_SHOWN: Final = 5
_FEEDBACK_SHOWN: Final = 2
_DONE_SHOWN: Final = 4


class StepLine(msgspec.Struct, frozen=True):
    """An open step in a line."""

    what: Ref
    due: Day
    is_overdue: bool


class Steps(msgspec.Struct, frozen=True):
    """The open steps of one of the two, the earliest due first; ``more`` are left out."""

    lines: tuple[StepLine, ...]
    more: int


class Decided(msgspec.Struct, frozen=True):
    """What was decided last, in the review or the meeting that ``source`` names."""

    source: Ref
    day: Day | None
    decisions: tuple[Words, ...]
    steps: tuple[ActionView, ...]


class FeedbackGiven(msgspec.Struct, frozen=True):
    """One piece of feedback with what it says."""

    line: FeedbackLine
    behaviour: Words
    impact: Words


class SheetView(msgspec.Struct, frozen=True):
    """The sheet for a one-to-one with ``person``.

    ``promises`` are the open steps of the other that are about this person.
    """

    layout: Layout
    title: Phrase
    person: Ref
    meeting: MeetingBrief | None
    since: SinceView
    alerts: tuple[AlertView, ...]
    more_alerts: int
    steps: Steps
    promises: Steps
    decided: tuple[Decided, ...]
    feedback: tuple[FeedbackGiven, ...]
    growth: tuple[GrowthLine, ...]
    agenda: tuple[Words, ...]


def sheet_pages(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Iterator[Page]:
    """Yield the sheet for a one-to-one with somebody, where the edition has it."""
    if has_sheet(site, key):
        path = site.addresses.folder(language, *_segments(site, key))
        view = lazy_view(partial(_view, site, layouts, language, key))
        yield Page(path, language, "one-on-one.html", view, str(key))


def _segments(site: SitePresenter, person: Key) -> tuple[str, ...]:
    return (site.addresses.sections[Person.KIND], person.id, ONE_ON_ONE)


def _view(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> SheetView:
    segments = _segments(site, key)
    presenter = site.at(language, site.addresses.folder(language, *segments))
    ref = presenter.ref(key)
    assert ref is not None
    title = Phrase("one_on_one.title", {"name": ref.title})
    trail = (layouts.crumb(presenter, segments[0]), Crumb(ref.title, ref.href))
    found, alerts = one_on_one_of(site, key), alerts_on(site, key)
    since = since_view(key, presenter)
    owed: tuple[OpenAction, ...] = site.remember(OWED, key)
    return SheetView(
        layout=layouts.around(presenter, segments, title, trail=trail),
        title=title,
        person=ref,
        meeting=meeting_brief(key, presenter),
        since=msgspec.structs.replace(
            since,
            goals=since.goals[:_GOALS_SHOWN],
            figures=since.figures[:_FIGURES_SHOWN],
            done=since.done[:_DONE_SHOWN],
        ),
        alerts=alert_views(presenter, alerts[:_ALERTS_SHOWN]),
        more_alerts=max(0, len(alerts) - _ALERTS_SHOWN),
        steps=_steps(owed, presenter),
        promises=_promises(found, key, presenter),
        decided=tuple(_decided(found, key, presenter)),
        feedback=tuple(_feedback(key, presenter)),
        growth=growth_lines(key, presenter),
        agenda=_agenda(found, presenter),
    )


def _steps(owed: Iterable[OpenAction], presenter: Presenter) -> Steps:
    lines = [line for one in owed if (line := _step(one, presenter)) is not None]
    return Steps(tuple(lines[:_STEPS_SHOWN]), max(0, len(lines) - _STEPS_SHOWN))


def _step(one: OpenAction, presenter: Presenter) -> StepLine | None:
    what = step_in(presenter, one)
    if what is None:
        return None
    return StepLine(what, presenter.short_day(one.due), one.due < presenter.scores.as_of)


def _promises(found: OneOnOne | None, person: Key, presenter: Presenter) -> Steps:
    """Return what the other owes in documents that are about ``person``."""
    if found is None or found.other is None:
        return Steps((), 0)
    records = presenter.handbook.records
    owed: tuple[OpenAction, ...] = presenter.remember(OWED, found.other)
    return _steps(
        (one for one in owed if _is_about(records[one.document], person, found.meeting)), presenter
    )


def _is_about(record: Record, person: Key, meeting: Key) -> bool:
    match record:
        case Goal():
            return record.owner == person
        case Review() | Improvement() | Growth():
            return record.person == person
        case Feedback():
            return record.recipient == person
        case Meeting():
            return record.key == meeting
    return False


def _decided(found: OneOnOne | None, person: Key, presenter: Presenter) -> Iterator[Decided]:
    """Yield the decisions of the last one-to-one, and those of the last review."""
    as_of = presenter.scores.as_of
    meeting = presenter.handbook.find(Meeting, found.meeting) if found is not None else None
    for place, record in records_of(meeting) if meeting is not None else ():
        if meeting is None or record.date is None or record.date > as_of:
            continue
        ref = place_in(presenter, meeting.key, f"/log/{place}")
        if ref is not None:
            yield Decided(
                ref,
                presenter.day(record.date),
                presenter.every(record.decisions[:_DECISIONS_SHOWN]),
                action_views(record.actions[:_DECISIONS_SHOWN], presenter),
            )
            break
    reviews = presenter.handbook.in_force_about(Review, person, "/person")
    held = [one for one in reviews if (one.date or date.min) <= as_of]
    if not held:
        return
    last = max(held, key=lambda one: (one.date or date.min, one.id))
    ref = presenter.ref(last.key)
    if ref is not None and last.decisions:
        steps = action_views(last.decisions[:_DECISIONS_SHOWN], presenter)
        yield Decided(ref, presenter.day(last.date), (), steps)


def _feedback(person: Key, presenter: Presenter) -> Iterator[FeedbackGiven]:
    for line in feedback_lines(person, presenter, _FEEDBACK_SHOWN):
        feedback = presenter.handbook.find(Feedback, line.ref.id)
        if feedback is not None:
            behaviour, impact = map(presenter.words, (feedback.behaviour, feedback.impact))
            yield FeedbackGiven(line, behaviour, impact)


def _agenda(found: OneOnOne | None, presenter: Presenter) -> tuple[Words, ...]:
    meeting = presenter.handbook.find(Meeting, found.meeting) if found is not None else None
    return presenter.every(meeting.agenda) if meeting is not None else ()
