"""What git's log says of a project's files, and how much of it is looked at."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

import planbook.reading.git.log as log_module
from builders.repositories import Scratch, new_project, new_repository
from planbook.reading.git.head import Head, digest_of_head, find_head
from planbook.reading.git.log import Log, LoggedCommit, read_log
from planbook.reading.git.running import Ran, pipe_through_git, run_git

CRM = "content/tools/crm.yaml"


def head_of(scratch: Scratch) -> Head:
    head = find_head(scratch.root)
    assert head is not None
    return head


def logged(scratch: Scratch) -> Log:
    return read_log(head_of(scratch))


def changed(commit: LoggedCommit) -> list[str]:
    return [change.path for change in commit.changes]


def touch(scratch: Scratch, path: str = CRM) -> str:
    scratch.write(path, f"{scratch.read(path)}# more\n")
    return scratch.commit()


@pytest.mark.parametrize("project", ["", "plans/of the team"])
def test_each_commit_has_the_files_that_it_changed(tmp_path: Path, project: str) -> None:
    scratch = new_project(tmp_path, project)
    scratch.change(CRM, "kind:", "# more\nkind:")
    scratch.write("content/tools/图 one.yaml", "kind: tool\n")
    (scratch.root / "content/meetings/weekly.yaml").unlink()
    (tmp_path / "elsewhere.txt").write_text("no matter of the project", "utf-8")
    (scratch.root / "content/link.yaml").symlink_to("tools/crm.yaml")
    newest = scratch.commit()
    log = logged(scratch)
    assert log.commits[0].id == newest
    found = {
        change.path: (bool(change.before), bool(change.after)) for change in log.commits[0].changes
    }
    assert found == {
        CRM: (True, True),
        "content/tools/图 one.yaml": (False, True),
        "content/meetings/weekly.yaml": (True, False),
    }
    assert "planbook.yaml" in changed(log.commits[-1])
    assert log.limit == ""


def test_a_commit_has_its_committers_time_and_its_authors_address(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    scratch.commit("words that nobody reads", day="2026-09-03", author="Bea@Example.com")
    newest = logged(scratch).commits[0]
    assert (newest.at, newest.email) == (1788436800, "Bea@Example.com")
    assert "words" not in repr(logged(scratch))


def test_a_merge_stands_on_the_main_line_with_what_came_in(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    scratch.git("switch", "--quiet", "--create", "side")
    side = touch(scratch, "content/teams/channel-sales.yaml")
    scratch.git("switch", "--quiet", "work")
    main = touch(scratch)
    scratch.git("merge", "--quiet", "--no-edit", "side")
    log = logged(scratch)
    merge = log.commits[0]
    assert merge.is_merge
    assert changed(merge) == ["content/teams/channel-sales.yaml"]
    by_id = {commit.id: commit for commit in log.commits}
    assert [commit.id for commit in log.main_line[:2]] == [merge.id, main]
    assert not by_id[side].is_on_main_line
    assert changed(by_id[side]) == ["content/teams/channel-sales.yaml"]


def test_so_many_commits_are_looked_at_and_it_is_known_that_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = new_project(tmp_path)
    ids = [touch(scratch) for _ in range(4)]
    monkeypatch.setattr(log_module, "MOST_COMMITS", 3)
    log = logged(scratch)
    assert [commit.id for commit in log.commits] == ids[:0:-1]
    assert log.limit == "bounded"
    monkeypatch.setattr(log_module, "MOST_COMMITS", 5)
    assert logged(scratch).limit == ""


def test_so_many_changed_files_are_looked_at_however_much_was_known_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = new_project(tmp_path)
    ids = [touch(scratch) for _ in range(4)]
    whole = logged(scratch)
    monkeypatch.setattr(log_module, "MOST_BYTES", 2 * (80 + 160 + len(CRM)))
    cut = logged(scratch)
    assert [commit.id for commit in cut.commits] == [ids[3], ids[2]]
    assert cut.limit == "bounded"
    # What an earlier run knew decides nothing.
    ids.append(touch(scratch))
    assert read_log(head_of(scratch), whole) == logged(scratch)
    assert [commit.id for commit in logged(scratch).commits] == [ids[4], ids[3]]


def test_git_is_asked_only_for_what_new_commits_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = new_project(tmp_path)
    touch(scratch)
    before = logged(scratch)
    newest = touch(scratch)
    fed: list[bytes] = []

    def pipe(folder: Path, *arguments: str, fed: bytes, most: int) -> Ran:
        asked.append(fed.decode().split())
        return pipe_through_git(folder, *arguments, fed=fed, most=most)

    asked: list[list[str]] = []
    del fed
    monkeypatch.setattr(log_module, "pipe_through_git", pipe)
    after = read_log(head_of(scratch), before)
    assert asked == [[newest]]
    assert after == logged(scratch)
    asked.clear()
    assert read_log(head_of(scratch), after) is after
    assert asked == []


def test_behind_the_end_of_a_shallow_clone_nothing_is_known(tmp_path: Path) -> None:
    origin = new_project(tmp_path / "origin")
    ids = [touch(origin) for _ in range(3)]
    clone = origin.clone(tmp_path / "clone", depth=2)
    log = logged(clone)
    assert [(commit.id, commit.is_end) for commit in log.commits] == [
        (ids[2], False),
        (ids[1], True),
    ]
    # It may have changed anything: that everything is new in it is not believed.
    assert changed(log.commits[1]) == []
    assert log.limit == "shallow"
    before = digest_of_head(clone.root)
    clone.git("fetch", "--quiet", "--unshallow")
    assert digest_of_head(clone.root) != before
    assert logged(clone).limit == ""


def test_a_project_without_history_has_no_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = new_repository(tmp_path / "empty")
    empty.write("planbook.yaml", "title: T\n")
    assert find_head(empty.root) is None
    # Another project is kept there, and this one is not.
    scratch = new_project(tmp_path / "one")
    scratch.write("plans/planbook.yaml", "title: T\n")
    assert find_head(scratch.root / "plans") is None
    assert find_head(scratch.root) is not None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_head(scratch.root) is None


def test_outside_of_a_repository_no_program_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object, **__: object) -> Ran:
        raise AssertionError("git was started")

    (tmp_path / "planbook.yaml").write_text("title: T\n", "utf-8")
    monkeypatch.setattr("planbook.reading.git.head.run_git", start)
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    assert find_head(tmp_path) is None


def test_no_program_of_the_repository_is_run_and_no_setting_changes_the_answer(
    tmp_path: Path,
) -> None:
    scratch = new_project(tmp_path)
    touch(scratch)
    expected = logged(scratch)
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0" >> "{ran}"\ncat\n', "utf-8")
    program.chmod(0o755)
    for name, value in (
        ("log.showSignature", "true"),
        ("gpg.program", str(program)),
        ("diff.external", str(program)),
        ("core.pager", str(program)),
        ("core.fsmonitor", str(program)),
        ("diff.renames", "copies"),
        ("diff.noprefix", "true"),
        ("core.abbrev", "7"),
        ("core.quotePath", "true"),
        ("log.diffMerges", "off"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("mailmap.file", str(program)),
    ):
        scratch.git("config", name, value)
    (scratch.folder / ".mailmap").write_text("B <b@example.com> <a@example.com>\n", "utf-8")
    grafts = scratch.folder / ".git/info/grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{scratch.git('rev-parse', 'HEAD')}\n", "utf-8")
    assert logged(scratch) == expected
    assert not ran.exists()


def test_where_git_lacks_a_commit_nothing_behind_it_is_told(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    ids = [touch(scratch) for _ in range(3)]
    tree = scratch.git("rev-parse", f"{ids[0]}:content")
    (scratch.folder / ".git/objects" / tree[:2] / tree[2:]).unlink()
    log = logged(scratch)
    assert [commit.id for commit in log.commits] == [ids[2]]
    assert log.limit == "bounded"


def test_asking_takes_one_run_of_git_and_two_for_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = new_project(tmp_path)
    for _ in range(5):
        touch(scratch)
    runs: list[Sequence[str]] = []

    def run(folder: Path, *arguments: str) -> Ran:
        runs.append(arguments)
        return run_git(folder, *arguments)

    def pipe(folder: Path, *arguments: str, fed: bytes, most: int) -> Ran:
        runs.append(arguments)
        return pipe_through_git(folder, *arguments, fed=fed, most=most)

    monkeypatch.setattr("planbook.reading.git.head.run_git", run)
    monkeypatch.setattr(log_module, "run_git", run)
    monkeypatch.setattr(log_module, "pipe_through_git", pipe)
    logged(scratch)
    assert [arguments[0] for arguments in runs] == ["rev-parse", "rev-list", "diff-tree"]


def test_a_name_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    name = os.fsdecode(os.fsencode(scratch.root / "content") + b"/\xff.yaml")
    Path(name).write_text("kind: tool\n", "utf-8")
    scratch.change(CRM, "kind:", "# more\nkind:")
    scratch.commit()
    assert changed(logged(scratch).commits[0]) == [CRM]


def test_a_commit_that_another_program_wrote_badly_stops_nobody(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    tree, parent = scratch.git("rev-parse", "HEAD^{tree}"), scratch.git("rev-parse", "HEAD")
    made = tmp_path / "commit"
    people = "author <a\x1fb@x> now\ncommitter nobody\n"
    made.write_text(f"tree {tree}\nparent {parent}\n{people}\nx\n", "utf-8")
    id_ = scratch.git("hash-object", "-t", "commit", "-w", "--literally", str(made))
    scratch.git("update-ref", "HEAD", id_)
    log = logged(scratch)
    assert [(commit.id, commit.at) for commit in log.commits[:1]] == [(id_, 0)]
    assert len(log.commits) == 2
