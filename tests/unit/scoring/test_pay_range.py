"""Between what a year's or a quarter's pay may come to lie, against figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from builders.handbooks import document, handbook_of
from planbook.model.document import Document, Key
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.quantities import Amount, Count, Day, Share
from planbook.scoring.formulas import FORMULAS, REASONS
from planbook.scoring.goals import score_goal
from planbook.scoring.payouts import score_payout
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import IncentiveScore, PayRange
from planbook.scoring.series import read_all_series
from planbook.scoring.settings import read_scoring_settings

ON = date(2026, 9, 10)


def readings(subject: str, **values: float) -> list[dict[str, Any]]:
    """Return readings by the month: ``m07=400`` is July."""
    return [
        {"date": f"2026-{month[1:]}-28", "subject": subject, "value": value}
        for month, value in values.items()
    ]


def metric(*values: dict[str, Any], **more: Any) -> Document:
    filled = {"unit": "CNY", "direction": "up", "cadence": "monthly", "aggregate": "sum", **more}
    return document("metric", "revenue", values=list(values), **filled)


def payout(*documents: Document, on: date = ON, **scheme: Any) -> IncentiveScore:
    """Return what bea gets of 2000 for a quota of 1000, one for one to 100 %, 1.5 above."""
    filled: dict[str, Any] = {
        "for": ["bea"],
        "period": "2026-Q3",
        "basis": {"metric": "revenue"},
        "currency": "CNY",
        "mode": "marginal",
        "tiers": [{"up_to": 1, "rate": 1}, {"rate": 1.5}],
        "quota": 1000,
        "variable": 2000,
        **scheme,
    }
    handbook = handbook_of(
        document("person", "bea"), document("incentive", "s", **filled), *documents
    )
    series = read_all_series(handbook, on)
    settings = read_scoring_settings({})
    goals = {one.id: score_goal(one, handbook, series, settings, on) for one in handbook.all(Goal)}
    found = handbook.find(Incentive, "s")
    assert found is not None
    return score_payout(found, Key("person", "bea"), PaySources(handbook, goals, series, on))


def test_the_slowest_and_the_best_month_say_how_the_days_to_come_may_go() -> None:
    score = payout(metric(*readings("bea", m07=310, m08=620)))
    # 930 by 31 August; 30 days to come at 310/31 or 620/31 a day: 1230 or 1530 of 1000.
    assert score.range == PayRange(
        "months", Fraction("1.23"), Fraction("1.53"), Decimal("2690.00"), Decimal("3590.00")
    )
    assert score.projected_attainment == Fraction("0.93") * 92 / 62
    why = score.arithmetic["range_low"]
    assert {one.name: one.value for one in why.inputs} == {
        "actual": Amount(Fraction(930), "CNY"),
        "from_day": Day(date(2026, 7, 1)),
        "to_day": Day(date(2026, 7, 31)),
        "of_period": Amount(Fraction(310), "CNY"),
        "period_days": Count(31),
        "days_to_come": Count(30),
        "quota": Amount(Fraction(1000), "CNY"),
    }
    assert why.result == Share(Fraction("1.23"))
    assert score.arithmetic["range_high"].result == Share(Fraction("1.53"))


def test_a_month_is_slow_by_the_day_and_not_by_its_length() -> None:
    # February: 280 in 28 days, 10 a day; January: 300 in 31 days, less than 10 a day.
    score = payout(
        metric(*readings("bea", m01=300, m02=280)), period="2026-Q1", on=date(2026, 3, 10)
    )
    assert score.range is not None
    assert score.range.low == (580 + Fraction(300, 31) * 31) / 1000
    assert score.range.high == (580 + Fraction(280, 28) * 31) / 1000


def test_threshold_gates_cap_guarantee_and_adjustments_hold_for_both_ends() -> None:
    score = payout(
        metric(*readings("bea", m07=31, m08=620)),
        threshold=0.7,
        cap=1.1,
        adjustments=[{"person": "bea", "amount": -100, "reason": {"en": "x"}}],
    )
    # 651 + 30 is below the threshold; 651 + 600 pays 1 + 0.251 · 1.5, which the cap cuts to 1.1.
    assert score.range is not None
    assert (score.range.low, score.range.high) == (Fraction("0.681"), Fraction("1.251"))
    assert (score.range.pay_low, score.range.pay_high) == (Decimal("-100.00"), Decimal("2100.00"))


@pytest.mark.parametrize(
    ("documents", "scheme", "on", "reason"),
    [
        ([metric(*readings("bea", m08=1))], {}, ON, "unread_period"),
        ([metric(*readings("bea", m07=1))], {}, ON, "too_few_periods"),
        ([metric(*readings("bea", m01=1, m03=1))], {"period": "2026"}, ON, "unread_period"),
        ([metric(*readings("bea", m07=1, m08=1), aggregate="last")], {}, ON, "level"),
        ([metric(*readings("bea", m07=1, m08=1, m09=1))], {}, date(2026, 9, 30), "over"),
        ([metric(*readings("bea", m07=1, m08=1, m09=1))], {}, date(2026, 10, 30), "over"),
    ],
)
def test_what_cannot_be_told_has_a_reason(
    documents: list[Document], scheme: dict[str, Any], on: date, reason: str
) -> None:
    score = payout(*documents, on=on, **scheme)
    assert score.range is None
    assert score.no_range == reason
    assert reason in REASONS["range"]
    assert "range_low" not in score.arithmetic


def test_of_a_team_every_month_must_be_everybodys() -> None:
    team = (
        document("team", "east"),
        document("person", "cal", team="east"),
        document("person", "dan", team="east"),
    )
    basis = {"metric": "revenue", "subject": "team:east"}
    whole = metric(*readings("cal", m07=100, m08=200), *readings("dan", m07=100, m08=200))
    score = payout(*team, whole, basis=basis)
    assert score.range is not None
    assert score.range.high == (600 + Fraction(400, 31) * 30) / 1000
    part = metric(*readings("cal", m07=100, m08=200), *readings("dan", m08=200))
    assert payout(*team, part, basis=basis).no_range == "unread_period"


def test_a_quarterly_metric_is_told_by_quarters() -> None:
    score = payout(
        metric(*readings("bea", m03=100, m06=200), cadence="quarterly"),
        period="2026",
        on=date(2026, 7, 10),
    )
    assert score.range is not None
    assert score.range.basis == "quarters"
    assert score.range.low == (300 + Fraction(100, 90) * 184) / 1000
    assert score.range.high == (300 + Fraction(200, 91) * 184) / 1000


def goal(**values: Any) -> Document:
    """A total of 800 in the third quarter, with a check-in every ten days of August."""
    filled: dict[str, Any] = {
        "owner": "bea",
        "period": "2026-Q3",
        "measurable": {"type": "reach", "unit": "CNY", "target": 800},
        "time_bound": {"start": "2026-07-01", "due": "2026-09-30", "cadence": "monthly"},
        "checkins": [
            {"date": f"2026-08-{day:02}", "value": value}
            for day, value in ((10, 300), (20, 410), (30, 490))
        ],
        **values,
    }
    return document("goal", "g", **filled)


def test_a_goal_has_the_interval_of_its_forecast() -> None:
    score = payout(goal(), basis={"goal": "g"})
    found = handbook_forecast(goal())
    assert score.range is not None
    assert score.range.basis == "forecast"
    # The quota is 1000, the target 800: a progress of 1 is an attainment of 0.8.
    assert score.range.low == found[0] * 800 / 1000
    assert score.range.high == found[1] * 800 / 1000
    assert score.range.low < score.range.high
    why = {one.name: one.value for one in score.arithmetic["range_high"].inputs}
    assert why["forecast"] == Share(found[1])
    assert why["target"] == Amount(Decimal(800), "CNY")


def handbook_forecast(one: Document) -> tuple[Fraction, Fraction]:
    handbook = handbook_of(one, document("person", "bea"))
    found = handbook.find(Goal, "g")
    assert found is not None
    series = read_all_series(handbook, ON)
    forecast = score_goal(found, handbook, series, read_scoring_settings({}), ON).forecast
    assert forecast is not None
    return forecast.low, forecast.high


def test_the_interval_of_a_goal_that_is_no_total_is_the_attainment_itself() -> None:
    measure = {"type": "increase", "unit": "%", "baseline": 0, "target": 800}
    rising = goal(measurable=measure)
    score = payout(rising, basis={"goal": "g"}, quota=None)
    assert score.range is not None
    assert (score.range.low, score.range.high) == handbook_forecast(rising)


def test_a_goal_without_a_forecast_or_for_other_days_has_no_range() -> None:
    few = goal(checkins=[{"date": "2026-08-30", "value": 490}])
    assert payout(few, basis={"goal": "g"}).no_range == "no_forecast"
    line = {"person": "bea", "quota": 500, "variable": 100, "until": "2026-09-15"}
    assert payout(goal(), basis={"goal": "g"}, people=[line]).no_range == "narrowed"


def test_without_a_projection_there_is_no_range_and_no_second_reason() -> None:
    score = payout(goal(), basis={"goal": "g"}, variable=None)
    assert (score.range, score.no_range) == (None, "")


def test_formulas_and_inputs_of_the_range_have_words() -> None:
    scores = (
        payout(metric(*readings("bea", m07=310, m08=620))),
        payout(goal(), basis={"goal": "g"}),
    )
    for score in scores:
        for figure in ("range_low", "range_high"):
            why = score.arithmetic[figure]
            assert {one.name for one in why.inputs} <= set(FORMULAS[why.formula])
