"""The contract is told from a project's own schemas by what is in it, not by where it lies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planbook.reading.resources import builtin_schemas, holds_contract


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A copy of the built-in schemas."""
    return shutil.copytree(builtin_schemas(), tmp_path / "schemas")


def test_a_copy_of_the_contract_is_one(contract: Path) -> None:
    assert holds_contract(contract)


@pytest.mark.parametrize("missing", ["document", "common", "goal"])
def test_a_part_of_the_contract_is_none(missing: str, contract: Path) -> None:
    (contract / f"{missing}.schema.json").unlink()
    assert not holds_contract(contract)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "[" * 100_000, '{"$id": "document.schema.json"}', '{"properties": 1}', "\xff"],
    ids=range(7),
)
def test_another_umbrella_is_none(text: str, contract: Path) -> None:
    (contract / "document.schema.json").write_text(text, "latin-1")
    assert not holds_contract(contract)


def test_a_projects_own_schemas_are_none(tmp_path: Path) -> None:
    (tmp_path / "account.schema.json").write_text('{"type": "object"}')
    assert not holds_contract(tmp_path)
    assert not holds_contract(tmp_path / "nowhere")
