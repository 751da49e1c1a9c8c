"""``planbook ci``: what a build asks for, and what it is told where there is nothing to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.services import Comments, commit, git, pull_request, serving
from planbook.cli.main import run


@pytest.fixture(autouse=True)
def no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def on_github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A checkout of a pull request's merge, and the commit before it."""
    git(tmp_path, "init", "-q")
    base = commit(tmp_path, {"a": "1"})
    git(tmp_path, "checkout", "-q", "-b", "request")
    head = commit(tmp_path, {"b": "1", "diff.md": "Changed.\n"})
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "Merge", "request")
    event = tmp_path / "event.json"
    event.write_text(pull_request(base, head), "utf-8")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    monkeypatch.setenv("GITHUB_REPOSITORY", "team/plans")
    return tmp_path, base


def call(folder: Path, *arguments: str) -> int:
    return run(["-C", str(folder), "--lang", "en", "ci", *arguments])


def test_the_base_is_the_one_word_on_stdout(
    on_github: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, base = on_github
    assert call(folder, "base") == 0
    assert capsys.readouterr() == (f"{base}\n", "")


def test_outside_of_a_request_there_is_no_base_and_no_comment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "diff.md").write_text("Changed.\n")
    assert call(tmp_path, "base") == 0
    assert capsys.readouterr() == ("", "")
    assert call(tmp_path, "comment", "diff.md") == 0
    assert "nothing to comment on" in capsys.readouterr().err


def test_a_base_that_is_not_to_be_had_says_what_to_change(
    on_github: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = on_github
    git(folder, "checkout", "-q", "--orphan", "else")
    commit(folder, {"c": "1"})
    assert call(folder, "base") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "fetch-depth" in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("base", "diff.md"), ("comment",), (), ("else",)])
def test_a_wrong_call_is_refused(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert call(tmp_path, *arguments) == 2


def test_a_file_that_is_not_there_is_refused(
    on_github: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(on_github[0], "comment", "none.md") == 2
    assert "none.md cannot be read" in capsys.readouterr().err


def test_a_comment_is_written_and_updated(
    on_github: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, _ = on_github
    way = folder / "way"
    way.symlink_to(folder)
    with serving(Comments()) as comments:
        monkeypatch.setenv("GITHUB_API_URL", comments.url)
        monkeypatch.setenv("GITHUB_TOKEN", "t0ken")
        assert call(folder, "comment", "diff.md") == 0
        assert call(folder, "comment", str(way / "diff.md")) == 0
        (folder / "empty.md").write_text("\n")
        assert call(folder, "comment", "empty.md") == 0
        assert [one["body"] for one in comments.held] == ["<!-- planbook-diff -->\nChanged.\n"]
    assert capsys.readouterr().err == (
        "The comment was written.\nThe comment was updated.\nThere is nothing to say.\n"
    )


def test_without_a_token_the_summary_has_it(
    on_github: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, _ = on_github
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary"))
    assert call(folder, "comment", "diff.md") == 0
    assert (folder / "summary").read_text("utf-8") == "Changed.\n\n"
    assert capsys.readouterr().err == (
        "No comment was written: GITHUB_TOKEN is not set. The job summary shows it instead.\n"
    )


@pytest.mark.parametrize("summary", ["nowhere/summary", "."])
def test_a_summary_that_cannot_be_written_is_no_failure(
    summary: str,
    on_github: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, _ = on_github
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / summary))
    assert call(folder, "comment", "diff.md") == 0
    assert "keep it as an artifact" in capsys.readouterr().err


def test_settings_of_git_in_the_environment_may_be_damaged(
    on_github: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, base = on_github
    monkeypatch.setenv("GITHUB_TOKEN", "t")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "many")
    assert call(folder, "base") == 0
    assert capsys.readouterr().out == f"{base}\n"
