"""Trees are cut to what a page has room for."""

from __future__ import annotations

from planbook.model.document import Key
from planbook.views.branches import Branch, grow


def key(name: str) -> Key:
    return Key("goal", name)


def grown(roots: str, below: dict[str, str], room: int = 100, width: int = 10) -> list[str]:
    """Return the trees as texts: ``a(b c+2)`` is a with b and c below it, and two left out."""

    def keys(of: Key) -> list[Key]:
        return [key(name) for name in below.get(of.id, "")]

    return [written(tree) for tree in grow(map(key, roots), keys, room=room, width=width)]


def written(tree: Branch) -> str:
    below = " ".join(map(written, tree.below)) + (f"+{tree.left_out}" if tree.left_out else "")
    return f"{tree.key.id}({below})" if below else tree.key.id


def test_a_small_tree_is_whole() -> None:
    assert grown("ab", {"a": "cd", "c": "e"}) == ["a(c(e) d)", "b"]


def test_what_stands_in_two_places_is_shown_in_both() -> None:
    assert grown("ab", {"a": "c", "b": "c"}) == ["a(c)", "b(c)"]


def test_a_node_shows_no_more_below_it_than_is_wide() -> None:
    assert grown("a", {"a": "bcdef"}, width=2) == ["a(b c+3)"]


def test_what_is_near_to_a_root_comes_before_what_is_far() -> None:
    assert grown("ab", {"a": "cd", "b": "ef", "c": "gh"}, room=5) == ["a(c(g+1) d)", "b(e f)"]


def test_roots_without_room_say_how_many_stand_below() -> None:
    assert grown("ab", {"a": "cd", "b": "e"}, room=0) == ["a(+2)", "b(+1)"]


def test_nothing_stands_below_itself() -> None:
    assert grown("a", {"a": "b", "b": "a"}) == ["a(b)"]


def test_a_deep_tree_ends_where_nobody_reads_on() -> None:
    chain = {"a": "b", "b": "c", "c": "d", "d": "e", "e": "f", "f": "g", "g": "h"}
    assert grown("a", chain) == ["a(b(c(d(e(f(+1))))))"]
