"""Measures planbook on handbooks of n, 2n and 4n people, and prints a table in Markdown.

    python benchmarks/run.py --people 200

Times are processor seconds of planbook and all its processes, so that a busy machine tells
nearly the same as a quiet one; and what counts are ratios within one run. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from generate import Size, write_handbook

GOALS_A_PERSON: Final = 5
STEPS: Final = (1, 2, 4)
SEED: Final = 1
SECONDS_BETWEEN_LOOKS: Final = 0.2
"""How often memory is looked at: it grows for seconds and is then held for long."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of planbook: processor seconds, peak bytes of all processes, and what it printed.

    ``peak`` is 0 where the system does not tell.
    """

    seconds: float
    peak: int
    printed: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one handbook."""

    documents: int
    pages: int
    validating: Run
    first: Run
    second: Run
    rendered_after_edit: int


def measure_handbook(folder: Path, people: int) -> Figures:
    """Write a handbook of ``people`` into ``folder`` and return what planbook needs for it."""
    size = Size(people=people, goals=people * GOALS_A_PERSON, partners=1)
    documents = write_handbook(folder, size, SEED)
    validating = run_planbook(folder, "validate")
    first = run_planbook(folder, "build", "--format", "json")
    second = run_planbook(folder, "build", "--format", "json")
    goal = next(iter(sorted(folder.glob("content/people/*/goals/*.yaml"))))
    goal.write_text(goal.read_text("utf-8").replace("confidence: 0.7\n", "confidence: 0.6\n"))
    edited = run_planbook(folder, "build", "--format", "json")
    return Figures(
        documents=documents,
        pages=json.loads(first.printed)["pages"],
        validating=validating,
        first=first,
        second=second,
        rendered_after_edit=json.loads(edited.printed)["rendered"],
    )


def run_planbook(folder: Path, *arguments: str) -> Run:
    """Run one command on the project in ``folder``; raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "planbook", "-q", "-C", str(folder), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peaks: list[int] = []
        ended = threading.Event()
        watch = threading.Thread(target=_watch_memory, args=(process.pid, ended, peaks))
        watch.start()
        assert process.stdout is not None
        printed = process.stdout.read()
        # Unlike `wait`, this tells what the process and its own processes have used.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watch.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(usage.ru_utime + usage.ru_stime, max(peaks, default=0), printed)


def table_of(measured: Sequence[Figures]) -> str:
    """Return the figures as a table in Markdown, and below it whether they grow in a line."""
    lines = [
        "| documents | pages | check, ms a document | build, ms a page | second build : first |"
        " rendered after one edit | peak memory |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in measured:
        check = one.validating.seconds / one.documents * 1000
        page = one.first.seconds / one.pages * 1000
        peak = f"{one.first.peak / 1e6:.0f} MB" if one.first.peak else "not told"
        lines.append(
            f"| {one.documents} | {one.pages} | {check:.2f} | {page:.2f} "
            f"| {one.second.seconds / one.first.seconds:.2f} | {one.rendered_after_edit} | {peak} |"
        )
    checks = [(one.documents, one.validating.seconds) for one in measured]
    builds = [(one.documents, one.first.seconds) for one in measured]
    lines += [
        "",
        "Time that each further document takes, in the last step against the first (1 is linear):"
        f" check {_growth(checks):.2f}, build {_growth(builds):.2f}.",
    ]
    return "\n".join(lines)


def _growth(points: Sequence[tuple[int, float]]) -> float:
    """Return how much steeper the last step is than the first; starting up is in neither."""
    slopes = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(points)]
    return slopes[-1] / slopes[0]


def _watch_memory(process: int, ended: threading.Event, peaks: list[int]) -> None:
    while not ended.wait(SECONDS_BETWEEN_LOOKS):
        peaks.append(sum(_memory_of(one) for one in _family_of(process)))


def _family_of(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
        for child in children.split():
            yield from _family_of(int(child))


def _memory_of(process: int) -> int:
    """Return the bytes that a process has in memory, what it shares with others in parts."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    """Measure as the command line asks for it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200, help="people of the smallest handbook")
    call = parser.parse_args()
    measured = []
    with tempfile.TemporaryDirectory() as top:
        # The first run of all reads everything that is imported from the disk.
        run_planbook(Path(top), "explain", "link-unknown-id")
        for step in STEPS:
            folder = Path(top) / f"handbook-{step}"
            measured.append(measure_handbook(folder, call.people * step))
    print(table_of(measured))  # noqa: T201 (the command's one result)


if __name__ == "__main__":
    main()
