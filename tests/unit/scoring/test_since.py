"""Since when a goal has been behind."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, EVERYTHING
from planbook.model.goal import Goal
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.score import score_handbook
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.since import behind_since


def since(*checkins: dict[str, Any]) -> date | None:
    goal = document(
        "goal",
        "g",
        owner="ann",
        period="2026",
        measurable={"type": "reach", "unit": "CNY", "target": 1200},
        time_bound={"start": "2026-01-01", "due": "2026-12-31", "cadence": "monthly"},
        checkins=list(checkins),
    )
    handbook = handbook_of(document("person", "ann"), goal)
    score = score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value.goals["g"]
    assert score.status in ("at_risk", "off_track")
    settings = read_scoring_settings(handbook.settings.scoring)
    found = handbook.find(Goal, "g")
    assert found is not None
    return behind_since(found, score, settings, AS_OF)


def at(day: str, value: int, **more: Any) -> dict[str, Any]:
    return {"date": day, "value": value, **more}


def test_behind_since_the_first_reading_in_a_row_that_was_short() -> None:
    # 100 a month are expected: May is short, June had caught up, July and August are short.
    found = since(
        at("2026-05-31", 300), at("2026-06-30", 600), at("2026-07-31", 500), at("2026-08-31", 520)
    )
    assert found == date(2026, 7, 31)


def test_behind_since_the_day_of_judging_where_the_newest_reading_was_in_time() -> None:
    # Nothing was entered after June: by the end of August more is expected.
    assert since(at("2026-06-30", 600)) == date(2026, 8, 31)


def test_behind_since_the_first_check_in_in_a_row_with_too_little_confidence() -> None:
    found = since(
        at("2026-06-30", 600, confidence=0.5),
        at("2026-07-31", 700, confidence=0.8),
        at("2026-08-15", 750, confidence=0.6),
        at("2026-08-31", 800, confidence=0.3),
        at("2026-09-30", 900, confidence=0.9),
    )
    assert found == date(2026, 8, 15)


def test_behind_since_the_day_of_an_override() -> None:
    override = {"status": "off_track", "reason": {"en": "The buyer left"}}
    found = since(at("2026-08-20", 790), at("2026-08-31", 800, override=override))
    assert found == date(2026, 8, 31)
