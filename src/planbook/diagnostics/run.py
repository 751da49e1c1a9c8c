"""One run of a check, as the formats for other programs tell it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

import msgspec

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.rule_pages import RulePages
from planbook.diagnostics.summary import FailLevel, Summary
from planbook.diagnostics.terminal import safe
from planbook.language import Text, words_in

_GRAVEST_FIRST: Final = tuple(Severity)
_PROJECT_FILE: Final = "planbook.yaml"
_ELSEWHERE: Final[Text] = {"en": "this place belongs to it", "zh": "与此处有关"}


class Run(msgspec.Struct, frozen=True):
    """What was found, and what has to be known to tell it to others.

    ``folder`` is the project's in its repository, with a slash at its end, or empty. ``changed``
    are the files of the pull request, as diagnostics name them. ``suppressed`` are findings that
    were allowed where they stand, and are not among ``diagnostics``. ``pages`` is None where
    nobody can be sent to the page of a rule.
    """

    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    codes: Mapping[str, Code]
    version: str
    language: str = "en"
    fail_level: FailLevel = "error"
    folder: str = ""
    pages: RulePages | None = None
    changed: frozenset[str] = frozenset()
    suppressed: tuple[Diagnostic, ...] = ()
    day: date | None = None
    content_was_read: bool = True

    def say(self, words: Text) -> str:
        """Return ``words`` in the language of the run, as part of one line."""
        return safe(words_in(words, (self.language, "en")))

    def message(self, found: Diagnostic) -> str:
        """Return what everybody may read of a finding, with the document that it is about."""
        kind, colon, id_ = found.subject.partition(":")
        about = f'{safe(kind)} "{safe(id_)}": ' if colon else ""
        return f"{about}{self.say(found.public_message) or found.code}"

    def help(self, found: Diagnostic) -> str:
        """Return what everybody may read of the advice, or nothing."""
        return self.say(found.public_help) if found.public_help else ""

    def note(self, note: Note) -> str:
        """Return what everybody may read of a second place."""
        return self.say(note.public_message or _ELSEWHERE)

    def path(self, path: str) -> str:
        """Return the path from the root of the repository of one from the project's.

        For the project as a whole its own file stands: services want a file.
        """
        return f"{self.folder}{_PROJECT_FILE if path == '.' else path}"

    def address(self, code: str) -> str | None:
        """Return the address of the page about ``code``, where others can open it."""
        if self.pages is None or self.pages.is_local or code not in self.codes:
            return None
        return self.pages.address(code, self.language)

    def more_about(self, code: str) -> str:
        """Return where more is said about ``code``: an address, else the command that says it."""
        return self.address(code) or self.say(
            {"en": f"More: planbook explain {code}", "zh": f"详见：planbook explain {code}"}
        )

    def by_weight(self) -> tuple[Diagnostic, ...]:
        """Return errors first, and of each severity those in files of the pull request first."""
        return tuple(sorted(self.diagnostics, key=partial(_weight, self.changed)))


def _weight(changed: frozenset[str], found: Diagnostic) -> tuple[int, bool, tuple[object, ...]]:
    return _GRAVEST_FIRST.index(found.severity), found.path not in changed, found.sort_key()
