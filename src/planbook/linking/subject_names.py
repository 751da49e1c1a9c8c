"""Subjects in tables: a spreadsheet names people and partners by name, documents by id."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from planbook.diagnostics.suggestions import closest
from planbook.language import Text
from planbook.model.document import Document, Key
from planbook.model.field import Field, Kinds
from planbook.model.reference import Mention, candidates, split_reference
from planbook.model.settings import Settings

_CHINESE_NAME: Final = 2
"""Of so few characters one in two differs where it was mistaken for another of its sound."""


class SubjectNames:
    """Who is called what, in any language: names and titles, and ids.

    Case, width and doubled spaces make no difference. Where nobody is called so, spaces make none
    at all, and an id may be written in capital letters.
    """

    def __init__(self, documents: Iterable[Document], settings: Settings) -> None:
        self._keys: set[Key] = set()
        self._named: dict[str, set[Key]] = defaultdict(set)
        self._loosely: dict[str, set[Key]] = defaultdict(set)
        self._ids: dict[str, set[Key]] = defaultdict(set)
        self._words: dict[str, str] = {}
        for document in documents:
            self._add(document.key, document.title)
        vocabulary = settings.vocabulary
        for kind, terms in (
            ("territory", vocabulary.territories),
            ("product_line", vocabulary.product_lines),
        ):
            for term in terms:
                self._add(Key(kind, term.id), term.title)

    def _add(self, key: Key, title: Text) -> None:
        self._keys.add(key)
        self._ids[key.id].add(key)
        for words in title.values():
            # A document is linked whatever is wrong with it; its title may hold anything.
            if isinstance(words, str):
                self._named[_folded(words)].add(key)
                self._loosely[_folded(words).replace(" ", "")].add(key)
                self._words.setdefault(_folded(words), words)

    def find(self, written: str, kinds: tuple[str, ...]) -> tuple[Key, ...]:
        """Return whom ``written`` may mean among ``kinds`` where it is no id, smallest first.

        ``territory:华东`` is looked for among the territories alone.
        """
        if self._keys.intersection(candidates(Mention("", "", written, kinds))):
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
        alike = self._keys.intersection(candidates(Mention("", "", key.id, kinds)))
        return key.id if len(alike) == 1 else str(key)


def name_subjects(
    documents: Iterable[Document], kinds: Kinds, names: SubjectNames
) -> Iterator[Document]:
    """Yield ``documents`` with ids in their tables' rows where names were written."""
    for document in documents:
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
        yield replace(document, values=values) if document.origin.tables else document


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


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
