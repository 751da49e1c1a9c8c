"""How planbook was called: what every command shares, and the ways in which a call can fail."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import click

from planbook.cli.writing import write_lines
from planbook.language import words_in

if TYPE_CHECKING:
    from planbook.language import Text

COMPLETING: Final = "_PLANBOOK_COMPLETE"
"""The variable by which a completion script tells that it asks, and in which shell's form."""

LANGUAGES: Final = ("en", "zh")
"""The languages of messages."""

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3


class Invocation(NamedTuple):
    """The options that every command takes, before its name or after it.

    ``directory`` is where relative paths are taken from. ``verbosity`` is -1 for ``-q``, else
    the number of ``-v``. ``asked_language`` is the language of messages that was asked for, None
    where nobody did; then it is that of the project which ``near`` lies in.
    """

    directory: Path = Path()
    asked_language: str | None = None
    near: Path = Path()
    color: bool | None = None
    verbosity: int = 0
    traceback: bool = False

    @property
    def language(self) -> str:
        """The language of messages: zh or en."""
        return self.asked_language or _language_near(self.near) or "en"

    def settled(self) -> Invocation:
        """Return the same call with its language looked up, for many messages to come."""
        return self._replace(asked_language=self.asked_language or _language_near(self.near))

    def path(self, written: str | Path) -> Path:
        """Return the path that ``written`` on the command line stands for."""
        return self.directory / written

    def say(self, words: Text) -> None:
        """Print ``words`` to stderr, unless ``-q`` asks for silence."""
        if self.verbosity >= 0:
            write_lines(self.words(words), to_stderr=True)

    def debug(self, words: Text) -> None:
        """Print ``words`` to stderr where ``-v`` asks for more."""
        if self.verbosity > 0:
            write_lines(self.words(words), to_stderr=True)

    def words(self, words: Text) -> str:
        """Return ``words`` in the language of messages."""
        return words_in(words, (self.language, "en"))

    def colored(self, stream: IO[Any] | None = None) -> bool:
        """Return whether ``stream`` (stdout, where None) is to be written to in colour."""
        if self.color is not None:
            return self.color
        return bool((stream or sys.stdout).isatty())

    def fail(self, words: Text, exit_code: int = EXIT_USAGE) -> NoReturn:
        """Leave with one line on stderr and ``exit_code``."""
        raise UsageFailure(self.words(words), exit_code)


class UsageFailure(click.ClickException):
    """The command cannot be carried out; the message is one line."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.leaving_with = exit_code

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002  # click gives it
        """Print the line to stderr."""
        write_lines(f"planbook: {self.format_message()}", to_stderr=True)


def invocation_from(environment: Mapping[str, str], arguments: Sequence[str] = ()) -> Invocation:
    """Return the call as it is before any of its ``arguments`` has been read for good.

    What it says about language is looked up in advance, wherever it stands: help and complaints
    are to be in it, and are made before the last word of the call has been read.
    """
    directory, asked = glance(arguments)
    return Invocation(
        asked_language=asked or message_language(environment),
        near=directory,
        color=False if environment.get("NO_COLOR") else None,
    )


def message_language(environment: Mapping[str, str]) -> str | None:
    """Return the language that the environment asks for, zh or en; None where it names none.

    Of a language that planbook does not speak, English is the nearest. The locales C and POSIX
    are of no language.
    """
    asked = _spoken(environment.get("PLANBOOK_LANG", ""))
    if asked:
        return asked
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    if locale.partition(".")[0].upper() in ("", "C", "POSIX"):
        return None
    return _spoken(locale) or "en"


def _spoken(tag: str) -> str | None:
    """Return which of the languages of messages ``tag`` is of: ``zh_CN.UTF-8`` is Chinese."""
    return next((one for one in LANGUAGES if re.match(rf"{one}(?![a-z])", tag, re.I)), None)


def _language_near(folder: Path) -> str | None:
    """Return the language of messages in the project around ``folder``; None outside of one."""
    # Whoever calls for the version, or says a language, does not wait for this.
    from planbook.reading.project_folder import find_project, glance_at_language

    root = find_project(folder)
    return _spoken(glance_at_language(root) or "") or "en" if root else None


def glance(arguments: Sequence[str]) -> tuple[Path, str | None]:
    """Return the folder and the language that ``-C`` and ``--lang`` say, anywhere in a call."""
    directory, language = Path(), None
    words = iter(arguments)
    for word in words:
        if word == "--":
            break
        if word.startswith("-C"):
            directory /= word[2:] or next(words, "")
        elif word == "--lang" or word.startswith("--lang="):
            language = _spoken(word[7:] or next(words, "")) or language
    return directory, language
