"""Calendars: what stands in them, for whom, and that another program reads the same days."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from builders.calendars import calendar_at, events_of, moments_read, summaries_of, unfolded
from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import AS_OF, bytes_at, html_at, site_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.meeting import Meeting
from planbook.model.settings import Settings
from planbook.recurrence import occurrences
from planbook.views import calendars

PUBLIC, TEAM = Edition("public"), Edition("team")
TWO_YEARS = timedelta(days=731)


def in_zone(zone: str, **more: Any) -> Settings:
    return replace(SETTINGS, timezone=zone, **more)


BOSS = document("person", "boss", name={"en": "The Boss"}, team="sales", audience="public")
ANN = document("person", "ann", name={"en": "Ann Lee", "zh": "李安"}, manager="boss", team="east")
BOB = document("person", "bob", name={"en": "Bob Roe"}, manager="boss", team="west")
SALES = document("team", "sales", title={"en": "Sales"}, lead="boss")
EAST = document("team", "east", title={"en": "East"}, lead="ann", parent="sales")
WEST = document("team", "west", title={"en": "West"}, lead="bob", parent="sales")
PEOPLE = (BOSS, ANN, BOB, SALES, EAST, WEST)
GOAL = document(
    "goal",
    "q3",
    title={"en": "Sell more, faster; better", "zh": "多卖"},
    owner="ann",
    period="2026-Q3",
    measurable={"type": "reach", "unit": "CNY", "target": 100},
    time_bound={
        "start": "2026-07-01",
        "due": "2026-09-30",
        "cadence": "monthly",
        "milestones": [
            {"due": "2026-08-15", "value": 30, "title": {"en": "First orders"}, "done": True},
            {"due": "2026-09-15", "value": 60, "title": {"en": "Second orders"}},
            {"due": "2024-09-15", "value": 1, "title": {"en": "Long ago"}},
        ],
    },
    actions=[
        {"title": {"en": "Visit"}, "owner": "bob", "due": "2026-09-20"},
        {"title": {"en": "Visit again"}, "owner": "bob", "due": "2026-09-20"},
        {"title": {"en": "On no day"}},
    ],
)


def meeting(id_: str = "talk", /, **values: Any) -> Document:
    if "leaves_out" in values:
        values["except"] = values.pop("leaves_out")
    filled = {"owner": "boss", "starts": "2026-01-05T09:30", "minutes": 45, **values}
    return document("meeting", id_, title={"en": f"The {id_}", "zh": f"会议 {id_}"}, **filled)


def book(*documents: Document, settings: Settings = SETTINGS) -> Handbook:
    return handbook_of(*PEOPLE, *documents, settings=settings)


HANDBOOK = book(GOAL)


def test_a_goal_is_due_all_day_and_takes_nobodys_time() -> None:
    due = events_of(calendar_at(HANDBOOK))["goal.q3.goal@planbook"]
    assert due["DTSTART;VALUE=DATE"] == "20260930"
    assert due["DTEND;VALUE=DATE"] == "20261001"
    assert due["TRANSP"] == "TRANSPARENT"
    assert due["SUMMARY"] == r"Goal: Sell more\, faster\; better"
    assert due["DTSTAMP"] == "20260910T000000Z"
    assert due["DESCRIPTION"] == "For: Ann Lee"


def test_steps_and_milestones_stand_under_their_own_names_and_what_is_done_is_marked() -> None:
    events = events_of(calendar_at(HANDBOOK))
    assert {name: one["SUMMARY"] for name, one in events.items() if ".goal@" not in name} == {
        "goal.q3.milestone.2026-08-15@planbook": "✓ Milestone: First orders",
        "goal.q3.milestone.2026-09-15@planbook": "Milestone: Second orders",
        "goal.q3.action.2026-09-20@planbook": "Action: Visit",
        "goal.q3.action.2026-09-20.2@planbook": "Action: Visit again",
    }


def test_a_goal_that_is_achieved_is_marked_and_not_what_nobody_said_was_done() -> None:
    achieved = replace(GOAL, values={**GOAL.values, "result": {"outcome": "achieved"}})
    events = summaries_of(calendar_at(book(achieved)))
    assert r"✓ Goal: Sell more\, faster\; better" in events
    assert {"✓ Milestone: First orders", "Milestone: Second orders"} <= events


def test_a_calendar_begins_with_the_month_a_year_ago() -> None:
    def checkpoint(day: str) -> Handbook:
        plan = document(
            "improvement",
            "plan",
            person="ann",
            checkpoints=[{"date": day, "expect": {"en": "Better"}, "met": True}],
        )
        return book(plan)

    assert summaries_of(calendar_at(checkpoint("2025-09-01"))) == {"✓ Checkpoint: Better"}
    assert summaries_of(calendar_at(checkpoint("2025-08-31"))) == set()


def test_the_words_are_those_of_the_language() -> None:
    assert "目标：多卖" in summaries_of(calendar_at(HANDBOOK, "zh/calendar.ics"))
    assert "相关人员：李安" in calendar_at(HANDBOOK, "zh/calendar.ics")


def test_everybody_has_what_is_theirs() -> None:
    anns = summaries_of(calendar_at(HANDBOOK, "people/ann/calendar.ics"))
    assert "Milestone: Second orders" in anns
    assert "Action: Visit" not in anns
    bobs = summaries_of(calendar_at(HANDBOOK, "people/bob/calendar.ics"))
    assert bobs == {"Action: Visit", "Action: Visit again"}


def test_a_team_has_what_its_people_have_and_nothing_private() -> None:
    talk = meeting("one-to-one", type="one_on_one", attendees=["ann"])
    review = document("review", "july", person="ann", reviewer="boss", date="2026-09-05")
    handbook = book(GOAL, talk, review, meeting("weekly", attendees=["sales"]))
    events = summaries_of(calendar_at(handbook, "teams/east/calendar.ics"))
    assert {"Milestone: Second orders", "The weekly"} <= events
    assert not {"Action: Visit", "The one-to-one", "Review: july"} & events
    anns = summaries_of(calendar_at(handbook, "people/ann/calendar.ics"))
    assert {"The one-to-one", "Review: july", "The weekly"} <= anns
    assert "Action: Visit" in summaries_of(calendar_at(handbook, "teams/west/calendar.ics"))


def test_what_is_private_says_so_to_programs_that_share_calendars() -> None:
    talk = meeting("one-to-one", type="one_on_one", attendees=["ann"])
    events = events_of(calendar_at(book(GOAL, talk)))
    assert events["meeting.one-to-one@planbook"]["CLASS"] == "PRIVATE"
    assert "CLASS" not in events["goal.q3.goal@planbook"]


def test_a_session_is_for_all_whom_its_plan_is_for() -> None:
    plan = document(
        "training",
        "year",
        **{"for": ["ann", "west"]},
        period="2026",
        items=[
            {"title": {"en": "Course"}, "date": "2026-09-25", "state": "planned"},
            {"title": {"en": "Called off"}, "date": "2026-09-26", "state": "cancelled"},
            {"title": {"en": "Each month"}, "date": "2026-01-31", "recurs": "monthly"},
        ],
    )
    handbook = book(plan)
    for whose in ("people/ann", "people/bob", "teams/east", "teams/west"):
        events = summaries_of(calendar_at(handbook, f"{whose}/calendar.ics"))
        assert events == {"Training: Course", "Training: Each month"}, whose
    assert summaries_of(calendar_at(handbook, "people/boss/calendar.ics")) == set()
    events_by_name = events_of(calendar_at(handbook))
    each_month = events_by_name["training.year.session.2026-01-31@planbook"]
    assert each_month["RRULE"] == "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20261231"
    assert each_month["DTSTART;VALUE=DATE"] == "20260131"


def test_onboarding_is_for_one_person_on_their_own_day() -> None:
    new = document("person", "new", name={"en": "New"}, team="east", started="2026-09-01")
    plan = document(
        "training",
        "start",
        **{"for": ["east"]},
        period="2026",
        items=[{"title": {"en": "Tour"}, "after_start": 20, "state": "planned"}],
    )
    handbook = book(new, plan)
    events = events_of(calendar_at(handbook, "people/new/calendar.ics"))
    assert [*events] == ["training.start.session.2026-09-21.new@planbook"]
    assert not events_of(calendar_at(handbook, "people/ann/calendar.ics"))


def test_what_was_cancelled_is_in_no_calendar() -> None:
    cancelled = document(
        "goal",
        "gone",
        owner="ann",
        period="2026-Q3",
        time_bound={"start": "2026-07-01", "due": "2026-09-30"},
        result={"outcome": "cancelled"},
    )
    assert summaries_of(calendar_at(book(cancelled))) == set()


def test_what_is_not_in_force_is_in_no_calendar_and_has_none() -> None:
    handbook = book(
        document("goal", "old", owner="ann", state="archived", time_bound={"due": "2026-09-30"}),
        meeting("old", state="archived", recurs="weekly"),
        document("person", "gone", name={"en": "Gone"}, state="archived"),
    )
    assert summaries_of(calendar_at(handbook)) == set()
    paths = {page.path for page in site_at(handbook).pages}
    assert "people/ann/calendar.ics" in paths
    assert "people/gone/calendar.ics" not in paths


def test_a_calendar_without_anything_in_it_is_still_one() -> None:
    text = calendar_at(book(), "people/bob/calendar.ics")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "BEGIN:VTIMEZONE" in text
    assert text.endswith("END:VCALENDAR\r\n")


# Meetings


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "UTC"])
@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("weekly", "2026-01-05T09:30"),
        ("biweekly", "2026-01-05T09:30"),
        ("monthly", "2026-01-29T09:30"),
        ("monthly", "2026-01-30T09:30"),
        ("monthly", "2026-01-31T09:30"),
        ("quarterly", "2025-11-30T09:30"),
        ("yearly", "2024-02-29T09:30"),
        ("FREQ=MONTHLY;BYDAY=2WE", "2026-01-14T09:30"),
        ("FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270301T000000Z", "2026-01-05T09:30"),
    ],
)
def test_another_program_reads_the_same_meetings_over_two_years(
    rule: str, starts: str, zone: str
) -> None:
    clock = ZoneInfo(zone)
    talk = meeting(
        recurs=rule,
        starts=starts,
        until="2028-06-30",
        leaves_out=["2026-09-14"],
        moved=[
            {"from": "2026-09-30", "to": "2026-10-01T14:00"},
            {"from": "2026-09-21", "to": "2026-09-22"},
        ],
    )
    handbook = book(talk, settings=in_zone(zone))
    found = handbook.find(Meeting, "talk")
    assert found is not None
    assert found.series is not None
    last = AS_OF + TWO_YEARS
    expected = list(
        takewhile(lambda one: one.date() <= last, occurrences(found.series, clock, AS_OF))
    )
    read = moments_read(calendar_at(handbook), "meeting.talk@planbook", AS_OF, last, clock)
    assert expected
    assert [one.replace(tzinfo=None) for one in read] == expected


def test_an_exception_is_written_as_one() -> None:
    talk = meeting(
        recurs="weekly",
        leaves_out=["2026-09-14"],
        moved=[{"from": "2026-09-21", "to": "2026-09-22T14:00"}],
    )
    text = calendar_at(book(talk, settings=in_zone("Asia/Shanghai")))
    assert "EXDATE;TZID=Asia/Shanghai:20260914T093000\r\n" in text
    assert "RECURRENCE-ID;TZID=Asia/Shanghai:20260921T093000\r\n" in text
    assert "DTSTART;TZID=Asia/Shanghai:20260922T140000\r\n" in text
    assert text.count("UID:meeting.talk@planbook\r\n") == 2
    assert text.count("DURATION:PT45M\r\n") == 2


def test_a_meeting_in_the_hour_that_the_clocks_leave_out_takes_place_an_hour_later() -> None:
    # On 14 March 2027 New York goes from 01:59 to 03:00.
    new_york = ZoneInfo("America/New_York")
    talk = meeting(recurs="weekly", starts="2026-09-13T02:30")
    text = calendar_at(book(talk, settings=in_zone("America/New_York")))
    first, last = date(2027, 3, 6), date(2027, 3, 22)
    read = moments_read(text, "meeting.talk@planbook", first, last, new_york)
    assert [f"{one:%m-%d %H:%M %Z}" for one in read] == [
        "03-07 02:30 EST",
        "03-14 03:30 EDT",
        "03-21 02:30 EDT",
    ]


def test_a_meeting_that_the_clocks_repeat_takes_as_long_as_ever() -> None:
    talk = meeting(starts="2026-11-01T01:30", minutes=60)
    event = events_of(calendar_at(book(talk, settings=in_zone("America/New_York"))))
    one = event["meeting.talk@planbook"]
    assert one["DTSTART;TZID=America/New_York"] == "20261101T013000"
    assert one["DURATION"] == "PT60M"
    assert not any(name.startswith("DTEND") for name in one)


def test_a_meeting_that_is_over_for_more_than_a_year_is_left_out() -> None:
    old = meeting("old", recurs="weekly", starts="2020-01-06T09:00", until="2025-08-31")
    once = meeting("once", starts="2025-08-31T09:00")
    late = meeting("late", recurs="weekly", starts="2020-01-06T09:00", until="2025-09-02")
    assert summaries_of(calendar_at(book(old, once, late))) == {"The late"}


def test_a_meeting_tells_names_place_and_agenda_and_no_address() -> None:
    boss = document(
        "person", "boss", name={"en": "The Boss"}, contacts={"email": "boss@example.com"}
    )
    talk = meeting(
        attendees=["ann", "east"], where={"en": "Room 3; left"}, agenda=[{"en": "Figures, red"}]
    )
    text = calendar_at(handbook_of(boss, *PEOPLE[1:], talk))
    one = events_of(text)["meeting.talk@planbook"]
    assert one["LOCATION"] == r"Room 3\; left"
    assert one["DESCRIPTION"] == r"Organizer: The Boss\nWith: Ann Lee and East\n– Figures\, red"
    for word in ("boss@example.com", "mailto:", "ATTENDEE", "ORGANIZER"):
        assert word not in text


# Editions


def test_an_edition_has_nothing_that_its_reader_may_not_see() -> None:
    secret = document(
        "goal",
        "hidden-goal",
        title={"en": "Hidden goal"},
        owner="ann",
        audience="private",
        time_bound={"due": "2026-09-30"},
    )
    talk = meeting("hidden-talk", type="one_on_one", attendees=["ann"], recurs="weekly")
    handbook = book(secret, talk, meeting("open-talk", audience="public", attendees=["ann"]))
    for edition in (PUBLIC, TEAM, Edition("team", "bob")):
        for page in site_at(handbook, edition).pages:
            if page.path.endswith(".ics"):
                text = calendar_at(handbook, page.path, edition)
                assert "idden" not in text, page.path
    public = calendar_at(handbook, edition=PUBLIC)
    assert summaries_of(public) == {"The open-talk"}
    assert "Ann Lee" not in public
    own = calendar_at(handbook, "people/ann/calendar.ics", Edition("team", "ann"))
    assert {"Goal: Hidden goal", "The hidden-talk"} <= summaries_of(own)


def test_an_event_has_one_name_in_all_editions_and_languages() -> None:
    def names(path: str, edition: Edition) -> set[str]:
        return set(events_of(calendar_at(HANDBOOK, path, edition)))

    whole = names("calendar.ics", Edition("private"))
    assert names("zh/calendar.ics", Edition("private")) == whole
    assert names("calendar.ics", TEAM) == whole


# The file


def test_links_are_there_where_the_address_of_the_site_is_known() -> None:
    assert "URL:" not in calendar_at(HANDBOOK)
    known = book(GOAL, settings=replace(SETTINGS, base_url="https://example.com/plan"))
    event = events_of(calendar_at(known, "zh/calendar.ics"))["goal.q3.action.2026-09-20@planbook"]
    assert event["URL"] == "https://example.com/plan/zh/goals/q3/#actions-1"
    assert event["DESCRIPTION"].endswith(event["URL"])


def test_long_lines_are_folded_between_characters() -> None:
    long = document(
        "goal", "l" * 90, title={"en": "渠道📈" * 75}, owner="ann", time_bound={"due": "2026-09-30"}
    )
    content = bytes_at(book(long), "calendar.ics")
    assert content.count(b"\n") == content.count(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert "渠道📈" * 75 in unfolded(content)


def test_what_no_calendar_may_hold_is_left_out_and_lines_stay_lines() -> None:
    odd = document(
        "goal",
        "odd",
        title={"en": "A\x0b\x07\nBEGIN:VEVENT\r\nB\\n"},
        owner="ann",
        time_bound={"due": "2026-09-30"},
    )
    text = calendar_at(book(odd))
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert r"SUMMARY:Goal: A\nBEGIN:VEVENT\nB\\n" in text


def test_a_calendar_holds_so_much_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "EVENTS_SHOWN", 3)
    text = calendar_at(HANDBOOK)
    # What comes soonest stands before what comes later, and before what has passed.
    assert summaries_of(text) == {
        "Milestone: Second orders",
        "Action: Visit",
        "Action: Visit again",
    }
    assert "The 3 entries nearest to the day of the figures" in text


def test_the_library_is_loaded_by_what_writes_a_calendar_and_nothing_else() -> None:
    code = (
        "import sys, planbook.recorded.run, planbook.pipeline\n"
        "assert 'planbook.rendering.calendars' in sys.modules\n"
        "assert 'icalendar' not in sys.modules"
    )
    ran = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_same_day_gives_the_same_bytes() -> None:
    assert bytes_at(HANDBOOK, "calendar.ics") == bytes_at(HANDBOOK, "calendar.ics")


@pytest.mark.parametrize("path", ["people/ann/index.html", "teams/east/index.html"])
def test_pages_lead_to_their_calendar(path: str) -> None:
    own = path.replace("index.html", "calendar.ics")
    assert f'href="../../{own}" type="text/calendar" download' in html_at(HANDBOOK, path)


def test_the_reader_finds_their_own_calendar_in_the_menu() -> None:
    page = bytes_at(HANDBOOK, "goals/index.html", Edition("team", "ann")).decode()
    assert 'href="../people/ann/calendar.ics"' in page
