"""Anchors and merges: what stands once in a YAML text and counts in several places.

Nothing is shared and nothing grows unseen: an alias is a copy, and its size is known before it is
made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

Written = tuple[str, str]
"""A JSON pointer, and the source text of the scalar there."""


class Anchor(msgspec.Struct):
    """What an anchor stands for.

    ``size`` counts its values, ``height`` the levels of nesting in it; ``text`` is a scalar's
    source text; ``written`` are source texts by pointers from the anchor on.
    """

    value: Any
    size: int = 1
    height: int = 0
    text: str | None = None
    written: tuple[tuple[str, str], ...] = ()


class Anchors:
    """The anchors of one document, finished ones and open ones."""

    def __init__(self) -> None:
        self._finished: dict[str, Anchor | None] = {}
        # Anchors that are open, by depth: name, count and length of `written` at that time.
        self.opened: dict[int, tuple[str, int, int, str | None]] = {}

    def keep(self, name: str, anchor: Anchor) -> None:
        """Let ``name`` stand for ``anchor`` from here on."""
        self._finished[name] = anchor

    def open(self, name: str, depth: int, count: int, first: int, pointer: str | None) -> None:
        """Begin the list or mapping ``name``, which is value number ``count`` of the document.

        ``first`` source texts have been kept before it.
        """
        self._finished[name] = None
        self.opened[depth] = (name, count, first, pointer)

    def close(self, depth: int, value: Any, count: int, written: Sequence[Written]) -> None:
        """Finish the list or mapping that was opened at ``depth``."""
        name, begun, first, pointer = self.opened.pop(depth)
        inside = () if pointer is None else written[first:]
        self._finished[name] = Anchor(
            value,
            size=count - begun + 1,
            height=_height(value),
            written=tuple((place[len(pointer or "") :], text) for place, text in inside),
        )

    def find(self, name: str) -> Anchor | None:
        """Return what ``name`` stands for; None where it is unknown or not finished."""
        return self._finished.get(name)

    def is_open(self, name: str) -> bool:
        """Return whether ``name`` is a list or mapping that has not ended yet."""
        return name in self._finished and self._finished[name] is None


def take_merged(mapping: dict[Any, Any], sources: Sequence[dict[Any, Any]]) -> list[set[Any]]:
    """Put into ``mapping`` what `<<` brings from ``sources``; return the keys taken from each.

    What the mapping says itself wins, and an earlier source wins over a later one.
    """
    taken: list[set[Any]] = []
    for source in sources:
        new = [key for key in source if key not in mapping]
        mapping.update((key, source[key]) for key in new)
        taken.append(set(new))
    return taken


def move_written(
    written: Sequence[Written], origin: str, taken: Sequence[set[str]], *, several: bool
) -> list[Written]:
    """Return the source texts of merged values where the values have come to stand.

    ``origin`` is the pointer to the `<<`; ``taken`` are the escaped names taken from each of its
    mappings, which stand in a list where there are ``several``.
    """
    moved = []
    for pointer, text in written:
        if not pointer.startswith(f"{origin}/"):
            moved.append((pointer, text))
            continue
        number, below = 0, pointer[len(origin) + 1 :]
        if several:
            place, _, below = below.partition("/")
            number = int(place)
        if below.partition("/")[0] in taken[number]:
            moved.append((f"{origin.removesuffix('<<')}{below}", text))
    return moved


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _height(value: Any) -> int:
    """Return how many levels of lists and mappings ``value`` has, itself included."""
    height = 0
    level = [value]
    while level := [inner for inner in level if isinstance(inner, dict | list)]:
        height += 1
        level = [child for inner in level for child in _children(inner)]
    return height


def copy_of(value: Any) -> Any:
    """Return ``value`` with lists and mappings of its own, so that nobody shares them."""
    top: list[Any] = []
    unfinished: list[tuple[Any, Any]] = [([value], top)]
    while unfinished:
        source, target = unfinished.pop()
        pairs = source.items() if isinstance(source, dict) else enumerate(source)
        for key, inner in pairs:
            copied: Any = inner
            if isinstance(inner, dict | list):
                copied = type(inner)()
                unfinished.append((inner, copied))
            if isinstance(target, dict):
                target[key] = copied
            else:
                target.append(copied)
    return top[0]
