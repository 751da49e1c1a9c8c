"""Each time that somebody is to learn something in a year, and what that comes to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from planbook.model.person import Person
from planbook.model.training import Session
from planbook.periods import FiscalYear, Period, year_of
from planbook.scoring.training_year import Occasion, Tally, mode_of, occasions_of, tally_of

AS_OF = date(2026, 9, 10)


def occasions(
    *sessions: dict[str, Any],
    person: dict[str, Any] | None = None,
    period: Any = "2026",
    year: Period | None = None,
) -> list[tuple[str, str]]:
    """Return day and state of what one person's plan of ``sessions`` has in the year."""
    plan = {"items": list(sessions), "for": ["ann"], **({"period": period} if period else {})}
    handbook = handbook_of(
        document("person", "ann", **(person or {})), document("training", "plan", **plan)
    )
    ann = handbook.find(Person, "ann")
    assert ann is not None
    found = occasions_of(ann, handbook, year or year_of(AS_OF), AS_OF)
    return [(one.day.isoformat() if one.day else "", one.state) for one in found]


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ({"date": "2026-10-01"}, [("2026-10-01", "planned")]),
        ({"date": "2026-09-10"}, [("2026-09-10", "planned")]),
        ({"date": "2026-09-09"}, [("2026-09-09", "late")]),
        ({"date": "2026-03-01", "state": "done"}, [("2026-03-01", "done")]),
        (
            {"date": "2026-03-01", "state": "done", "completed": "2026-04-02"},
            [("2026-04-02", "done")],
        ),
        ({"state": "done", "completed": "2026-04-02"}, [("2026-04-02", "done")]),
        ({"date": "2026-03-01", "state": "missed"}, [("2026-03-01", "missed")]),
        ({"date": "2026-11-01", "state": "cancelled"}, [("2026-11-01", "cancelled")]),
        ({}, [("", "planned")]),
        ({"state": "done"}, [("", "done")]),
        ({"date": "2025-12-31", "state": "done"}, []),
        ({"date": "2027-01-01"}, []),
    ],
)
def test_a_session_has_a_day_and_a_state(
    session: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert occasions(session) == expected


def test_what_recurs_takes_place_in_every_month_to_the_end_of_its_plan() -> None:
    session = {"date": "2026-07-31", "recurs": "monthly"}
    assert occasions(session, period={"start": "2026-07-01", "end": "2026-11-15"}) == [
        ("2026-07-31", "unrecorded"),
        ("2026-08-31", "unrecorded"),
        ("2026-09-30", "planned"),
        ("2026-10-31", "planned"),
    ]


def test_what_recurs_since_years_is_told_for_the_year_alone() -> None:
    session = {"date": "2024-02-10", "recurs": "quarterly"}
    assert [day for day, _ in occasions(session, period=None)] == [
        "2026-02-10",
        "2026-05-10",
        "2026-08-10",
        "2026-11-10",
    ]


def test_what_recurred_is_done_up_to_its_end_and_what_was_cancelled_stays_so() -> None:
    monthly = {"date": "2026-06-10", "recurs": "monthly"}
    done = {**monthly, "state": "done", "completed": "2026-08-10"}
    assert occasions(done) == [
        ("2026-06-10", "done"),
        ("2026-07-10", "done"),
        ("2026-08-10", "done"),
    ]
    assert [state for _, state in occasions({**monthly, "state": "done"})] == ["done"] * 4
    cancelled = occasions({**monthly, "state": "cancelled"})
    assert {state for _, state in cancelled} == {"cancelled"}
    assert len(cancelled) == 7
    assert occasions({**monthly, "state": "missed"}) == [("2026-06-10", "missed")]


def test_onboarding_has_a_day_of_each_ones_own() -> None:
    onboarding = {"after_start": 30}
    assert occasions(onboarding, person={"started": "2026-08-20"}) == [("2026-09-19", "planned")]
    assert occasions(onboarding, person={"started": "2026-08-01"}) == [("2026-08-31", "late")]
    assert occasions(onboarding, person={"started": "2019-08-01"}) == []
    assert occasions(onboarding) == []
    done = {**onboarding, "state": "done", "completed": "2026-05-05"}
    assert occasions(done, person={"started": "2026-04-01"}) == [("2026-05-01", "done")]
    assert occasions(done, person={"started": "2026-08-01"}) == [("2026-08-31", "late")]


def test_what_took_place_before_somebody_came_or_after_they_left_is_not_theirs() -> None:
    served = {"started": "2026-05-01", "ended": "2026-09-30"}
    days = ("2026-04-30", "2026-05-01", "2026-09-30", "2026-10-01")
    found = occasions(*({"date": day, "state": "done"} for day in days), person=served)
    assert [day for day, _ in found] == ["2026-05-01", "2026-09-30"]


def test_an_undated_session_belongs_to_the_years_of_its_plan() -> None:
    assert occasions({}, period="2025") == []
    assert occasions({}, period={"start": "2025-07-01", "end": "2026-01-01"}) == [("", "planned")]
    assert occasions({}, period=None) == [("", "planned")]


def test_the_year_is_the_business_year() -> None:
    year = year_of(AS_OF, FiscalYear(7))
    dates = ("2026-06-30", "2026-07-01", "2027-06-30", "2027-07-01")
    found = occasions(*({"date": day} for day in dates), period=None, year=year)
    assert [day for day, _ in found] == ["2026-07-01", "2027-06-30"]


@pytest.mark.parametrize(
    ("session", "mode"),
    [
        (Session(mode="theory", format="project"), "theory"),
        (Session(mode="practice", format="online"), "practice"),
        (Session(format="mentoring"), "practice"),
        (Session(format="reading"), "theory"),
        (Session(), "open"),
    ],
)
def test_the_mode_goes_before_the_format(session: Session, mode: str) -> None:
    assert mode_of(session) == mode


def test_what_was_cancelled_does_not_count_and_each_time_of_what_recurs_does() -> None:
    handbook = handbook_of(
        document("person", "ann"),
        document(
            "training",
            "plan",
            period="2026",
            items=[
                {"date": "2026-02-01", "mode": "theory", "hours": 6, "state": "done"},
                {"date": "2026-03-01", "mode": "theory", "hours": 6, "state": "missed"},
                {"date": "2026-04-01", "mode": "theory", "hours": 8, "state": "cancelled"},
                {"date": "2026-10-20", "mode": "theory", "hours": 1.5, "recurs": "monthly"},
                {"date": "2026-05-01", "mode": "practice", "state": "done"},
                {"date": "2026-05-02", "mode": "practice", "hours": 3},
            ],
            **{"for": ["ann"]},
        ),
    )
    ann = handbook.find(Person, "ann")
    assert ann is not None
    found: tuple[Occasion, ...] = occasions_of(ann, handbook, year_of(AS_OF), AS_OF)
    # Theory: 6 + 6 + 3 × 1.5 hours on five days, one of them done.
    assert tally_of(found, "theory") == Tally(5, 1, Decimal("16.5"), Decimal(6))
    assert tally_of(found, "practice") == Tally(2, 1, Decimal(3), Decimal(0))
    assert tally_of(found, "open") == Tally()


def test_plans_reach_people_by_team_and_by_role() -> None:
    def plan(id_: str, recipient: str) -> Any:
        return document("training", id_, items=[{"date": "2026-10-01"}], **{"for": [recipient]})

    handbook = handbook_of(
        document("team", "all"),
        document("team", "east", parent="all"),
        document("role", "seller"),
        document("person", "ann", team="east", role="seller"),
        plan("a", "all"),
        plan("b", "role:seller"),
        plan("c", "other"),
    )
    ann = handbook.find(Person, "ann")
    assert ann is not None
    found = occasions_of(ann, handbook, year_of(AS_OF), AS_OF)
    assert [one.plan.id for one in found] == ["a", "b"]
