"""What the schemas say of each value: its type, whom it refers to, who may see it.

Schemas are compiled to a tree of fields once; reading, linking, privacy and documentation
all walk that tree, so that none of them knows the kinds by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    A string ``is_code`` that is written for programs: an id, an address, a currency.

    ``has_references``, ``has_resolvable`` (a reference or a period), ``has_text`` and
    ``has_markdown`` say whether the value, or anything in it, may be one: most of a document holds
    none, and whoever looks for them need not look there. ``referring`` and ``resolvable`` are the
    properties where that may be so; ``people`` those that name whom a mapping is about, or who
    wrote it, ``deciding`` those whose value decides who sees it by default,
    ``keeping`` those that keep it from the people whom they name. A value ``is_open``
    where nothing in it is kept from anybody, requires something, or refers to anything.
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
    is_code: bool = False
    has_references: bool = field(init=False, repr=False, compare=False)
    has_resolvable: bool = field(init=False, repr=False, compare=False)
    has_text: bool = field(init=False, repr=False, compare=False)
    has_markdown: bool = field(init=False, repr=False, compare=False)
    is_open: bool = field(init=False, repr=False, compare=False)
    referring: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    resolvable: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    people: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    deciding: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    keeping: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Add up what stands in the fields below."""
        below = [one for one in (*self.properties.values(), self.element, self.keys) if one]
        refers = self.type == "reference" or bool(self.refs or self.key_refs)
        has_references = refers or any(one.has_references for one in below)
        is_open = self.audience is None and not (refers or self.subject or self.author)
        self._add(
            has_references=has_references,
            has_resolvable=refers
            or self.type == "period"
            or any(one.has_resolvable for one in below),
            has_text=self.type == "text" or any(one.has_text for one in below),
            has_markdown=self.markdown or any(one.has_markdown for one in below),
            is_open=is_open and not self.required and all(one.is_open for one in below),
            referring=self._having(lambda one: one.has_references),
            resolvable=self._having(lambda one: one.has_resolvable),
            people=self._having(lambda one: one.names_people),
            deciding=self._having(lambda one: bool(one.audiences)),
            keeping=self._having(lambda one: one.keeps_from_subjects),
        )

    def _add(self, **found: Any) -> None:
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def _having(self, has: Callable[[Field], bool]) -> Mapping[str, Field]:
        return {name: one for name, one in self.properties.items() if has(one)}

    @property
    def names_people(self) -> bool:
        """Whether it names whom the mapping that it stands in is about, or who wrote that."""
        holder = self.holder
        return self.subject or holder.subject or self.author or holder.author

    @property
    def holder(self) -> Field:
        """What holds a reference: the element of a list, else the field itself."""
        return self.element if self.type == "list" and self.element is not None else self

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
        return bool(self.field.keeping)

    def default_audience_of(self, values: Mapping[str, Any]) -> str:
        """Return who sees a document with these ``values`` where it does not say so itself.

        Some fields decide it by their value, as the type of a meeting does; where several do,
        the narrowest counts. What is kept from somebody whom it is about is private.
        """
        if any(values.get(name) for name in self.field.keeping):
            return "private"
        decided = [
            below.audiences[value]
            for name, below in self.field.deciding.items()
            if (value := str(values.get(name, below.default))) in below.audiences
        ]
        return max(decided, key=breadth, default=self.default_audience)


Kinds = Mapping[str, Kind]
