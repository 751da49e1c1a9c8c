"""Findings: what a stage says is wrong, before anybody has looked up the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Generic, Literal, TypeVar

import msgspec

from planbook.diagnostics.fix import Fix, fill_fixes
from planbook.diagnostics.span import Span
from planbook.language import Text

Value = TypeVar("Value", covariant=True)

_QUOTED: Final = re.compile(r"`([^`]*)`")
# A field's name, with those around it; a text that ended up as a key is mostly something else.
_NAME: Final = re.compile(r"[a-z][a-z_]*(?:\.[a-z0-9_]+)*")


class Place(msgspec.Struct, frozen=True):
    """Where a finding points: a file, and inside it a value, a key or a stretch of text.

    ``pointer`` is an RFC 6901 JSON pointer into document number ``document`` of the file.
    ``on`` says whether the key or the value at that pointer is meant. Stages that work on
    text rather than on values give the ``span`` themselves. ``within`` is the part of a text
    value that is meant, its lines counted from the text's first.
    """

    path: str
    document: int = 0
    pointer: str = ""
    on: Literal["key", "value"] = "value"
    span: Span | None = None
    within: Span | None = None


class Related(msgspec.Struct, frozen=True):
    """A second place that belongs to a finding, as in "first defined here"."""

    message: Text
    place: Place


class Severity(StrEnum):
    """Severity of a finding. Errors make a document wrong; the others are advice."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(msgspec.Struct, frozen=True):
    """A kind of finding.

    ``name`` reads after "allow" and is never reused. ``message`` and ``help`` are templates
    for ``str.format`` by language; ``variants`` holds other wordings of the two for special
    situations, by a short word. ``scope`` is ``project`` where the call, planbook.yaml, a
    schema or a theme is at fault (exit code 2), ``machine`` where nobody's text is (exit code 3),
    and ``content`` otherwise (exit code 1).
    ``what``, ``why``, ``bad`` and ``good`` are what ``planbook explain`` shows. ``fixes`` are what
    the help proposes to write, by variant (empty for the code's own words): templates as well.
    ``compares_revisions`` says that it is found by a comparison with another revision too: a
    comment that allows it may be needed where nothing is found today. ``rests_on_private`` says
    that whether it is found, or not, tells of documents that the team does not see.
    ``names_only`` says that message and help are filled with names out of the schemas, so that
    everybody may read them.
    """

    name: str
    severity: Severity
    message: Text
    help: Text | None = None
    what: Text = msgspec.field(default_factory=dict)
    why: Text = msgspec.field(default_factory=dict)
    bad: str = ""
    good: str = ""
    scope: Literal["content", "project", "machine"] = "content"
    variants: Mapping[str, tuple[Text, Text | None]] = msgspec.field(default_factory=dict)
    fixes: Mapping[str, tuple[Fix, ...]] = msgspec.field(default_factory=dict)
    compares_revisions: bool = False
    rests_on_private: bool = False
    names_only: bool = False

    def at(
        self,
        place: Place,
        *,
        variant: str = "",
        subject: str = "",
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
        **arguments: object,
    ) -> Finding:
        """Return a finding of this kind at ``place``, its words filled with ``arguments``.

        ``fixes`` are proposals beside those of the code, where what they change depends on more
        than the words do.
        """
        message, help_ = self.variants[variant] if variant else (self.message, self.help)
        return Finding(
            code=self,
            place=place,
            message=_fill(message, arguments),
            help=_fill(help_, arguments) if help_ else None,
            subject=subject,
            related=related,
            variant=variant,
            fixes=(*fill_fixes(self.fixes.get(variant, ()), arguments), *fixes),
        )


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: a code, a place, and the words for it in every language.

    ``variant`` says which of the code's words these are. ``fixes`` are the proposals of the help
    as edits, each of which puts the mistake right; empty where only the author can say.
    """

    code: Code
    place: Place
    message: Text
    help: Text | None = None
    subject: str = ""
    related: tuple[Related, ...] = ()
    variant: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def public_message(self) -> Text:
        """The message where it quotes no value, else what all findings of the kind have alike."""
        template, _ = self._templates
        return self.message if self._is_public(self.message, template) else self.code.what

    @property
    def public_help(self) -> Text | None:
        """The help where neither it nor the message quotes a value."""
        template, help_ = self._templates
        if self.help is None or help_ is None:
            return None
        is_public = self._is_public(self.message, template) and self._is_public(self.help, help_)
        return self.help if is_public else None

    @property
    def _templates(self) -> tuple[Text, Text | None]:
        own = (self.code.message, self.code.help)
        return self.code.variants[self.variant] if self.variant else own

    def _is_public(self, words: Text, template: Text) -> bool:
        if dict(words) == dict(template):
            return True
        quoted = (part for said in words.values() for part in _QUOTED.findall(said))
        return self.code.names_only and all(map(_NAME.fullmatch, quoted))


class Outcome(msgspec.Struct, Generic[Value], frozen=True):
    """What a stage returns: its value, and what it found wrong on the way."""

    value: Value
    findings: tuple[Finding, ...] = ()


def _fill(words: Text, arguments: Mapping[str, object]) -> dict[str, str]:
    filled = {}
    for language, template in words.items():
        # An argument may itself be in several languages: each wording takes its own.
        values = {
            name: value.get(language, next(iter(value.values()), ""))
            if isinstance(value, Mapping)
            else value
            for name, value in arguments.items()
        }
        filled[language] = _close_up(template, values).format_map(values)
    return filled


def _close_up(template: str, values: Mapping[str, object]) -> str:
    """Return ``template`` without the spaces around a Chinese name in a Chinese sentence.

    Between Chinese and Latin words or figures a space belongs: ``陈晨在``, but ``Bea Stone 在``.
    """

    def close(found: re.Match[str]) -> str:
        value = str(values.get(found["name"], ""))
        before, after = found["before"] or "", found["after"] or ""
        if _CHINESE.fullmatch(value[:1]):
            before = before.rstrip()
        if _CHINESE.fullmatch(value[-1:]):
            after = ""
        return f"{before}{{{found['name']}}}{after}"

    return _BESIDE_CHINESE.sub(close, template)


_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_BESIDE_CHINESE: Final = re.compile(
    r"(?P<before>[\u3400-\u9fff] )?\{(?P<name>\w+)\}(?P<after> (?=[\u3400-\u9fff]))?"
)
