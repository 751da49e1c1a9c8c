"""Runs a program and says what it took: time, processor time, and memory of all its processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SECONDS_BETWEEN_LOOKS: Final = 0.05
"""How often memory is looked at; a peak that is shorter may be missed."""


class RunError(Exception):
    """A program failed; the text says which, and how it ended."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock and of processors, all child processes included.

    ``peak`` is the most memory in bytes that was seen, None where nobody looked.
    """

    seconds: float
    processor_seconds: float
    peak: int | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Several runs of one kind of work: the median, the least and the most."""

    median: float
    least: float
    most: float


def spread_of(values: Sequence[float]) -> Spread:
    """Return the spread of one value or more."""
    return Spread(statistics.median(values), min(values), max(values))


def run_program(
    command: Sequence[str | Path], *, folder: Path | None = None, watch_memory: bool = False
) -> Run:
    """Run ``command`` to its end; raises RunError where it fails.

    Memory is asked for by itself: to look at it takes time from the program.
    """
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaints:
        began = time.perf_counter()
        process = subprocess.Popen(
            words, stdout=printed, stderr=complaints, cwd=folder, env=environment()
        )
        peaks: list[int] = []
        ended = threading.Event()
        watch = threading.Thread(target=_watch_memory, args=(process.pid, ended, peaks))
        if watch_memory:
            watch.start()
        # Unlike `wait`, this tells what the process and its own processes have used.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        if watch_memory:
            watch.join()
        printed.seek(0)
        complaints.seek(0)
        if process.returncode:
            last = complaints.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            raise RunError(f"{' '.join(words[:6])}: exit code {process.returncode}: {last}")
        text = printed.read().decode("utf-8", "replace")
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(peaks, default=None), text)


def environment() -> Mapping[str, str]:
    """Return the environment of what is measured: modules are compiled once, words are English."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "GITHUB_ACTIONS", "PYTHONPROFILEIMPORTTIME")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PLANBOOK_LANG": "en"}


def _watch_memory(process: int, ended: threading.Event, peaks: list[int]) -> None:
    while not ended.wait(SECONDS_BETWEEN_LOOKS):
        seen = sum(_memory_of(one) for one in _family_of(process))
        if seen:
            peaks.append(seen)


def _family_of(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _family_of(int(child))


def _memory_of(process: int) -> int:
    """Return the bytes that a process has in memory, what it shares with others in parts."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
