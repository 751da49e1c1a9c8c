"""Programs that stand in for others: a script in Python, which runs wherever Python lies."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def write_program(path: Path, script: str) -> None:
    """Make the file at ``path`` a program that runs ``script``.

    The system reads no further than a space in the line that names an interpreter, and a checkout
    may lie in a folder with one: the shell finds Python.
    """
    own = path.with_name(f"{path.name}.py")
    own.write_text(script, "utf-8")
    words = f"{shlex.quote(sys.executable)} {shlex.quote(str(own))}"
    path.write_text(f'#!/bin/sh\nexec {words} "$@"\n', "utf-8")
    path.chmod(0o755)
