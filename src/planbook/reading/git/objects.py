"""Git's objects, read by one process that is asked for one after the other by their ids."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import IO, Final

from planbook.reading.git.running import command_of, environment

_CHUNK: Final = 1 << 16


class GitObjects:
    """The objects of the repository around ``folder``. To be closed after use."""

    def __init__(self, folder: Path) -> None:
        """Start nothing yet: many questions are answered without a single object."""
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.count = 0
        """How many objects were read."""

    def read(self, id_: str, limit: int) -> tuple[bytes, int] | None:
        """Return the first ``limit`` bytes of an object, and how many there are of it in all.

        None where git does not have it, or cannot give all of it: a damaged object breaks off.
        Its size is known before any of it is taken in; what is beyond the limit is passed over.
        """
        question, answer = self._pipes()
        if question is None or answer is None:
            return None
        try:
            question.write(f"{id_}\n".encode())
            question.flush()
            head = answer.readline().split()
        except OSError:
            return None
        if len(head) != len(("id", "sort", "size")):
            return None
        self.count += 1
        size = int(head[2])
        kept = answer.read(min(size, limit))
        left = size - len(kept) + 1  # and the line end behind it
        while left > 0 and (passed := answer.read(min(left, _CHUNK))):
            left -= len(passed)
        return (kept, size) if left == 0 else None

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.wait()

    def _pipes(self) -> tuple[IO[bytes] | None, IO[bytes] | None]:
        if self._process is None:
            command = command_of(("cat-file", "--batch"))
            if command is None:
                return None, None
            self._process = subprocess.Popen(
                command,
                cwd=self._folder,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process.stdin, self._process.stdout
