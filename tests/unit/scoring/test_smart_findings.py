"""A floor makes a badly written goal an error; a letter that earns next to nothing is a hint."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders.handbooks import document
from builders.scoring import goal_of, handbook_with, person_of
from planbook.diagnostics.finding import Finding, Severity
from planbook.model.goal import Goal
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart import score_smart
from planbook.scoring.smart_findings import check_smart_scores

ON = date(2026, 9, 10)


def findings(scoring: dict[str, Any], **values: Any) -> tuple[Finding, ...]:
    """What the floor finds wrong with one goal."""
    vague = {"title": {"en": "Do better", "zh": "进一步做好"}, **values}
    handbook = handbook_with(goal_of(**vague), person_of(), scoring=scoring)
    return check_smart_scores(handbook, builtin_rubric(), ON).findings


def below_floor(scoring: dict[str, Any], **values: Any) -> tuple[Finding, ...]:
    return tuple(
        one for one in findings(scoring, **values) if one.code.name == "goal-smart-below-floor"
    )


def test_without_a_floor_no_goal_is_too_badly_written() -> None:
    assert below_floor({}) == ()
    assert below_floor({"smart": {"ready": 100, "minor_edits": 99}}) == ()


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
    assert below_floor({"smart": {"floor": 0}}) == ()


def test_a_goal_on_the_floor_is_good_enough_and_one_after_a_draft_is_looked_at() -> None:
    title = {"en": "Do better", "zh": "进一步做好"}
    handbook = handbook_with(goal_of(title=title), person_of(), scoring={})
    goal = handbook.find(Goal, "g")
    assert goal is not None
    settings = read_scoring_settings({})
    total = score_smart(goal, handbook, builtin_rubric(), settings, {}).total
    assert below_floor({"smart": {"floor": float(total)}}) == ()
    assert len(below_floor({"smart": {"floor": float(total) + 0.5}})) == 1
    several = handbook_with(
        goal_of("a", state="draft"),
        goal_of("b"),
        goal_of("c", state="draft"),
        goal_of("d"),
        person_of(),
        scoring={"smart": {"floor": 90}},
    )
    found = check_smart_scores(several, builtin_rubric(), ON).findings
    assert [one.subject for one in found] == ["goal:b", "goal:d"]


def test_the_finding_points_at_the_check_that_cost_the_most() -> None:
    (found,) = findings({"smart": {"floor": 90}})
    assert found.place.pointer == "/measurable/target"


def test_a_goal_that_is_good_enough_hides_none_after_it() -> None:
    better: dict[str, Any] = {"specific": {"outcome": {"en": "Revenue invoiced in September"}}}
    both = (goal_of("a", **better), goal_of("b"), person_of())
    settings = read_scoring_settings({})
    handbook = handbook_with(*both, scoring={})
    first, second = (
        float(score_smart(goal, handbook, builtin_rubric(), settings, {}).total)
        for goal in handbook.all(Goal)
    )
    assert first > second
    floor = handbook_with(*both, scoring={"smart": {"floor": first}})
    found = check_smart_scores(floor, builtin_rubric(), ON).findings
    below = [one for one in found if one.code.name == "goal-smart-below-floor"]
    assert [one.subject for one in below] == ["goal:b"]


def test_the_finding_tells_what_that_check_suggests() -> None:
    (found,) = findings({"smart": {"floor": 90}})
    assert found.help is not None
    assert "Keep the change within 60%" in found.help["en"]


# Letters near zero --------------------------------------------------------------------------------


GOOD: dict[str, Any] = {
    "title": {"en": "Raise revenue from 100 to 120", "zh": "销售额由 100 提高到 120"},
    "specific": {"outcome": {"en": "Revenue invoiced in September"}},
    "measurable": {"type": "increase", "unit": "CNY", "baseline": 100, "target": 120},
    "achievable": {
        "rationale": {"en": "Two distributors signed in May; orders cover 3.1 times the gap"},
        "confidence": 0.7,
    },
    "relevant": {"supports": ["up"], "why": {"en": "The new plant needs these orders in autumn"}},
}


def letters(**values: Any) -> list[tuple[str, str, str]]:
    """Return (letter, pointer, what to write) of each letter of a goal that earns nothing."""
    up = document("objective", "up", owner="bea", period="2026")
    handbook = handbook_with(goal_of(**{**GOOD, **values}), person_of(), up)
    found = check_smart_scores(handbook, builtin_rubric(), ON).findings
    assert all(one.code.name == "goal-smart-letter-near-zero" for one in found)
    return [
        (one.message["en"].split("for ")[1][0], one.place.pointer, (one.help or {})["en"])
        for one in found
    ]


def test_a_goal_that_earns_something_for_each_letter_is_left_alone() -> None:
    assert letters() == []


def test_a_vague_title_is_told_where_the_goal_is_only_a_yes_or_a_no() -> None:
    def vague(**values: Any) -> list[tuple[str, str]]:
        title = {"en": "Do better in the north", "zh": "进一步做好北区市场"}
        up = document("objective", "up", owner="bea", period="2026")
        changed = {**GOOD, "title": title, **values}
        handbook = handbook_with(goal_of(**changed), person_of(), up)
        found = check_smart_scores(handbook, builtin_rubric(), ON).findings
        return [(one.code.name, one.place.pointer) for one in found]

    assert vague(measurable={"type": "yes_no"}) == [("text-vague", "/title")]
    assert vague() == []
    outcome = {"outcome": {"en": "12 dealers in the north sell the lock"}}
    assert vague(measurable={"type": "yes_no"}, specific=outcome) == []


NOTHING: dict[str, Any] = {
    "measurable": {"type": "increase", "unit": "CNY", "baseline": 100, "target": 1100},
    "achievable": {"rationale": {"en": "We will manage"}},
}


def test_a_lost_letter_is_told_where_the_most_can_be_won_with_what_to_write() -> None:
    ((letter, pointer, advice),) = letters(**NOTHING)
    assert (letter, pointer) == ("A", "/measurable/target")
    assert advice.strip()
    assert "{" not in advice


def test_a_goal_that_is_over_or_closed_can_no_longer_be_written_better() -> None:
    past = {"start": "2026-01-01", "due": "2026-06-30"}
    assert letters(**NOTHING, time_bound=past) == []
    assert letters(**NOTHING, result={"outcome": "missed"}) == []
    assert letters(**NOTHING, state="archived") == []
    assert len(letters(**NOTHING, time_bound={"start": "2026-10-01", "due": "2026-12-31"})) == 1


def test_a_goal_below_the_floor_is_told_once() -> None:
    handbook = handbook_with(
        goal_of(**{**GOOD, **NOTHING}), person_of(), scoring={"smart": {"floor": 90}}
    )
    found = check_smart_scores(handbook, builtin_rubric(), ON).findings
    assert [one.code.name for one in found] == ["goal-smart-below-floor"]


def test_a_letter_is_passed_over_where_another_finding_stands_already() -> None:
    handbook = handbook_with(goal_of(**{**GOOD, **NOTHING}), person_of())
    found = check_smart_scores(handbook, builtin_rubric(), ON).findings
    assert {one.place.pointer for one in found} == {"/measurable/target", "/relevant/supports"}
    again = check_smart_scores(handbook, builtin_rubric(), ON, found[:1]).findings
    assert again == found[1:]
