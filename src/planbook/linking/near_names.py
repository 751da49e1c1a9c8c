"""Near misses of ids: a name or title where an id belongs, another writing of it, a slip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from planbook.diagnostics.suggestions import closest, folded
from planbook.language import Text

Known: TypeAlias = tuple[str, Text]
"""A reference as a field may write it, and what is called so: a title by language."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a wrong reference probably stands for.

    ``by`` says why: it is the ``name`` of each of ``references``, or their ``spelling`` is near.
    """

    references: tuple[str, ...] = ()
    by: Literal["name", "spelling"] = "spelling"


@dataclass(frozen=True)
class NearNames:
    """All that one field may refer to, by id and by name."""

    known: tuple[Known, ...] = ()
    _kept: dict[str, Meant] = field(default_factory=dict, compare=False)

    def find(self, written: str) -> Meant:
        """Return what ``written`` probably stands for, where it is no reference itself."""
        if written not in self._kept:
            self._kept[written] = self._find(written)
        return self._kept[written]

    @property
    def references(self) -> tuple[str, ...]:
        """All that may be written."""
        return tuple(reference for reference, _ in self.known)

    def _find(self, written: str) -> Meant:
        wanted = folded(written)
        if not wanted:
            return Meant()
        named = self._by_name.get(wanted)
        if named:
            return Meant(tuple(sorted(named)), "name")
        spelt = self._by_spelling.get(wanted)
        if spelt:
            return Meant(tuple(sorted(spelt)))
        near = closest(written, self.references) or closest(wanted, self._by_spelling)
        if near is not None:
            found = self._by_spelling.get(folded(near), {near})
            return Meant((near,) if near in found else tuple(sorted(found)))
        near = closest(wanted, self._by_name)
        return Meant(tuple(sorted(self._by_name[near])) if near is not None else ())

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        return _table(
            (words, reference)
            for reference, title in self.known
            for words in title.values()
            # A document is linked whatever is wrong with it; its title may hold anything.
            if isinstance(words, str)
        )

    @cached_property
    def _by_spelling(self) -> dict[str, set[str]]:
        return _table((reference, reference) for reference in self.references)


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for words, reference in pairs:
        name = folded(words)
        if name:
            table.setdefault(name, set()).add(reference)
    return table
