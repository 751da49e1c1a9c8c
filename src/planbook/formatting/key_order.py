"""The order of a mapping's keys, as its schema has it.

The order means nothing to planbook; but an alias must stand below its anchor, and what `<<`
brings depends on what stands around it: there the author's order is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.formatting.syntax_tree import Entry, SyntaxValue
from planbook.model.field import Field

_FIRST: Final = ("kind", "id", "title")


def sort_keys(root: SyntaxValue, field: Field, *, has_anchors: bool) -> None:
    """Put the entries of every mapping in ``root``, a document, in the order of ``field``."""
    _sort(root, field, _FIRST, has_anchors=has_anchors)


def _sort(
    value: SyntaxValue, field: Field | None, first: tuple[str, ...] = (), *, has_anchors: bool
) -> None:
    if field is None:
        return
    if value.type == "sequence" or (value.type == "flow" and not value.mapping):
        for entry in value.entries:
            _sort(entry.value, field.element, has_anchors=has_anchors)
        return
    if not value.entries:
        return
    if field.type == "list" and field.element is not None:
        field = field.element  # one entry of a list, written without the list
    for entry in value.entries:
        below = field.properties.get(entry.name, field.keys)
        _sort(entry.value, below, has_anchors=has_anchors)
    ordered = _ordered(value, field, first)
    if has_anchors and ordered is not value.entries and not _may_stand_so(value.entries, ordered):
        return
    value.entries = ordered


def _ordered(value: SyntaxValue, field: Field, first: tuple[str, ...]) -> list[Entry]:
    names = [name for name in first if name in field.properties]
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys([*names, *field.properties]))}
    entries = value.entries
    if (
        not ranks
        or not value.one_line
        or any(entry.key is None or entry.name == "<<" for entry in entries)
    ):
        return entries
    return sorted(entries, key=lambda entry: ranks.get(entry.name, len(ranks)))


def _may_stand_so(before: list[Entry], after: list[Entry]) -> bool:
    """Return whether every alias in ``after`` stands for what it stands for in ``before``."""
    users: dict[str, list[int]] = {}
    defined: set[str] = set()
    for at, entry in enumerate(before):
        for name, defines in _anchors_in(entry):
            places = users.setdefault(name, [])
            if at not in places[-1:]:
                places.append(at)
            if defines:
                defined.add(name)
    now = {id(entry): at for at, entry in enumerate(after)}
    for name in defined:
        places = [now[id(before[at])] for at in users[name]]
        if places != sorted(places):
            return False
    return True


def _anchors_in(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield the anchors and aliases in ``entry``, and of each whether it is an anchor."""
    values = [value for value in (entry.key, entry.value) if value is not None]
    while values:
        value = values.pop()
        for written in value.properties:
            if written.anchor is not None:
                yield written.anchor, True
        if value.type == "alias":
            yield value.name, False
        for below in value.entries:
            values += [one for one in (below.key, below.value) if one is not None]
