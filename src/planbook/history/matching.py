"""Which entry of a list became which: by what tells them apart, never by their position."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Final, TypeAlias

import msgspec

from planbook.model.field import Field

Identity: TypeAlias = tuple[str, ...]
"""The properties that together tell the entries of a list apart."""

_LEADS: Final = ("id", "person", "dimension", "criterion", "metric", "goal", "title", "competency")
_TIMES: Final = ("period", "date", "due", "from", "until")
_OTHERS: Final[tuple[Identity, ...]] = (
    ("type", "where"), ("when", "kind"), ("up_to",), ("name",), ("kind",), ("type",), ("url",),
)  # fmt: skip
# Whoever is judged once a day, or read once a period, is another entry on another day.
_ONLY_TOGETHER: Final[tuple[Identity, ...]] = (
    ("date", "subject"),
    ("period", "subject"),
    ("competency", "date"),
)
_BY_POSITION: Final = 50
"""Entries without anything to tell them apart are compared in their order, if so few."""


class Matched(msgspec.Struct, frozen=True):
    """The entries of two lists, by position: those that belong together, and the others."""

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def identities_of(element: Field) -> tuple[Identity, ...]:
    """Return by what to look for an entry of a list, the surest first."""
    has = element.properties.__contains__
    if not has("title"):
        for together in _ONLY_TOGETHER:
            if all(map(has, together)):
                return (together,)
    lead = next(filter(has, _LEADS), None)
    times = tuple(filter(has, _TIMES))
    found: list[Identity] = []
    if lead is not None:
        if times:
            found.append((lead, *times))
        if has("subject"):
            found.append((lead, "subject"))
        found += [(lead, time) for time in times]
        found.append((lead,))
        if lead == "id" and has("title"):
            found.append(("title",))
    if lead in (None, "title"):
        found += [(time,) for time in times]
    if lead is None:
        found += [one for one in _OTHERS if all(map(has, one))]
    return tuple(dict.fromkeys(found))


def match_entries(before: Sequence[Hashable], after: Sequence[Hashable], element: Field) -> Matched:
    """Return which entries of ``before`` and ``after``, in comparable form, belong together.

    Equal entries go first, whatever their order; then those that one of the identities tells
    apart; what is left of lists without an identity goes by position.
    """
    pairs: list[tuple[int, int]] = []
    old = dict.fromkeys(range(len(before)))
    new = dict.fromkeys(range(len(after)))

    def pair(key: Callable[[Hashable], Hashable]) -> None:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for position in new:
            found = key(after[position])
            if found is not None:
                waiting[found].append(position)
        for position in tuple(old):
            found = key(before[position])
            if found is not None and waiting.get(found):
                partner = waiting[found].popleft()
                pairs.append((position, partner))
                del old[position], new[partner]

    pair(lambda entry: entry)
    identities = identities_of(element) if element.type == "mapping" else ()
    for identity in identities:
        if not old or not new:
            break
        pair(partial(_identity, names=identity))
    # Steps of pay follow each other, and their limits are what is changed.
    in_order = element.type == "mapping" and (not identities or ("up_to",) in identities)
    if in_order and len(old) == len(new) <= _BY_POSITION:
        pairs += zip(old, new, strict=True)
        old, new = {}, {}
    return Matched(tuple(sorted(pairs, key=itemgetter(1))), tuple(old), tuple(new))


def _identity(entry: Hashable, names: Identity) -> Hashable:
    """Return what tells ``entry`` apart; None where it has none of it."""
    if not isinstance(entry, tuple):
        return None
    values = dict(entry)
    return tuple(values.get(name) for name in names) if values.get(names[0]) is not None else None


def aligned(seen: Sequence[Any], written: Sequence[Any], element: Field) -> Iterator[Any]:
    """Yield for each entry that an edition sees the whole one that it was cut from, or None.

    An edition's list is the written one without some entries, in the same order.
    """
    if len(seen) == len(written):
        yield from written
        return
    identities = identities_of(element) if element.type == "mapping" else ()
    at = 0
    for entry in seen:
        while at < len(written) and not _is_cut_of(entry, written[at], identities):
            at += 1
        yield written[at] if at < len(written) else None
        at += 1


def _is_cut_of(seen: Any, written: Any, identities: Sequence[Identity]) -> bool:
    if seen == written:
        return True
    if not (isinstance(seen, dict) and isinstance(written, dict)):
        return False
    names = {name for identity in identities for name in identity if name in seen}
    return bool(names) and all(seen[name] == written.get(name) for name in names)
