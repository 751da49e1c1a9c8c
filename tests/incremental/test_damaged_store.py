"""A store that is damaged behind its time of change costs time, and nothing else."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest

from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.keeping import begin_run
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.recorded.run import NOT_BELIEVED

SMALL = Path(__file__).parents[1] / "scenarios/projects/small"
AS_OF = fixed_as_of(datetime.date(2026, 9, 10))
TEAM = Edition()

Harm: TypeAlias = Callable[[Path], None]


def build(project: Path) -> tuple[object, ...]:
    run = begin_run(project, AS_OF, TEAM)
    assert run.build(Request(project / "site", TEAM)).report is not None
    run.keep()
    return run.notes


def garble(store: Path) -> None:
    content = bytearray(store.read_bytes())
    content[100:] = bytes(byte ^ 0x55 for byte in content[100:])
    store.write_bytes(content)


def cut_off(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:20_000])


def garble_what_it_holds(table: str, column: str) -> Harm:
    def harm(store: Path) -> None:
        with closing(sqlite3.connect(store)) as connection, connection:
            connection.execute(f"UPDATE {table} SET {column} = x'93a1ff'")

    return harm


def leave_out(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM meta WHERE name != 'stamp'")


HARMS = {
    "of another form": leave_out,
    "garbled": garble,
    "cut off": cut_off,
    "answers": garble_what_it_holds("answer", "value"),
    "notes": garble_what_it_holds("note", "value"),
    "reads": garble_what_it_holds("trace", "reads"),
    "readers": garble_what_it_holds("readers", "ids"),
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("keeps_time", [True, False])
def test_a_run_on_a_damaged_store_gives_what_a_run_without_one_gives(
    tmp_path: Path, harm: str, keeps_time: bool
) -> None:
    project = tmp_path / "project"
    shutil.copytree(SMALL, project)
    assert build(project) == ()
    assert build(project) == ()
    store = project / ".planbook/store.sqlite"
    status = store.stat()
    HARMS[harm](store)
    if keeps_time:
        os.utime(store, ns=(status.st_atime_ns, status.st_mtime_ns))
    goal = project / "content/q3.yaml"
    text = goal.read_text("utf-8")
    assert "target: 6000000" in text
    goal.write_text(text.replace("target: 6000000", "target: 6500000"), "utf-8")

    notes = build(project)

    # Which files there were is only a help: without it they are read again.
    assert notes == (() if keeps_time and harm == "notes" else (NOT_BELIEVED,))
    checked = check_project(project, AS_OF)
    assert build_site(checked, Request(tmp_path / "clean", TEAM)).report is not None
    assert tree_of(project / "site") == tree_of(tmp_path / "clean")
    assert build(project) == ()
