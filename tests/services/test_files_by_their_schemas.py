"""What services read is read by their published schemas; scripts are read by ShellCheck."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from planbook.starter.address import Address
from planbook.starter.project import StarterLanguage, starter_files

ROOT = Path(__file__).parents[2]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ADDRESSES = {
    "unknown": None,
    "elsewhere": Address(f"git+https://git.example.com/planbook.git@{COMMIT}"),
    "on GitHub": Address(f"git+https://github.com/acme/planbook.git@{COMMIT}"),
}


def checked(*arguments: str | Path) -> str:
    """Run a checker of this environment, and return what it finds wrong."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def by_schema(path: Path, name: str, *options: str) -> str:
    return checked("check_jsonschema", "--builtin-schema", f"vendor.{name}", *options, path)


def test_the_action_is_one() -> None:
    assert by_schema(ROOT / "action.yml", "github-actions") == ""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_what_init_writes_is_what_the_services_read(
    service: Literal["github", "gitlab"],
    address: Address | None,
    language: StarterLanguage,
    tmp_path: Path,
) -> None:
    files = starter_files(language, date(2026, 9, 10), service, address)
    path = ".github/workflows/handbook.yml" if service == "github" else ".gitlab-ci.yml"
    (tmp_path / "ci.yml").write_text(files[path], "utf-8")
    (tmp_path / "hooks.yaml").write_text(files[".pre-commit-config.yaml"], "utf-8")
    if service == "github":
        assert by_schema(tmp_path / "ci.yml", "github-workflows") == ""
    else:
        assert by_schema(tmp_path / "ci.yml", "gitlab-ci", "--data-transform", "gitlab-ci") == ""
    assert checked("pre_commit", "validate-config", tmp_path / "hooks.yaml") == ""


def test_the_hooks_are_some() -> None:
    assert checked("pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml") == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("github-actions", "name: x\nruns: {using: composite, steps: [{run: x}]}\n"),
        ("github-workflows", "on: push\njobs: {a: {steps: []}}\n"),
        ("gitlab-ci", "a: {script: 3}\n"),
    ],
)
def test_the_schemas_do_find_mistakes(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(text)
    assert by_schema(tmp_path / "x.yml", name) != ""


def test_the_scripts_are_clean() -> None:
    scripts = sorted((ROOT / "ci/action").glob("*.sh"))
    assert scripts
    checker = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run([checker, *scripts], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
