"""Scenarios: end-to-end cases, each in one readable file.

A file begins with words that say what it shows; after that every line ``=== …`` begins a step:

- ``project NAME``         start from the files of ``projects/NAME/``
- ``file PATH``            write the lines that follow (``\\n`` in a path is a line end)
- ``bytes PATH``           write the lines that follow, with Python's escapes (``\\xb3``), joined
- ``link PATH -> TARGET``  make a symbolic link
- ``fifo PATH``            make a named pipe
- ``large PATH SIZE``      make a sparse file of SIZE bytes
- ``remove PATH``          delete a file
- ``unreadable PATH``      take away the right to read a file
- ``run planbook …``       run a command; the lines that follow are what it prints
- ``stderr``               what the command before prints to stderr
- ``exit CODE``            the exit code of the command before
- ``site same``            the site on disk has the same bytes as after the last successful build
- ``no PATH``              this file does not exist

The folder of the project stands as ``DIR`` in outputs.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planbook.cli.main import run

HERE = Path(__file__).parent
_SECONDS = re.compile(r"(\bin |\"seconds\": )\d+\.\d+")


@dataclass
class Step:
    """One ``=== verb rest`` with the lines below it."""

    verb: str
    rest: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as they would stand in a file; a blank line before the next step is not one."""
        lines = self.lines[:-1] if self.lines and not self.lines[-1] else self.lines
        return "".join(f"{line}\n" for line in lines)

    def tell(self, text: str) -> None:
        """Put ``text`` in the place of the lines."""
        self.lines = [*text.splitlines(), ""]

    def __str__(self) -> str:
        return "\n".join([f"=== {self.verb} {self.rest}".rstrip(), *self.lines])


def read_scenario(path: Path) -> tuple[str, list[Step]]:
    """Return the words at the beginning of a scenario, and its steps."""
    words, *parts = re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)
    steps = []
    for part in parts:
        heading, _, below = part.partition("\n")
        verb, _, rest = heading.partition(" ")
        steps.append(Step(verb, rest.strip(), below.split("\n")[:-1]))
    return words, steps


def write_scenario(path: Path, words: str, steps: list[Step]) -> None:
    """Write a scenario back, as ``--update-goldens`` does."""
    path.write_text(words + "\n".join(str(step) for step in steps).rstrip() + "\n", "utf-8")


@dataclass
class Play:
    """A scenario being played in ``folder``; ``captured`` returns what has been printed since."""

    folder: Path
    captured: Callable[[], tuple[str, str]]
    update: bool
    built: str = ""
    printed: tuple[str, str] = ("", "")
    left_with: int = 0

    def play(self, steps: list[Step]) -> Iterator[tuple[str, str, str]]:
        """Carry out ``steps``; yield (what, expected, actual) wherever they differ."""
        for position, step in enumerate(steps):
            if step.verb == "run":
                yield from self._run(step, steps, position)
            if step.verb in ("run", "stderr", "exit"):
                yield from self._check(step)
            elif step.verb == "site":
                yield from self._differs("the site", self.built, self._site_digest())
            elif step.verb == "no":
                yield from self._differs("files", "", step.rest * self._path(step).exists())
            else:
                self._prepare(step)

    def _run(self, step: Step, steps: list[Step], position: int) -> Iterator[tuple[str, str, str]]:
        """Run a command; where nobody has said what it prints to stderr, that is nothing."""
        name, *arguments = shlex.split(step.rest)
        assert name == "planbook", step.rest
        self.left_with = run(["-C", str(self.folder), *arguments])
        out, err = self.captured()
        self.printed = self._shown(out), self._shown(err)
        if arguments[0] == "build" and self.left_with == 0:
            self.built = self._site_digest()
        following = {each.verb for each in _until_next_run(steps[position + 1 :])}
        if "stderr" not in following:
            yield from self._differs("stderr", "", self.printed[1])
            if self.update and self.printed[1]:
                steps.insert(position + 1, Step("stderr", "", [""]))
        if "exit" not in following:
            yield from self._differs("exit", "0", str(self.left_with))
            if self.update and self.left_with != 0:
                after_stderr = steps[position + 1 : position + 2] and (
                    steps[position + 1].verb == "stderr"
                )
                steps.insert(position + (2 if after_stderr else 1), Step("exit", "0", [""]))

    def _check(self, step: Step) -> Iterator[tuple[str, str, str]]:
        actual = {
            "run": self.printed[0],
            "stderr": self.printed[1],
            "exit": str(self.left_with),
        }[step.verb]
        if step.verb == "exit":
            yield from self._differs("exit", step.rest, actual)
            step.rest = actual if self.update else step.rest
        elif step.text != actual:
            yield (f"{step.verb} {step.rest}", step.text, actual)
            step.tell(actual)

    def _differs(self, what: str, expected: str, actual: str) -> Iterator[tuple[str, str, str]]:
        if expected != actual:
            yield (what, expected, actual)

    def _shown(self, text: str) -> str:
        text = text.replace(self.folder.as_uri(), "file://DIR").replace(str(self.folder), "DIR")
        return _SECONDS.sub(r"\g<1>0.0", text)

    def _path(self, step: Step) -> Path:
        name = step.rest.partition(" -> ")[0].split(" ")[0]
        return self.folder / name.replace("\\n", "\n")

    def _prepare(self, step: Step) -> None:
        if step.verb == "project":
            shutil.copytree(HERE / "projects" / step.rest, self.folder, dirs_exist_ok=True)
            return
        path = self._path(step)
        path.parent.mkdir(parents=True, exist_ok=True)
        match step.verb:
            case "file":
                path.write_text(step.text, "utf-8", newline="\n")
            case "bytes":
                path.write_bytes(eval(f'b"""{"".join(step.lines)}"""'))
            case "link":
                path.symlink_to(step.rest.partition(" -> ")[2])
            case "fifo":
                os.mkfifo(path)
            case "large":
                path.touch()
                os.truncate(path, int(step.rest.split(" ")[1]))
            case "remove":
                path.unlink()
            case "unreadable":
                path.chmod(0)
            case _:
                raise AssertionError(f"no such step: {step.verb}")

    def _site_digest(self) -> str:
        digest = hashlib.sha256()
        for path in sorted((self.folder / "site").rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(self.folder).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()


def _until_next_run(steps: list[Step]) -> Iterator[Step]:
    for step in steps:
        if step.verb == "run":
            return
        yield step
