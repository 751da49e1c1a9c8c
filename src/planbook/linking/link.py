"""The linking stage: documents become a handbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import TypeAlias

from planbook.diagnostics.codes.link import (
    LINK_CYCLE,
    LINK_CYCLE_STEP,
    LINK_DUPLICATE_ID,
    LINK_DUPLICATE_ID_FIRST,
)
from planbook.diagnostics.finding import Finding, Outcome, Place, Related
from planbook.linking.cycles import Chain, cycles_in
from planbook.linking.references import check_references
from planbook.linking.subject_names import SubjectNames, name_subjects
from planbook.model.document import Document, Key
from planbook.model.field import Kinds
from planbook.model.handbook import Handbook, index_handbook
from planbook.model.reference import candidates, mentions_in
from planbook.model.settings import Settings
from planbook.reading.validation import Valid

AtPointer: TypeAlias = tuple[str, int, str]
"""A place in a document: path, number in the file, pointer."""


def link_handbook(
    valid: Valid, kinds: Kinds, settings: Settings, files: Set[str] = frozenset()
) -> Outcome[Handbook]:
    """Return the handbook of the valid documents, and what is wrong with ids and references.

    Faulty documents do not get into the handbook, but their references are looked at in the same
    run. ``files`` are the paths of all content files, which links may lead to.
    """
    broken = valid.broken
    names = SubjectNames((*valid.documents, *valid.faulty), settings)
    documents = tuple(name_subjects(valid.documents, kinds, names))
    faulty = tuple(name_subjects(valid.faulty, kinds, names))
    handbook = index_handbook(documents, kinds, settings)
    checked = (*handbook.documents.values(), *faulty)
    told = tuple(
        check_references(
            checked, handbook, names, broken, files, faulty=faulty, incomplete=valid.incomplete
        )
    )
    places = set(map(_place, told))
    # Of what is no id and could not be said better here, validation's words stand.
    unlike = tuple(finding for finding in valid.unlike_ids if _place(finding) not in places)
    findings = (
        *_duplicates(sorted((*documents, *faulty), key=lambda each: each.origin.order)),
        *told,
        *unlike,
        *tell_cycles(handbook),
    )
    return Outcome(
        handbook,
        tuple(finding for finding in findings if _place(finding) not in valid.reported),
    )


def gather_handbook(
    valid: Valid, kinds: Kinds, settings: Settings, known: Handbook, same: Set[Key]
) -> Handbook:
    """Return the handbook of the valid documents, without a look at its references.

    Of the documents with the keys in ``same`` everything is as it is in the handbook ``known``:
    it is taken from there.
    """
    names = SubjectNames((*valid.documents, *valid.faulty), settings)
    documents = tuple(name_subjects(valid.documents, kinds, names))
    return index_handbook(documents, kinds, settings, known, same)


def _place(finding: Finding) -> AtPointer:
    return finding.place.path, finding.place.document, finding.place.pointer


def _duplicates(documents: Iterable[Document]) -> Iterator[Finding]:
    first: dict[Key, Document] = {}
    for document in documents:
        earlier = first.setdefault(document.key, document)
        if earlier is document:
            continue
        yield LINK_DUPLICATE_ID.at(
            Place(document.origin.path, document.origin.index, "/id"),
            subject=str(document.key),
            kind=document.kind,
            id=document.id,
            related=(
                Related(
                    LINK_DUPLICATE_ID_FIRST,
                    Place(earlier.origin.path, earlier.origin.index, "/id"),
                ),
            ),
        )


def tell_cycles(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each circle of documents that must not come back to the first."""
    for chain, circle in cycles_in(handbook):
        steps = tuple(zip(circle, (*circle[1:], circle[0]), strict=True))
        places = [_place_of(handbook, chain, source, target) for source, target in steps]
        yield LINK_CYCLE.at(
            places[0],
            variant=chain.variant,
            subject=str(circle[0]),
            chain=" → ".join(key.id for key in (*circle, circle[0])),
            related=tuple(
                Related(
                    {
                        language: words.format(source=source.id, target=target.id)
                        for language, words in LINK_CYCLE_STEP.items()
                    },
                    place,
                )
                for (source, target), place in zip(steps[1:], places[1:], strict=True)
            ),
        )


def _place_of(handbook: Handbook, chain: Chain, source: Key, target: Key) -> Place:
    """Return where ``source`` points at ``target`` in ``chain``."""
    document = handbook.documents[source]
    for mention in mentions_in(document.values, handbook.kinds[source.kind].field):
        if (source.kind, mention.path) in chain.fields and target in candidates(mention):
            return Place(document.origin.path, document.origin.index, mention.pointer)
    return Place(document.origin.path, document.origin.index)
