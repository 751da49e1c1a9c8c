"""Count how many small changes of the code the tests notice: ``make mutants``.

The tests run once, unchanged, to learn which test runs which line. Every mutant then gets a
process of its own, forked from that one, in which the code of the functions that differ is
exchanged and the tests of the changed line run until one fails. So nothing is imported or
collected twice. A mutant that runs out of time counts as noticed.

``PYTHONPATH=tests python -m mutation.run [--at-least 95] [--verbose] [MODULE …]``, where a module
is ``planbook.scoring.pay`` or a package like ``planbook.scoring.practices``.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import inspect
import os
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import FunctionType, ModuleType

import coverage
import pytest
import yaml
from _pytest.runner import runtestprotocol  # as in pytest-forked; pytest has no public name

from mutation.mutants import Mutant, code_by_name, make_mutants

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).parent / "equivalent.yaml"
MUTATED = ("scoring/**/*.py", "editions.py", "periods.py")
TESTS = ("tests/unit/scoring", "tests/unit/test_editions.py", "tests/unit/test_periods.py")
MEMORY = 1 << 30


@dataclass(slots=True)
class Tally:
    """How the mutants of a module fared."""

    noticed: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    equivalent: int = 0

    @property
    def counted(self) -> int:
        """Return how many mutants there are that a test could notice."""
        return self.noticed + len(self.survivors)


class MutantRun:
    """A pytest plug-in that runs the collected tests once for every mutant."""

    def __init__(self, modules: Sequence[str], workers: int, verbose: bool) -> None:
        """Take the modules and packages to mutate, all where there are none."""
        self.modules = tuple(modules)
        self.workers = workers
        self.verbose = verbose
        self.equivalent = read_equivalent()
        self.used: set[tuple[str, str, str, str]] = set()
        self.tallies: dict[str, Tally] = {}
        self.coverage = coverage.Coverage(
            data_file=None, source=[str(ROOT / "src" / "planbook")], config_file=False
        )
        self.seconds: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which tests run which line, then try every mutant."""
        items = {item.nodeid: item for item in session.items}
        self._run_unchanged(session.items)
        gc.collect()
        gc.freeze()  # so that a fork need not copy what is there
        covered = self.coverage.get_data()
        running: dict[int, Mutant] = {}
        for mutant in self._mutants():
            contexts = covered.contexts_by_lineno(str(ROOT / mutant.path))
            # The tests that run any line of what was changed: of an ``if`` over several lines,
            # those of both branches.
            names = {
                name for line in mutant.lines for name in contexts.get(line, ()) if name in items
            }
            if not names:
                names = set(_around(contexts, mutant, items))
            chosen = [items[name] for name in sorted(names, key=self.seconds.__getitem__)]
            running[self._start(mutant, chosen)] = mutant
            if len(running) >= self.workers:
                self._await_one(running)
        while running:
            self._await_one(running)
        return True

    def _mutants(self) -> Iterator[Mutant]:
        for name, path in modules_within(self.modules):
            tally = self.tallies[name] = Tally()
            if self.verbose:
                print(name, flush=True)
            for mutant in make_mutants(name, path, ROOT):
                if mutant.key in self.equivalent:
                    self.used.add(mutant.key)
                    tally.equivalent += 1
                    continue
                yield mutant

    def _run_unchanged(self, items: Sequence[pytest.Item]) -> None:
        self.coverage.start()
        for item in items:
            self.coverage.switch_context(item.nodeid)
            begun = time.process_time()
            reports = runtestprotocol(item, log=False, nextitem=None)
            self.seconds[item.nodeid] = time.process_time() - begun
            failed = [report for report in reports if report.failed]
            if failed:
                raise pytest.UsageError(f"{item.nodeid} fails unchanged: {failed[0].longreprtext}")
        self.coverage.stop()

    def _start(self, mutant: Mutant, items: Sequence[pytest.Item]) -> int:
        pid = os.fork()
        if pid:
            return pid
        noticed = True
        try:
            seconds = int(5 + 3 * sum(self.seconds[item.nodeid] for item in items))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            exchange(mutant)
            noticed = any(
                report.failed
                for item in items
                for report in runtestprotocol(item, log=False, nextitem=None)
            )
        finally:
            os._exit(1 if noticed else 0)

    def _await_one(self, running: dict[int, Mutant]) -> None:
        pid, status = os.wait()
        mutant = running.pop(pid)
        tally = self.tallies[mutant.module]
        if status:
            tally.noticed += 1
        else:
            tally.survivors.append(mutant)
            if self.verbose:
                print(mutant, flush=True)


def modules_within(packages: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Yield the modules to mutate that are or lie in one of ``packages``, in that order."""
    found = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts): path
        for glob in MUTATED
        for path in sorted(ROOT.glob(f"src/planbook/{glob}"))
        if path.stem != "__init__"
    }
    for package in packages or ("planbook",):
        for name in tuple(found):
            if f"{name}.".startswith(f"{package}."):
                yield name, found.pop(name)


def exchange(mutant: Mutant) -> None:
    """Let the functions of the mutant's module run its code, wherever they were imported to."""
    module = importlib.import_module(mutant.module)
    path = ROOT / mutant.path
    plain = code_by_name(path.read_text(encoding="utf-8"), str(path))
    for name, code in code_by_name(mutant.source, str(path)).items():
        if "<locals>" not in name and code != plain[name]:
            function = _function(module, name)
            if function is not None:
                function.__code__ = code


def _function(module: ModuleType, name: str) -> FunctionType | None:
    found: object = module
    for part in name.split("."):
        found = inspect.getattr_static(found, part, None)
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "__func__", found)
    found = inspect.unwrap(found) if callable(found) else found
    return found if isinstance(found, FunctionType) else None


def _around(
    contexts: Mapping[int, Sequence[str]], mutant: Mutant, items: Mapping[str, pytest.Item]
) -> list[str]:
    """Return the tests of the statement that a later line of it belongs to."""
    for line in range(mutant.line, max(mutant.line - 12, 0), -1):
        names = [name for name in contexts.get(line, ()) if name in items]
        if names:
            return names
    return []


def read_equivalent() -> set[tuple[str, str, str, str]]:
    """Return the mutants that do what the code does, so that no test can tell them apart."""
    groups = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    return {
        (group["module"], group["function"], each["before"], each["after"])
        for group in groups
        for each in group["mutants"]
    }


def print_table(tallies: Mapping[str, Tally]) -> Fraction:
    """Print what was noticed, a module a line, and return the share of all."""
    print(f"{'module':<44}{'mutants':>8}{'noticed':>8}{'share':>8}{'equivalent':>12}")
    noticed = counted = equivalent = 0
    for name, tally in tallies.items():
        if tally.counted or tally.equivalent:
            _print_row(name, tally.counted, tally.noticed, tally.equivalent)
        noticed += tally.noticed
        counted += tally.counted
        equivalent += tally.equivalent
    _print_row("all", counted, noticed, equivalent)
    return Fraction(noticed, counted) if counted else Fraction(1)


def _print_row(name: str, counted: int, noticed: int, equivalent: int) -> None:
    # Rounded down: 94.96 % is not 95 %.
    share = 1000 * noticed // counted / 10 if counted else 100.0
    print(f"{name:<44}{counted:>8}{noticed:>8}{share:>7}%{equivalent:>12}")


def main() -> int:
    """Run, print, and return 1 where fewer are noticed than asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--at-least", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument(
        "--verbose", action="store_true", help="print modules and survivors as it comes to them"
    )
    arguments = parser.parse_args()
    run = MutantRun(arguments.modules, arguments.workers, arguments.verbose)
    os.chdir(ROOT)
    options = ["-q", "-s", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
    code = pytest.main([*options, *TESTS], plugins=[run])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return int(code)
    for tally in run.tallies.values():
        for mutant in sorted(tally.survivors, key=lambda one: one.line):
            print(mutant)
    share = print_table(run.tallies)
    if not arguments.modules:
        for key in sorted(run.equivalent - run.used):
            print(f"equivalent.yaml names a mutant that is no more: {key}")
    return 1 if share * 100 < arguments.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
