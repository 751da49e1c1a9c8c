"""Measures planbook, and its peers on the same documents, and prints a table in Markdown.

    python benchmarks/run.py             sizes of 1 000, 2 000 and 10 000 goals; takes long
    python benchmarks/run.py --quick     small sizes: shows that everything runs, and no more

Every figure is the median of several runs. The programs take turns, so that other work on the
machine falls upon all of them; what counts are ratios within one run.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generate import Size, write_handbook
from measuring import Run, RunError, Spread, run_program, spread_of
from peers import (
    Peers,
    find_peers,
    run_check_jsonschema,
    run_hugo,
    version_of,
    write_hugo_site,
)
from reporting import (
    Figures,
    SizeFigures,
    load_figures,
    machine,
    print_report,
    versions,
    write_pages,
)
from serving import has_serve, measure_saves

SIZES: Final = (1_000, 2_000, 10_000)
QUICK_SIZES: Final = (20, 40, 200)
GOALS_A_PERSON: Final = 5
SEED: Final = 1
HERE: Final = Path(__file__).resolve().parent
SCHEMAS: Final = HERE.parent / "schemas"


@dataclass(slots=True)
class Handbook:
    """A handbook to measure with: as a project of planbook's, and as a site of Hugo's."""

    goals: int
    folder: Path
    documents: int
    edits: int = 0
    runs: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))

    @property
    def project(self) -> Path:
        """Return the folder of planbook.yaml."""
        return self.folder / "project"

    @property
    def hugo_site(self) -> Path:
        """Return the folder of the same documents for Hugo."""
        return self.folder / "hugo"

    @property
    def goal(self) -> Path:
        """Return the goal that is edited."""
        return next(iter(sorted(self.project.glob("content/people/*/goals/*.yaml"))))

    def next_text(self) -> str:
        """Return the goal with another confidence than it has, the same again every other time."""
        self.edits += 1
        now, then = ("0.7", "0.6") if self.edits % 2 else ("0.6", "0.7")
        text = self.goal.read_text("utf-8")
        assert f"\n  confidence: {now}\n" in text
        return text.replace(f"\n  confidence: {now}\n", f"\n  confidence: {then}\n")


def make_handbook(folder: Path, goals: int, language: str) -> Handbook:
    """Write a handbook of ``goals`` into ``folder``, in one language."""
    size = Size(max(1, goals // GOALS_A_PERSON), goals, partners=0, languages=(language,))
    documents = write_handbook(folder / "project", size, SEED)
    write_hugo_site(folder / "project", folder / "hugo")
    return Handbook(goals, folder, documents)


def measure_round(handbook: Handbook, peers: Peers, *, checks: bool) -> None:
    """Run each kind of work once, planbook and its peers in turn; ``checks`` takes longest."""
    runs, project = handbook.runs, handbook.project
    _forget(project)
    runs["cold"].append(planbook(project, "build", "--format", "json"))
    if peers.hugo is not None:
        shutil.rmtree(handbook.hugo_site / "public", ignore_errors=True)
        runs["hugo"].append(run_hugo(peers.hugo, handbook.hugo_site))
    runs["unchanged"].append(planbook(project, "build", "--format", "json"))
    handbook.goal.write_text(handbook.next_text(), "utf-8")
    runs["edited"].append(planbook(project, "build", "--format", "json"))
    if checks:
        _forget(project)
        runs["validate"].append(planbook(project, "validate"))
        runs["validate unchanged"].append(planbook(project, "validate"))
        if peers.check_jsonschema is not None:
            runs["check-jsonschema"].append(
                run_check_jsonschema(peers.check_jsonschema, project, SCHEMAS)
            )


def measure_memory(handbook: Handbook) -> None:
    """Build from nothing and once more, and look at the memory meanwhile."""
    _forget(handbook.project)
    for name in ("memory cold", "memory unchanged"):
        run = planbook(handbook.project, "build", "--format", "json", watch_memory=True)
        handbook.runs[name].append(run)


def planbook(project: Path, *arguments: str, watch_memory: bool = False) -> Run:
    """Run one command on ``project``, in a process of its own."""
    command: list[str | Path] = [sys.executable, "-m", "planbook", "-q", "-C", project, *arguments]
    return run_program(command, watch_memory=watch_memory)


def measure_starts(rounds: int) -> tuple[list[Run], list[Run]]:
    """Return what `planbook --version` takes, and Python with click alone."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(run_program([sys.executable, "-m", "planbook", "--version"]))
        theirs.append(run_program([sys.executable, "-c", "import click"]))
    return ours, theirs


def measure_serve(handbook: Handbook, rounds: int) -> list[float]:
    """Return the seconds from saving a goal to its new page, of ``rounds`` saves."""
    page = f"goals/{handbook.goal.stem}/index.html"
    goal = handbook.goal
    # The first save is another text than the one that stands there, and each one after it.
    saved = itertools.cycle((handbook.next_text(), goal.read_text("utf-8")))
    texts = list(itertools.islice(saved, rounds + 1))
    return measure_saves(handbook.project, page, goal, texts)


def figures_of(handbook: Handbook) -> SizeFigures:
    """Return what was measured with ``handbook``, as the report tells it."""
    told = json.loads(handbook.runs["cold"][-1].printed)
    edited = json.loads(handbook.runs["edited"][-1].printed)
    return SizeFigures(
        goals=handbook.goals,
        documents=handbook.documents,
        files=told["pages"],
        pages=_count_pages(handbook.project / "site"),
        hugo_pages=_count_pages(handbook.hugo_site / "public"),
        rendered_after_edit=edited["rendered"],
        seconds={name: _seconds(runs) for name, runs in handbook.runs.items()},
        processor={
            name: spread_of([run.processor_seconds for run in runs]).median
            for name, runs in handbook.runs.items()
        },
        peaks={
            name: max(run.peak for run in runs if run.peak is not None)
            for name, runs in handbook.runs.items()
            if any(run.peak is not None for run in runs)
        },
    )


def _seconds(runs: list[Run]) -> Spread:
    return spread_of([run.seconds for run in runs])


def _count_pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def _forget(project: Path) -> None:
    """Make the next run the first one."""
    for name in ("site", ".planbook"):
        shutil.rmtree(project / name, ignore_errors=True)


def measure(
    folder: Path, sizes: tuple[int, ...], rounds: int, language: str, peers: Peers, say: Say
) -> Figures:
    """Measure handbooks of ``sizes`` goals in ``folder`` and return all the figures."""
    # The first run of all compiles modules and reads everything from the disk.
    run_program([sys.executable, "-m", "planbook", "explain", "link-unknown-id"])
    handbooks = []
    for goals in sizes:
        say(f"writing a handbook of {goals} goals")
        handbooks.append(make_handbook(folder / str(goals), goals, language))
    planbook(handbooks[0].project, "build")
    for turn, handbook in _turns(handbooks, rounds):
        say(f"round {turn} of {rounds}: {handbook.goals} goals")
        measure_round(handbook, peers, checks=handbook is handbooks[-1])
    say("memory")
    measure_memory(handbooks[-1])
    serve: dict[int, Spread] = {}
    missing = list(peers.missing)
    if has_serve():
        for handbook in (handbooks[0], handbooks[-1]):
            say(f"serve: {handbook.goals} goals")
            try:
                serve[handbook.goals] = spread_of(measure_serve(handbook, rounds))
            except (RunError, OSError) as error:
                missing.append(f"`planbook serve` could not be measured: {error}.")
    else:
        missing.append("This planbook has no `serve`: its rows are left out.")
    say("starting up")
    ours, theirs = measure_starts(max(rounds, 5))
    return Figures(
        sizes=tuple(figures_of(handbook) for handbook in handbooks),
        serve=serve,
        version=_seconds(ours),
        click=_seconds(theirs),
        rounds=rounds,
        versions={**versions(), **version_of(peers)},
        machine=machine(),
        missing=tuple(missing),
    )


Say = Callable[[str], None]


def _turns(handbooks: list[Handbook], rounds: int) -> Iterator[tuple[int, Handbook]]:
    for turn in range(1, rounds + 1):
        for handbook in handbooks:
            yield turn, handbook


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """Measure as the command line asks for it, print the table, and write it where asked to."""
    parser = argparse.ArgumentParser(description="Measure planbook beside its peers.")
    parser.add_argument("--quick", action="store_true", help=f"sizes {QUICK_SIZES}, for a look")
    parser.add_argument("--sizes", type=int, nargs=3, metavar="GOALS", help="three sizes, rising")
    parser.add_argument("--runs", type=int, default=5, help="runs of each kind of work")
    parser.add_argument("--language", choices=["zh", "en"], default="zh", help="of the content")
    parser.add_argument("--no-peers", action="store_true", help="measure planbook alone")
    parser.add_argument("--peers", type=Path, default=HERE / ".peers", help="where peers are")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep all the figures")
    parser.add_argument("--from", dest="kept", type=Path, metavar="FILE", help="measure nothing")
    parser.add_argument(
        "--write-docs", action="store_true", help="put the table into docs/performance*.md"
    )
    call = parser.parse_args()
    if call.kept:
        figures = load_figures(call.kept)
    else:
        sizes = tuple(call.sizes or (QUICK_SIZES if call.quick else SIZES))
        if call.runs < 1 or list(sizes) != sorted(set(sizes)) or sizes[0] < 1:
            parser.error("--runs is at least 1, and --sizes rise")
        peers = Peers() if call.no_peers else find_peers(call.peers.resolve(), _say)
        try:
            with tempfile.TemporaryDirectory(dir=call.folder, prefix="planbook-bench-") as top:
                figures = measure(Path(top), sizes, call.runs, call.language, peers, _say)
        except RunError as error:
            _say(str(error))
            return 1
    has_bars = tuple(size.goals for size in figures.sizes) == SIZES
    print_report(figures, has_bars=has_bars)
    if call.json:
        figures.save(call.json)
    if call.write_docs and not has_bars:
        _say("docs/ stay as they are: the bars are for other sizes")
    elif call.write_docs:
        write_pages(figures, HERE.parent / "docs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
