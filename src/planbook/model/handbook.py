"""The handbook: every document, and the indexes that answer who points at whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from planbook.model.document import Document, Key
from planbook.model.noun import Noun
from planbook.model.nouns import NOUNS
from planbook.model.person import Person
from planbook.model.reference import Reference, candidates, mentions_in
from planbook.model.team import Team

if TYPE_CHECKING:
    from planbook.model.field import Kinds
    from planbook.model.settings import Settings

AnyNoun = TypeVar("AnyNoun", bound=Noun)


@dataclass(frozen=True, slots=True)
class Handbook:
    """All documents of a project, or all that one edition sees, with their indexes.

    Documents are in the order of kind and id. Made by ``index_handbook`` only, so that the
    indexes can never tell of a document that is not there.
    """

    settings: Settings
    kinds: Kinds
    documents: Mapping[Key, Document]
    nouns: Mapping[Key, Noun]
    by_kind: Mapping[str, tuple[Key, ...]]
    references: Mapping[Key, tuple[Reference, ...]]
    referrers: Mapping[Key, tuple[Reference, ...]]

    def of_kind(self, kind: str) -> tuple[Document, ...]:
        """Return the documents of ``kind``, by id."""
        return tuple(self.documents[key] for key in self.by_kind.get(kind, ()))

    def all(self, noun: type[AnyNoun]) -> tuple[AnyNoun, ...]:
        """Return every document of the noun's kind in its typed face, by id."""
        return tuple(cast("AnyNoun", self.nouns[key]) for key in self.by_kind.get(noun.KIND, ()))

    def find(self, noun: type[AnyNoun], id_: str | None) -> AnyNoun | None:
        """Return the document with this id in its typed face, or None."""
        if id_ is None:
            return None
        return cast("AnyNoun | None", self.nouns.get(Key(noun.KIND, id_)))

    def referring(self, target: Key, kind: str, path: str | None = None) -> tuple[Key, ...]:
        """Return the keys of the documents of ``kind`` that point at ``target``, by id.

        ``path`` narrows them to those that do so in that field (``/relevant/supports``).
        """
        found = {
            reference.source: None
            for reference in self.referrers.get(target, ())
            if reference.source.kind == kind and path in (None, reference.path)
        }
        return tuple(found)

    def resolve(self, written: str | None, kinds: Iterable[str]) -> Key | None:
        """Return the key that ``written`` (``east`` or ``team:east``) stands for, or None."""
        if written is None:
            return None
        kind, colon, id_ = written.partition(":")
        if not colon:
            kind, id_ = "", written
        for ref in kinds:
            key = Key(ref, id_)
            if kind in ("", ref) and key in self.documents:
                return key
        return None

    def managers_above(self, person: str) -> tuple[str, ...]:
        """Return the ids of those above ``person`` in the manager chain, nearest first.

        A chain in a circle, which linking reports, ends where it would repeat.
        """
        above: dict[str, None] = {}
        current = self.find(Person, person)
        while current is not None and current.manager is not None:
            if current.manager in above or current.manager == person:
                break
            above[current.manager] = None
            current = self.find(Person, current.manager)
        return tuple(above)

    def lead_of(self, team: str) -> str | None:
        """Return the id of the person who leads ``team``, or None."""
        found = self.find(Team, team)
        return found.lead if found else None


def index_handbook(documents: Iterable[Document], kinds: Kinds, settings: Settings) -> Handbook:
    """Return the handbook of ``documents``: typed faces made, references resolved.

    Where two documents have one key the first stays; references that resolve to nothing are
    left out: both are linking's findings.
    """
    by_key: dict[Key, Document] = {}
    for document in sorted(documents, key=lambda document: document.key):
        by_key.setdefault(document.key, document)
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key in by_key:
        by_kind[key.kind].append(key)
    references: dict[Key, tuple[Reference, ...]] = {}
    referrers: dict[Key, list[Reference]] = defaultdict(list)
    for key, document in by_key.items():
        found: dict[Reference, None] = {}
        for mention in mentions_in(document.values, kinds[key.kind].field):
            for target in candidates(mention):
                if target in by_key:
                    found[Reference(key, mention.path, target)] = None
                    break
        references[key] = tuple(found)
        for reference in found:
            referrers[reference.target].append(reference)
    return Handbook(
        settings=settings,
        kinds=kinds,
        documents=by_key,
        nouns={
            key: msgspec.convert(document.values, NOUNS.get(key.kind, Noun), strict=False)
            for key, document in by_key.items()
        },
        by_kind={kind: tuple(keys) for kind, keys in by_kind.items()},
        references=references,
        referrers={key: tuple(found) for key, found in referrers.items()},
    )
