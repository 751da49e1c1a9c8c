"""What goals add up to for an objective, a person and a team; grades; what hiding changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.handbooks import document
from builders.scoring import EVERYTHING, goal_of, handbook_with, person_of, scored
from planbook.editions import filter_for_edition
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.pace import WORST_FIRST, worst
from planbook.scoring.results import Contribution, Status
from planbook.scoring.rollup import colour_of, grade_of, mean_of
from planbook.scoring.score import score_handbook

HALF, AFTER = date(2026, 7, 2), date(2027, 1, 5)


def objective_of(id_: str = "o", **values: Any) -> Document:
    """An objective of 2026."""
    return document("objective", id_, **{"owner": "bea", "period": "2026", **values})


def part_of(id_: str, value: float | None, **values: Any) -> Document:
    """A goal from 100 to 200 that supports the objective and stands at ``value``."""
    checkins = [] if value is None else [{"date": "2026-07-01", "value": value}]
    supports = {"supports": values.pop("supports", ["o"])}
    return goal_of(id_, **{"checkins": checkins, "relevant": supports, **values})


def test_an_objective_is_the_weighted_mean_of_its_goals_each_between_nothing_and_all() -> None:
    score = scored(
        objective_of(),
        part_of("a", 250, weight=Decimal(60)),
        part_of("b", 50, weight=Decimal(40)),
        part_of("c", 150, weight=Decimal(0)),
        on=HALF,
    ).objectives["o"]
    assert score.progress == Fraction(6, 10)
    assert score.status == "off_track"
    assert [part.key.id for part in score.children] == ["a", "b", "c"]


def test_goals_that_nobody_has_read_stay_out_of_the_mean_but_not_of_the_status() -> None:
    score = scored(objective_of(), part_of("a", 150), part_of("b", None), on=HALF).objectives["o"]
    assert (score.progress, score.status) == (Fraction(1, 2), "unknown")
    alone = scored(objective_of(), part_of("b", None), on=HALF).objectives["o"]
    assert (alone.progress, alone.reason) == (None, "no_reading")
    nobody = scored(objective_of(), on=HALF).objectives["o"]
    assert (nobody.progress, nobody.status, nobody.reason) == (None, "unknown", "no_contribution")


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
    assert scores["top"].status == "off_track"
    assert [part.weight for part in scores["top"].children] == [1, 3]


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


def test_a_sum_adds_the_values_up() -> None:
    measure = {"type": "increase", "unit": "CNY", "baseline": 200, "target": 400}
    objective = objective_of(rollup="sum", measure=measure)
    score = scored(objective, part_of("a", 130), part_of("b", 150), on=HALF).objectives["o"]
    assert (score.value, score.unit, score.progress) == (Decimal(280), "CNY", Fraction(2, 5))
    later = part_of(
        "c", None, time_bound={"start": "2026-10-01", "due": "2026-12-31"}, period="2026-Q4"
    )
    assert scored(objective, part_of("a", 280), later, on=HALF).objectives["o"].value == 280
    unread = scored(objective, part_of("a", 280), part_of("b", None), on=HALF).objectives["o"]
    assert (unread.progress, unread.reason) == (None, "no_reading")


def test_a_sum_of_two_currencies_is_refused() -> None:
    dollars = {"type": "increase", "unit": "USD", "baseline": 100, "target": 200}
    parts = part_of("a", 150), part_of("b", 150, measurable=dollars)
    summed = scored(objective_of(rollup="sum"), *parts, on=HALF).objectives["o"]
    assert (summed.progress, summed.value, summed.reason) == (None, None, "units_differ")
    # A mean is of shares, and shares have no currency.
    assert scored(objective_of(), *parts, on=HALF).objectives["o"].progress == Fraction(1, 2)


def test_an_objective_that_rolls_nothing_up_says_so() -> None:
    score = scored(objective_of(rollup="none"), part_of("a", 150), on=HALF).objectives["o"]
    assert (score.progress, score.reason, score.status) == (None, "none", "on_track")


@given(st.lists(st.sampled_from(WORST_FIRST), min_size=1))
def test_the_status_of_an_objective_is_the_worst_of_its_goals(statuses: list[Status]) -> None:
    order = ("missed", "off_track", "at_risk", "unknown")
    assert (*order, "too_early", "not_started", "on_track", "achieved") == WORST_FIRST
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
    assert why.result == progress


@pytest.mark.parametrize(
    ("progress", "grade", "colour"),
    [
        ("0.65", "0.7", "green"),
        ("0.649", "0.6", "amber"),
        ("0.35", "0.4", "amber"),
        ("0.349", "0.3", "red"),
        ("-2", "0.0", "red"),
        ("1.7", "1.0", "green"),
    ],
)
def test_a_grade_has_one_decimal_and_a_colour(progress: str, grade: str, colour: str) -> None:
    found = grade_of(Fraction(progress))
    assert (str(found), colour_of(found)) == (grade, colour)


def test_the_authors_grade_stands_before_the_computed_one() -> None:
    goal = part_of("a", 190, result={"grade": Decimal("0.7")}, commitment="aspirational")
    score = scored(goal, on=AFTER).goals["a"]
    assert (score.grade, score.computed_grade) == (Decimal("0.7"), Decimal("0.9"))
    assert (score.colour, score.expects) == ("green", Decimal("0.7"))
    assert scored(part_of("a", 190), on=AFTER).goals["a"].grade == Decimal("0.9")
    assert scored(part_of("a", 190), on=HALF).goals["a"].grade is None


def test_a_person_is_the_mean_of_the_goals_of_the_present() -> None:
    scores = scored(
        person_of("bea"),
        person_of("carl", ended="2026-06-30"),
        part_of("a", 150, weight=Decimal(75)),
        part_of("b", 100, weight=Decimal(25)),
        part_of("c", 200, period="2025"),
        on=HALF,
    )
    assert scores.people["bea"].progress == Fraction(3, 8)
    assert [part.key.id for part in scores.people["bea"].goals] == ["a", "b"]
    assert "carl" not in scores.people


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


audiences = st.sampled_from(["team", "private"])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 300), audiences, st.integers(0, 5)), max_size=6))
def test_what_is_hidden_changes_a_figure_by_its_contribution_alone(
    parts: list[tuple[int, str, int]],
) -> None:
    goals = [
        part_of(f"g{place}", value, audience=audience, weight=Decimal(weight))
        for place, (value, audience, weight) in enumerate(parts)
    ]
    around = (objective_of(), person_of("bea"))
    seen = [goal for goal in goals if goal.audience == "team"]
    whole, team = handbook_with(*around, *goals), Edition("team")
    cut = score_handbook(filter_for_edition(whole, team), HALF, builtin_rubric(), team).value
    without = scored(*around, *seen, on=HALF, edition=team)
    assert cut == without
    full = score_handbook(whole, HALF, builtin_rubric(), EVERYTHING).value
    for goal in seen:
        assert cut.goals[goal.id] == full.goals[goal.id]
    if len(seen) == len(goals):
        assert cut.objectives == full.objectives
