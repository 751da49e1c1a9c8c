"""Running git: it starts no program that a repository names, and reads unless told otherwise.

Hooks, filters, pagers, external diffs and file-system monitors are the settings of a repository
that start programs. None of them is needed to read objects; each is switched off here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

_SAFE: Final = (
    "--no-optional-locks",
    "--no-pager",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.quotePath=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "diff.external="),
    *("-c", "submodule.recurse=false"),
)
# Where somebody calls planbook from a hook, git says in the environment which repository the hook
# is of, by paths that are relative to another folder than the project's.
_KEPT: Final = (
    "GIT_CONFIG",
    "GIT_EXEC_PATH",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)
_QUIET: Final[Mapping[str, str]] = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "",
    # A partial clone would fetch what it lacks, by programs that its settings name.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Neither are parents replaced that a file of the repository gives others.
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ADVICE": "0",
    # Its messages are read here.
    "LC_ALL": "C",
    "LANGUAGE": "C",
}


class Ran(msgspec.Struct, frozen=True):
    """What came of a run of git. ``code`` is None where there is no git."""

    code: int | None
    out: bytes = b""
    said: str = ""

    @property
    def words(self) -> str:
        """What it printed, as one line."""
        return decode(self.out).strip()


def run_git(
    folder: Path,
    *arguments: str,
    settings: Iterable[str] = (),
    variables: Mapping[str, str] | None = None,
) -> Ran:
    """Return what git says in ``folder``; ``settings`` are ``name=value`` for this run.

    ``variables`` are all of its environment, for a run that is to reach another repository.
    """
    command = command_of(arguments, settings)
    if command is None:
        return Ran(None)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment() if variables is None else variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except (OSError, ValueError) as error:
        return Ran(128, said=str(error))
    return Ran(done.returncode, done.stdout, decode(done.stderr).strip())


def pipe_through_git(folder: Path, *arguments: str, fed: bytes, most: int) -> Ran:
    """Return what git says in ``folder`` of the lines ``fed`` to it, ``most`` bytes of it at most.

    Where there is more than that, it is cut off, and git is stopped.
    """
    command = command_of(arguments)
    if command is None:
        return Ran(None)
    try:
        with tempfile.TemporaryFile() as questions:
            questions.write(fed)
            questions.seek(0)
            with subprocess.Popen(
                command,
                cwd=folder,
                env=environment(),
                stdin=questions,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ) as process:
                assert process.stdout is not None
                out = process.stdout.read(most)
                if len(out) == most:
                    process.kill()
    except (OSError, ValueError) as error:
        return Ran(128, said=str(error))
    return Ran(process.returncode, out)


def command_of(arguments: Sequence[str], settings: Iterable[str] = ()) -> list[str] | None:
    """Return the command line of git with ``arguments``; None where there is no git."""
    git = shutil.which("git")
    if git is None:
        return None
    more = (word for setting in settings for word in ("-c", setting))
    return [git, *_SAFE, *more, *arguments]


def environment() -> dict[str, str]:
    """Return the environment that git is run in."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    # git does nothing at all where the number of settings in the environment is none.
    if not own.get("GIT_CONFIG_COUNT", "0").isdecimal():
        del own["GIT_CONFIG_COUNT"]
    return {**own, **_QUIET}


def decode(words: bytes) -> str:
    """Return what git printed as text; a path comes out as the file system would give it."""
    return words.decode("utf-8", "surrogateescape")
