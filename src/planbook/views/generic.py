"""The plain page of a document whose kind has no page of its own."""

from __future__ import annotations

import msgspec

from planbook.model.document import Document, Key
from planbook.model.field import Field
from planbook.model.record import Record
from planbook.views.common_fields import CommonFields
from planbook.views.layout import Layout
from planbook.views.lists import Column
from planbook.views.presenter import Presenter
from planbook.views.words import Fact, Shown

# What every page already shows elsewhere, in the names of the documents' fields.
_ELSEWHERE = frozenset(
    {"kind", "id", "title", "name", "audience", "state", "tags", "links", "notes", "extra"}
)
_COLUMN_TYPES = frozenset({"text", "string", "date", "datetime", "period", "reference", "number"})
_COLUMNS = 3


class GenericView(msgspec.Struct, frozen=True):
    """The page of a document of any kind: its fields, under the titles of its schema."""

    layout: Layout
    document: CommonFields
    facts: tuple[Fact, ...]


def view_generic(
    record: Record, presenter: Presenter, layout: Layout, document: CommonFields, source: Document
) -> GenericView:
    """Return the plain page of ``source``."""
    del record  # a kind that the project added has no fields of its own in its typed face
    field = presenter.handbook.kinds[source.kind].field
    own = {name: value for name, value in source.values.items() if name not in _ELSEWHERE}
    # In the schema's order, not in the author's: two pages of a kind then look alike.
    ordered = {name: own[name] for name in field.properties if name in own}
    return GenericView(layout, document, tuple(presenter.rows(ordered, field, source.key)))


def generic_columns(field: Field) -> tuple[Column, ...]:
    """Return the columns of the list of such a kind: its first plain fields."""
    names = [
        name
        for name, below in field.properties.items()
        if name not in _ELSEWHERE and below.type in _COLUMN_TYPES and below.audience is None
    ]
    return tuple(_column(name, field.properties[name]) for name in names[:_COLUMNS])


def _column(name: str, field: Field) -> Column:
    def shown(record: Record, presenter: Presenter) -> Shown:
        document = presenter.handbook.documents[Key(record.kind, record.id)]
        return presenter.shown(document.values.get(name), field, document.key, f"/{name}")

    return Column(name, shown)
