"""What git lacked once is asked for again: a repository may become whole."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from builders.repositories import DAY, Scratch, new_project
from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.keeping import KeptRun, begin_run
from planbook.model.edition import Edition
from planbook.pipeline import Request
from planbook.retracing import HISTORIES
from planbook.unchanged import find_build

CRM = "content/tools/crm.yaml"
TEAM = Edition()


def build(project: Scratch) -> tuple[Counter[str], dict[str, bytes]]:
    """Build, and return how many units ran and the site."""
    run = begin_run(project.root, fixed_as_of(DAY), TEAM, None, 1, histories=HISTORIES)
    assert isinstance(run, KeptRun)
    assert (
        run.build(Request((project.root / "site-team").absolute(), TEAM, jobs=1)).report is not None
    )
    runs = Counter(run._run.recorder.runs)
    run.keep()
    return runs, tree_of(project.root / "site-team")


def is_known(project: Scratch) -> bool:
    """Return whether the next build would say that nothing has changed."""
    out = str((project.root / "site-team").absolute())
    return find_build(project.root, fixed_as_of(DAY), None, TEAM, out, force=False) is not None


def lose(project: Scratch, sort: str, lost: Path) -> None:
    """Take the objects of a sort that the newest commit does not need away."""
    needed = set(project.git("rev-list", "--objects", "--no-walk", "HEAD").split())
    for path in sorted((project.folder / ".git/objects").glob("??/*")):
        name = f"{path.parent.name}{path.name}"
        if name not in needed and project.git("cat-file", "-t", name) == sort:
            (lost / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.move(path, lost / path.parent.name / path.name)


@pytest.mark.parametrize("sort", ["blob", "tree"])
def test_what_was_lacking_is_found_when_it_is_there_again(tmp_path: Path, sort: str) -> None:
    project = new_project(tmp_path / "project", day="2026-06-01")
    for day in ("2026-08-20", "2026-08-27", "2026-09-03"):
        tags = f"tags: [d{day}]\n"
        old = next((f"{one}\n" for one in project.read(CRM).splitlines() if "tags:" in one), "")
        project.write(CRM, project.read(CRM).replace(old, "") + tags if old else
                      project.read(CRM) + tags)  # fmt: skip
        project.commit(day=day)
    lost = tmp_path / "lost"
    lose(project, sort, lost)
    assert any(lost.rglob("*"))
    _, damaged = build(project)
    # As long as it lacks, what rests on it is asked again, and nothing else is.
    runs, again = build(project)
    assert again == damaged
    assert runs["history.log" if sort == "tree" else "history.documents"]
    assert not runs["file"]
    time.sleep(0.05)
    build(project)
    assert not is_known(project)
    shutil.copytree(lost, project.folder / ".git/objects", dirs_exist_ok=True)
    _, mended = build(project)
    assert mended != damaged
    runs, _ = build(project)
    assert not any(name.startswith("history.") for name in runs)
    time.sleep(0.05)
    build(project)
    assert is_known(project)
    shutil.rmtree(project.root / ".planbook")
    shutil.rmtree(project.root / "site-team")
    assert build(project)[1] == mended
