"""What the schemas say of each value: its type, whom it refers to, who may see it.

Schemas are compiled to a tree of fields once; reading, linking, privacy and documentation
all walk that tree, so that none of them knows the kinds by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from planbook.language import Text
from planbook.model.edition import breadth

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
    "done",  # a date, or true or false; of a milestone also the share that is done
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
    edition that sees the value, None for everyone who sees what it stands in. ``sees_own`` is
    False of a subject from whom the document is kept. ``audiences`` are the default audiences of
    a document by the value of this field. ``short_for`` is
    what a bare text is short for: a property of the mapping, or ``[]`` for a list of that one.
    ``renamed`` are the former names of properties, each with the one to write now. ``unit`` is what
    a number counts, where that is the same in every document: ``ratio``, ``minutes``, ``hours``.

    ``has_references``, ``has_resolvable`` (a reference or a period) and ``has_markdown`` say
    whether the value, or anything in it, may be one: most of a document holds none, and whoever
    looks for them need not look there.
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
    sees_own: bool = True
    author: bool = False
    markdown: bool = False
    default: Any = None
    audiences: Mapping[str, str] = field(default_factory=dict)
    short_for: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    has_references: bool = field(init=False, repr=False, compare=False)
    has_resolvable: bool = field(init=False, repr=False, compare=False)
    has_markdown: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Add up what stands in the fields below."""
        below = [one for one in (*self.properties.values(), self.element, self.keys) if one]
        refers = self.type == "reference" or bool(self.refs or self.key_refs)
        has_references = refers or any(one.has_references for one in below)
        object.__setattr__(self, "has_references", has_references)
        has_resolvable = refers or self.type == "period" or any(one.has_resolvable for one in below)
        object.__setattr__(self, "has_resolvable", has_resolvable)
        has_markdown = self.markdown or any(one.has_markdown for one in below)
        object.__setattr__(self, "has_markdown", has_markdown)

    @property
    def keeps_from_subjects(self) -> bool:
        """Whether what it stands in is kept from the persons that it names."""
        return not self.sees_own or (self.element is not None and not self.element.sees_own)


class Kind(msgspec.Struct, frozen=True):
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

    @property
    def keeps_from_subjects(self) -> bool:
        """Whether its documents may be kept from those that they are about."""
        return any(below.keeps_from_subjects for below in self.field.properties.values())

    def default_audience_of(self, values: Mapping[str, Any]) -> str:
        """Return who sees a document with these ``values`` where it does not say so itself.

        Some fields decide it by their value, as the type of a meeting does; where several do,
        the narrowest counts. What is kept from somebody whom it is about is private.
        """
        properties = self.field.properties
        if any(values.get(name) and properties[name].keeps_from_subjects for name in properties):
            return "private"
        decided = [
            below.audiences[value]
            for name, below in properties.items()
            if (value := str(values.get(name, below.default))) in below.audiences
        ]
        return max(decided, key=breadth, default=self.default_audience)


Kinds = Mapping[str, Kind]
