"""Whatever befalls the store: a note, the right findings and the right site, never a traceback."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from builders.content_edits import TODAY, make_project
from builders.killing import kill_after
from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.keeping import KeptRun, Run, begin_run
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.recorded.run import RecordedRun
from planbook.recording import store as store_module
from planbook.recording.store import Store, StoreError

TEAM = Edition()
GOAL = "content/people/wang-jing/goals/revenue.yaml"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that has been built once."""
    root = tmp_path_factory.mktemp("base") / "plans"
    make_project(root)
    build(root)
    return root


@pytest.fixture
def project(base: Path, tmp_path: Path) -> Path:
    root = tmp_path / "plans"
    shutil.copytree(base, root)
    store = store_of(base).stat()
    os.utime(store_of(root), ns=(store.st_atime_ns, store.st_mtime_ns))
    return root


def store_of(root: Path) -> Path:
    return root / ".planbook" / "store.sqlite"


def begin(root: Path) -> Run:
    return begin_run(root, fixed_as_of(TODAY), TEAM, None, 1)


def build(root: Path) -> Run:
    run = begin(root)
    report = run.build(Request(Path("site"), TEAM, jobs=1)).report
    assert report is not None
    run.keep()
    return run


def edit(root: Path, old: str = "confidence: 0.7 ", new: str = "confidence: 0.4 ") -> None:
    place = root / GOAL
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


CLEAN: dict[tuple[tuple[str, bytes], ...], tuple[object, object]] = {}
"""Findings and site of clean runs, by the project that they were made from."""


def is_right(root: Path, run: Run) -> bool:
    """Return whether findings and site are those of a clean run."""
    clean = root.with_name("clean") / root.name
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns(".planbook", "site"))
    made_from = tuple(sorted(tree_of(clean).items()))
    if made_from not in CLEAN:
        checked = check_project(clean, fixed_as_of(TODAY))
        build_site(checked, Request(Path("site"), TEAM, jobs=1))
        CLEAN[made_from] = checked.diagnostics, tree_of(clean / "site")
    diagnostics, site = CLEAN[made_from]
    assert run.checked.diagnostics == diagnostics
    assert tree_of(root / "site") == site
    return True


def with_time_kept(change: Callable[[Path], object], path: Path) -> None:
    status = path.stat()
    change(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def put_garbage(path: Path) -> None:
    path.write_bytes(b"garbage" * 100)


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 2 // 3)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def change_something(statement: str, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


HARMS: dict[str, Callable[[Path], object]] = {
    "garbage": put_garbage,
    "cut off": cut_off,
    "empty": empty,
    "no stamp": partial(change_something, "DELETE FROM meta WHERE name = 'stamp'"),
    "other format": partial(change_something, "UPDATE meta SET value = '0' WHERE name = 'format'"),
    "no answers": partial(change_something, "UPDATE answer SET value = x'00'"),
    "answers cut off": partial(change_something, "UPDATE answer SET value = substr(value, 1, 3)"),
    "answers gone": partial(change_something, "DELETE FROM answer"),
    "traces cut off": partial(change_something, "UPDATE trace SET seen = x'00' WHERE seen <> x''"),
    "traces gone": partial(change_something, "DELETE FROM trace"),
    "digests cut off": partial(change_something, "UPDATE unit SET digest = x'0102'"),
    "units gone": partial(change_something, "DELETE FROM unit WHERE id % 3 = 0"),
    "keys unreadable": partial(
        change_something, "UPDATE unit SET key = key || '!' WHERE key LIKE '[%'"
    ),
    "no table of traces": partial(change_something, "DROP TABLE trace"),
    "no table of readers": partial(change_something, "DROP TABLE readers"),
    "readers cut off": partial(change_something, "UPDATE readers SET ids = substr(ids, 1, 5)"),
}


@pytest.mark.parametrize(
    ("harm", "is_edited"),
    [*((harm, True) for harm in HARMS), ("garbage", False), ("answers gone", False)],
)
def test_damaged_store_costs_time_alone(project: Path, harm: str, is_edited: bool) -> None:
    with_time_kept(HARMS[harm], store_of(project))
    if is_edited:
        edit(project)
    run = build(project)
    assert is_right(project, run)
    # It is as good as new afterwards, or nothing has looked at what is damaged.
    if run.notes:
        assert build(project).notes == ()


def test_store_that_somebody_wrote_into_is_told_of(project: Path) -> None:
    change_something("UPDATE meta SET value = value", store_of(project))
    os.utime(store_of(project))
    run = build(project)
    assert len(run.notes) == 1
    assert is_right(project, run)


def test_store_of_another_project_is_of_no_use_and_no_harm(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make_project(other)
    edit(other, "target: 360000", "target: 360001")
    (other / "content/roles/channel-manager.yaml").unlink()
    begin(other).keep()
    with_time_kept(lambda path: shutil.copy2(store_of(other), path), store_of(project))
    shutil.copy2(store_of(other), store_of(project))
    assert is_right(project, build(project))


def test_other_settings_are_nothing_to_tell_of(project: Path) -> None:
    settings = project / "planbook.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}fiscal_year_start: 4\n", "utf-8")
    run = build(project)
    assert run.notes == ()
    assert is_right(project, run)


@pytest.mark.parametrize(
    ("method", "when"),
    [("trace_of", 1), ("trace_of", 40), ("readers_of", 5), ("row", 30), ("value_of", 60)],
)
def test_damage_that_is_met_in_the_middle(
    project: Path, monkeypatch: pytest.MonkeyPatch, method: str, when: int
) -> None:
    asked, real = 0, getattr(Store, method)

    def fail(self: Store, *given: object) -> object:
        nonlocal asked
        asked += 1
        if asked == when:
            raise StoreError(method)
        return real(self, *given)

    edit(project)
    monkeypatch.setattr(Store, method, fail)
    run = build(project)
    monkeypatch.undo()
    assert (len(run.notes) == 1) == (asked >= when)
    assert is_right(project, run)


def test_damage_that_is_met_when_building(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project)
    run = begin(project)
    before, real = tree_of(project / "site"), RecordedRun.build

    def fail(self: RecordedRun, *given: object) -> object:
        monkeypatch.setattr(RecordedRun, "build", real)
        raise StoreError("damaged")

    monkeypatch.setattr(RecordedRun, "build", fail)
    assert run.build(Request(Path("site"), TEAM, jobs=1)).report is not None
    run.keep()
    assert len(run.notes) == 1
    assert is_right(project, run)
    assert tree_of(project / "site") != before
    assert build(project).notes == ()


def test_file_that_changes_while_it_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begin(project)
    # Between the check and the build somebody saves a file that has not been read so far.
    shutil.rmtree(project / "site")
    edit(project)
    report = run.build(Request(Path("site"), TEAM, jobs=1)).report
    run.keep()
    assert report is not None
    assert is_right(project, build(project))


def test_store_that_another_program_holds(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_WAIT_SECONDS", 0.05)
    edit(project)
    holder = sqlite3.connect(store_of(project), isolation_level=None)
    with closing(holder):
        holder.execute("BEGIN EXCLUSIVE")
        run = build(project)
    assert run.notes == ()
    assert is_right(project, run)


def test_cache_elsewhere_has_nothing_to_do_with_the_projects_own(
    project: Path, tmp_path: Path
) -> None:
    shutil.rmtree(project / ".planbook")
    (project / ".planbook").symlink_to(tmp_path / "nowhere")
    elsewhere = tmp_path / "elsewhere"
    for _ in range(2):
        run = begin_run(project, fixed_as_of(TODAY), None, elsewhere, 1)
        assert isinstance(run, KeptRun)
        whole = check_project(project, fixed_as_of(TODAY), elsewhere)
        assert run.checked.diagnostics == whole.diagnostics
        run.keep(run.checked)
    assert store_of(project).parent.is_symlink()


def test_store_of_two_runs_at_once(project: Path) -> None:
    edit(project)
    first, second = begin(project), begin(project)
    for run in (first, second):
        assert run.build(Request(Path("site"), TEAM, jobs=1)).report is not None
    first.keep()
    second.keep()
    assert is_right(project, build(project))


@pytest.mark.parametrize("error", [OSError(28, "No space left"), sqlite3.OperationalError("full")])
def test_full_disk(project: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> int:
        raise error

    edit(project)
    monkeypatch.setattr(Store, "_write", fail)
    run = build(project)
    assert len(run.notes) == 1
    monkeypatch.undo()
    assert is_right(project, run)
    edit(project, "confidence: 0.4 ", "confidence: 0.5 ")
    after = build(project)
    assert after.notes == ()
    assert is_right(project, after)


def test_clock_that_goes_backwards(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 86_400)
    edit(project)
    os.utime(project / GOAL, (now - 90_000, now - 90_000))
    run = build(project)
    assert is_right(project, run)
    edit(project, "confidence: 0.4 ", "confidence: 0.5 ")
    assert is_right(project, build(project))


def test_many_files_at_once(project: Path) -> None:
    text = (project / GOAL).read_text("utf-8")
    for number in range(400):
        lines = text.replace("id: wang-jing-2026-q4-revenue", f"id: g{number}\nstate: archived")
        (project / f"content/g{number}.yaml").write_text(lines, "utf-8")
    run = begin(project)
    assert isinstance(run, KeptRun)
    run.keep()
    assert run.checked.diagnostics == check_project(project, fixed_as_of(TODAY)).diagnostics
    for path in project.glob("content/g*.yaml"):
        path.unlink()
    assert is_right(project, build(project))


def test_journal_of_a_killed_run_does_no_harm(project: Path) -> None:
    journal = store_of(project).with_name("store.sqlite-journal")
    connection = sqlite3.connect(store_of(project), isolation_level=None)
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE unit SET digest = x'00'")
    connection.execute("UPDATE answer SET value = x'00'")
    left, half = journal.read_bytes(), store_of(project).read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    assert left
    store_of(project).write_bytes(half)
    journal.write_bytes(left)
    edit(project)
    run = build(project)
    assert len(run.notes) == 1
    assert not journal.exists()
    assert is_right(project, run)
    assert build(project).notes == ()


def kill_builds(project: Path, kills: int, seed: int) -> int:
    """Kill ``kills`` builds of ever new contents, and return how many were in time."""
    chance, killed = random.Random(seed), 0
    began = time.perf_counter()
    build(project)
    usual = time.perf_counter() - began
    for number in range(kills):
        place = project / GOAL
        lines = place.read_text("utf-8").splitlines()
        lines = [line for line in lines if not line.startswith("tags:")]
        place.write_text("\n".join([*lines, f"tags: [t{number}]"]) + "\n", "utf-8")
        killed += kill_after(chance.uniform(0.3, 2) * usual, partial(build, project))
        run = build(project)
        if number % 5 == 4:
            assert is_right(project, run)
    return killed


def test_killed_runs_leave_a_store_that_is_right(project: Path) -> None:
    assert kill_builds(project, 20, 1)
