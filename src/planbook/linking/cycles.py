"""Chains that bite their own tail: managers, objectives and goals, teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from planbook.model.document import Key
from planbook.model.handbook import Handbook


class Chain(msgspec.Struct, frozen=True):
    """Fields that lead from one document to another and never back: (kind, field) pairs.

    ``variant`` names the words of the finding that fit what the chain means.
    """

    fields: frozenset[tuple[str, str]]
    variant: str = ""


CHAINS: Final = (
    Chain(frozenset({("person", "/manager")})),
    Chain(frozenset({("team", "/parent")})),
    Chain(frozenset({("objective", "/supports"), ("goal", "/relevant/supports")})),
    Chain(frozenset({("goal", "/result/successor")}), "successor"),
    Chain(frozenset({("metric", "/across/mean_by")}), "weights"),
)
"""The relations that must not come back to where they began."""

_CHAINS_BY_FIELD: Final[Mapping[str, Mapping[str, Chain]]] = {
    kind: {path: chain for chain in CHAINS for of, path in chain.fields if of == kind}
    for kind in sorted({of for chain in CHAINS for of, _ in chain.fields})
}


def cycles_in(handbook: Handbook) -> Iterator[tuple[Chain, tuple[Key, ...]]]:
    """Yield every circle and its chain, smallest key first, the first not repeated at the end.

    One circle for each strongly connected set of documents, in linear time (Tarjan, 1972).
    """
    steps: dict[Chain, dict[Key, list[Key]]] = {chain: defaultdict(list) for chain in CHAINS}
    for source, references in handbook.references.items():
        fields = _CHAINS_BY_FIELD.get(source.kind, {})
        for reference in references if fields else ():
            chain = fields.get(reference.path)
            if chain is not None:
                steps[chain][source].append(reference.target)
    for chain, edges in steps.items():
        for component in _components(edges):
            yield chain, _circle(component, edges)


def _components(edges: Mapping[Key, list[Key]]) -> Iterator[frozenset[Key]]:
    """Yield the sets of documents that all lead to each other. Iterative: chains may be long."""
    order: dict[Key, int] = {}
    lowest: dict[Key, int] = {}
    stack: list[Key] = []
    on_stack: set[Key] = set()
    for root in edges:
        if root in order:
            continue
        order[root] = lowest[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        path = [(root, iter(edges.get(root, ())))]
        while path:
            current, targets = path[-1]
            for target in targets:
                if target not in order:
                    order[target] = lowest[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    path.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    lowest[current] = min(lowest[current], order[target])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[current])
                if lowest[current] == order[current]:
                    component = set()
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.add(member)
                        if member == current:
                            break
                    if len(component) > 1 or current in edges.get(current, ()):
                        yield frozenset(component)


def _circle(component: frozenset[Key], edges: Mapping[Key, list[Key]]) -> tuple[Key, ...]:
    """Return a shortest circle through the smallest key of a component (breadth first)."""
    start = min(component)
    came_from: dict[Key, Key] = {}
    frontier = [start]
    while frontier:
        following = []
        for current in frontier:
            for target in edges.get(current, ()):
                if target == start:
                    circle = [current]
                    while circle[-1] != start:
                        circle.append(came_from[circle[-1]])
                    return tuple(reversed(circle))
                if target in component and target not in came_from:
                    came_from[target] = current
                    following.append(target)
        frontier = following
    return (start,)
