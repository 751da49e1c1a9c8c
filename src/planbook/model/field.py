"""What the schemas say of each value: its type, whom it refers to, who may see it.

Schemas are compiled to a tree of fields once; reading, linking, privacy and documentation
all walk that tree, so that none of them knows the kinds by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from planbook.language import Text

FieldType = Literal[
    "text",  # plain words, one language or several
    "string",  # one scalar that is the same in every language: a url, a unit, an enumeration
    "date",
    "datetime",
    "period",
    "reference",
    "number",
    "integer",
    "boolean",
    "scalar",  # a number or a boolean: what a check-in reads
    "list",
    "mapping",
    "free",  # any value at all: `extra`
]


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document, as its schema describes it.

    ``properties`` and ``required`` belong to a mapping, ``element`` to a list, ``refs`` (kinds
    or vocabularies) to a reference, ``options`` to an enumeration. ``keys`` is the field of the
    values of an open mapping such as a level's expectations, ``key_refs`` what its keys refer to.
    A text with ``refs`` may be an id of these kinds or plain words. ``audience`` is the narrowest
    edition that sees the value, None for everyone who sees what it stands in.
    """

    type: FieldType
    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    properties: Mapping[str, Field] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    element: Field | None = None
    keys: Field | None = None
    key_refs: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    option_words: tuple[Text, ...] = ()
    audience: str | None = None
    subject: bool = False
    author: bool = False
    markdown: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document, as its schema describes it.

    ``field`` is the mapping that a document of this kind is. ``schema`` is the effective JSON
    Schema, project overlays merged, for ``planbook schema``.
    """

    name: str
    plural: str
    practices: tuple[str, ...]
    default_audience: str
    field: Field
    schema: Mapping[str, Any]
    builtin: bool = True

    @property
    def title(self) -> Text:
        """What the kind is called, by language."""
        return self.field.title


Kinds = Mapping[str, Kind]
