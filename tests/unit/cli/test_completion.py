"""Completion in real shells where they are installed, and by the protocol for the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planbook.cli.completing import SHELLS, code_names
from planbook.cli.main import COMMANDS, run
from planbook.rules import ALL_CODES

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two people, a team, a reader and a file that nobody can read."""
    files = {
        "planbook.yaml": "title: [\nreaders:\n  hr: {sees: [review], of: all}\n",
        "content/people/wang-li/person.yaml": "kind: person\nid: wang-li\nname: 王丽\n",
        "content/people/wu-dan/person.yaml": "kind: person\nid: wu-dan\nname: Wu Dan\n",
        "content/team.yaml": "kind: team\nid: west\ntitle: West\n",
        "content/broken.yaml": "kind: [\n",
        "schemas/warranty.schema.json": "{",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def completed(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """What PowerShell is told of ``words``, the last of which is being typed."""
    monkeypatch.setenv("_PLANBOOK_COMPLETE", "powershell_complete")
    monkeypatch.setenv("COMP_WORDS", "\n".join(["planbook", *words[:-1]]))
    monkeypatch.setenv("COMP_CWORD", words[-1])
    assert run([]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return [line.split("\t")[1] for line in printed.out.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([""], list(COMMANDS)),
        (["sc"], ["score", "schema"]),
        (["build", "--a"], ["--audience", "--as-of"]),
        (["build", "--tr"], ["--traceback"]),
        (["build", "--audience", "p"], ["public", "private"]),
        (["build", "--viewer", ""], ["wang-li", "wu-dan", "hr"]),
        (["score", "--viewer", "w"], ["wang-li", "wu-dan"]),
        (["new", "go"], ["goal"]),
        (["new", "w"], ["warranty"]),
        (["new", "goal", "--owner", "w"], ["wang-li", "west", "wu-dan"]),
        (["schema", "pl"], ["planbook"]),
        (["schema", "w"], ["warranty"]),
        (["explain", "goal-due-b"], ["goal-due-before-start"]),
        (["completion", "p"], ["powershell"]),
        (["--lang", ""], ["en", "zh"]),
        (["nonsense", ""], []),
        (["build", "--nonsense", ""], []),
        (["-C", "nowhere", "build", "--viewer", ""], []),
    ],
    ids=lambda value: " ".join(value),
)
def test_words_are_completed_in_a_broken_project(
    words: list[str],
    found: list[str],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert completed(words, monkeypatch, capsys) == found


def test_a_project_elsewhere_is_looked_at(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir("/")
    words = ["-C", str(project), "build", "--viewer", "wu"]
    assert completed(words, monkeypatch, capsys) == ["wu-dan"]
    monkeypatch.setenv("HOME", str(project.parent))
    words[1] = f"~/{project.name}"
    assert completed(words, monkeypatch, capsys) == ["wu-dan"]


def test_every_code_is_completed() -> None:
    assert code_names() == sorted(ALL_CODES)


def test_help_is_in_the_language_of_messages(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANBOOK_LANG", "zh")
    monkeypatch.setenv("_PLANBOOK_COMPLETE", "powershell_complete")
    monkeypatch.setenv("COMP_WORDS", "planbook")
    for word, line in (("bui", "plain\tbuild\t生成网站。\n"), ("--ver", "plain\t--version\t")):
        monkeypatch.setenv("COMP_CWORD", word)
        assert run([]) == 0
        assert capsys.readouterr().out.startswith(line)


@pytest.mark.parametrize("asked", ["powershell_nonsense", "tcsh_complete", "x", "bash_complete"])
def test_a_question_that_nobody_asks_prints_no_error(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_PLANBOOK_COMPLETE", asked)
    monkeypatch.delenv("COMP_WORDS", raising=False)
    run([])
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_and_asks_by_its_own_name(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"_PLANBOOK_COMPLETE={shell}_complete" in script.replace(" = ", "=").replace("'", "")
    assert "%(" not in script
    assert script.isascii(), "an old PowerShell reads it in the letters of its code page"


def test_an_unknown_shell_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == 2
    assert run(["completion"]) == 2
    assert "Choose from: bash, zsh, fish, powershell" in capsys.readouterr().err


_ASKING = {
    "bash": """
        eval "$(planbook completion bash)"
        COMP_WORDS=(planbook build --viewer w); COMP_CWORD=3
        _planbook_completion planbook
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "fish": """
        planbook completion fish | source
        complete -C 'planbook build --viewer w'
    """,
    # What compsys would be told is printed instead: it needs a terminal.
    "zsh": """
        compdef() { }
        eval "$(planbook completion zsh)"
        _describe() { print -l -- "${(@)completions_with_descriptions}" }
        words=(planbook build --viewer w); CURRENT=4
        _planbook_completion
    """,
}


@pytest.mark.parametrize("shell", sorted(_ASKING))
def test_a_real_shell_completes(shell: str, project: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    command = tmp_path / "bin" / "planbook"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planbook "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(
        [shell, "-c", _ASKING[shell]],
        cwd=project,
        env={
            **os.environ,
            "PATH": f"{command.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    words = {line.replace("\t", ":").split(":")[0] for line in done.stdout.split("\n") if line}
    assert words == {"wang-li", "wu-dan"}
    if shell != "bash":
        assert "王丽" in done.stdout
