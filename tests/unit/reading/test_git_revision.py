"""A project read as it was at a revision: what git knows, and what it does not."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from builders.repositories import Scratch, new_project, new_repository
from planbook.diagnostics.finding import Finding
from planbook.model.settings import Limits
from planbook.reading.files import ReadError
from planbook.reading.git.revision import RevisionFiles, open_revision
from planbook.reading.git.running import environment
from planbook.reading.project_files import DiskFiles
from planbook.reading.sources import discover_sources


def opened(scratch: Scratch, revision: str = "main", *, fork: bool = False) -> RevisionFiles:
    outcome = open_revision(scratch.root, revision, from_fork_point=fork)
    assert outcome.value is not None, outcome.findings
    return outcome.value


def refused(root: Path, revision: str, *, fork: bool = True) -> Finding:
    (finding,) = open_revision(root, revision, from_fork_point=fork).findings
    assert finding.code.scope == "project"
    return finding


@pytest.mark.parametrize("project", ["", "plans/of the team"])
def test_sources_at_a_commit_are_those_that_lay_on_the_disk(tmp_path: Path, project: str) -> None:
    scratch = new_project(tmp_path, project)
    scratch.write("content/people/a b/图.yaml", "kind: person\nid: x\nname: X\n")
    (scratch.root / "content/link.yaml").symlink_to("people/bea-stone/person.yaml")
    (scratch.root / "content/nowhere.yaml").symlink_to("nothing.yaml")
    outside = os.path.relpath("/etc/hosts", os.path.realpath(scratch.root / "content"))
    (scratch.root / "content/out.yaml").symlink_to(outside)
    (scratch.root / "content/ring.yaml").symlink_to("ring.yaml")
    (scratch.root / "content/abroad.yaml").symlink_to("/etc/hosts")
    scratch.write("content/big.yaml", "# " + "x" * 2_000_000)
    scratch.commit()
    on_disk = discover_sources(scratch.root, Limits())
    scratch.git("rm", "-r", "--quiet", "--force", ".")
    scratch.root.mkdir(parents=True, exist_ok=True)
    with opened(scratch, "work") as files:
        then = discover_sources(files, Limits())
    assert then.value.documents == on_disk.value.documents
    assert then.value.chapters == on_disk.value.chapters
    assert then.value.series == on_disk.value.series
    assert then.value.unread == on_disk.value.unread
    assert [(each.code.name, each.place.path) for each in then.findings] == [
        (each.code.name, each.place.path) for each in on_disk.findings
    ]
    assert [each.message for each in then.findings] == [each.message for each in on_disk.findings]


def test_a_link_to_a_folder_leads_to_its_files_as_on_the_disk(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    scratch.write("shared/tools/crm-two.yaml", "kind: tool\n")
    (scratch.root / "content/shared").symlink_to("../shared")
    scratch.commit()
    with opened(scratch, "work") as files:
        then = discover_sources(files, Limits()).value
    assert then.documents == discover_sources(scratch.root, Limits()).value.documents
    assert "content/shared/tools/crm-two.yaml" in {each.path for each in then.documents}


def test_size_is_known_before_the_contents_and_the_rest_is_passed_over(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    scratch.write("content/big.yaml", "x" * 300_000)
    scratch.write("content/small.yaml", "kind: tool\n")
    scratch.commit()
    with opened(scratch, "work") as files:
        big = files.read("content/big.yaml", 1000)
        assert isinstance(big, ReadError)
        assert big.why == "too-large"
        assert files.read_beginning("content/big.yaml", 10) == b"x" * 10
        # What comes next is read from the right place.
        assert files.read("content/small.yaml", 1000) == b"kind: tool\n"
        assert files.reads == 3


def test_a_damaged_object_is_missing_and_never_half_of_a_file(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    lines = (hashlib.sha256(str(at).encode()).hexdigest() for at in range(3_000))
    scratch.write("content/big.yaml", "".join(f"# {line}\n" for line in lines))
    scratch.commit()
    scratch.git("config", "core.bigFileThreshold", "1k")
    id_ = scratch.git("rev-parse", "HEAD:content/big.yaml").strip()
    loose = scratch.root / ".git/objects" / id_[:2] / id_[2:]
    loose.chmod(0o644)
    loose.write_bytes(loose.read_bytes()[: loose.stat().st_size // 2])
    with opened(scratch, "work") as files:
        assert isinstance(files.read("content/big.yaml", 1_000_000), ReadError)
        assert [each.place.path for each in files.findings] == ["content/big.yaml"]


def test_a_file_that_is_the_same_is_told_without_reading_it(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    everything = set(opened(scratch).paths)
    scratch.change("content/tools/crm.yaml", "kind:", "# more\nkind:")
    scratch.write("content/tools/new.yaml", "kind: tool\n")
    (scratch.root / "content/meetings/weekly.yaml").unlink()
    with opened(scratch) as files:
        assert everything - files.unchanged == {
            "content/tools/crm.yaml",
            "content/meetings/weekly.yaml",
        }
        assert files.reads == 0


def test_a_file_that_git_was_told_to_overlook_is_looked_at(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    scratch.git("update-index", "--assume-unchanged", "content/tools/crm.yaml")
    scratch.change("content/tools/crm.yaml", "kind:", "# more\nkind:")
    with opened(scratch) as files:
        assert "content/tools/crm.yaml" not in files.unchanged


def test_no_program_of_the_repository_is_run(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0" >> "{ran}"\ncat\n', "utf-8")
    program.chmod(0o755)
    scratch.write(".gitattributes", "*.yaml filter=own diff=own\n")
    scratch.commit()
    for name in ("filter.own.clean", "filter.own.smudge", "filter.own.process", "diff.own.command"):
        scratch.git("config", name, str(program))
    for name in ("core.fsmonitor", "diff.external", "core.pager", "diff.own.textconv"):
        scratch.git("config", name, str(program))
    scratch.git("config", "filter.own.required", "true")
    hooks = scratch.folder / ".git/hooks/post-index-change"
    hooks.parent.mkdir(exist_ok=True)
    hooks.write_bytes(program.read_bytes())
    hooks.chmod(0o755)
    # The same size and a time of today: git can only tell by the contents.
    scratch.change("content/tools/crm.yaml", "kind:", "kind: ")
    for path in scratch.root.rglob("*.yaml"):
        os.utime(path)
    ran.unlink(missing_ok=True)
    before = (scratch.folder / ".git/index").read_bytes()
    with opened(scratch) as files:
        assert files.unchanged is not None
        discover_sources(files, Limits())
    assert not ran.exists()
    assert (scratch.folder / ".git/index").read_bytes() == before


def test_a_hook_that_calls_planbook_does_not_lead_it_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = new_project(tmp_path / "one", "plans")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    with opened(scratch) as files:
        assert "content/tools/crm.yaml" in files.unchanged
    assert "GIT_DIR" not in environment()


@pytest.mark.parametrize("revision", ["main", "HEAD~1", "v1", "v2", "HEAD^{/first}", "@~1"])
def test_a_revision_may_be_written_in_every_way_of_git(tmp_path: Path, revision: str) -> None:
    scratch = new_project(tmp_path)
    first = scratch.commit("first")
    scratch.git("tag", "v1")
    scratch.git("tag", "--annotate", "v2", "--message", "two")
    scratch.git("branch", "--force", "main")
    scratch.commit("second")
    with opened(scratch, revision) as files:
        assert files.commit.id == first
        assert not files.commit.merged


def test_compared_is_what_main_was_when_the_work_began(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    began = scratch.git("rev-parse", "main")
    scratch.commit("mine")
    scratch.git("switch", "--quiet", "main")
    scratch.write("content/tools/other.yaml", "kind: tool\n")
    later = scratch.commit("theirs")
    scratch.git("switch", "--quiet", "work")
    with opened(scratch, fork=True) as files:
        assert (files.commit.id, files.commit.merged) == (began, True)
    with opened(scratch) as files:
        assert (files.commit.id, files.commit.merged) == (later, False)
    # Once main is merged, what it got is no part of the change.
    scratch.git("merge", "--quiet", "--no-edit", "main")
    with opened(scratch, fork=True) as files:
        assert (files.commit.id, files.commit.merged) == (later, False)


def test_histories_without_a_common_commit_are_compared_as_they_are(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    main = scratch.git("rev-parse", "main")
    scratch.git("switch", "--quiet", "--orphan", "apart")
    scratch.commit("apart")
    with opened(scratch, fork=True) as files:
        assert files.commit.id == main


@pytest.mark.parametrize(
    ("revision", "variant", "suggestion"),
    [
        ("mian", "", "main"),
        ("trunk", "remote", "origin/trunk"),
        ("--output=x", "option", None),
        ("main..work", "range", "main"),
        ("main...", "range", "main"),
        ("HEAD^{tree}", "no-commit", None),
        ("HEAD:planbook.yaml", "no-commit", None),
        ("0" * 40, "", None),
        ("", "", None),
        ("^main", "", None),
        ("main@{99}", "", None),
        ("a b", "", None),
        ("a\nb", "", None),
        ("é" * 300, "", None),
    ],
)
def test_a_revision_that_git_does_not_know(
    tmp_path: Path, revision: str, variant: str, suggestion: str | None
) -> None:
    scratch = new_project(tmp_path)
    scratch.git("update-ref", "refs/remotes/origin/trunk", "main")
    finding = refused(scratch.root, revision)
    assert (finding.code.name, finding.variant) == ("git-unknown-revision", variant)
    if suggestion is not None:
        assert finding.help is not None
        assert f"`{suggestion}`" in finding.help["en"]
        assert f"`{suggestion}`" in finding.help["zh"]


def test_a_repository_without_commits(tmp_path: Path) -> None:
    scratch = new_repository(tmp_path)
    assert refused(scratch.root, "main").code.name == "git-no-commits"
    assert refused(scratch.root, "HEAD").code.name == "git-no-commits"


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refused(tmp_path, "main").code.name == "git-no-repository"


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = new_project(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(scratch.root, "main").code.name == "git-not-installed"


def test_a_damaged_repository_is_explained_by_git(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    (scratch.folder / ".git/config").write_text("[core\n", "utf-8")
    finding = refused(scratch.root, "main")
    assert finding.code.name == "git-failed"
    assert "bad config line 1" in finding.message["en"]


def test_a_folder_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = new_project(tmp_path)
    # git has a switch to test this with; the real thing needs two users.
    monkeypatch.setattr(
        "planbook.reading.git.running._QUIET",
        {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "LC_ALL": "C"},
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    finding = refused(scratch.root, "main")
    assert finding.code.name == "git-unsafe-repository"
    assert finding.help is not None
    assert f"safe.directory {scratch.folder}" in finding.help["en"]


def shallow_clone(scratch: Scratch, folder: Path, *, branch: str, depth: int = 1) -> Scratch:
    scratch.git(
        "clone",
        "--quiet",
        f"--depth={depth}",
        f"--branch={branch}",
        scratch.folder.as_uri(),
        str(folder),
    )
    return Scratch(folder, folder)


def test_a_shallow_clone_says_what_depth_it_needs(tmp_path: Path) -> None:
    origin = new_project(tmp_path / "origin")
    first = origin.git("rev-parse", "main")
    origin.commit("mine")
    origin.commit("mine too")
    origin.git("switch", "--quiet", "main")
    origin.commit("theirs")
    clone = shallow_clone(origin, tmp_path / "clone", branch="work")
    missing = refused(clone.root, first)
    assert (missing.code.name, missing.variant) == ("git-unknown-revision", "shallow")
    assert missing.help is not None
    assert "fetch-depth: 0" in missing.help["en"]
    assert refused(clone.root, "origin/main").variant == "shallow"
    clone.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    finding = refused(clone.root, "origin/main")
    assert finding.code.name == "git-history-missing"
    # What it says to do makes it go away.
    clone.git("fetch", "--quiet", "--deepen=100", "origin", "main", "work")
    with opened(clone, "origin/main", fork=True) as files:
        assert files.commit.id == first


def test_a_shallow_clone_that_holds_enough_is_enough(tmp_path: Path) -> None:
    origin = new_project(tmp_path / "origin")
    origin.commit("mine")
    clone = shallow_clone(origin, tmp_path / "clone", branch="work", depth=2)
    with opened(clone, "HEAD~1", fork=True) as files:
        assert "content/tools/crm.yaml" in files.unchanged


def test_a_partial_clone_tells_what_it_lacks_and_fetches_nothing(tmp_path: Path) -> None:
    origin = new_project(tmp_path / "origin")
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.change("content/tools/crm.yaml", "kind:", "# more\nkind:")
    origin.commit("mine")
    folder = tmp_path / "clone"
    origin.git(
        "clone", "--quiet", "--filter=blob:none", "-b", "work", origin.folder.as_uri(), str(folder)
    )
    clone = Scratch(folder, folder)
    with opened(clone, "origin/main") as files:
        found = files.read("content/tools/crm.yaml", 1000)
        assert isinstance(found, ReadError)
        assert [each.code.name for each in files.findings] == ["git-object-missing"]


def test_a_linked_worktree_is_a_repository_too(tmp_path: Path) -> None:
    scratch = new_project(tmp_path / "one")
    scratch.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "two"))
    tree = Scratch(tmp_path / "two", tmp_path / "two")
    with opened(tree) as files:
        assert "content/tools/crm.yaml" in files.unchanged


def test_a_submodule_that_is_checked_out_is_read(tmp_path: Path) -> None:
    part = new_repository(tmp_path / "part")
    part.write("tools/abacus.yaml", "kind: tool\ntitle: Abacus\n")
    part.commit()
    scratch = new_project(tmp_path / "whole")
    scratch.git("submodule", "--quiet", "add", part.folder.as_uri(), "content/part")
    scratch.commit("with a part")
    inside = Scratch(scratch.root / "content/part", scratch.root / "content/part")
    inside.write("tools/abacus.yaml", "kind: tool\ntitle: Slide rule\n")
    with opened(scratch, "work") as files:
        assert files.read("content/part/tools/abacus.yaml", 100) == b"kind: tool\ntitle: Abacus\n"
        assert "content/part/tools/abacus.yaml" not in files.unchanged
        assert "content/tools/crm.yaml" in files.unchanged
        assert files.absent_submodules == []


def test_a_submodule_that_is_not_there_is_an_empty_folder_and_said(tmp_path: Path) -> None:
    part = new_repository(tmp_path / "part")
    part.write("abacus.yaml", "kind: tool\n")
    part.commit()
    scratch = new_project(tmp_path / "whole")
    scratch.git("submodule", "--quiet", "add", part.folder.as_uri(), "content/part")
    scratch.commit("with a part")
    scratch.git("submodule", "--quiet", "deinit", "--force", "content/part")
    with opened(scratch, "work") as files:
        assert files.absent_submodules == ["content/part"]
        assert files.names("content/part") == ()


def test_what_is_asked_of_git_and_of_the_disk_is_answered_alike(tmp_path: Path) -> None:
    scratch = new_project(tmp_path)
    scratch.commit()
    disk = DiskFiles(scratch.root)
    with opened(scratch, "work") as files:
        for path in ("content", "content/tools/crm.yaml", "content/nothing", "content/tools/x/y"):
            now, then = disk.look(path), files.look(path)
            assert getattr(now, "sort", None) == getattr(then, "sort", None), path
            assert disk.resolve(path) == files.resolve(path)
        assert disk.names("content") == files.names("content")
        assert files.resolve("content/../../x") == ReadError(
            "outside", {"en": "content/../../x", "zh": "content/../../x"}
        )
