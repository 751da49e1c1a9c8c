"""Every unit of work, run again alone: it reaches nothing that it has not asked for."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builders.content_edits import TODAY, make_project
from builders.repositories import Scratch
from planbook.as_of import fixed_as_of
from planbook.digest import digest_bytes
from planbook.model.edition import Edition
from planbook.recorded.history import RecordedHistory
from planbook.recorded.run import RecordedRun, open_project
from planbook.recording.recorder import Recorder
from planbook.recording.table import Table
from planbook.recording.unit import ABSENT_DIGEST, AbsentError, Nothing, Unit
from planbook.unchanged import look_at_project

A_TABLE = 1
"""How many units of each table the suite runs again."""


class UnaskedError(AssertionError):
    """A unit asks for what it had not asked for before."""


def begin(root: Path, edition: Edition) -> RecordedRun:
    opened = open_project(root, look_at_project(root, with_history=True))
    assert opened is not None
    run = RecordedRun(opened, fixed_as_of(TODAY), None, 1)
    run.see(edition, RecordedHistory)
    return run


def units_of(run: RecordedRun) -> list[Unit]:
    """Return all units that a whole run makes."""
    assert run.pages is not None
    run.check()
    run.recorder.refresh()
    run.recorder.settle_all(run.pages.views, list(run.pages.pages), 1)
    tables = run.recorder._tables.values()
    return [unit for table in tables if table.given is None for unit in table.units.values()]


class Alone:
    """Runs units of ``first`` again, each in tables of its own."""

    def __init__(
        self, root: Path, edition: Edition, first: RecordedRun, patch: pytest.MonkeyPatch
    ) -> None:
        self._root, self._edition, self._first = root, edition, first
        self._tables = first.recorder._tables
        self._second: RecordedRun | None = None
        self._allowed: set[tuple[str, Any]] = set()
        self._is_handing = False
        self._made: dict[tuple[str, Any], Any] = {}
        real = Table.__getitem__

        def hand_out(table: Table[Any, Any], key: Any) -> Any:
            if self._second is None or self._is_handing:
                return real(table, key)
            recorder = self._second.recorder
            if recorder.reads is not None and (table.name, key) not in self._allowed:
                raise UnaskedError(f"{table.name} {key}")
            if table.given is None and table.codec is None:
                return self._anew(recorder, table.name, key)
            self._is_handing = True
            try:
                return real(self._tables[table.name], key)
            finally:
                self._is_handing = False

        patch.setattr(Table, "__getitem__", hand_out)

    def _anew(self, recorder: Recorder, name: str, key: Any) -> Any:
        """Return an object made for this unit: an older one may know what others asked it."""
        if (name, key) not in self._made:
            with recorder.aside():
                self._made[name, key] = recorder._tables[name].make(key)
        return self._made[name, key]

    def run(self, unit: Unit) -> str:
        """Run a unit again, and return what is wrong with it, if anything is."""
        second = begin(self._root, self._edition)
        self._allowed = {(read.table.name, read.key) for read in unit.reads or ()}
        table = second.recorder._tables[unit.table.name]
        self._made.clear()
        self._second, second.recorder.reads = second, {}
        try:
            value = table.make(unit.key)
        except AbsentError:
            value = Nothing.ABSENT
        except UnaskedError as error:
            return f"{unit.table.name} {unit.key} asks for {error}"
        finally:
            self._second = None
            second.close()
        if value is Nothing.ABSENT:
            is_same = unit.digest == ABSENT_DIGEST
        else:
            codec = unit.table.codec
            is_same = codec is None or digest_bytes(codec.encode(value)) == unit.digest
        return "" if is_same else f"{unit.table.name} {unit.key} gives another answer"


def run_alone(root: Path, edition: Edition, most: int, seed: int) -> list[str]:
    """Run up to ``most`` units of each table alone, and return what is wrong with them."""
    first = begin(root, edition)
    by_table: dict[str, list[Unit]] = defaultdict(list)
    for unit in units_of(first):
        by_table[unit.table.name].append(unit)
    assert len(by_table) > 50
    chance = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        alone = Alone(root, edition, first, patch)
        chosen = [
            unit
            for units in by_table.values()
            for unit in chance.sample(units, min(most, len(units)))
        ]
        found = list(filter(None, map(alone.run, chosen)))
    first.close()
    return found


@pytest.mark.parametrize("edition", [Edition(), Edition("private")], ids=lambda one: one.name)
def test_unit_reaches_only_what_it_asked_for(tmp_path: Path, edition: Edition) -> None:
    root = tmp_path / "plans"
    make_project(root)
    commit_some(Scratch(tmp_path, root))
    assert run_alone(root, edition, A_TABLE, 1) == []


def commit_some(scratch: Scratch) -> None:
    """Give a project some history: documents that were changed, moved and deleted."""
    scratch.git("init", "--quiet", "--initial-branch", "main")
    scratch.commit(day="2026-06-01")
    goal = "content/people/wang-jing/goals/revenue.yaml"
    table = "content/metrics/channel-revenue.csv"
    for day in ("2026-11-03", "2026-11-17", "2026-11-24"):
        scratch.change(goal, "confidence: 0.", "confidence: 0.1")
        scratch.write(table, f"{scratch.read(table).rstrip()}\n{day},wang-jing,100\n")
        scratch.commit(day=day, author="wang-jing@bluewell.example")
    (scratch.root / goal).rename(scratch.root / "content/people/wang-jing/goals/moved.yaml")
    (scratch.root / "content/retrospectives/last-quarter.yaml").unlink()
    scratch.commit(day="2026-11-25")


def test_a_unit_that_does_not_ask_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "plans"
    make_project(root)
    first = begin(root, Edition())
    units_of(first)
    unit = next(one for one in first.content.outline.units.values() if one.reads)
    unit.reads = ()
    assert "asks for" in Alone(root, Edition(), first, monkeypatch).run(unit)
