"""A handbook as it was, in front of the one of today: only what was another is made anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Generic, TypeVar, cast

from msgspec.structs import replace

from planbook.markup.parser import MarkdownReader
from planbook.model.document import Document, Key
from planbook.model.field import Kinds
from planbook.model.handbook import Handbook, face_of, finder, references_of, vocabulary_of
from planbook.model.record import Record
from planbook.model.reference import Reference
from planbook.model.settings import Settings

V = TypeVar("V")


class Layer(Mapping[Key, V], Generic[V]):
    """Entries of some keys, made when somebody asks, in front of those that stay as they are.

    Where None is made of a key it has no entry. Whoever goes through it meets the ``listed`` ones
    alone: where two revisions are held against each other, the others are alike.
    """

    def __init__(
        self,
        make: Callable[[Key], V | None],
        keys: Collection[Key],
        listed: Collection[Key],
        behind: Mapping[Key, V],
    ) -> None:
        self._make = make
        self._keys = keys
        self._listed = listed
        self._behind = behind
        self._made: dict[Key, V | None] = {}

    def __getitem__(self, key: Key) -> V:
        if key not in self._keys:
            return self._behind[key]
        if key not in self._made:
            self._made[key] = self._make(key)
        found = self._made[key]
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        if key not in self._keys:
            return key in self._behind
        try:
            self[cast("Key", key)]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[Key]:
        return (key for key in self._listed if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def put_in_front(
    then: Mapping[Key, Document | None],
    now: Handbook,
    listed: Collection[Key] = (),
    settings: Settings | None = None,
    kinds: Kinds | None = None,
    see: Callable[[Document], Document | None] | None = None,
) -> Handbook:
    """Return the handbook ``now`` with the documents of ``then`` in the place of its own.

    None stands for one that was not there; of the others what ``see`` returns is taken. What a
    document refers to is found anew; the indexes that go through all documents stay those of now.
    ``settings`` and ``kinds`` are those of then, where they were others.
    """
    settings, kinds = settings or now.settings, kinds or now.kinds
    vocabulary = vocabulary_of(settings)

    def document_of(key: Key) -> Document | None:
        document = then[key]
        if document is None or document.kind not in kinds:
            return None
        return document if see is None else see(document)

    documents: Layer[Document] = Layer(document_of, then, listed, now.documents)
    find = finder(documents, vocabulary)

    def refer(key: Key) -> tuple[Reference, ...] | None:
        if key not in documents:
            return None
        field = kinds[key.kind].field
        return references_of(documents[key], field, find, documents, now.files, MarkdownReader())

    def face(key: Key) -> Record | None:
        if key not in documents:
            return None
        return face_of(documents[key], kinds[key.kind].field, find, settings.fiscal_year)

    return replace(
        now,
        settings=settings,
        kinds=kinds,
        documents=documents,
        records=Layer(face, then, listed, now.records),
        references=Layer(refer, then, listed, now.references),
        vocabulary=vocabulary,
    )
