"""The pages of a meeting."""

from __future__ import annotations

from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, text_at, view_at
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.views.meeting import RECORDS_SHOWN

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
    text = text_at(book(recurs="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1"), PAGE)
    assert "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1" in text
    assert "Next meetings" not in text


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
