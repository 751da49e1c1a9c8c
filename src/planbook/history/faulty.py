"""Documents with errors, as far as they can be compared.

What does not fit its field is left out, and a document that may have meant to say that few see
it is private: unknown means hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from planbook.diagnostics.suggestions import closest
from planbook.model.document import ID, Document
from planbook.model.field import Field, Kind, Kinds
from planbook.model.handbook import Handbook, index_handbook
from planbook.periods import parse_period

_GONE: Final = object()


def with_faulty(handbook: Handbook, faulty: Iterable[Document]) -> Handbook:
    """Return ``handbook`` with what can be understood of documents that have errors."""
    fitted = tuple(_fitted(faulty, handbook))
    if not fitted:
        return handbook
    return index_handbook(
        (*handbook.documents.values(), *fitted), handbook.kinds, handbook.settings
    )


def _fitted(faulty: Iterable[Document], handbook: Handbook) -> Iterator[Document]:
    for document in faulty:
        if document.key not in handbook.documents:
            yield from fit(document, handbook.kinds)


def fit(document: Document, kinds: Kinds) -> Iterator[Document]:
    """Yield what can be understood of a document that has errors; nothing where that is nothing."""
    kind = kinds.get(document.kind)
    if kind is None or not ID.fullmatch(document.id):
        return
    values = dict(_entries(document.values, kind.field))
    values |= {"kind": document.kind, "id": document.id}
    values["state"] = document.state
    values["audience"] = "private" if _may_be_private(document.values, kind) else document.audience
    yield replace(document, values=values, placeholders=())


def _may_be_private(values: Mapping[str, Any], kind: Kind) -> bool:
    """Return whether a faulty document may have tried to say that it is private.

    It may where a field that decides on the audience has a value that nobody knows, or where a
    name or a value that nobody knows resembles such a field.
    """
    properties = kind.field.properties
    deciding = {
        name: below
        for name, below in properties.items()
        if name == "audience" or below.audiences or below.keeps_from_subjects
    }
    for name, below in deciding.items():
        if name in values and below.options and values[name] not in below.options:
            return True
    words = {
        word.casefold()
        for below in deciding.values()
        for word in (*below.options, *below.title.values())
    }
    for name, value in values.items():
        if name in properties:
            continue
        if closest(str(name), sorted(deciding)) or str(name).casefold() in words:
            return True
        if isinstance(value, str) and (
            value.casefold() in words or closest(value.casefold(), sorted(words))
        ):
            return True
    return False


def _entries(values: Mapping[str, Any], field: Field) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        below = field.properties.get(name, field.keys)
        fitting = _fitting(value, below) if below is not None else _GONE
        if fitting is not _GONE:
            yield name, fitting


def _fitting(value: Any, field: Field) -> Any:
    """Return ``value`` without what does not fit its field; _GONE where nothing of it does."""
    match field.type:
        case "mapping":
            if isinstance(value, str) and field.options:
                return value if value in field.options else _GONE
            if not isinstance(value, Mapping):
                return _GONE
            kept = dict(_entries(value, field))
            return kept if kept and field.required <= kept.keys() else _GONE
        case "list":
            if not isinstance(value, list | tuple) or field.element is None:
                return _GONE
            lines = [_fitting(one, field.element) for one in value]
            return [one for one in lines if one is not _GONE]
        case "text":
            is_text = isinstance(value, Mapping) and all(
                isinstance(one, str) for one in value.values()
            )
            return value if is_text or (isinstance(value, str) and field.refs) else _GONE
        case "period":
            is_period = isinstance(value, str | Mapping) and parse_period(value) is not None
            return value if is_period else _GONE
        case "free":
            return value
    return value if _is_scalar(value, field) else _GONE


def _is_scalar(value: Any, field: Field) -> bool:
    if isinstance(value, Mapping | list | tuple) or value is None:
        return False
    match field.type:
        case "date":
            return _is_date(value)
        case "number" | "integer":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "done":
            return isinstance(value, bool | int | float) or _is_date(value)
        case "scalar":
            return isinstance(value, bool | int | float)
    return isinstance(value, str) and (not field.options or value in field.options)


def _is_date(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
