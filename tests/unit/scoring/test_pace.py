"""What is expected, how pace is judged, and what confidence and a human's word do to it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.handbooks import document
from builders.scoring import goal_of, person_of, score_of, scored
from planbook.periods import FiscalYear
from planbook.quantities import Amount, Day, Ratio, Share, Term
from planbook.scoring.cadence import last_boundary
from planbook.scoring.pace import judge_pace, pace_of, worst
from planbook.scoring.results import GoalScore
from planbook.scoring.settings import PRESETS, read_scoring_settings

START, DUE, HALF = date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 2)
NO_GRACE = {"pace": {"grace": 0}}


def figures(baseline: float, target: float, actual: float, **more: Any) -> dict[str, Any]:
    """A goal that has a reading of ``actual`` half way through 2026."""
    kind = "increase" if target > baseline else "decrease"
    return {
        "measurable": {"type": kind, "unit": "CNY", "baseline": baseline, "target": target},
        "time_bound": {"start": "2026-01-01", "due": "2026-12-31"},
        "checkins": [{"date": "2026-07-01", "value": actual}],
        **more,
    }


def half_way(baseline: float, target: float, actual: float) -> dict[str, Any]:
    """The same over 364 days, so that the reading stands exactly half way."""
    days = {"start": "2026-01-01", "due": "2026-12-30"}
    return figures(baseline, target, actual, time_bound=days)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "progress", "pace", "statuses"),
    [
        (100, 200, 135, "0.35", "0.7", ("at_risk", "off_track", "off_track", "on_track")),
        (100, 200, 148, "0.48", "0.96", ("on_track", "on_track", "on_track", "on_track")),
        (100, 200, 125, "0.25", "0.5", ("off_track", "off_track", "off_track", "at_risk")),
        (80, 20, 62, "0.3", "0.6", ("off_track", "off_track", "off_track", "at_risk")),
    ],
)
def test_the_published_vectors_come_out_under_every_preset(
    baseline: float,
    target: float,
    actual: float,
    progress: str,
    pace: str,
    statuses: tuple[str, ...],
) -> None:
    for preset, status in zip(
        ("planbook", "upraise", "servicenow", "engagedly"), statuses, strict=True
    ):
        scoring = {"pace": {"preset": preset, "grace": 0}}
        score = score_of(half_way(baseline, target, actual), HALF, scoring=scoring)
        assert (score.progress, score.expected) == (Fraction(progress), Fraction(1, 2))
        assert score.pace == Fraction(pace)
        assert score.status == status
    # Mooncamp publishes the same two thresholds as planbook's own.
    mooncamp = score_of(
        half_way(baseline, target, actual), HALF, scoring={"pace": {"preset": "mooncamp"}}
    )
    assert mooncamp.status == statuses[0]


@pytest.mark.parametrize(
    ("preset", "progress", "expected", "status"),
    [
        # UpRaise: equal to or greater than 0.95 of ideal progress; more than 0.75 of it.
        ("upraise", "0.475", "0.5", "on_track"),
        ("upraise", "0.474", "0.5", "at_risk"),
        ("upraise", "0.376", "0.5", "at_risk"),
        ("upraise", "0.374", "0.5", "off_track"),
        # ServiceNow: 90 % and 75 % of what was to be reached by now.
        ("servicenow", "0.45", "0.5", "on_track"),
        ("servicenow", "0.375", "0.5", "at_risk"),
        ("servicenow", "0.374", "0.5", "off_track"),
        # Mooncamp's own example: 90 % for on track, 50 % in the middle of the cycle is, at its
        # end it is off track.
        ("mooncamp", "0.5", "0.5", "on_track"),
        ("mooncamp", "0.5", "1", "off_track"),
        # Engagedly: less than 16.5 points behind, between 16.5 and 33, more than 33.
        ("engagedly", "0.336", "0.5", "on_track"),
        ("engagedly", "0.335", "0.5", "at_risk"),
        ("engagedly", "0.17", "0.5", "at_risk"),
        ("engagedly", "0.169", "0.5", "off_track"),
        # planbook: exactly, where floats would say 0.8999….
        ("planbook", "0.18", "0.2", "on_track"),
        ("planbook", "0.14", "0.2", "at_risk"),
    ],
)
def test_every_preset_is_the_rule_that_its_product_publishes(
    preset: str, progress: str, expected: str, status: str
) -> None:
    assert judge_pace(Fraction(progress), Fraction(expected), PRESETS[preset]) == status


def test_limits_that_are_written_go_before_the_preset() -> None:
    settings = read_scoring_settings(
        {"pace": {"preset": "upraise", "at_risk": 0.5}, "smart": {"stretch": {"min": 0.02}}}
    )
    assert settings.pace.on_track == Fraction(95, 100)
    assert settings.pace.at_risk == Fraction(1, 2)
    assert settings.pace.grace == Fraction(1, 10)
    assert settings.smart.stretch_min == Fraction(2, 100)
    assert settings.smart.floor is None


@pytest.mark.parametrize(
    ("day", "cadence", "boundary"),
    [
        ("2026-09-10", "monthly", "2026-08-31"),
        ("2026-08-31", "monthly", "2026-08-31"),
        ("2026-03-01", "monthly", "2026-02-28"),
        ("2026-09-10", "weekly", "2026-09-06"),
        ("2026-09-13", "weekly", "2026-09-13"),
        ("2026-09-10", "quarterly", "2026-06-30"),
        ("2026-09-30", "quarterly", "2026-09-30"),
        ("2026-01-15", "quarterly", "2025-12-31"),
        # The due date is a boundary, and nothing closes after it.
        ("2026-12-15", "monthly", "2026-12-15"),
        ("2027-02-01", "monthly", "2026-12-15"),
    ],
)
def test_a_boundary_is_the_last_day_that_closed(day: str, cadence: str, boundary: str) -> None:
    found = last_boundary(date.fromisoformat(day), cadence, date(2026, 12, 15))
    assert found == date.fromisoformat(boundary)


def test_quarters_follow_the_fiscal_year() -> None:
    day, due = date(2026, 9, 10), date(2027, 12, 31)
    assert last_boundary(day, "quarterly", due, FiscalYear(2)) == date(2026, 7, 31)
    assert last_boundary(day, "quarterly", due, FiscalYear(12)) == date(2026, 8, 31)


def test_expected_is_taken_on_the_day_of_a_fresh_reading() -> None:
    goal = figures(100, 200, 150)
    goal["checkins"] = [{"date": "2026-06-20", "value": 150}]
    score = score_of(goal, date(2026, 7, 20))
    assert score.judged_on == date(2026, 6, 20)
    assert score.expected == Fraction(171, 365)


def test_an_old_reading_is_held_against_the_last_boundary() -> None:
    goal = figures(100, 200, 150)
    goal["checkins"] = [{"date": "2026-06-20", "value": 150}]
    # 46 days are fresh, 47 are more than one and a half months of 31.
    assert score_of(goal, date(2026, 8, 5)).judged_on == date(2026, 6, 20)
    later = score_of(goal, date(2026, 8, 6))
    assert later.judged_on == date(2026, 7, 31)
    assert later.expected == Fraction(212, 365)


def test_milestones_bend_the_line() -> None:
    goal = figures(100, 200, 110)
    goal["time_bound"]["milestones"] = [
        {"due": "2026-10-02", "value": 120},
        {"due": "2026-07-02", "value": 100},
    ]
    score = score_of(goal, HALF)
    assert score.expected == 0
    assert (score.pace, score.status) == (None, "too_early")
    assert "pace" not in score.arithmetic
    assert score.expected_line == (
        (START - timedelta(days=1), Fraction(0)),
        (HALF, Fraction(0)),
        (date(2026, 10, 2), Fraction(1, 5)),
        (DUE, Fraction(1)),
    )
    goal["checkins"] = [{"date": "2026-08-17", "value": 110}]
    assert score_of(goal, date(2026, 8, 17)).expected == Fraction(1, 10)


def test_pieces_of_work_are_expected_by_their_weight() -> None:
    goal = {
        "measurable": {"type": "milestones"},
        "time_bound": {
            "start": "2026-01-01",
            "due": "2026-12-31",
            "milestones": [
                {"due": "2026-03-31", "title": {"en": "One"}, "done": True},
                {"due": "2026-07-02", "title": {"en": "Two"}, "weight": 3, "done": "2026-07-20"},
            ],
        },
    }
    on_the_day, before = score_of(goal, HALF), score_of(goal, HALF + timedelta(days=1))
    assert (on_the_day.progress, on_the_day.expected) == (Fraction(1, 4), Fraction(1, 4))
    assert (before.progress, before.expected) == (Fraction(1, 4), Fraction(1))
    assert before.status == "off_track"
    after = score_of(goal, date(2026, 7, 20))
    assert (after.progress, after.status, after.late) == (Fraction(1), "achieved", (1,))


def test_holding_a_level_is_expected_at_all_times_and_achieved_at_the_end_only() -> None:
    goal: dict[str, Any] = {
        "measurable": {"type": "keep_within", "unit": "weeks", "min": 4, "max": 6},
        "time_bound": {"start": "2026-01-01", "due": "2026-12-31", "cadence": "monthly"},
        "checkins": [{"date": f"2026-0{month}-28", "value": 5} for month in range(1, 7)],
    }
    score = score_of(goal, date(2026, 7, 5))
    assert (score.progress, score.expected) == (Fraction(1), Fraction(1))
    assert score.status == "on_track"
    assert score_of(goal, DUE).status == "on_track"
    # June is the last of six months of twelve: enough to judge once no reading can come any more.
    assert score_of(goal, DUE + timedelta(days=1)).status == "awaiting_final"
    assert score_of(goal, DUE + timedelta(days=32)).status == "achieved"
    goal["checkins"].pop()
    assert score_of(goal, DUE + timedelta(days=32)).status == "unknown"
    goal["checkins"].append({"date": "2026-06-28", "value": 5})
    goal["checkins"].append({"date": "2026-07-04", "value": 6.01})
    outside = score_of(goal, date(2026, 7, 5))
    assert outside.progress == Fraction(6, 7)
    assert outside.status == "at_risk"


def test_a_yes_is_everything_and_a_later_no_takes_it_back() -> None:
    goal: dict[str, Any] = {
        "measurable": {"type": "yes_no"},
        "time_bound": {"start": "2026-01-01", "due": "2026-12-31"},
        "checkins": [{"date": "2026-02-01", "value": True}],
    }
    assert score_of(goal, HALF).status == "achieved"
    goal["checkins"].append({"date": "2026-03-01", "value": False})
    score = score_of(goal, HALF)
    assert (score.progress, score.status) == (Fraction(0), "unknown")
    assert score_of(goal, DUE + timedelta(days=1)).status == "missed"


@pytest.mark.parametrize(
    ("confidence", "status"), [(0.7, "on_track"), (0.4, "at_risk"), (0.39, "off_track")]
)
def test_before_it_is_due_a_yes_or_no_is_as_sure_as_its_owner(
    confidence: float, status: str
) -> None:
    goal: dict[str, Any] = {
        "measurable": {"type": "yes_no"},
        "time_bound": {"start": "2026-01-01", "due": "2026-12-31"},
        "checkins": [{"date": "2026-06-01", "value": False, "confidence": confidence}],
    }
    assert score_of(goal, HALF).status == status
    assert score_of(goal, date(2026, 2, 1)).status == "too_early"


@pytest.mark.parametrize(
    ("day", "actual", "status"),
    [
        ("2025-12-31", None, "not_started"),
        ("2026-01-20", None, "too_early"),
        ("2026-01-20", 110, "too_early"),
        ("2026-03-01", None, "unknown"),
        ("2026-02-05", None, "too_early"),
        ("2026-02-06", None, "unknown"),
        ("2026-02-06", 200, "achieved"),
        ("2026-01-20", 230, "achieved"),
        ("2026-12-31", 199, "on_track"),
        ("2027-01-01", 199, "awaiting_final"),
        ("2027-01-31", 250, "awaiting_final"),
        ("2027-01-31", None, "awaiting_final"),
        ("2027-02-01", 199, "missed"),
        ("2027-02-01", None, "unknown"),
        ("2027-02-01", 200, "achieved"),
    ],
)
def test_a_status_is_found_in_the_order_of_the_table(
    day: str, actual: float | None, status: str
) -> None:
    goal = figures(100, 200, actual or 0)
    goal["checkins"] = [] if actual is None else [{"date": "2026-01-15", "value": actual}]
    assert score_of(goal, date.fromisoformat(day)).status == status


def test_no_reading_is_unknown_and_never_nothing() -> None:
    score = score_of(figures(100, 200, 1, checkins=[]), HALF)
    assert (score.progress, score.pace, score.actual, score.grade) == (None, None, None, None)
    assert score.forecast is None
    assert score.no_forecast == "too_few_readings"


def test_there_is_no_pace_where_nothing_is_expected_or_known() -> None:
    half = Fraction(1, 2)
    assert pace_of(half, half) == 1
    assert pace_of(half, half, Fraction(7, 10)) == Fraction(10, 7)
    assert pace_of(None, half) is None
    assert pace_of(half, None) is None
    assert pace_of(half, Fraction(0)) is None
    assert pace_of(half, half, Fraction(0)) is None


def test_the_share_at_the_start_that_is_not_judged_ends_with_its_last_day() -> None:
    goal = figures(100, 200, 0, time_bound={"start": "2026-01-01", "due": "2026-04-10"})
    goal["checkins"] = [{"date": "2026-01-01", "value": 100}]
    # Nine of a hundred days are too early to judge, ten are not.
    assert score_of(goal, date(2026, 1, 9)).status == "too_early"
    assert score_of(goal, date(2026, 1, 10)).status == "off_track"


@pytest.mark.parametrize(
    ("type_", "day", "status"),
    [
        ("yes_no", HALF, "at_risk"),
        ("yes_no", DUE, "at_risk"),
        ("yes_no", DUE + timedelta(days=1), "unknown"),
        ("increase", HALF, "unknown"),
    ],
)
def test_confidence_alone_answers_for_a_yes_or_no_that_is_not_due_yet(
    type_: str, day: date, status: str
) -> None:
    goal = figures(100, 200, 0, checkins=[{"date": "2026-06-30", "confidence": 0.5}])
    goal["measurable"]["type"] = type_
    assert score_of(goal, day).status == status


def test_a_no_on_the_due_date_is_as_sure_as_its_owner() -> None:
    goal = figures(0, 1, 0, measurable={"type": "yes_no"})
    goal["checkins"] = [{"date": "2026-12-31", "value": False, "confidence": 0.8}]
    assert score_of(goal, DUE).status == "on_track"
    del goal["checkins"][0]["confidence"]
    assert score_of(goal, DUE).status == "unknown"


@pytest.mark.parametrize(
    ("confidence", "status", "decided_by"),
    [
        (0.7, "on_track", "pace"),
        (0.69, "at_risk", "confidence"),
        (0.4, "at_risk", "confidence"),
        (0.39, "off_track", "confidence"),
    ],
)
def test_confidence_lowers_a_status_and_never_raises_one(
    confidence: float, status: str, decided_by: str
) -> None:
    checkins = [{"date": "2026-07-01", "value": 150, "confidence": confidence}]
    score = score_of(figures(100, 200, 0, checkins=checkins), HALF)
    assert (score.status, score.decided_by) == (status, decided_by)
    behind = [{"date": "2026-07-01", "value": 110, "confidence": 1}]
    assert score_of(figures(100, 200, 0, checkins=behind), HALF).status == "off_track"


def test_confidence_says_nothing_of_what_is_achieved() -> None:
    checkins = [{"date": "2026-07-01", "value": 200, "confidence": 0.1}]
    assert score_of(figures(100, 200, 0, checkins=checkins), HALF).status == "achieved"


def test_the_newest_override_is_the_best_that_a_status_can_be() -> None:
    checkins = [
        {"date": "2026-05-31", "value": 140, "override": {"status": "off_track"}},
        {
            "date": "2026-06-30",
            "value": 150,
            "override": {"status": "at_risk", "reason": {"en": "A large order slipped"}},
        },
    ]
    score = score_of(figures(100, 200, 0, checkins=checkins), HALF)
    assert (score.computed_status, score.status) == ("on_track", "at_risk")
    assert score.decided_by == "override"
    assert score.override is not None
    assert score.override.date == date(2026, 6, 30)
    assert score.override.reason == {"en": "A large order slipped"}
    # A kind word does not raise what the figures say.
    checkins[1] = {"date": "2026-06-30", "value": 110, "override": {"status": "on_track"}}
    assert score_of(figures(100, 200, 0, checkins=checkins), HALF).status == "off_track"


def test_of_the_check_ins_up_to_the_day_the_newest_confidence_counts() -> None:
    checkins = [
        {"date": "2026-07-02", "value": 150, "confidence": 0.5},
        {"date": "2026-07-01", "value": 150, "confidence": 0.9},
        {"date": "2026-07-03", "value": 150, "confidence": 0.1},
        {"confidence": 0.2},
    ]
    goal = figures(100, 200, 0, checkins=checkins)
    assert score_of(goal, HALF).confidence == Decimal("0.5")
    checkins.append({"date": "2026-07-02", "value": 150, "confidence": 0.6})
    assert score_of(goal, HALF).confidence == Decimal("0.6")


def test_an_override_without_a_status_sets_none() -> None:
    silent = {"date": "2026-07-01", "value": 150, "override": {"reason": {"en": "A hunch"}}}
    told = {"date": "2026-06-30", "value": 150, "override": {"status": "at_risk"}}
    score = score_of(figures(100, 200, 0, checkins=[told, silent]), HALF)
    assert score.override is not None
    assert (score.override.date, score.status) == (date(2026, 6, 30), "at_risk")
    assert score_of(figures(100, 200, 0, checkins=[silent]), HALF).override is None


@pytest.mark.parametrize(
    ("newest", "stale"), [("2026-07-01", False), ("2026-05-17", False), ("2026-05-16", True)]
)
def test_a_goal_is_stale_after_one_and_a_half_cadences(newest: str, stale: bool) -> None:
    goal = figures(100, 200, 0, checkins=[{"date": newest, "value": 150}])
    goal["time_bound"]["cadence"] = "monthly"
    assert score_of(goal, HALF).stale is stale
    assert score_of(goal, DUE).stale
    assert not score_of(goal, DUE + timedelta(days=1)).stale


def test_a_goal_that_nobody_looked_at_gets_stale_from_its_start() -> None:
    goal = figures(100, 200, 0, checkins=[])
    goal["time_bound"]["cadence"] = "weekly"
    assert not score_of(goal, START + timedelta(days=10)).stale
    assert score_of(goal, START + timedelta(days=11)).stale


def test_a_check_in_without_a_figure_is_a_look_as_well() -> None:
    goal = figures(100, 200, 0, checkins=[{"date": "2026-01-31", "value": 110}])
    assert score_of(goal, HALF).stale
    goal["checkins"].append({"date": "2026-05-17", "note": {"en": "Nothing new"}})
    assert not score_of(goal, HALF).stale
    assert score_of(goal, HALF + timedelta(days=1)).stale


def test_exactly_one_and_a_half_quarters_are_not_stale() -> None:
    goal = figures(100, 200, 0, checkins=[{"date": "2026-01-31", "value": 110}])
    goal["time_bound"]["cadence"] = "quarterly"
    assert not score_of(goal, date(2026, 1, 31) + timedelta(days=138)).stale
    assert score_of(goal, date(2026, 1, 31) + timedelta(days=139)).stale


def test_a_goal_of_one_day_is_judged_without_a_fault() -> None:
    goal = figures(100, 200, 150)
    goal["time_bound"] = {"start": "2026-07-02", "due": "2026-07-02"}
    assert score_of(goal, HALF - timedelta(days=1)).status == "not_started"
    on_the_day = score_of(goal, HALF)
    assert (on_the_day.expected, on_the_day.status) == (Fraction(1), "unknown")
    goal["checkins"] = [{"date": "2026-07-02", "value": 150}]
    assert score_of(goal, HALF).status == "off_track"
    assert score_of(goal, HALF + timedelta(days=1)).status == "missed"


@pytest.mark.parametrize("state", ["archived", "draft"])
def test_what_is_not_in_force_has_no_figures(state: str) -> None:
    goal = goal_of("old", state=state, **figures(100, 200, 150))
    assert scored(goal, on=HALF).goals == {}


def test_every_status_carries_what_it_was_judged_by() -> None:
    score = score_of(figures(100, 200, 148), HALF, scoring=NO_GRACE)
    inputs = {one.name: one.value for one in score.arithmetic["progress"].inputs}
    assert inputs == {
        "actual": Amount(Fraction(148), "CNY"),
        "baseline": Amount(Decimal(100), "CNY"),
        "target": Amount(Decimal(200), "CNY"),
    }
    assert score.arithmetic["progress"].inputs[0].pointer == "/checkins/0/value"
    assert score.arithmetic["status"].formula == "status.ratio"
    assert score.arithmetic["expected"].formula == "expected.line"


def told(score: GoalScore, figure: str) -> list[tuple[str, object]]:
    """What went into a figure: name and value, in order."""
    return [(one.name, one.value) for one in score.arithmetic[figure].inputs]


def test_a_pace_is_told_with_the_mark_where_less_than_all_is_a_success() -> None:
    committed = score_of(half_way(100, 200, 135), HALF)
    assert told(committed, "pace") == [
        ("progress", Share(Fraction(35, 100))),
        ("expected", Share(Fraction(1, 2))),
    ]
    assert committed.arithmetic["pace"].result == Ratio(Fraction(7, 10))
    aspirational = score_of({**half_way(100, 200, 135), "commitment": "aspirational"}, HALF)
    assert aspirational.pace == 1
    assert told(aspirational, "pace")[2:] == [("mark", Share(Fraction(7, 10)))]
    unread = score_of(figures(100, 200, 0, checkins=[]), HALF)
    assert "pace" not in unread.arithmetic


def test_a_status_by_ratio_is_told_with_its_limits_confidence_and_override() -> None:
    goal = half_way(100, 200, 135)
    goal["checkins"][0] |= {"confidence": 0.8, "override": {"status": "off_track"}}
    score = score_of(goal, HALF)
    assert (score.computed_status, score.status) == ("at_risk", "off_track")
    assert told(score, "status") == [
        ("pace", Ratio(Fraction(7, 10))),
        ("on_track", Ratio(Fraction(9, 10))),
        ("at_risk", Ratio(Fraction(7, 10))),
        ("confidence", Share(Fraction(8, 10))),
        ("override", Term("status", "off_track")),
    ]
    pointers = [one.pointer for one in score.arithmetic["status"].inputs[-2:]]
    assert pointers == ["/checkins/0/confidence", "/checkins/0/override"]
    plain = score_of(half_way(100, 200, 135), HALF)
    assert [name for name, _ in told(plain, "status")] == ["pace", "on_track", "at_risk"]


def test_a_status_by_points_is_told_with_what_is_expected_of_the_mark() -> None:
    scoring = {"pace": {"preset": "engagedly"}}
    goal = {**half_way(100, 200, 125), "commitment": "aspirational"}
    score = score_of(goal, HALF, scoring=scoring)
    assert score.arithmetic["status"].formula == "status.points"
    assert told(score, "status") == [
        ("expected", Share(Fraction(35, 100))),
        ("progress", Share(Fraction(25, 100))),
        ("on_track", Share(Fraction(165, 1000))),
        ("at_risk", Share(Fraction(33, 100))),
    ]
    behind = {**half_way(100, 200, 100), "commitment": "aspirational"}
    assert score_of(behind, HALF, scoring=scoring).status == "off_track"


@pytest.mark.parametrize(
    ("preset", "judged_by"),
    [("planbook", ("pace", None)), ("engagedly", ("progress", None))],
)
def test_a_status_by_confidence_alone_is_told_without_a_pace(
    preset: str, judged_by: tuple[str, None]
) -> None:
    goal = figures(0, 1, 0, measurable={"type": "yes_no"})
    goal["checkins"] = [{"date": "2026-07-01", "confidence": 0.5}]
    score = score_of(goal, HALF, scoring={"pace": {"preset": preset}})
    assert (score.status, score.decided_by) == ("at_risk", "confidence")
    assert judged_by in told(score, "status")
    assert told(score, "status")[-1] == ("confidence", Share(Fraction(1, 2)))


def test_a_status_without_readings_is_told_by_the_time_that_has_gone() -> None:
    score = score_of({**half_way(100, 200, 0), "checkins": []}, HALF)
    assert (score.status, score.arithmetic["status"].formula) == ("unknown", "status.readings")
    assert told(score, "status") == [
        ("gone", Share(Fraction(183, 364))),
        ("grace", Share(Fraction(1, 10))),
    ]


def test_a_status_by_dates_is_told_with_progress_day_and_dates() -> None:
    score = score_of(figures(100, 200, 150), START - timedelta(days=1))
    assert score.arithmetic["status"].formula == "status.dates"
    assert told(score, "status") == [
        ("progress", None),
        ("day", Day(START - timedelta(days=1))),
        ("start", Day(START)),
        ("due", Day(DUE)),
    ]
    pointers = [one.pointer for one in score.arithmetic["status"].inputs]
    assert pointers == ["", "", "/time_bound/start", "/time_bound/due"]
    measure = {"type": "reach", "unit": "CNY", "target": 1}
    objective = document("objective", "o", owner="bea", period="2027", measure=measure)
    measured = scored(objective, person_of(), on=HALF).objectives["o"].measured
    assert measured is not None
    pointers = [one.pointer for one in measured.arithmetic["status"].inputs]
    assert pointers == ["", "", "/period", "/period"]
    achieved = score_of(figures(100, 200, 200), HALF)
    assert achieved.arithmetic["status"].formula == "status.progress"
    assert told(achieved, "status")[0] == ("progress", Share(Fraction(1)))


amounts = st.decimals(-(10**6), 10**6, places=2)


@given(
    baseline=amounts,
    target=amounts,
    actual=amounts,
    factor=st.decimals(Decimal("0.001"), 1000, places=3),
    shift=amounts,
)
def test_progress_does_not_depend_on_the_unit(
    baseline: Decimal, target: Decimal, actual: Decimal, factor: Decimal, shift: Decimal
) -> None:
    if baseline == target:
        return
    plain, other = figures(0, 1, 0), figures(0, 1, 0)
    for goal, by, and_add in ((plain, Decimal(1), Decimal(0)), (other, factor, shift)):
        goal["measurable"] |= {
            "baseline": baseline * by + and_add,
            "target": target * by + and_add,
        }
        goal["checkins"] = [{"date": "2026-07-01", "value": actual * by + and_add}]
    assert score_of(plain, HALF).progress == score_of(other, HALF).progress


@given(
    target=st.decimals(-1000, 1000, places=2).filter(lambda amount: amount != 0),
    actual=st.decimals(-1000, 1000, places=2),
    worse=st.decimals(0, 1000, places=2),
    preset=st.sampled_from(sorted(PRESETS)),
    days=st.integers(0, 400),
)
def test_a_worse_reading_never_gives_a_better_pace(
    target: Decimal, actual: Decimal, worse: Decimal, preset: str, days: int
) -> None:
    goal, lower = figures(0, 1, 0), figures(0, 1, 0)
    less = actual - worse if target > 0 else actual + worse
    for one, value in ((goal, actual), (lower, less)):
        one["measurable"] |= {"baseline": Decimal(0), "target": target}
        one["checkins"] = [{"date": "2026-01-01", "value": value}]
    day, scoring = START + timedelta(days=days), {"pace": {"preset": preset}}
    before, after = score_of(goal, day, scoring=scoring), score_of(lower, day, scoring=scoring)
    if before.pace is not None and after.pace is not None:
        assert after.pace <= before.pace
    if not {"too_early", "unknown", "awaiting_final"} & {before.status, after.status}:
        assert worst(before.status, after.status) == after.status
