"""What a stage says is wrong, before anybody has looked up the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from planbook.diagnostics.code import Code
    from planbook.diagnostics.span import Span
    from planbook.language import Text

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: a file, and inside it a value, a key or a stretch of text.

    ``pointer`` is an RFC 6901 JSON pointer into document number ``document`` of the file.
    ``on`` says whether the key or the value at that pointer is meant. Stages that work on
    text rather than on values give the ``span`` themselves.
    """

    path: str
    document: int = 0
    pointer: str = ""
    on: Literal["key", "value"] = "value"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A second place that belongs to a finding, as in "first defined here"."""

    message: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a code, a place, and the words for it in every language."""

    code: Code
    place: Place
    message: Text
    help: Text | None = None
    subject: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What a stage returns: its value, and what it found wrong on the way."""

    value: Value
    findings: tuple[Finding, ...] = ()
