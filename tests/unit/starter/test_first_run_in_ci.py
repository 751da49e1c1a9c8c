"""What ``init`` writes for CI is run: in a new clone, with planbook from a git address."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
import yaml

from builders.workflows import Runner

ROOT = Path(__file__).parents[3]
_PACKED = ("src", "schemas", "themes", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit_all(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-q", "-m", "All of it")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with planbook as it is now, committed or not."""
    folder = tmp_path_factory.mktemp("git") / "planbook.git"
    folder.mkdir()
    for name in _PACKED:
        source = ROOT / name
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copy(source, folder)
    commit_all(folder)
    return folder


class Machine:
    """A machine of a service: an empty environment that lends what planbook needs from ours."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        scheme = {"base": str(folder), "platbase": str(folder)}
        site = Path(sysconfig.get_path("purelib", "venv", scheme))
        lent = folder / "lent"
        lent.mkdir()
        # Everything but planbook itself, so that only what CI installs can run.
        for path in Path(sysconfig.get_path("purelib")).iterdir():
            if "planbook" not in path.name and path.suffix != ".pth":
                (lent / path.name).symlink_to(path)
        (site / "lent.pth").write_text(f"{lent}\n")
        pip = folder / "bin" / "pip"
        pip.write_text(f'#!/bin/sh\nexec {shlex.quote(str(folder / "bin/python"))} -m pip "$@"\n')
        pip.chmod(0o755)
        self.environment = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder),
            # Without a network: what is needed is there already.
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_DEPS": "1",
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def run(self, command: str, folder: Path) -> str:
        """Run ``command`` as a service does and return what it prints."""
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            cwd=folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the services run Linux")
def test_the_first_run_is_green(repository: Path, tmp_path: Path) -> None:
    # Whoever installs planbook from git needs to say nothing more.
    desk = Machine(tmp_path / "desk")
    desk.run(f"pip install git+{repository.as_uri()}", tmp_path)
    told = desk.run("planbook init github && planbook init gitlab --ci gitlab", tmp_path)
    assert "from this machine" in told
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository, check=True, capture_output=True, text=True
    ).stdout.strip()
    # The services: new machines, new clones of the default branch.
    for name in ("github", "gitlab"):
        commit_all(tmp_path / name)
        git(tmp_path, "clone", "-q", name, f"{name}-clone")
    written = (tmp_path / "github" / ".github" / "workflows" / "handbook.yml").read_text("utf-8")
    steps = yaml.safe_load(written)["jobs"]["build"]["steps"]
    assert any(f"@{head}" in step.get("run", "") for step in steps)
    (tmp_path / "temp").mkdir()
    runner = Runner(
        workspace=tmp_path / "github-clone",
        temp=tmp_path / "temp",
        contexts={"github": {"event_name": "push", "event": {}, "ref": "refs/heads/main"}},
        environment={**Machine(tmp_path / "a").environment, "GITHUB_ACTIONS": "true"},
    )
    runner.run(steps)
    assert not runner.failed, runner.log
    assert (tmp_path / "github-clone" / "site" / "index.html").exists()
    script = yaml.safe_load((tmp_path / "gitlab" / ".gitlab-ci.yml").read_text("utf-8"))
    service = Machine(tmp_path / "b")
    # One shell runs all of them.
    service.run("\n".join(script["handbook"]["script"]), tmp_path / "gitlab-clone")
    assert (tmp_path / "gitlab-clone" / "site" / "index.html").exists()
