"""A rule: a code, the kinds of document that it looks at, and one pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from planbook.diagnostics.span import Span
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.record import Record
from planbook.model.settings import Settings
from planbook.rules.readings import Readings
from planbook.rules.texts import DocumentTexts

if TYPE_CHECKING:
    from planbook.diagnostics.finding import Code

Subject: TypeAlias = type[Record] | tuple[type[Record], ...]
"""The records that a rule looks at; ``Record`` itself for every document."""


class RelatedField(msgspec.Struct, frozen=True):
    """A second place that belongs to a violation, in the same document or another, and why."""

    key: Key
    pointer: str
    message: Text


class Violation(msgspec.Struct, frozen=True):
    """Where in a document a rule is broken: a JSON pointer, and what fills the rule's words.

    ``variant`` names other words of the rule's code, empty for its own. ``within`` is the part of
    a text that is meant.
    """

    pointer: str
    arguments: Mapping[str, object] = msgspec.field(default_factory=dict)
    elsewhere: tuple[RelatedField, ...] = ()
    variant: str = ""
    within: Span | None = None


class Rule(msgspec.Struct, frozen=True):
    """One rule.

    ``find`` is given a document's typed face and the whole handbook, and yields a violation for
    each place; it knows no file, line, colour or configuration. ``whole_handbook`` says that it adds
    documents up: where some of them could not be understood, its advice would be about the hole
    they leave.
    """

    code: Code
    subject: Subject
    find: Callable[[Any, Handbook], Iterable[Violation]]
    whole_handbook: bool = False


class ReadingRule(msgspec.Struct, frozen=True):
    """A rule that looks at what is read by the day of judging: its ``find`` is given that too."""

    code: Code
    subject: Subject
    find: Callable[[Any, Readings], Iterable[Violation]]
    whole_handbook: bool = True


class TextRule(msgspec.Struct, frozen=True):
    """A rule that looks at the words of a document: its ``find`` is given them as well."""

    code: Code
    subject: Subject
    find: Callable[[Any, DocumentTexts, Readings], Iterable[Violation]]
    whole_handbook: bool = True


class SettingsRule(msgspec.Struct, frozen=True):
    """A rule that looks at planbook.yaml beside the content: its pointers lead into that file."""

    code: Code
    find: Callable[[Settings, Readings], Iterable[Violation]]
    whole_handbook: bool = True


DocumentRule: TypeAlias = Rule | ReadingRule | TextRule
AnyRule: TypeAlias = DocumentRule | SettingsRule


def kinds_of(rule: AnyRule) -> tuple[str, ...]:
    """Return the names of the kinds that ``rule`` looks at; an empty name stands for every kind.

    None for a rule about planbook.yaml.
    """
    if isinstance(rule, SettingsRule):
        return ()
    records = rule.subject if isinstance(rule.subject, tuple) else (rule.subject,)
    return tuple(record.KIND for record in records)
