"""What leaves the process: nothing else writes to stdout or stderr.

A file name, an id or a word of the call may hold line ends, colours and signs that turn a line
around. None of them reaches a terminal or a build log as such.
"""

from __future__ import annotations

import traceback

import click

from planbook.diagnostics.terminal import safe, safe_json, safe_lines


def write_lines(*lines: str, to_stderr: bool = False) -> None:
    """Print each of ``lines`` as one line, whatever it holds."""
    click.echo(safe_lines("\n".join(map(safe, lines))), err=to_stderr)


def write_text(text: str, *, to_stderr: bool = False, colour: bool | None = None) -> None:
    """Print ``text``, which consists of lines and ends as it ends.

    What stands in its lines has been made safe where a line end would matter.
    """
    click.echo(safe_lines(text), nl=False, err=to_stderr, color=colour)


def write_json(text: str) -> None:
    """Print ``text``, which is JSON."""
    click.echo(safe_json(text.rstrip("\n")))


def write_traceback(error: BaseException) -> None:
    """Print to stderr where ``error`` happened; what it says is one line."""
    told = traceback.TracebackException.from_exception(error)
    frames = ["Traceback (most recent call last):\n", *told.stack.format()] if told.stack else []
    write_text("".join(frames), to_stderr=True)
    write_lines(f"{type(error).__name__}: {error}", to_stderr=True)
