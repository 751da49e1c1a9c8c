"""Whatever is committed, for whomever is built: a kept run tells of it what a whole run tells."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from builders.content_edits import TODAY, Editor, make_project
from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.checked import Checked
from planbook.keeping import KeptRun, Run, begin_run
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.retracing import HISTORIES

SEEDS = (1, 2)
STEPS = 4
SECRET = b"canary-of-the-log"
AUTHORS = (
    "wang-jing@bluewell.example",
    f"{SECRET.decode()}@example.com",
    f"7+{SECRET.decode()}@users.noreply.github.com",
)


class Chain:
    """One project in a repository that is edited, committed and built again and again."""

    def __init__(self, top: Path, seed: int) -> None:
        self.folder, self.root = top, top / "plans"
        make_project(self.root)
        self.chance = Random(seed)
        self.editor = Editor(self.root, self.chance)
        self.made: list[str] = []
        self.kept = self.weeks = self.lines = 0
        self.at = datetime.combine(TODAY, time(12)) - timedelta(40)
        self.git("init", "--quiet", "--initial-branch", "main")
        (top / ".gitignore").write_text(".planbook\nsite*\n", "utf-8")
        self.commit()

    def git(self, *arguments: str, author: str = "a@example.com") -> str:
        when = f"{self.at.isoformat()}+08:00"
        people = {
            f"GIT_{role}_{name}": value
            for role in ("AUTHOR", "COMMITTER")
            for name, value in (("NAME", "A"), ("EMAIL", author), ("DATE", when))
        }
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **people, **quiet},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self) -> None:
        self.at += timedelta(self.chance.choice([0, 0, 1, 5, 9]), self.chance.randrange(9000))
        self.git("add", "--all")
        author = self.chance.choice(AUTHORS)
        self.git("commit", "--quiet", "--allow-empty", "--message", SECRET.decode(), author=author)
        self.made.append(f"commit {self.at} {author}")

    def merge_a_side_line(self) -> None:
        """Edit on a side line and on the main one, and bring both together."""
        self.commit()
        self.git("switch", "--quiet", "--create", f"side-{len(self.made)}")
        self.edit()
        self.commit()
        self.git("switch", "--quiet", "main")
        self.edit()
        self.commit()
        keep = self.chance.choice(["ours", "theirs"])
        self.git("merge", "--quiet", "--no-edit", f"-X{keep}", "@{-1}")
        self.made.append(f"merge, conflicts are {keep}")

    def edit(self) -> None:
        with suppress(ValueError):  # a day that is none was moved
            self.made.append(self.editor.edit())

    def step(self) -> None:
        """Edit, commit, run and compare."""
        for _ in range(self.chance.choice([0, 1, 2, 5])):
            self.edit()
            if self.chance.random() < 0.7:
                self.commit()
        if self.chance.random() < 0.2:
            self.merge_a_side_line()
        edition = self.editor.choose_edition()
        as_of = fixed_as_of(self.editor.day)
        self.made.append(f"build {edition.name} {self.editor.day}")
        run = begin_run(self.root, as_of, edition, None, 1, histories=HISTORIES)
        self.kept += isinstance(run, KeptRun)
        whole = check_project(self.root, as_of)
        if whole.is_sound and is_for_somebody(edition, run):
            self.compare(run, whole, edition)
        run.keep()
        if not whole.is_sound and self.chance.random() < 0.8:
            self.made.append(self.editor.mend())
        elif whole.is_sound:
            self.editor.keep()

    def compare(self, run: Run, whole: Checked, edition: Edition) -> None:
        name = f"site-{edition.name.replace(':', '-')}"
        kept = run.build(Request(Path(name), edition, jobs=1))
        request = Request(Path(f"{name}-whole"), edition, jobs=1)
        again = build_site(whole, request, retrace=HISTORIES.retrace)
        assert (kept.report is None) == (again.report is None), self.made
        if kept.report is not None:
            found, clean = tree_of(self.root / name), tree_of(self.root / f"{name}-whole")
            unlike = {path for path in found | clean if found.get(path) != clean.get(path)}
            assert not unlike, (sorted(unlike), self.made)
            self.weeks += found["changes/index.html"].count(b"change-week")
            self.lines += sum(b'class="changed"' in content for content in found.values())
            telling = [path for path, content in found.items() if SECRET in content]
            assert not telling, self.made


def is_for_somebody(edition: Edition, run: Run) -> bool:
    handbook, viewer = run.checked.handbook, edition.viewer
    assert handbook is not None
    if viewer is None or viewer in handbook.settings.readers:
        return True
    return any(key.kind == "person" and key.id == viewer for key in handbook.documents)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_chain_of_commits_is_told_as_by_a_whole_run(tmp_path: Path, seed: int) -> None:
    chain = Chain(tmp_path / "repository", seed)
    for _ in range(STEPS):
        chain.step()
    assert chain.kept
    assert chain.weeks
    assert chain.lines
