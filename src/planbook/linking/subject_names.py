"""Subjects in tables: a spreadsheet names people and partners by name, documents by id."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from planbook.diagnostics.suggestions import closest
from planbook.model.document import Document, Key
from planbook.model.field import Field, Kinds
from planbook.model.reference import keys_named, split_reference
from planbook.model.settings import Settings

_CHINESE_NAME: Final = 2
"""Of so few characters one in two differs where it was mistaken for another of its sound."""


class SubjectNames:
    """Who is called what, in any language: names and titles, and ids.

    Case, width and doubled spaces make no difference. Where nobody is called so, spaces make none
    at all, and an id may be written in capital letters.
    """

    def __init__(self, documents: Iterable[Document], settings: Settings) -> None:
        vocabulary = settings.vocabulary
        self._titles = [(document.key, document.title) for document in documents]
        self._titles += [
            (Key(kind, term.id), term.title)
            for kind, terms in (
                ("territory", vocabulary.territories),
                ("product_line", vocabulary.product_lines),
            )
            for term in terms
        ]

    @cached_property
    def _keys(self) -> frozenset[Key]:
        return frozenset(key for key, _ in self._titles)

    @cached_property
    def _ids(self) -> Mapping[str, set[Key]]:
        ids: dict[str, set[Key]] = defaultdict(set)
        for key in self._keys:
            ids[key.id].add(key)
        return ids

    @cached_property
    def _named(self) -> Mapping[str, set[Key]]:
        named: dict[str, set[Key]] = defaultdict(set)
        for key, title in self._titles:
            # A document is linked whatever is wrong with it; its title may hold anything.
            for words in filter(_is_text, title.values()):
                named[_folded(words)].add(key)
        return named

    @cached_property
    def _loosely(self) -> Mapping[str, set[Key]]:
        loosely: dict[str, set[Key]] = defaultdict(set)
        for words, keys in self._named.items():
            loosely[words.replace(" ", "")] |= keys
        return loosely

    @cached_property
    def _words(self) -> Mapping[str, str]:
        words_of: dict[str, str] = {}
        for _, title in self._titles:
            for words in filter(_is_text, title.values()):
                words_of.setdefault(_folded(words), words)
        return words_of

    def find(self, written: str, kinds: tuple[str, ...]) -> tuple[Key, ...]:
        """Return whom ``written`` may mean among ``kinds`` where it is no id, smallest first.

        ``territory:华东`` is looked for among the territories alone.
        """
        if self._keys.intersection(keys_named(written, kinds)):
            return ()
        folded = _folded(written)
        prefix, name = split_reference(folded)
        if prefix is not None and prefix.strip() in kinds:
            folded, kinds = name.strip(), (prefix.strip(),)
        tables = ((self._named, folded), (self._loosely, folded.replace(" ", "")))
        for known, words in (*tables, (self._ids, folded)):
            found = sorted(key for key in known.get(words, ()) if key.kind in kinds)
            if found:
                return tuple(found)
        return ()

    def nearest(self, written: str, kinds: tuple[str, ...]) -> str | None:
        """Return the name or id among ``kinds`` that ``written`` probably misspells, or None."""
        known = {
            words: self._words[words]
            for words, keys in self._named.items()
            if len([key for key in keys if key.kind in kinds]) == 1
        }
        known.update({key.id: key.id for key in sorted(self._keys) if key.kind in kinds})
        folded = _folded(written)
        meant = closest(folded, known)
        if meant is None and len(folded) == _CHINESE_NAME and not folded.isascii():
            alike = [words for words in known if _differ_in_one(words, folded)]
            meant = alike[0] if len(alike) == 1 else None
        return known[meant] if meant is not None else None

    def reference_to(self, key: Key, kinds: tuple[str, ...]) -> str:
        """Return how a field of ``kinds`` refers to ``key``: by its id where that is enough."""
        alike = self._keys.intersection(keys_named(key.id, kinds))
        return key.id if len(alike) == 1 else str(key)


def name_subjects(
    documents: Iterable[Document], kinds: Kinds, names: SubjectNames
) -> Iterator[Document]:
    """Yield ``documents`` with ids in their tables' rows where names were written."""
    for document in documents:
        if not document.origin.tables:
            yield document
            continue
        values = dict(document.values)
        for rows, field in subject_fields(document, kinds):
            meant: dict[str, str] = {}
            values[rows] = replaced = [*document.values[rows]]
            for position, row in enumerate(replaced):
                written = row["subject"]
                if written not in meant:
                    found = names.find(written, field.refs)
                    one = len(found) == 1
                    meant[written] = names.reference_to(found[0], field.refs) if one else written
                if meant[written] != written:
                    replaced[position] = {**row, "subject": meant[written]}
        yield replace(document, values=values)


def subject_fields(document: Document, kinds: Kinds) -> Iterator[tuple[str, Field]]:
    """Yield the properties that are rows of a table, each with the field of its subjects."""
    properties: Mapping[str, Field] = kinds[document.kind].field.properties
    for rows, _ in document.origin.tables:
        element = properties[rows].element
        field = element.properties.get("subject") if element is not None else None
        if field is not None and isinstance(document.values.get(rows), list):
            yield rows, field


def _differ_in_one(one: str, other: str) -> bool:
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and sum(left != right for left, right in pairs) == 1


def _is_text(words: object) -> bool:
    return isinstance(words, str)


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
