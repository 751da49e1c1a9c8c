"""The records of the score output: their names, what is null, and how values are written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from builders.handbooks import document, handbook_of
from builders.score_output import (
    ANN,
    AS_OF,
    AUGUST,
    MARGIN,
    REVENUE,
    example_handbook,
    example_scores,
    margin_of,
)
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.periods import parse_period
from planbook.quantities import Amount, Count, Ratio, Share
from planbook.scoring.recording import (
    record_goal,
    record_growth,
    record_incentive,
    record_metric,
    record_objective,
    record_scores,
)
from planbook.scoring.records import Money, Wording, as_json, as_number, leaves
from planbook.scoring.results import (
    Change,
    GoalScore,
    GrowthScore,
    IncentiveScore,
    MetricScore,
    MetricTotals,
    ObjectiveScore,
    PeriodTotal,
    Reading,
    RollUp,
    Scores,
    YearToDate,
)


def english(text: Text) -> str:
    return text["en"]


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    records = record_scores(example_scores(), example_handbook(), Edition("private"))
    data: dict[str, Any] = as_json(records, english)
    return data


def test_the_parts_stand_in_their_order(told: dict[str, Any]) -> None:
    assert list(told) == [
        "format_version", "as_of", "edition", "goals", "objectives", "people", "teams",
        "territories", "company", "partners", "metrics", "incentives", "growth",
    ]  # fmt: skip
    assert (told["format_version"], told["as_of"]) == (1, "2026-09-10")
    assert told["edition"] == {"audience": "private"}


def test_a_viewers_edition_names_the_viewer() -> None:
    records = record_scores(Scores(AS_OF), example_handbook(), Edition("team", "ann"))
    assert as_json(records, english)["edition"] == {"audience": "team", "viewer": "ann"}


def test_a_goal_keeps_its_names_and_tells_what_it_is_read_from(told: dict[str, Any]) -> None:
    (goal,) = told["goals"]
    smart = goal.pop("smart")
    assert goal == {
        "id": "q3",
        "owner": "ann",
        "period": "2026-Q3",
        "progress": 0.666667,
        "expected": 0.673913,
        "pace": 0.895,
        "confidence": 0.6,
        "status": "at_risk",
        "computed_status": "at_risk",
        "override": {"status": "at_risk", "reason": "An order slipped.", "date": "2026-08-31"},
        "stale": True,
        "grade": 0.9,
        "forecast": {"value": 0.97, "low": 0.8, "high": 1.14, "reaches_target_on": "2026-10-03"},
        "final": False,
        "actual": 240000,
        "target": 360000,
        "unit": "CNY",
        "expected_on": "2026-08-31",
        "mark": 1,
        "read": 1,
        "of": 2,
        "outcome": None,
        "computed_grade": 0.6,
        "colour": "amber",
        "decided_by": "pace",
        "reason": None,
        "no_forecast": None,
        "current": True,
    }
    goal["smart"] = smart
    assert smart["letters"] == {"S": 16, "M": 8.5, "A": 12, "R": 16, "T": 9.5}
    assert smart["checks"][1] == {
        "id": "unit",
        "letter": "M",
        "points": 2,
        "of": 4,
        "saw": "There is no unit.",
        "suggest": "Write `unit`.",
        "pointer": "/measurable",
    }


def test_what_is_not_known_is_null_and_not_zero() -> None:
    bare = GoalScore(Key("goal", "q3"), "unknown", "unknown", "readings", no_progress="no_reading")
    goal = as_json(record_goal(bare, example_handbook(), AS_OF), english)
    null = (
        "smart", "progress", "expected", "pace", "confidence", "override", "grade", "forecast",
        "actual", "target", "unit", "expected_on", "read", "of", "outcome",
    )  # fmt: skip
    assert {name: goal[name] for name in null} == dict.fromkeys(null)
    assert goal["reason"] == "no_reading"


@pytest.mark.parametrize(
    ("day", "status", "current"),
    [
        (date(2026, 7, 1), "on_track", True),
        (date(2026, 9, 30), "on_track", True),
        (date(2026, 6, 30), "not_started", False),
        (date(2026, 10, 1), "missed", False),
        # Until its last reading is in, a goal is not a thing of the past.
        (date(2026, 10, 1), "awaiting_final", True),
    ],
)
def test_a_goal_is_current_in_its_time_and_until_its_last_reading(
    day: date, status: Any, current: bool
) -> None:
    score = GoalScore(Key("goal", "q3"), status, status, "dates")
    assert record_goal(score, example_handbook(), day).current is current


def test_an_objective_tells_how_much_of_it_is_read_and_the_worst_below(
    told: dict[str, Any],
) -> None:
    assert told["objectives"] == [
        {
            "id": "growth",
            "owner": "east",
            "period": "2026",
            "progress": 0.333333,
            "status": "at_risk",
            "expected": 0.5,
            "pace": 0.666667,
            "basis": "mean",
            "read": 2,
            "of": 3,
            "worst_below": {"status": "missed", "count": 1, "of": 12},
            "rollup": {"progress": 0.333333, "expected": 0.5, "read": 2, "of": 3},
            "actual": None,
            "target": None,
            "unit": None,
            "reason": None,
        }
    ]


def test_coverage_knows_what_is_not_due_yet_and_what_is_not_shown(told: dict[str, Any]) -> None:
    (person,) = told["people"]
    assert person["coverage"]["incentives"] == "not_yet"
    assert person["coverage"]["performance"] == "not_shown"
    assert person["reasons"]["training"] == ["why.missing"]


def test_periods_are_compared_as_shares_and_their_differences_stand_beside(
    told: dict[str, Any],
) -> None:
    for totals in (
        told["teams"][0]["metrics"][0],
        told["territories"][0]["metrics"][0],
        told["company"]["metrics"][0],
        told["metrics"][1],
    ):
        running, august, july = totals["periods"]
        assert (running["period"], running["so_far"], running["of_target"]) == (
            "2026-09",
            True,
            None,
        )
        assert august == {
            "period": "2026-08",
            "value": 120000,
            "target": 100000,
            "of_target": 1.2,
            "change_previous": -0.2,
            # A year before there was nothing: no share of it makes sense.
            "change_year": None,
            "value_ytd": 816000,
            "target_ytd": 820000,
            "of_target_ytd": 0.995122,
            "change_year_ytd": 0.2,
            "read": 1,
            "of": 2,
            "so_far": False,
            "difference_target": 20000,
            "difference_previous": -30000,
            "difference_year": 120000,
            "difference_target_ytd": -4000,
            "difference_year_ytd": 136000,
            "better_than_target": True,
            "better_than_previous": False,
            "better_than_year": True,
            "better_than_target_ytd": False,
            "better_than_year_ytd": True,
            "read_ytd": 8,
            "of_ytd": 8,
        }
        assert july["value"] == 100000.5


def test_a_percentage_changes_in_points(told: dict[str, Any]) -> None:
    margin = told["metrics"][0]
    assert margin["in_points"] is True
    assert margin["periods"][0]["change_year"] == -1.5
    assert margin["periods"][0]["difference_year"] == -1.5
    assert (margin["change"], margin["drift"], margin["better"]) == (-1.5, None, False)


def test_a_percentage_that_was_nought_still_changes_in_points() -> None:
    change = Change(Fraction(0), Fraction(2), None, is_better=True)
    period = margin_of(AUGUST)
    score = MetricScore(
        MARGIN,
        ANN,
        "steady",
        0,
        totals=MetricTotals(MARGIN, ANN, (ANN,), (type(period)(AUGUST, Fraction(2), year=change),)),
    )
    assert record_metric(score, example_handbook()).periods[0].change_year == 2


def test_figures_that_do_not_add_up_have_no_periods_and_a_reason(told: dict[str, Any]) -> None:
    assert told["company"]["metrics"][1] == {
        "metric": "margin",
        "unit": "%",
        "in_points": True,
        "periods": [],
        "reason": "not_added_up",
    }


def test_money_is_text_and_keeps_its_cents(told: dict[str, Any]) -> None:
    (incentive,) = told["incentives"]
    assert (incentive["person"], incentive["attainment"]) == ("ann", 0.9)
    assert (incentive["pay"], incentive["currency"]) == ("86000.00", "CNY")


def test_partners_and_growth_plans_are_told_too(told: dict[str, Any]) -> None:
    (partner,) = told["partners"]
    assert (partner["id"], partner["score"], len(partner["lines"])) == ("north-star", 0.9, 2)
    assert partner["lines"][1]["share"] is None
    assert told["growth"] == [{"id": "ann-growth", "person": "ann", "t_score": 52.19577}]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Fraction(1, 3), 0.333333),
        (Fraction(4, 2), 2),
        (Decimal("2.50"), 2.5),
        (Decimal("86000.00"), 86000),
        (0.1 + 0.2, 0.3),
    ],
)
def test_numbers_are_whole_or_have_at_most_six_places(value: Any, number: float) -> None:
    assert as_number(value) == number
    assert isinstance(as_number(value), type(number))


def test_every_sort_of_value_has_its_writing() -> None:
    assert as_json(Key("team", "east"), english) == "east"
    assert as_json(parse_period("2026-H1"), english) == "2026-H1"
    assert as_json(date(2026, 9, 10), english) == "2026-09-10"
    assert as_json(Money(Decimal("0.50")), english) == "0.50"
    assert as_json(Wording({"en": "So", "zh": "是"}), dict) == {"en": "So", "zh": "是"}
    assert as_json(True, english) is True
    with pytest.raises(TypeError, match="a record cannot hold a object"):
        as_json(object(), english)


def test_members_of_lists_go_by_what_tells_them_apart() -> None:
    data = {"smart": {"checks": [{"id": "unit", "of": 4}]}, "periods": [{"period": "2026", "v": 1}]}
    assert list(leaves(data)) == [
        ("smart.checks.unit.id", "unit"),
        ("smart.checks.unit.of", 4),
        ("periods.2026.period", "2026"),
        ("periods.2026.v", 1),
    ]


# Of what is measured, and of what is gone


def _period_of_goals(day: date, **values: Any) -> bool:
    handbook = handbook_of(document("goal", "g", owner="ann", **values))
    score = GoalScore(Key("goal", "g"), "on_track", "on_track", "pace")
    return record_goal(score, handbook, day).current


@pytest.mark.parametrize(
    ("values", "first", "last"),
    [
        ({"period": "2026-Q3"}, date(2026, 7, 1), date(2026, 9, 30)),
        (
            {"time_bound": {"start": "2026-08-10", "due": "2026-08-20"}},
            date(2026, 8, 10),
            date(2026, 8, 20),
        ),
        (
            {"period": "2026-Q3", "time_bound": {"start": "2026-06-10", "due": "2026-10-20"}},
            date(2026, 6, 10),
            date(2026, 10, 20),
        ),
        (
            {"period": "2026-Q3", "time_bound": {"start": "2026-08-10", "due": "2026-08-20"}},
            date(2026, 7, 1),
            date(2026, 9, 30),
        ),
    ],
)
def test_a_goal_is_current_from_the_first_day_of_its_period_or_time_to_the_last(
    values: dict[str, Any], first: date, last: date
) -> None:
    day = timedelta(days=1)
    assert (_period_of_goals(first, **values), _period_of_goals(last, **values)) == (True, True)
    assert not _period_of_goals(first - day, **values)
    assert not _period_of_goals(last + day, **values)


def test_a_goal_with_one_of_its_days_is_never_current() -> None:
    assert not _period_of_goals(AS_OF, time_bound={"start": "2026-09-10"})
    assert not _period_of_goals(AS_OF, time_bound={"due": "2026-09-10"})


GROWTH = Key("objective", "growth")


def _objective(score: ObjectiveScore) -> dict[str, Any]:
    handbook = handbook_of(
        document(
            "objective",
            "growth",
            owner="east",
            period="2026",
            measure={"type": "reach", "unit": "CNY", "target": 900},
        )
    )
    told: dict[str, Any] = as_json(record_objective(score, handbook), english)
    return {name: told[name] for name in ("read", "of", "actual", "target", "unit", "worst_below")}


def test_an_objective_tells_what_its_basis_looks_at() -> None:
    measured = GoalScore(
        Key("goal", "x"),
        "on_track",
        "on_track",
        "pace",
        actual=Decimal(40),
        target=Decimal(80),
        unit="EUR",
        reading=Reading("metric", "monthly", REVENUE, (ANN, Key("person", "bob")), (ANN,)),
    )
    rollup = RollUp("sum", read=2, of=3)
    half = ObjectiveScore(GROWTH, Fraction(1, 2), "on_track")
    below = {"read": 2, "of": 3, "worst_below": None}
    own = {"read": 1, "of": 2, "actual": 40, "target": 80, "unit": "EUR", "worst_below": None}
    assert _objective(replace(half, basis="measure", rollup=rollup, measured=measured)) == own
    for found in (None, measured):
        told = replace(
            half, basis="sum", rollup=rollup, measured=found, value=Decimal(7), unit="CNY"
        )
        assert _objective(told) == {**below, "actual": 7, "target": 900, "unit": "CNY"}
        told = replace(half, basis="mean", rollup=rollup, measured=found)
        assert _objective(told) == {**below, "actual": None, "target": None, "unit": None}
    unread = replace(half, basis="measure", rollup=rollup)
    assert _objective(unread) == {**below, "actual": None, "target": None, "unit": None}


def test_what_the_handbook_does_not_hold_has_figures_without_owner_period_or_unit() -> None:
    nothing = handbook_of()
    goal = record_goal(GoalScore(Key("goal", "q3"), "unknown", "unknown", "pace"), nothing, AS_OF)
    assert (goal.owner, goal.period, goal.current) == (None, None, False)
    objective = record_objective(ObjectiveScore(GROWTH, None, "unknown", "sum"), nothing)
    assert (objective.owner, objective.period, objective.target) == (None, None, None)
    metric = record_metric(MetricScore(MARGIN, ANN, "steady", 0), nothing)
    assert (metric.unit, metric.in_points, metric.periods) == (None, False, ())
    growth = record_growth(GrowthScore(Key("growth", "g"), 50.0), nothing)
    assert (growth.person, growth.t_score) == (None, 50.0)


def test_lines_and_schemes_tell_units_and_reasons_where_there_are_any(told: dict[str, Any]) -> None:
    assert [line["unit"] for line in told["partners"][0]["lines"]] == ["CNY", "%"]
    assert told["metrics"][1]["change"] == -0.25
    key = Key("incentive", "plan")
    without = IncentiveScore(
        key, ANN, None, None, "", unit="CNY", reason="no_quota", no_projection="no_days"
    )
    found = record_incentive(without)
    assert (found.unit, found.reason, found.no_projection) == ("CNY", "no_quota", "no_days")
    assert (found.pay, found.currency, found.projected_pay) == (None, None, None)


# Why a total is what it is


def test_every_figure_of_a_period_has_its_arithmetic() -> None:
    of_ann, of_bob = Fraction(30), Fraction(50)
    total = PeriodTotal(
        AUGUST,
        Fraction(80),
        2,
        3,
        target=Fraction(100),
        of_target=Fraction(4, 5),
        against_target=Change(Fraction(100), Fraction(-20), Fraction(-1, 5), is_better=False),
        previous=Change(Fraction(64), Fraction(16), Fraction(1, 4), is_better=True),
        year=Change(Fraction(0), Fraction(80), None, is_better=True),
        year_to_date=YearToDate(Fraction(500), 7, 8),
        metric=REVENUE,
        unit="CNY",
        unit_of_change="points",
        parts={ANN: of_ann, Key("person", "bob"): of_bob},
        weights={ANN: Fraction(2)},
        put_together="sum",
    )
    why = total.arithmetic
    assert {name: (one.formula, one.result) for name, one in why.items()} == {
        "value": ("total.sum", Amount(Fraction(80), "CNY")),
        "of_target": ("total.of_target", Share(Fraction(4, 5))),
        "change_previous": ("total.change", Share(Fraction(1, 4))),
        "change_year": ("total.difference", Amount(Fraction(80), "points")),
        "value_ytd": ("total.to_date", Amount(Fraction(500), "CNY")),
    }
    assert [(one.name, one.value) for one in why["value"].inputs] == [
        ("read", Count(2)),
        ("subjects", Count(3)),
        ("part", Amount(of_ann, "CNY")),
        ("weight", Ratio(Fraction(2))),
        ("part", Amount(of_bob, "CNY")),
    ]
    assert [one.value for one in why["of_target"].inputs] == [
        Amount(Fraction(80), "CNY"),
        Amount(Fraction(100), "CNY"),
    ]
    assert [one.value for one in why["change_previous"].inputs] == [
        Amount(Fraction(80), "CNY"),
        Amount(Fraction(64), "CNY"),
    ]
    assert [one.value for one in why["value_ytd"].inputs] == [Count(7), Count(8)]


def test_a_difference_to_a_target_is_told_where_there_is_no_share() -> None:
    against = Change(Fraction(100), Fraction(-20), Fraction(-1, 5), is_better=True)
    total = PeriodTotal(AUGUST, Fraction(80), against_target=against, unit="CNY")
    assert set(total.arithmetic) == {"value", "of_target"}
    assert total.arithmetic["of_target"].formula == "total.to_target"
