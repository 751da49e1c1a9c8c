"""Near misses of ids: a name or title where an id belongs, another writing of it, a slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeAlias

import msgspec

from planbook.diagnostics.suggestions import closest, folded
from planbook.language import Text

Known: TypeAlias = tuple[str, Text]
"""A reference as a field may write it, and what is called so: a title by language."""


class Meant(msgspec.Struct, frozen=True):
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

    def named(self, written: str) -> tuple[str, ...]:
        """Return what is called exactly so, case, width and spaces apart."""
        return tuple(sorted(self._by_name.get(folded(written[:_READ]), ())))

    @property
    def references(self) -> tuple[str, ...]:
        """All that may be written."""
        return tuple(reference for reference, _ in self.known)

    def _find(self, written: str) -> Meant:
        wanted = folded(written[:_READ])
        if not wanted:
            return Meant()
        named = self.named(written)
        if named:
            return Meant(named, "name")
        spelt = self._by_spelling.get(wanted)
        if spelt:
            return Meant(tuple(sorted(spelt)))
        near = closest(wanted, self._alike_spellings.to(wanted))
        if near is not None:
            return Meant(tuple(sorted(self._by_spelling[near])))
        near = closest(wanted, self._alike_names.to(wanted))
        return Meant(tuple(sorted(self._by_name[near])) if near is not None else ())

    @cached_property
    def _alike_spellings(self) -> _Alike:
        return _Alike.among(self._by_spelling)

    @cached_property
    def _alike_names(self) -> _Alike:
        return _Alike.among(self._by_name)

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


@dataclass(frozen=True)
class _Alike:
    """Words by the pairs of characters in them.

    To compare a word with every other one takes a hundredth of a second in a large project, and
    nobody knows how many wrong ones there are. Only those that share the most pairs are.
    """

    words_with: dict[str, list[str]]

    @classmethod
    def among(cls, words: Iterable[str]) -> _Alike:
        table: dict[str, list[str]] = {}
        for word in words:
            for pair in _pairs(word):
                table.setdefault(pair, []).append(word)
        return cls(table)

    def to(self, word: str) -> tuple[str, ...]:
        """Return the words that are most like ``word``, in no order of their own."""
        shared = Counter(other for pair in _pairs(word) for other in self.words_with.get(pair, ()))
        return tuple(other for other, _ in shared.most_common(_COMPARED))


def _pairs(word: str) -> set[str]:
    padded = f" {word[:_READ]} "
    return {padded[place : place + 2] for place in range(len(padded) - 1)}


_COMPARED: Final = 20
_READ: Final = 100


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for words, reference in pairs:
        name = folded(words)
        if name:
            table.setdefault(name, set()).add(reference)
    return table
