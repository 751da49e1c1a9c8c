"""Audiences that became wider: a document, a field or a reader that was kept from more people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.model.document import Document, Key
from planbook.model.edition import breadth
from planbook.model.field import Field, Kind, Kinds
from planbook.model.settings import EVERYBODY, Reader

_PRIVATE: Final = "private"


class Widening(msgspec.Struct, frozen=True):
    """A document that more people see than before, as it is now and as it was.

    ``pointer`` leads to what decides who sees it. ``by_schema`` says that this is no word of the
    document's own: its kind has another default audience.
    """

    document: Document
    former: Document
    before: str
    now: str
    pointer: str
    by_schema: bool = False


class FieldWidening(msgspec.Struct, frozen=True):
    """A field of a kind that more people see than before; ``pointer`` leads into its schema."""

    kind: str
    pointer: str
    before: str
    now: str


class ReaderWidening(msgspec.Struct, frozen=True):
    """A reader of planbook.yaml who sees more than before; ``pointer`` leads to what was added."""

    reader: str
    pointer: str
    on_key: bool = False


def audience_of(document: Document, kind: Kind) -> str:
    """Return who sees ``document``: what is kept from somebody whom it is about is private."""
    properties = kind.field.properties
    is_kept = any(
        document.values.get(name) and properties[name].keeps_from_subjects for name in properties
    )
    return _PRIVATE if is_kept else document.audience


def is_wider(now: str, before: str) -> bool:
    """Return whether more people see what is for ``now`` than what is for ``before``."""
    return breadth(now) < breadth(before)


def pair_documents(
    now: Iterable[Document], before: Iterable[Document]
) -> Iterator[tuple[Document, Document]]:
    """Yield each document of now with what it was.

    That is the one with its key; where there was none, the one that stood in its place and is not
    elsewhere now: its id, or its kind, was changed.
    """
    today = tuple(now)
    by_key: dict[Key, Document] = {}
    by_place: dict[tuple[str, int], Document] = {}
    for document in before:
        by_key.setdefault(document.key, document)
        by_place.setdefault(document.origin.order, document)
    taken = {document.key for document in today}
    for document in today:
        former = by_key.get(document.key)
        if former is None:
            there = by_place.get(document.origin.order)
            former = there if there is not None and there.key not in taken else None
        if former is not None:
            yield document, former


def widened_documents(
    pairs: Iterable[tuple[Document, Document]], kinds: Kinds, former_kinds: Kinds
) -> Iterator[Widening]:
    """Yield the documents of ``pairs``, now and before, that more people see now."""
    for document, former in pairs:
        if document.kind not in kinds or former.kind not in former_kinds:
            continue
        kind, former_kind = kinds[document.kind], former_kinds[former.kind]
        now, before = audience_of(document, kind), audience_of(former, former_kind)
        if is_wider(now, before):
            yield Widening(
                document,
                former,
                before,
                now,
                _deciding(document, former, kind),
                by_schema=_is_by_schema(document, former, kind, former_kind),
            )


def _is_by_schema(document: Document, former: Document, kind: Kind, former_kind: Kind) -> bool:
    """Return whether the kind's default became wider, and that is what decides."""
    default, former_default = (
        kind.default_audience_of(document.values),
        former_kind.default_audience_of(document.values),
    )
    return (
        document.kind == former.kind
        and document.audience == default
        and former.audience == former_default
        and is_wider(default, former_default)
    )


def _deciding(document: Document, former: Document, kind: Kind) -> str:
    """Return the pointer to what decides who sees ``document``, and is another than it was."""
    properties, values = kind.field.properties, document.values
    if former.kind != document.kind:
        return "/kind"
    for name, field in properties.items():
        if field.keeps_from_subjects and former.values.get(name) and not values.get(name):
            return f"/{escape_pointer(name)}"
    if document.audience == kind.default_audience_of(values):
        for name, field in properties.items():
            if field.audiences and values.get(name) != former.values.get(name):
                return f"/{escape_pointer(name)}"
    return "/audience"


def widened_fields(kinds: Kinds, former_kinds: Kinds) -> Iterator[FieldWidening]:
    """Yield the fields that more people see now than they did by the schemas of then."""
    for name, kind in kinds.items():
        former = former_kinds.get(name)
        if former is not None and former.field is not kind.field:
            yield from _below(name, kind.field, former.field, "")


def _below(kind: str, now: Field, before: Field, at: str) -> Iterator[FieldWidening]:
    if before.audience is not None and is_wider(now.audience or _WIDEST, before.audience):
        # What stands in it has become as visible as it is: one finding says so.
        yield FieldWidening(kind, f"{at}/x-audience", before.audience, now.audience or _WIDEST)
        return
    for name, field in now.properties.items():
        if name in before.properties:
            yield from _below(
                kind, field, before.properties[name], f"{at}/properties/{escape_pointer(name)}"
            )
    if now.element is not None and before.element is not None:
        yield from _below(kind, now.element, before.element, f"{at}/items")
    if now.keys is not None and before.keys is not None:
        yield from _below(kind, now.keys, before.keys, f"{at}/additionalProperties")


_WIDEST: Final = "public"


def widened_readers(
    readers: Mapping[str, Reader], former: Mapping[str, Reader]
) -> Iterator[ReaderWidening]:
    """Yield the readers of planbook.yaml who see more than they did, new ones among them."""
    for name, reader in readers.items():
        at = f"/readers/{escape_pointer(name)}"
        before = former.get(name)
        if before is None:
            yield ReaderWidening(name, at, on_key=True)
            continue
        for position, kind in enumerate(reader.sees):
            if kind not in before.sees:
                yield ReaderWidening(name, f"{at}/sees/{position}")
        if EVERYBODY not in before.of:
            for position, team in enumerate(reader.of):
                if team not in before.of:
                    yield ReaderWidening(name, f"{at}/of/{position}")
        if set(before.not_about) - set(reader.not_about):
            yield ReaderWidening(name, f"{at}/not_about", on_key=True)
