"""A tree that has room on a page: the nearest branches first, and how many are left out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from planbook.model.document import Key

_DEEPEST = 6


class Branch(msgspec.Struct, frozen=True):
    """One twig of a tree, and what is shown below it. ``left_out`` counts what is not."""

    key: Key
    below: tuple[Branch, ...] = ()
    left_out: int = 0


@dataclass(eq=False)
class _Growing:
    key: Key
    path: frozenset[Key]
    below: list[_Growing] = field(default_factory=list)
    left_out: int = 0

    def grown(self) -> Branch:
        return Branch(self.key, tuple(one.grown() for one in self.below), self.left_out)


def grow(
    roots: Iterable[Key], below: Callable[[Key], Sequence[Key]], *, room: int, width: int
) -> tuple[Branch, ...]:
    """Return the trees of ``roots``: at most ``room`` nodes below them, ``width`` below each.

    What is near to a root comes before what is far from it. Nothing stands below itself, and
    nothing is shown deeper than a page can be read.
    """
    trees = [_Growing(key, frozenset((key,))) for key in roots]
    waiting = deque(trees)
    while waiting:
        twig = waiting.popleft()
        keys = [key for key in below(twig.key) if key not in twig.path]
        shown = keys[: min(width, room)] if len(twig.path) < _DEEPEST else []
        room -= len(shown)
        twig.below = [_Growing(key, twig.path | {key}) for key in shown]
        twig.left_out = len(keys) - len(shown)
        waiting.extend(twig.below)
    return tuple(tree.grown() for tree in trees)
