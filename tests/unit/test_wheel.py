"""The wheel works as the checkout does: schemas, themes and the starter project are in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel unpacks to, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_a_project_is_made_and_built_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    def planbook(*arguments: str, folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "planbook", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(unpacked), "PLANBOOK_LANG": "en"},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout + done.stderr

    where = "import planbook; print(planbook.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.startswith(str(unpacked)), "the checkout would be tested, not the wheel"
    assert "planbook validate" in planbook("init", "demo", folder=tmp_path)
    assert "All is well" in planbook("validate", folder=tmp_path / "demo")
    assert "pages" in planbook("build", folder=tmp_path / "demo")
    assert (tmp_path / "demo" / "site" / "index.html").exists()


def test_nothing_but_the_package_is_installed(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert {name.partition("-")[0] for name in names} == {"planbook"}
    assert (unpacked / "planbook" / "resources" / "schemas" / "goal.schema.json").exists()
    assert (unpacked / "planbook" / "py.typed").exists()
