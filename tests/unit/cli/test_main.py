"""The command line itself: exit codes, messages and languages, whatever the command."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from planbook.cli.call import message_language
from planbook.cli.main import COMMANDS, planbook, run


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Return a function that makes the command ``explain`` raise what it is given."""

    def fail_with(error: BaseException) -> None:
        def raise_it(*_: object) -> None:
            raise error

        command = click.Command("explain", callback=raise_it)
        monkeypatch.setattr(planbook, "get_command", lambda *_: command)

    return fail_with


def test_every_command_is_listed_with_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {name} " in printed for name in COMMANDS)


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("planbook 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["build", "--nonsense"],
        ["-C", "nowhere", "validate"],
        ["init", "--ci", "x"],
    ],
)
def test_a_wrong_call_leaves_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_without_a_project_leaves_with_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["validate"], ["build"], ["new", "goal"]):
        assert run(["-C", str(tmp_path), *command]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert "planbook init" in printed.err


def test_a_bug_is_one_line_and_a_report(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(ValueError("something\nunforeseen"))
    assert run(["explain"]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "ValueError: something unforeseen" in told
    report = Path(told.strip().rpartition(" ")[2])
    assert "Traceback" in report.read_text("utf-8")
    report.unlink()


def test_a_bug_shows_where_it_happened_on_request(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(ValueError("unforeseen"))
    assert run(["--traceback", "explain"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_full_disk_is_no_bug(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(OSError(errno.ENOSPC, "No space left on device", "/somewhere"))
    assert run(["explain"]) == 3
    assert capsys.readouterr().err == "planbook: No space left on device: /somewhere\n"


def test_an_interrupt_leaves_with_130(failing: Callable[[BaseException], None]) -> None:
    failing(KeyboardInterrupt())
    assert run(["explain"]) == 130


def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = f"{sys.executable!r} -m planbook schema | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "{"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "PLANBOOK_LANG": "en"}, "en"),
        ({"PLANBOOK_LANG": "zh", "LC_ALL": "C"}, "zh"),
    ],
)
def test_messages_speak_the_language_of_the_environment(
    environment: dict[str, str], language: str
) -> None:
    assert message_language(environment) == language
