"""Totals by month and for the year to date, against target and the year before (scoring.md, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.model.document import Document, Key
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.settings import Term
from planbook.quantities import Amount, Share
from planbook.scoring.results import MetricTotals, PeriodTotal
from planbook.scoring.scorecards import score_partner
from planbook.scoring.series import read_all_series
from planbook.scoring.targets import SubjectTargets, targets_of
from planbook.scoring.totals import (
    MOST_PARTS,
    Totals,
    all_totals,
    company_totals,
    totals_of_whole,
)

ON = date(2026, 9, 10)
REVENUE = Key("metric", "m")


def metric_of(
    readings: Sequence[tuple[str, str, float]],
    targets: Sequence[tuple[str, str, float]] = (),
    id_: str = "m",
    **values: Any,
) -> Document:
    """A monthly metric that adds up; readings by date or month, targets by period."""
    return document(
        "metric",
        id_,
        **{
            "unit": "CNY",
            "direction": "up",
            "cadence": "monthly",
            "aggregate": "sum",
            "values": [
                {"date": day if len(day) == 10 else f"{day}-28", "subject": who, "value": value}
                for day, who, value in readings
            ],
            "targets": [
                {"period": period, "subject": who, "value": value} for period, who, value in targets
            ],
            **values,
        },
    )


def totals_of(*documents: Document, on: date = ON, **settings: Any) -> dict[Key, Totals]:
    """The totals of every metric among ``documents``; bea and carl are the team east."""
    handbook = handbook_of(
        document("person", "bea", role="seller", team="east"),
        document("person", "carl", role="seller", team="east"),
        document("team", "east", lead="bea"),
        document("partner", "lockhouse", type="agent"),
        *documents,
        settings=msgspec.structs.replace(SETTINGS, **settings),
    )
    return all_totals(read_all_series(handbook, on), handbook)


def by_name(found: MetricTotals | None) -> dict[str, PeriodTotal]:
    """The periods of ``found`` by their names."""
    assert found is not None
    return {one.period.name: one for one in found.periods}


def of_bea(*documents: Document, on: date = ON, **settings: Any) -> dict[str, PeriodTotal]:
    """The periods of bea."""
    found = totals_of(*documents, on=on, **settings)[REVENUE]
    return by_name(found.of_subject(Key("person", "bea")))


def of_team(*documents: Document, on: date = ON) -> dict[str, PeriodTotal]:
    """The periods of the team."""
    return by_name(totals_of(*documents, on=on)[REVENUE].of_whole(Key("team", "east")))


def test_a_month_stands_beside_its_target_the_month_before_and_the_year_before() -> None:
    months = of_bea(
        metric_of(
            [("2025-08", "bea", 80), ("2026-07", "bea", 90), ("2026-08", "bea", 108)],
            [("2026-08", "bea", 120)],
        )
    )
    august = months["2026-08"]
    assert (august.value, august.target, august.of_target) == (108, 120, Fraction(9, 10))
    assert august.previous is not None
    assert august.year is not None
    assert (august.previous.difference, august.previous.relative) == (18, Fraction(1, 5))
    assert (august.year.difference, august.year.relative) == (28, Fraction(7, 20))
    assert august.year.is_better is True
    assert august.against_target is not None
    assert (august.against_target.difference, august.against_target.is_better) == (-12, False)
    why = august.arithmetic
    assert why["of_target"].result == Share(Fraction(9, 10))
    assert [one.value for one in why["change_year"].inputs] == [
        Amount(Fraction(108), "CNY"),
        Amount(Fraction(80), "CNY"),
    ]
    assert months["2026-07"].previous is None


def test_months_are_newest_first_and_thirteen_at_most() -> None:
    readings = [(f"2025-{month:02}", "bea", 1.0) for month in range(1, 13)]
    readings += [(f"2026-{month:02}", "bea", 1.0) for month in range(1, 9)]
    names = list(of_bea(metric_of(readings)))
    assert (names[0], names[-1], len(names)) == ("2026-08", "2025-08", 13)


def test_a_month_that_still_runs_is_compared_with_nothing() -> None:
    months = of_bea(
        metric_of(
            [("2025-09", "bea", 50), ("2026-08", "bea", 90), ("2026-09-05", "bea", 20)],
            [("2026-09", "bea", 100)],
        )
    )
    running = months["2026-09"]
    assert (running.value, running.is_running, running.target) == (20, True, 100)
    assert (running.of_target, running.previous, running.year) == (None, None, None)
    assert running.year_to_date is None


def test_the_year_to_date_is_of_the_closed_months_of_the_business_year() -> None:
    metric = metric_of(
        [
            ("2025-04", "bea", 10), ("2025-05", "bea", 10), ("2025-06", "bea", 500),
            ("2026-03", "bea", 7), ("2026-04", "bea", 12), ("2026-05", "bea", 13),
        ],
        [("2026-04", "bea", 20), ("2026-05", "bea", 30)],
    )  # fmt: skip
    to_date = of_bea(metric, fiscal_year_start=4)["2026-05"].year_to_date
    assert to_date is not None
    assert (to_date.value, to_date.read, to_date.of) == (25, 2, 2)
    assert (to_date.target, to_date.of_target) == (50, Fraction(1, 2))
    # April and May against April and May: June of last year has nothing beside it.
    assert to_date.year is not None
    assert (to_date.year.compared_with, to_date.year.relative) == (20, Fraction(1, 4))
    assert of_bea(metric, fiscal_year_start=4)["2026-03"].year_to_date is not None


def test_a_longer_target_is_put_together_and_a_shorter_one_never_made() -> None:
    readings = [(f"2026-{month:02}", "bea", 10.0) for month in range(1, 7)]
    quarters = metric_of(readings, [("2026-Q1", "bea", 40), ("2026-Q2", "bea", 20)])
    months = of_bea(quarters)
    assert months["2026-06"].target is None
    june, may = months["2026-06"].year_to_date, months["2026-05"].year_to_date
    assert june is not None
    assert may is not None
    assert (june.target, june.of_target) == (60, 1)
    # Q1 is there, April and May are not: no target is better than a wrong one.
    assert (may.target, may.of_target) == (None, None)
    mixed = metric_of(
        readings, [("2026-Q1", "bea", 40), ("2026-04", "bea", 5), ("2026-05", "bea", 5)]
    )
    to_date = of_bea(mixed)["2026-05"].year_to_date
    assert to_date is not None
    assert to_date.target == 50


def test_what_should_fall_has_a_difference_and_no_attainment() -> None:
    months = of_bea(
        metric_of(
            [("2026-07", "bea", 8), ("2026-08", "bea", 6)],
            [("2026-08", "bea", 5)],
            direction="down",
            aggregate="last",
        )
    )
    august = months["2026-08"]
    assert august.of_target is None
    assert august.against_target is not None
    assert (august.against_target.difference, august.against_target.is_better) == (1, False)
    assert august.previous is not None
    assert august.previous.is_better is True


@pytest.mark.parametrize(
    "values", [{"unit": "%"}, {"unit": "points"}, {"unit": "stars", "bounds": {"min": 1, "max": 5}}]
)
def test_percentages_and_scores_change_in_points(values: dict[str, Any]) -> None:
    months = of_bea(
        metric_of([("2026-07", "bea", 4), ("2026-08", "bea", 5)], aggregate="last", **values)
    )
    change = months["2026-08"].previous
    assert change is not None
    assert (change.difference, change.relative) == (1, None)


@pytest.mark.parametrize("base", [0, -10])
def test_a_base_of_nothing_or_less_leaves_the_difference(base: float) -> None:
    months = of_bea(metric_of([("2026-07", "bea", base), ("2026-08", "bea", 5)]))
    change = months["2026-08"].previous
    assert change is not None
    assert (change.difference, change.relative) == (5 - base, None)


def test_a_team_is_the_sum_and_compares_those_that_have_both() -> None:
    months = of_team(
        metric_of(
            [
                ("2025-08", "bea", 50), ("2026-07", "bea", 100), ("2026-07", "carl", 100),
                ("2026-08", "bea", 90), ("2026-08", "carl", 110),
            ],
            [("2026-08", "bea", 100)],
        )
    )  # fmt: skip
    august = months["2026-08"]
    assert (august.value, august.read, august.of) == (200, 2, 2)
    assert (august.target, august.of_target) == (100, Fraction(9, 10))
    assert august.year is not None
    assert august.year.relative == Fraction(4, 5)
    assert august.previous is not None
    assert august.previous.relative == 0
    assert august.previous.is_better is None


def test_a_missing_reading_is_counted_and_compared_with_nothing_wrong() -> None:
    readings = [("2026-07", "bea", 100.0), ("2026-07", "carl", 100.0), ("2026-08", "bea", 90.0)]
    targets = [("2026-08", "bea", 100.0), ("2026-08", "carl", 100.0)]
    august = of_team(metric_of(readings, targets))["2026-08"]
    assert (august.value, august.read, august.of) == (90, 1, 2)
    assert august.of_target == Fraction(9, 10)
    assert august.previous is not None
    assert august.previous.relative == Fraction(-1, 10)
    # The team's own target is for both of them.
    august = of_team(metric_of(readings, [("2026-08", "team:east", 200)]))["2026-08"]
    assert (august.target, august.of_target) == (200, None)


def test_somebody_who_came_later_is_not_missed_before() -> None:
    months = of_team(
        metric_of([("2026-07", "bea", 100), ("2026-08", "bea", 90), ("2026-08", "carl", 5)])
    )
    assert (months["2026-07"].read, months["2026-07"].of) == (1, 1)


def test_levels_of_several_have_no_total_unless_the_metric_says_how() -> None:
    readings = [("2026-08", "bea", 40.0), ("2026-08", "carl", 50.0)]
    plain = totals_of(metric_of(readings, aggregate="last", unit="points"))[REVENUE]
    whole = plain.of_company()
    assert whole is not None
    assert (whole.periods, whole.reason) == ((), "not_added_up")
    mean = totals_of(metric_of(readings, aggregate="last", across="mean"))[REVENUE].of_company()
    assert by_name(mean)["2026-08"].value == 45


def test_a_weighted_mean_weighs_each_month_and_the_year() -> None:
    margin = metric_of(
        [("2026-07", "bea", 20), ("2026-07", "carl", 40), ("2026-08", "bea", 30),
         ("2026-08", "carl", 10)],
        id_="margin", unit="%", aggregate="mean", across={"mean_by": "m"},
    )  # fmt: skip
    revenue = metric_of(
        [("2026-07", "bea", 1), ("2026-07", "carl", 1), ("2026-08", "bea", 10),
         ("2026-08", "carl", 1)]
    )  # fmt: skip
    found = totals_of(margin, revenue)[Key("metric", "margin")].of_company()
    months = by_name(found)
    assert months["2026-07"].value == 30
    assert months["2026-08"].value == Fraction(310, 11)
    to_date = months["2026-08"].year_to_date
    assert to_date is not None
    # 25 on 11 and 25 on 2.
    assert to_date.value == 25


def test_weeks_are_totalled_by_the_month_that_they_end_in() -> None:
    months = of_bea(
        metric_of(
            [("2026-07-30", "bea", 1), ("2026-08-04", "bea", 2), ("2026-08-31", "bea", 4)],
            cadence="weekly",
        )
    )
    # The week of 30 July ends on 2 August, that of 31 August on 6 September.
    assert {name: one.value for name, one in months.items()} == {"2026-09": 4, "2026-08": 3}


def test_a_quarterly_metric_is_totalled_by_quarters() -> None:
    months = of_bea(
        metric_of([("2026-03-31", "bea", 1), ("2026-06-30", "bea", 2)], cadence="quarterly")
    )
    assert list(months) == ["2026-Q2", "2026-Q1"]
    change = months["2026-Q2"].previous
    assert change is not None
    assert change.relative == 1


def test_a_scorecard_is_the_weighted_mean_of_what_is_reached() -> None:
    partner = document(
        "partner",
        "lockhouse",
        type="agent",
        scorecard=[
            {"metric": "m", "weight": 60, "target": 200},
            {"metric": "late", "weight": 30, "target": 4},
            {"metric": "unread", "weight": 10, "target": 1},
        ],
    )
    handbook = handbook_of(
        partner,
        metric_of([("2026-07", "lockhouse", 50), ("2026-08", "lockhouse", 50)]),
        metric_of([("2026-08", "lockhouse", 5)], id_="late", direction="down", aggregate="last"),
        metric_of([], id_="unread"),
    )
    totals = all_totals(read_all_series(handbook, ON), handbook)
    lockhouse = handbook.find(Partner, "lockhouse")
    assert lockhouse is not None
    score = score_partner(lockhouse, totals, handbook)
    # Half of 200, 4 of 5: (60 · 0.5 + 30 · 0.8) / 90.
    assert score.score == Fraction(54, 90)
    assert [line.share for line in score.lines] == [Fraction(1, 2), Fraction(4, 5), None]


EAST, BEA, CARL = Key("team", "east"), Key("person", "bea"), Key("person", "carl")


def test_a_whole_that_nobody_is_read_for_has_no_totals() -> None:
    totals = totals_of(metric_of([]), metric_of([("2026-08", "bea", 1)], id_="n"))
    unread, read = totals[REVENUE], totals[Key("metric", "n")]
    assert (unread.of_whole(EAST), unread.of_company()) == (None, None)
    assert [one.metric for one in company_totals(totals)] == [Key("metric", "n")]
    assert read.of_whole(EAST) is not None
    assert [one.metric for one in totals_of_whole(totals, EAST)] == [Key("metric", "n")]


def test_the_year_so_far_begins_with_its_first_period_and_has_the_running_one() -> None:
    metric = metric_of(
        [("2025-12", "bea", 100), ("2026-01", "bea", 1), ("2026-09-05", "bea", 2)],
        [("2025-12", "bea", 100), ("2026-01", "bea", 10), ("2026-09", "bea", 20)],
    )
    totals = totals_of(metric)[REVENUE]
    assert (totals.year_to_date(BEA), totals.target_to_date(BEA)) == (3, 30)
    assert totals.year_to_date(CARL) is None


def test_a_month_is_closed_on_its_last_day() -> None:
    metric = metric_of([("2026-07", "bea", 1), ("2026-08", "bea", 2)])
    assert of_bea(metric, on=date(2026, 8, 31))["2026-08"].is_running is False
    assert of_bea(metric, on=date(2026, 8, 30))["2026-08"].is_running is True


def test_a_total_of_one_lists_no_parts() -> None:
    (total,) = of_bea(metric_of([("2026-08", "bea", 2)])).values()
    assert (total.parts, total.weights) == ({}, {})
    assert (total.parts_count, total.put_together) == (1, "one")
    whole = of_team(metric_of([("2026-08", "bea", 2), ("2026-08", "carl", 3)]))["2026-08"]
    assert whole.parts == {BEA: 2, CARL: 3}
    assert (whole.parts_count, whole.put_together, whole.weights) == (2, "sum", {})


@pytest.mark.parametrize("across", ["sum", {"mean_by": "w"}])
@pytest.mark.parametrize("more", [0, 1])
def test_a_total_lists_twelve_parts_at_most(across: Any, more: int) -> None:
    names = [f"p{number:02}" for number in range(MOST_PARTS + more)]
    people = [document("person", name) for name in names]
    found = totals_of(
        *people,
        metric_of([("2026-08", name, 2) for name in names], across=across),
        metric_of([("2026-08", name, 3) for name in names], id_="w"),
    )[REVENUE].of_company()
    total = by_name(found)["2026-08"]
    assert total.parts_count == len(names)
    assert len(total.parts) == (0 if more else MOST_PARTS)
    weighs = isinstance(across, dict)
    assert total.put_together == ("mean_by" if weighs else "sum")
    assert set(total.weights.values()) == ({3} if weighs and not more else set())


@pytest.mark.parametrize(
    ("bea", "carl", "value"),
    [(1, 1, 30), (3, 1, 25), ("0.25", "0.25", 30), (0, 0, None), (1, -1, None), (1, None, None)],
)
def test_a_weighted_mean_needs_a_weight_of_everybody_that_comes_to_more_than_nothing(
    bea: Any, carl: Any, value: int | None
) -> None:
    margin = metric_of(
        [("2026-08", "bea", 20), ("2026-08", "carl", 40)],
        id_="margin",
        aggregate="last",
        across={"mean_by": "m"},
    )
    weights = [
        ("2026-08", who, one) for who, one in (("bea", bea), ("carl", carl)) if one is not None
    ]
    readings = [(day, who, float(one)) for day, who, one in weights]
    found = totals_of(margin, metric_of(readings))[Key("metric", "margin")].of_company()
    assert found is not None
    if value is None:
        assert (found.periods, found.reason) == ((), "no_weights")
    else:
        assert by_name(found)["2026-08"].value == value
        assert found.reason == ""


def test_a_weighted_mean_without_the_metric_that_weighs_is_no_figure() -> None:
    margin = metric_of(
        [("2026-08", "bea", 20), ("2026-08", "carl", 40)],
        id_="margin",
        aggregate="last",
        across={"mean_by": "nowhere"},
    )
    found = totals_of(margin)[Key("metric", "margin")].of_company()
    assert found is not None
    assert (found.periods, found.reason) == ((), "no_weights")
    # One alone needs no weight, and is told as one.
    alone = metric_of([("2026-08", "bea", 20)], id_="margin", across={"mean_by": "nowhere"})
    assert by_name(totals_of(alone)[Key("metric", "margin")].of_company())["2026-08"].value == 20


@pytest.mark.parametrize(
    ("ended", "of"), [("2026-07-31", 1), ("2026-08-01", 2), ("2026-12-31", 2), (None, 2)]
)
def test_somebody_who_left_before_a_month_is_not_missed_in_it(ended: str | None, of: int) -> None:
    metric = metric_of([("2026-07", "dora", 1), ("2026-07", "bea", 1), ("2026-08", "bea", 1)])
    dora = document("person", "dora", role="seller", **({"ended": ended} if ended else {}))
    months = by_name(totals_of(dora, metric)[REVENUE].of_company())
    assert months["2026-08"].of == of
    assert (months["2026-07"].read, months["2026-07"].of) == (2, 2)


def test_a_change_needs_both_figures_put_together() -> None:
    margin = metric_of(
        [(month, who, 20) for month in ("2026-07", "2026-08") for who in ("bea", "carl")],
        id_="margin",
        aggregate="last",
        across={"mean_by": "m"},
    )
    weights = metric_of([("2026-08", "bea", 1), ("2026-08", "carl", 1), ("2026-07", "bea", 1)])
    august = by_name(totals_of(margin, weights)[Key("metric", "margin")].of_company())["2026-08"]
    assert (august.value, august.previous) == (20, None)


@pytest.mark.parametrize(
    ("target", "of_target"), [(-5, None), (0, None), ("0.5", 4), (1, 2), (8, Fraction(1, 4))]
)
def test_a_share_is_of_a_target_above_nothing(target: Any, of_target: Any) -> None:
    metric = metric_of([("2026-08", "bea", 2)], [("2026-08", "bea", float(target))])
    august = of_bea(metric)["2026-08"]
    assert august.target == Fraction(target)
    assert august.of_target == of_target
    assert august.against_target is not None
    assert august.against_target.difference == 2 - Fraction(target)


def test_a_running_month_shows_the_target_of_the_whole_else_of_all_of_its_subjects() -> None:
    readings = [("2026-09-05", "bea", 1.0), ("2026-09-05", "carl", 1.0)]
    own = [("2026-09", "bea", 10.0), ("2026-09", "carl", 20.0)]
    assert of_team(metric_of(readings, own))["2026-09"].target == 30
    both = of_team(metric_of(readings, [*own, ("2026-09", "team:east", 50)]))
    assert both["2026-09"].target == 50
    assert of_team(metric_of(readings, own[:1]))["2026-09"].target == 10
    assert of_team(metric_of(readings))["2026-09"].target is None


def test_a_team_is_held_against_nothing_where_its_targets_cannot_be_put_together() -> None:
    margin = metric_of(
        [("2026-08", "bea", 20), ("2026-08", "carl", 40)],
        [("2026-08", "bea", 20), ("2026-08", "carl", 40)],
        id_="margin",
        aggregate="last",
        across={"mean_by": "m"},
    )
    weights = metric_of([("2026-08", "bea", 1), ("2026-08", "carl", 3)])
    august = by_name(totals_of(margin, weights)[Key("metric", "margin")].of_whole(EAST))["2026-08"]
    assert (august.value, august.target, august.of_target) == (35, 35, 1)
    bare = metric_of([("2026-08", "bea", 20), ("2026-08", "carl", 40)])
    found = of_team(bare)["2026-08"]
    assert (found.target, found.of_target, found.against_target) == (None, None, None)


def test_targets_that_lack_a_subject_a_period_or_a_value_are_none() -> None:
    metric = metric_of(
        [],
        [("2026-08", "bea", 1)],
    )
    metric.values["targets"].extend(
        [
            {"period": "2026-07", "value": 2},
            {"subject": "bea", "value": 3},
            {"period": "2026-06", "subject": "bea"},
        ]
    )
    handbook = handbook_of(document("person", "bea"), metric)
    (found,) = handbook.all(Metric)
    targets = targets_of(found)
    assert list(targets) == [BEA]
    assert targets[BEA].fill(date(2026, 8, 1), date(2026, 8, 31)) == [1]


def filled(targets: dict[tuple[date, date], int], start: date, end: date) -> list[Fraction] | None:
    """Return the targets that fill the days."""
    held = SubjectTargets()
    for (first, last), value in targets.items():
        held.add(first, last, Fraction(value))
    return held.fill(start, end)


def test_days_are_filled_by_the_longest_targets_first() -> None:
    def month(number: int) -> tuple[date, date]:
        return date(2026, number, 1), date(2026, number + 1, 1) - timedelta(days=1)

    quarter = date(2026, 1, 1), date(2026, 3, 31)
    months = {month(number): number for number in (1, 2, 3, 4)}
    targets = {**months, quarter: 100}
    assert filled(targets, *quarter) == [100]
    assert filled(targets, quarter[0], month(4)[1]) == [100, 4]
    assert filled(targets, quarter[0], month(2)[1]) == [1, 2]
    # The quarter leads nowhere; its months do.
    may = (date(2026, 4, 1), date(2026, 5, 31))
    del targets[month(4)]
    march_on = {**targets, (date(2026, 3, 1), may[1]): 7}
    assert filled(march_on, quarter[0], may[1]) == [1, 2, 7]
    assert filled(targets, quarter[0], may[1]) is None


def targets_for(*days: tuple[int, int]) -> SubjectTargets:
    """Targets of 1 for periods that are written as numbers of days after 1 January."""
    found = SubjectTargets()
    for first, last in days:
        start = date(2026, 1, 1)
        found.add(start + timedelta(first), start + timedelta(last), Fraction(1))
    return found


def test_targets_that_overlap_in_many_ways_are_tried_once() -> None:
    # Ways to the gap on the last day: more than 10 ** 50.
    many = targets_for(*((day, day + more) for day in range(200) for more in range(3)))
    start = date(2026, 1, 1)
    assert many.fill(start, start + timedelta(300)) is None
    assert len(many.fill(start, start + timedelta(199)) or ()) == 67


def test_a_target_for_each_of_thousands_of_days_is_put_together() -> None:
    daily = targets_for(*((day, day) for day in range(3000)))
    start = date(2026, 1, 1)
    assert len(daily.fill(start, start + timedelta(2999)) or ()) == 3000


def test_a_whole_target_goes_before_its_parts_unless_shorter_ones_are_asked_for() -> None:
    both = targets_for((0, 9), (0, 4), (5, 9), (5, 4))
    start, end = date(2026, 1, 1), date(2026, 1, 10)
    assert both.fill(start, end) == [Fraction(1)]
    assert both.fill(start, end, shorter=True) == [Fraction(1), Fraction(1)]


def test_a_reading_counts_for_the_team_that_its_person_was_in() -> None:
    moved = document(
        "person",
        "dora",
        role="seller",
        team="south",
        before=[{"team": "west", "until": "2026-07-15"}],
    )
    read = metric_of(
        [
            *(("2026-06", "dora", 10), ("2026-07", "dora", 20), ("2026-08", "dora", 40)),
            *(("2026-06", "eve", 1), ("2026-07", "eve", 2), ("2026-08", "eve", 4)),
        ]
    )
    people = (moved, document("person", "eve", role="seller", team="west"))
    teams = (document("team", "west"), document("team", "south"))
    totals = totals_of(read, *people, *teams)[REVENUE]
    west, south = (by_name(totals.of_whole(Key("team", id_))) for id_ in ("west", "south"))
    assert {name: (one.value, one.read, one.of) for name, one in west.items()} == {
        "2026-08": (4, 1, 1),
        "2026-07": (2, 1, 2),  # in July she was in both
        "2026-06": (11, 2, 2),
    }
    assert {name: (one.value, one.read, one.of) for name, one in south.items()} == {
        "2026-08": (40, 1, 1),
        "2026-07": (20, 1, 1),
    }


def test_whose_first_reading_is_of_the_month_of_the_move_is_missed_in_the_old_team() -> None:
    moved = document(
        "person",
        "dora",
        role="seller",
        team="south",
        before=[{"team": "west", "until": "2026-07-15"}],
    )
    people = (moved, document("person", "eve", role="seller", team="west"))
    read = metric_of([("2026-07", "dora", 20), ("2026-07", "eve", 2)])
    teams = (document("team", "west"), document("team", "south"))
    west = by_name(totals_of(read, *people, *teams)[REVENUE].of_whole(Key("team", "west")))
    assert (west["2026-07"].value, west["2026-07"].of) == (2, 2)


LINES = msgspec.structs.replace(
    SETTINGS.vocabulary, product_lines=(Term(id="locks"), Term(id="gates"))
)


def of_lines(*subjects: Document, **values: float) -> dict[str, Fraction | None]:
    """What the metric comes to for each product line in August."""
    metric = metric_of([("2026-08", who, value) for who, value in values.items()])
    totals = totals_of(metric, *subjects, vocabulary=LINES)[REVENUE]
    found = {one: totals.of_whole(Key("product_line", one)) for one in ("locks", "gates")}
    return {one: total.periods[0].value if total else None for one, total in found.items()}


def seller(id_: str, *lines: str) -> Document:
    return document("partner", id_, type="agent", product_lines=list(lines))


def test_a_product_line_is_the_sum_of_those_that_have_it_alone() -> None:
    acme, best, cube = seller("acme", "locks"), seller("best", "gates"), seller("cube", "gates")
    assert of_lines(acme, best, cube, acme=100, best=20, cube=3) == {"locks": 100, "gates": 23}


def test_whoever_sells_several_lines_leaves_none_of_these_a_figure() -> None:
    acme, best = seller("acme", "locks", "gates"), seller("best", "gates")
    assert of_lines(acme, best, acme=100, best=20) == {"locks": None, "gates": None}
    # Without a reading it takes nothing away from the others.
    assert of_lines(acme, best, best=20) == {"locks": None, "gates": 20}


def test_whoever_says_nothing_of_lines_leaves_none_a_figure() -> None:
    acme, best = seller("acme"), seller("best", "gates")
    assert of_lines(acme, best, acme=100, best=20) == {"locks": None, "gates": None}


def test_people_go_before_partners_where_each_has_one_line() -> None:
    def holder(id_: str, *lines: str) -> Document:
        return document("person", id_, scope={"product_lines": list(lines)})

    acme = seller("acme", "locks")
    alone = of_lines(holder("dan", "locks"), acme, dan=7, acme=100)
    assert alone == {"locks": 7, "gates": None}
    several = of_lines(holder("dan", "locks", "gates"), acme, dan=7, acme=100)
    assert several == {"locks": 100, "gates": None}
