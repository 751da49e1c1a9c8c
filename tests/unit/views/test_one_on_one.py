"""The sheet for a one-to-one: who has it, and what stands on it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, site_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition

SHEET = "people/ann/one-on-one/index.html"
CEO = document("person", "ceo", name={"en": "The Head"})
BOSS = document("person", "boss", name={"en": "The Boss"}, manager="ceo")
ANN = document("person", "ann", name={"en": "Ann Lee"}, manager="boss")
BOB = document("person", "bob", name={"en": "Bob Roe"}, manager="boss")


def step(title: str, due: str, **more: Any) -> dict[str, Any]:
    return {"title": {"en": title}, "due": due, **more}


TALK = document(
    "meeting",
    "talk",
    title={"en": "Ann and the Boss"},
    owner="boss",
    attendees=["ann", "boss"],
    type="one_on_one",
    starts="2026-08-06T10:00",
    recurs="weekly",
    agenda=[{"en": "What was hard"}],
    log=[
        {"date": "2026-08-06", "decisions": [{"en": "Decided long ago"}]},
        {
            "date": "2026-08-20",
            "decisions": [{"en": "Ann asks three questions first"}],
            "actions": [
                step("Send the price list", "2026-09-05", owner="boss"),
                step("Call the buyer", "2026-09-12", owner="ann"),
            ],
        },
    ],
)
GOAL = document(
    "goal",
    "q3",
    title={"en": "Sell more"},
    owner="ann",
    period="2026-Q3",
    measurable={"type": "reach", "unit": "CNY", "target": 92},
    time_bound={"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
    checkins=[{"date": "2026-07-31", "value": 31}, {"date": "2026-08-31", "value": 40}],
    actions=[
        step("Visit the shop", "2026-09-01"),
        step("Sent it", "2026-08-25", done="2026-08-26"),
    ],
)
SALES = document(
    "metric",
    "sales",
    title={"en": "Sales"},
    unit="CNY",
    direction="up",
    cadence="monthly",
    aggregate="last",
    values=[
        {"date": f"2026-0{month}-28", "subject": "ann", "value": value}
        for month, value in ((6, 100), (7, 110), (8, 99))
    ],
)
REVIEW = document(
    "review",
    "july",
    title={"en": "Review of July"},
    person="ann",
    reviewer="boss",
    period="2026-07",
    date="2026-08-05",
    decisions=[step("Write the plan", "2026-09-15")],
)
FEEDBACK = tuple(
    document(
        "feedback",
        f"f{number}",
        title={"en": f"Feedback {number}"},
        **{"to": "ann", "from": "boss"},
        date=f"2026-08-0{number}",
        behaviour={"en": f"You did {number}"},
        next_step=step(f"Step {number}", "2026-10-01"),
    )
    for number in (1, 2, 3)
)
GROWTH = document(
    "growth", "plan", person="ann", title={"en": "To level 3"}, actions=[step("Read", "2026-09-30")]
)
HANDBOOK = handbook_of(CEO, BOSS, ANN, BOB, TALK, GOAL, SALES, REVIEW, *FEEDBACK, GROWTH)


@pytest.mark.parametrize(
    ("edition", "whose"),
    [
        (Edition("private"), {"ann", "bob", "boss", "ceo"}),
        (Edition("team", "ann"), {"ann"}),
        (Edition("team", "boss"), {"ann", "bob", "boss"}),
        (Edition("team", "ceo"), {"ann", "bob", "boss", "ceo"}),
        (Edition("team"), set()),
        (Edition("public"), set()),
    ],
)
def test_a_reader_has_their_own_sheet_and_those_of_people_below(
    edition: Edition, whose: set[str]
) -> None:
    paths = {page.path for page in site_at(HANDBOOK, edition).pages}
    found = {path.split("/")[1] for path in paths if path.endswith("one-on-one/index.html")}
    assert found - {"people"} == whose


def test_the_sheet_is_linked_from_the_person_and_from_the_meeting() -> None:
    view = view_at(HANDBOOK, "people/ann/index.html")
    assert view.brief.meeting.sheet.endswith("people/ann/one-on-one/index.html")
    (sheet,) = view_at(HANDBOOK, "meetings/talk/index.html").sheets
    assert sheet.href.endswith("people/ann/one-on-one/index.html")
    # Whoever may not have it is not led to it.
    bob = html_at(HANDBOOK, "people/ann/index.html", Edition("team", "bob"))
    assert "one-on-one" not in bob


def test_what_has_changed_is_told_since_the_day_of_the_last_record() -> None:
    since = view_at(HANDBOOK, SHEET).since
    assert (since.day.machine, since.is_meeting) == ("2026-08-20", True)
    (goal,) = since.goals
    # In July 31 of 92 in 31 of 92 days; by the end of August 40 where 62 are expected.
    assert (goal.before.state, goal.now.state, goal.has_changed) == ("on_track", "off_track", True)
    (figure,) = since.figures
    assert (figure.value.text, figure.change.figure.text) == ("CNY\u00a099", "−CNY\u00a011")
    assert [one.what.title.text for one in since.done] == ["Sent it"]


def test_both_find_what_they_owe() -> None:
    view = view_at(HANDBOOK, SHEET)
    owed = [(one.what.title.text, one.is_overdue) for one in view.steps.lines]
    assert owed[:3] == [
        ("Visit the shop", True),
        ("Call the buyer", False),
        ("Write the plan", False),
    ]
    promised = [(one.what.title.text, one.is_overdue) for one in view.promises.lines]
    assert promised == [("Send the price list", True)]


def test_the_last_decisions_two_feedbacks_and_the_step_of_growth_stand_on_it() -> None:
    text = text_at(HANDBOOK, SHEET)
    for words in (
        "Ann asks three questions first",
        "Review of July",
        "Feedback 3",
        "You did 2",
        "To level 3",
        "What was hard",
        "Notes",
    ):
        assert words in text
    assert "Decided long ago" not in text
    assert "You did 1" not in text


def test_without_a_meeting_the_change_is_told_since_the_end_of_the_month() -> None:
    since = view_at(handbook_of(BOSS, ANN, GOAL, SALES), SHEET).since
    assert (since.day.machine, since.is_meeting) == ("2026-08-31", False)
    assert since.figures == ()


def test_of_a_meeting_without_records_the_last_day_that_was_planned_counts() -> None:
    talk = msgspec.structs.replace(TALK, values={**TALK.values, "log": []})
    since = view_at(handbook_of(BOSS, ANN, talk, GOAL), SHEET).since
    # Thursdays since 6 August: the day of the figures, 10 September, is the next one.
    assert (since.day.machine, since.is_meeting) == ("2026-09-03", True)


def test_an_employee_does_not_see_what_the_leader_keeps_private() -> None:
    secret = document(
        "review",
        "own",
        title={"en": "Of the boss"},
        person="boss",
        reviewer="ceo",
        period="2026-07",
        decisions=[step("A secret of the boss", "2026-09-01")],
    )
    handbook = handbook_of(*HANDBOOK.documents.values(), secret)
    own = Edition("team", "ann")
    bare = {page.path: page.view_digest for page in site_at(HANDBOOK, own).pages}
    seen = {page.path: page.view_digest for page in site_at(handbook, own).pages}
    assert seen == bare


def test_somebody_without_anything_has_a_sheet_to_write_on() -> None:
    lonely: Document = document("person", "ann", name={"en": "Ann Lee"})
    text = text_at(handbook_of(lonely), SHEET)
    assert "no current goals" in text
    assert "none open" in text


def test_what_was_done_since_a_one_to_one_of_two_months_ago_is_told() -> None:
    log = [{"date": "2026-07-01", "decisions": [{"en": "Start"}]}]
    talk = document(
        "meeting", "talk", owner="boss", attendees=["ann", "boss"], type="one_on_one", log=log
    )
    done = document(
        "goal",
        "q3",
        owner="ann",
        period="2026-Q3",
        measurable={"type": "yes_no"},
        actions=[step("Signed the contract", "2026-07-20", done="2026-07-20")],
    )
    assert "Signed the contract" in text_at(handbook_of(BOSS, ANN, talk, done), SHEET)


def test_who_has_left_has_no_sheet() -> None:
    left = document("person", "ann", name={"en": "Ann Lee"}, manager="boss", ended="2026-08-31")
    handbook = handbook_of(BOSS, left, TALK)
    assert SHEET not in {page.path for page in site_at(handbook).pages}
    assert "one-on-one/" not in html_at(handbook, "people/ann/index.html")
