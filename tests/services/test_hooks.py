"""The hooks, run by pre-commit itself in a repository that uses them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builders.services import commit, git
from planbook.cli.main import run

ROOT = Path(__file__).parents[2]
PACKED = (
    *("src", "schemas", "themes", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"),
    ".pre-commit-hooks.yaml",
)


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A git repository with planbook as it is now, and its commit."""
    folder = tmp_path_factory.mktemp("git") / "planbook"
    folder.mkdir()
    for name in PACKED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder)
    git(folder, "init", "-q")
    return folder, commit(folder, {})


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A machine without a network, to which this environment lends what planbook needs."""
    folder = tmp_path_factory.mktemp("machine")
    lent = folder / "lent"
    lent.mkdir()
    (home,) = {path for path in map(Path, sys.path) if (path / "click").is_dir()}
    for path in home.iterdir():
        if "planbook" not in path.name and path.suffix != ".pth":
            (lent / path.name).symlink_to(path)
    return {
        **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
        "HOME": str(folder),
        "PRE_COMMIT_HOME": str(folder / "hooks"),
        "PYTHONPATH": str(lent),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "protocol.file.allow",
        "GIT_CONFIG_VALUE_0": "always",
    }


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A repository with a new project."""
    git(tmp_path, "init", "-q")
    assert run(["-C", str(tmp_path), "init", "--lang", "en"]) == 0
    commit(tmp_path, {})
    return tmp_path


def use(plans: Path, offered: tuple[Path, str], *hooks: dict[str, object]) -> None:
    repository, revision = offered
    repositories = [{"repo": str(repository), "rev": revision, "hooks": list(hooks)}]
    text = yaml.safe_dump({"repos": repositories})
    (plans / ".pre-commit-config.yaml").write_text(text, "utf-8")
    git(plans, "add", "-A")


def hook(plans: Path, name: str, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", name],
        cwd=plans,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_a_mistake_is_found_before_it_is_committed(
    plans: Path, offered: tuple[Path, str], environment: dict[str, str]
) -> None:
    use(plans, offered, {"id": "planbook-validate"})
    person = plans / "content/people/bea-stone/person.yaml"
    text = person.read_text("utf-8")
    person.write_text(f"{text}# A comment.\n", "utf-8")
    git(plans, "add", "-A")
    code, told = hook(plans, "planbook-validate", environment)
    assert (code, "Passed" in told) == (0, True), told
    person.write_text(f"{text}nickname: B\n", "utf-8")
    git(plans, "add", "-A")
    code, told = hook(plans, "planbook-validate", environment)
    assert code == 1
    assert "content/people/bea-stone/person.yaml:" in told
    assert "schema-unknown-property" in told


@pytest.mark.slow
def test_the_project_may_be_a_folder(
    plans: Path, offered: tuple[Path, str], environment: dict[str, str]
) -> None:
    (plans / "team").mkdir()
    for name in ("planbook.yaml", "content"):
        (plans / name).rename(plans / "team" / name)
    use(plans, offered, {"id": "planbook-validate", "args": ["-C", "team"]})
    code, told = hook(plans, "planbook-validate", environment)
    assert (code, "Passed" in told) == (0, True), told


@pytest.mark.slow
def test_other_files_do_not_start_it(
    plans: Path, offered: tuple[Path, str], environment: dict[str, str]
) -> None:
    use(plans, offered, {"id": "planbook-validate"})
    commit(plans, {"notes.txt": "x"})
    (plans / "notes.txt").write_text("y")
    git(plans, "add", "-A")
    code, told = hook(plans, "planbook-validate", environment)
    assert (code, "Skipped" in told) == (0, True), told


@pytest.mark.slow
def test_a_document_is_put_into_its_layout(
    plans: Path, offered: tuple[Path, str], environment: dict[str, str]
) -> None:
    use(plans, offered, {"id": "planbook-fmt"})
    person = plans / "content/people/bea-stone/person.yaml"
    first, *rest = person.read_text("utf-8").splitlines(keepends=True)
    person.write_text("".join([*rest, first]), "utf-8")
    git(plans, "add", "-A")
    code, told = hook(plans, "planbook-fmt", environment)
    assert code == 1, told
    assert "files were modified by this hook" in told
    assert person.read_text("utf-8").startswith("kind: person\n")
    git(plans, "add", "-A")
    assert hook(plans, "planbook-fmt", environment)[0] == 0
