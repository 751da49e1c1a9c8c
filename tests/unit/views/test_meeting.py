"""The pages of a meeting."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.places import RECORDS_SHOWN

PAGE = "meetings/talk/index.html"
PEOPLE = (
    document("person", "head", name={"en": "Lin Yue"}),
    document("person", "ann", name={"en": "Ann Lee"}, audience="private"),
)


def book(**values: Any) -> Handbook:
    filled = {"owner": "head", "starts": "2026-01-05T09:30", "minutes": 45, **values}
    return handbook_of(*PEOPLE, document("meeting", "talk", **filled))


def test_the_page_begins_with_the_next_three_times() -> None:
    text = text_at(book(recurs="weekly"), PAGE)
    assert "Next meetings\nMonday, 14 September 2026, 09:30\nMonday, 21 September" in text
    assert len(view_at(book(recurs="weekly"), PAGE).next) == 3


def test_in_chinese_the_weekday_follows_the_date() -> None:
    assert "2026 年 9 月 14 日星期一 09:30" in text_at(book(recurs="weekly"), f"zh/{PAGE}")


@pytest.mark.parametrize(
    ("rule", "rhythm", "days"),
    [
        ("weekly", "Weekly", "Monday"),
        ("biweekly", "Every two weeks", "Monday"),
        ("quarterly", "Quarterly", "Day 5"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH", "Every 3 weeks", "Tuesday and Thursday"),
        ("FREQ=MONTHLY;BYDAY=2WE", "Monthly", "The second Wednesday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Monthly", "The last Friday"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "Monthly", "The Friday 2 from the end of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Monthly", "The last day of the month"),
    ],
)
def test_a_rule_is_told_in_words(rule: str, rhythm: str, days: str) -> None:
    assert f"Recurs\n{rhythm}\nDay\n{days}" in text_at(book(recurs=rule), PAGE)


def test_a_rule_that_is_not_understood_is_shown_as_it_stands_and_promises_no_day() -> None:
    text = text_at(book(recurs="FREQ=HOURLY"), PAGE)
    assert "FREQ=HOURLY" in text
    assert "Next meetings" not in text


def test_a_rule_that_few_words_cannot_tell_stands_as_it_is_with_its_next_days() -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    text = text_at(book(recurs=rule), PAGE)
    assert f"Recurs\n{rule}" in text
    assert "Next meetings\nWednesday, 30 September 2026, 09:30\nFriday, 30 October" in text


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-03-31T15:00", "The last day of the month"),
        ("2026-03-30T15:00", "Day 30, or the last day of a shorter month"),
    ],
)
def test_a_meeting_from_the_end_of_a_month_stays_there(start: str, words: str) -> None:
    text = text_at(book(recurs="quarterly", starts=start), PAGE)
    assert f"Day\n{words}" in text
    assert "Next meetings\nWednesday, 30 September 2026, 15:00" in text


def test_meetings_left_out_and_moved_are_told_until_they_are_past() -> None:
    text = text_at(
        book(
            recurs="weekly",
            **{"except": ["2026-01-12", "2026-10-05"]},
            moved=[
                {"from": "2026-01-19", "to": "2026-01-20"},
                {"from": "2026-09-14", "to": "2026-09-16T14:00"},
            ],
        ),
        PAGE,
    )
    assert "Next meetings\nWednesday, 16 September 2026, 14:00\nMonday, 21 September" in text
    assert "Except\n5 October 2026" in text
    assert "Moved\n14 September 2026 → 16 September 2026 14:00" in text
    assert "January 2026 →" not in text


@pytest.mark.parametrize(
    ("zone", "english", "chinese"),
    [
        ("Asia/Shanghai", "Times are in China Time (Asia/Shanghai).", "中国时间（Asia/Shanghai）"),
        ("UTC", "Times are in UTC.", "时间为 UTC 时间"),
    ],
)
def test_the_page_names_the_time_zone(zone: str, english: str, chinese: str) -> None:
    talk = document("meeting", "talk", owner="head", starts="2026-01-05T09:30", minutes=45)
    handbook = handbook_of(*PEOPLE, talk, settings=replace(SETTINGS, timezone=zone))
    assert english in text_at(handbook, PAGE)
    assert chinese in text_at(handbook, f"zh/{PAGE}")


def test_a_meeting_that_is_over_has_nothing_coming_up() -> None:
    assert "Next meetings" not in text_at(book(), PAGE)
    assert "Next meetings" not in text_at(book(recurs="weekly", until="2026-06-30"), PAGE)


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 minutes"), (90, "90 minutes"), (480, "8 hours")]
)
def test_a_length_is_told_in_minutes_or_whole_hours(minutes: int, words: str) -> None:
    assert f"Length\n{words}" in text_at(book(minutes=minutes), PAGE)


def test_agenda_and_log_are_shown_the_latest_record_first() -> None:
    text = text_at(
        book(
            type="weekly",
            agenda=[{"en": "The dashboard"}, {"en": "Three sentences each"}],
            log=[
                {"date": "2026-08-24", "decisions": [{"en": "No further shops"}]},
                {"date": "2026-08-31", "actions": [{"en": "Write it down"}]},
            ],
        ),
        PAGE,
    )
    order = [
        "Weekly meeting",
        "The dashboard",
        "31 August",
        "24 August",
        "No further shops",
    ]
    assert sorted(order, key=text.index) == order


def test_old_records_move_to_pages_of_their_own() -> None:
    log = [
        {"date": f"2026-01-{day:02}", "decisions": [{"en": f"No. {day}"}]}
        for day in range(1, RECORDS_SHOWN + 2)
    ]
    handbook = book(log=log)
    assert len(view_at(handbook, PAGE).log.records) == RECORDS_SHOWN
    assert "1 January 2026\nDecisions\nNo. 1" in text_at(
        handbook, "meetings/talk/page/2/index.html"
    )


def test_an_attendee_who_is_not_shown_leaves_no_trace() -> None:
    handbook = book(attendees=["head", "ann"])
    assert "Ann Lee" in text_at(handbook, PAGE)
    html = html_at(handbook, PAGE, Edition("team"))
    assert "Ann" not in html
    assert "ann/" not in html


def test_a_bare_meeting_is_still_a_page() -> None:
    text = text_at(handbook_of(document("meeting", "talk")), PAGE)
    for heading in ("Next meetings", "Agenda", "Decisions and actions", "Starts"):
        assert heading not in text


def test_the_page_of_a_person_lists_what_they_take_part_in_next() -> None:
    sales = document("team", "sales", lead="head")
    east = document("team", "east", lead="ben", parent="sales")
    ben = document("person", "ben", name={"en": "Ben"}, team="east")
    times = {"owner": "head", "minutes": 45}
    handbook = handbook_of(
        *PEOPLE,
        sales,
        east,
        ben,
        document(
            "meeting",
            "all",
            starts="2026-03-31T15:00",
            recurs="quarterly",
            attendees=["sales"],
            **times,
        ),
        document(
            "meeting",
            "weekly",
            starts="2026-01-05T09:30",
            recurs="weekly",
            attendees=["ben"],
            **times,
        ),
        document("meeting", "far", starts="2026-12-05T09:30", attendees=["ben"], **times),
        document("meeting", "others", starts="2026-09-15T09:30", attendees=["ann"], **times),
    )
    text = text_at(handbook, "people/ben/index.html")
    shown = text[text.index("Next meetings") :]
    assert "weekly Monday, 14 September 2026, 09:30" in shown
    assert "all Wednesday, 30 September 2026, 15:00" in shown
    assert "5 December" not in shown
    assert "15 September" not in shown
    assert "15 September" in text_at(handbook, "people/head/index.html")
