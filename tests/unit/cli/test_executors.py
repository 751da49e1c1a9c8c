"""`build --executor`: the same bytes from a cluster's workers, and an end where nobody answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builders.sites import tree_of
from planbook.cli import executors
from planbook.cli.invocation import Invocation
from planbook.cli.main import run
from planbook.rendering.elsewhere import NotRenderedError

pytest.importorskip("distributed", reason="Dask is not installed")

TESTS = Path(__file__).parents[2]
CLUSTER = TESTS / "builders/dask_cluster.py"
SOURCES = TESTS.parent / "src"


@contextmanager
def cluster(
    workers: int = 2, first_on_path: Path | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give the address of a cluster on this machine, as ``--executor`` takes it."""
    path = (*(() if first_on_path is None else (first_on_path,)), SOURCES)
    process = subprocess.Popen(
        [sys.executable, CLUSTER, str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip().replace("tcp://", "dask://"), process
    finally:
        process.communicate()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans") / "project"
    assert run(["init", str(folder), "--lang", "en"]) == 0
    return folder


def planbook(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "planbook", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PLANBOOK_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


def lent(address: str) -> executors._DaskExecutor:
    return executors._DaskExecutor(address.removeprefix("dask://"))


def test_two_local_workers_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    alone = planbook("-C", project, "build", "--out", tmp_path / "alone", "--jobs", "1")
    assert alone.returncode == 0
    with cluster() as (address, _):
        there = planbook("-C", project, "build", "--out", tmp_path / "there", "--executor", address)
    assert (there.returncode, there.stderr) == (0, alone.stderr)
    assert tree_of(tmp_path / "there") == tree_of(tmp_path / "alone")


def test_nobody_is_asked_where_nothing_is_to_be_rendered(project: Path, tmp_path: Path) -> None:
    assert planbook("-C", project, "build", "--out", tmp_path / "site").returncode == 0
    nowhere = ("--executor", "dask://127.0.0.1:1")
    again = planbook("-C", project, "build", "--out", tmp_path / "site", *nowhere)
    assert again.returncode == 0


def test_workers_of_another_version_are_not_believed(project: Path, tmp_path: Path) -> None:
    # Read before anything else of Python's: the workers take themselves for another release.
    (tmp_path / "sitecustomize.py").write_text("import planbook\nplanbook.__version__ = '0.0.7'\n")
    with cluster(1, tmp_path) as (address, _):
        run = planbook("-C", project, "build", "--out", tmp_path / "site", "--executor", address)
    assert run.returncode == 3
    assert "a worker has planbook-0.0.7" in run.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.5:8786", "dask://", "dask://host", "dask://host:x", "dask://host:99999"),
        *("tcp://h:1", "dask://user:secret@host:1", "dask://host:1/path", "dask://host:0"),
        "dask://[::1",
    ],
)
def test_wrong_address_is_a_wrong_call(
    project: Path, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", "-C", str(project), "build", "--executor", address]) == 2
    told = capfd.readouterr().err
    assert told.startswith("planbook: --executor needs the address of a Dask scheduler")
    assert "secret" not in told
    assert not (project / "site").exists()


def test_missing_dask_is_told_before_anything_is_done(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(executors, "find_spec", lambda _: None)
    call = ["--lang", "en", "-C", str(project), "build", "--executor", "dask://host:1"]
    assert run(call) == 2
    assert "pip install distributed" in capfd.readouterr().err
    assert not (project / "site").exists()


def test_workers_and_processes_are_not_asked_for_at_once(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    call = ["--lang", "en", "-C", str(project), "build", "--executor", "dask://host:1"]
    assert run([*call, "--jobs", "2"]) == 2
    assert "choose between" in capfd.readouterr().err


def test_address_of_ipv6_keeps_its_brackets() -> None:
    assert executors._address(Invocation(), "dask://[::1]:8786") == "[::1]:8786"


@pytest.mark.parametrize("listens", [False, True])
def test_nobody_at_the_address_is_told_within_seconds(
    listens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "SECONDS_TO_CONNECT", 1)
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        if listens:  # Somebody who takes the call and says nothing.
            somebody.listen()
        address = f"127.0.0.1:{somebody.getsockname()[1]}"
        executor = lent(address)
        began = time.monotonic()
        for _ in range(2):
            with pytest.raises(NotRenderedError, match=f"no Dask scheduler answers at {address}"):
                executor.submit(abs, -1)
        executor.shutdown()
    assert time.monotonic() - began < 30


def test_cluster_without_workers_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(executors, "SECONDS_WITHOUT_WORKERS", 2)
    with cluster(0) as (address, _):
        executor = lent(address)
        future = executor.submit(abs, -1)
        assert isinstance(error := future.exception(timeout=60), NotRenderedError)
        assert "has had no worker for 2 seconds" in str(error)
        with pytest.raises(NotRenderedError):
            executor.submit(abs, -1)
        executor.shutdown()


def test_scheduler_that_dies_ends_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "SECONDS_WITHOUT_WORKERS", 2)
    with cluster(1) as (address, process):
        executor = lent(address)
        assert executor.submit(abs, -1).result(timeout=60) == 1
        waiting = executor.submit(time.sleep, 600)
        assert not waiting.done()
        process.send_signal(signal.SIGKILL)
        assert isinstance(error := waiting.exception(timeout=90), NotRenderedError)
        assert error.reason == {
            "en": f"the Dask scheduler at {address.removeprefix('dask://')} is gone",
            "zh": f"{address.removeprefix('dask://')} 的 Dask 调度器已经断开",
        }
        began = time.monotonic()
        executor.shutdown()
        assert time.monotonic() - began < 30
