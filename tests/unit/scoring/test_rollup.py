"""What goals add up to for an objective, a person and a team; grades; what hiding changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders.handbooks import document
from builders.scoring import EVERYTHING, goal_of, handbook_with, person_of, scored
from planbook.editions import filter_for_edition
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.quantities import Amount, Ratio, Share
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.goals import colour_of, grade_of
from planbook.scoring.pace import WORST_FIRST, worst
from planbook.scoring.results import Contribution, NothingPast, ObjectiveScore, Status
from planbook.scoring.rollup import mean_of, net_confidence_of
from planbook.scoring.score import score_handbook

HALF, AFTER = date(2026, 7, 2), date(2027, 1, 5)


def objective_of(id_: str = "o", **values: Any) -> Document:
    """An objective of 2026."""
    return document("objective", id_, **{"owner": "bea", "period": "2026", **values})


def part_of(id_: str, value: float | None, **values: Any) -> Document:
    """A goal from 100 to 200 that supports the objective and stands at ``value``."""
    checkins = [] if value is None else [{"date": "2026-07-01", "value": value}]
    supports: dict[str, Any] = {"supports": values.pop("supports", ["o"])}
    if "contribution" in values:
        supports["contribution"] = values.pop("contribution")
    return goal_of(id_, **{"checkins": checkins, "relevant": supports, **values})


def test_an_objective_is_the_mean_of_its_goals_by_their_contribution() -> None:
    score = scored(
        objective_of(),
        part_of("a", 250, contribution=Decimal(60)),
        part_of("b", 50, contribution=Decimal(40)),
        part_of("c", 150, contribution=Decimal(0)),
        on=HALF,
    ).objectives["o"]
    assert score.progress == Fraction(6, 10)
    assert score.expected == Fraction(182, 365)
    assert (score.pace, score.status) == (Fraction(6, 10) / Fraction(182, 365), "on_track")
    assert (score.basis, score.rollup.read, score.rollup.of) == ("mean", 2, 2)
    assert [part.key.id for part in score.children] == ["a", "b", "c"]


def test_a_weight_among_its_owners_goals_says_nothing_above() -> None:
    score = scored(
        objective_of(), part_of("a", 200, weight=Decimal(40)), part_of("b", 100), on=HALF
    ).objectives["o"]
    assert score.progress == Fraction(1, 2)


def test_goals_that_nobody_has_read_stay_out_of_the_mean_and_are_counted() -> None:
    score = scored(objective_of(), part_of("a", 150), part_of("b", None), on=HALF).objectives["o"]
    assert (score.progress, score.status) == (Fraction(1, 2), "on_track")
    assert (score.rollup.read, score.rollup.of) == (1, 2)
    alone = scored(objective_of(), part_of("b", None), on=HALF).objectives["o"]
    assert (alone.progress, alone.status, alone.reason) == (None, "unknown", "no_reading")
    nobody = scored(objective_of(), on=HALF).objectives["o"]
    assert (nobody.progress, nobody.status, nobody.reason) == (None, "unknown", "no_contribution")


def quarter(number: int, value: float | None, **values: Any) -> Document:
    """A goal of one quarter of 2026, read on its last day where ``value`` says so."""
    start = ("01-01", "04-01", "07-01", "10-01")[number - 1]
    due = ("03-31", "06-30", "09-30", "12-31")[number - 1]
    return part_of(
        f"q{number}",
        None,
        **{
            "period": f"2026-Q{number}",
            "measurable": {"type": "reach", "unit": "CNY", "target": 100},
            "time_bound": {"start": f"2026-{start}", "due": f"2026-{due}"},
            "checkins": [] if value is None else [{"date": f"2026-{due}", "value": value}],
            **values,
        },
    )


def test_a_missed_quarter_does_not_make_the_year_missed() -> None:
    quarters = quarter(1, 100), quarter(2, None), quarter(3, None), quarter(4, None)
    score = scored(objective_of(), *quarters, on=date(2026, 3, 31)).objectives["o"]
    assert (score.progress, score.expected) == (Fraction(1, 4), Fraction(1, 4))
    assert (score.pace, score.status) == (Fraction(1), "on_track")
    missed = quarter(1, 80), *quarters[1:]
    score = scored(objective_of(), *missed, on=date(2026, 4, 1)).objectives["o"]
    assert (score.progress, score.expected, score.status) == (
        Fraction(4, 15),
        Fraction(1, 3),
        "at_risk",
    )
    below = score.worst_below
    assert below is not None
    assert (below.status, below.count, below.of) == ("missed", 1, 4)


def test_an_objective_is_achieved_or_missed_once_its_period_is_over() -> None:
    all_done = [quarter(number, 100) for number in (1, 2, 3, 4)]
    assert scored(objective_of(), *all_done, on=date(2026, 12, 31)).objectives["o"].status == (
        "on_track"
    )
    assert scored(objective_of(), *all_done, on=AFTER).objectives["o"].status == "achieved"
    unread = [*all_done[:3], quarter(4, None)]
    assert scored(objective_of(), *unread, on=AFTER).objectives["o"].status == "awaiting_final"
    late = date(2027, 2, 5)
    short = [*all_done[:3], quarter(4, 60)]
    score = scored(objective_of(), *short, on=late).objectives["o"]
    assert (score.progress, score.status) == (Fraction(9, 10), "missed")
    aspiring = objective_of(commitment="aspirational")
    assert scored(aspiring, *short, on=late).objectives["o"].status == "achieved"


def test_a_cancelled_goal_leaves_and_one_carried_over_keeps_its_part() -> None:
    gone = quarter(2, 10, result={"outcome": "cancelled"})
    carried = quarter(2, 50, result={"outcome": "carried_over", "successor": "q3"})
    first, day = quarter(1, 100), date(2026, 6, 30)
    without = scored(objective_of(), first, gone, on=day)
    assert without.goals["q2"].status == "cancelled"
    assert without.objectives["o"].progress == 1
    assert [part.key.id for part in without.objectives["o"].children] == ["q1"]
    with_it = scored(objective_of(), first, carried, on=day)
    assert with_it.goals["q2"].status == "carried_over"
    assert with_it.objectives["o"].progress == Fraction(3, 4)


def test_what_is_kept_within_bounds_counts_by_the_time_that_is_gone() -> None:
    held = part_of(
        "a",
        None,
        measurable={"type": "keep_within", "unit": "weeks", "max": 6},
        checkins=[{"date": "2026-06-30", "value": 5}],
    )
    score = scored(objective_of(), held, on=HALF).objectives["o"]
    assert (score.progress, score.expected) == (Fraction(183, 365), Fraction(183, 365))
    assert score.status == "on_track"


def test_an_objective_above_is_the_mean_of_the_goals_themselves() -> None:
    scores = scored(
        objective_of("top"),
        objective_of("left", supports=["top"]),
        objective_of("right", supports=["top"]),
        part_of("a", 100, supports=["left"]),
        part_of("b", 200, supports=["right"]),
        part_of("c", 200, supports=["right"]),
        part_of("d", 200, supports=["right"]),
        on=HALF,
    ).objectives
    assert scores["left"].progress == 0
    assert scores["top"].progress == Fraction(3, 4)
    assert scores["top"].status == "on_track"
    assert [part.weight for part in scores["top"].children] == [1, 3]


def test_an_objective_with_a_measure_of_its_own_is_read_from_its_metric() -> None:
    nps = document(
        "metric",
        "nps",
        unit="points",
        direction="up",
        cadence="monthly",
        values=[{"date": "2026-06-30", "subject": "bea", "value": 45}],
    )
    measure = {"type": "increase", "metric": "nps", "baseline": 30, "target": 50}
    scores = scored(
        person_of(), nps, objective_of(measure=measure), part_of("a", 100), on=HALF
    ).objectives
    score = scores["o"]
    assert (score.basis, score.progress, score.status) == ("measure", Fraction(3, 4), "on_track")
    assert (score.value, score.expected) == (Decimal(45), Fraction(181, 365))
    # The roll-up stands beside it.
    assert (score.rollup.basis, score.rollup.progress) == ("mean", Fraction(0))


def test_an_objective_reads_the_sum_over_its_subjects() -> None:
    revenue = document(
        "metric",
        "revenue",
        unit="CNY",
        direction="up",
        cadence="monthly",
        aggregate="sum",
        values=[
            {"date": f"2026-0{month}-28", "subject": who, "value": 10}
            for month in range(1, 7)
            for who in ("bea", "carl", "dora")
        ],
    )
    measure = {
        "type": "reach", "metric": "revenue", "target": 200, "subjects": ["bea", "carl"],
    }  # fmt: skip
    people = person_of(), person_of("carl"), person_of("dora")
    score = scored(*people, revenue, objective_of(measure=measure), on=HALF).objectives["o"]
    assert (score.value, score.progress) == (Decimal(120), Fraction(3, 5))


def test_an_objective_counts_above_at_least_once_where_it_has_a_measure() -> None:
    measure = {"type": "reach", "unit": "CNY", "target": 100}
    own = objective_of(
        "own", supports=["top"], measure=measure, checkins=[{"date": "2026-07-01", "value": 50}]
    )
    scores = scored(
        objective_of("top"), own, part_of("a", 200, supports=["top"]), on=HALF
    ).objectives
    assert scores["top"].progress == Fraction(3, 4)


def test_standalone_drafted_and_archived_goals_do_not_contribute() -> None:
    alone = {"supports": ["o"], "standalone": {"en": "Settling in"}}
    score = scored(
        objective_of(),
        part_of("a", 150),
        part_of("b", 200, state="draft"),
        part_of("c", 200, state="archived"),
        goal_of("d", relevant=alone, checkins=[{"date": "2026-07-01", "value": 200}]),
        on=HALF,
    ).objectives["o"]
    assert [part.key.id for part in score.children] == ["a"]


def test_a_goal_that_does_not_contribute_stops_nothing_after_it() -> None:
    alone = {"supports": ["o"], "standalone": {"en": "Settling in"}}
    score = scored(
        objective_of(), goal_of("a", relevant=alone), part_of("b", 150), on=HALF
    ).objectives["o"]
    assert [part.key.id for part in score.children] == ["b"]


def test_goals_without_days_and_levels_without_readings_are_unread_parts() -> None:
    dateless: dict[str, Any] = {"period": None, "time_bound": {}}
    held = {"type": "keep_within", "unit": "weeks", "max": 6}
    score = scored(
        objective_of(),
        part_of("a", 150),
        part_of("b", 150, **dateless),
        part_of("c", None, measurable=held),
        part_of("d", 5, measurable=held, **dateless),
        on=HALF,
    ).objectives["o"]
    assert {part.key.id: (part.progress, part.expected) for part in score.children} == {
        "a": (Fraction(1, 2), Fraction(182, 365)),
        "b": (None, None),
        "c": (None, Fraction(183, 365)),
        "d": (None, Fraction(1)),
    }
    assert (score.rollup.read, score.rollup.of) == (1, 4)


def test_an_objective_without_a_measure_counts_above_with_what_is_below_it_however_little() -> None:
    scores = scored(
        objective_of("top"),
        objective_of("left", supports=["top"]),
        objective_of("unread", supports=["top"]),
        part_of("a", 200, supports=["left"], contribution=Decimal("0.5")),
        part_of("b", 100, supports=["top"]),
        part_of("c", None, supports=["unread"]),
        on=HALF,
    ).objectives
    assert [(part.key.id, part.weight) for part in scores["top"].children] == [
        ("b", 1),
        ("left", Decimal("0.5")),
        ("unread", 1),
    ]
    assert scores["top"].progress == Fraction(1, 3)
    assert (scores["top"].rollup.read, scores["top"].rollup.of) == (2, 3)
    unread = scores["top"].children[-1]
    assert (unread.progress, unread.expected) == (None, None)


def told(score: ObjectiveScore, figure: str) -> list[tuple[str, object]]:
    """What went into a figure: name and value, in order."""
    return [(one.name, one.value) for one in score.arithmetic[figure].inputs]


def test_a_rolled_up_figure_is_told_by_its_parts_and_its_pace() -> None:
    parts = part_of("a", 150), part_of("b", 100, contribution=Decimal(0)), part_of("c", None)
    score = scored(objective_of(), *parts, on=HALF).objectives["o"]
    assert score.reason == ""
    assert told(score, "progress") == [
        ("part", Share(Fraction(1, 2))),
        ("weight", Ratio(Decimal(1))),
    ]
    assert told(score, "pace") == [
        ("progress", Share(Fraction(1, 2))),
        ("expected", Share(Fraction(182, 365))),
    ]
    aspiring = scored(objective_of(commitment="aspirational"), *parts, on=HALF).objectives["o"]
    assert told(aspiring, "pace")[2:] == [("mark", Share(Fraction(7, 10)))]
    assert aspiring.pace == Fraction(1, 2) / (Fraction(182, 365) * Fraction(7, 10))
    unread = scored(objective_of(), part_of("c", None), on=HALF).objectives["o"]
    assert (unread.arithmetic, unread.reason) == ({}, "no_reading")


def test_where_nothing_is_expected_yet_an_objective_is_too_early_to_judge() -> None:
    asked = part_of(
        "a",
        None,
        measurable={"type": "yes_no"},
        checkins=[{"date": "2026-07-01", "value": False, "confidence": 0.9}],
    )
    score = scored(objective_of(), asked, on=HALF).objectives["o"]
    assert (score.progress, score.expected, score.pace) == (Fraction(0), Fraction(0), None)
    assert score.status == "too_early"
    assert "pace" not in score.arithmetic


@pytest.mark.parametrize(
    ("period", "day", "status"),
    [
        ("2026", "2025-12-31", "not_started"),
        ("2026", "2026-01-01", "too_early"),
        ({"start": "2026-01-01", "end": "2026-04-10"}, "2026-01-09", "too_early"),
        ({"start": "2026-01-01", "end": "2026-04-10"}, "2026-01-10", "unknown"),
        ("2026", "2027-03-01", "unknown"),
        (None, "2026-07-02", "unknown"),
    ],
)
def test_an_objective_that_nobody_has_read_is_known_by_its_days_alone(
    period: object, day: str, status: str
) -> None:
    objective = objective_of(period=period)
    score = scored(objective, part_of("a", None), on=date.fromisoformat(day)).objectives["o"]
    assert score.status == status


def test_an_objective_without_a_period_goes_by_its_pace_for_ever() -> None:
    score = scored(objective_of(period=None), part_of("a", 200), on=date(2027, 3, 1))
    assert score.objectives["o"].status == "on_track"


HALF_OF_Q3 = "2026-08-15"


def summed(id_: str, target: float, value: float | None, **values: Any) -> Document:
    """A goal of the third quarter of 2026, read half way through."""
    return part_of(
        id_,
        None,
        **{
            "period": "2026-Q3",
            "measurable": {"type": "reach", "unit": "CNY", "target": target},
            "time_bound": {"start": "2026-07-01", "due": "2026-09-30"},
            "checkins": [] if value is None else [{"date": HALF_OF_Q3, "value": value}],
            **values,
        },
    )


def test_a_sum_adds_values_and_what_is_expected_of_them() -> None:
    quick = {
        "start": "2026-07-01",
        "due": "2026-09-30",
        "milestones": [{"due": HALF_OF_Q3, "value": 90}],
    }
    measure = {"type": "reach", "unit": "CNY", "target": 1000}
    objective = objective_of(rollup="sum", period="2026-Q3", measure=measure)
    on = date(2026, 8, 15)
    parts = summed("a", 900, 450), summed("b", 100, 90, time_bound=quick)
    score = scored(objective, *parts, on=on).objectives["o"]
    assert (score.progress, score.expected) == (Fraction("0.54"), Fraction("0.54"))
    assert (score.pace, score.status, score.value) == (Fraction(1), "on_track", Decimal(540))
    thirds = [summed("a", 100, 50), summed("b", 100, 50), summed("c", 100, None)]
    objective = objective_of(rollup="sum", period="2026-Q3", measure={**measure, "target": 300})
    score = scored(objective, *thirds, on=on).objectives["o"]
    assert (score.progress, score.expected) == (Fraction(1, 3), Fraction(1, 3))
    assert (score.rollup.read, score.rollup.of) == (2, 3)


def test_a_sum_of_levels_is_held_against_their_baselines() -> None:
    measure = {"type": "increase", "unit": "CNY", "baseline": 200, "target": 400}
    objective = objective_of(rollup="sum", measure=measure)
    score = scored(objective, part_of("a", 130), part_of("b", 150), on=HALF).objectives["o"]
    assert (score.value, score.unit, score.progress) == (Decimal(280), "CNY", Fraction(2, 5))
    assert score.expected == Fraction(182, 365)
    unread = scored(objective, part_of("a", None), on=HALF).objectives["o"]
    assert (unread.progress, unread.reason) == (None, "no_reading")


def test_a_sum_is_told_by_its_parts_its_baseline_and_its_target() -> None:
    level = {"type": "increase", "unit": "CNY", "baseline": 200, "target": 400}
    parts = part_of("a", 130), part_of("b", 150)
    score = scored(objective_of(rollup="sum", measure=level), *parts, on=HALF).objectives["o"]
    assert score.arithmetic["progress"].formula == "rollup.sum"
    assert told(score, "progress") == [
        ("part", Amount(Fraction(130), "CNY")),
        ("part", Amount(Fraction(150), "CNY")),
        ("baseline", Amount(Decimal(200), "CNY")),
        ("target", Amount(Decimal(400), "CNY")),
    ]
    total = {"type": "reach", "unit": "CNY", "baseline": 200, "target": 400}
    score = scored(objective_of(rollup="sum", measure=total), *parts, on=HALF).objectives["o"]
    assert score.arithmetic["progress"].formula == "rollup.total"
    assert [name for name, _ in told(score, "progress")] == ["part", "part", "target"]


def test_a_sum_counts_what_has_not_started_as_known_and_adds_nothing_for_it() -> None:
    measure = {"type": "reach", "unit": "CNY", "target": 400}
    objective = objective_of(rollup="sum", measure=measure)
    day = date(2026, 6, 30)
    quarters = quarter(1, 90), quarter(2, None), quarter(3, None), quarter(4, None)
    score = scored(objective, *quarters, on=day).objectives["o"]
    # The second quarter is unread, the third and the fourth have not started.
    assert (score.value, score.rollup.read, score.rollup.of) == (Decimal(90), 3, 4)
    ahead = scored(objective, *quarters[2:], on=day).objectives["o"]
    assert (ahead.value, ahead.progress, ahead.rollup.read) == (Decimal(0), Fraction(0), 2)
    assert (ahead.reason, ahead.status) == ("", "too_early")
    unread = scored(objective, *quarters[1:], on=day).objectives["o"]
    assert (unread.value, unread.progress, unread.reason) == (None, None, "no_reading")


def test_an_objective_adds_its_own_figure_to_the_sum_above() -> None:
    measure = {"type": "reach", "unit": "CNY", "target": 100}
    read = [{"date": "2026-07-01", "value": 50}]
    top = objective_of("top", rollup="sum", measure={**measure, "target": 1000})
    own = objective_of("own", supports=["top"], measure=measure, checkins=read)
    unread = objective_of("sum", supports=["top"], rollup="sum", measure={**measure, "target": 9})
    scores = scored(
        top, own, unread, part_of("a", 130, supports=["own"]), part_of("b", 150, supports=["sum"]),
        on=HALF,
    ).objectives  # fmt: skip
    assert {part.key.id: part.value for part in scores["top"].children} == {"own": 50, "sum": 150}
    gone = Fraction(182, 365)
    assert {part.key.id: part.expected_value for part in scores["top"].children} == {
        "own": 100 * gone,
        "sum": 100 + 100 * gone,
    }
    assert (scores["top"].value, scores["top"].progress) == (Decimal(200), Fraction(1, 5))


def test_a_mean_below_adds_no_value_to_the_sum_above() -> None:
    measure = {"type": "reach", "unit": "CNY", "target": 100}
    scores = scored(
        objective_of("top", rollup="sum", measure=measure),
        objective_of("left", supports=["top"], measure=measure),
        part_of("a", 150, supports=["left"]),
        on=HALF,
    ).objectives
    (part,) = scores["top"].children
    assert (scores["left"].basis, scores["left"].progress) == ("mean", Fraction(1, 2))
    assert (part.value, part.expected_value) == (None, None)
    assert (scores["top"].progress, scores["top"].reason) == (None, "no_reading")


def test_a_sum_in_another_unit_than_its_parts_is_refused() -> None:
    measure = {"type": "reach", "unit": "USD", "target": 400}
    score = scored(objective_of(rollup="sum", measure=measure), part_of("a", 130), on=HALF)
    assert score.objectives["o"].reason == "units_differ"
    bare = scored(objective_of(rollup="sum"), part_of("a", 130), part_of("b", 150), on=HALF)
    found = bare.objectives["o"]
    assert (found.progress, found.reason, found.value, found.unit) == (
        None,
        "no_target",
        Decimal(280),
        "CNY",
    )
    assert (found.rollup.read, found.rollup.of) == (2, 2)


def test_a_sum_of_two_currencies_is_refused() -> None:
    dollars = {"type": "increase", "unit": "USD", "baseline": 100, "target": 200}
    parts = part_of("a", 150), part_of("b", 150, measurable=dollars)
    added = scored(objective_of(rollup="sum"), *parts, on=HALF).objectives["o"]
    assert (added.progress, added.value, added.reason) == (None, None, "units_differ")
    # A mean is of shares, and shares have no currency.
    assert scored(objective_of(), *parts, on=HALF).objectives["o"].progress == Fraction(1, 2)


def test_worst_below_counts_every_goal_once_and_an_empty_objective_for_itself() -> None:
    scores = scored(
        objective_of("top"),
        objective_of("left", supports=["top"]),
        objective_of("right", supports=["top"]),
        objective_of("empty", supports=["left", "right"]),
        part_of("a", 100, supports=["left", "right"]),
        part_of("b", 200, supports=["right"]),
        part_of("c", 100, supports=["top"], result={"outcome": "cancelled"}),
        on=HALF,
    ).objectives
    below = scores["top"].worst_below
    assert below is not None
    assert (below.status, below.count, below.of) == ("off_track", 1, 3)
    assert below.statuses == {"off_track": 1, "achieved": 1, "unknown": 1}
    assert scores["empty"].worst_below is None


def test_an_objective_that_rolls_nothing_up_says_so() -> None:
    score = scored(objective_of(rollup="none"), part_of("a", 150), on=HALF).objectives["o"]
    assert (score.progress, score.reason, score.status) == (None, "none", "unknown")


@given(st.lists(st.sampled_from(WORST_FIRST), min_size=1))
def test_the_worst_of_statuses_comes_first_in_their_order(statuses: list[Status]) -> None:
    bad: tuple[Status, ...] = ("missed", "off_track", "at_risk", "awaiting_final", "unknown")
    assert WORST_FIRST[:5] == bad
    assert WORST_FIRST.index(worst(*statuses)) == min(WORST_FIRST.index(one) for one in statuses)


shares = st.fractions(-3, 3, max_denominator=50)


@given(st.lists(st.tuples(shares, st.integers(0, 100)), min_size=1, max_size=8))
def test_a_mean_lies_between_its_parts(parts: list[tuple[Fraction, int]]) -> None:
    found = [
        Contribution(Key("goal", str(place)), Decimal(weight), progress, "on_track")
        for place, (progress, weight) in enumerate(parts)
    ]
    progress, why = mean_of(found)
    counted = [min(max(one, Fraction(0)), Fraction(1)) for one, weight in parts if weight]
    if not counted:
        assert progress is None
        return
    assert progress is not None
    assert min(counted) <= progress <= max(counted)
    assert why.result == Share(progress)


@pytest.mark.parametrize(
    ("progress", "mark", "grade", "colour"),
    [
        ("1", "1", "1.0", "green"),
        ("0.96", "1", "0.9", "amber"),
        ("0.66", "0.7", "0.6", "amber"),
        ("0.7", "0.7", "0.7", "green"),
        ("0.75", "0.7", "0.7", "green"),
        ("0.4", "1", "0.4", "amber"),
        ("0.399", "1", "0.3", "red"),
        ("-2", "1", "0.0", "red"),
        ("1.7", "1", "1.0", "green"),
    ],
)
def test_a_grade_is_rounded_down_and_coloured_unrounded(
    progress: str, mark: str, grade: str, colour: str
) -> None:
    share = Fraction(progress)
    status: Status = "achieved" if share >= Fraction(mark) else "missed"
    assert str(grade_of(share)) == grade
    assert colour_of(share, Fraction(mark), status) == colour


@pytest.mark.parametrize(
    ("commitment", "value", "grade", "colour", "status"),
    [
        ("committed", 196, "0.9", "amber", "missed"),
        ("aspirational", 166, "0.6", "amber", "missed"),
        ("aspirational", 175, "0.7", "green", "achieved"),
    ],
)
def test_what_is_missed_is_never_green(
    commitment: str, value: float, grade: str, colour: str, status: str
) -> None:
    goal = part_of(
        "a", None, commitment=commitment, checkins=[{"date": "2026-12-31", "value": value}]
    )
    score = scored(goal, on=AFTER).goals["a"]
    assert (str(score.grade), score.colour, score.status) == (grade, colour, status)


def test_the_authors_grade_and_outcome_stand_before_the_computed_ones() -> None:
    final = [{"date": "2026-12-31", "value": 190}]
    written = {"grade": Decimal("0.7"), "outcome": "achieved"}
    goal = part_of("a", None, checkins=final, result=written, commitment="aspirational")
    score = scored(goal, on=AFTER).goals["a"]
    assert (score.grade, score.computed_grade) == (Decimal("0.7"), Decimal("0.9"))
    assert (score.colour, score.mark) == ("green", Fraction(7, 10))
    missed = part_of("a", None, checkins=final, result={"outcome": "achieved"})
    score = scored(missed, on=AFTER).goals["a"]
    assert (score.status, score.computed_status, score.decided_by) == (
        "achieved",
        "missed",
        "outcome",
    )
    assert scored(part_of("a", None, checkins=final), on=AFTER).goals["a"].grade == Decimal("0.9")
    assert scored(part_of("a", 190), on=HALF).goals["a"].grade is None
    assert scored(part_of("a", 190), on=AFTER).goals["a"].grade is None  # the last one is missing


def test_a_person_is_the_mean_of_the_goals_of_the_present() -> None:
    scores = scored(
        person_of("bea"),
        person_of("carl", ended="2026-06-30"),
        part_of("a", 150, weight=Decimal(75)),
        part_of("b", 100, weight=Decimal(25)),
        part_of("c", 200, period="2025"),
        person_of("dora", started="2026-07-03"),
        on=HALF,
    )
    assert scores.people["bea"].progress == Fraction(3, 8)
    assert [part.key.id for part in scores.people["bea"].goals] == ["a", "b"]
    assert not {"carl", "dora"} & scores.people.keys()


def test_weights_are_shares_of_the_goals_of_one_length() -> None:
    year = part_of("year", 200, weight=Decimal(40))
    first = part_of("first", 100, period="2026-Q3", weight=Decimal(60))
    second = part_of("second", 200, period="2026-Q3", weight=Decimal(40))
    scores = scored(person_of("bea"), year, first, second, on=HALF)
    weights = {part.key.id: part.weight for part in scores.people["bea"].goals}
    assert weights == {"year": 1, "first": Decimal("1.2"), "second": Decimal("0.8")}
    assert scores.people["bea"].progress == Fraction(1, 3) * (1 + Fraction(8, 10))


def test_a_persons_goals_are_those_whose_period_the_day_lies_in() -> None:
    days = {"start": "2026-07-02", "due": "2026-09-30"}
    parts = (
        part_of("a", 150, period="2026-Q3"),
        part_of("b", 150, period="2026-Q2"),
        part_of("c", 150, period=None, time_bound=days),
        part_of("d", 150, period=None, time_bound={"start": "2026-07-03", "due": "2026-09-30"}),
        part_of("e", 150, period=None, time_bound={}),
        part_of("0-cancelled", 150, period="2026-Q3", result={"outcome": "cancelled"}),
        part_of("0-draft", 150, period="2026-Q3", state="draft"),
    )
    person = scored(person_of("bea"), *parts, on=HALF).people["bea"]
    assert [part.key.id for part in person.goals] == ["a", "c"]


def test_weights_that_are_all_nothing_count_for_nothing() -> None:
    parts = part_of("a", 150, weight=Decimal(0)), part_of("b", 200, weight=Decimal(0))
    person = scored(person_of("bea"), *parts, on=HALF).people["bea"]
    assert [part.weight for part in person.goals] == [0, 0]
    assert person.progress is None


def test_lengths_are_alike_to_the_month() -> None:
    # 92, 90, 46 and 31 days: two of three months, one of two, one of one.
    ranges = {
        "a": ("2026-07-01", "2026-09-30"),
        "b": ("2026-05-01", "2026-07-29"),
        "c": ("2026-06-01", "2026-07-16"),
        "d": ("2026-07-01", "2026-07-31"),
    }
    parts = [
        part_of(id_, 150, period={"start": start, "end": end}, weight=Decimal(weight))
        for (id_, (start, end)), weight in zip(ranges.items(), (3, 1, 1, 3), strict=True)
    ]
    person = scored(person_of("bea"), *parts, on=HALF).people["bea"]
    weights = {part.key.id: part.weight for part in person.goals}
    assert weights == {"a": Decimal("1.5"), "b": Decimal("0.5"), "c": 1, "d": 1}


def test_weights_below_one_are_shares_like_others() -> None:
    parts = (
        part_of("a", 150, weight=Decimal("0.4")),
        part_of("b", 200, weight=Decimal("0.1")),
    )
    person = scored(person_of("bea"), *parts, on=HALF).people["bea"]
    assert [part.weight for part in person.goals] == [Decimal("1.6"), Decimal("0.4")]


def test_a_goal_without_a_weight_counts_once_among_those_of_its_length() -> None:
    parts = part_of("a", 150, weight=Decimal(3)), part_of("b", 200)
    person = scored(person_of("bea"), *parts, on=HALF).people["bea"]
    assert [part.weight for part in person.goals] == [Decimal("1.5"), Decimal("0.5")]


@pytest.mark.parametrize(
    ("day", "count"), [("2026-03-31", 0), ("2026-04-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)]
)
def test_a_team_has_the_goals_that_run_first_and_last_day_included(day: str, count: int) -> None:
    teams = scored(
        person_of("bea", team="north"),
        document("team", "north", lead="bea"),
        quarter(2, None),
        part_of("0-dateless", 150, period=None, time_bound={}),
        part_of("0-cancelled", 150, result={"outcome": "cancelled"}),
        part_of("0-nobodys", 150, owner=None),
        on=date.fromisoformat(day),
    ).teams
    assert sum(teams["north"].statuses.values()) == count


def test_the_confidence_of_a_team_is_those_on_track_less_those_off() -> None:
    scores = scored(
        person_of("bea", team="north"),
        document("team", "all", lead="bea"),
        document("team", "north", lead="bea", parent="all"),
        document("team", "empty", lead="bea"),
        part_of("a", 150),
        part_of("b", 150),
        part_of("c", 140),
        part_of("d", 110),
        part_of("e", 200),
        part_of("f", None, owner="team:all"),
        on=HALF,
    ).teams
    assert scores["north"].net_confidence == Fraction(1, 4)
    assert scores["all"].net_confidence == Fraction(1, 4)
    assert scores["all"].statuses["unknown"] == 1
    assert scores["empty"].net_confidence is None


@pytest.mark.parametrize(
    ("counts", "net", "judged"),
    [
        ({}, None, 0),
        ({"achieved": 3, "unknown": 2}, None, 0),
        ({"at_risk": 2}, "0", 2),
        ({"on_track": 1, "at_risk": 1}, "1/2", 2),
        ({"off_track": 1, "at_risk": 3}, "-1/4", 4),
        ({"on_track": 3, "off_track": 1, "missed": 5}, "1/2", 4),
    ],
)
def test_net_confidence_is_of_those_that_pace_judges(
    counts: dict[Status, int], net: str | None, judged: int
) -> None:
    assert net_confidence_of(counts) == (None if net is None else Fraction(net), judged)


def test_the_progress_of_a_team_is_told_by_its_goals_that_count_alike() -> None:
    scores = scored(
        person_of("bea", team="north"),
        document("team", "north", lead="bea"),
        document("team", "empty", lead="bea"),
        part_of("a", 150, weight=Decimal(9)),
        part_of("b", 100),
        on=HALF,
    ).teams
    assert scores["north"].progress == Fraction(1, 4)
    assert [(one.name, one.value) for one in scores["north"].arithmetic["progress"].inputs] == [
        ("part", Share(Fraction(1, 2))),
        ("weight", Ratio(Decimal(1))),
        ("part", Share(Fraction(0))),
        ("weight", Ratio(Decimal(1))),
    ]
    assert "progress" not in scores["empty"].arithmetic


audiences = st.sampled_from(["team", "private"])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 300), audiences, st.integers(0, 5)), max_size=6))
def test_what_is_hidden_changes_a_figure_by_its_contribution_alone(
    parts: list[tuple[int, str, int]],
) -> None:
    goals = [
        part_of(f"g{place}", value, audience=audience, contribution=Decimal(weight))
        for place, (value, audience, weight) in enumerate(parts)
    ]
    around = (objective_of(), person_of("bea"))
    seen = [goal for goal in goals if goal.audience == "team"]
    whole, team = handbook_with(*around, *goals), Edition("team")
    cut = score_handbook(filter_for_edition(whole, team, HALF), HALF, builtin_rubric(), team).value
    without = scored(*around, *seen, on=HALF, edition=team)
    nothing = NothingPast()
    assert replace(cut, past=nothing) == replace(without, past=nothing)
    full = score_handbook(whole, HALF, builtin_rubric(), EVERYTHING).value
    for goal in seen:
        assert cut.goals[goal.id] == full.goals[goal.id]
    if len(seen) == len(goals):
        assert cut.objectives == full.objectives


def test_a_part_that_weighs_nothing_is_no_input_of_the_mean() -> None:
    parts = [
        Contribution(Key("goal", "a"), Decimal(2), Fraction(1, 2), "on_track"),
        Contribution(Key("goal", "b"), Decimal(0), Fraction(1), "on_track"),
    ]
    progress, why = mean_of(parts)
    assert progress == Fraction(1, 2)
    assert [one.value for one in why.inputs] == [Share(Fraction(1, 2)), Ratio(Decimal(2))]


def test_a_sum_without_a_target_has_a_value_and_no_progress() -> None:
    endless = objective_of(rollup="sum", measure={"type": "reach", "unit": "CNY"})
    found = scored(endless, part_of("a", 130), on=HALF).objectives["o"]
    assert (found.progress, found.reason, found.value) == (None, "no_target", 130)
