"""How things stood on earlier days, by the content of today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, EVERYTHING
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.results import GoalOnDay, Scores
from planbook.scoring.score import score_handbook

ANN = document("person", "ann", started="2026-03-15")
MONTHS = {1: 10, 2: 20, 3: 30, 4: 40, 5: 50, 6: 60, 7: 70, 8: 80}


def scored(*documents: Document, edition: Edition = EVERYTHING) -> Scores:
    return score_handbook(handbook_of(*documents), AS_OF, builtin_rubric(), edition).value


def goal(**values: Any) -> Document:
    return document(
        "goal",
        "g",
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "measurable": {"type": "reach", "unit": "CNY", "target": 920},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
            **values,
        },
    )


def sales(**values: Any) -> Document:
    read = [
        {"date": f"2026-{month:02}-28", "subject": "ann", "value": value}
        for month, value in MONTHS.items()
    ]
    return document(
        "metric",
        "sales",
        unit="CNY",
        direction="up",
        cadence="monthly",
        aggregate="sum",
        **{"values": read, **values},
    )


def test_a_goal_on_an_earlier_day_knows_nothing_of_what_came_later() -> None:
    checkins = [{"date": "2026-07-31", "value": 310}, {"date": "2026-08-31", "value": 400}]
    past = scored(ANN, goal(checkins=checkins)).past
    july = past.goals["g", date(2026, 7, 31)]
    # 31 of 92 days have gone, 310 of 920 is exactly that share; by August 400 are 200 short.
    assert (july.status, july.progress, july.expected) == (
        "on_track",
        Fraction(310, 920),
        Fraction(31, 92),
    )
    august = past.goals["g", date(2026, 8, 31)]
    assert (august.status, august.actual) == ("off_track", Decimal(400))
    assert ("g", date(2026, 6, 30)) not in past.goals


def test_a_goal_that_was_over_is_told_with_its_final_figures() -> None:
    over = goal(
        period="2026-Q2",
        time_bound={"start": "2026-04-01", "due": "2026-06-30", "cadence": "monthly"},
        checkins=[{"date": "2026-06-30", "value": 800}],
    )
    told = scored(ANN, over).past.goals["g", date(2026, 6, 30)]
    assert (told.status, told.grade, told.colour, told.is_over) == (
        "missed",
        Decimal("0.8"),
        "amber",
        True,
    )


def test_a_result_that_was_written_later_is_not_known_before() -> None:
    cancelled = goal(
        checkins=[{"date": "2026-07-31", "value": 310}], result={"outcome": "cancelled"}
    )
    scores = scored(ANN, cancelled)
    assert scores.goals["g"].status == "cancelled"
    assert scores.past.goals["g", date(2026, 7, 31)].status == "on_track"
    # Nobody looked at it after that: it was closed, and no report calls it behind.
    assert scores.past.goals["g", date(2026, 8, 31)].status == "cancelled"


def test_readings_dated_after_their_period_belong_to_it_on_its_last_day() -> None:
    read = [{"date": f"2026-{month:02}-01", "subject": "ann", "value": 100} for month in (8, 9)]
    metric = sales(values=read, dated="after_period")
    on_it = goal(measurable={"type": "reach", "metric": "sales", "target": 300})
    past = scored(ANN, metric, on_it).past
    assert past.goals["g", date(2026, 7, 31)].actual == 100
    assert past.goals["g", date(2026, 8, 31)].actual == 200


def test_the_months_of_a_goal_end_with_the_day_of_the_figures_or_its_own_end() -> None:
    def days(one: Document) -> list[date]:
        found: tuple[GoalOnDay, ...] = scored(ANN, one).past.months["g"]
        return [each.day for each in found]

    assert days(goal()) == [date(2026, 7, 31), date(2026, 8, 31), AS_OF]
    quarter = {"start": "2026-04-01", "due": "2026-06-30", "cadence": "monthly"}
    assert days(goal(time_bound=quarter)) == [
        date(2026, 4, 30),
        date(2026, 5, 31),
        date(2026, 6, 30),
    ]
    # Of one that ended longer ago than a year the end alone, of one to come nothing.
    old = {"start": "2024-01-01", "due": "2024-03-15", "cadence": "monthly"}
    assert days(goal(time_bound=old)) == [date(2024, 3, 31)]
    coming = {"start": "2026-10-01", "due": "2026-12-31", "cadence": "monthly"}
    assert days(goal(time_bound=coming)) == []


def test_totals_of_long_ago_are_those_that_the_newest_were() -> None:
    scores = scored(ANN, sales())
    company = scores.company[0]
    for total in company.periods:
        again = scores.past.totals[company.metric, None, total.period.start]
        assert again == total
    assert (company.metric, None, date(2025, 1, 1)) not in scores.past.totals


def test_who_was_led_how_is_told_as_on_the_day() -> None:
    past = scored(ANN, goal()).past
    assert past.coverage["ann", date(2026, 8, 31)]["goals"].state == "partial"
    assert past.coverage["ann", date(2026, 6, 30)]["goals"].state == "missing"
    assert ("ann", date(2026, 3, 1)) not in past.coverage


@pytest.mark.parametrize(("day", "paid"), [(date(2026, 3, 31), 60), (date(2026, 8, 31), 360)])
def test_pay_by_an_earlier_day_counts_the_readings_up_to_it(day: date, paid: int) -> None:
    scheme = document(
        "incentive",
        "plan",
        **{"for": ["ann"]},
        period="2026",
        basis={"metric": "sales"},
        currency="CNY",
        mode="marginal",
        tiers=[{"rate": 1.0}],
        people=[{"person": "ann", "quota": 1000, "variable": 1000}],
    )
    (score,) = scored(ANN, sales(), scheme).past.pay["plan", day]
    assert score.person == Key("person", "ann")
    assert score.pay == paid


def test_pay_of_earlier_days_stays_where_a_quota_does() -> None:
    scheme = document(
        "incentive",
        "plan",
        **{"for": ["ann"]},
        period="2026",
        basis={"metric": "sales"},
        mode="marginal",
        tiers=[{"rate": 1.0}],
        quota=1000,
        variable=1000,
    )
    scores = scored(ANN, sales(), scheme, edition=Edition("team"))
    assert scores.past.pay["plan", date(2026, 8, 31)] == ()
