"""Messages are in the project's language where neither the call nor the environment says one."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.cli.main import run


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Chinese project, on a machine that says no language, as Windows does."""
    monkeypatch.delenv("PLANBOOK_LANG")
    (tmp_path / "content").mkdir()
    (tmp_path / "planbook.yaml").write_text("title: 手册\nlanguage: zh\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "--help"],
        ["--help"],
        ["help", "build"],
        ["biuld"],
        ["build", "--nonsense"],
        ["build", "--as-of", "soon"],
        ["explain", "nonsense"],
        ["explain", "goal-due-before-start"],
        ["new"],
        ["new", "goal", "--owner", "nobody"],
        ["validate", "nowhere.yaml"],
        ["init"],
        ["schema", "gaol"],
        ["draft"],
    ],
    ids=" ".join,
)
def test_everything_in_a_chinese_project_is_in_chinese(
    arguments: list[str],
    chinese: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(*words: str) -> str:
        run([*words])
        printed = capsys.readouterr()
        return printed.out + printed.err

    elsewhere = told("-C", str(chinese), *arguments)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in elsewhere)
    assert "Usage" not in elsewhere
    assert "Error" not in elsewhere
    # Wherever -C stands, and from a folder inside.
    assert told(*arguments, "-C", str(chinese)) == elsewhere
    for locale in ("C", "C.UTF-8", "POSIX"):
        monkeypatch.setenv("LC_ALL", locale)
        assert told("-C", str(chinese), *arguments) == elsewhere
    monkeypatch.delenv("LC_ALL")
    monkeypatch.chdir(chinese)
    assert told(*arguments) == elsewhere.replace(f"{chinese}/", "")
    # Whoever is asked for wins.
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in told(*arguments).replace("手册", ""))
    assert told("--lang", "zh", "-C", str(chinese), *arguments) == elsewhere


def test_a_project_whose_settings_are_broken_still_says_its_language(
    chinese: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (chinese / "planbook.yaml").write_text("title: [\nlanguage: zh\nnonsense: 1\n", "utf-8")
    assert run(["-C", str(chinese), "validate"]) == 2
    assert "planbook.yaml" in (told := capsys.readouterr()).out
    assert "个问题" in told.err


def test_a_new_project_speaks_its_own_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANBOOK_LANG")
    monkeypatch.chdir(tmp_path)
    assert run(["init", "team", "--lang", "zh", "--ci", "none"]) == 0
    assert "接下来" in capsys.readouterr().out
    # In a project that exists, the project's language is that of what is added.
    assert run(["init", "team", "--ci", "gitlab"]) == 0
    assert "每次修改都检查手册" in (tmp_path / "team" / ".gitlab-ci.yml").read_text("utf-8")
    assert run(["init", "team"]) == 2
    assert "没有写入任何文件" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["team"]


def test_the_version_does_not_look_for_a_project(
    chinese: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("planbook.yaml was read")

    monkeypatch.setattr("planbook.reading.project_folder.glance_at_language", fail)
    assert run(["-C", str(chinese), "--version"]) == 0
    assert capsys.readouterr().out.startswith("planbook ")
