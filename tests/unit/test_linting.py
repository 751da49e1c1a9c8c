"""Running the rules: by kind, by day, and only on what is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from builders.handbooks import document, handbook_of
from planbook.diagnostics.finding import Code, Severity
from planbook.linting import lint_handbook
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.model.settings import Settings
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Rule, SettingsRule, Violation

CODE: Final = Code(
    "goal-example",
    Severity.HINT,
    {"en": "as written: {id}"},
    variants={"read": ({"en": "{id} on {day}"}, None)},
)
AS_OF = date(2026, 9, 10)
HANDBOOK = handbook_of(
    document("goal", "g", owner="bea"),
    document("objective", "o", owner="bea"),
    document("person", "bea"),
)


def find(plan: Goal | Objective, _handbook: Handbook) -> Iterator[Violation]:
    yield Violation("/owner", {"id": plan.id})


def find_in_readings(plan: Goal, readings: Readings) -> Iterator[Violation]:
    yield Violation("/owner", {"id": plan.id, "day": readings.as_of}, variant="read")


def said(*rules: Rule | ReadingRule, whole: bool = True) -> list[tuple[str, str]]:
    """Return the subject and the words of each finding."""
    found = lint_handbook(HANDBOOK, rules, AS_OF, whole=whole).findings
    return [(one.subject, one.message["en"]) for one in found]


def test_a_rule_looks_at_every_kind_that_it_names() -> None:
    rule = Rule(CODE, (Goal, Objective), find)
    assert said(rule) == [("goal:g", "as written: g"), ("objective:o", "as written: o")]


def test_a_rule_that_reads_is_given_the_day_and_chooses_its_words() -> None:
    rule = ReadingRule(CODE, Goal, find_in_readings)
    assert said(rule) == [("goal:g", "g on 2026-09-10")]


def test_a_rule_about_the_settings_points_into_the_project_file() -> None:
    def find_in_settings(settings: Settings, readings: Readings) -> Iterator[Violation]:
        elsewhere = RelatedField(Key("goal", "g"), "/owner", {"en": "here"})
        words = {"id": settings.title["en"], "day": readings.as_of}
        yield Violation("/title", words, (elsewhere,), variant="read")

    rule = SettingsRule(CODE, find_in_settings)
    (found,) = lint_handbook(HANDBOOK, [rule], AS_OF).findings
    assert (found.place.path, found.place.pointer, found.subject) == ("planbook.yaml", "/title", "")
    assert found.message["en"] == "Handbook on 2026-09-10"
    assert [one.place.path for one in found.related] == ["content/goal/g.yaml"]
    assert not lint_handbook(HANDBOOK, [rule], AS_OF, whole=False).findings


def test_rules_that_add_documents_up_say_nothing_of_a_part_of_them() -> None:
    alone, across = Rule(CODE, Goal, find), Rule(CODE, Objective, find, whole_handbook=True)
    reading = ReadingRule(CODE, Goal, find_in_readings)
    assert said(alone, across, reading, whole=False) == [("goal:g", "as written: g")]


def test_what_is_read_is_read_once() -> None:
    readings = Readings(HANDBOOK, AS_OF)
    assert readings.series is readings.series
    assert readings.sources is readings.sources
