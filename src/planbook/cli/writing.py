"""What leaves the process: nothing else writes to stdout or stderr, or to a file of a service.

A file name, an id or a word of the call may hold line ends, colours and signs that turn a line
around. None of them reaches a terminal or a build log as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


def write_lines(*lines: str, to_stderr: bool = False) -> None:
    """Print each of ``lines`` as one line, whatever it holds."""
    from planbook.diagnostics.terminal import safe, safe_lines

    click.echo(safe_lines("\n".join(map(safe, lines))), err=to_stderr)


def write_text(text: str, *, to_stderr: bool = False, colour: bool | None = None) -> None:
    """Print ``text``, which consists of lines and ends as it ends.

    What stands in its lines has been made safe where a line end would matter.
    """
    from planbook.diagnostics.terminal import safe_lines

    click.echo(safe_lines(text), nl=False, err=to_stderr, color=colour)


def write_orders(text: str) -> None:
    """Print ``text``, whose lines may be orders to GitHub to show a finding."""
    from planbook.diagnostics.terminal import safe_orders

    click.echo(safe_orders(text), nl=False)


def write_json(text: str) -> None:
    """Print ``text``, which is JSON."""
    from planbook.diagnostics.terminal import safe_json

    click.echo(safe_json(text.rstrip("\n")))


def write_traceback(error: BaseException) -> None:
    """Print to stderr where ``error`` happened; what it says is one line."""
    import traceback

    told = traceback.TracebackException.from_exception(error)
    frames = ["Traceback (most recent call last):\n", *told.stack.format()] if told.stack else []
    write_text("".join(frames), to_stderr=True)
    write_lines(f"{type(error).__name__}: {error}", to_stderr=True)


def append_to_file(path: Path, text: str) -> None:
    """Add ``text`` to the file at ``path``, which a service that runs builds has named.

    Raises OSError where that cannot be done.
    """
    with path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
