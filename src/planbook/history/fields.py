"""One document in two revisions, field by field: what differs, by the names of its schema."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from planbook.history.matching import aligned, identities_of, match_entries
from planbook.history.units import Origin
from planbook.history.values import Listing, Value, key_of, label_of, value_of
from planbook.language import Text
from planbook.model.document import Document, Key
from planbook.model.field import Field
from planbook.model.reference import NAME_KINDS
from planbook.periods import parse_period

ELSEWHERE: Final = frozenset({"kind", "id", "audience", "state"})
"""What every document has, and what is told of the document as a whole."""

# Lists that mean something only together: the steps of a scheme.
_TOGETHER: Final = frozenset({("incentive", "/tiers")})
# Where a metric's figures are read from; the figures themselves are compared.
_PLACES: Final = frozenset({"/data", "/columns", "/targets_data"})


class Side(msgspec.Struct, frozen=True):
    """A document in one revision: as the edition sees it, and as it is written."""

    seen: Document
    written: Document
    origin: Origin


class Step(msgspec.Struct, frozen=True):
    """A step on the way to a field: its title, and which entry of a list it stands in."""

    label: Text
    entry: tuple[Value, ...] = ()


class FieldChange(msgspec.Struct, frozen=True):
    """One field that differs. ``before`` or ``after`` is None where it was added or removed.

    ``path`` has no positions (``/checkins[]/value``). ``entry_before`` and ``entry_after`` are the
    nearest entries of a list that it stands in, as they are written; ``raw_before`` and
    ``raw_after`` the values. A change of a whole list of plain values holds what came and went.
    """

    path: str
    steps: tuple[Step, ...]
    before: Value | None
    after: Value | None
    raw_before: Any = None
    raw_after: Any = None
    entry_before: Mapping[str, Any] = msgspec.field(default_factory=dict)
    entry_after: Mapping[str, Any] = msgspec.field(default_factory=dict)


class _At(msgspec.Struct, frozen=True):
    """Where the comparison stands."""

    path: str = ""
    steps: tuple[Step, ...] = ()
    is_restricted: bool = False
    entry_before: Mapping[str, Any] = msgspec.field(default_factory=dict)
    entry_after: Mapping[str, Any] = msgspec.field(default_factory=dict)

    def below(self, name: str, below: Field, *, is_named: bool) -> _At:
        label = label_of(below, name) if is_named else {"": name}
        return replace(
            self,
            path=f"{self.path}/{name}",
            steps=(*self.steps, Step(label)),
            is_restricted=self.is_restricted or below.audience is not None,
        )


def compare_documents(
    before: Side, after: Side, renamed: Mapping[Key, Key]
) -> Iterator[FieldChange]:
    """Yield what differs between two revisions of a document, in the order of its schema.

    A value is told only where the edition sees the field in both. What became visible or went out
    of sight without being written anew is no change. ``renamed`` are the documents that have
    another id now, by their former key.
    """
    kind = after.origin.handbook.kinds[after.seen.kind]
    return compare_values(before, after, kind.field, renamed)


def compare_values(
    before: Side, after: Side, field: Field, renamed: Mapping[Key, Key] = MappingProxyType({})
) -> Iterator[FieldChange]:
    """Yield the same where the document is described by ``field``."""
    comparison = _Comparison(before.origin, after.origin, renamed)
    return comparison.mappings(
        before.seen.values, after.seen.values, before.written.values, after.written.values,
        field, _At(),
    )  # fmt: skip


class _Comparison:
    def __init__(self, before: Origin, after: Origin, renamed: Mapping[Key, Key]) -> None:
        self._before = before
        self._after = after
        self._renamed = renamed

    def mappings(
        self,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        all_before: Mapping[str, Any],
        all_after: Mapping[str, Any],
        field: Field,
        at: _At,
    ) -> Iterator[FieldChange]:
        known = [name for name in field.properties if name in before or name in after]
        others = [name for name in (*before, *after) if name not in field.properties]
        for name in (*known, *dict.fromkeys(others)):
            below = field.properties.get(name, field.keys)
            if below is None or (not at.path and name in ELSEWHERE):
                continue
            place = at.below(str(name), below, is_named=name in field.properties)
            if place.path in _PLACES and self._after.key.kind == "metric":
                continue
            yield from self._values(
                before.get(name), after.get(name), all_before.get(name), all_after.get(name),
                below, place, before, after,
            )  # fmt: skip

    def _values(
        self,
        before: Any,
        after: Any,
        all_before: Any,
        all_after: Any,
        field: Field,
        at: _At,
        around_before: Mapping[str, Any],
        around_after: Mapping[str, Any],
    ) -> Iterator[FieldChange]:
        if before == after or all_before == all_after:
            return
        if self._is_out_of_sight(before, all_before, at) or self._is_out_of_sight(
            after, all_after, at
        ):
            return
        if field.type == "free" and isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self._free(before, after, field, at)
            return
        together = (self._after.key.kind, at.path) in _TOGETHER
        if field.type == "list" and _are_lists(before, after) and not together:
            element = field.element
            if element is not None:
                yield from self._lists(
                    before or (), after or (), all_before or (), all_after or (),
                    element, at, around_before, around_after,
                )  # fmt: skip
            return
        if field.type == "mapping" and isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self.mappings(
                before, after,
                all_before if isinstance(all_before, Mapping) else {},
                all_after if isinstance(all_after, Mapping) else {},
                field, at,
            )  # fmt: skip
            return
        if self._canonical_before(before, field) == self._canonical_after(after, field):
            return
        yield self._change(before, after, field, at, around_before, around_after)

    def _is_out_of_sight(self, seen: Any, written: Any, at: _At) -> bool:
        """Return whether there is a value that this edition must not know of."""
        return seen is None and written is not None and at.is_restricted

    def _change(
        self,
        before: Any,
        after: Any,
        field: Field,
        at: _At,
        around_before: Mapping[str, Any],
        around_after: Mapping[str, Any],
    ) -> FieldChange:
        return FieldChange(
            at.path,
            at.steps,
            value_of(before, field, at.path, self._before, around_before),
            value_of(after, field, at.path, self._after, around_after),
            before,
            after,
            at.entry_before,
            at.entry_after,
        )

    def _free(
        self, before: Mapping[str, Any], after: Mapping[str, Any], field: Field, at: _At
    ) -> Iterator[FieldChange]:
        """Yield what differs among an author's own fields, which have no schema."""
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                place = at.below(str(name), field, is_named=False)
                yield self._change(before.get(name), after.get(name), field, place, before, after)

    def _lists(
        self,
        before: Any,
        after: Any,
        all_before: Any,
        all_after: Any,
        element: Field,
        at: _At,
        around_before: Mapping[str, Any],
        around_after: Mapping[str, Any],
    ) -> Iterator[FieldChange]:
        old = [self._canonical_before(one, element) for one in before]
        new = [self._canonical_after(one, element) for one in after]
        matched = match_entries(old, new, element)
        # Of what the edition sees on one side alone, the whole list of the other side tells
        # whether it is new, or was out of sight.
        hidden_before = self._unseen(before, all_before, element, self._canonical_before)
        hidden_after = self._unseen(after, all_after, element, self._canonical_after)
        removed = [one for one in matched.removed if not hidden_after.holds(old[one])]
        added = [one for one in matched.added if not hidden_before.holds(new[one])]
        if element.type != "mapping":
            yield from self._plain_entries(before, after, removed, added, element, at)
            return
        whole_before = list(aligned(before, all_before, element))
        whole_after = list(aligned(after, all_after, element))
        restricted = at.is_restricted or element.audience is not None
        for earlier, later in matched.pairs:
            if old[earlier] == new[later]:
                continue
            one, other = before[earlier], after[later]
            place = replace(
                at,
                path=f"{at.path}[]",
                steps=(
                    *at.steps[:-1],
                    replace(at.steps[-1], entry=self._named(other, element, at)),
                ),
                is_restricted=restricted,
                entry_before=one,
                entry_after=other,
            )
            yield from self.mappings(
                one, other,
                whole_before[earlier] or one, whole_after[later] or other,
                element, place,
            )  # fmt: skip
        place = replace(at, path=f"{at.path}[]")
        for position in removed:
            entry = before[position]
            gone = replace(place, entry_before=entry)
            yield self._change(entry, None, element, gone, around_before, around_after)
        for position in added:
            entry = after[position]
            come = replace(place, entry_after=entry)
            yield self._change(None, entry, element, come, around_before, around_after)

    def _plain_entries(
        self,
        before: Any,
        after: Any,
        removed: list[int],
        added: list[int],
        element: Field,
        at: _At,
    ) -> Iterator[FieldChange]:
        """Yield what came to a list of plain values, and what went, as one change."""
        if not removed and not added:
            return
        gone, come = [before[one] for one in removed], [after[one] for one in added]
        path = f"{at.path}[]"
        told_gone = [value_of(one, element, path, self._before, {}) for one in gone]
        told_come = [value_of(one, element, path, self._after, {}) for one in come]
        yield FieldChange(
            path,
            at.steps,
            Listing(tuple(one for one in told_gone if one is not None)) if told_gone else None,
            Listing(tuple(one for one in told_come if one is not None)) if told_come else None,
            gone,
            come,
            at.entry_before,
            at.entry_after,
        )

    def _named(self, entry: Mapping[str, Any], element: Field, at: _At) -> tuple[Value, ...]:
        """Return what an entry goes by: its title, its date, whose it is."""
        for identity in identities_of(element):
            if entry.get(identity[0]) is None or identity == ("id", "title"):
                continue
            names = ("title",) if "title" in entry else identity
            told = (
                value_of(entry.get(name), element.properties[name], f"{at.path}[]/{name}",
                         self._after, entry)
                for name in names
            )  # fmt: skip
            return tuple(one for one in told if one is not None)
        return ()

    def _unseen(
        self, seen: Any, written: Any, element: Field, canonical: Callable[[Any, Field], Hashable]
    ) -> _Unseen:
        if len(seen) == len(written):
            return _Unseen()
        kept = {canonical(one, element) for one in seen}
        others = (canonical(one, element) for one in written)
        entries = frozenset(one for one in others if one not in kept)
        names = next(iter(identities_of(element)), ()) if element.type == "mapping" else ()
        return _Unseen(entries, names, frozenset(_part(one, names) for one in entries))

    def _canonical_before(self, value: Any, field: Field) -> Hashable:
        return _canonical(value, field, self._before, self._renamed)

    def _canonical_after(self, value: Any, field: Field) -> Hashable:
        return _canonical(value, field, self._after, {})


class _Unseen(msgspec.Struct, frozen=True):
    """The entries of a list that the edition does not see, in comparable form.

    ``identities`` are what they go by, by the properties ``names``.
    """

    entries: frozenset[Hashable] = frozenset()
    names: tuple[str, ...] = ()
    identities: frozenset[Hashable] = frozenset()

    def holds(self, entry: Hashable) -> bool:
        """Return whether ``entry``, seen in the other revision, is one of them."""
        if not self.entries:
            return False
        return entry in self.entries or (
            bool(self.names) and _part(entry, self.names) in self.identities
        )


def _part(entry: Hashable, names: tuple[str, ...]) -> Hashable:
    values = dict(entry) if isinstance(entry, tuple) else {}
    return tuple(values.get(name) for name in names)


def _are_lists(before: Any, after: Any) -> bool:
    return all(one is None or isinstance(one, list | tuple) for one in (before, after))


def _canonical(
    value: Any, field: Field | None, origin: Origin, renamed: Mapping[Key, Key]
) -> Hashable:
    """Return ``value`` in a form that is equal where two revisions mean the same."""
    if field is not None and field.type == "period":
        return _period(value, origin)
    if isinstance(value, Mapping):
        properties = field.properties if field is not None else {}
        keys = field.keys if field is not None else None
        return tuple(
            sorted(
                (
                    (str(name), _canonical(one, properties.get(name, keys), origin, renamed))
                    for name, one in value.items()
                ),
                key=itemgetter(0),
            )
        )
    if isinstance(value, list | tuple):
        element = field.element if field is not None else None
        return tuple(_canonical(one, element, origin, renamed) for one in value)
    if field is not None and field.refs and field.refs[0] not in NAME_KINDS:
        key = key_of(value, field.refs, origin)
        return renamed.get(key, key) if isinstance(key, Key) else key
    if isinstance(value, bool):
        return ("yes", value)
    if isinstance(value, str):
        return value.strip()
    return value if isinstance(value, Hashable) else str(value)


def _period(value: Any, origin: Origin) -> Hashable:
    period = parse_period(value, origin.handbook.settings.fiscal_year)
    return (period.start, period.end) if period is not None else str(value)
