"""How planbook was called: what every command shares, and the ways in which a call can fail."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from planbook.language import words_in

if TYPE_CHECKING:
    from planbook.language import Text

CLEAN = 0
FINDINGS = 1
WRONG_CALL = 2
MACHINE = 3


@dataclass(frozen=True, slots=True)
class Call:
    """The options that every command takes, before its name or after it.

    ``directory`` is where relative paths are taken from. ``verbosity`` is -1 for ``-q``, else
    the number of ``-v``. ``language`` is that of messages, not of the handbook.
    """

    directory: Path = Path()
    language: str = "en"
    color: bool | None = None
    verbosity: int = 0
    traceback: bool = False

    def path(self, written: str | Path) -> Path:
        """Return the path that ``written`` on the command line stands for."""
        return self.directory / written

    def say(self, words: Text) -> None:
        """Print ``words`` to stderr, unless ``-q`` asks for silence."""
        if self.verbosity >= 0:
            click.echo(self.words(words), err=True)

    def say_more(self, words: Text) -> None:
        """Print ``words`` to stderr where ``-v`` asks for more."""
        if self.verbosity > 0:
            click.echo(self.words(words), err=True)

    def words(self, words: Text) -> str:
        """Return ``words`` in the language of messages."""
        return words_in(words, (self.language, "en"))

    def colored(self, stream: IO[Any] | None = None) -> bool:
        """Return whether ``stream`` (stdout, where None) is to be written to in colour."""
        if self.color is not None:
            return self.color
        return bool((stream or sys.stdout).isatty())

    def fail(self, words: Text, exit_code: int = WRONG_CALL) -> NoReturn:
        """Leave with one line on stderr and ``exit_code``."""
        raise CallFailure(self.words(words), exit_code)


class CallFailure(click.ClickException):
    """The command cannot be carried out; the message is one line."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.leaving_with = exit_code

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line to stderr."""
        click.echo(f"planbook: {self.format_message()}", err=True, file=file)


def call_from(environment: Mapping[str, str]) -> Call:
    """Return the call as it is before any option has been read."""
    return Call(
        language=message_language(environment),
        color=False if environment.get("NO_COLOR") else None,
    )


def message_language(environment: Mapping[str, str]) -> str:
    """Return the language of messages: zh where the environment asks for Chinese, else en."""
    asked = environment.get("PLANBOOK_LANG")
    if asked in ("zh", "en"):
        return asked
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    return "zh" if locale.lower().startswith("zh") else "en"
