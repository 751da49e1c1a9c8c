"""What schemes pay people: whose figures, for which days, from which quota, to the last coin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.editions import filter_for_edition, sees_private_fields_of
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.quantities import Amount, Count, Ratio, Share
from planbook.scoring.formulas import FORMULAS, REASONS
from planbook.scoring.goals import score_goal
from planbook.scoring.payouts import score_incentive
from planbook.scoring.quotas import PaySources
from planbook.scoring.results import IncentiveScore
from planbook.scoring.series import read_all_series
from planbook.scoring.settings import read_scoring_settings

ON = date(2026, 9, 10)
EVERYTHING = Edition("private")
SELLER = document("role", "seller")
BEA = document("person", "bea", role="seller")
CAL = document("person", "cal", role="seller")
PAIR = document("team", "pair")
READINGS = {"2026-06-30": 300, "2026-07-31": 400, "2026-08-31": 500, "2026-09-30": 900}


def incentive(id_: str = "s", **values: Any) -> Document:
    """A scheme for sellers on revenue: 1000 is the quota, 2000 the variable pay."""
    filled: dict[str, Any] = {
        "for": ["seller"],
        "period": "2026-Q3",
        "basis": {"metric": "revenue"},
        "currency": "CNY",
        "mode": "marginal",
        "tiers": [{"up_to": 1, "rate": 1}, {"rate": 1.5}],
        "quota": 1000,
        "variable": 2000,
        **values,
    }
    return document("incentive", id_, **filled)


def metric(
    id_: str = "revenue", readings: dict[str, Any] | None = None, /, **values: Any
) -> Document:
    """A monthly total of bea's: 300 in June, 400 in July, 500 in August, 900 in September."""
    filled: dict[str, Any] = {
        "unit": "CNY",
        "direction": "up",
        "cadence": "monthly",
        "aggregate": "sum",
        "values": [
            {"date": day, "subject": "bea", "value": value}
            for day, value in (READINGS if readings is None else readings).items()
        ],
        **values,
    }
    return document("metric", id_, **filled)


def of(subject: str, readings: dict[str, Any]) -> list[dict[str, Any]]:
    """Return readings of ``subject``."""
    return [{"date": day, "subject": subject, "value": one} for day, one in readings.items()]


def goal(type_: str = "reach", **values: Any) -> Document:
    """A goal of bea's in the third quarter."""
    filled: dict[str, Any] = {
        "owner": "bea",
        "period": "2026-Q3",
        "measurable": {"type": type_, "unit": "CNY", "target": 6000000},
        "time_bound": {"start": "2026-07-01", "due": "2026-09-30"},
        **values,
    }
    return document("goal", "g", **filled)


def payouts(
    *documents: Document, on: date = ON, edition: Edition = EVERYTHING, scheme: str = "s"
) -> tuple[IncentiveScore, ...]:
    """Return what the scheme among ``documents`` pays by ``on``, as ``edition`` sees it."""
    settings = msgspec.structs.replace(SETTINGS, currency="CNY")
    handbook = filter_for_edition(handbook_of(*documents, settings=settings), edition, on)
    series = read_all_series(handbook, on)
    judged = read_scoring_settings({})
    goals = {
        goal.id: score_goal(goal, handbook, series, judged, on)
        for goal in handbook.all(Goal)
        if goal.is_in_force
    }
    found = handbook.find(Incentive, scheme)
    assert found is not None
    may_see = sees_private_fields_of(handbook, edition, on, Incentive.KIND)
    return score_incentive(found, PaySources(handbook, goals, series, on), may_see)


def paid(*documents: Document, on: date = ON) -> IncentiveScore:
    """Return what the scheme among ``documents`` pays bea, the only one that it covers."""
    (score,) = payouts(SELLER, BEA, *documents, on=on)
    return score


def inputs(score: IncentiveScore, figure: str) -> dict[str, Any]:
    """Return what went into a figure, by name."""
    return {one.name: one.value for one in score.arithmetic[figure].inputs}


@pytest.mark.parametrize(
    ("aggregate", "attainment", "pay"),
    [("sum", "0.9", "1800.00"), ("last", "0.5", "1000.00"), ("mean", "0.45", "900.00")],
)
def test_readings_of_the_period_are_put_together_by_the_metric(
    aggregate: str, attainment: str, pay: str
) -> None:
    score = paid(metric(aggregate=aggregate), incentive())
    assert (score.person.id, score.attainment, str(score.pay)) == ("bea", Fraction(attainment), pay)


def test_a_persons_own_line_goes_before_the_scheme() -> None:
    score = paid(metric(), incentive(people=[{"person": "bea", "quota": 1800}]))
    assert (score.attainment, score.pay) == (Fraction(1, 2), Decimal("1000.00"))
    assert score.arithmetic["attainment"].inputs[1].pointer == "/people/0/quota"
    assert score.arithmetic["pay"].inputs[0].pointer == "/variable"
    assert list(inputs(score, "attainment")) == ["actual", "quota"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"period": None}, "no_period"),
        ({"people": [{"person": "bea", "from": "2026-10-01"}]}, "no_days"),
        ({"people": [{"person": "bea", "until": "2026-06-30"}]}, "no_days"),
        ({"people": [{"person": "bea"}, {"person": "bea"}]}, "several_lines"),
        ({"quota": None}, "no_quota"),
        ({"quota": 0}, "no_quota"),
        ({"variable": None}, "no_variable"),
        ({"tiers": [{"from": 0.5, "rate": 1}, {"up_to": 1, "rate": 1}]}, "no_tier"),
        ({"basis": {}}, "no_basis"),
        ({"period": "2027"}, "no_reading"),
    ],
)
def test_without_what_it_needs_there_is_no_figure_and_a_reason(
    changes: dict[str, Any], reason: str
) -> None:
    score = paid(metric(), incentive(**changes))
    assert (score.pay, score.reason, score.projected_pay) == (None, reason, None)
    assert (score.attainment is None) == (reason not in ("no_variable", "no_tier"))
    assert reason in REASONS["incentive"]


def test_nobody_is_paid_for_a_figure_that_ought_to_fall() -> None:
    score = paid(metric(direction="down"), incentive())
    assert (score.attainment, score.reason) == (None, "less_is_better")


def test_a_goal_that_was_cancelled_pays_no_figure() -> None:
    reached: dict[str, Any] = {"checkins": [{"date": "2026-08-31", "value": 80}]}
    scheme = incentive(basis={"goal": "g"}, quota=None)
    assert paid(goal(**reached), scheme).reason != "goal_cancelled"
    score = paid(goal(**reached, result={"outcome": "cancelled"}), scheme)
    assert (score.attainment, score.pay, score.reason) == (None, None, "goal_cancelled")


def test_a_metric_that_nobody_has_put_in_force_is_no_basis() -> None:
    assert paid(metric(state="archived"), incentive()).reason == "no_basis"


# Days: 1 June to 31 December are 214 of 365.


def test_a_line_from_a_day_on_has_its_share_of_quota_and_pay_and_its_readings_alone() -> None:
    readings = {"2026-05-31": 50000, "2026-06-30": 107000, "2026-08-31": 7500}
    line = {"person": "bea", "quota": 800000, "variable": 36500, "from": "2026-06-01"}
    score = paid(metric("revenue", readings), incentive(period="2026", people=[line]))
    quota = Fraction(800000 * 214, 365)
    assert score.quota == quota
    assert score.variable == Fraction(36500 * 214, 365) == 21400
    assert score.actual == 114500
    assert score.attainment == 114500 / quota
    assert inputs(score, "quota") == {
        "quota": Amount(Decimal(800000), "CNY"),
        "days": Count(214),
        "period_days": Count(365),
    }
    assert score.arithmetic["quota"].inputs[0].pointer == "/people/0/quota"


def test_the_schemes_own_quota_and_pay_are_prorated_like_a_lines() -> None:
    line = {"person": "bea", "until": "2026-08-15"}
    score = paid(metric(), incentive(people=[line]))
    assert score.quota == 500
    assert score.variable == 1000
    assert score.actual == 400
    assert score.pay == Decimal("800.00")
    assert score.days is not None
    assert (score.days.start, score.days.end) == (date(2026, 7, 1), date(2026, 8, 15))


def test_what_is_written_for_the_days_is_taken_as_written() -> None:
    line = {"person": "bea", "until": "2026-08-15", "prorate": False}
    score = paid(metric(), incentive(people=[line]))
    assert score.quota == 1000
    assert score.variable == 2000
    assert score.actual == 400
    assert "quota" not in score.arithmetic


def test_a_line_may_be_for_one_day() -> None:
    line = {"person": "bea", "from": "2026-08-31", "until": "2026-08-31"}
    score = paid(metric(), incentive(people=[line]))
    assert score.quota == Fraction(1000, 92)
    assert score.actual == 500


def test_days_outside_the_period_change_nothing() -> None:
    line = {"person": "bea", "from": "2026-01-01", "until": "2026-12-31"}
    score = paid(metric(), incentive(people=[line]))
    assert score.quota == 1000
    assert score.variable == 2000
    assert score.actual == 900


def test_somebody_who_starts_inside_the_period_is_prorated_by_the_line_only() -> None:
    starter = document("person", "bea", role="seller", started="2026-08-01")
    (score,) = payouts(SELLER, starter, metric(), incentive())
    assert score.quota == 1000
    assert score.actual == 900


@pytest.mark.parametrize(
    ("service", "covered"),
    [
        ({"ended": "2026-06-30"}, False),
        ({"ended": "2026-07-01"}, True),
        ({"started": "2026-09-30"}, True),
        ({"started": "2026-10-01"}, False),
        ({"state": "archived"}, False),
    ],
)
def test_a_scheme_covers_those_who_serve_in_its_period(
    service: dict[str, Any], covered: bool
) -> None:
    bea = document("person", "bea", role="seller", **service)
    found = payouts(SELLER, bea, metric(), incentive())
    assert [one.person.id for one in found] == (["bea"] if covered else [])


def test_a_scheme_covers_people_by_name_by_role_and_by_line_each_once() -> None:
    dan = document("person", "dan")
    eve = document("person", "eve")
    covered: dict[str, Any] = {"for": ["seller", "dan", "bea"]}
    scheme = incentive(**covered, people=[{"person": "eve"}, {"person": "cal"}])
    found = payouts(SELLER, BEA, CAL, dan, eve, metric(), scheme)
    assert [one.person.id for one in found] == ["bea", "cal", "dan", "eve"]


# A team's figure.


def test_a_team_scheme_pays_everybody_by_the_teams_figure() -> None:
    people = [document("person", name, role="seller", team="pair") for name in ("bea", "cal")]
    values = of("bea", {"2026-07-31": 400}) + of("cal", {"2026-07-31": 200})
    scheme = incentive(basis={"metric": "revenue", "subject": "pair"})
    found = payouts(SELLER, PAIR, *people, metric(values=values), scheme)
    assert [(one.person.id, one.actual, one.pay) for one in found] == [
        ("bea", Fraction(600), Decimal("1200.00")),
        ("cal", Fraction(600), Decimal("1200.00")),
    ]


def test_a_team_that_is_not_added_up_pays_nothing_and_says_why() -> None:
    people = [document("person", name, role="seller", team="pair") for name in ("bea", "cal")]
    values = of("bea", {"2026-07-31": 40}) + of("cal", {"2026-07-31": 20})
    scheme = incentive(basis={"metric": "revenue", "subject": "pair"})
    found = payouts(SELLER, PAIR, *people, metric(values=values, aggregate="last"), scheme)
    assert {one.reason for one in found} == {"not_added_up"}


def test_a_team_that_is_read_in_part_says_so() -> None:
    people = [document("person", name, role="seller", team="pair") for name in ("bea", "cal")]
    values = of("bea", {"2026-07-31": 400}) + of("cal", {"2026-06-30": 200})
    scheme = incentive(basis={"metric": "revenue", "subject": "pair"})
    score = payouts(SELLER, PAIR, *people, metric(values=values), scheme)[0]
    found = inputs(score, "attainment")
    assert (found["read"], found["subjects"]) == (Count(1), Count(2))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({}, "not_added_up"),
        ({"from": "2026-07-31"}, "not_added_up"),
        ({"until": "2026-07-31"}, "not_added_up"),
        ({"from": "2026-08-01"}, "no_reading"),
        ({"until": "2026-07-30"}, "no_reading"),
    ],
)
def test_one_of_two_readings_that_are_not_added_up_is_no_figure_either(
    line: dict[str, str], reason: str
) -> None:
    people = [document("person", name, role="seller", team="pair") for name in ("bea", "cal")]
    values = of("bea", {"2026-07-31": 40}) + of("cal", {"2026-06-30": 20})
    scheme = incentive(
        basis={"metric": "revenue", "subject": "pair"}, people=[{"person": "bea", **line}]
    )
    found = payouts(SELLER, PAIR, *people, metric(values=values, aggregate="last"), scheme)
    assert found[0].reason == reason


def test_somebody_who_left_a_team_before_the_days_adds_nothing_to_them() -> None:
    before = [{"until": "2026-06-30", "team": "pair"}]
    people = [
        document("person", "bea", role="seller", team="pair"),
        document("person", "cal", role="seller", before=before),
    ]
    values = of("bea", {"2026-06-30": 40}) + of("cal", {"2026-06-30": 20, "2026-07-31": 20})
    scheme = incentive(basis={"metric": "revenue", "subject": "pair"})
    found = payouts(SELLER, PAIR, *people, metric(values=values, aggregate="last"), scheme)
    assert found[0].reason == "no_reading"


def test_an_attainment_is_told_by_the_reading_where_there_is_one() -> None:
    score = paid(metric("revenue", {"2026-06-30": 1, "2026-07-31": 400}), incentive())
    assert score.arithmetic["attainment"].inputs[0].pointer == "/values/1"
    people = [document("person", name, role="seller", team="pair") for name in ("bea", "cal")]
    values = of("bea", {"2026-07-31": 400}) + of("cal", {"2026-06-30": 200})
    scheme = incentive(basis={"metric": "revenue", "subject": "pair"})
    score = payouts(SELLER, PAIR, *people, metric(values=values), scheme)[0]
    assert [(one.name, one.pointer) for one in score.arithmetic["attainment"].inputs] == [
        ("actual", "/values"),
        ("quota", "/quota"),
        ("read", ""),
        ("subjects", ""),
    ]


@pytest.mark.parametrize("basis", [{"metric": "revenue"}, {"goal": "g"}])
def test_a_quota_of_less_than_one_is_one(basis: dict[str, str]) -> None:
    scheme = incentive(basis=basis, quota=0.5)
    read = goal(measurable={"type": "reach", "metric": "revenue", "target": 0.9})
    assert paid(metric("revenue", {"2026-08-31": 0.25}), read, scheme).attainment == Fraction(1, 2)


# Goals.


def checkins(**totals: int) -> list[dict[str, Any]]:
    """Return check-ins: ``m07=1`` is a total of 1 at the end of July, ``m08_15`` on the 15th."""
    ends = {"m06": "2026-06-30", "m07": "2026-07-31", "m08": "2026-08-31", "m09": "2026-09-30"}
    days = {**ends, "m08_15": "2026-08-15"}
    return [{"date": days[name], "value": total} for name, total in totals.items()]


def test_a_goals_target_is_the_quota_prorated_like_any() -> None:
    line = {"person": "bea", "variable": 20000, "until": "2026-08-15"}
    scheme = incentive(
        basis={"goal": "g"},
        quota=None,
        variable=None,
        tiers=[{"up_to": 1, "rate": 1}],
        people=[line],
    )
    score = paid(goal(checkins=checkins(m08_15=3000000)), scheme)
    assert score.quota == 3000000
    assert score.attainment == 1
    assert score.variable == 10000
    assert score.pay == Decimal("10000.00")
    assert score.arithmetic["quota"].inputs[0].pointer == "/measurable/target"
    assert score.arithmetic["quota"].inputs[0].document == Key("goal", "g")


def test_a_goals_readings_after_the_line_do_not_count() -> None:
    line = {"person": "bea", "until": "2026-08-15", "quota": 3000000, "prorate": False}
    scheme = incentive(basis={"goal": "g"}, people=[line])
    score = paid(goal(checkins=checkins(m07=1500000, m08=5000000)), scheme)
    assert score.actual == 1500000
    assert score.attainment == Fraction(1, 2)


def test_a_line_on_a_goal_without_a_reading_in_its_days_has_no_figure() -> None:
    line = {"person": "bea", "until": "2026-07-15"}
    scheme = incentive(basis={"goal": "g"}, people=[line])
    assert paid(goal(checkins=checkins(m07=1500000)), scheme).reason == "no_reading"


def test_a_goal_without_a_total_to_reach_has_no_quota() -> None:
    endless = {"type": "reach", "unit": "CNY"}
    read = checkins(m07=1500000)
    scheme = incentive(basis={"goal": "g"}, quota=None)
    assert paid(goal(measurable=endless, checkins=read), scheme).reason == "no_quota"
    nothing = incentive(basis={"goal": "g"}, quota=0)
    assert paid(goal(checkins=read), nothing).reason == "no_quota"


def test_a_line_from_a_day_on_counts_what_was_added_to_the_total_since() -> None:
    line = {"person": "bea", "from": "2026-08-01", "quota": 1000000, "prorate": False}
    scheme = incentive(basis={"goal": "g"}, people=[line])
    score = paid(goal(checkins=checkins(m07=1500000, m08=2000000)), scheme)
    assert score.actual == 500000


def test_what_was_added_since_is_unknown_where_nobody_knows_the_total_before() -> None:
    line = {"person": "bea", "from": "2026-08-01"}
    scheme = incentive(basis={"goal": "g"}, people=[line])
    assert paid(goal(checkins=checkins(m08=2000000)), scheme).reason == "no_reading"
    measured = goal(measurable={"type": "reach", "metric": "revenue", "target": 1000})
    only_august = metric("revenue", {"2026-08-31": 500})
    assert paid(measured, only_august, scheme).actual == 500


def test_a_goal_without_a_line_pays_by_its_own_actual() -> None:
    scheme = incentive(basis={"goal": "g"}, quota=None)
    score = paid(goal(checkins=checkins(m07=1500000, m08=4500000)), scheme)
    assert (score.attainment, score.pay) == (Fraction(3, 4), Decimal("1500.00"))
    assert score.unit == "CNY"


def test_a_written_quota_goes_before_a_goals_target() -> None:
    scheme = incentive(basis={"goal": "g"}, quota=3000000)
    assert paid(goal(checkins=checkins(m08=1500000)), scheme).attainment == Fraction(1, 2)


@pytest.mark.parametrize(
    ("measurable", "value", "attainment"),
    [
        ({"type": "increase", "baseline": 100, "target": 200}, 150, "0.5"),
        ({"type": "decrease", "baseline": 80, "target": 20}, 50, "0.5"),
        ({"type": "keep_within", "max": 5}, 4, "1"),
    ],
)
def test_any_other_goal_pays_by_its_progress(
    measurable: dict[str, Any], value: int, attainment: str
) -> None:
    scheme = incentive(basis={"goal": "g"}, quota=7)
    score = paid(goal(measurable=measurable, checkins=checkins(m08=value)), scheme)
    assert score.attainment == Fraction(attainment)
    assert (score.quota, score.pay) == (None, Decimal(2000) * Decimal(attainment))
    assert score.arithmetic["attainment"].formula == "attainment.progress"


def test_a_goal_of_milestones_pays_by_what_is_done() -> None:
    done = [{"due": "2026-08-31", "title": {"en": "x"}, "done": True}]
    marks = {"start": "2026-07-01", "due": "2026-09-30", "milestones": done}
    scheme = incentive(basis={"goal": "g"}, quota=None)
    score = paid(goal(measurable={"type": "milestones"}, time_bound=marks), scheme)
    assert (score.attainment, score.pay) == (1, Decimal("2000.00"))


def test_a_line_on_a_goal_counts_from_its_first_day_to_its_last() -> None:
    read = [
        {"date": "2026-07-15", "value": 1000000},
        {"date": "2026-07-31", "value": 3000000},
        {"date": "2026-08-31", "value": 4000000},
    ]
    for line, actual in (
        ({"from": "2026-07-31"}, 3000000),
        ({"from": "2026-07-16", "until": "2026-07-31"}, 2000000),
        ({"from": "2026-07-31", "until": "2026-07-31"}, 2000000),
        ({"from": "2026-07-30", "until": "2026-07-31"}, 2000000),
        ({"from": "2026-07-15", "until": "2026-07-15"}, None),
        ({"from": "2026-07-16", "until": "2026-07-30"}, None),
        ({"until": "2026-07-31"}, 3000000),
    ):
        scheme = incentive(basis={"goal": "g"}, people=[{"person": "bea", **line}])
        # The goal starts with its period where it names no days.
        for days in ({"start": "2026-07-01", "due": "2026-09-30"}, {}):
            assert paid(goal(checkins=read, time_bound=days), scheme).actual == actual


def test_a_line_on_a_level_is_projected_from_the_goals_own_start() -> None:
    line = {"person": "bea", "from": "2026-08-01"}
    scheme = incentive(basis={"goal": "g"}, quota=None, people=[line])
    measurable = {"type": "increase", "baseline": 100, "target": 200}
    score = paid(goal(measurable=measurable, checkins=checkins(m08=150)), scheme)
    assert score.expected == Fraction(62, 92)


def test_nothing_is_projected_in_days_for_which_nothing_is_expected() -> None:
    line = {"person": "bea", "until": "2026-08-31"}
    scheme = incentive(basis={"goal": "g"}, quota=None, people=[line])
    unsure = [{"date": "2026-08-31", "value": True}]
    score = paid(goal(measurable={"type": "yes_no"}, checkins=unsure), scheme)
    assert score.no_projection in ("no_expectation", "")
    assert (score.expected, score.projected_pay) == (None, None)


def test_progress_below_nothing_pays_nothing() -> None:
    measurable = {"type": "increase", "baseline": 100, "target": 200}
    scheme = incentive(basis={"goal": "g"}, quota=None)
    score = paid(goal(measurable=measurable, checkins=checkins(m08=90)), scheme)
    assert (score.attainment, score.pay) == (Fraction(-1, 10), Decimal("0.00"))


@pytest.mark.parametrize(
    ("type_", "reason"), [("reach", "no_reading"), ("increase", "no_progress")]
)
def test_a_goal_without_a_reading_pays_nothing_and_says_why(type_: str, reason: str) -> None:
    measurable = {"type": type_, "baseline": 1, "target": 2}
    score = paid(goal(measurable=measurable), incentive(basis={"goal": "g"}))
    assert (score.attainment, score.reason) == (None, reason)


def test_a_goal_that_is_no_total_is_read_by_the_end_of_the_line() -> None:
    measurable = {"type": "increase", "baseline": 100, "target": 200}
    line = {"person": "bea", "until": "2026-08-15"}
    scheme = incentive(basis={"goal": "g"}, quota=None, people=[line])
    score = paid(goal(measurable=measurable, checkins=checkins(m07=120, m08=190)), scheme)
    assert score.attainment == Fraction(1, 5)
    assert score.variable == 1000


# Gates.


def gated(*gates: dict[str, Any], **values: Any) -> Document:
    return incentive(gates=[{"metric": "late", **gate} for gate in gates], **values)


LATE = metric("late", {"2026-06-30": 90, "2026-07-31": 4, "2026-08-31": 8}, unit="%")


@pytest.mark.parametrize(
    ("aggregate", "gate", "factor"),
    [
        ("last", {"above": 8, "factor": 0.8}, "1"),
        ("last", {"above": 7.99, "factor": 0.8}, "0.8"),
        ("last", {"below": 8, "factor": 0.8}, "1"),
        ("last", {"below": 8.01, "factor": 0.8}, "0.8"),
        ("mean", {"above": 6, "factor": 0.8}, "1"),
        ("mean", {"above": 5.9, "factor": 0.8}, "0.8"),
        ("sum", {"above": 12, "factor": 0.8}, "1"),
        ("sum", {"above": 11, "factor": 0}, "0"),
        ("sum", {"above": 20, "below": 13, "factor": 0.5}, "0.5"),
    ],
)
def test_a_gate_cuts_strictly_beyond_its_limit(
    aggregate: str, gate: dict[str, Any], factor: str
) -> None:
    late = metric("late", {"2026-06-30": 90, "2026-07-31": 4, "2026-08-31": 8}, aggregate=aggregate)
    score = paid(metric(), late, gated(gate))
    assert score.pay == Decimal(1800) * Decimal(factor)
    (found,) = score.gates
    assert found.applies == (factor != "1")
    assert found.subject == Key("person", "bea")


def test_several_gates_multiply() -> None:
    score = paid(metric(), LATE, gated({"above": 1, "factor": 0.8}, {"above": 2, "factor": 0.5}))
    assert score.pay == Decimal("720.00")
    assert [one.value for one in score.arithmetic["pay"].inputs if one.name == "gate"] == [
        Ratio(Fraction(4, 5)),
        Ratio(Fraction(1, 2)),
    ]


def test_a_gate_without_a_reading_in_the_period_leaves_no_figure() -> None:
    late = metric("late", {"2026-06-30": 90, "2026-10-31": 1})
    score = paid(metric(), late, gated({"above": 5, "factor": 0.8}))
    assert (score.pay, score.reason) == (None, "no_gate_reading")
    assert score.attainment == Fraction(9, 10)
    assert score.gates[0].applies is None


def test_a_gate_is_read_in_its_metrics_unit_and_one_without_a_factor_is_none() -> None:
    score = paid(metric(), LATE, gated({"above": 1}, {"above": 2, "factor": 0.5}))
    (found,) = score.gates
    assert (found.position, found.unit, found.figure) == (1, "%", Fraction(12))
    assert score.pay == Decimal("900.00")
    scheme = incentive(gates=[{"above": 2, "factor": 0.5}])
    (found,) = paid(metric(), scheme).gates
    assert (found.unit, found.figure, found.applies) == ("", None, None)


def test_a_gate_reads_its_subject_for_the_schemes_whole_period() -> None:
    late = metric("late", values=of("pair", {"2026-07-31": 9}))
    line = {"person": "bea", "from": "2026-08-01"}
    scheme = gated({"subject": "team:pair", "above": 5, "factor": 0.8}, people=[line])
    score = paid(PAIR, metric(), late, scheme)
    assert score.gates[0].subject == Key("team", "pair")
    assert score.gates[0].applies is True


# The vectors of scoring.md, 7.

CHANNEL = [{"up_to": 1.0, "rate": 1.0}, {"up_to": 1.3, "rate": 1.5}, {"rate": 2.0}]


def test_tiers_gates_and_cap_come_in_this_order() -> None:
    scheme = gated({"above": 5, "factor": 0.8}, quota=1000, variable=100000, tiers=CHANNEL, cap=1.9)
    score = paid(metric("revenue", {"2026-08-31": 1600}), LATE, scheme)
    assert score.pay == Decimal("164000.00")


def line_with_guarantee(until: str = "2026-09-30", amount: int = 20000) -> dict[str, Any]:
    return {"person": "bea", "guarantee": {"amount": amount, "until": until}}


def test_a_guarantee_comes_after_gates_and_before_adjustments() -> None:
    scheme = gated(
        {"above": 5, "factor": 0.8},
        quota=1000,
        variable=100000,
        tiers=CHANNEL,
        people=[line_with_guarantee()],
        adjustments=[
            {"person": "bea", "date": "2026-09-01", "amount": -5000, "reason": {"en": "x"}}
        ],
    )
    score = paid(metric("revenue", {"2026-08-31": 100}), LATE, scheme)
    assert score.pay == Decimal("15000.00")
    assert score.guarantee == 20000
    assert list(inputs(score, "pay")) == [
        "variable",
        "attainment",
        "stretch",
        "rate",
        "gate",
        "guarantee",
        "adjustment",
    ]


def test_three_bands_of_a_fixed_share() -> None:
    tiers = [{"up_to": 0.3, "rate": 0.3}, {"up_to": 0.6, "rate": 0.6}, {"rate": 1.0}]
    scheme = incentive(mode="banded", tiers=tiers, variable=3000)
    assert paid(metric("revenue", {"2026-08-31": 200}), scheme).pay == Decimal("900.00")


def test_a_threshold_of_what_was_reached_exactly_pays() -> None:
    at = incentive(threshold=0.9, cap=0.9)
    assert paid(metric(), at).pay == Decimal("1800.00")
    assert paid(metric(), incentive(threshold=0.91)).pay == Decimal("0.00")
    assert paid(metric(), incentive(cap=0.8)).pay == Decimal("1600.00")


# Guarantees.


def test_a_guarantee_is_not_prorated() -> None:
    line = {**line_with_guarantee("2026-08-15", 1500), "until": "2026-08-15"}
    assert paid(metric(), incentive(people=[line])).pay == Decimal("1500.00")


def test_a_guarantee_below_the_pay_changes_nothing() -> None:
    scheme = incentive(people=[line_with_guarantee(amount=1800)])
    assert paid(metric(), scheme).pay == Decimal("1800.00")


def test_after_a_guarantee_the_pay_for_its_days_is_lifted_and_the_rest_follows_the_tiers() -> None:
    # 800 by 31 July, lifted to 1500; the 1000 of August stay.
    scheme = incentive(people=[line_with_guarantee("2026-07-31", 1500)])
    score = paid(metric(), scheme)
    assert score.pay == Decimal("2500.00")
    assert inputs(score, "pay")["guaranteed_days"] == Amount(Decimal("800.00"), "CNY")
    enough = incentive(people=[line_with_guarantee("2026-07-31", 800)])
    assert paid(metric(), enough).pay == Decimal("1800.00")


def test_what_the_threshold_held_back_is_not_paid_twice() -> None:
    # By 31 July nothing was paid yet, below the threshold; by 31 August those days are worth 800.
    scheme = incentive(threshold=0.9, people=[line_with_guarantee("2026-07-31", 500)])
    score = paid(metric(), scheme)
    assert inputs(score, "pay")["guaranteed_days"] == Amount(Decimal("800.00"), "CNY")
    assert score.pay == Decimal("1800.00")
    below = incentive(threshold=0.95, people=[line_with_guarantee("2026-07-31", 500)])
    assert paid(metric(), below).pay == Decimal("500.00")


def test_on_its_last_day_a_guarantee_still_covers_all_of_the_pay() -> None:
    scheme = incentive(people=[line_with_guarantee("2026-07-31", 1500)])
    assert paid(metric(), scheme, on=date(2026, 7, 31)).pay == Decimal("1500.00")
    assert paid(metric(), scheme, on=date(2026, 8, 1)).pay == Decimal("1500.00")


def test_a_guarantee_needs_an_amount_and_a_last_day() -> None:
    for guarantee in ({"amount": 9000}, {"until": "2026-09-30"}):
        scheme = incentive(people=[{"person": "bea", "guarantee": guarantee}])
        score = paid(metric(), scheme)
        assert (score.guarantee, score.pay) == (None, Decimal("1800.00"))


def test_after_a_guarantee_on_the_progress_of_a_goal_there_is_no_figure() -> None:
    scheme = incentive(
        basis={"goal": "g"}, quota=None, people=[line_with_guarantee("2026-07-31", 1500)]
    )
    measurable = {"type": "increase", "baseline": 100, "target": 200}
    score = paid(goal(measurable=measurable, checkins=checkins(m07=120, m08=190)), scheme)
    assert (score.pay, score.reason) == (None, "guarantee_ended")


def test_after_a_guarantee_on_a_level_there_is_no_figure() -> None:
    scheme = incentive(people=[line_with_guarantee("2026-07-31", 1500)])
    last_day = paid(metric(aggregate="last"), scheme, on=date(2026, 7, 31))
    assert last_day.pay == Decimal("1500.00")
    score = paid(metric(aggregate="last"), scheme)
    assert (score.pay, score.reason) == (None, "guarantee_ended")
    unread = paid(metric("revenue", {"2026-08-31": 500}), scheme)
    assert (unread.pay, unread.reason) == (None, "guarantee_ended")


def test_a_guarantee_that_ends_before_the_line_starts_covers_no_day() -> None:
    line = {**line_with_guarantee("2026-07-31", 9000), "from": "2026-08-01"}
    score = paid(metric(), incentive(people=[line]))
    assert (score.guarantee, score.pay) == (None, Decimal("1000.00"))


def test_a_guarantee_of_the_first_day_alone_covers_that_day() -> None:
    line = {**line_with_guarantee("2026-08-31", 9000), "from": "2026-08-31", "prorate": False}
    score = paid(metric(), incentive(people=[line]))
    # The 1000 of that day, lifted to 9000; nothing came after it.
    assert (score.guarantee, score.pay) == (Decimal(9000), Decimal("9000.00"))


def test_a_guarantee_on_a_goal_reads_the_total_by_its_last_day() -> None:
    scheme = incentive(
        basis={"goal": "g"}, quota=3000000, people=[line_with_guarantee("2026-07-31", 1200)]
    )
    score = paid(goal(checkins=checkins(m07=1500000, m08=2400000)), scheme)
    # 1000 by 31 July, lifted to 1200; 600 after it.
    assert score.pay == Decimal("1800.00")


# Adjustments.

CAL_APART = document("person", "cal")


def test_a_negative_result_is_carried_and_shown_as_such() -> None:
    adjustments = [
        {"person": "bea", "date": "2026-09-10", "amount": -2500, "reason": {"en": "cancelled"}},
        {"person": "bea", "date": "2026-09-11", "amount": -9999, "reason": {"en": "not yet"}},
        {"person": "cal", "amount": -9999, "reason": {"en": "another"}},
        {"person": "bea", "amount": 0.005, "reason": {"en": "no date"}},
    ]
    score = paid(metric(), CAL_APART, incentive(adjustments=adjustments))
    assert score.pay == Decimal("-700.00")
    assert [(one.position, one.amount) for one in score.adjustments] == [
        (0, Decimal(-2500)),
        (3, Decimal("0.005")),
    ]


def test_money_is_rounded_once_at_the_end() -> None:
    # 0.005 and 0.005 are 0.01; each rounded by itself would make 0.02.
    scheme = incentive(
        variable=0.01,
        quota=1800,
        adjustments=[{"person": "bea", "amount": 0.005, "reason": {"en": "half a cent"}}],
    )
    assert paid(metric(), scheme).pay == Decimal("0.01")


def test_pay_is_in_the_schemes_currency_and_the_quota_in_the_metrics_unit() -> None:
    score = paid(metric(unit="locks"), incentive(currency="JPY"))
    assert (score.currency, str(score.pay), score.unit) == ("JPY", "1800", "locks")
    assert score.arithmetic["pay"].result == Amount(Decimal(1800), "JPY")
    assert inputs(score, "attainment")["quota"] == Amount(Fraction(1000), "locks")
    assert paid(metric(), incentive(currency=None)).currency == "CNY"


# Projections.


def test_pay_is_projected_by_what_is_expected_on_the_day_of_the_newest_reading() -> None:
    score = paid(metric(), incentive())
    assert score.expected == Fraction(62, 92)
    assert score.projected_attainment == Fraction(9, 10) / Fraction(62, 92)
    # 2000 × (1 + 1.5 × (0.9 × 92/62 − 1))
    assert score.projected_pay == Decimal("3006.45")
    assert inputs(score, "projected_attainment") == {
        "attainment": Share(Fraction(9, 10)),
        "expected": Share(Fraction(62, 92)),
    }


def test_a_fresh_reading_inside_a_month_is_projected_from_its_own_day() -> None:
    readings = {"2026-07-31": 400, "2026-09-05": 100}
    assert paid(metric("revenue", readings), incentive()).expected == Fraction(67, 92)


def test_an_old_reading_is_projected_from_the_last_boundary() -> None:
    score = paid(metric("revenue", {"2026-07-31": 400}), incentive(), on=date(2026, 9, 20))
    assert score.expected == Fraction(62, 92)


def test_once_the_days_are_over_the_projection_is_the_pay() -> None:
    score = paid(metric(), incentive(), on=date(2026, 10, 3))
    assert score.attainment == score.projected_attainment == Fraction(9, 5)
    assert score.pay == score.projected_pay == Decimal("4400.00")


def test_a_level_is_expected_to_stay_as_it_is() -> None:
    score = paid(metric(aggregate="mean"), incentive())
    assert score.projected_attainment == score.attainment


def test_a_line_is_projected_over_its_own_days() -> None:
    score = paid(metric(), incentive(people=[{"person": "bea", "from": "2026-08-01"}]))
    assert score.expected == Fraction(31, 61)


def test_a_goal_is_projected_by_its_own_expectation() -> None:
    scheme = incentive(basis={"goal": "g"}, quota=None)
    marks = {"start": "2026-07-01", "due": "2026-09-30"}
    late = {**marks, "milestones": [{"due": "2026-08-31", "value": 2400000, "title": {"en": "x"}}]}
    score = paid(goal(checkins=checkins(m08=2400000), time_bound=late), scheme)
    assert score.expected == Fraction(2, 5)
    assert score.projected_attainment == 1


def test_a_line_on_a_goal_is_projected_by_its_days_of_the_expectation() -> None:
    line = {"person": "bea", "from": "2026-08-01", "until": "2026-09-20"}
    scheme = incentive(basis={"goal": "g"}, quota=None, people=[line])
    score = paid(goal(checkins=checkins(m07=1, m08=2000001)), scheme)
    assert score.expected == Fraction(31, 51)


def test_a_goal_of_other_days_than_the_scheme_is_projected_by_its_own() -> None:
    year = {"start": "2026-01-01", "due": "2026-12-31"}
    scheme = incentive(basis={"goal": "g"}, quota=None)
    score = paid(goal(checkins=checkins(m08=3000000), period="2026", time_bound=year), scheme)
    assert score.expected == Fraction(243, 365)


def test_nothing_is_projected_where_nothing_is_expected_yet() -> None:
    measurable = {"type": "yes_no"}
    done = [{"date": "2026-08-31", "value": True}]
    score = paid(goal(measurable=measurable, checkins=done), incentive(basis={"goal": "g"}))
    assert (score.pay, score.projected_pay) == (Decimal("2000.00"), None)
    assert score.no_projection == "no_expectation"


def test_a_guarantee_that_ends_inside_the_days_is_not_projected_while_it_runs() -> None:
    scheme = incentive(people=[line_with_guarantee("2026-09-15", 20000)])
    score = paid(metric(), scheme)
    assert (score.pay, score.projected_pay) == (Decimal("20000.00"), None)
    assert score.no_projection == "guarantee_runs"
    after = paid(metric(), incentive(people=[line_with_guarantee("2026-07-31", 1500)]))
    assert after.projected_pay == Decimal("3706.45")
    whole = paid(metric(), incentive(people=[line_with_guarantee()]))
    assert whole.projected_pay == Decimal("20000.00")


# Who sees it.

LINES = [
    {"person": "bea", "quota": 1000, "variable": 2000},
    {"person": "cal", "quota": 1000, "variable": 2000},
]
TREE = (
    SELLER,
    document("person", "head"),
    document("person", "bea", role="seller", manager="head"),
    document("person", "cal", role="seller", manager="bea"),
)


@pytest.mark.parametrize(
    ("edition", "seen"),
    [
        (Edition("private"), ["bea", "cal"]),
        (Edition("team"), []),
        (Edition("public"), []),
        (Edition("team", "head"), ["bea", "cal"]),
        (Edition("team", "bea"), ["bea", "cal"]),
        (Edition("team", "cal"), ["cal"]),
    ],
    ids=str,
)
@pytest.mark.parametrize("basis", [{"metric": "revenue"}, {"goal": "g"}])
def test_pay_is_seen_by_oneself_and_those_above(
    edition: Edition, seen: list[str], basis: dict[str, str]
) -> None:
    values = of("bea", {"2026-07-31": 400}) + of("cal", {"2026-07-31": 200})
    scheme = incentive(basis=basis, people=LINES, quota=None, variable=None, audience="public")
    documents = (
        *TREE,
        metric(values=values, audience="public"),
        goal(checkins=checkins(m07=1500000), audience="public"),
        scheme,
    )
    found = payouts(*documents, edition=edition)
    assert [one.person.id for one in found] == seen
    assert all(one.pay is not None for one in found)


@pytest.mark.parametrize(
    "hidden",
    [
        {"gates": [{"metric": "late", "above": 5, "factor": 0.8}]},
        {"basis": {"metric": "revenue", "subject": "pair"}},
    ],
)
def test_pay_is_not_computed_without_what_an_edition_does_not_see(hidden: dict[str, Any]) -> None:
    late = metric("late", {"2026-07-31": 9}, audience="private")
    pair = document("team", "pair", lead="head", audience="private")
    scheme = incentive(people=LINES, quota=None, variable=None, **hidden)
    found = payouts(*TREE, pair, metric(), late, scheme, edition=Edition("team", "bea"))
    assert {one.pay for one in found} == {None}


def test_every_formula_and_input_of_pay_has_words() -> None:
    scheme = gated(
        {"above": 5, "factor": 0.8},
        threshold=0.1,
        cap=3,
        people=[{**line_with_guarantee("2026-07-31", 1500), "until": "2026-09-15"}],
        adjustments=[{"person": "bea", "amount": 1, "reason": {"en": "x"}}],
    )
    for mode in ("marginal", "retroactive", "banded"):
        score = paid(metric(), LATE, document("incentive", "s", **{**scheme.values, "mode": mode}))
        for why in score.arithmetic.values():
            known = {name.rstrip("*") for name in FORMULAS[why.formula]}
            assert {one.name for one in why.inputs} <= known
