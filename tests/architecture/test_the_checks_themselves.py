"""Each check of the architecture fails on a tree that breaks it."""

from __future__ import annotations

from pathlib import Path

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

TABLE = """
Some words, and `not/a/room.py`.

| floor | rooms |
|---|---|
| 1 doors | `cli/`: the commands |
| 0 words | `words.py`, `model/`; `__init__.py` |

| floor | something else |
|---|---|
| 7 | `elsewhere.py` |
"""


def tree_of(folder: Path, **modules: str) -> Tree:
    """Return the tree of a package with these modules (``model__goal`` is model/goal.py)."""
    package = folder / "planbook"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name, text in modules.items():
        path = package / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return read_tree(folder)


def floors() -> Floors:
    return read_floors(TABLE)


def test_the_table_is_read_and_nothing_else() -> None:
    assert dict(floors().rooms) == {
        "planbook.cli": 1,
        "planbook.words": 0,
        "planbook.model": 0,
        "planbook": 0,
    }


def test_a_good_tree_passes_every_check(tmp_path: Path) -> None:
    tree = tree_of(
        tmp_path,
        words="WORDS = ('a', 'b')\n",
        model__goal="from planbook.words import WORDS\nfirst = WORDS[0]\n",
        cli__main="def main():\n    from planbook.model.goal import first\n    return first\n",
    )
    assert find_unplaced(tree, floors()) == []
    assert find_upward_imports(tree, floors()) == []
    assert find_circles(tree) == []
    assert find_late_imports(tree, "planbook.cli") == []
    assert find_forbidden_names(tree, ()) == []
    assert find_global_state(tree) == []


def test_a_module_without_a_row_and_a_row_without_a_module_are_found(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, stray="", model__goal="", cli__main="")
    assert find_unplaced(tree, floors()) == [
        "planbook.stray stands on no floor",
        "the row planbook.words holds no module",
    ]


def test_an_import_from_above_is_found(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, words="from planbook.cli import main\n", cli__main="")
    assert find_upward_imports(tree, floors()) == [
        "planbook.words:1 imports planbook.cli.main from above"
    ]


def test_an_import_from_above_is_found_inside_a_function(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, words="def run():\n    import planbook.cli.main\n", cli__main="")
    assert find_upward_imports(tree, floors()) == [
        "planbook.words:2 imports planbook.cli.main from above"
    ]


def test_a_circle_under_type_checking_is_found(tmp_path: Path) -> None:
    tree = tree_of(
        tmp_path,
        model__goal="from planbook.model.person import Person\n",
        model__person=(
            "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from planbook.model.goal import Goal\n"
        ),
        words="import planbook.model.goal\n",
    )
    assert find_circles(tree) == [
        "planbook.model.goal → planbook.model.person → planbook.model.goal"
    ]


def test_a_circle_inside_functions_is_found(tmp_path: Path) -> None:
    tree = tree_of(
        tmp_path,
        model__a="def f():\n    from planbook.model import b\n",
        model__b="def g():\n    from planbook.model.c import h\n",
        model__c="from planbook.model import a\n",
    )
    assert find_circles(tree) == [
        "planbook.model.a → planbook.model.b → planbook.model.c → planbook.model.a"
    ]


def test_a_late_import_outside_of_the_commands_is_found(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, words="", model__goal="def f():\n    import planbook.words\n")
    assert find_late_imports(tree, "planbook.cli") == [
        "planbook.model.goal:2 imports planbook.words inside a function"
    ]


def test_an_empty_word_is_found_in_every_kind_of_name(tmp_path: Path) -> None:
    tree = tree_of(
        tmp_path,
        utils__x="",
        model__goal=(
            "class GoalManager: ...\nclass RenderContext: ...\n"
            "def get_data(node): ...\nfor item in (): ...\n"
        ),
        words="base_url = ''\nmanager = 'a person'\ndataclass = 1\n",
    )
    assert find_forbidden_names(tree, ("base_url",)) == [
        "planbook.model.goal:2 uses the name RenderContext",
        "planbook.model.goal:3 uses the name get_data",
        "planbook.model.goal:4 uses the name item",
        "planbook.model.goal:3 uses the name node",
    ]


def test_state_is_found(tmp_path: Path) -> None:
    tree = tree_of(
        tmp_path,
        words=(
            "SEEN = {}\nNAMES: list[str] = []\nCOUNTS = defaultdict(int)\nGOOD = frozenset({1})\n"
            "ALSO_GOOD: Final[Mapping[str, str]] = {}\n"
            "def f():\n    global GOOD\n"
        ),
    )
    assert find_global_state(tree) == [
        "planbook.words:7 says global",
        "planbook.words:1 keeps a container that can change",
        "planbook.words:2 keeps a container that can change",
        "planbook.words:3 keeps a container that can change",
    ]
