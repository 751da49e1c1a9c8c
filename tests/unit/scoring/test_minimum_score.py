"""A floor of the SMART score makes a badly written goal an error; without one nothing does."""

from __future__ import annotations

from typing import Any

from builders.scoring import goal_of, handbook_with, person_of
from planbook.diagnostics.finding import Finding, Severity
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.minimum_score import check_minimum_score


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
