"""The wheel works as the checkout does: schemas, themes and the starter project are in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
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


@pytest.fixture
def planbook(unpacked: Path) -> Callable[..., str]:
    """A function that runs the planbook of the wheel in a folder, and returns what it prints."""

    def run(*arguments: str, folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "planbook", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(unpacked), "PLANBOOK_LANG": "en"},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_a_project_is_made_and_built_from_the_wheel_alone(
    unpacked: Path, planbook: Callable[..., str], tmp_path: Path
) -> None:
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
    assert "No problems found" in planbook("validate", folder=tmp_path / "demo")
    assert "pages" in planbook("build", folder=tmp_path / "demo")
    assert (tmp_path / "demo" / "site" / "index.html").exists()


def test_planbooks_own_repository_is_a_project_for_an_installed_planbook(
    planbook: Callable[..., str], tmp_path: Path
) -> None:
    check = ("validate", "--format", "concise", "--cache", str(tmp_path / "cache"))
    assert planbook(*check, folder=ROOT).count("\n") == 1
    # The repository may be ahead of what is installed, and lie anywhere.
    ahead = tmp_path / "ahead"
    ahead.mkdir()
    for name in ("schemas", "content"):
        shutil.copytree(ROOT / name, ahead / name)
    shutil.copy(ROOT / "planbook.yaml", ahead)
    goal = ahead / "schemas" / "goal.schema.json"
    schema = json.loads(goal.read_text("utf-8"))
    schema["properties"]["later"] = {"type": "string", "maxLength": 3}
    goal.write_text(json.dumps(schema), "utf-8")
    umbrella = ahead / "schemas" / "document.schema.json"
    umbrella.write_text(umbrella.read_text("utf-8").replace('"tool"', '"tool", "source"', 1))
    (ahead / "schemas" / "source.schema.json").write_text("{}")
    (ahead / "schemas" / "smart.rubric.yaml").write_text("checks: []\n")
    (ahead / "schemas" / "notes.txt").write_text("not for projects")
    assert planbook("validate", "--format", "concise", folder=ahead).count("\n") == 1


def test_nothing_but_the_package_is_installed(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert {name.partition("-")[0] for name in names} == {"planbook"}
    assert (unpacked / "planbook" / "resources" / "schemas" / "goal.schema.json").exists()
    assert (unpacked / "planbook" / "py.typed").exists()


def test_what_serve_sends_to_the_browser_is_in_the_wheel(unpacked: Path) -> None:
    own = ROOT / "src" / "planbook" / "serving" / "browser"
    names = sorted(path.name for path in own.iterdir())
    assert names == ["overlay.css", "serve.js"]
    for name in names:
        packed = unpacked / "planbook" / "serving" / "browser" / name
        assert packed.read_bytes() == (own / name).read_bytes()
