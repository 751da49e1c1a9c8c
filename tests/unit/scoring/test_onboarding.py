"""Whose a training plan is, and when its sessions are due for each of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import text_at
from planbook.model.person import Person
from planbook.model.training import Training
from planbook.scoring.onboarding import day_for, is_open_for, is_overdue, people_of

AS_OF = date(2026, 9, 10)  # the day of builders.pages
ROLE = document("role", "manager")


def person(id_: str, started: str | None, **more: Any) -> Any:
    given = {"started": started} if started else {}
    return document("person", id_, name={"en": id_.title()}, role="manager", **given, **more)


def plan(**session: Any) -> Any:
    filled = {"title": {"en": "First visits"}, "after_start": 14, **session}
    return document("training", "onboarding", period="2026", items=[filled], **{"for": ["manager"]})


def judge(started: str | None, **session: Any) -> tuple[date | None, bool]:
    handbook = handbook_of(ROLE, person("ada", started), plan(**session))
    training, ada = handbook.find(Training, "onboarding"), handbook.find(Person, "ada")
    assert training is not None
    assert ada is not None
    (item,) = training.items
    return day_for(item, training, ada), is_overdue(item, training, ada, AS_OF)


@pytest.mark.parametrize(
    ("started", "session", "day", "overdue"),
    [
        ("2026-08-20", {}, date(2026, 9, 3), True),
        ("2026-08-27", {}, date(2026, 9, 10), False),
        ("2026-09-01", {}, date(2026, 9, 15), False),
        ("2025-12-25", {}, date(2026, 1, 8), True),
        ("2019-03-01", {}, None, False),
        (None, {}, None, False),
        ("2026-08-20", {"date": "2026-09-30"}, date(2026, 9, 30), False),
        ("2019-03-01", {"date": "2026-09-01"}, date(2026, 9, 1), True),
        ("2026-08-20", {"state": "done", "completed": "2026-09-02"}, date(2026, 9, 3), False),
        ("2026-08-20", {"state": "done"}, date(2026, 9, 3), False),
        ("2026-08-20", {"state": "cancelled"}, date(2026, 9, 3), False),
        # Done by those who joined before.
        ("2026-08-20", {"state": "done", "completed": "2026-03-02"}, date(2026, 9, 3), True),
    ],
)
def test_a_session_is_due_so_many_days_after_the_start(
    started: str | None, session: dict[str, Any], day: date | None, overdue: bool
) -> None:
    assert judge(started, **session) == (day, overdue)


def test_nothing_is_due_before_somebody_is_there_or_after_they_have_left() -> None:
    leaver = person("ada", "2026-08-20", ended="2026-08-31")
    handbook = handbook_of(ROLE, leaver, plan())
    training, ada = handbook.find(Training, "onboarding"), handbook.find(Person, "ada")
    assert training is not None
    assert ada is not None
    assert is_open_for(training.items[0], ada)
    assert not is_overdue(training.items[0], training, ada, AS_OF)


def test_a_plan_for_a_team_is_for_the_teams_below_it() -> None:
    east = document("team", "east", lead="ada", parent="sales")
    sales = document("team", "sales", lead="ada")
    of_team = document("training", "t", period="2026", items=[], **{"for": ["sales"]})
    handbook = handbook_of(ROLE, east, sales, person("ada", None, team="east"), of_team)
    training = handbook.find(Training, "t")
    assert training is not None
    assert [one.id for one in people_of(training, handbook)] == ["ada"]


def test_pages_say_what_is_late_for_whom() -> None:
    late, soon, long_here = ("2026-08-20", "2026-09-01", "2019-03-01")
    people = (person("late", late), person("soon", soon), person("veteran", long_here))
    handbook = handbook_of(ROLE, *people, plan(), document("goal", "g", owner="late"))
    page = text_at(handbook, "trainings/onboarding/index.html")
    assert "3 September 2026" in page
    assert "15 September 2026" in page
    assert "Veteran" not in page
    assert "First visits · 3 September 2026 overdue" in text_at(handbook, "people/late/index.html")
    soon_page = text_at(handbook, "people/soon/index.html")
    assert "First visits · 15 September 2026" in soon_page
    assert "2026 overdue" not in soon_page
    alerts = text_at(handbook, "alerts/index.html")
    assert "Training overdue" in alerts
    assert "Late" in alerts
    assert "Soon" not in alerts
    due = text_at(handbook, "due/index.html")
    assert "Soon" in due
