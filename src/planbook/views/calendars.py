"""Calendars: of the handbook, of each team and each person, for programs that subscribe to them.

What a document puts into calendars is found once for all of them, and so is whom it is for: a
calendar is then made of what is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Final, TypeAlias

import msgspec

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.meeting import Meeting
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.team import Team
from planbook.model.training import Training
from planbook.pages import Page, lazy_view
from planbook.periods import add_months
from planbook.recurrence import occurrences
from planbook.recurrence_rules import ToldSeries, tell_series
from planbook.scoring.actions import KINDS_WITH_ACTIONS, commitments_of
from planbook.scoring.onboarding import people_of
from planbook.scoring.series import teams_within
from planbook.urls import CALENDAR, canonical_link
from planbook.views.alert_finders import person_for
from planbook.views.dates import KINDS_WITH_DATES, Dated, dated_step, dates_of
from planbook.views.layout import Layouts
from planbook.views.meeting import participants
from planbook.views.places import place_in
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.time_zones import time_zone_lines
from planbook.views.words import Phrase, Telling, Told

EVENTS_SHOWN: Final = 2000
"""How much a calendar holds at most: beyond that nobody reads it, and programs give up."""

_MONTHS_BACK: Final = 12
_NAMES_SHOWN: Final = 12

Event: TypeAlias = tuple[Key, int]
"""Something in calendars: a document, and its place among what that puts into them."""


class Entry(msgspec.Struct, frozen=True):
    """What one document puts into calendars on a day, or at the times of a series.

    ``name`` tells it from all others, in every edition and every language. The times of what is
    ``in_days`` are midnights. It is for ``who``, or for all whom its document is for.
    """

    name: str
    category: str
    document: Key
    who: Key | None
    title: Text
    place: str
    told: ToldSeries
    in_days: bool = True
    minutes: int = 0
    is_done: bool = False
    is_for_all: bool = False


class Route(msgspec.Struct, frozen=True):
    """Whose calendars an entry is in, and the ``day`` on which it comes next, or came last."""

    day: date
    people: tuple[Key, ...] = ()
    teams: tuple[Key, ...] = ()


class EventView(msgspec.Struct, frozen=True):
    """One entry of a calendar in the words of one language. ``url`` may be empty."""

    name: str
    summary: Told
    lines: tuple[Told, ...]
    category: Phrase
    where: str
    url: str
    told: ToldSeries
    in_days: bool
    minutes: int
    is_private: bool


class CalendarView(msgspec.Struct, frozen=True):
    """A calendar. ``stamp`` is the day of the figures; ``url`` its address, where it is known.

    ``clock`` are the lines that tell when the clocks of its ``zone`` change: who renders it may
    know another state of the zones. ``note`` says that it does not hold everything, where that is
    so.
    """

    language: str
    title: Told
    note: Told
    zone: str
    clock: tuple[str, ...]
    stamp: date
    url: str
    events: tuple[EventView, ...]


def calendar_pages(site: SitePresenter, layouts: Layouts, language: str) -> Iterator[Page]:
    """Yield the calendar of the handbook."""
    del layouts  # nothing stands around it
    view = lazy_view(partial(_view, site, language, None))
    yield Page(site.addresses.file(language, CALENDAR), language, CALENDAR, view)


def own_calendar(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Iterator[Page]:
    """Yield the calendar of a team or a person in force; whoever subscribed may count on it."""
    del layouts
    if site.handbook.records[key].is_in_force:
        path = site.addresses.file(language, site.addresses.sections[key.kind], key.id, CALENDAR)
        view = lazy_view(partial(_view, site, language, key))
        yield Page(path, language, CALENDAR, view, str(key))


def calendar_href(presenter: Presenter, key: Key) -> str:
    """Return the link to the calendar of a team or a person; empty where there is none."""
    if not presenter.handbook.records[key].is_in_force:
        return ""
    return presenter.to_file(presenter.addresses.sections[key.kind], key.id, CALENDAR)


def _view(site: SitePresenter, language: str, whose: Key | None) -> CalendarView:
    # Links are full addresses: where the calendar lies makes no difference.
    presenter = site.at(language, CALENDAR)
    settings = site.handbook.settings
    title = presenter.words(settings.title).text
    segments: tuple[str, ...] = (CALENDAR,)
    events = site.remember(NEAREST, "")
    all_of_it: Told = Phrase("calendar.note")
    if whose is not None:
        segments = (site.addresses.sections[whose.kind], whose.id, CALENDAR)
        events = site.remember(EVENTS_FOR, whose)
        ref = presenter.ref(whose)
        title_of = ref.title.text if ref is not None else whose.id
        name: Told = Telling("calendar.of", {"name": title_of, "site": title})
    else:
        name = Phrase("calendar.title", {"site": title})
    if len(events) >= EVENTS_SHOWN:
        all_of_it = Phrase("calendar.cut", {"count": EVENTS_SHOWN})
    base_url = settings.base_url
    path = site.addresses.file(language, *segments)
    shown = tuple(_event(site.remember(ENTRIES_OF, key)[place], presenter) for key, place in events)
    stamp = site.scores.as_of
    years = (one.told.starts.year for one in shown if not one.in_days)
    return CalendarView(
        language=language,
        title=name,
        note=all_of_it,
        zone=settings.timezone,
        clock=time_zone_lines(settings.timezone, min(years, default=stamp.year), stamp.year),
        stamp=stamp,
        url=canonical_link(base_url, path) if base_url else "",
        events=shown,
    )


def _event(entry: Entry, presenter: Presenter) -> EventView:
    record = presenter.handbook.records[entry.document]
    meeting = record if isinstance(record, Meeting) and entry.category == "meeting" else None
    category = Phrase(f"due.{entry.category}")
    own = presenter.words(entry.title).text
    whole = presenter.title_of(record).text
    summary: Told = whole
    if meeting is None:
        summary = Telling("calendar.entry", {"what": category, "title": own or whole})
    if entry.is_done:
        summary = Telling("calendar.done", {"entry": summary})
    url = _url_of(entry, presenter)
    lines: list[Told] = [whole] if own else []
    if meeting is not None:
        lines += _about_meeting(meeting, presenter)
    elif (who := presenter.ref(entry.who)) is not None:
        lines.append(Phrase("calendar.who", {"name": who.title.text}))
    if url:
        lines.append(url)
    return EventView(
        name=entry.name,
        summary=summary,
        lines=tuple(lines),
        category=category,
        where=presenter.words(meeting.where).text if meeting is not None else "",
        url=url,
        told=entry.told,
        in_days=entry.in_days,
        minutes=entry.minutes,
        is_private=record.audience == "private",
    )


def _about_meeting(meeting: Meeting, presenter: Presenter) -> Iterator[Told]:
    """Yield who calls a meeting, who takes part, and what it is about: names and no addresses."""
    owner = presenter.ref(meeting.owner)
    if owner is not None:
        yield Phrase("calendar.owner", {"name": owner.title.text})
    names = [ref.title.text for ref in presenter.refs(meeting.attendees)]
    if names:
        told = presenter.formats.listed(names[:_NAMES_SHOWN])
        more = len(names) - _NAMES_SHOWN
        key = "calendar.with_more" if more > 0 else "calendar.with"
        yield Phrase(key, {"names": told, "count": more} if more > 0 else {"names": told})
    for words in presenter.every(meeting.agenda):
        yield f"– {words.text}"


def _url_of(entry: Entry, presenter: Presenter) -> str:
    """Return the full address of the place that an entry is about, where the site's is known."""
    base_url = presenter.handbook.settings.base_url
    ref = place_in(presenter, entry.document, entry.place) if base_url else None
    if base_url is None or ref is None:
        return ""
    path, _, anchor = ref.href.removeprefix(presenter.root).partition("#")
    return canonical_link(base_url, path) + (f"#{anchor}" if anchor else "")


# What pages share


def _entries_of(site: SitePresenter, key: Key) -> tuple[Entry, ...]:
    """Return what one document puts into calendars: a year back, and all that is to come."""
    since, record = _since(site), site.handbook.records[key]
    entries = [*_of_meeting(record, site, since)] if isinstance(record, Meeting) else []
    dates = [*dates_of(site, key)]
    as_of = site.scores.as_of
    if key.kind in KINDS_WITH_ACTIONS:
        steps = (dated_step(step, as_of) for step in commitments_of(record))
        dates += [step for step in steps if step is not None]
    named = Counter[str]()
    for one in dates:
        name = _name_of(one, record)
        named[name] += 1
        if named[name] > 1:
            name = f"{name}.{named[name]}"
        told = _told(one, since, as_of)
        if told is not None and one.state != "gone":
            entries.append(_entry(one, f"{name}@planbook", told))
    return tuple(entries)


def _since(site: SitePresenter) -> date:
    """Return the first day that calendars tell of: that of a month, so that it moves rarely."""
    return add_months(site.scores.as_of.replace(day=1), -_MONTHS_BACK)


def _name_of(dated: Dated, record: Record) -> str:
    """Return what a day is told from others by: kind, id, category, and its date where it needs it.

    What a document has one of keeps its name when it moves to another day.
    """
    parts = [record.kind, record.id, dated.category]
    if dated.category not in ("goal", "objective", "level"):
        parts.append(dated.day.isoformat())
    if dated.category == "session" and dated.who is not None and not dated.is_for_all:
        parts.append(dated.who.id)
    return ".".join(parts)


def _told(dated: Dated, since: date, as_of: date) -> ToldSeries | None:
    if dated.series is None:
        starts = datetime.combine(dated.day, datetime.min.time())
        return ToldSeries(starts) if dated.day >= since else None
    if next(occurrences(dated.series, UTC, since), None) is None:
        return None
    return tell_series(dated.series, UTC, as_of, in_days=True)


def _entry(dated: Dated, name: str, told: ToldSeries) -> Entry:
    return Entry(
        name,
        dated.category,
        dated.document,
        dated.who,
        dated.title,
        dated.place,
        told,
        is_done=dated.state == "done",
        is_for_all=dated.is_for_all,
    )


def _of_meeting(meeting: Meeting, site: SitePresenter, since: date) -> Iterator[Entry]:
    """Yield a meeting as one entry, however often it takes place."""
    series, zone = meeting.series, site.handbook.settings.zone
    if series is None or not meeting.is_in_force:
        return
    if next(occurrences(series, zone, since), None) is None:
        return
    told = tell_series(series, zone, site.scores.as_of)
    if told is not None:
        yield Entry(
            f"meeting.{meeting.id}@planbook",
            "meeting",
            meeting.key,
            meeting.owner,
            {},
            "",
            told,
            in_days=False,
            minutes=meeting.minutes or 0,
        )


def _routes_of(site: SitePresenter, key: Key) -> tuple[Route, ...]:
    """Return whose calendars the entries of a document are in, in their order."""
    return tuple(_route(one, site) for one in site.remember(ENTRIES_OF, key))


def _route(entry: Entry, site: SitePresenter) -> Route:
    found = [*dict.fromkeys(_people_for(entry, site))]
    people = [key for key in found if site.handbook.find(Person, key) is not None]
    teams = dict.fromkeys(_teams_for(entry, people, site))
    shown = [key for key in teams if site.handbook.find(Team, key) is not None]
    return Route(_next_day(entry, site.scores.as_of), tuple(people), tuple(shown))


def _people_for(entry: Entry, site: SitePresenter) -> Iterator[Key]:
    """Yield whose entry it is: who takes part, who learns, else who answers for it."""
    record = site.handbook.records[entry.document]
    if entry.category == "meeting":
        yield from participants(site, entry.document)
    elif isinstance(record, Training) and entry.is_for_all:
        day = site.scores.as_of
        yield from (one.key for one in people_of(record, site.handbook) if one.in_service(day))
    else:
        person = person_for(entry.who, site)
        if person is not None:
            yield person


def _teams_for(entry: Entry, people: list[Key], site: SitePresenter) -> Iterator[Key]:
    """Yield the teams that share an entry: that it is for, or whose people it is for.

    What is private is no concern of a team: a review, what is said one to one.
    """
    record = site.handbook.records[entry.document]
    if record.audience == "private":
        return
    named: tuple[Key | None, ...] = (entry.who,)
    if isinstance(record, Meeting) and entry.category == "meeting":
        named = record.attendees
    elif isinstance(record, Training) and entry.is_for_all:
        named = record.recipients
    for key in named:
        if key is not None and key.kind == Team.KIND:
            yield from teams_within(key, site.handbook)
    for key in people:
        person = site.handbook.find(Person, key)
        if person is not None and person.team is not None:
            yield person.team


def _next_day(entry: Entry, as_of: date) -> date:
    told = entry.told
    if not told.rule:
        moments = (told.starts, *told.more)
        coming = [moment.date() for moment in moments if moment.date() >= as_of]
        return min(coming, default=max(moments).date())
    # What recurs goes on.
    return max(told.starts.date(), as_of)


def _by_whom(site: SitePresenter, _: str) -> dict[Key, tuple[Event, ...]]:
    found: dict[Key, list[tuple[date, Event]]] = {}
    for route, event in _routed(site):
        for whose in (*route.people, *route.teams):
            found.setdefault(whose, []).append((route.day, event))
    as_of = site.scores.as_of
    return {whose: _nearest(every, as_of) for whose, every in found.items()}


def _all_events(site: SitePresenter, _: str) -> tuple[Event, ...]:
    every = [(route.day, event) for route, event in _routed(site)]
    return _nearest(every, site.scores.as_of)


def _routed(site: SitePresenter) -> Iterator[tuple[Route, Event]]:
    """Yield all that is in calendars, with whose calendars it is in."""
    for key, routes in site.of_each(ROUTES_OF):
        for place, route in enumerate(routes):
            yield route, (key, place)


def _nearest(events: list[tuple[date, Event]], as_of: date) -> tuple[Event, ...]:
    """Return as many of ``events`` as a calendar holds, in order: what comes soonest counts first.

    What has passed comes behind all that is to come, the latest first.
    """
    if len(events) > EVENTS_SHOWN:
        events.sort(key=lambda one: (one[0] < as_of, abs(one[0] - as_of), one[1]))
    return tuple(event for _, event in sorted(events[:EVENTS_SHOWN], key=lambda one: one[1]))


def _for(site: SitePresenter, whose: Key) -> tuple[Event, ...]:
    return site.remember(EVENTS_BY_OWNER, "").get(whose, ())


KINDS_IN_CALENDARS: Final = tuple(
    dict.fromkeys((Meeting.KIND, *KINDS_WITH_DATES, *KINDS_WITH_ACTIONS))
)

ENTRIES_OF: Final = Shared(
    "calendar entries of", tuple[Entry, ...], _entries_of, Key, KINDS_IN_CALENDARS
)
ROUTES_OF: Final = Shared(
    "calendar routes of", tuple[Route, ...], _routes_of, Key, KINDS_IN_CALENDARS
)
EVENTS_BY_OWNER: Final = Shared("events by owner", Mapping[Key, tuple[Event, ...]], _by_whom)
EVENTS_FOR: Final = Shared("events for", tuple[Event, ...], _for, Key)
NEAREST: Final = Shared("nearest events", tuple[Event, ...], _all_events)
