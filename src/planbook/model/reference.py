"""References: which document names which other, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.model.document import Key

if TYPE_CHECKING:
    from planbook.model.field import Field


VOCABULARY_KINDS: Final = ("territory", "product_line")
"""What planbook.yaml defines for documents to refer to."""

NAME_KINDS: Final = ("level", "competency", "norm")
"""What stands inside a document: a ladder's levels and competencies, a team's norms."""

LOCAL_KINDS: Final = (*VOCABULARY_KINDS, *NAME_KINDS)
"""What a reference may name beside documents."""


class Mention(msgspec.Struct, frozen=True):
    """A reference as it is written: the pointer to it, and the kinds that its field admits.

    ``path`` is the pointer without list positions (``/relevant/supports``): the field's name.
    A mention is ``optional`` where the field takes words as well as ids: words that are no id
    are not at fault. A mention in a key points at the key.
    """

    pointer: str
    path: str
    written: str
    refs: tuple[str, ...]
    optional: bool = False
    on_key: bool = False


class Reference(msgspec.Struct, frozen=True):
    """A reference that resolved: ``source`` names ``target`` in its field ``path``.

    One ``in_prose`` is a link in a text: it tells a reader where to go on, and nothing is
    computed from it.
    """

    source: Key
    path: str
    target: Key
    in_prose: bool = False


def split_reference(written: str) -> tuple[str | None, str]:
    """Return the kind (None where none is written) and the id of ``team:east`` or ``east``."""
    kind, colon, id_ = written.partition(":")
    return (kind, id_) if colon else (None, written)


def keys_named(written: str, kinds: Iterable[str]) -> tuple[Key, ...]:
    """Return the keys that ``written`` may stand for among ``kinds``, in their order."""
    kind, colon, id_ = written.partition(":")
    if colon:
        return tuple([Key(ref, id_) for ref in kinds if ref == kind])
    return tuple([Key(ref, written) for ref in kinds])


def candidates(mention: Mention) -> tuple[Key, ...]:
    """Return the keys that ``mention`` may stand for, in the order of its field's kinds."""
    return keys_named(mention.written, mention.refs)


def mentions_in(values: Any, field: Field) -> list[Mention]:
    """Return every reference that ``values`` makes where ``field`` says that there is one."""
    found: list[Mention] = []
    if field.has_references:
        _add_mentions(values, field, "", "", found)
    return found


def _add_mentions(values: Any, field: Field, pointer: str, path: str, found: list[Mention]) -> None:
    if field.type == "reference":
        if isinstance(values, str):
            found.append(Mention(pointer, path, values, field.refs))
    elif field.refs:
        # A text that may be an id: validation leaves what looks like one as it was written.
        if isinstance(values, str):
            found.append(Mention(pointer, path, values, field.refs, optional=True))
    elif field.type == "list" and isinstance(values, list | tuple):
        if field.element is not None and field.element.has_references:
            for position, value in enumerate(values):
                _add_mentions(value, field.element, f"{pointer}/{position}", path, found)
    elif isinstance(values, dict | Mapping):
        _add_mentions_of_mapping(values, field, pointer, path, found)


def _add_mentions_of_mapping(
    values: Mapping[str, Any], field: Field, pointer: str, path: str, found: list[Mention]
) -> None:
    properties, referring, key_refs = field.properties, field.referring, field.key_refs
    others = field.keys if field.keys is not None and field.keys.has_references else None
    for name in values:
        below = referring.get(name)
        if below is None and name in properties:
            continue
        token = f"{pointer}/{escape_pointer(name)}"
        if below is None:
            below = others
            if key_refs:
                found.append(Mention(token, f"{path}/{name}", name, key_refs, on_key=True))
        if below is not None:
            _add_mentions(values[name], below, token, f"{path}/{name}", found)
