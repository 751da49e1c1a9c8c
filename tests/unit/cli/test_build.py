"""``planbook build`` on a machine that does not let it: exit code 3, and the site stays."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planbook.cli.main import run
from planbook.output import lock

SMALL = Path(__file__).parents[2] / "scenarios" / "projects" / "small"

HOLD = """
import sys
from pathlib import Path
from planbook.output.lock import hold_lock
from planbook.output.target import check_target

target = check_target(Path.cwd(), Path("site")).value
with hold_lock(target) as refusal:
    assert refusal is None
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A small project with its site."""
    shutil.copytree(SMALL, tmp_path / "project")
    assert run(["-C", str(tmp_path / "project"), "build"]) == 0
    capsys.readouterr()
    return tmp_path / "project"


def site_of(project: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}


def change(project: Path) -> None:
    path = project / "content" / "people" / "ben.yaml"
    path.write_text(path.read_text("utf-8").replace("Ben Hill", "Ben Dale"), "utf-8")


def test_a_build_of_a_site_that_another_process_builds_says_who_holds_it(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock.hold_lock.__wrapped__, "__defaults__", (0.2,))  # type: ignore[attr-defined]
    change(project)
    before = site_of(project)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert run(["-C", str(project), "build"]) == 3
        other.communicate("")
    told = capsys.readouterr().err
    assert "site-locked" in told
    assert f"process {other.pid} on " in told
    assert told.endswith("Nothing was written; site is still as it was.\n")
    assert site_of(project) == before
    assert run(["-C", str(project), "build"]) == 0


def test_a_full_disk_leaves_the_site_as_it_was(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(project)
    before = site_of(project)
    real = os.open

    def full(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
        if flags & os.O_EXCL and flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, flags, *arguments, **named)

    monkeypatch.setattr(os, "open", full)
    assert run(["-C", str(project), "build"]) == 3
    monkeypatch.undo()
    told = capsys.readouterr().err
    assert "site-disk-full" in told
    assert "Traceback" not in told
    assert site_of(project) == before
    assert run(["-C", str(project), "build"]) == 0
