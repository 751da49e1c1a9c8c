"""A floor of the SMART score makes a badly written goal an error; without one nothing does."""

from __future__ import annotations

from typing import Any

from builders.scoring import goal_of, handbook_with, person_of
from planbook.diagnostics.finding import Finding, Severity
from planbook.model.goal import Goal
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.minimum_score import check_minimum_score
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart import score_smart


def findings(scoring: dict[str, Any], **values: Any) -> tuple[Finding, ...]:
    """What the floor finds wrong with one goal."""
    vague = {"title": {"en": "Do better", "zh": "进一步做好"}, **values}
    handbook = handbook_with(goal_of(**vague), person_of(), scoring=scoring)
    return check_minimum_score(handbook, builtin_rubric()).findings


def test_without_a_floor_no_goal_is_too_badly_written() -> None:
    assert findings({}) == ()
    assert findings({"smart": {"ready": 100, "minor_edits": 99}}) == ()


def test_a_goal_below_the_floor_is_an_error_that_says_what_to_write() -> None:
    (found,) = findings({"smart": {"floor": 90}})
    assert (found.code.name, found.code.severity) == ("goal-smart-below-floor", Severity.ERROR)
    assert found.subject == "goal:g"
    assert "90" in found.message["en"]
    assert found.help is not None
    assert "{" not in found.help["zh"]


def test_what_is_not_in_force_may_be_written_anyhow() -> None:
    assert findings({"smart": {"floor": 90}}, state="draft") == ()
    assert findings({"smart": {"floor": 90}}, state="archived") == ()
    assert findings({"smart": {"floor": 0}}) == ()


def test_a_goal_on_the_floor_is_good_enough_and_one_after_a_draft_is_looked_at() -> None:
    title = {"en": "Do better", "zh": "进一步做好"}
    handbook = handbook_with(goal_of(title=title), person_of(), scoring={})
    goal = handbook.find(Goal, "g")
    assert goal is not None
    limits = read_scoring_settings({}).smart
    total = score_smart(goal, handbook, builtin_rubric(), limits, {}).total
    assert findings({"smart": {"floor": float(total)}}) == ()
    assert len(findings({"smart": {"floor": float(total) + 0.5}})) == 1
    several = handbook_with(
        goal_of("a", state="draft"),
        goal_of("b"),
        goal_of("c", state="draft"),
        goal_of("d"),
        person_of(),
        scoring={"smart": {"floor": 90}},
    )
    found = check_minimum_score(several, builtin_rubric()).findings
    assert [one.subject for one in found] == ["goal:b", "goal:d"]


def test_the_finding_points_at_the_check_that_cost_the_most() -> None:
    (found,) = findings({"smart": {"floor": 90}})
    assert found.place.pointer == "/measurable/target"


def test_a_goal_that_is_good_enough_hides_none_after_it() -> None:
    better: dict[str, Any] = {"specific": {"outcome": {"en": "Revenue invoiced in September"}}}
    both = (goal_of("a", **better), goal_of("b"), person_of())
    limits = read_scoring_settings({}).smart
    handbook = handbook_with(*both, scoring={})
    first, second = (
        float(score_smart(goal, handbook, builtin_rubric(), limits, {}).total)
        for goal in handbook.all(Goal)
    )
    assert first > second
    floor = handbook_with(*both, scoring={"smart": {"floor": first}})
    found = check_minimum_score(floor, builtin_rubric()).findings
    assert [one.subject for one in found] == ["goal:b"]


def test_the_finding_tells_what_that_check_suggests() -> None:
    (found,) = findings({"smart": {"floor": 90}})
    assert found.help is not None
    assert "Keep the change within 60%" in found.help["en"]
