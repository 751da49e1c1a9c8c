"""The meetings to come: who is in them, and which two are at one time for somebody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from builders.handbooks import document, handbook_of
from planbook.model.document import Document, Key
from planbook.rules.diary import Clash, Diary
from planbook.rules.organisation import Organisation

AS_OF = date(2026, 9, 10)
ADA, BEA = document("person", "ada", role="m"), document("person", "bea", role="m", manager="ada")


def meeting(id_: str, starts: str, **values: Any) -> Document:
    filled = {"owner": "ada", "starts": starts, "minutes": 60, **values}
    return document("meeting", id_, **filled)


def diary(*documents: Document) -> Diary:
    handbook = handbook_of(ADA, BEA, *documents)
    return Diary(handbook, AS_OF, Organisation(handbook, AS_OF))


def clashes(*documents: Document) -> dict[str, tuple[Clash, ...]]:
    return {key.id: found for key, found in diary(*documents).clashes.items()}


def test_a_pair_of_series_is_told_once_with_all_its_days() -> None:
    found = clashes(
        meeting("a", "2026-09-14T09:00", recurs="weekly", until="2026-09-28"),
        meeting("b", "2026-09-14T09:30", recurs="weekly", attendees=["bea"]),
    )
    days = tuple(datetime(2026, 9, day, 9, 30) for day in (14, 21, 28))
    assert found == {"b": (Clash(Key("meeting", "a"), days, (Key("person", "ada"),)),)}


def test_it_stands_at_the_meeting_that_fewer_people_may_see() -> None:
    private = meeting("a", "2026-09-14T09:00", type="one_on_one", attendees=["bea"])
    assert list(clashes(private, meeting("b", "2026-09-14T09:00"))) == ["a"]


def test_a_meeting_that_begins_when_another_ends_is_no_clash() -> None:
    assert not clashes(meeting("a", "2026-09-14T09:00"), meeting("b", "2026-09-14T10:00"))


def test_a_short_meeting_within_a_long_one_does_not_hide_the_next() -> None:
    found = clashes(
        meeting("a", "2026-09-14T09:00", minutes=480),
        meeting("b", "2026-09-14T10:00", minutes=30),
        meeting("c", "2026-09-14T16:00", minutes=30),
    )
    assert {place: [one.other.id for one in each] for place, each in found.items()} == {
        "b": ["a"],
        "c": ["a"],
    }


def test_a_meeting_over_midnight_meets_that_of_the_next_morning() -> None:
    assert list(
        clashes(
            meeting("a", "2026-09-14T23:30", minutes=600),
            meeting("b", "2026-09-15T09:00"),
        )
    ) == ["b"]


def test_what_is_past_or_far_off_is_left_alone() -> None:
    past = (meeting("a", "2026-09-09T09:00"), meeting("b", "2026-09-09T09:00"))
    far = (meeting("c", "2027-03-01T09:00"), meeting("d", "2027-03-01T09:00"))
    assert not clashes(*past, *far)
    assert [key.id for key in diary(*past, *far).to_come] == ["c", "d"]


def test_drafts_and_meetings_without_a_rule_that_works_are_left_alone() -> None:
    found = diary(
        meeting("a", "2026-09-14T09:00", state="draft"),
        meeting("b", "2026-09-14T09:00", recurs="FREQ=NEVER"),
        meeting("c", "2026-09-14T09:00"),
    )
    assert [key.id for key in found.to_come] == ["c"]


def test_whoever_has_left_is_in_no_meeting() -> None:
    handbook = handbook_of(
        document("person", "ada", role="m", ended="2026-08-31"),
        meeting("a", "2026-09-14T09:00"),
        meeting("b", "2026-09-14T09:00"),
    )
    found = Diary(handbook, AS_OF, Organisation(handbook, AS_OF))
    assert not found.clashes
    assert set(found.people_in.values()) == {()}
