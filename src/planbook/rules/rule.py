"""A rule: a code, the kind of document that it looks at, and one pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun

if TYPE_CHECKING:
    from planbook.diagnostics.finding import Code


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A second place that belongs to a breach, in the same document or another, and why."""

    key: Key
    pointer: str
    message: Text


@dataclass(frozen=True, slots=True)
class Breach:
    """Where in a document a rule is broken: a JSON pointer, and what fills the rule's words."""

    pointer: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``find`` is given a document's typed face and the whole handbook, and yields a breach for
    each place; it knows no file, line, colour or configuration. ``subject`` is the noun that it
    looks at, ``Noun`` itself for every document. ``across`` says that it adds documents up: where
    some of them could not be understood, its advice would be about the hole they leave.
    """

    code: Code
    subject: type[Noun]
    find: Callable[[Any, Handbook], Iterable[Breach]]
    across: bool = False
