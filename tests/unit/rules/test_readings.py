"""What rules know of the day: whether it lies back, who is settled, which goals count now."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from builders.handbooks import SETTINGS, document, handbook_of
from builders.scoring import goal_of, person_of
from planbook.model.document import Document, Key
from planbook.model.person import Person
from planbook.rules.readings import Readings

ON = date(2026, 9, 10)
BEA = Key("person", "bea")


def readings_of(*documents: Document, **asked: Any) -> Readings:
    return Readings(handbook_of(*documents), ON, **asked)


def metric(*days: str) -> Document:
    values = [{"date": day, "subject": "bea", "value": 1} for day in days]
    return document("metric", "m", unit="CNY", cadence="monthly", values=values)


def test_a_day_lies_back_where_it_was_asked_for_or_figures_go_on_after_it() -> None:
    assert readings_of(asked_back=True).looks_back
    assert not readings_of().looks_back
    assert readings_of(metric("2026-09-11", "2026-10-31"), person_of()).looks_back


def test_a_day_before_that_of_the_project_lies_back() -> None:
    def of(fixed: date) -> Readings:
        return Readings(
            handbook_of(settings=msgspec.structs.replace(SETTINGS, as_of=fixed)), date(2026, 9, 10)
        )

    assert of(date(2026, 9, 11)).looks_back
    assert not of(date(2026, 9, 10)).looks_back


def test_one_later_reading_is_a_slip_or_the_month_that_runs() -> None:
    assert not readings_of(metric("2026-08-31", "2026-09-10", "2026-09-30")).looks_back


def test_somebody_is_settled_after_one_whole_month() -> None:
    def settled(**values: Any) -> bool:
        readings = readings_of(person_of(**values))
        person = readings.handbook.find(Person, "bea")
        assert person is not None
        return readings.is_settled(person)

    assert settled()
    assert settled(started="2026-08-01")
    assert not settled(started="2026-08-02")
    assert not settled(ended="2026-09-09")
    assert settled(ended="2026-09-10")
    assert not settled(state="archived")


def goals_now(*periods: object) -> list[str]:
    goals = (goal_of(f"g{at}", period=period) for at, period in enumerate(periods))
    return [goal.id for goal in readings_of(*goals, person_of()).goals_now.get(BEA, ())]


def test_goals_of_every_length_count_while_their_period_runs_and_two_weeks_longer() -> None:
    assert goals_now("2026-Q3", "2026", "2026-09") == ["g0", "g1", "g2"]
    assert goals_now("2026-Q2", "2026-Q4", "2026-08") == ["g2"]
    assert goals_now({"start": "2026-06-01", "end": "2026-08-27"}) == ["g0"]
    assert goals_now({"start": "2026-06-01", "end": "2026-08-26"}) == []


def test_what_was_called_off_is_none_of_a_period_s_goals() -> None:
    closed = goal_of("closed", result={"outcome": "carried_over"})
    readings = readings_of(goal_of("open"), closed, goal_of("draft", state="draft"), person_of())
    (period,) = {goal.period for goal in readings.goals_owned[BEA]}
    assert period is not None
    assert [goal.id for goal in readings.goals_by_period[BEA, period]] == ["open"]


def test_a_team_without_goals_is_one_of_several_people_with_none() -> None:
    team = document("team", "east", lead="ann")
    ann, bob = person_of("ann", team="east"), person_of("bob", team="east")
    key = Key("team", "east")
    assert readings_of(team, ann, bob).has_no_goals_at_all(key)
    assert not readings_of(team, ann).has_no_goals_at_all(key)
    assert not readings_of(team, ann, bob, goal_of(owner="ann")).has_no_goals_at_all(key)


def test_fields_count_as_translated_where_most_of_their_texts_are() -> None:
    both, one = {"en": "Grow sales", "zh": "提升销售额"}, {"en": "Grow sales"}

    def translated(*titles: dict[str, str]) -> bool:
        goals = (goal_of(f"g{at}", title=title) for at, title in enumerate(titles))
        return ("goal", "/title") in readings_of(*goals).translated_fields

    assert translated(both, both, one)
    assert not translated(both, one)
    assert translated(both, {"en": "CRM"}, {"en": "2026"})
