"""How much a run does again when something was committed, and how often it asks git."""

from __future__ import annotations

import datetime
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from builders.repositories import DAY, Scratch, new_project
from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.keeping import Histories, KeptRun, begin_run
from planbook.live_site import LiveSite
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.retracing import HISTORIES
from planbook.unchanged import find_build

CRM = "content/tools/crm.yaml"
GOAL = "content/people/bea-stone/goals/revenue.yaml"
TEAM = Edition()


@pytest.fixture
def project(tmp_path: Path) -> Scratch:
    """Return the starter project with some history, built once."""
    scratch = new_project(tmp_path / "project", day="2026-06-01")
    for day in ("2026-08-20", "2026-08-27", "2026-09-03"):
        scratch.write(CRM, f"{scratch.read(CRM)}tags: [{day}]\n" if day[-2:] == "20" else
                      scratch.read(CRM).replace("tags: [", f"tags: [d{day}, "))  # fmt: skip
        scratch.commit(day=day)
    build(scratch)
    return scratch


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what git is asked to do from now on."""
    found: list[str] = []
    begin = subprocess.Popen.__init__

    def start(process: Any, command: Sequence[str], *more: Any, **others: Any) -> None:
        names = ("rev-parse", "rev-list", "diff-tree", "cat-file", "ls-tree", "config")
        found.extend(name for name in names if name in command)
        begin(process, command, *more, **others)

    monkeypatch.setattr(subprocess.Popen, "__init__", start)
    return found


def build(
    scratch: Scratch, edition: Edition = TEAM, day: datetime.date = DAY
) -> tuple[Counter[str], set[str]]:
    """Build, and return how many units of each table of the history ran and what was written."""
    run = begin_run(scratch.root, fixed_as_of(day), edition, None, 1, histories=HISTORIES)
    assert isinstance(run, KeptRun)
    report = run.build(Request(Path(f"site-{edition.name}"), edition, jobs=1)).report
    assert report is not None
    runs = Counter(run._run.recorder.runs)
    run.keep()
    return runs, set(report.changed)


def of_history(runs: Counter[str]) -> dict[str, int]:
    names = ("history.log", "history.documents", "team/history.lines", "team/history.told")
    return {name: runs[name] for name in names if runs[name]}


def test_nothing_new_asks_git_where_it_stands_and_no_more(
    project: Scratch, started: list[str]
) -> None:
    runs, changed = build(project)
    assert (of_history(runs), changed) == ({}, set())
    assert started == ["rev-parse"]


def test_an_edit_that_is_not_committed_leaves_the_history_alone(
    project: Scratch, started: list[str]
) -> None:
    project.change(GOAL, "confidence: 0.7 ", "confidence: 0.4 ")
    runs, changed = build(project)
    assert of_history(runs) == {"team/history.lines": 1}
    assert "changes/index.html" not in changed
    # What the goal was before is read to see since when it is so.
    assert [one for one in started if one != "cat-file"] == ["rev-parse"]


def test_a_commit_that_changes_no_content_renders_nothing(
    project: Scratch, started: list[str]
) -> None:
    (project.folder / "NOTES.txt").write_text("nothing of the plans", "utf-8")
    project.commit(day="2026-09-08")
    started.clear()
    runs, changed = build(project)
    assert (of_history(runs), changed) == ({"history.log": 1}, set())
    assert started == ["rev-parse", "rev-list", "diff-tree"]


def test_a_commit_renders_the_page_of_changes_and_the_line_of_what_it_changed(
    project: Scratch,
) -> None:
    project.change(GOAL, "confidence: 0.7 ", "confidence: 0.4 ")
    build(project)
    project.commit(day="2026-09-08", author="bea-stone@bluewell.example")
    runs, changed = build(project)
    assert of_history(runs) == {
        "history.log": 1,
        "history.documents": 1,
        "team/history.lines": 1,
        "team/history.told": 1,
    }
    assert changed == {
        "changes/index.html",
        "goals/bea-stone-2026-q3-revenue/index.html",
        "print/index.html",
    }
    page = project.root / "site-team/goals/bea-stone-2026-q3-revenue/index.html"
    assert "8 Sep</time> by <a" in page.read_text("utf-8")


def test_a_private_commit_renders_nothing_for_the_team(project: Scratch) -> None:
    project.change("content/people/bea-stone/reviews/last-month.yaml", "score: 4", "score: 5")
    build(project)
    project.commit(day="2026-09-08")
    assert build(project)[1] == set()
    assert "changes/index.html" in build(project, Edition("team", "bea-stone"))[1]


def test_another_day_tells_the_weeks_anew_and_asks_git_no_more(
    project: Scratch, started: list[str]
) -> None:
    runs, _ = build(project, day=DAY + datetime.timedelta(1))
    assert runs["history.log"] == 0
    # One document was changed since it was added: the readers of the day are asked of it again.
    assert runs["team/history.lines"] == 1
    assert [one for one in started if one != "cat-file"] == ["rev-parse"]


def test_a_site_of_a_kept_run_is_that_of_a_whole_run_in_a_clone(
    project: Scratch, tmp_path: Path
) -> None:
    project.change(GOAL, "confidence: 0.7 ", "confidence: 0.4 ")
    project.commit(day="2026-09-08")
    build(project)
    clone = project.clone(tmp_path / "elsewhere" / "clone")
    checked = check_project(clone.root, fixed_as_of(DAY))
    request = Request(Path("site-team"), TEAM, jobs=2)
    assert build_site(checked, request, retrace=HISTORIES.retrace).report is not None
    assert tree_of(clone.root / "site-team") == tree_of(project.root / "site-team")
    assert b"change-week" in tree_of(clone.root / "site-team")["changes/index.html"]


def test_what_is_said_where_nothing_changed_is_not_said_after_a_commit(project: Scratch) -> None:
    def is_known() -> bool:
        out = str((project.root / "site-team").absolute())
        return find_build(project.root, fixed_as_of(DAY), None, TEAM, out, force=False) is not None

    settle(project)
    assert is_known()
    project.git("commit", "--quiet", "--allow-empty", "--message", "x")
    assert not is_known()
    settle(project)
    assert is_known()


def settle(project: Scratch) -> None:
    """Build until marks of files can be believed."""
    import time

    for _ in range(3):
        time.sleep(0.05)
        run = begin_run(project.root, fixed_as_of(DAY), TEAM, None, 1, histories=HISTORIES)
        run.build(Request((project.root / "site-team").absolute(), TEAM, jobs=1))
        run.keep()


def test_serve_builds_anew_after_a_commit(project: Scratch) -> None:
    from pathlib import PurePath

    site = LiveSite(
        project.root,
        PurePath("serve/site"),
        lambda _: TEAM,
        lambda: fixed_as_of(DAY),
        TEAM,
        HISTORIES,
    )
    assert site.rebuild(lambda: False) is not None
    assert not site.is_outdated()
    project.change(GOAL, "confidence: 0.7 ", "confidence: 0.4 ")
    site.rebuild(lambda: False)
    assert not site.is_outdated()
    project.commit(day="2026-09-08")
    assert site.is_outdated()
    outcome = site.rebuild(lambda: False)
    assert outcome is not None
    assert set(outcome.changed) == {
        "changes/index.html",
        "goals/bea-stone-2026-q3-revenue/index.html",
        "print/index.html",
    }


def test_a_repository_that_comes_and_goes_is_noticed(project: Scratch, tmp_path: Path) -> None:
    def told(histories: Histories | None) -> bool:
        run = begin_run(project.root, fixed_as_of(DAY), TEAM, None, 1, histories=histories)
        report = run.build(Request(Path("site-team"), TEAM, jobs=1)).report
        run.keep()
        assert report is not None
        page = (project.root / "site-team/index.html").read_text("utf-8")
        assert (project.root / "site-team/changes").exists() == ("What changed" in page)
        return "What changed" in page

    hidden = tmp_path / "hidden"
    assert told(HISTORIES)
    (project.folder / ".git").rename(hidden)
    assert not told(None)
    assert not told(None)
    hidden.rename(project.folder / ".git")
    assert told(HISTORIES)
    (project.folder / ".git").rename(hidden)
    assert not told(HISTORIES)
