"""``planbook codeowners``: what it writes, what it leaves alone, and when it refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planbook.cli.main import run

ROLE = "kind: role\nid: r\ntitle: Role\npurpose: P\nduties: [{title: D}]\n"
HEAD = "kind: person\nid: head\nname: Head\nrole: r\ncontacts: {github: hh}\n"
ONE = "kind: person\nid: one\nname: One\nrole: r\nmanager: head\ncontacts: {github: oo}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository that is a project of two people with accounts."""
    files = {
        ".git/HEAD": "",
        "planbook.yaml": "title: T\nlanguage: en\n",
        "content/roles/r.yaml": ROLE,
        "content/people/head/person.yaml": HEAD,
        "content/people/one/person.yaml": ONE,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def call(project: Path, *arguments: str) -> int:
    return run(["-C", str(project), "--lang", "en", "codeowners", *arguments])


LINES = "/content/ @hh\n/planbook.yaml @hh\n/.github/CODEOWNERS @hh\n/content/people/one/ @oo @hh\n"


def test_it_writes_the_file_and_then_says_that_it_is_true(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(project, "--check") == 1
    assert not (project / ".github").exists()
    assert "+/content/ @hh\n" in capsys.readouterr().out
    assert call(project) == 0
    assert capsys.readouterr().out == ".github/CODEOWNERS\n"
    assert LINES in (project / ".github/CODEOWNERS").read_text("utf-8")
    assert [path.name for path in (project / ".github").iterdir()] == ["CODEOWNERS"]
    before = (project / ".github/CODEOWNERS").stat()
    for arguments in ((), ("--check",)):
        assert call(project, *arguments) == 0
        assert capsys.readouterr() == ("", ".github/CODEOWNERS is up to date.\n")
    assert (project / ".github/CODEOWNERS").stat() == before


def test_check_says_what_would_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(project) == 0
    path = project / "content/people/one/person.yaml"
    path.write_text(ONE.replace("oo", "new-one"), "utf-8")
    held = (project / ".github/CODEOWNERS").read_bytes()
    capsys.readouterr()
    assert call(project, "--check") == 1
    assert capsys.readouterr().out == (
        "-/content/people/one/ @oo @hh\n+/content/people/one/ @new-one @hh\n"
    )
    assert (project / ".github/CODEOWNERS").read_bytes() == held


@pytest.mark.parametrize(
    "place", [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
)
def test_the_file_that_exists_is_taken_and_its_own_rules_and_rights_stay(
    place: str, project: Path
) -> None:
    path = project / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("/x @me\r\n# 王静 \xff\r\n".encode("latin-1", "replace"))
    path.chmod(0o664)
    held = path.read_bytes()
    assert call(project) == 0
    assert path.read_bytes().startswith(held)
    assert f"/{place} @hh\r\n".encode() in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o664
    assert call(project, "--check") == 0


def test_gitlab_reads_a_folder_of_its_own(project: Path) -> None:
    (project / ".gitlab-ci.yml").write_text("")
    assert call(project) == 0
    assert (project / ".gitlab/CODEOWNERS").exists()


def test_a_project_in_a_folder_writes_to_the_repository(project: Path) -> None:
    inner = project / "team 计划"
    inner.mkdir()
    for name in ("planbook.yaml", "content"):
        (project / name).rename(inner / name)
    assert call(inner) == 0
    text = (project / ".github/CODEOWNERS").read_text("utf-8")
    assert "# planbook: begin team 计划\n" in text
    assert "/team\\ 计划/content/people/one/ @oo @hh\n" in text


def test_without_accounts_there_is_nothing_to_write(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(project) == 0
    for name, text in (("head", HEAD), ("one", ONE)):
        path = project / "content/people" / name / "person.yaml"
        path.write_text(text.partition("contacts")[0], "utf-8")
    capsys.readouterr()
    assert call(project, "--check") == 1
    assert call(project) == 0
    assert (project / ".github/CODEOWNERS").read_text("utf-8") == ""
    (project / ".github/CODEOWNERS").unlink()
    capsys.readouterr()
    assert call(project) == 0
    assert "nothing to write" in capsys.readouterr().err
    assert not (project / ".github/CODEOWNERS").exists()


@pytest.mark.parametrize(
    "broken",
    [
        "kind: person\nid: [\n",
        ONE.replace("manager: head", "manager: heda"),
        ONE.replace("oo}", '"oo @evil"}'),
        ONE.replace("oo}", '"oo\\n* @evil"}'),
        ONE.replace("oo}", "'@oo'}"),
    ],
)
def test_people_who_cannot_be_read_change_nothing(
    broken: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/people/one/person.yaml").write_text(broken, "utf-8")
    assert call(project) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "content/people/one/person.yaml:" in printed.err
    assert "CODEOWNERS stays as it is" in printed.err
    assert not (project / ".github").exists()


@pytest.mark.parametrize("wrong", ["kind: goal\nid: [\n", "kind: goal\nid: g\nowner: nobody\n"])
def test_mistakes_elsewhere_do_not_matter(wrong: str, project: Path) -> None:
    (project / "content/people/one/goal.yaml").write_text(wrong, "utf-8")
    assert call(project) == 0
    assert LINES in (project / ".github/CODEOWNERS").read_text("utf-8")


def refusal(project: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    assert call(project) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


def test_a_link_is_not_written_through(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "elsewhere").mkdir()
    (project / "elsewhere/CODEOWNERS").write_text("mine")
    (project / ".github").symlink_to("elsewhere")
    assert ".github is a symbolic link" in refusal(project, capsys, 2)
    (project / ".github").unlink()
    (project / "CODEOWNERS").symlink_to("elsewhere/CODEOWNERS")
    assert "CODEOWNERS is a symbolic link" in refusal(project, capsys, 2)
    assert (project / "elsewhere/CODEOWNERS").read_text() == "mine"


def test_the_repository_may_be_reached_through_a_link(project: Path, tmp_path: Path) -> None:
    (project / "CODEOWNERS").write_text("/x @me\n")
    way = tmp_path.parent / f"{tmp_path.name}-link"
    way.symlink_to(project)
    assert call(way) == 0
    assert (project / "CODEOWNERS").read_text("utf-8").startswith("/x @me\n")


def test_what_is_no_file_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".github").write_text("")
    assert ".github is not a folder" in refusal(project, capsys, 2)
    (project / ".github").unlink()
    (project / "CODEOWNERS").mkdir()
    assert "CODEOWNERS cannot be read" in refusal(project, capsys, 2)


def test_a_part_without_its_end_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "CODEOWNERS").write_text("/x @me\n# planbook: begin\n")
    assert "CODEOWNERS:2: " in refusal(project, capsys, 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / ".github").mkdir(mode=0o555)
    assert ".github/CODEOWNERS cannot be written" in refusal(project, capsys, 3)


def test_a_failed_write_leaves_the_old_file(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "CODEOWNERS").write_text("/x @me\n")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert "No space left" in refusal(project, capsys, 3)
    assert (project / "CODEOWNERS").read_text() == "/x @me\n"
    assert not list(project.glob(".CODEOWNERS*"))
