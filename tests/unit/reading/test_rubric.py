"""The SMART rubric of a project: its own, or the built-in one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from planbook.reading.resources import builtin_schemas
from planbook.reading.rubric import (
    RUBRIC_FILE_NAME,
    RUBRIC_PATH,
    builtin_rubric,
    parse_rubric,
    read_rubric,
    rubric_texts,
)

BUILTIN = (builtin_schemas() / RUBRIC_FILE_NAME).read_text("utf-8")


def _own(root: Path, text: str) -> Path:
    (root / "schemas").mkdir()
    (root / RUBRIC_PATH).write_text(text, "utf-8")
    return root


def test_a_project_without_its_own_rubric_has_the_built_in_one(tmp_path: Path) -> None:
    outcome = read_rubric(tmp_path)
    assert outcome.value == builtin_rubric()
    assert outcome.findings == ()
    assert rubric_texts(tmp_path) == {}


def test_the_rubric_of_a_project_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    text = BUILTIN.replace(
        "  owner:\n    letter: S\n    points: 4", "  owner:\n    letter: S\n    points: 6"
    ).replace("  scope:\n    letter: S\n    points: 4", "  scope:\n    letter: S\n    points: 2")
    outcome = read_rubric(_own(tmp_path, text))
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value.checks["owner"].points == 6
    assert rubric_texts(tmp_path) == {RUBRIC_PATH: text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BUILTIN.replace("letter: S\n    points: 4", "letter: S\n    points: 5", 1),
            ("rubric-points-do-not-add-up", "/checks/owner/points"),
        ),
        (
            BUILTIN.replace("letter: S\n    points: 4", "letter: S\n    points: four", 1),
            ("rubric-wrong-type", "/checks/owner/points"),
        ),
        (
            BUILTIN.replace("letter: S\n    points: 4", "letter: S\n    pionts: 4", 1),
            ("rubric-unknown-key", "/checks/owner/pionts"),
        ),
        (
            BUILTIN.replace("letter: S\n", "letter: Q\n", 1),
            ("rubric-not-allowed-value", "/checks/owner/letter"),
        ),
        ("", ("yaml-empty-document", "")),
        ("- owner\n", ("yaml-not-a-mapping", "")),
        ("checks: [\n", ("yaml-syntax", "")),
    ],
)
def test_mistakes_in_a_rubric_are_the_project_s(
    tmp_path: Path, text: str, expected: tuple[str, str]
) -> None:
    outcome = read_rubric(_own(tmp_path, text))
    assert outcome.value is None
    assert expected in {(each.code.name, each.place.pointer) for each in outcome.findings}
    assert {each.code.scope for each in outcome.findings} == {"project"}
    assert {each.place.path for each in outcome.findings} == {RUBRIC_PATH}


def test_points_with_a_fraction_add_up_exactly() -> None:
    text = BUILTIN
    for name, points in (("owner", 3.9), ("scope", 4.1)):
        text = text.replace(
            f"  {name}:\n    letter: S\n    points: 4",
            f"  {name}:\n    letter: S\n    points: {points}",
        )
    assert parse_rubric(text, "en").findings == ()


def test_words_without_a_language_are_in_the_project_s() -> None:
    text = BUILTIN.replace("name: {zh: 负责人, en: Owner}", "name: Besitzer")
    rubric = parse_rubric(text, "de").value
    assert rubric is not None
    assert rubric.checks["owner"].name == {"zh": "负责人", "en": "Owner", "de": "Besitzer"}


def test_a_rubric_says_only_what_it_changes() -> None:
    text = (
        "checks:\n"
        "  owner: {points: 6, name: {en: Who}}\n"
        "  scope:\n"
        "    points: 2\n"
        "    cases: {nowhere: {saw: Where is this?}}\n"
        "words: {vague: {en: [soon]}}\n"
    )
    outcome = parse_rubric(text, "en")
    assert outcome.findings == ()
    rubric, builtin = outcome.value, builtin_rubric()
    assert rubric is not None
    owner, scope = rubric.checks["owner"], rubric.checks["scope"]
    assert owner.points == 6
    assert owner.name == {"zh": "负责人", "en": "Who"}
    assert owner.cases == builtin.checks["owner"].cases
    nowhere = builtin.checks["scope"].cases["nowhere"]
    assert scope.cases["nowhere"].saw == {**nowhere.saw, "en": "Where is this?"}
    assert scope.cases["nowhere"].suggest == nowhere.suggest
    assert rubric.words.vague == {**builtin.words.vague, "en": ("soon",)}
    assert rubric.words.results == builtin.words.results
    assert sum(check.points for check in rubric.checks.values()) == 100


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("weights: {S: 40}", {"S": 40, "M": 15, "A": 15, "R": 15, "T": 15}),
        ("weights: {S: 30, M: 30, A: 10, R: 10, T: 20}",
         {"S": 30, "M": 30, "A": 10, "R": 10, "T": 20}),
        ("weights: {S: 33.4, M: 33.3, A: 33.3}", {"S": "33.4", "M": "33.3", "A": "33.3"}),
        ("weights: {R: 0}", {"S": 25, "M": 25, "A": 25, "R": 0, "T": 25}),
        ("weights: {S: 10}\nchecks: {owner: {points: 7}}", {"S": 10, "M": "22.5"}),
    ],
)  # fmt: skip
def test_letters_are_worth_what_the_rubric_says(text: str, worth: dict[str, int | str]) -> None:
    outcome = parse_rubric(text, "en")
    assert outcome.findings == ()
    assert outcome.value is not None
    sums: dict[str, Decimal] = {}
    for check in outcome.value.checks.values():
        sums[check.letter] = sums.get(check.letter, Decimal(0)) + check.points
    assert sum(sums.values()) == 100
    for letter, points in worth.items():
        assert sums[letter] == Decimal(points), letter


def test_points_may_go_from_one_letter_to_another() -> None:
    checks = builtin_rubric().checks
    giver = next(id_ for id_, check in checks.items() if check.letter == "T" and check.points == 4)
    rubric = parse_rubric(f"checks: {{owner: {{points: 8}}, {giver}: {{points: 0}}}}", "en")
    assert rubric.findings == ()
    assert rubric.value is not None
    assert rubric.value.checks["owner"].points == 8


@pytest.mark.parametrize(
    ("text", "code", "pointer", "words"),
    [
        ("checks: {owner: {points: 8}}", "rubric-points-do-not-add-up",
         "/checks/owner/points", "add up to 104"),
        ("weights: {S: 60, M: 60}", "rubric-points-do-not-add-up", "/weights", "add up to 120"),
        ("weights: {S: 20, M: 20, A: 20, R: 20, T: 10}", "rubric-points-do-not-add-up",
         "/weights", "add up to 90"),
        ("weights: {Q: 20}", "rubric-unknown-key", "/weights/Q", "Q"),
        ("weights: {S: 120}", "rubric-out-of-range", "/weights/S", "120"),
        ("checks: {ownr: {points: 4}}", "rubric-unknown-check", "/checks/ownr", "ownr"),
        ("checks: {owner: {cases: {nobdy: {saw: x}}}}", "rubric-unknown-case",
         "/checks/owner/cases/nobdy", "nobdy"),
        ("checks: {owner: {limits: {days: 4}}}", "rubric-unknown-case",
         "/checks/owner/limits/days", "days"),
        ("checks: {owner: {cases: {named: {earns: half}}}}", "rubric-missing-key",
         "/checks/owner/cases/named", "suggest"),
        ("weighs: {S: 20}", "rubric-unknown-key", "/weighs", "weighs"),
    ],
)  # fmt: skip
def test_what_a_partial_rubric_gets_wrong_is_told_at_its_place(
    text: str, code: str, pointer: str, words: str
) -> None:
    outcome = parse_rubric(text, "en")
    assert outcome.value is None
    assert [(each.code.name, each.place.pointer) for each in outcome.findings] == [(code, pointer)]
    assert words in outcome.findings[0].message["en"]


def test_advice_about_points_passes_when_it_is_applied() -> None:
    text = "checks: {owner: {points: 8}}\n"
    finding = parse_rubric(text, "en").findings[0]
    assert finding.help is not None
    advice = finding.help["en"].split("`")[1]
    assert parse_rubric(f"{text}{advice}\n", "en").findings == ()


def test_a_rubric_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / RUBRIC_PATH).write_bytes("letters: {S: 具体}\n".encode("gb18030"))
    outcome = read_rubric(tmp_path)
    assert outcome.value is None
    assert [each.code.name for each in outcome.findings] == ["yaml-encoding"]
