"""Who holds what: the territories by product lines that people's scopes come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.person import Person, Scope

Cell: TypeAlias = tuple[Key, Key]
"""A product line in a territory: the key of the territory, then that of the product line."""

Holders: TypeAlias = Mapping[Cell, Sequence[Key]]


def holders_in(handbook: Handbook, people: Iterable[Key]) -> Holders:
    """Return who of ``people`` holds each (territory, product line)."""
    holders: dict[Cell, list[Key]] = defaultdict(list)
    for key in people:
        person = handbook.find(Person, key.id)
        if person is not None and person.scope is not None:
            for cell in cells_of(person.scope, handbook):
                holders[cell].append(key)
    return dict(holders)


def cells_of(scope: Scope, handbook: Handbook) -> Iterator[Cell]:
    """Yield each (territory, product line) of ``scope``.

    A scope that names only territories holds all product lines there, and the other way round.
    """
    if not (scope.territories or scope.product_lines):
        return
    for territory in scope.territories or terms_of(handbook, "territory"):
        for line in scope.product_lines or terms_of(handbook, "product_line"):
            yield territory, line


def terms_of(handbook: Handbook, kind: str) -> tuple[Key, ...]:
    """Return the territories or the product lines of planbook.yaml, in their order there."""
    vocabulary = handbook.settings.vocabulary
    terms = vocabulary.territories if kind == "territory" else vocabulary.product_lines
    return tuple(Key(kind, term.id) for term in terms)
