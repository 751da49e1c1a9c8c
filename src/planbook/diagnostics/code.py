"""A kind of finding: its name, how grave it is, its words and its explanation."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from planbook.diagnostics.finding import Finding, Place, Remark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planbook.language import Text


class Severity(StrEnum):
    """How grave a finding is. Errors make a document wrong; the others are advice."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    ``name`` reads after "allow" and is never reused. ``message`` and ``help`` are templates
    for ``str.format`` by language; ``variants`` holds other wordings of the two for special
    situations, by a short word. ``scope`` is ``project`` where the call, planbook.yaml, a
    schema or a theme is at fault (exit code 2), ``machine`` where nobody's text is (exit code 3),
    and ``content`` otherwise (exit code 1).
    ``what``, ``why``, ``bad`` and ``good`` are what ``planbook explain`` shows.
    """

    name: str
    severity: Severity
    message: Text
    help: Text | None = None
    what: Text = field(default_factory=dict)
    why: Text = field(default_factory=dict)
    bad: str = ""
    good: str = ""
    scope: Literal["content", "project", "machine"] = "content"
    variants: Mapping[str, tuple[Text, Text | None]] = field(default_factory=dict)

    def at(
        self,
        place: Place,
        *,
        variant: str = "",
        subject: str = "",
        remarks: tuple[Remark, ...] = (),
        **arguments: object,
    ) -> Finding:
        """Return a finding of this kind at ``place``, its words filled with ``arguments``."""
        message, help_ = self.variants[variant] if variant else (self.message, self.help)
        return Finding(
            code=self,
            place=place,
            message=_fill(message, arguments),
            help=_fill(help_, arguments) if help_ else None,
            subject=subject,
            remarks=remarks,
        )


def _fill(words: Text, arguments: Mapping[str, object]) -> dict[str, str]:
    # An argument may itself be in several languages: each wording takes its own.
    return {
        language: template.format_map(
            {
                name: value.get(language, next(iter(value.values()), ""))
                if isinstance(value, dict)
                else value
                for name, value in arguments.items()
            }
        )
        for language, template in words.items()
    }
