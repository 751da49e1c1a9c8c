"""The pages of a meeting: when it is, what it is about, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

import msgspec
from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from msgspec.structs import replace

from planbook.model.document import Key
from planbook.model.meeting import Meeting, MeetingRecord
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.pages import Page
from planbook.recurrence import Recurrence, Unusable, Weekday, next_occurrences
from planbook.scoring.series import stays_in, teams_within
from planbook.views.actions import ActionView, action_views, anchor_of
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout, Layouts
from planbook.views.lists import (
    Column,
    Pager,
    Part,
    numbered_pages,
    page_numbers,
    pager_of,
    part_at,
)
from planbook.views.order import newest_first
from planbook.views.page_kind import PageKind
from planbook.views.places import RECORDS_SHOWN, records_of
from planbook.views.presenter import Presenter, Shared, SitePresenter
from planbook.views.readers import sheet_href
from planbook.views.words import Day, Fact, Phrase, Ref, Shown, Words

NEXT_SHOWN: Final = 3
_AHEAD: Final = timedelta(days=31)
"""How far ahead the next time of a meeting is shown on other pages."""
# The rhythms that have a word of their own: (frequency, interval).
_WORDS: Final[Mapping[tuple[str, int], str]] = MappingProxyType(
    {
        ("daily", 1): "daily",
        ("weekly", 1): "weekly",
        ("weekly", 2): "biweekly",
        ("monthly", 1): "monthly",
        ("monthly", 3): "quarterly",
        ("yearly", 1): "yearly",
    }
)


class RecordView(msgspec.Struct, frozen=True):
    """What one meeting came to."""

    anchor: str
    date: Day | None
    decisions: tuple[Words, ...]
    actions: tuple[ActionView, ...]


class Log(msgspec.Struct, frozen=True):
    """Some of the records of a meeting, the latest first."""

    records: tuple[RecordView, ...]
    total: int
    pager: Pager


class MeetingView(msgspec.Struct, frozen=True):
    """The page of a meeting.

    ``next`` is empty where it is over; ``zone`` names the time zone of all times on the page.
    ``sheets`` lead to what a one-to-one is prepared with, by the person whom it is with.
    """

    layout: Layout
    document: CommonFields
    next: tuple[Phrase, ...]
    zone: Phrase
    facts: tuple[Fact, ...]
    agenda: tuple[Words, ...]
    log: Log
    sheets: tuple[Ref, ...]


class MoreRecordsView(msgspec.Struct, frozen=True):
    """A further page of a meeting's records."""

    layout: Layout
    meeting: Ref
    log: Log


def view_meeting(
    meeting: Meeting, presenter: Presenter, layout: Layout, document: CommonFields
) -> MeetingView:
    """Return the page of ``meeting``."""
    recurrence = meeting.recurrence
    return MeetingView(
        layout=layout,
        document=document,
        next=upcoming(meeting, presenter, NEXT_SHOWN),
        zone=time_zone(presenter),
        facts=(
            *presenter.facts(
                "meeting",
                ("type", presenter.option("meeting_type", meeting.type)),
                ("recurs", _rhythm(meeting, recurrence)),
            ),
            *_days(recurrence, meeting.first, presenter),
            *presenter.facts(
                "meeting",
                ("starts", presenter.moment(meeting.starts)),
            ),
            *_length(meeting),
            *presenter.facts(
                "meeting",
                ("until", presenter.day(meeting.until)),
                ("except", _skipped(meeting, presenter)),
                ("moved", _moves(meeting, presenter)),
                ("where", presenter.words(meeting.where)),
                ("owner", presenter.ref(meeting.owner)),
                ("attendees", presenter.refs(meeting.attendees)),
            ),
        ),
        agenda=presenter.every(meeting.agenda),
        log=_log(meeting, part_at(records_of(meeting), 1, RECORDS_SHOWN), presenter),
        sheets=tuple(_sheets(meeting, presenter)),
    )


def _sheets(meeting: Meeting, presenter: Presenter) -> Iterator[Ref]:
    """Yield the sheets of those whom a one-to-one is with: who calls it needs none of their own."""
    if meeting.type != "one_on_one":
        return
    for key in meeting.attendees:
        ref, href = presenter.ref(key), sheet_href(presenter, key)
        if ref is not None and href and key != meeting.owner:
            yield replace(ref, href=href)


def meeting_pages(site: SitePresenter, layouts: Layouts, language: str, key: Key) -> Iterator[Page]:
    """Yield the older records of a meeting that has many."""
    meeting = site.handbook.find(Meeting, key)
    assert meeting is not None
    segments = (site.addresses.sections[Meeting.KIND], meeting.id)
    numbers = page_numbers(len(meeting.log), RECORDS_SHOWN)[1:]
    make = partial(_more_records, site, layouts, language, key)
    yield from numbered_pages(site, language, segments, numbers, "meeting-log.html", make, str(key))


def _more_records(
    site: SitePresenter, layouts: Layouts, language: str, key: Key, number: int
) -> MoreRecordsView:
    meeting = site.handbook.find(Meeting, key)
    segments = (site.addresses.sections[Meeting.KIND], key.id)
    presenter = site.at_number(language, segments, number)
    assert meeting is not None
    layout, ref = layouts.below(presenter, key, segments, number=number)
    part = part_at(records_of(meeting), number, RECORDS_SHOWN)
    return MoreRecordsView(layout, ref, _log(meeting, part, presenter))


def upcoming(meeting: Meeting, presenter: Presenter, number: int) -> tuple[Phrase, ...]:
    """Return the next ``number`` times at which ``meeting`` takes place, today's among them."""
    return tuple(moment_phrase(one, presenter) for one in next_moments(meeting, presenter, number))


def next_moments(
    meeting: Meeting, presenter: Presenter | SitePresenter, number: int
) -> list[datetime]:
    """Return the next ``number`` moments of ``meeting``, in the project's time zone."""
    series = meeting.series
    if series is None:
        return []
    zone = presenter.handbook.settings.zone
    return next_occurrences(series, zone, presenter.scores.as_of, number)


def _next_moment(site: SitePresenter, key: Key) -> datetime | None:
    """Return when a meeting takes place next, if that is in the weeks to come."""
    meeting = site.handbook.find(Meeting, key)
    if meeting is None or not meeting.is_in_force:
        return None
    last = site.scores.as_of + _AHEAD
    moments = next_moments(meeting, site, 1)
    return next((moment for moment in moments if moment.date() <= last), None)


def participants(site: SitePresenter, key: Key) -> tuple[Key, ...]:
    """Return the people who take part in a meeting: its owner, and those whom it is for."""
    return site.remember(PARTICIPANTS, key)


def _participants(site: SitePresenter, key: Key) -> tuple[Key, ...]:
    meeting, handbook = site.handbook.find(Meeting, key), site.handbook
    if meeting is None:
        return ()
    found: dict[Key, None] = {}
    for one in (meeting.owner, *meeting.attendees):
        if one is not None and one.kind == Person.KIND:
            found[one] = None
        elif one is not None and one.kind == Team.KIND:
            stays = stays_in(teams_within(one, handbook), handbook)
            found.update((stay.subject, None) for stay in stays if stay.covers(site.scores.as_of))
    return tuple(found)


def moment_phrase(moment: datetime, presenter: Presenter) -> Phrase:
    """Return the weekday, the date and the time of day of ``moment``."""
    locale = presenter.formats.locale
    return Phrase(
        "meeting.moment",
        {
            "weekday": format_date(moment, "EEEE", locale=locale),
            "date": presenter.formats.day(moment.date()),
            "time": format_time(moment, "HH:mm", locale=locale),
        },
    )


def short_moment(moment: datetime, presenter: Presenter) -> Day:
    """Return the date without the year, and the time of day, of ``moment``."""
    text = f"{presenter.formats.short_day(moment.date())} {moment:%H:%M}"
    return Day(f"{moment:%Y-%m-%dT%H:%M}", text)


def time_zone(presenter: Presenter) -> Phrase:
    """Return the name of the time zone that all times are in, and its id."""
    zone = presenter.handbook.settings.zone
    if zone.key == "UTC" or zone.key.startswith("Etc/"):  # of no country, and without a name
        return Phrase("meeting.zone_id", {"id": zone.key})
    locale = presenter.formats.locale
    name = get_timezone_name(zone, "long", locale=locale, zone_variant="generic")
    return Phrase("meeting.zone", {"name": name, "id": zone.key})


def _skipped(meeting: Meeting, presenter: Presenter) -> Shown:
    """Return the days to come on which it does not take place."""
    today = presenter.scores.as_of
    days = [presenter.day(day) for day in sorted(meeting.leaves_out) if day >= today]
    return tuple(day for day in days if day is not None) or None


def _moves(meeting: Meeting, presenter: Presenter) -> Shown:
    """Return the meetings to come that take place at another time."""
    series = meeting.series
    if series is None:
        return None
    return (
        tuple(
            Phrase(
                "meeting.moved_to",
                {
                    "from": presenter.formats.day(day),
                    "to": f"{presenter.formats.day(moment.date())} {moment:%H:%M}",
                },
            )
            for day, moment in sorted(series.moved)
            if max(day, moment.date()) >= presenter.scores.as_of
        )
        or None
    )


def _length(meeting: Meeting) -> tuple[Fact, ...]:
    """Return how long a meeting takes: in minutes, or in hours where it takes whole ones."""
    minutes = meeting.minutes
    if not minutes:
        return ()
    length = Phrase("meeting.minutes", {"minutes": str(minutes)})
    if minutes >= 120 and minutes % 60 == 0:
        length = Phrase("meeting.hours", {"hours": str(minutes // 60)})
    return (Fact(Phrase("meeting.length"), length),)


def _rhythm(meeting: Meeting, recurrence: Recurrence | Unusable | None) -> Shown:
    """Return how often it comes in words; a rule that few words cannot tell as it is written."""
    if not isinstance(recurrence, Recurrence) or not recurrence.is_simple:
        return Words(meeting.recurs or "")
    word = _WORDS.get((recurrence.frequency, recurrence.interval))
    if word:
        return Phrase(f"cadence.{word}")
    return Phrase(f"every.{recurrence.frequency}", {"number": str(recurrence.interval)})


def _days(
    recurrence: Recurrence | Unusable | None, starts: datetime | None, presenter: Presenter
) -> tuple[Fact, ...]:
    """Return on which days it recurs, as a fact of its own."""
    if not isinstance(recurrence, Recurrence) or not recurrence.is_simple or starts is None:
        return ()
    shown: Shown = None
    if recurrence.frequency == "weekly":
        shown = _weekdays(recurrence.weekdays or (Weekday(starts.weekday()),), presenter)
    elif recurrence.frequency == "monthly":
        if not recurrence.weekdays and not recurrence.month_days:
            shown = _day_of_start(starts.day)
        else:
            shown = (
                *(_month_day(day) for day in recurrence.month_days),
                *(_nth(weekday, presenter) for weekday in recurrence.weekdays),
            )
    return (Fact(Phrase("meeting.on"), shown),) if shown else ()


def _day_of_start(day: int) -> Phrase:
    """Return the day of each month, for what began on ``day``: the last one where it has fewer."""
    if day == 31:
        return Phrase("day.last")
    return Phrase("day.or_last" if day > 28 else "day.of_month", {"number": str(day)})


def _weekdays(weekdays: tuple[Weekday, ...], presenter: Presenter) -> Words:
    names = [_weekday(weekday, presenter) for weekday in weekdays]
    return Words(format_list(names, locale=presenter.formats.locale))


def _month_day(day: int) -> Phrase:
    return Phrase("day.last") if day == -1 else Phrase("day.of_month", {"number": str(day)})


def _nth(weekday: Weekday, presenter: Presenter) -> Phrase:
    name = {"weekday": _weekday(weekday, presenter)}
    if weekday.ordinal < -1:
        return Phrase("day.from_end", {**name, "number": str(-weekday.ordinal)})
    ordinal = {0: "each", -1: "last"}.get(weekday.ordinal, str(weekday.ordinal))
    return Phrase(f"day.nth.{ordinal}", name)


def _weekday(weekday: Weekday, presenter: Presenter) -> str:
    return str(presenter.formats.locale.days["stand-alone"]["wide"][weekday.number])


def _log(meeting: Meeting, part: Part[tuple[int, MeetingRecord]], presenter: Presenter) -> Log:
    segments = (presenter.addresses.sections[Meeting.KIND], meeting.id)
    return Log(
        records=tuple(_record(place, one, presenter) for place, one in part.items),
        total=part.total,
        pager=pager_of(presenter, segments, part),
    )


def _record(place: int, record: MeetingRecord, presenter: Presenter) -> RecordView:
    return RecordView(
        anchor_of(f"/log/{place}"),
        presenter.day(record.date),
        presenter.every(record.decisions),
        action_views(record.actions, presenter, f"/log/{place}/actions"),
    )


def meeting_order(meeting: Meeting) -> tuple[int, str]:
    """Return the place of a meeting among others: what recurs first, then the latest."""
    return (newest_first(meeting.starts) if not meeting.recurs else -10_000_000, meeting.id)


def _recurs(meeting: Meeting, presenter: Presenter) -> Shown:
    del presenter  # words of the catalogue
    return _rhythm(meeting, meeting.recurrence)


PAGE: Final = PageKind(
    record=Meeting,
    template="meeting.html",
    view=view_meeting,
    columns=(
        Column("type", lambda meeting, presenter: presenter.option("meeting_type", meeting.type)),
        Column("owner", lambda meeting, presenter: presenter.ref(meeting.owner)),
        Column("recurs", _recurs),
        Column("starts", lambda meeting, presenter: presenter.moment(meeting.starts)),
    ),
    order=meeting_order,
    more=meeting_pages,
)

NEXT_MOMENT: Final = Shared("next moment", datetime | None, _next_moment, Key, (Meeting.KIND,))
PARTICIPANTS: Final = Shared("participants", tuple[Key, ...], _participants, Key, (Meeting.KIND,))
