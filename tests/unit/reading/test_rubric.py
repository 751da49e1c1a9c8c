"""The SMART rubric of a project: its own, or the built-in one."""

from __future__ import annotations

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
            ("rubric-points-do-not-add-up", "/checks/title-figure/points"),
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
    assert rubric.checks["owner"].name == {"de": "Besitzer"}


def test_a_rubric_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / RUBRIC_PATH).write_bytes("letters: {S: 具体}\n".encode("gb18030"))
    outcome = read_rubric(tmp_path)
    assert outcome.value is None
    assert [each.code.name for each in outcome.findings] == ["yaml-encoding"]
