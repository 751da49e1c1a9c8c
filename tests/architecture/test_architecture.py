"""The source tree keeps to ARCHITECTURE.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from architecture.tree import (
    Floors,
    Tree,
    find_circles,
    find_forbidden_names,
    find_global_state,
    find_late_imports,
    find_unplaced,
    find_upward_imports,
    read_floors,
    read_tree,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return read_tree(ROOT / "src")


@pytest.fixture(scope="module")
def floors() -> Floors:
    return read_floors((ROOT / "ARCHITECTURE.md").read_text("utf-8"))


def test_the_table_and_the_tree_are_really_looked_at(tree: Tree, floors: Floors) -> None:
    # A check of an empty list passes: see that there is something to check.
    assert {"planbook.pipeline", "planbook.model.handbook"} <= tree.modules.keys()
    assert floors.rooms["planbook.cli"] > floors.rooms["planbook.diagnostics"]
    assert any(
        found.importer == "planbook.pipeline" and found.imported.startswith("planbook.reading.")
        for found in tree.imports()
    )


def test_every_module_stands_on_a_floor_and_every_row_holds_one(tree: Tree, floors: Floors) -> None:
    assert find_unplaced(tree, floors) == []


def test_no_module_imports_from_a_floor_above(tree: Tree, floors: Floors) -> None:
    assert find_upward_imports(tree, floors) == []


def test_no_modules_import_each_other_in_a_circle(tree: Tree) -> None:
    assert find_circles(tree) == []


def test_only_the_commands_import_late(tree: Tree) -> None:
    assert find_late_imports(tree, "planbook.cli") == []


def test_names_say_something(tree: Tree) -> None:
    assert find_forbidden_names(tree, _schema_words()) == []


def test_there_is_no_state_outside_of_values(tree: Tree) -> None:
    assert find_global_state(tree) == []


def _schema_words() -> set[str]:
    return {
        name
        for path in (ROOT / "schemas").glob("*.schema.json")
        for name in _property_names(json.loads(path.read_text("utf-8")))
    }


def _property_names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for below in schema.values():
            yield from _property_names(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from _property_names(below)
